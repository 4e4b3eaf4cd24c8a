"""What holds after every action of random legal play, on packaged and on generated scenarios."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import rules, turn
from engine.battle.actions import Action, from_text
from engine.battle.events import AttackMade, AttacksCounted, AttacksGivenUp, Event
from engine.battle.marks import Marks
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.battle.state import AdvancePending, AttackPending, BattleState, ChargePending, Setup
from engine.hexgrid import cells_of
from tests.engine.generated import SMALL, scenarios
from tests.engine.property.fold import Fold
from tests.engine.walk import CASES, Step, mostly_slow, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.scenario import Scenario

SEEDS = st.integers(0, 2**32 - 1)


def steps(case: str) -> Iterator[Step]:
    for seed in (1, 2):
        yield from walk(CASES[case], seed)


def require_agreement_of_places(state: BattleState) -> None:
    alive = [unit for unit in state.units if unit.hp > 0]
    assert state.at == {unit.cell: unit.id for unit in alive}
    assert len(state.at) == len(alive), "two units in one hex"
    for side in Side:
        cells = sum(1 << unit.cell for unit in alive if unit.side is side)
        assert state.occupied[side.index] == cells
        assert not cells & state.field.walls
        assert not cells & ~state.field.grid.board
    for number, unit in enumerate(state.units):
        assert unit.id == number
        assert 0 <= unit.hp <= unit.profile.hp_max


def require_sane_pools(state: BattleState) -> None:
    if state.result is not None:
        assert (state.active, state.pending, state.used) == (None, None, ())
        return
    pool = turn.pool_of(state)
    assert not pool & state.activated, "a unit is activated once a phase"
    for unit_id in cells_of(pool):
        unit = state.units[unit_id]
        assert unit.hp > 0
        assert state.phase is Phase.FIGHT or unit.side is state.side
    if state.active is None:
        pickable = turn.pickable(state)
        assert pickable, "a phase with an empty pool ends by itself"
        assert not pickable & ~pool
        assert all(state.units[unit].side is state.to_act for unit in cells_of(pickable))
        assert state.pending is None
        assert state.used == ()
    else:
        active = state.units[state.active]
        assert active.hp > 0
        assert active.side is state.to_act
        assert state.activated >> state.active & 1


def require_sane_marks(state: BattleState) -> None:
    for unit in state.units:
        if not unit.hp:
            continue
        if unit.side is not state.side:
            # Only a fight marks a unit in the enemy's turn.
            only_fought = msgspec.structs.replace(unit, marks=Marks(fought=unit.marks.fought))
            assert unit == only_fought
        assert not unit.marks.fled or unit.marks.moved
        assert not (unit.marks.charged and (unit.marks.fled or unit.marks.advanced))
        assert not (unit.marks.fled and unit.marks.shot)
        ranged = [weapon for weapon in unit.profile.ranged if weapon.assault]
        assert not (unit.marks.shot and unit.marks.advanced) or ranged
        assert not unit.marks.fought or unit.profile.melee
    order = [Phase.MOVE, Phase.SHOOT, Phase.CHARGE, Phase.FIGHT]
    reached = order.index(state.phase)
    for phase, mark in ((1, "shot"), (1, "advanced"), (2, "charged"), (3, "fought")):
        if reached < phase:
            assert not any(getattr(unit.marks, mark) for unit in state.units if unit.hp)


def require_sane_question(state: BattleState) -> None:
    match state.pending:
        case AdvancePending(roll):
            assert state.phase is Phase.SHOOT
            assert roll >= 1
        case ChargePending(target, _):
            assert state.phase is Phase.CHARGE
            assert state.units[target].side is not state.to_act
        case AttackPending(code, _, attacks, added):
            assert state.phase in (Phase.SHOOT, Phase.FIGHT)
            assert code == state.used[-1]
            assert attacks + added > 0
        case None:
            pass


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_places_pools_marks_and_questions_agree(case: str) -> None:
    for step in steps(case):
        require_agreement_of_places(step.after)
        require_sane_pools(step.after)
        require_sane_marks(step.after)
        require_sane_question(step.after)


@settings(max_examples=40)
@given(scenarios(SMALL), SEEDS)
def test_places_pools_marks_and_questions_agree_anywhere(scenario: Scenario, seed: int) -> None:
    for step in walk(scenario, seed, 80):
        require_agreement_of_places(step.after)
        require_sane_pools(step.after)
        require_sane_marks(step.after)
        require_sane_question(step.after)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_applying_leaves_the_state_before_untouched(case: str) -> None:
    """Old states are written again at the end of the battle, when all others stand on them."""
    for seed in (3, 4):
        written, kept = [], []
        for step in walk(CASES[case], seed):
            kept.append(step.before)
            written.append(step.before.to_bytes())
        for state, text in zip(kept, written, strict=True):
            assert state.to_bytes() == text
            require_agreement_of_places(state)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_states_survive_json(case: str) -> None:
    setup = Setup(CASES[case])
    for step in steps(case):
        text = step.after.to_bytes()
        again = BattleState.from_bytes(setup, text)
        assert again.to_bytes() == text
        assert again.checksum() == step.after.checksum()
        assert again.units == step.after.units
        assert again.at == step.after.at
        assert again.occupied == step.after.occupied
        assert rules.options(again) == rules.options(step.after)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_actions_and_events_survive_their_written_form(case: str) -> None:
    seen: set[Action] = set()
    for step in steps(case):
        seen.update(rules.legal_actions(step.before))
        for event in step.events:
            text = msgspec.json.encode(event)
            assert msgspec.json.decode(text, type=Event) == event
    for action in seen:
        assert from_text(action.to_text()) == action
        assert msgspec.json.decode(msgspec.json.encode(action), type=Action) == action
        assert hash(from_text(action.to_text())) == hash(action)
    texts = {action.to_text() for action in seen}
    assert len(texts) == len(seen), "two actions have one text"


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_folded_events_tell_the_state(case: str) -> None:
    for seed in (5, 6, 7):
        setup = Setup(CASES[case])
        state, opening = turn.start(setup)
        fold = Fold(setup.scenario)
        fold.tell(opening)
        fold.require_same(state)
        for step in walk(CASES[case], seed):
            fold.tell(step.events)
            fold.require_same(step.after)


@settings(max_examples=40)
@given(scenarios(SMALL), SEEDS)
def test_folded_events_tell_the_state_anywhere(scenario: Scenario, seed: int) -> None:
    state, opening = turn.start(Setup(scenario))
    fold = Fold(scenario)
    fold.tell(opening)
    fold.require_same(state)
    for step in walk(scenario, seed, 80):
        fold.tell(step.events)
        fold.require_same(step.after)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_the_same_seed_and_actions_give_the_same_events(case: str) -> None:
    for one, two in itertools.zip_longest(walk(CASES[case], 8), walk(CASES[case], 8)):
        assert one.action == two.action
        assert one.events == two.events
        assert one.faces == two.faces
        assert one.after.checksum() == two.after.checksum()


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_every_roll_stands_in_an_event(case: str) -> None:
    """R8.5, R10.2: the faces of the events are those of the dice, in the order of the rolls."""
    for step in steps(case):
        told = [face for event in step.events for face in faces_of(event)]
        assert told == list(step.faces)


def require_counted_attacks(steps: Iterator[Step]) -> None:
    """R6.4: no weapon makes more attacks than were counted; added ones only at the first target."""
    own = added = first_target = 0
    for step in steps:
        for event in step.events:
            if isinstance(event, AttacksCounted):
                own, added = event.attacks, event.rapid_fire + event.blast
                first_target = event.target
            elif isinstance(event, AttackMade):
                if event.target != first_target:
                    added = 0
                assert own + added > 0
                own, added = (own - 1, added) if own else (own, added - 1)
            elif isinstance(event, AttacksGivenUp):
                assert event.attacks == own + added > 0


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_r6_4_attacks_are_counted_once(case: str) -> None:
    require_counted_attacks(steps(case))


@settings(max_examples=40)
@given(scenarios(SMALL), SEEDS)
def test_r6_4_attacks_are_counted_once_anywhere(scenario: Scenario, seed: int) -> None:
    require_counted_attacks(walk(scenario, seed))


def faces_of(event: Event) -> list[int]:
    """Gather the D6 faces of an event in the order in which R8 rolls them."""
    raw = msgspec.structs.asdict(event)
    if "hits" not in raw:
        return list(raw["faces"]) if "faces" in raw else [raw["face"]] if "face" in raw else []
    faces = [] if raw["hit"] is None else [raw["hit"].face]
    for hit in raw["hits"]:
        faces += [roll.face for roll in (hit.wound, hit.reroll, hit.save) if roll is not None]
        faces += hit.damage_faces
    return faces
