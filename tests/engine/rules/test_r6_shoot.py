"""R6: SHOOT."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    UnitDestroyed,
)
from tests.engine.boards import Battle, battle, blade, both_seats, gun, unit

ONE_HP = unit(HP_MAX=1)
PISTOL = gun("pistol", "PISTOL")


def targets(drawn: Battle, weapon: str) -> str:
    """Write the letters of the legal targets of a weapon."""
    return "".join(
        sorted(
            line.split()[2]
            for line in drawn.legal
            if line.startswith(f"SHOOT {weapon} ") and line.endswith("VOLLEY")
        )
    )


# R6.1


@both_seats
def test_r6_1_units_that_can_shoot_or_advance_are_eligible(seat: str) -> None:
    # A can only shoot, B can only advance, C can do neither.
    board = """
        A#b...##
        ########
        .B######
        ########
        #C######
    """
    drawn = battle(board, seat=seat, phase="SHOOT", A=unit(gun()), C=unit(gun("short", RNG=2)))
    assert drawn.pool == "AB"
    assert "ADVANCE" not in drawn.act("A").legal
    assert drawn.act("B").legal == {"ADVANCE", "WAIT"}
    assert drawn.refuse("ACTIVATE C").rule == "R6.1"
    assert drawn.refuse("ACTIVATE b").rule == "R3.1"


def test_r6_1_a_fled_unit_never_shoots() -> None:
    drawn = battle("....Ab", A=unit(gun(), PISTOL, MOVE=2)).act("A", "MOVE 2,0").act("A")
    assert drawn.legal == {"ADVANCE", "WAIT"}
    assert drawn.refuse("SHOOT gun b").rule == "R6.1"


def test_r6_1_a_unit_that_moved_may_shoot() -> None:
    assert battle("A....b", A=unit(gun())).act("A", "MOVE 1,0").act("A").may("SHOOT gun b")


# R6.2


def test_r6_2_a_weapon_is_fired_once_an_activation() -> None:
    shooter = unit(gun("one"), gun("two"))
    drawn = battle("A..b", phase="SHOOT", A=shooter).act("A", "SHOOT one b", dice=[1])
    assert (targets(drawn, "one"), targets(drawn, "two")) == ("", "b")
    assert drawn.refuse("SHOOT one b").rule == "R6.5"


def test_r6_2_a_weapon_is_fired_again_next_turn() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun())).act("A", "SHOOT gun b", dice=[1])
    assert drawn.until("SHOOT", "upper", 2).act("A").may("SHOOT gun b")


def test_r6_2_units_with_the_same_weapon_fire_it_each() -> None:
    shooter = unit(gun())
    drawn = battle("AB..b", phase="SHOOT", A=shooter, B=shooter)
    drawn = drawn.act("A", "SHOOT gun b", dice=[1])
    assert drawn.act("B").may("SHOOT gun b")


def test_r6_2_an_advanced_unit_needs_assault() -> None:
    shooter = unit(gun("rifle"), gun("light", "ASSAULT"))
    drawn = battle("A....b", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert (targets(drawn, "rifle"), targets(drawn, "light")) == ("", "b")


@both_seats
def test_r6_2_an_engaged_unit_needs_a_pistol(seat: str) -> None:
    shooter = unit(gun("rifle"), PISTOL)
    drawn = battle("Ab..c", seat=seat, phase="SHOOT", A=shooter).act("A")
    assert (targets(drawn, "rifle"), targets(drawn, "pistol")) == ("", "b")
    assert drawn.refuse("SHOOT rifle b").rule == "R6.2"
    assert drawn.refuse("SHOOT rifle c").rule == "R6.2"


def test_r6_2_an_engaged_unit_without_a_pistol_is_not_eligible() -> None:
    drawn = battle("Ab..B", phase="SHOOT", A=unit(gun()))
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R6.1"


# R6.3


@pytest.mark.parametrize(("distance", "legal"), [(1, True), (4, True), (5, True), (6, False)])
def test_r6_3_a_target_is_within_rng(distance: int, *, legal: bool) -> None:
    board = "A" + "." * (distance - 1) + "b"
    drawn = battle(board, phase="SHOOT", A=unit(gun("pistol", "PISTOL", RNG=5))).act("A")
    assert drawn.may("SHOOT pistol b") is legal
    if not legal:
        assert drawn.refuse("SHOOT pistol b").rule == "R6.3"


def test_r6_3_range_is_measured_straight_and_not_along_a_path() -> None:
    board = """
        A..b
        ####
    """
    assert battle(board, phase="SHOOT", A=unit(gun(RNG=3))).act("A").may("SHOOT gun b")
    assert not battle(board, phase="SHOOT", A=unit(gun(RNG=2))).act("A").may("SHOOT gun b")


def test_r6_3_a_target_is_in_sight() -> None:
    board = """
        .A.
        .#.
        ...
        bcd
    """
    drawn = battle(board, phase="SHOOT", A=unit(gun())).act("A")
    assert "c" not in targets(drawn, "gun")
    refusal = drawn.refuse("SHOOT gun c")
    assert (refusal.rule, "sight" in refusal.reason) == ("R6.3", True)


def test_r6_3_an_obscured_enemy_is_a_target() -> None:
    assert battle("A#b", phase="SHOOT", A=unit(gun())).act("A").may("SHOOT gun b")


def test_r6_3_a_friend_or_the_unit_itself_is_no_target() -> None:
    drawn = battle("A..B..b", phase="SHOOT", A=unit(gun())).act("A")
    assert targets(drawn, "gun") == "b"
    assert drawn.refuse("SHOOT gun B").rule == "R6.3"
    assert drawn.refuse("SHOOT gun A").rule == "R6.3"


@both_seats
def test_r6_3_an_enemy_beside_a_friend_of_the_shooter_is_no_target(seat: str) -> None:
    drawn = battle("A..bB.c", seat=seat, phase="SHOOT", A=unit(gun())).act("A")
    assert targets(drawn, "gun") == "c"
    assert drawn.refuse("SHOOT gun b").rule == "R6.3"


def test_r6_3_a_pistol_fired_by_a_unit_that_is_not_engaged_is_like_any_weapon() -> None:
    drawn = battle("A..bB..c", phase="SHOOT", A=unit(gun("pistol", "PISTOL", RNG=9))).act("A")
    assert targets(drawn, "pistol") == "c"


@both_seats
def test_r6_3_an_engaged_pistol_targets_adjacent_enemies_only(seat: str) -> None:
    drawn = battle("c.bAd..e", seat=seat, phase="SHOOT", A=unit(PISTOL)).act("A")
    assert targets(drawn, "pistol") == "bd"
    assert drawn.refuse("SHOOT pistol c").rule == "R6.3"
    assert drawn.refuse("SHOOT pistol e").rule == "R6.3"


def test_r6_3_for_those_the_friend_clause_does_not_apply() -> None:
    assert targets(battle("AbB", phase="SHOOT", A=unit(PISTOL)).act("A"), "pistol") == "b"


def test_r6_3_each_shot_is_judged_by_the_board_as_it_is_then() -> None:
    # Once b is gone A is no longer engaged, and its second pistol reaches further.
    shooter = unit(PISTOL, gun("spare", "PISTOL"), gun("rifle"))
    drawn = battle("Ab..c", phase="SHOOT", A=shooter, b=ONE_HP).act("A")
    assert targets(drawn, "spare") == "b"
    drawn = drawn.play("SHOOT pistol b", dice=[4, 4])
    assert (targets(drawn, "spare"), targets(drawn, "rifle")) == ("c", "")


def test_r6_3_what_a_weapon_has_left_is_judged_again_too() -> None:
    # The first shot of the pistol kills b; its second reaches c, which was none before.
    drawn = battle("Ab..c", phase="SHOOT", A=unit(gun("pistol", "PISTOL", NB=2)), b=ONE_HP)
    drawn = drawn.act("A", "SHOOT pistol b", dice=[4, 4])
    assert targets(drawn, "pistol") == "c"
    assert drawn.play("SHOOT pistol c", dice=[4, 4]).hp("c") == 2


# R6.4


def test_r6_4_a_volley_makes_all_attacks() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun(NB=3)), b=unit(HP_MAX=9))
    drawn = drawn.act("A", "SHOOT gun b VOLLEY", dice=[4, 4, 1, 5, 5])
    assert [made.lost for made in drawn.of(AttackMade)] == [1, 0, 1]
    assert (drawn.hp("b"), drawn.active) == (7, None)


def test_r6_4_a_single_shot_makes_one_attack() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun(NB=3)))
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[1])
    assert len(drawn.of(AttackMade)) == 1
    assert drawn.legal == {"SHOOT gun b VOLLEY", "SHOOT gun b SINGLE", "GIVE_UP"}
    drawn = drawn.play("SHOOT gun b SINGLE", dice=[1])
    assert drawn.active == "A"
    assert drawn.play("SHOOT gun b SINGLE", dice=[1]).active is None
    assert len(drawn.play("SHOOT gun b VOLLEY", dice=[1]).of(AttackMade)) == 1


def test_r6_4_attacks_are_counted_once_with_dice_rolled_at_the_first_shot() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun(NB="D3")))
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[5, 1])
    assert drawn.one(AttacksCounted).attacks == 3
    drawn = drawn.play("SHOOT gun b SINGLE", dice=[1])
    assert drawn.of(AttacksCounted) == []
    drawn = drawn.play("SHOOT gun b VOLLEY", dice=[1])
    assert (len(drawn.of(AttackMade)), drawn.active) == (1, None)


def test_r6_4_a_volley_stops_when_the_target_is_destroyed() -> None:
    drawn = battle("A..b.c", phase="SHOOT", A=unit(gun(NB=3)), b=ONE_HP)
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert drawn.one(UnitDestroyed).unit == drawn.ids["b"]
    assert drawn.legal == {"SHOOT gun c VOLLEY", "SHOOT gun c SINGLE", "GIVE_UP"}
    drawn = drawn.play("SHOOT gun c VOLLEY", dice=[4, 4, 4, 4])
    assert (drawn.hp("c"), drawn.active) == (1, None)


def test_r6_4_before_anything_else_what_is_left_is_fired_or_given_up() -> None:
    shooter = unit(gun("one", NB=2), gun("two"))
    drawn = battle("A..b..B..", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT one b SINGLE", dice=[1])
    rules = {
        line: drawn.refuse(line).rule
        for line in ("SHOOT two b", "WAIT", "ADVANCE", "ACTIVATE B", "END_PHASE")
    }
    assert rules["SHOOT two b"] == rules["WAIT"] == rules["ADVANCE"] == "R6.4"
    assert drawn.play("GIVE_UP").may("SHOOT two b")


def test_r6_4_what_is_left_may_be_fired_at_another_target_after_any_shot() -> None:
    drawn = battle("A..b.c", phase="SHOOT", A=unit(gun(NB=2)))
    drawn = drawn.act("A", "SHOOT gun b SINGLE", "SHOOT gun c", dice=[1, 4, 4])
    assert (drawn.hp("b"), drawn.hp("c"), drawn.active) == (3, 2, None)


def test_r6_4_another_target_must_be_legal_too() -> None:
    drawn = battle("A..b.cB", phase="SHOOT", A=unit(gun(NB=2, RNG=5)))
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[1])
    assert targets(drawn, "gun") == "b"
    assert drawn.refuse("SHOOT gun c").rule == "R6.3"


def test_r6_4_giving_up_finishes_the_weapon() -> None:
    shooter = unit(gun("one", NB=3), gun("two"))
    drawn = battle("A..b", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT one b SINGLE", "GIVE_UP", dice=[1])
    assert drawn.one(AttacksGivenUp).attacks == 2
    assert (targets(drawn, "one"), targets(drawn, "two")) == ("", "b")
    assert drawn.refuse("GIVE_UP").rule == "R6.4"


def test_r6_4_nothing_can_be_given_up_before_the_first_shot() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun())).act("A")
    assert drawn.refuse("GIVE_UP").rule == "R6.4"


def test_r6_4_a_weapon_is_finished_when_no_target_is_legal() -> None:
    drawn = battle("A..b.........c", phase="SHOOT", A=unit(gun(NB=4, RNG=4)), b=ONE_HP)
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert drawn.active is None
    assert drawn.of(AttacksGivenUp) == []


@both_seats
def test_r6_4_added_attacks_come_after_the_weapon_s_own(seat: str) -> None:
    # 1 attack and 2 added: after one shot only added ones are left, for b alone.
    shooter = unit(gun("gun", "RAPID_FIRE 2", NB=1))
    drawn = battle("A..b.c", seat=seat, phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[1])
    assert targets(drawn, "gun") == "b"
    assert drawn.refuse("SHOOT gun c").rule == "R6.4"
    drawn = drawn.play("SHOOT gun b", dice=[4, 4, 4, 4])
    assert (drawn.hp("b"), drawn.active) == (1, None)


def test_r6_4_added_attacks_are_lost_when_the_weapon_turns_to_another_target() -> None:
    shooter = unit(gun("gun", "RAPID_FIRE 3", NB=3))
    drawn = battle("A..b.c", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT gun b SINGLE", "SHOOT gun c VOLLEY", dice=[1, 1, 1])
    assert drawn.active is None


def test_r6_4_added_attacks_stay_lost_when_it_turns_back() -> None:
    shooter = unit(gun("gun", "RAPID_FIRE 3", NB=3))
    drawn = battle("A..b.c", phase="SHOOT", A=shooter).act("A", "SHOOT gun b SINGLE", dice=[1])
    drawn = drawn.play("SHOOT gun c SINGLE", "SHOOT gun b VOLLEY", dice=[1, 1])
    assert drawn.active is None


def test_r6_4_added_attacks_are_lost_with_their_target() -> None:
    shooter = unit(gun("gun", "RAPID_FIRE 3", NB=1))
    drawn = battle("A..b.c", phase="SHOOT", A=shooter, b=ONE_HP)
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert drawn.active is None
    shooter = unit(gun("gun", "RAPID_FIRE 3", NB=2))
    drawn = battle("A..b.c", phase="SHOOT", A=shooter, b=ONE_HP)
    drawn = drawn.act("A", "SHOOT gun b", "SHOOT gun c", dice=[4, 4, 1])
    assert drawn.active is None


def test_r6_4_nothing_is_added_against_a_later_target() -> None:
    # b is beyond half range, c within it.
    shooter = unit(gun("gun", "RAPID_FIRE 3", NB=2, RNG=8))
    drawn = battle("A...c.b", phase="SHOOT", A=shooter).act("A", "SHOOT gun b SINGLE", dice=[1])
    assert drawn.one(AttacksCounted).rapid_fire == 0
    drawn = drawn.play("SHOOT gun c", dice=[1])
    assert drawn.active is None


def test_r6_4_a_target_that_stays_does_not_change_the_count() -> None:
    # BLAST counted two friends beside b; one of them dies of no matter what: still counted.
    shooter = unit(gun("gun", "BLAST", NB=1), gun("rifle", NB=1))
    drawn = battle("A...cbd", phase="SHOOT", A=shooter, c=ONE_HP)
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[1])
    assert targets(drawn, "gun") == "b"
    drawn = drawn.play("SHOOT gun b SINGLE", dice=[1])
    assert drawn.may("SHOOT rifle c")


# R6.5


def test_r6_5_a_unit_fires_each_of_its_weapons_once_at_any_targets() -> None:
    shooter = unit(gun("one"), gun("two"), gun("three"))
    drawn = battle("A..b.c", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT two c", "SHOOT one b", "SHOOT three c", dice=[1, 1, 1])
    assert (drawn.active, len(drawn.of(AttackMade))) == (None, 3)


def test_r6_5_a_pistol_and_another_weapon_are_not_fired_in_one_activation() -> None:
    shooter = unit(PISTOL, gun("spare", "PISTOL"), gun("rifle"), gun("cannon"))
    begun = battle("A..b", phase="SHOOT", A=shooter).act("A")
    assert "".join(targets(begun, w) for w in ("pistol", "spare", "rifle", "cannon")) == "bbbb"
    drawn = begun.play("SHOOT pistol b", dice=[1])
    assert drawn.legal == {"SHOOT spare b VOLLEY", "SHOOT spare b SINGLE", "WAIT"}
    assert drawn.refuse("SHOOT rifle b").rule == "R6.5"
    drawn = begun.play("SHOOT rifle b", dice=[1])
    assert drawn.legal == {"SHOOT cannon b VOLLEY", "SHOOT cannon b SINGLE", "WAIT"}
    assert drawn.refuse("SHOOT pistol b").rule == "R6.5"


# R6.6


def test_r6_6_the_activation_ends_when_nothing_legal_is_left_to_fire() -> None:
    shooter = unit(gun("one"), gun("short", RNG=2))
    drawn = battle("A..b..B", phase="SHOOT", A=shooter).act("A", "SHOOT one b", dice=[1])
    assert (drawn.active, drawn.pool) == (None, "B")


def test_r6_6_the_activation_ends_when_the_unit_is_destroyed() -> None:
    shooter = unit(gun("one", "HAZARDOUS"), gun("two"), HP_MAX=3)
    drawn = battle("A..b..B", phase="SHOOT", A=shooter).act("A", "SHOOT one b", dice=[1, 1])
    assert (drawn.hp("A"), drawn.active, drawn.pool) == (0, None, "B")


@both_seats
def test_r6_6_its_player_may_end_it_before_any_shot(seat: str) -> None:
    drawn = battle("A..b..B", seat=seat, phase="SHOOT", A=unit(gun())).act("A", "WAIT")
    assert (drawn.active, drawn.pool, drawn.marks("A")) == (None, "B", set())


def test_r6_6_its_player_may_end_it_between_weapons_but_not_with_attacks_left() -> None:
    shooter = unit(gun("one", NB=2), gun("two"))
    drawn = battle("A..b..B", phase="SHOOT", A=shooter)
    drawn = drawn.act("A", "SHOOT one b SINGLE", dice=[1])
    assert drawn.refuse("WAIT").rule == "R6.4"
    drawn = drawn.play("SHOOT one b SINGLE", "WAIT", dice=[1])
    assert (drawn.active, drawn.pool) == (None, "B")


def test_r6_6_a_unit_is_shot_from_its_first_attack_on_even_a_miss() -> None:
    drawn = battle("A..b..B", phase="SHOOT", A=unit(gun(NB=2))).act("A")
    assert drawn.marks("A") == set()
    assert drawn.play("SHOOT gun b SINGLE", dice=[1]).marks("A") == {"shot"}


def test_r6_6_a_unit_that_shot_may_charge() -> None:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun(), blade())).act("A", "SHOOT gun b", dice=[1])
    assert drawn.act("A").may("CHARGE b")
