"""Random legal play for tests: a player that does a bit of everything, and the steps it takes."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from engine.battle import rules, turn
from engine.battle.actions import Advance, AdvanceTo, EndPhase, GiveUp, Move, Stay, Wait
from engine.battle.scenario_files import load_scenario
from engine.battle.state import Setup
from engine.data.datafiles import names_of, packaged_data
from engine.dice import RecordingDice, SeededDice
from tests.engine.generated import ANY, LARGEST, SMALL, TINY, seeded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState

PACKAGED = names_of(packaged_data(), "scenario")
QUICK = frozenset(
    {
        *("first_landing", "lock_keepers", "harmless"),
        *("small_0", "small_1", "small_700", "small_1000", "small_1001"),
        *("tiny_0", "tiny_1", "tiny_2000", "any_0", "any_4000"),
    }
)
"""Of the battles that many tests go through, those for every day; on all others they are slow."""
WEIGHTS = {EndPhase: 1, Wait: 1, Stay: 1, GiveUp: 1, Advance: 3}
COMMON = 8


def mostly_slow(battles: Iterable[str]) -> list[Any]:
    """Mark all battles as slow but those for every day, as values of a parameter."""
    marks = {True: (), False: pytest.mark.slow}
    return [pytest.param(name, id=name, marks=marks[name in QUICK]) for name in battles]


class Step(NamedTuple):
    before: BattleState
    action: Action
    after: BattleState
    events: list[Event]
    faces: tuple[int, ...]


class Walker:
    """A player that draws a verb, then one of its actions, and closes in half of the time.

    A plain draw among all actions would nearly always move somewhere and rarely meet the enemy.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        by_verb: dict[type[Action], list[Action]] = {}
        for action in actions:
            by_verb.setdefault(type(action), []).append(action)
        verbs = list(by_verb)
        weights = [WEIGHTS[verb] if verb in WEIGHTS else COMMON for verb in verbs]
        chosen = by_verb[self._random.choices(verbs, weights)[0]]
        if isinstance(chosen[0], Move | AdvanceTo) and self._random.random() < 0.5:
            return min(chosen, key=lambda action: self._gap(state, action))
        # Only `random()` is drawn, here and in `choices`: the same on every version of Python.
        return chosen[int(self._random.random() * len(chosen))]

    def _gap(self, state: BattleState, action: Action) -> int:
        assert state.active is not None
        assert isinstance(action, Move | AdvanceTo)
        grid = state.field.grid
        here = grid.cell(action.to)
        foes = state.living(state.units[state.active].side.other)
        return min(grid.distance(here, foe.cell) for foe in foes)


def walk(scenario: Scenario, seed: int, most: int = 10_000) -> Iterator[Step]:
    """Play a battle by the pure functions alone; give each step."""
    state, _ = turn.start(Setup(scenario))
    source, player = SeededDice(seed), Walker(seed)
    for _ in range(most):
        actions = rules.legal_actions(state)
        if not actions:
            assert state.result is not None
            return
        action = player.choose(state, actions)
        dice = RecordingDice(source)
        after, events = rules.apply(state, action, dice)
        yield Step(state, action, after, events, tuple(dice.faces))
        state = after


def cases() -> dict[str, Scenario]:
    """Gather what most tests play on: all packaged scenarios, and generated ones of any size."""
    some = {name: load_scenario(name) for name in PACKAGED}
    for seed in range(8):
        some[f"small_{seed}"] = seeded(seed, SMALL)
    for seed in range(4):
        some[f"tiny_{seed}"] = seeded(100 + seed, TINY)
    for seed in range(3):
        some[f"any_{seed}"] = seeded(200 + seed, ANY)
    some["largest"] = seeded(300, LARGEST)
    return some


CASES = cases()
