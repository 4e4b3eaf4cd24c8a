"""R8: the weapon rules of who may fire, how often, and at what price."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    AttackMade,
    AttacksCounted,
    BattleEnded,
    HazardRolled,
    Reason,
    UnitDestroyed,
)
from engine.data.weapon_rules import parse_all
from tests.engine.boards import Battle, battle, blade, both_seats, gun, unit
from tests.engine.rules.duels import shoot


def needed_to_hit(drawn: Battle) -> int:
    hit = drawn.of(AttackMade)[-1].hit
    assert hit is not None
    return hit.needed


# RAPID_FIRE


@pytest.mark.parametrize(
    ("reach", "distance", "attacks"), [(6, 3, 4), (6, 4, 2), (7, 3, 4), (7, 4, 2), (5, 3, 2)]
)
def test_r8_rapid_fire_adds_attacks_within_half_range(
    reach: int, distance: int, attacks: int
) -> None:
    board = "A" + "." * (distance - 1) + "b"
    drawn = shoot(gun("gun", "RAPID_FIRE 2", NB=2, RNG=reach), [1] * attacks, board)
    assert len(drawn.of(AttackMade)) == attacks
    counted = drawn.one(AttacksCounted)
    assert (counted.attacks, counted.rapid_fire, counted.blast) == (2, attacks - 2, 0)


def test_r8_rapid_fire_is_added_after_rolled_attacks() -> None:
    drawn = shoot(gun("gun", "RAPID_FIRE 1", NB="D3"), [6, 1, 1, 1, 1])
    assert (drawn.one(AttacksCounted).attacks, len(drawn.of(AttackMade))) == (3, 4)


# MELTA


@pytest.mark.parametrize(("distance", "damage"), [(3, 4), (4, 2)])
def test_r8_melta_adds_damage_within_half_range(distance: int, damage: int) -> None:
    board = "A" + "." * (distance - 1) + "b"
    drawn = shoot(gun("gun", "MELTA 2", DMG=2, RNG=7), [4, 4], board)
    assert drawn.hp("b") == 9 - damage


def test_r8_melta_is_added_to_rolled_damage_and_counts_for_any_target() -> None:
    weapon = gun("gun", "MELTA 3", NB=2, DMG="D3", RNG=10)
    trio = {"A": unit(weapon), "b": unit(HP_MAX=9), "c": unit(HP_MAX=9)}
    drawn = battle("A...b.c", phase="SHOOT", **trio).act("A")
    # c is 6 away, beyond half range; b, a later target, is 4 away.
    drawn = drawn.play("SHOOT gun c SINGLE", "SHOOT gun b", dice=[4, 4, 5, 4, 4, 1])
    assert (drawn.hp("c"), drawn.hp("b")) == (6, 5)


def test_r8_melta_adds_nothing_when_a_single_shot_s_target_is_too_far() -> None:
    weapon = gun("gun", "MELTA 9", RNG=5)
    assert shoot(weapon, [4, 4], "A..b").hp("b") == 8
    assert shoot(weapon, [4, 4], "A.b").hp("b") == 0


# ASSAULT


@both_seats
def test_r8_assault_may_fire_after_advancing(seat: str) -> None:
    quick, slow = unit(gun("light", "ASSAULT")), unit(gun("rifle"))
    board = """
        A....b..
        ........
        B.......
    """
    drawn = battle(board, seat=seat, phase="SHOOT", A=quick, B=slow)
    advanced = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert advanced.may("SHOOT light b")
    assert drawn.act("B", "ADVANCE", "ADVANCE_TO 1,2", dice=[1]).active is None


# HEAVY


@pytest.mark.parametrize(("line", "needed"), [("WAIT", 3), ("MOVE 1,0", 4)])
def test_r8_heavy_hits_better_if_the_unit_has_not_moved(line: str, needed: int) -> None:
    drawn = battle("A....b", A=unit(gun("gun", "HEAVY"))).act("A", line)
    assert needed_to_hit(drawn.act("A", "SHOOT gun b", dice=[1])) == needed


def test_r8_heavy_does_nothing_after_an_advance() -> None:
    drawn = battle("A....b", phase="SHOOT", A=unit(gun("gun", "HEAVY", "ASSAULT")))
    drawn = drawn.act("A", "ADVANCE", "ADVANCE_TO 1,0", "SHOOT gun b", dice=[1, 3])
    assert needed_to_hit(drawn) == 4
    assert drawn.hp("b") == 3


def test_r8_heavy_counts_this_turn_s_moves_only() -> None:
    drawn = battle("A....b", A=unit(gun("gun", "HEAVY"))).act("A", "MOVE 1,0")
    drawn = drawn.until("SHOOT", "upper", 2).act("A", "SHOOT gun b", dice=[1])
    assert needed_to_hit(drawn) == 3


def test_r8_heavy_never_lets_a_1_hit() -> None:
    drawn = shoot(gun("gun", "HEAVY", ATK=2), [1])
    assert drawn.hp("b") == 9


# PISTOL


@both_seats
def test_r8_pistol_may_fire_while_engaged(seat: str) -> None:
    drawn = battle("Ab", seat=seat, phase="SHOOT", A=unit(gun("pistol", "PISTOL")))
    assert drawn.act("A", "SHOOT pistol b", dice=[4, 4]).hp("b") == 2


# BLAST


@pytest.mark.parametrize(
    ("board", "added"),
    [
        ("...b...", 0),
        ("..cb...", 0),
        ("..cbd..", 1),
        (".cbd..e", 1),
    ],
)
def test_r8_blast_adds_an_attack_for_every_2_friends_beside_the_first_target(
    board: str, added: int
) -> None:
    drawn = battle(board + "...A", phase="SHOOT", A=unit(gun("gun", "BLAST")), b=unit(HP_MAX=9))
    drawn = drawn.act("A", "SHOOT gun b", dice=[1] * (1 + added))
    assert drawn.one(AttacksCounted).blast == added


def test_r8_blast_counts_all_six_sides() -> None:
    board = """
        .........
        .cde.....
        .fbg....A
        ..h......
        .........
    """
    for drawing, added in ((board, 3), (board.replace("h", "."), 2)):
        drawn = battle(drawing, phase="SHOOT", A=unit(gun("gun", "BLAST")))
        drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[1])
        assert drawn.one(AttacksCounted).blast == added


@both_seats
def test_r8_blast_is_never_aimed_beside_the_shooter_s_side(seat: str) -> None:
    drawn = battle("A..bB..c", seat=seat, phase="SHOOT", A=unit(gun("gun", "BLAST"))).act("A")
    assert not drawn.may("SHOOT gun b")
    assert drawn.refuse("SHOOT gun b").rule in ("R6.3", "R8 BLAST")
    assert drawn.may("SHOOT gun c")


def test_r8_blast_is_not_fired_at_all_by_an_engaged_pistol() -> None:
    drawn = battle("Ab", phase="SHOOT", A=unit(gun("bomb", "BLAST", "PISTOL"), gun("p", "PISTOL")))
    drawn = drawn.act("A")
    assert not drawn.may("SHOOT bomb b")
    assert drawn.refuse("SHOOT bomb b").rule == "R8 BLAST"


def test_r8_blast_and_rapid_fire_both_add() -> None:
    weapon = gun("gun", "BLAST", "RAPID_FIRE 2")
    drawn = battle("A..cbd", phase="SHOOT", A=unit(weapon), b=unit(HP_MAX=9))
    drawn = drawn.act("A", "SHOOT gun b", dice=[1, 1, 1, 1])
    counted = drawn.one(AttacksCounted)
    assert (counted.attacks, counted.rapid_fire, counted.blast) == (1, 2, 1)


# HAZARDOUS


@pytest.mark.parametrize(("face", "left"), [(1, 2), (2, 5), (6, 5)])
def test_r8_hazardous_costs_its_bearer_3_hit_points_on_a_1(face: int, left: int) -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=5, ARMOR_SAVE=2, INVUL_SAVE=2)
    drawn = battle("A..b", phase="SHOOT", A=bearer).act("A", "SHOOT gun b", dice=[1, face])
    assert drawn.hp("A") == left
    rolled = drawn.one(HazardRolled)
    assert (rolled.face, rolled.lost, rolled.hp_left) == (face, 5 - left, left)


def test_r8_hazardous_is_rolled_once_when_the_weapon_is_finished() -> None:
    bearer = unit(gun("gun", "HAZARDOUS", NB=3), HP_MAX=5)
    drawn = battle("A..b", phase="SHOOT", A=bearer).act("A", "SHOOT gun b SINGLE", dice=[2])
    assert drawn.of(HazardRolled) == []
    assert drawn.play("SHOOT gun b", dice=[2, 2, 6]).one(HazardRolled).face == 6
    assert drawn.play("GIVE_UP", dice=[1]).hp("A") == 2


def test_r8_hazardous_is_rolled_when_no_target_is_left() -> None:
    bearer = unit(gun("gun", "HAZARDOUS", NB=3, RNG=4), HP_MAX=5)
    drawn = battle("A..b......c", phase="SHOOT", A=bearer, b=unit(HP_MAX=1))
    assert drawn.act("A", "SHOOT gun b", dice=[4, 4, 1]).hp("A") == 2


@both_seats
def test_r8_hazardous_may_destroy_its_bearer(seat: str) -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=2)
    drawn = battle("A..b..B", seat=seat, phase="SHOOT", A=bearer)
    drawn = drawn.act("A", "SHOOT gun b", dice=[1, 1])
    assert (drawn.hp("A"), drawn.one(HazardRolled).lost) == (0, 2)
    destroyed = drawn.one(UnitDestroyed)
    assert (destroyed.unit, destroyed.by) == (drawn.ids["A"], drawn.ids["A"])


def test_r8_hazardous_is_not_rolled_once_the_battle_is_over() -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=2)
    drawn = battle("A..b", phase="SHOOT", A=bearer, b=unit(HP_MAX=1))
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert drawn.of(HazardRolled) == []
    assert drawn.one(BattleEnded).result.reason is Reason.ELIMINATION


def test_r8_hazardous_is_rolled_for_each_weapon_and_in_a_fight_too() -> None:
    bearer = unit(blade("axe", "HAZARDOUS"), blade("tail", "HAZARDOUS", "EXTRA_ATTACKS"), HP_MAX=9)
    drawn = battle("Ab", phase="FIGHT", A=bearer)
    drawn = drawn.act("A", "FIGHT axe b", "FIGHT tail b", dice=[2, 1, 2, 1])
    assert [rolled.hp_left for rolled in drawn.of(HazardRolled)] == [6, 3]


def test_r8_hazardous_is_not_rolled_for_a_weapon_that_was_not_used() -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=2)
    assert battle("A..b..B", phase="SHOOT", A=bearer).act("A", "WAIT").hp("A") == 2


def test_r8_hazardous_damage_is_data() -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=9)
    drawn = battle("A..b", phase="SHOOT", A=bearer, numbers={"HAZARD_DAMAGE": 7})
    assert drawn.act("A", "SHOOT gun b", dice=[1, 1]).hp("A") == 2


# EXTRA_ATTACKS


@both_seats
def test_r8_extra_attacks_are_made_after_the_main_weapon_s(seat: str) -> None:
    fighter = unit(blade("tail", "EXTRA_ATTACKS", NB=2), blade("sword"), HP_MAX=9)
    drawn = battle("Ab", seat=seat, phase="FIGHT", A=fighter)
    drawn = drawn.act("A", "FIGHT sword b", "FIGHT tail b", dice=[1, 1, 1])
    assert [made.weapon for made in drawn.of(AttackMade)] == ["sword", "tail", "tail"]


# What stands on what


@pytest.mark.parametrize("text", ["RAPID_FIRE", "MELTA 0", "HEAVY 2", "SUSTAINED_HITS x", "heavy"])
def test_r8_weapon_rules_are_written_with_their_numbers_and_no_others(text: str) -> None:
    assert parse_all([text])[1]
