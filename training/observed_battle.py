"""Games played to record one side's decisions and what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from engine.battle import rules
from engine.battle.battle import Battle
from engine.dice import SeededDice
from engine.env.scenario_sampler import sources_of
from engine.players.game_loop import choose, name_battle
from engine.players.model import codec_of
from engine.players.scenario_list import prepare_scenario
from engine.sentences import Sentence

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.options import Options
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Setup
    from engine.players import Player
    from training.recipe import Recipe

SEED_LIMIT: Final = 2**32
"""Seeds of games are drawn from 0 to one below it."""


class DecisionObserver(Protocol):
    """Observer of the decisions of one side, and of all events."""

    def on_decision(self, state: BattleState, action: Action) -> None:
        """Receive the action that the observed side's player chooses in *state*."""

    def on_events(self, events: list[Event]) -> None:
        """Receive the events of an action of either side."""


def draw_setup(recipe: Recipe, rng: random.Random) -> Setup:
    """Return the setup of a random scenario of the recipe.

    Raise EncodingError if it exceeds the limits of the recipe's encoding.
    """
    sources = sources_of(recipe.scenarios)
    setup = prepare_scenario(sources[rng.randrange(len(sources))]).setup
    codec_of(recipe.encoding).check(setup)
    return setup


def play_observed(
    state: BattleState,
    players: Mapping[Side, Player],
    observer: DecisionObserver,
    observed: Side,
    random_action_prob: float,
    rng: random.Random,
) -> None:
    """Play a game from *state* to its end and report the decisions of side *observed*.

    With probability *random_action_prob* the observed side takes a random legal action instead of
    the one its player chose, so that positions after mistakes are seen too; the observer still
    receives the player's choice. Raise PlayerError if a player fails or chooses an illegal action.
    """
    seed = rng.randrange(SEED_LIMIT)
    battle = Battle(state, SeededDice(seed))
    where = name_battle(state.setup.scenario.name, seed)

    def describe(player: Player, side: Side) -> Sentence:
        return Sentence("player.in-training", player=player.name, side=side.name, battle=where)

    def decide(now: BattleState, options: Options) -> Action:
        side = now.to_act
        player = players[side]
        action = choose(player, now, options, lambda: describe(player, side))
        if side is observed:
            observer.on_decision(now, action)
            if rng.random() < random_action_prob:
                return rng.choice(rules.legal_actions(now))
        return action

    for step in battle.run(decide):
        observer.on_events(step.events)
