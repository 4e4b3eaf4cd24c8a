"""R7.1 to R7.3: CHARGE."""

from __future__ import annotations

import pytest

from engine.battle.events import ChargeRolled, MoveKind, ObjectiveTaken, UnitMoved
from tests.engine.boards import battle, blade, both_seats, gun, unit

# R7.1


@both_seats
def test_r7_1_own_units_with_a_charge_target_are_eligible(seat: str) -> None:
    drawn = battle("A....b..B", seat=seat, phase="CHARGE")
    assert drawn.pool == "AB"
    assert drawn.refuse("ACTIVATE b").rule == "R3.1"


def test_r7_1_a_fled_unit_does_not_charge() -> None:
    drawn = battle("..Ab..B", A=unit(MOVE=1)).act("A", "MOVE 1,0").until("CHARGE")
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R7.1"


@both_seats
def test_r7_1_an_advanced_unit_does_not_charge(seat: str) -> None:
    drawn = battle("A...b..B", seat=seat, phase="SHOOT")
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1]).until("CHARGE")
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R7.1"


def test_r7_1_an_engaged_unit_does_not_charge() -> None:
    drawn = battle("Ab.c..B", phase="CHARGE")
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R7.1"


def test_r7_1_a_target_is_one_the_highest_roll_would_reach() -> None:
    reached = "A" + "." * 12 + "b"
    assert battle(reached, phase="CHARGE").act("A").legal == {"CHARGE b", "WAIT"}
    beyond = "C.b" + "." * 13 + "A"
    drawn = battle(beyond, phase="CHARGE")
    assert drawn.pool == "C"
    rough = "A" + "." * 5 + "~" + "." * 6 + "b..C"
    assert battle(rough, phase="CHARGE").pool == "C"


def test_r7_1_only_the_targets_within_reach_are_offered() -> None:
    board = "c" + "." * 13 + "A.b"
    drawn = battle(board, phase="CHARGE").act("A")
    assert drawn.legal == {"CHARGE b", "WAIT"}
    assert drawn.refuse("CHARGE c").rule == "R7.1"


def test_r7_1_sight_is_not_needed() -> None:
    board = """
        .A.
        .#.
        .b.
    """
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[1, 1])
    assert drawn.hexes("CHARGE_TO") == {(0, 2), (2, 2)}


def test_r7_1_a_target_shut_off_by_walls_is_none() -> None:
    assert battle("A#b.C", phase="CHARGE").pool == "C"


def test_r7_1_a_target_behind_another_enemy_s_ground_is_none() -> None:
    # To get beside c the path would pass hexes beside b.
    drawn = battle("A...b.c", phase="CHARGE").act("A")
    assert drawn.legal == {"CHARGE b", "WAIT"}
    assert drawn.refuse("CHARGE c").rule == "R7.1"


def test_r7_1_neither_weapons_nor_move_are_needed_and_shooters_may_charge() -> None:
    drawn = battle("A...b", A=unit(gun(), MOVE=0), phase="SHOOT")
    drawn = drawn.act("A", "SHOOT gun b", dice=[1])
    assert drawn.act("A").legal == {"CHARGE b", "WAIT"}


def test_r7_1_a_moved_unit_may_charge() -> None:
    drawn = battle("A....b").act("A", "MOVE 1,0").until("CHARGE")
    assert drawn.act("A").may("CHARGE b")


# R7.2


@both_seats
def test_r7_2_the_target_is_named_and_then_2d6_are_rolled(seat: str) -> None:
    drawn = battle("A...b", seat=seat, phase="CHARGE").act("A", "CHARGE b", dice=[2, 5])
    rolled = drawn.one(ChargeRolled)
    assert (rolled.faces, rolled.total, rolled.reached) == ((2, 5), 7, True)


def test_r7_2_the_path_is_at_most_the_roll() -> None:
    board = """
        A......
        ......b
        .......
    """
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[2, 3])
    assert drawn.hexes("CHARGE_TO") == {(5, 0), (5, 1)}
    assert drawn.refuse("CHARGE_TO 6,0").rule == "R7.3"
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[3, 3])
    assert drawn.hexes("CHARGE_TO") == {(5, 0), (5, 1), (6, 0), (6, 2)}


def test_r7_2_the_dice_of_a_charge_are_data() -> None:
    drawn = battle("A....b", phase="CHARGE", numbers={"CHARGE_DICE": "D6"})
    assert not drawn.act("A", "CHARGE b", dice=[3]).hexes("CHARGE_TO")
    assert drawn.act("A", "CHARGE b", dice=[4]).hexes("CHARGE_TO") == {(4, 0)}


# R7.3


def test_r7_3_a_charge_path_enters_no_wall_and_no_occupied_hex() -> None:
    walls = battle("A#..b\n.....", phase="CHARGE").act("A", "CHARGE b", dice=[6, 6])
    assert (1, 0) not in walls.play("CHARGE_TO 3,0").one(UnitMoved).path
    friend = battle("A.B.b", phase="CHARGE")
    assert friend.pool == "B"
    beside = battle("A..Bb\n.....", phase="CHARGE").act("A", "CHARGE b", dice=[6, 6])
    assert (3, 0) not in beside.hexes("CHARGE_TO")
    assert beside.refuse("CHARGE_TO 3,0").rule == "R7.3"


def test_r7_3_before_its_end_it_passes_no_hex_beside_another_enemy() -> None:
    # Who stands at the x watches (4, 1); the way round through the last row is 14 points long.
    board = """
        ####x#######
        A.........b.
        .##########.
        ............
    """
    alone = battle(board.replace("x", "#"), phase="CHARGE")
    assert alone.act("A").legal == {"CHARGE b", "WAIT"}
    watched = battle(board.replace("x", "c"), phase="CHARGE")
    assert watched.act("A").legal == {"CHARGE c", "WAIT"}
    longer = battle(board.replace("x", "c"), phase="CHARGE", numbers={"CHARGE_DICE": "2D6"})
    assert longer.act("A").refuse("CHARGE b").rule == "R7.1"


def test_r7_3_a_roll_that_would_do_without_the_other_enemy_fails() -> None:
    # Straight along the row it is 6 hexes to (6, 1); round the hexes beside c it is 8.
    board = """
        ...c...b
        A......#
        .#.#.#.#
        ........
    """
    begun = battle(board, phase="CHARGE").act("A")
    assert begun.play("CHARGE b", dice=[3, 4]).turn == (1, "lower")
    assert begun.play("CHARGE b", dice=[4, 4]).hexes("CHARGE_TO") == {(6, 1)}
    reached = begun.play("CHARGE b", dice=[6, 6])
    near = reached.state.field.grid.near[reached.unit("c").cell]
    for place in reached.hexes("CHARGE_TO"):
        path = reached.play(f"CHARGE_TO {place[0]},{place[1]}").one(UnitMoved).path
        assert not near & reached.state.field.grid.cell_set(path[:-1])


def test_r7_3_its_end_may_lie_beside_another_enemy() -> None:
    board = """
        .....
        A..b.
        ..c..
    """
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[1, 1])
    assert (2, 1) in drawn.hexes("CHARGE_TO")
    drawn = drawn.play("CHARGE_TO 2,1")
    assert drawn.state.distance(drawn.unit("A"), drawn.unit("c")) == 1


def test_r7_3_it_may_pass_hexes_beside_its_target() -> None:
    board = """
        .....
        A.b..
        .....
    """
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[2, 2])
    assert drawn.hexes("CHARGE_TO") == {(1, 0), (1, 1), (2, 0), (2, 2), (3, 0), (3, 1)}
    moved = drawn.play("CHARGE_TO 3,1").one(UnitMoved)
    assert moved.cost == 3
    assert moved.path[1:3] in (((1, 0), (2, 0)), ((1, 1), (2, 2)))


def test_r7_3_it_ends_adjacent_to_the_target() -> None:
    drawn = battle("A...b..c", phase="CHARGE").act("A", "CHARGE b", dice=[6, 6])
    assert drawn.legal == {"CHARGE_TO 3,0"}
    assert drawn.refuse("CHARGE_TO 2,0").rule == "R7.3"


@both_seats
def test_r7_3_without_an_end_the_charge_fails(seat: str) -> None:
    drawn = battle("A....b", seat=seat, phase="CHARGE", A=unit(blade()))
    drawn = drawn.act("A", "CHARGE b", dice=[1, 2])
    assert not drawn.one(ChargeRolled).reached
    assert (drawn.hex("A"), drawn.turn) == ((0, 0), (1, "lower"))
    assert drawn.of(UnitMoved) == []


def test_r7_3_a_failed_charge_ends_the_activation_unmarked_and_untried_again() -> None:
    drawn = battle("A....b.B", phase="CHARGE").act("A", "CHARGE b", dice=[1, 2])
    assert (drawn.active, drawn.pool, drawn.marks("A")) == (None, "B", set())
    assert drawn.refuse("ACTIVATE A").rule == "R3.3"


def test_r7_3_a_unit_that_ends_its_charge_is_charged() -> None:
    drawn = battle("A...b..B", phase="CHARGE").act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    assert (drawn.hex("A"), drawn.marks("A")) == ((3, 0), {"charged"})
    assert drawn.one(UnitMoved).kind is MoveKind.CHARGE
    assert not drawn.one(UnitMoved).fled


def test_r7_3_a_charge_just_suffices() -> None:
    begun = battle("A......b", phase="CHARGE")
    assert begun.act("A", "CHARGE b", dice=[3, 2]).turn == (1, "lower")
    assert begun.act("A", "CHARGE b", dice=[3, 3]).legal == {"CHARGE_TO 6,0"}


def test_r7_3_rough_ground_costs_a_charge_its_points_on_the_way() -> None:
    begun = battle("A.~.b", phase="CHARGE")
    assert begun.act("A", "CHARGE b", dice=[1, 2]).turn == (1, "lower")
    drawn = begun.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[2, 2])
    assert drawn.one(UnitMoved).cost == 4


def test_r7_3_rough_ground_costs_a_charge_its_points_where_it_ends() -> None:
    begun = battle("A...~b", phase="CHARGE")
    assert begun.act("A", "CHARGE b", dice=[2, 2]).turn == (1, "lower")
    drawn = begun.act("A", "CHARGE b", "CHARGE_TO 4,0", dice=[2, 3])
    assert drawn.one(UnitMoved).cost == 5


def test_r7_3_of_two_ends_the_rough_one_takes_a_higher_roll() -> None:
    board = """
        ......
        .A...b
        ....~.
    """
    begun = battle(board, phase="CHARGE")
    ends = {
        roll: begun.act("A", "CHARGE b", dice=dice).hexes("CHARGE_TO")
        for roll, dice in ((3, [1, 2]), (4, [2, 2]))
    }
    assert ends[3] == {(4, 1)}
    assert ends[4] >= {(4, 1), (4, 2)}


@pytest.mark.parametrize(("smooth", "pool"), [(10, "AC"), (11, "C")])
def test_r7_3_rough_ground_counts_in_who_can_be_charged(smooth: int, pool: str) -> None:
    drawn = battle("A" + "." * smooth + "~b.C", phase="CHARGE")
    assert drawn.pool == pool
    assert drawn.act("C").legal == {"CHARGE b", "WAIT"}


def test_r7_3_what_rough_ground_costs_is_data() -> None:
    begun = battle("A...~b", phase="CHARGE", numbers={"ROUGH_COST": 3})
    assert begun.act("A", "CHARGE b", dice=[2, 3]).turn == (1, "lower")
    assert begun.act("A", "CHARGE b", dice=[3, 3]).hexes("CHARGE_TO") == {(4, 0)}


def test_r7_3_a_unit_may_wait_instead() -> None:
    drawn = battle("A...b..B", phase="CHARGE").act("A", "WAIT")
    assert (drawn.active, drawn.pool) == (None, "B")
    assert battle("A...b", phase="CHARGE").play("END_PHASE").turn == (1, "lower")


def test_r7_3_after_a_roll_that_reaches_an_end_hex_must_be_taken() -> None:
    drawn = battle("A...b..B", phase="CHARGE").act("A", "CHARGE b", dice=[6, 6])
    for line in ("WAIT", "STAY", "CHARGE b", "END_PHASE", "ACTIVATE B"):
        drawn.refuse(line)
    assert drawn.legal == {"CHARGE_TO 3,0"}


def test_r7_3_every_end_hex_is_offered() -> None:
    board = """
        .......
        .......
        A.....b
        .......
        .......
    """
    drawn = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[6, 6])
    assert drawn.hexes("CHARGE_TO") == {(6, 1), (6, 3), (5, 1), (5, 2)}


def test_r7_3_a_charge_may_take_an_objective() -> None:
    drawn = battle("A...b..B", phase="CHARGE", objectives={"hill": [(3, 0)]})
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    assert drawn.one(ObjectiveTaken).objective == "hill"


def test_r7_3_a_target_of_which_all_sides_are_taken_cannot_be_reached() -> None:
    drawn = battle("bB.A...C..d", phase="CHARGE")
    assert drawn.pool == "C"
    assert drawn.refuse("ACTIVATE A").rule == "R7.1"
