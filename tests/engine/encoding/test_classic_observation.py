"""What the 150 floats of the classic encoding say."""

from __future__ import annotations

import functools
import math

import numpy as np
import pytest

from engine.battle.state import BattleState, Setup
from engine.encoding.classic.codec import ClassicCodec, ClassicDecision
from engine.encoding.classic.compass import sector_names, sectors_of
from engine.encoding.classic.spec import packaged_classic
from engine.encoding.side_view import side_view_of
from tests.engine.boards import Battle, battle, blade, both_seats, gun, unit
from tests.engine.encoding.samples import BATTLES, REAL, classic_codec, fought, wandering
from tests.engine.walk import mostly_slow

SPEC = packaged_classic("classic")


def said(begun: Battle, block: str, row: int = 0) -> dict[str, float]:
    """Return the features of a row of a block by name."""
    shown = classic_codec().layout.blocks[block]
    numbers = shown.rows_of(classic_codec().encode(begun.state).observation)[row]
    return {
        feature.name: round(float(number), 4)
        for feature, number in zip(shown.columns.features, numbers, strict=True)
    }


def sector(begun: Battle, wind: str) -> dict[str, float]:
    return said(begun, "sectors", sector_names(SPEC.sectors).index(wind))


def near(hexes: int) -> float:
    """Return how near something is that many hexes away."""
    return round(1 - (hexes - 1) / SPEC.radius, 4)


# ---------------------------------------------------------------- all of it


def test_it_has_150_numbers_in_five_parts() -> None:
    blocks = classic_codec().layout.blocks
    assert {name: (block.rows, len(block.columns)) for name, block in blocks.items()} == {
        "whole": (1, 10),
        "own": (1, 8),
        "sectors": (8, 4),
        "nearest": (7, 10),
        "targets": (5, 6),
    }
    assert classic_codec().layout.size == 150


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_every_number_is_within_its_bounds(name: str) -> None:
    low, high = classic_codec().layout.bounds()
    seen = 0
    for state in wandering(name):
        asked = classic_codec().ask(state)
        if isinstance(asked, ClassicDecision):
            assert asked.observation.dtype == np.float32
            assert asked.observation.shape == low.shape == (150,)
            assert np.isfinite(asked.observation).all()
            assert (asked.observation >= low).all()
            assert (asked.observation <= high).all()
            seen += 1
    assert seen


@functools.cache
def seen_in_real_games() -> np.ndarray:
    """Encode every decision that is asked for in battles between bots, and in random play."""
    states = [state for name in REAL for state in fought(name)]
    states += [state for name in BATTLES for state in wandering(name, most=60)]
    asked = (classic_codec().ask(state) for state in states)
    return np.array([one.observation for one in asked if isinstance(one, ClassicDecision)])


@pytest.mark.slow
@pytest.mark.parametrize("block", classic_codec().layout.blocks)
def test_each_of_the_150_numbers_varies_over_real_games(block: str) -> None:
    shown = classic_codec().layout.blocks[block]
    part = shown.rows_of(seen_in_real_games()).reshape(-1, shown.size)
    constant = [
        (place // len(shown.columns), shown.columns.features[place % len(shown.columns)].name)
        for place in np.flatnonzero(part.min(axis=0) == part.max(axis=0)).tolist()
    ]
    assert constant == []


@pytest.mark.parametrize("name", mostly_slow(REAL))
def test_what_came_before_makes_no_difference(name: str) -> None:
    compared = set()
    for number, state in enumerate(fought(name)):
        asked = classic_codec().ask(state)
        if number % 7 == 0 and isinstance(asked, ClassicDecision):
            fresh = ClassicCodec(SPEC)
            again = fresh.ask(BattleState.from_bytes(Setup(state.setup.scenario), state.to_bytes()))
            assert isinstance(again, ClassicDecision)
            assert (asked.observation == again.observation).all()
            assert asked.actions == again.actions
            compared.add(state.phase)
    assert compared


# ---------------------------------------------------------------- the whole


@both_seats
def test_the_whole_battle(seat: str) -> None:
    begun = battle("A..B...\n.......\nb..c..d", seat=seat, A=unit(gun(DMG=3)), c=unit(VALUE=32),
                   objectives={"A": [(0, 0)], "B": [(6, 2)], "C": [(3, 1)]})  # fmt: skip
    start = said(begun.act("A"), "whole")
    assert start["phase"] == 0
    assert start["round"] == 0.2
    assert start["goes_first"] == 1
    assert start["units_waiting"] == 0.5
    assert start["lead"] == 0
    assert start["own_units"] == start["enemy_units"] == 1
    assert start["own_objectives"] == start["enemy_objectives"] == pytest.approx(1 / 3, abs=1e-4)
    assert start["value_balance"] == pytest.approx((22 - 55) / (22 + 55), abs=1e-4)
    shooting = begun.until("SHOOT").act("A", "SHOOT gun b", dice=[6, 6])
    later = said(shooting.until("MOVE", "upper", 2).act("B"), "whole")
    assert said(begun.until("SHOOT").act("A"), "whole")["phase"] == pytest.approx(1 / 3, abs=1e-4)
    assert later["enemy_units"] == pytest.approx(2 / 3, abs=1e-4)
    assert later["round"] == 0.4
    assert later["lead"] == pytest.approx(math.tanh(5 / SPEC.lead), abs=1e-4)


# ---------------------------------------------------------------- the active unit


@both_seats
def test_the_active_unit(seat: str) -> None:
    begun = battle("A..B...\n.......\nb......", seat=seat, objectives={"A": [(0, 0)]},
                   A=unit(gun(RNG=10), MOVE=5, OC=2, HP_MAX=4, VALUE=29),
                   B=unit(blade(NB=6, ATK=2, STR=12)), b=unit(ARMOR_SAVE=7))  # fmt: skip
    gunner, swordsman = said(begun.act("A"), "own"), said(begun.act("B"), "own")
    assert gunner["hp_fraction"] == 1
    assert gunner["value_share"] == pytest.approx(30 / 41, abs=1e-4)
    assert gunner["move"] == 0.5
    assert gunner["control"] == 0.25
    assert gunner["reach"] == 0.4
    # One attack, 4+ to hit and to wound, of three hit points.
    assert gunner["ranged"] == pytest.approx(1 / 12, abs=1e-4)
    assert gunner["melee"] == 0
    assert gunner["on_objective"] == 1
    assert swordsman["ranged"] == swordsman["reach"] == swordsman["on_objective"] == 0
    assert swordsman["melee"] > 0.8


# ---------------------------------------------------------------- sectors


def test_the_winds_are_named_clockwise_from_the_north() -> None:
    assert sector_names(4) == ("north", "east", "south", "west")
    assert sector_names(8) == (
        *("north", "north-east", "east", "south-east"),
        *("south", "south-west", "west", "north-west"),
    )
    assert len(sector_names(16)) == 16


@pytest.mark.parametrize("columns", [21, 22])
@pytest.mark.parametrize("sectors", [4, 8, 16])
@both_seats
def test_a_sector_reaches_half_its_angle_to_both_sides(
    columns: int, sectors: int, seat: str
) -> None:
    """By the middles of the hexes on paper, for every hex of a board from several others."""
    board = ["A" + "." * (columns - 2) + "b", *["." * columns] * 18]
    begun = battle("\n".join(board), seat=seat)
    grid, block = begun.state.field.grid, side_view_of(begun.state.setup, begun.state.to_act)
    ours = {
        cell: offset if seat == "ONE" else grid.mirror(offset)
        for cell, offset in grid.offsets.items()
    }
    for start in ((0, 0), (10, 9), (7, 3)):
        here = grid.cell(start)
        cells = [cell for cell in grid.cells if cell != here]
        found = sectors_of(block, here, cells, sectors)
        assert set(found.tolist()) == set(range(sectors)) or start == (0, 0)
        for cell, number in zip(cells, found.tolist(), strict=True):
            (column, row), (own_column, own_row) = ours[cell], ours[here]
            east = 1.5 * (column - own_column)
            south = math.sqrt(3) * (row - own_row + (column % 2 - own_column % 2) / 2)
            turn = math.degrees(math.atan2(east, -south)) - number * 360 / sectors
            assert abs((turn + 180) % 360 - 180) < 180 / sectors


@both_seats
def test_sectors_tell_the_nearest_enemy_friend_and_objective(seat: str) -> None:
    """The board is 9 wide: TWO sees it left-right mirrored."""
    rows = [
        "....b....",
        *["........."] * 2,
        "c...A..B.",
        *["........."] * 2,
        "....C....",
        "....D....",
    ]
    begun = battle("\n".join(rows), seat=seat,
                   objectives={"A": [(6, 0), (8, 0)], "B": [(4, 7)]}).act("A")  # fmt: skip
    east, west = ("east", "west") if seat == "ONE" else ("west", "east")
    assert sector(begun, "north")["enemy"] == near(3)
    assert sector(begun, west)["enemy"] == near(4)
    assert sector(begun, east)["enemy"] == 0
    assert sector(begun, east)["friend"] == near(3)
    assert sector(begun, "south")["friend"] == near(3)
    assert sector(begun, f"north-{east}")["objective"] == near(4)
    assert sector(begun, "south")["objective"] == 0, "the side controls it"


def test_objectives_that_do_not_score_are_not_told() -> None:
    begun = battle("A...b", objectives={"A": [(2, 0)]}, score=False)
    assert sector(begun.act("A"), "east")["objective"] == 0
    scored = battle("A...b", objectives={"A": [(2, 0)]})
    assert sector(scored.act("A"), "east")["objective"] == near(2)


@both_seats
def test_sectors_tell_what_moving_there_comes_to(seat: str) -> None:
    rows = ["........b", *["........."] * 2, "....A....", "....#....", *["........."] * 3]
    begun = battle("\n".join(rows), seat=seat, A=unit(MOVE=3),
                   objectives={"A": [(4, 0)]}).act("A")  # fmt: skip
    places = {wind: sector(begun, wind)["place"] for wind in sector_names(SPEC.sectors)}
    assert max(places.values()) == places["north"] > 0
    assert min(places.values()) < 0
    # Out of MOVE there is nowhere to go.
    shooting = battle("A....\n.....\nb....", seat=seat, phase="SHOOT", A=unit(gun())).act("A")
    assert sector(shooting, "north")["place"] == -SPEC.largest


# ---------------------------------------------------------------- nearest units


@both_seats
def test_the_nearest_units_come_first(seat: str) -> None:
    begun = battle("......b..\n.........\n.........\n....A..B.\n....#....\n....c....\n.........",
                   seat=seat, b=unit(gun(), HP_MAX=6, VALUE=29), c=unit(blade(), OC=4),
                   objectives={"A": [(4, 5)]}).act("A")  # fmt: skip
    east = 1 if seat == "ONE" else -1
    first, second, third, none = (said(begun, "nearest", row) for row in range(4))
    assert (first["side"], second["side"], third["side"], none["side"]) == (-1, 1, -1, 0)
    assert first["distance"] == 2 / SPEC.radius
    assert (first["east"], first["south"]) == (0, 2 / SPEC.radius)
    assert (first["in_sight"], second["in_sight"]) == (0, 1)
    assert first["control"] == 0.5
    assert (second["east"], second["south"]) == (east * 3 / SPEC.radius, 0.5 / SPEC.radius)
    assert second["control"] == 0
    assert third["value_share"] == pytest.approx(30 / 41, abs=1e-4)
    assert third["ranged"] > 0 == first["ranged"]
    assert first["melee"] > 0 == third["melee"]
    assert not any(none.values())


def test_the_wounded_are_told_by_what_they_have_left() -> None:
    begun = battle("A....\n.....\nb....", phase="SHOOT", A=unit(gun(), gun("other")))
    hit = begun.act("A", "SHOOT gun b", dice=[6, 6])
    assert said(hit, "nearest")["hp_fraction"] == pytest.approx(2 / 3, abs=1e-4)


def test_no_more_units_than_seven_are_told() -> None:
    begun = battle("A........\nBCDEFGHI.\n........b").act("A")
    assert [said(begun, "nearest", row)["side"] for row in range(7)] == [1] * 7


@pytest.mark.parametrize(("gap", "told"), [(25, True), (26, False)])
def test_nobody_is_seen_beyond_25_hexes(gap: int, told: bool) -> None:  # noqa: FBT001 - a table
    begun = battle("A" + "." * (gap - 1) + "b" + "." * 8,
                   objectives={"A": [(gap, 0)]}).act("A")  # fmt: skip
    assert begun.state.distance(begun.unit("A"), begun.unit("b")) == gap
    assert (said(begun, "nearest")["side"] == -1) is told
    assert (sector(begun, "east")["enemy"] == near(25)) is told
    assert (sector(begun, "east")["objective"] == near(25)) is told


# ---------------------------------------------------------------- targets


@both_seats
def test_targets_are_told_with_the_odds_of_the_best_attack(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.c....", seat=seat, phase="SHOOT",
                   A=unit(gun("flame", "TORRENT", STR=8, DMG=3)),
                   b=unit(HP_MAX=6), c=unit(VALUE=50)).act("A")  # fmt: skip
    first, second, none = (said(begun, "targets", row) for row in range(3))
    # Hits without rolling and wounds on 2+: c has three hit points, b six.
    assert first["present"] == second["present"] == first["chance"] == 1
    assert first["kill"] == first["damage"] == pytest.approx(5 / 6, abs=1e-4)
    assert second["kill"] == 0
    assert second["damage"] == pytest.approx(5 / 12, abs=1e-4)
    assert first["score"] > second["score"] > 0
    assert first["distance"] == begun.state.distance(begun.unit("A"), begun.unit("c")) / SPEC.radius
    assert not any(none.values())


@both_seats
def test_in_move_targets_are_those_that_could_be_shot_from_where_it_stands(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.....c", seat=seat, A=unit(gun(RNG=4))).act("A")
    assert [said(begun, "targets", row)["present"] for row in range(3)] == [1, 0, 0]


@both_seats
def test_in_charge_targets_are_those_that_may_be_reached(seat: str) -> None:
    begun = battle("A......\n.......\n...b...\n.......\n.......", seat=seat, phase="CHARGE",
                   A=unit(blade(NB=2, ATK=2, STR=8))).act("A")  # fmt: skip
    target = said(begun, "targets")
    # Three hexes to the one beside b: 2D6 of 3 or more.
    assert target["chance"] == pytest.approx(35 / 36, abs=1e-4)
    assert target["damage"] > 0
    assert said(begun, "targets", 1)["present"] == 0


@both_seats
def test_in_fight_targets_are_the_adjacent_enemies(seat: str) -> None:
    begun = battle(".....\n.Ab..\n.c..d", seat=seat, phase="FIGHT", A=unit(blade()),
                   b=unit(VALUE=60)).act("A")  # fmt: skip
    assert [said(begun, "targets", row)["present"] for row in range(3)] == [1, 1, 0]
    assert said(begun, "targets")["distance"] == 1 / SPEC.radius
