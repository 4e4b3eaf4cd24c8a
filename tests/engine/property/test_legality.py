"""What is listed is what may be done, and nothing else (R10.1, R10.3)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import rules
from engine.battle.actions import (
    KINDS,
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.state import BattleState
from engine.dice import RecordingDice, SeededDice
from engine.errors import IllegalAction
from tests.engine.generated import SMALL, scenarios
from tests.engine.walk import CASES, mostly_slow, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.options import Options
    from engine.battle.scenario import Scenario
    from engine.hexgrid import Offset

TRIED = 40
"""So many legal actions, and so many others, are tried at most in a state."""


def sampled(case: str, seed: int, most: int) -> list[BattleState]:
    """Pick at most *most* states of a battle, its first and its last among them."""
    states = [step.before for step in walk(CASES[case], seed)]
    picked = random.Random(seed).sample(states, min(most, len(states)))
    return [states[0], *picked, states[-1]]


def read_options(state: BattleState, options: Options) -> Iterator[Action]:
    """Spell out what the options say, hex by hex of the board and unit by unit."""
    grid = state.field.grid
    hexes = [(c, r) for c in range(grid.columns) for r in range(grid.rows)]
    units = range(len(state.units))
    yield from (Activate(unit) for unit in units if options.activate >> unit & 1)
    yield from [EndPhase()] * options.end_phase
    yield from (Move(to) for to in hexes if options.move >> grid.cell(to) & 1)
    for code, targets in options.shoot:
        yield from (Shoot(code, u, mode) for u in units if targets >> u & 1 for mode in Mode)
    yield from [GiveUp()] * options.give_up
    yield from [Advance()] * options.advance
    yield from (AdvanceTo(to) for to in hexes if options.advance_to >> grid.cell(to) & 1)
    yield from [Stay()] * options.stay
    yield from (Charge(unit) for unit in units if options.charge >> unit & 1)
    yield from (ChargeTo(to) for to in hexes if options.charge_to >> grid.cell(to) & 1)
    for code, targets in options.fight:
        yield from (Fight(code, u, mode) for u in units if targets >> u & 1 for mode in Mode)
    yield from [Wait()] * options.wait


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_legal_actions_are_what_the_options_say_in_a_fixed_order(case: str) -> None:
    for state in sampled(case, 11, 60):
        listed = rules.legal_actions(state)
        assert listed == list(read_options(state, rules.options(state)))
        assert len(set(listed)) == len(listed)
        assert listed == rules.legal_actions(state)
        assert listed == rules.legal_actions(BattleState.from_bytes(state.setup, state.to_bytes()))
        assert listed, "until the end there is something to decide"


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_every_legal_action_can_be_applied(case: str) -> None:
    for state in sampled(case, 12, 40):
        require_all_apply(state, random.Random(12))


@settings(max_examples=30)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_every_legal_action_can_be_applied_anywhere(scenario: Scenario, seed: int) -> None:
    chooser = random.Random(seed)
    for step in walk(scenario, seed, 60):
        if chooser.random() < 0.3:
            require_all_apply(step.before, chooser)


def require_all_apply(state: BattleState, chooser: random.Random) -> None:
    before = state.to_bytes()
    listed = rules.legal_actions(state)
    for action in chooser.sample(listed, min(TRIED, len(listed))):
        rules.check(state, action)
        after, events = rules.apply(state, action, SeededDice(chooser.randrange(1000)))
        assert events
        assert after.to_bytes() != before, "an action that changes nothing could go on for ever"
    assert state.to_bytes() == before


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_an_action_beside_the_list_is_refused_and_changes_nothing(case: str) -> None:
    for state in sampled(case, 13, 40):
        require_refusals(state, random.Random(13))


@settings(max_examples=30)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_an_action_beside_the_list_is_refused_anywhere(scenario: Scenario, seed: int) -> None:
    chooser = random.Random(seed)
    for step in walk(scenario, seed, 60):
        if chooser.random() < 0.3:
            require_refusals(step.before, chooser)


def test_once_the_battle_is_over_everything_is_refused() -> None:
    for case in CASES:
        *_, last = walk(CASES[case], 14)
        assert rules.legal_actions(last.after) == []
        require_refusals(last.after, random.Random(14))


def require_refusals(state: BattleState, chooser: random.Random) -> None:
    legal = set(rules.legal_actions(state))
    others = [action for action in near_misses(state) if action not in legal]
    checksum = state.checksum()
    for action in chooser.sample(others, min(TRIED, len(others))):
        dice = RecordingDice(SeededDice(1))
        with pytest.raises(IllegalAction) as refused:
            rules.apply(state, action, dice)
        assert refused.value.rule.startswith("R")
        assert refused.value.reason
        assert action.to_text() in str(refused.value)
        assert dice.faces == []
    assert state.checksum() == checksum


def near_misses(state: BattleState) -> list[Action]:
    """List actions of every kind: hexes around the legal ones, all units, weapons of all kinds."""
    units = [*range(-1, len(state.units) + 1), 64, 10**30]
    plain: list[Action] = [EndPhase(), Wait(), Advance(), Stay(), GiveUp()]
    made = plain + [kind(unit) for kind in (Activate, Charge) for unit in units]
    hexes = around(state)
    made += [kind(to) for kind in (Move, AdvanceTo, ChargeTo) for to in hexes]
    codes = {"", "no_such_weapon"}
    if state.active is not None:
        active = state.units[state.active].profile
        codes |= {weapon.code for weapon in active.ranged + active.melee}
    codes |= set(sorted(state.setup.scenario.weapons)[:3])
    made += [
        kind(code, unit, mode)
        for kind in (Shoot, Fight)
        for code in sorted(codes)
        for unit in units
        for mode in Mode
    ]
    assert {type(action) for action in made} == set(KINDS)
    return made


def around(state: BattleState) -> list[Offset]:
    grid = state.field.grid
    options = rules.options(state)
    reached = options.move | options.advance_to | options.charge_to
    units = state.occupied[0] | state.occupied[1]
    spread = grid.neighbours(reached | units) | units | state.field.walls
    outside = [(-1, 0), (0, -1), (grid.columns, 0), (0, grid.rows), (10**9, 10**9)]
    return grid.offsets_of(spread) + outside
