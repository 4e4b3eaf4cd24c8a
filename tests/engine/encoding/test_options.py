"""What the main encoding offers: rows that stand for legal actions, the best of them first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from msgspec.structs import replace

from engine.battle import rules
from engine.battle.actions import (
    Activate,
    AdvanceTo,
    Charge,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.scenario_files import load_scenario
from engine.encoding.action_features import AT, ROW
from engine.encoding.codec import Codec
from engine.encoding.spec import packaged_spec
from engine.players.bots import weights_of
from engine.players.tactician import Tactician
from tests.engine.boards import battle, both_seats, gun, unit
from tests.engine.encoding.samples import BATTLES, REAL, fought, main_codec, wandering
from tests.engine.walk import mostly_slow, walk

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.encoding.codec import Decision
    from engine.hexgrid import Cell


def rows_of(decision: Decision) -> np.ndarray:
    """Show the rows that hold options; they are the last part of an observation."""
    rows = decision.observation[-len(decision.mask) * len(ROW) :].reshape(-1, len(ROW))
    return rows[: len(decision.actions)]


def everything(state: BattleState) -> Decision:
    """Encode with rows for every option."""
    spec = packaged_spec("rows")
    return Codec(replace(spec, rows=5000)).encode(state)


def offered(state: BattleState) -> list[str]:
    return [action.to_text() for action in main_codec().encode(state).actions]


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_every_row_is_a_legal_action_and_the_only_one_of_it(name: str) -> None:
    kinds: set[type[Action]] = set()
    for state in wandering(name):
        decision = main_codec().encode(state)
        legal = rules.legal_actions(state)
        assert decision.actions
        assert set(decision.actions) <= set(legal)
        assert len(set(decision.actions)) == len(decision.actions)
        assert decision.mask.sum() == len(decision.actions)
        assert decision.mask[: len(decision.actions)].all()
        kinds |= {type(action) for action in decision.actions}
    assert Activate in kinds
    assert not {EndPhase, GiveUp} & kinds


@pytest.mark.parametrize("name", mostly_slow(REAL))
def test_a_row_is_read_back_as_the_action_it_was_made_of(name: str) -> None:
    kinds: set[type[Action]] = set()
    for state in fought(name):
        decision = main_codec().encode(state)
        for action in decision.actions:
            assert decision.decode(decision.encode(action)) == action
            kinds.add(type(action))
        with pytest.raises(LookupError, match="holds no option"):
            decision.decode(len(decision.actions))
        with pytest.raises(LookupError, match="is not offered"):
            decision.encode(EndPhase())
    assert {Activate, Move, Shoot, Wait, AdvanceTo, Stay, Charge, Fight} <= kinds


@pytest.mark.parametrize("name", mostly_slow(REAL))
def test_all_but_single_attacks_giving_up_and_ending_a_phase_is_offered(name: str) -> None:
    """Where there are rows enough."""
    for state in fought(name):
        wanted = {
            action
            for action in rules.legal_actions(state)
            if not isinstance(action, EndPhase | GiveUp)
            and not (isinstance(action, Shoot | Fight) and action.mode is Mode.SINGLE)
        }
        assert set(everything(state).actions) == wanted


@pytest.mark.parametrize("name", mostly_slow(REAL))
def test_the_best_options_come_first_as_the_tactician_scores_them(name: str) -> None:
    tactician = Tactician("tactician", weights_of("tactician"))
    for state in fought(name):
        actions = everything(state).actions
        scores = tactician.scores(state, actions)
        assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-4)


@pytest.mark.slow
@pytest.mark.parametrize("name", ["crossroads", "full_muster", "random:17"])
def test_of_too_many_options_the_best_of_every_idea_is_kept(name: str) -> None:
    pruned = 0
    for state in fought(name):
        every = everything(state)
        kept = main_codec().encode(state)
        if len(every.actions) <= len(kept.mask):
            assert kept.actions == every.actions
            continue
        pruned += 1
        assert len(kept.actions) == len(kept.mask)
        assert [one for one in every.actions if one in kept.actions] == kept.actions
        assert kept.actions[0] == every.actions[0]
        assert {one for one in every.actions if isinstance(one, Wait | Stay)} <= set(kept.actions)
        require_every_idea(state, every, kept)
    assert pruned


def require_every_idea(state: BattleState, every: Decision, kept: Decision) -> None:
    before, after = rows_of(every), rows_of(kept)
    for idea in ("objectives", "shots", "charges", "approach"):
        assert after[:, AT[idea]].max() == before[:, AT[idea]].max()
    assert after[:, AT["loss"]].min() == before[:, AT["loss"]].min()
    for cells in state.setup.objectives:
        there = [action for action in every.actions if cells >> place_of(state, action) & 1]
        assert not there or there[0] in kept.actions


def test_the_best_place_is_kept_of_an_objective_within_another() -> None:
    made = load_scenario("crossroads")
    outer = made.objectives[0]
    within = [
        replace(outer, code=f"W{place}", hexes=(hex_,)) for place, hex_ in enumerate(outer.hexes)
    ]
    pruned = 0
    for step in walk(replace(made, objectives=(*within, *made.objectives[:1])), 5, 400):
        if step.before.active is None:
            continue
        every, kept = everything(step.before), main_codec().encode(step.before)
        pruned += len(every.actions) > len(kept.actions)
        require_every_idea(step.before, every, kept)
    assert pruned


def place_of(state: BattleState, action: Action) -> Cell:
    """Return the cell a unit is in after it has gone, or stayed."""
    if isinstance(action, Move | AdvanceTo):
        return state.field.grid.cell(action.to)
    assert state.active is not None
    return state.units[state.active].cell


@both_seats
def test_whoever_can_not_go_anywhere_after_the_roll_stays(seat: str) -> None:
    begun = battle("~~~....\n~A~....\n~~~...b", seat=seat, phase="SHOOT", on={"A": "."})
    rolled = begun.act("A", "ADVANCE", dice=[1])
    assert rolled.legal == {"STAY"}
    assert offered(rolled.state) == ["STAY"]


@both_seats
def test_what_is_left_of_the_attacks_is_fired_and_not_given_up(seat: str) -> None:
    begun = battle(
        "A......\n.......\nb.c....", seat=seat, phase="SHOOT", A=unit(gun(NB=3)), b=unit(HP_MAX=1)
    )
    left = begun.act("A", "SHOOT gun b", dice=[6, 6])
    assert left.legal == {"SHOOT gun c VOLLEY", "SHOOT gun c SINGLE", "GIVE_UP"}
    assert offered(left.state) == [begun.action("SHOOT gun c").to_text()]


@both_seats
def test_a_row_tells_whose_objective_its_hex_belongs_to(seat: str) -> None:
    objectives = {"own": [(0, 0), (1, 0)], "free": [(2, 0)], "enemy": [(4, 0), (6, 0)]}
    drawn = battle("A.....b", seat=seat, objectives=objectives, A=unit(MOVE=4)).act("A")
    decision = main_codec().encode(drawn.state)
    rows = rows_of(decision)
    told = {}
    for column in range(1, 5):
        row = rows[decision.encode(Move((column, 0)))]
        told[column] = [kind for kind in objectives if row[AT[f"{kind}_objective"]]]
    assert told == {1: ["own"], 2: ["free"], 3: [], 4: ["enemy"]}
