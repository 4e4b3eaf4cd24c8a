"""R5: the advance."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    AdvanceRolled,
    MoveKind,
    ObjectiveTaken,
    UnitMoved,
    UnitStayed,
)
from tests.engine.boards import battle, both_seats, gun, unit

# R5.1


@both_seats
def test_r5_1_a_unit_that_is_not_engaged_may_advance(seat: str) -> None:
    assert battle("A...b", seat=seat, phase="SHOOT").act("A").legal == {"ADVANCE", "WAIT"}


def test_r5_1_an_engaged_unit_may_not_advance() -> None:
    drawn = battle("..Ab", phase="SHOOT", A=unit(gun("pistol", "PISTOL"))).act("A")
    assert drawn.refuse("ADVANCE").rule == "R5.1"


def test_r5_1_a_fled_unit_may_advance() -> None:
    drawn = battle("....Ab", A=unit(MOVE=1)).act("A", "MOVE 3,0").act("A")
    assert drawn.legal == {"ADVANCE", "WAIT"}


def test_r5_1_a_unit_may_advance_after_a_move() -> None:
    assert battle("A......b").act("A", "MOVE 2,0").act("A").may("ADVANCE")


def test_r5_1_a_unit_that_has_shot_may_not_advance() -> None:
    two_guns = unit(gun("one", NB=2), gun("two"))
    drawn = battle("A....b", phase="SHOOT", A=two_guns).act("A", "SHOOT one b SINGLE", dice=[1])
    assert drawn.refuse("ADVANCE").rule == "R6.4"
    drawn = drawn.play("GIVE_UP")
    assert drawn.active == "A"
    assert drawn.refuse("ADVANCE").rule == "R5.1"


def test_r5_1_a_unit_does_not_advance_twice() -> None:
    drawn = battle("A.........b", phase="SHOOT", A=unit(gun("gun", "ASSAULT")))
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[3])
    assert drawn.active == "A"
    assert drawn.refuse("ADVANCE").rule == "R5.1"


def test_r5_1_an_advance_needs_a_destination_with_the_highest_roll() -> None:
    walled_in = battle("#A#b", phase="SHOOT", A=unit(gun())).act("A")
    assert walled_in.refuse("ADVANCE").rule == "R5.1"
    beside_enemies = battle("A.b", A=unit(gun()), phase="SHOOT").act("A")
    assert beside_enemies.legal == {"SHOOT gun b VOLLEY", "SHOOT gun b SINGLE", "WAIT"}
    assert beside_enemies.refuse("ADVANCE").rule == "R5.1"


def test_r5_1_rough_ground_all_around_is_a_destination_for_the_highest_roll() -> None:
    assert battle("A~~..b", phase="SHOOT").act("A").may("ADVANCE")
    too_slow = battle("A~~..b", A=unit(gun()), phase="SHOOT", numbers={"ROUGH_COST": 7})
    assert not too_slow.act("A").may("ADVANCE")
    just_enough = battle("A~~..b", phase="SHOOT", numbers={"ROUGH_COST": 6})
    assert just_enough.act("A").may("ADVANCE")


def test_r5_1_the_statline_s_move_does_not_matter() -> None:
    drawn = battle("A......b", A=unit(MOVE=0)).act("A", "ADVANCE", dice=[5])
    assert drawn.hexes("ADVANCE_TO") == {(column, 0) for column in range(1, 6)}


# R5.2


@both_seats
@pytest.mark.parametrize("face", [1, 4, 6])
def test_r5_2_an_advance_rolls_one_d6_and_moves_up_to_it(seat: str, face: int) -> None:
    drawn = battle("A.........b..B", seat=seat, phase="SHOOT").act("A", "ADVANCE", dice=[face])
    assert drawn.one(AdvanceRolled) == AdvanceRolled(drawn.ids["A"], (face,), face)
    expected = {f"ADVANCE_TO {column},0" for column in range(1, face + 1)}
    assert drawn.legal == expected | {"STAY"}
    drawn = drawn.play("ADVANCE_TO 1,0")
    assert drawn.one(UnitMoved).kind is MoveKind.ADVANCE
    assert (drawn.hex("A"), drawn.marks("A")) == ((1, 0), {"advanced"})


def test_r5_2_the_dice_of_an_advance_are_data() -> None:
    begun = battle("A..........b", phase="SHOOT", numbers={"ADVANCE_DICE": "D6+1"})
    assert begun.act("A", "ADVANCE", dice=[6]).hexes("ADVANCE_TO") == {
        (column, 0) for column in range(1, 8)
    }


def test_r5_2_an_advance_keeps_away_from_enemies_friends_and_walls() -> None:
    board = """
        A...b....
        ###.#####
        .B.#.....
    """
    drawn = battle(board, phase="SHOOT").act("A", "ADVANCE", dice=[6])
    assert drawn.hexes("ADVANCE_TO") == {(1, 0), (2, 0)}
    assert drawn.refuse("ADVANCE_TO 3,0").rule == "R4.2"
    assert drawn.refuse("ADVANCE_TO 0,1").rule == "R1.3"
    drawn = battle(board, phase="SHOOT").act("B", "ADVANCE", dice=[1])
    assert drawn.hexes("ADVANCE_TO") == {(0, 2), (2, 2)}


def test_r5_2_the_roll_bounds_the_way_and_not_the_distance() -> None:
    board = """
        A#...
        .....
        #####
        ....b
    """
    drawn = battle(board, phase="SHOOT").act("A", "ADVANCE", dice=[2])
    assert drawn.hexes("ADVANCE_TO") == {(0, 1), (1, 1)}


def test_r5_2_after_the_roll_it_advances_or_stays_and_nothing_else() -> None:
    drawn = battle("A....b", phase="SHOOT", A=unit(gun("gun", "ASSAULT")))
    drawn = drawn.act("A", "ADVANCE", dice=[2])
    for line in ("WAIT", "SHOOT gun b", "ADVANCE", "END_PHASE"):
        drawn.refuse(line)
    assert drawn.legal == {"ADVANCE_TO 1,0", "ADVANCE_TO 2,0", "STAY"}


def test_r5_2_a_unit_that_stays_is_not_advanced_and_its_activation_ends() -> None:
    shooter = unit(gun("gun", "ASSAULT"))
    drawn = battle("A..B...b", phase="SHOOT", A=shooter).act("A", "ADVANCE", "STAY", dice=[2])
    assert drawn.one(UnitStayed).unit == drawn.ids["A"]
    assert (drawn.hex("A"), drawn.marks("A")) == ((0, 0), set())
    assert (drawn.active, drawn.pool) == (None, "B")


def test_r5_2_a_unit_that_stayed_may_still_charge() -> None:
    drawn = battle("A...b", phase="SHOOT").act("A", "ADVANCE", "STAY", dice=[2])
    assert drawn.phase == "CHARGE"
    assert drawn.act("A").may("CHARGE b")


def test_r5_2_without_a_destination_after_the_roll_it_can_only_stay() -> None:
    drawn = battle("A~...b", phase="SHOOT").act("A", "ADVANCE", dice=[1])
    assert drawn.legal == {"STAY"}
    drawn = drawn.play("STAY")
    assert drawn.marks("A") == set()


def test_r5_2_a_unit_that_stayed_does_not_shoot_any_more() -> None:
    drawn = battle("A....b", phase="SHOOT", A=unit(gun("gun", "ASSAULT")))
    drawn = drawn.act("A", "ADVANCE", "STAY", dice=[6])
    assert (drawn.phase, drawn.active) == ("CHARGE", None)


def test_r5_2_an_advance_may_take_an_objective() -> None:
    drawn = battle("A....b", phase="SHOOT", objectives={"hill": [(1, 0)]})
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert drawn.one(ObjectiveTaken).objective == "hill"


def test_r5_2_an_advance_from_no_enemy_s_side_is_no_flight() -> None:
    drawn = battle("A....b", phase="SHOOT").act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert not drawn.one(UnitMoved).fled


# R5.3


@both_seats
def test_r5_3_an_advanced_unit_does_not_charge_this_turn(seat: str) -> None:
    drawn = battle("A..B...b", seat=seat, phase="SHOOT")
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1]).until("CHARGE")
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R7.1"


def test_r5_3_alone_it_ends_the_turn_without_a_charge() -> None:
    drawn = battle("A...b", phase="SHOOT").act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert drawn.turn == (1, "lower")


def test_r5_3_an_advanced_unit_may_charge_next_turn() -> None:
    drawn = battle("A....b", phase="SHOOT").act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    drawn = drawn.until("CHARGE", "upper", 2)
    assert drawn.act("A").may("CHARGE b")


def test_r5_3_an_advanced_unit_shoots_only_weapons_with_assault() -> None:
    shooter = unit(gun("light", "ASSAULT"), gun("rifle"))
    drawn = battle("A.....b..B", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert drawn.active == "A"
    assert drawn.legal == {"SHOOT light b VOLLEY", "SHOOT light b SINGLE", "WAIT"}
    assert drawn.refuse("SHOOT rifle b").rule == "R6.2"
    drawn = drawn.play("SHOOT light b", dice=[1])
    assert drawn.active is None
    assert drawn.marks("A") == {"advanced", "shot"}


def test_r5_3_without_assault_the_activation_ends_with_the_advance() -> None:
    drawn = battle("A..B...b", phase="SHOOT", A=unit(gun()))
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert (drawn.active, drawn.pool) == (None, "B")


def test_r5_3_without_a_target_for_assault_the_activation_ends_with_the_advance() -> None:
    drawn = battle("A..B...b", phase="SHOOT", A=unit(gun("gun", "ASSAULT", RNG=4)))
    assert drawn.act("A", "ADVANCE", "ADVANCE_TO 2,0", dice=[2]).active is None
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[2])
    assert drawn.active is None


def test_r5_3_an_advance_may_bring_a_target_into_the_range_of_assault() -> None:
    drawn = battle("A........b", phase="SHOOT", A=unit(gun("gun", "ASSAULT", RNG=4)))
    assert not drawn.act("A").may("SHOOT gun b")
    near = drawn.act("A", "ADVANCE", "ADVANCE_TO 5,0", dice=[6])
    assert near.may("SHOOT gun b")
    assert drawn.act("A", "ADVANCE", "ADVANCE_TO 4,0", dice=[6]).active is None


def test_r5_3_a_fled_unit_shoots_not_even_with_assault_after_its_advance() -> None:
    drawn = battle("......Ab", A=unit(gun("gun", "ASSAULT"), MOVE=1)).act("A", "MOVE 5,0")
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 4,0", dice=[6])
    assert drawn.active is None
    assert drawn.turn == (1, "lower")
