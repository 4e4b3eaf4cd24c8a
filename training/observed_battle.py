"""Battles that are watched to learn from: what one side decides, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from engine.battle import rules
from engine.battle.battle import Battle
from engine.dice import SeededDice
from engine.env.scenario_sampler import sources_of
from engine.players.model import codec_of
from engine.players.play import choose, name_battle
from engine.players.scenario_list import prepare_scenario

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

SEEDS: Final = 2**32
"""Seeds of battles are drawn below it."""


class Watcher(Protocol):
    """Follow a battle."""

    def note(self, state: BattleState, action: Action) -> None:
        """Take a decision of the side that is watched, and what its player answers."""

    def watch(self, events: list[Event]) -> None:
        """Take what has happened since."""


def draw_setup(recipe: Recipe, draw: random.Random) -> Setup:
    """Draw one of a recipe's scenarios; EncodingError if it is beyond the encoding's limits."""
    sources = sources_of(recipe.scenarios)
    setup = prepare_scenario(sources[draw.randrange(len(sources))]).setup
    codec_of(recipe.encoding).check(setup)
    return setup


def play(
    state: BattleState,
    players: Mapping[Side, Player],
    watched: Side,
    slip: float,
    draw: random.Random,
    watcher: Watcher,
) -> None:
    """Play a battle to its end; the *watched* side takes any option in a share *slip* of cases.

    So what follows from mistakes is seen too; noted is what its player would have done.
    PlayerError when a player raises or chooses what is not legal.
    """
    seed = draw.randrange(SEEDS)
    battle = Battle(state, SeededDice(seed))
    where = name_battle(state.setup.scenario.name, seed)

    def decide(now: BattleState, options: Options) -> Action:
        side = now.to_act
        player = players[side]
        action = choose(player, now, options, lambda: f"{player.name} as {side.name} in {where}")
        if side is watched:
            watcher.note(now, action)
            if draw.random() < slip:
                return draw.choice(rules.legal_actions(now))
        return action

    for step in battle.run(decide):
        watcher.watch(step.events)
