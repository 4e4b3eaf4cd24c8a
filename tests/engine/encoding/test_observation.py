"""What the main encoding says: true, within bounds, of everybody, and never always the same."""

from __future__ import annotations

import functools

import numpy as np
import pytest

from engine.battle import turn
from engine.battle.state import BattleState, Setup
from engine.encoding.codec import Codec
from engine.encoding.overview import DECISIONS
from engine.encoding.spec import packaged_spec
from engine.encoding.unit_features import UNIT
from engine.errors import EncodingError
from tests.engine.boards import battle, both_seats, gun, unit
from tests.engine.encoding.samples import (
    BATTLES,
    REAL,
    crowded,
    fought,
    main_codec,
    wandering,
)
from tests.engine.walk import mostly_slow


def numbers(state: BattleState, view: str) -> np.ndarray:
    codec = main_codec()
    return codec.layout.blocks[view].rows_of(codec.encode(state).observation)


def said_of(state: BattleState, view: str, feature: str) -> list[float]:
    """List a feature of each row of a view, one after another."""
    shown = main_codec().layout.blocks[view]
    column: np.ndarray = numbers(state, view)[:, shown.columns.index[feature]]
    return [round(float(number), 4) for number in column]


# ---------------------------------------------------------------- all of it


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_every_number_is_within_its_bounds(name: str) -> None:
    codec = main_codec()
    low, high = codec.layout.bounds()
    seen = 0
    for state in wandering(name):
        observation = codec.encode(state).observation
        assert observation.dtype == np.float32
        assert observation.shape == low.shape == (codec.layout.size,)
        assert np.isfinite(observation).all()
        assert (observation >= low).all()
        assert (observation <= high).all()
        seen += 1
    assert seen


@functools.cache
def seen_in_real_games() -> np.ndarray:
    """Encode every decision of battles between bots, and of random play."""
    states = [state for name in REAL for state in fought(name)]
    # The largest board stands for boards of other sizes, random play for marks that bots avoid.
    states += [*wandering("grand_tide"), *wandering("crossroads", most=2000)]
    return np.array([main_codec().encode(state).observation for state in states])


@pytest.mark.slow
@pytest.mark.parametrize("view", main_codec().layout.blocks)
def test_every_feature_varies_over_real_games(view: str) -> None:
    shown = main_codec().layout.blocks[view]
    part = shown.rows_of(seen_in_real_games()).reshape(-1, len(shown.columns))
    constant = [
        feature.name
        for feature, least, most in zip(
            shown.columns.features, part.min(axis=0), part.max(axis=0), strict=True
        )
        if least == most
    ]
    assert constant == []


@pytest.mark.parametrize("name", mostly_slow(REAL))
def test_what_came_before_makes_no_difference(name: str) -> None:
    for number, state in enumerate(fought(name)):
        if number % 20 == 0:
            spec = packaged_spec("rows")
            fresh = Codec(spec)
            again = BattleState.from_bytes(Setup(state.setup.scenario), state.to_bytes())
            one, other = main_codec().encode(state), fresh.encode(again)
            assert (one.observation == other.observation).all()
            assert one.actions == other.actions


# ---------------------------------------------------------------- units


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_no_unit_in_play_is_invisible(name: str) -> None:
    """Each has a row of its own, the same one as long as it lives."""
    spec = packaged_spec("rows")
    for state in wandering(name):
        rows = numbers(state, "units")
        for side, part in (
            (state.to_act, rows[: spec.units]),
            (state.to_act.other, rows[spec.units :]),
        ):
            own = [one for one in state.units if one.side is side]
            in_play = [bool(flag) for flag in part[:, UNIT.index["in_play"]]]
            assert in_play == [one.hp > 0 for one in own] + [False] * (spec.units - len(own))
            shares = part[: len(own), UNIT.index["hp_fraction"]]
            assert shares == pytest.approx([one.hp / one.profile.hp_max for one in own])


@both_seats
def test_units_are_told_by_what_they_are_and_can_do(seat: str) -> None:
    begun = battle("A...b....\n.........\n........c", seat=seat,
                   A=unit(gun(RNG=10), MOVE=5, OC=2, HP_MAX=6, VALUE=9),
                   b=unit(VALUE=29), c=unit(VALUE=9))  # fmt: skip
    state = begun.act("A").state
    units = packaged_spec("rows").units
    assert said_of(state, "units", "value_share")[:2] == [1, 0]
    assert said_of(state, "units", "value_share")[units : units + 3] == [0.75, 0.25, 0]
    assert said_of(state, "units", "reach")[0] == 0.5
    assert said_of(state, "units", "move")[0] == 0.5
    assert said_of(state, "units", "hit_points")[0] == 0.5
    assert said_of(state, "units", "control")[0] == 0.25
    assert said_of(state, "units", "active")[:1] == [1]
    assert said_of(state, "active", "value_share") == [1]


@both_seats
def test_the_own_end_of_the_board_is_always_on_the_left(seat: str) -> None:
    """Side TWO stands on the right of the board and is shown on the left."""
    board = "A...b\n.....\n....." if seat == "ONE" else "b...A\n.....\n....."
    state = battle(board, seat=seat).act("A").state
    units = packaged_spec("rows").units
    assert said_of(state, "units", "x")[0] == -1
    assert said_of(state, "units", "x")[units] == 1
    assert said_of(state, "units", "y")[0] == -1


@both_seats
def test_worth_is_a_share_of_the_own_army_whatever_the_other_is_worth(seat: str) -> None:
    begun = battle("A.B\n...\n...\nb.c", seat=seat, phase="SHOOT", A=unit(gun(), VALUE=199),
                   B=unit(VALUE=199), b=unit(VALUE=0), c=unit(VALUE=2))  # fmt: skip
    assert said_of(begun.state, "rows", "unit_value_share")[:3] == [0.5, 0.5, 0]
    aimed = dict(zip(
        (one.to_text() for one in main_codec().encode(begun.act("A").state).actions),
        said_of(begun.act("A").state, "rows", "target_value_share"),
        strict=False,
    ))  # fmt: skip
    assert aimed[begun.action("SHOOT gun b").to_text()] == 0.25
    assert aimed[begun.action("SHOOT gun c").to_text()] == 0.75
    assert aimed["WAIT"] == 0


# ---------------------------------------------------------------- the whole


def decision(state: BattleState) -> str:
    (place,) = np.flatnonzero(numbers(state, "whole")[0, : len(DECISIONS)])
    return DECISIONS[int(place)]


@both_seats
def test_it_says_what_is_to_be_decided(seat: str) -> None:
    begun = battle("A......\n.......\nb.c....", seat=seat, A=unit(gun(NB=3)), b=unit(HP_MAX=1))
    shooting = begun.until("SHOOT")
    assert decision(begun.state) == "activate_move"
    assert decision(begun.act("A").state) == "move"
    assert decision(shooting.state) == "activate_shoot"
    assert decision(shooting.act("A").state) == "shoot"
    assert decision(shooting.act("A", "ADVANCE", dice=[6]).state) == "advance_to"
    assert decision(shooting.act("A", "SHOOT gun b", dice=[6, 6]).state) == "rest_of_attacks"


def test_it_says_whether_objectives_count() -> None:
    counted = battle("A...b", objectives={"A": [(2, 0)]})
    other = battle("A...b", objectives={"A": [(2, 0)]}, score=False)
    assert said_of(counted.state, "whole", "objectives_count") == [1]
    assert said_of(other.state, "whole", "objectives_count") == [0]


@pytest.mark.parametrize("board", ["A...b", "A\n.\n.\nb"])
def test_boards_of_one_row_or_column_are_encoded(board: str) -> None:
    assert said_of(battle(board).act("A").state, "units", "in_play")[0] == 1


# ---------------------------------------------------------------- limits


def test_a_battle_at_the_limits_is_encoded() -> None:
    spec = packaged_spec("rows")
    setup = Setup(crowded(spec.units, spec.objectives))
    main_codec().check(setup)
    state, _ = turn.start(setup)
    assert numbers(state, "units")[:, UNIT.index["in_play"]].sum() == len(state.units)


def test_a_battle_beyond_the_limits_is_refused_and_the_limit_named() -> None:
    spec = packaged_spec("rows")
    with pytest.raises(EncodingError, match=f"{spec.units + 1} units .* holds {spec.units}"):
        main_codec().check(Setup(crowded(spec.units + 1, 1)))
    with pytest.raises(EncodingError, match=f"9 objectives; .* holds {spec.objectives}"):
        main_codec().check(Setup(crowded(spec.units, spec.objectives + 1)))
