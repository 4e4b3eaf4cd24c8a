"""R4: MOVE."""

from __future__ import annotations

import pytest

from engine.battle.events import AttackMade, MoveKind, UnitMoved
from tests.engine.boards import battle, blade, both_seats, gun, unit

# R4.1


@both_seats
def test_r4_1_own_units_with_a_destination_are_eligible(seat: str) -> None:
    drawn = battle("A..B..b", seat=seat)
    assert drawn.pool == "AB"
    assert drawn.refuse("ACTIVATE b").rule == "R3.1"


@pytest.mark.parametrize("board", ["#A#.C...b", "BA#.C...b", "#A~.C...b"])
def test_r4_1_a_unit_without_a_destination_is_not_eligible(board: str) -> None:
    drawn = battle(board, A=unit(MOVE=1))
    assert drawn.pool == "C"
    assert drawn.refuse("ACTIVATE A").rule == "R4.1"


def test_r4_1_a_unit_of_move_0_is_not_eligible() -> None:
    assert battle(".A..C...b", A=unit(MOVE=0)).pool == "C"


def test_r4_1_a_unit_with_only_hexes_beside_enemies_is_not_eligible() -> None:
    drawn = battle("A.b..B", A=unit(MOVE=4))
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R4.1"


# R4.2


@pytest.mark.parametrize("points", [1, 2, 5])
def test_r4_2_a_path_has_at_most_move_points(points: int) -> None:
    drawn = battle("A........b", A=unit(MOVE=points)).act("A")
    assert drawn.hexes("MOVE") == {(column, 0) for column in range(1, points + 1)}
    assert drawn.refuse(f"MOVE {points + 1},0").rule == "R4.2"


def test_r4_2_a_move_reaches_every_hex_within_move_of_open_ground() -> None:
    board = """
        .........
        .........
        .........
        ....A....
        .........
        .........
        b........
    """
    drawn = battle(board, A=unit(MOVE=2)).act("A")
    field = drawn.state.field
    start = drawn.unit("A").cell
    expected = set(field.grid.offsets_of(field.within(start, 2))) - {(4, 3)}
    assert len(expected) == 18
    assert drawn.hexes("MOVE") == expected


def test_r4_2_a_path_goes_round_a_wall() -> None:
    board = """
        .A.
        .#.
        ...
        ###
        .b.
    """
    drawn = battle(board, A=unit(MOVE=3)).act("A", "MOVE 1,2")
    assert drawn.one(UnitMoved).cost == 3
    assert (1, 1) not in drawn.one(UnitMoved).path
    assert not battle(board, A=unit(MOVE=2)).act("A").may("MOVE 1,2")


def test_r4_2_a_path_passes_no_friend() -> None:
    drawn = battle("A.B..b", A=unit(MOVE=6)).act("A")
    assert drawn.hexes("MOVE") == {(1, 0)}
    assert drawn.refuse("MOVE 2,0").rule == "R4.2"


def test_r4_2_a_path_passes_no_enemy() -> None:
    drawn = battle("A...b....B", A=unit(MOVE=9)).act("A")
    assert drawn.hexes("MOVE") == {(1, 0), (2, 0)}


def test_r4_2_a_move_never_ends_beside_an_enemy() -> None:
    drawn = battle("A...b", A=unit(MOVE=9)).act("A")
    assert drawn.hexes("MOVE") == {(1, 0), (2, 0)}
    assert drawn.refuse("MOVE 3,0").rule == "R4.2"


def test_r4_2_a_move_never_passes_a_hex_adjacent_to_an_enemy() -> None:
    # The only way east leads past b, which stands behind the wall of the corridor.
    board = """
        A......
        #####b#
        ......#
    """
    drawn = battle(board, A=unit(MOVE=9)).act("A")
    # (4, 0) and (6, 0) are not adjacent to (5, 1), but (5, 0) is.
    assert drawn.hexes("MOVE") == {(1, 0), (2, 0), (3, 0), (4, 0)}
    assert drawn.refuse("MOVE 5,0").rule == "R4.2"
    assert drawn.refuse("MOVE 6,0").rule == "R4.2"


def test_r4_2_the_start_does_not_count_so_an_engaged_unit_may_leave() -> None:
    drawn = battle("..Ab", A=unit(MOVE=2)).act("A")
    assert drawn.hexes("MOVE") == {(0, 0), (1, 0)}


def test_r4_2_an_engaged_unit_does_not_slide_along_its_enemy() -> None:
    board = """
        .....
        ..A..
        ..b..
        .....
    """
    drawn = battle(board, A=unit(MOVE=1)).act("A")
    assert drawn.hexes("MOVE") == {(2, 0), (1, 0), (3, 0)}


def test_r4_2_the_destination_is_another_hex() -> None:
    drawn = battle("A..b").act("A")
    assert drawn.refuse("MOVE 0,0").rule == "R4.2"


def test_r4_2_the_path_is_a_cheapest_one_and_always_the_same() -> None:
    board = """
        ......
        .~~~..
        A~~~..
        .~~~..
        ......
        .....b
    """
    drawn = battle(board, A=unit(MOVE=9)).act("A")
    first = drawn.play("MOVE 4,2").one(UnitMoved)
    assert first == drawn.play("MOVE 4,2").one(UnitMoved)
    assert (first.path[0], first.path[-1], first.kind) == ((0, 2), (4, 2), MoveKind.MOVE)
    steps = list(zip(first.path, first.path[1:], strict=False))
    grid = drawn.state.field.grid
    assert all(grid.distance(grid.cell(a), grid.cell(b)) == 1 for a, b in steps)
    # Round the rough ground: six smooth hexes; through it: 2 + 2 + 2 + 1.
    assert first.cost == 6
    assert not drawn.state.field.rough & grid.cell_set(first.path)


def test_r4_2_of_equally_cheap_paths_it_is_the_leftmost_and_then_the_topmost_backwards() -> None:
    board = """
        ...
        A..
        ...
        ###
        b..
    """
    drawn = battle(board, A=unit(MOVE=2)).act("A")
    assert drawn.play("MOVE 2,1").one(UnitMoved).path == ((0, 1), (1, 0), (2, 1))


def test_r4_2_a_path_takes_rough_ground_where_that_is_cheaper() -> None:
    board = """
        A~...
        ####.
        ....b
    """
    drawn = battle(board, A=unit(MOVE=3)).act("A", "MOVE 2,0")
    assert drawn.one(UnitMoved).path == ((0, 0), (1, 0), (2, 0))
    assert drawn.one(UnitMoved).cost == 3


# R4.3


@both_seats
def test_r4_3_a_fled_unit_neither_shoots_nor_charges_this_turn(seat: str) -> None:
    fighter = unit(gun("pistol", "PISTOL", "ASSAULT"), blade(), MOVE=2)
    drawn = battle("..Ab....", seat=seat, A=fighter).act("A", "MOVE 0,0")
    assert drawn.marks("A") == {"moved", "fled"}
    assert drawn.one(UnitMoved).fled
    assert drawn.phase == "SHOOT"
    drawn = drawn.act("A")
    assert drawn.legal == {"ADVANCE", "WAIT"}
    assert drawn.refuse("SHOOT pistol b").rule == "R6.1"
    assert drawn.play("WAIT").turn == (1, "lower")


def test_r4_3_a_fled_unit_shoots_and_charges_again_next_turn() -> None:
    fighter = unit(gun(), MOVE=1)
    drawn = battle("..Ab....", A=fighter).act("A", "MOVE 1,0").until("SHOOT", "upper", 2)
    assert drawn.act("A").may("SHOOT gun b")
    drawn = drawn.until("CHARGE")
    assert drawn.act("A").may("CHARGE b")


def test_r4_3_an_engaged_unit_that_waits_is_not_fled() -> None:
    drawn = battle("..Ab", A=unit(gun("pistol", "PISTOL"))).act("A", "WAIT")
    assert drawn.marks("A") == set()
    assert drawn.act("A").may("SHOOT pistol b")


def test_r4_3_a_unit_that_was_not_engaged_is_not_fled() -> None:
    drawn = battle("A...b", A=unit(gun())).act("A", "MOVE 1,0")
    assert not drawn.one(UnitMoved).fled
    assert drawn.marks("A") == {"moved"}
    assert drawn.act("A").may("SHOOT gun b")


# R4.4


def test_r4_4_a_move_ends_the_activation() -> None:
    drawn = battle("A..B..b").act("A", "MOVE 1,0")
    assert (drawn.active, drawn.pool) == (None, "B")
    assert drawn.hex("A") == (1, 0)


def test_r4_4_waiting_ends_the_activation() -> None:
    drawn = battle("A..B..b").act("A", "WAIT")
    assert (drawn.active, drawn.pool) == (None, "B")
    assert drawn.hex("A") == (0, 0)
    assert drawn.marks("A") == set()


def test_r4_4_only_a_unit_that_changed_hex_is_moved_for_heavy() -> None:
    heavy = unit(gun("gun", "HEAVY", ATK=4))
    begun = battle("A....b", A=heavy)
    needed = []
    for line in ("WAIT", "MOVE 1,0"):
        drawn = begun.act("A", line).act("A", "SHOOT gun b", dice=[1])
        hit = drawn.one(AttackMade).hit
        assert hit is not None
        needed.append(hit.needed)
    assert needed == [3, 4]


def test_r4_4_a_unit_whose_phase_was_ended_is_not_moved() -> None:
    drawn = battle("A....b", A=unit(gun("gun", "HEAVY"))).play("END_PHASE")
    assert drawn.marks("A") == set()
