"""Games played to record one side's decisions and what followed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from engine.battle import rules
from engine.dice import SeededDice
from engine.env.scenario_sampler import sources_of
from engine.players.answers import ask_for_legal, place_in
from engine.players.model import codec_of
from engine.players.scenario_list import prepare_scenario

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

    from engine.battle.actions import Action
    from engine.battle.events import Event
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
    dice = SeededDice(seed)

    def place() -> str:
        side, scenario = state.to_act, state.setup.scenario.name
        return place_in(players[side].name, side, scenario, seed)

    while state.result is None:
        action = ask_for_legal(players[state.to_act], state, rules.options(state), place)
        if state.to_act is observed:
            observer.on_decision(state, action)
            if rng.random() < random_action_prob:
                action = rng.choice(rules.legal_actions(state))
        state, events = rules.carry_out(state, action, dice)
        observer.on_events(events)
