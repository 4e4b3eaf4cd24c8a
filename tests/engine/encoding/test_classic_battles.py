"""What holds of the twelve actions on any battle: the one rule for the rest, and the laws."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from engine.battle import rules
from engine.battle.actions import (
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
from engine.battle.phase import Phase
from engine.encoding.classic.codec import ClassicDecision
from engine.players.bots import weights_of
from engine.players.tactician import Tactician
from tests.engine.encoding.samples import BATTLES, REAL, classic_codec, fought, wandering, way
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.actions import Action
    from engine.battle.state import BattleState

FIGHT = 10


def decisions(states: Iterator[BattleState]) -> Iterator[tuple[BattleState, ClassicDecision]]:
    for state in states:
        if state.active is not None and state.pending is None:
            yield state, classic_codec().encode(state)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_every_answer_and_every_action_offered_is_legal(name: str) -> None:
    seen = 0
    for state in wandering(name):
        legal = rules.legal_actions(state)
        asked = classic_codec().ask(state)
        if not isinstance(asked, ClassicDecision):
            assert asked in legal
            continue
        assert len(asked.actions) > 1
        assert np.flatnonzero(asked.mask).tolist() == sorted(asked.actions)
        assert set(asked.actions.values()) <= set(legal)
        assert len(set(asked.actions.values())) == len(asked.actions)
        for number, action in asked.actions.items():
            assert asked.encode(action) == number
            assert asked.decode(number) == action
        seen += 1
    assert seen


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_waiting_is_never_offered_in_fight_and_fighting_always(name: str) -> None:
    for state, chosen in decisions(wandering(name)):
        assert chosen.mask.any()
        if state.phase is Phase.FIGHT:
            assert list(chosen.actions) == [FIGHT]
            assert isinstance(chosen.actions[FIGHT], Fight)


@pytest.mark.slow
def test_there_is_fighting_in_those_battles() -> None:
    phases = [state.phase for name in BATTLES for state, _ in decisions(wandering(name))]
    assert phases.count(Phase.FIGHT) > 50


GROUPS: dict[str, tuple[type[Action], ...]] = {
    "MOVE": (Move,),
    "ADVANCE": (AdvanceTo, Stay),
    "CHARGE": (Charge,),
    "END": (ChargeTo,),
    "FIGHT": (Fight,),
    "WAIT": (Advance, Wait),
}


@pytest.mark.parametrize("name", mostly_slow(name for name in REAL if name != "lock_keepers"))
def test_of_the_options_an_action_stands_for_the_best_is_taken(name: str) -> None:
    """As the tactician scores them, whose weights the encoding uses."""
    tactician = Tactician("", weights_of("tactician"))
    kinds: set[type[Action]] = set()
    for state in fought(name):
        asked = classic_codec().ask(state)
        taken = list(asked.actions.values()) if isinstance(asked, ClassicDecision) else [asked]
        legal = rules.legal_actions(state)
        scores = dict(zip(legal, tactician.scores(state, legal), strict=True))
        for action in taken:
            kinds.add(type(action))
            if isinstance(action, Activate):
                assert action == legal[0]
                continue
            rivals = [one for one in legal if stands_with(state, one, action)]
            assert scores[action] >= max(scores[one] for one in rivals) - 1e-4
    assert kinds == {kind for group in GROUPS.values() for kind in group} | {Activate, Shoot}


def stands_with(state: BattleState, other: Action, action: Action) -> bool:
    """Whether the same number stands for two actions."""
    if isinstance(action, Shoot):
        rest = state.pending is not None
        return isinstance(other, Shoot) and (rest or other.target == action.target)
    if isinstance(action, Move):
        return isinstance(other, Move) and same_way(state, other, action)
    (group,) = [group for group in GROUPS.values() if isinstance(action, group)]
    return isinstance(other, group)


def same_way(state: BattleState, other: Move, action: Move) -> bool:
    assert state.active is not None
    start = state.offset(state.units[state.active])
    return way(state, start, other.to) == way(state, start, action.to)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_single_attacks_giving_up_and_ending_a_phase_are_never_taken(name: str) -> None:
    for state in wandering(name):
        asked = classic_codec().ask(state)
        taken = list(asked.actions.values()) if isinstance(asked, ClassicDecision) else [asked]
        for action in taken:
            assert not isinstance(action, EndPhase | GiveUp)
            assert not (isinstance(action, Shoot | Fight) and action.mode is Mode.SINGLE)
