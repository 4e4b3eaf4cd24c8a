"""Whole games of players, with what must hold of every choice."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import msgspec

from engine.battle import rules, turn
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.dice import SeededDice
from tests.engine.boards import scenario as drawn
from tests.engine.boards import unit
from tests.engine.generated import LARGEST, SMALL, seeded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.actions import Action
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState
    from engine.players import Player

PACKAGED = ("crossroads", "first_landing", "full_muster", "random:17")
SMALL_SEEDS = range(700, 706)
GAMES = (
    *PACKAGED,
    *(f"small_{seed}" for seed in SMALL_SEEDS),
    *("largest", "without_objectives", "harmless", "worthless"),
)


@functools.cache
def scenario(name: str) -> Scenario:
    """Make the scenario of a game: packaged, drawn from a seed, or of odd units."""
    if name in PACKAGED:
        return load_scenario(name)
    if name == "largest":
        made = seeded(300, LARGEST)
        return msgspec.structs.replace(made, rules=msgspec.structs.replace(made.rules, rounds=1))
    if name == "without_objectives":
        return msgspec.structs.replace(load_scenario("first_landing"), score_objectives=False)
    if name == "harmless":
        units = {"A": unit(), "b": unit(), "C": unit(OC=0), "d": unit(MOVE=0)}
        return drawn("A..C.\n.....\n.b..d", units=units, objectives={"A": [(2, 1)]})
    if name == "worthless":
        return odd_units()
    return seeded(int(name.removeprefix("small_")), SMALL)


def odd_units() -> Scenario:
    """Take a scenario whose units can't move, are worth nothing and hold nothing, by turns."""
    made = load_scenario("first_landing")
    changes: tuple[dict[str, int], ...] = ({"move": 0}, {"value": 0}, {"oc": 0})
    profiles = {
        code: msgspec.structs.replace(entry, **changes[number % len(changes)])
        for number, (code, entry) in enumerate(made.profiles.items())
    }
    return msgspec.structs.replace(made, profiles=profiles)


def play(
    players: tuple[Player, Player], name: str, seed: int
) -> Iterator[tuple[BattleState, Action]]:
    """Play a battle to its end; give each state and what was chosen, which must be legal."""
    state, _ = turn.start(Setup(scenario(name)))
    dice = SeededDice(seed)
    while state.result is None:
        actions = rules.legal_actions(state)
        before = state.to_bytes()
        action = players[state.to_act.index].choose(state, actions)
        assert action in actions
        assert state.to_bytes() == before, "a player changed the state it was shown"
        yield state, action
        state, _ = rules.apply(state, action, dice)


def seats(one: Player, other: Player, side: Side) -> tuple[Player, Player]:
    """Put *one* into the seat of *side*."""
    return (one, other) if side is Side.ONE else (other, one)
