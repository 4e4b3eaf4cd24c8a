"""R8: one attack, without weapon rules."""

from __future__ import annotations

import pytest

from engine.battle.events import AttackMade, Roll, UnitDestroyed
from engine.data.weapon_rules import NUMBERED, PLAIN, only_on
from tests.engine.boards import Battle, battle, blade, both_seats, gun, unit
from tests.engine.rules.duels import shoot


def save_of(drawn: Battle) -> Roll | None:
    return drawn.one(AttackMade).hits[0].save


# R8.1


@pytest.mark.parametrize("needed", [2, 3, 4, 5, 6])
def test_r8_1_to_hit_takes_atk_or_more(needed: int) -> None:
    assert shoot(gun(ATK=needed), [needed - 1]).hp("b") == 9
    assert shoot(gun(ATK=needed), [needed, 4]).hp("b") == 8


@pytest.mark.parametrize(
    ("strength", "toughness", "needed"),
    [
        (8, 4, 2),
        (9, 4, 2),
        (2, 1, 2),
        (7, 4, 3),
        (5, 4, 3),
        (5, 3, 3),
        (4, 4, 4),
        (1, 1, 4),
        (3, 4, 5),
        (3, 5, 5),
        (5, 9, 5),
        (4, 8, 6),
        (3, 6, 6),
        (3, 7, 6),
        (1, 2, 6),
        (1, 14, 6),
    ],
)
def test_r8_1_to_wound_by_strength_and_toughness(
    strength: int, toughness: int, needed: int
) -> None:
    drawn = shoot(gun(STR=strength), [4, needed], T=toughness)
    wound = drawn.one(AttackMade).hits[0].wound
    assert wound is not None
    assert (wound.needed, drawn.hp("b")) == (needed, 8)
    assert shoot(gun(STR=strength), [4, needed - 1], T=toughness).hp("b") == 9


@pytest.mark.parametrize(
    ("armor", "invul", "ap", "needed"),
    [
        (4, 7, 0, 4),
        (4, 7, -1, 5),
        (4, 7, -2, 6),
        (2, 7, 0, 2),
        (2, 7, -4, 6),
        (4, 5, 0, 4),
        (4, 5, -1, 5),
        (4, 5, -2, 5),
        (4, 5, -9, 5),
        (7, 3, 0, 3),
        (3, 2, 0, 2),
    ],
)
def test_r8_1_to_save_takes_the_lower_of_armour_and_invulnerable_save(
    armor: int, invul: int, ap: int, needed: int
) -> None:
    weapon = gun(AP=ap)
    saved = shoot(weapon, [4, 4, needed], ARMOR_SAVE=armor, INVUL_SAVE=invul)
    assert save_of(saved) == Roll(needed, needed, success=True, critical=False)
    assert saved.hp("b") == 9
    failed = shoot(weapon, [4, 4, needed - 1], ARMOR_SAVE=armor, INVUL_SAVE=invul)
    assert failed.hp("b") == 8


@pytest.mark.parametrize(
    ("armor", "invul", "ap"), [(7, 7, 0), (6, 7, -1), (2, 7, -5), (7, 7, -3), (4, 7, -9)]
)
def test_r8_1_where_7_or_more_is_needed_there_is_no_save(armor: int, invul: int, ap: int) -> None:
    drawn = shoot(gun(AP=ap), [4, 4], ARMOR_SAVE=armor, INVUL_SAVE=invul)
    assert save_of(drawn) is None
    assert drawn.hp("b") == 8


def test_r8_1_only_one_save_is_rolled() -> None:
    assert shoot(gun(), [4, 4, 3], ARMOR_SAVE=4, INVUL_SAVE=4).hp("b") == 8


def test_r8_1_a_miss_rolls_nothing_more_and_neither_does_a_failed_wound() -> None:
    assert shoot(gun(), [3], ARMOR_SAVE=2).one(AttackMade).hits == ()
    (hit,) = shoot(gun(), [4, 3], ARMOR_SAVE=2).one(AttackMade).hits
    assert (hit.wounded, hit.save, hit.lost) == (False, None, 0)


# R8.2


def test_r8_2_an_unmodified_1_always_misses() -> None:
    # HEAVY would make it a 1+.
    drawn = shoot(gun("gun", "HEAVY", ATK=2), [1])
    assert drawn.one(AttackMade).hit == Roll(1, 2, success=False, critical=False)
    assert drawn.hp("b") == 9


def test_r8_2_an_unmodified_1_never_wounds() -> None:
    assert shoot(gun(STR=16), [4, 1], T=1).hp("b") == 9


def test_r8_2_an_unmodified_1_never_saves() -> None:
    # In cover an armour save of 2 against AP -1 is a 2+, and never less.
    drawn = shoot(gun(AP=-1), [4, 4, 1], board="A#b", ARMOR_SAVE=2)
    assert save_of(drawn) == Roll(1, 2, success=False, critical=False)
    assert drawn.hp("b") == 8


def test_r8_2_an_unmodified_6_to_hit_is_critical_and_hits() -> None:
    hit = shoot(gun(ATK=6), [6, 4]).one(AttackMade).hit
    assert hit == Roll(6, 6, success=True, critical=True)
    hit = shoot(gun(ATK=2), [5, 4]).one(AttackMade).hit
    assert hit == Roll(5, 2, success=True, critical=False)


def test_r8_2_a_modified_6_is_not_critical() -> None:
    # With HEAVY a 5 hits as a 6 would, but it is no unmodified 6.
    hit = shoot(gun("gun", "HEAVY", ATK=6), [5, 4]).one(AttackMade).hit
    assert hit == Roll(5, 5, success=True, critical=False)


def test_r8_2_an_unmodified_6_to_wound_is_critical_and_wounds() -> None:
    (hit,) = shoot(gun(STR=1), [4, 6], T=14).one(AttackMade).hits
    assert hit.wound == Roll(6, 6, success=True, critical=True)
    assert hit.lost == 1


def test_r8_2_a_6_to_save_is_nothing_special() -> None:
    assert save_of(shoot(gun(), [4, 4, 6], ARMOR_SAVE=5)) == Roll(
        6, 5, success=True, critical=False
    )


# R8.3


def test_r8_3_an_unsaved_wound_removes_dmg_hit_points_at_once() -> None:
    drawn = shoot(gun(NB=2, DMG=3), [4, 4, 4, 4])
    assert [made.hp_left for made in drawn.of(AttackMade)] == [6, 3]


def test_r8_3_damage_dice_are_rolled_anew_for_each_wound() -> None:
    drawn = shoot(gun(NB=2, DMG="D6"), [4, 4, 2, 4, 4, 5])
    assert [made.hits[0].damage_faces for made in drawn.of(AttackMade)] == [(2,), (5,)]
    assert drawn.hp("b") == 2


def test_r8_3_no_damage_is_rolled_for_a_saved_wound() -> None:
    assert shoot(gun(DMG="2D6"), [4, 4, 6], ARMOR_SAVE=4).hp("b") == 9


@both_seats
def test_r8_3_excess_damage_is_lost_with_the_target(seat: str) -> None:
    drawn = battle("A..b.c", seat=seat, phase="SHOOT", A=unit(gun(NB=2, DMG=5)), b=unit(HP_MAX=3))
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    made = drawn.one(AttackMade)
    assert (made.hits[0].damage, made.lost, made.hp_left) == (5, 3, 0)
    assert drawn.one(UnitDestroyed).by == drawn.ids["A"]
    assert drawn.hp("c") == 3
    assert drawn.play("SHOOT gun c", dice=[1]).active is None


def test_r8_3_further_hits_of_the_same_attack_are_lost_with_the_target() -> None:
    weapon = gun("gun", "SUSTAINED_HITS 2", DMG=3)
    drawn = battle("A..b.c", phase="SHOOT", A=unit(weapon), b=unit(HP_MAX=3))
    drawn = drawn.act("A", "SHOOT gun b", dice=[6, 4])
    assert len(drawn.one(AttackMade).hits) == 1
    assert drawn.active is None


def test_r8_3_attacks_left_go_on_under_r6_4() -> None:
    drawn = battle("A..b.c", phase="SHOOT", A=unit(gun(NB=3, DMG=3)))
    drawn = drawn.act("A", "SHOOT gun b", dice=[1, 4, 4])
    assert drawn.legal == {"SHOOT gun c VOLLEY", "SHOOT gun c SINGLE", "GIVE_UP"}
    assert drawn.play("SHOOT gun c", dice=[4, 4]).state.result is not None


# R8.4


@pytest.mark.parametrize(
    ("armor", "ap", "needed"),
    [(4, 0, 3), (4, -1, 4), (5, 0, 4), (7, 0, 6), (6, -1, 6), (3, -1, 3), (2, -1, 2), (2, -2, 3)],
)
@pytest.mark.parametrize("board", ["A#b", "A.b"])
def test_r8_4_cover_makes_the_armour_save_1_better(
    board: str, armor: int, ap: int, needed: int
) -> None:
    on = {"b": "%"} if board == "A.b" else {}
    target = unit(ARMOR_SAVE=armor, HP_MAX=9)
    drawn = battle(board, on=on, phase="SHOOT", A=unit(gun(AP=ap)), b=target)
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4, needed])
    assert drawn.one(AttackMade).cover
    assert save_of(drawn) == Roll(needed, needed, success=True, critical=False)


@pytest.mark.parametrize("armor", [2, 3])
def test_r8_4_a_save_of_2_or_3_has_no_cover_against_ap_0(armor: int) -> None:
    drawn = shoot(gun(AP=0), [4, 4, 1], board="A#b", ARMOR_SAVE=armor)
    save = save_of(drawn)
    assert save is not None
    assert (save.needed, drawn.one(AttackMade).cover) == (armor, False)


@pytest.mark.parametrize(
    "rule",
    [
        *(f"{name} 1" for name in NUMBERED),
        *(name for name in PLAIN if only_on(name) != "melee" and name != "IGNORES_COVER"),
        "ANTI_INFANTRY 4",
    ],
)
def test_r8_4_no_other_rule_of_the_weapon_takes_cover_away(rule: str) -> None:
    target = unit(ARMOR_SAVE=5, HP_MAX=9)
    drawn = battle("A#b", phase="SHOOT", A=unit(gun("gun", rule, NB=2)), b=target)
    to_hit = [] if rule == "TORRENT" else [4]
    drawn = drawn.act("A", "SHOOT gun b SINGLE", dice=[*to_hit, 4, 4])
    assert drawn.one(AttackMade).cover
    assert save_of(drawn) == Roll(4, 4, success=True, critical=False)


def test_r8_4_cover_never_changes_an_invulnerable_save() -> None:
    drawn = shoot(gun(AP=-3), [4, 4, 4], board="A#b", ARMOR_SAVE=4, INVUL_SAVE=4)
    save = save_of(drawn)
    assert save is not None
    assert save.needed == 4


def test_r8_4_cover_makes_an_armour_save_of_7_a_6() -> None:
    assert shoot(gun(), [4, 4, 6], board="A#b").hp("b") == 9
    assert shoot(gun(AP=-1), [4, 4], board="A#b").hp("b") == 8


def test_r8_4_both_kinds_of_cover_count_once() -> None:
    target = unit(ARMOR_SAVE=5)
    drawn = battle("A#b", on={"b": "%"}, phase="SHOOT", A=unit(gun()), b=target)
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4, 4])
    save = save_of(drawn)
    assert save is not None
    assert save.needed == 4


def test_r8_4_there_is_no_cover_in_a_fight() -> None:
    target = unit(ARMOR_SAVE=5)
    drawn = battle("Ab", on={"b": "%"}, phase="FIGHT", A=unit(blade()), b=target)
    drawn = drawn.act("A", "FIGHT blade b", dice=[4, 4, 4])
    save = save_of(drawn)
    assert save is not None
    assert (save.needed, drawn.one(AttackMade).cover, drawn.hp("b")) == (5, False, 2)


# R8.5


def test_r8_5_every_roll_is_recorded_in_the_attack_s_event() -> None:
    weapon = gun("gun", "TWIN_LINKED", AP=-1, DMG="D6+1")
    made = shoot(weapon, [5, 2, 4, 3, 6], ARMOR_SAVE=4, HP_MAX=20).one(AttackMade)
    assert made.hit == Roll(5, 4, success=True, critical=False)
    (hit,) = made.hits
    assert hit.wound == Roll(2, 4, success=False, critical=False)
    assert hit.reroll == Roll(4, 4, success=True, critical=False)
    assert hit.save == Roll(3, 5, success=False, critical=False)
    assert (hit.damage_faces, hit.damage, hit.lost) == ((6,), 7, 7)
    assert (made.weapon, made.lost, made.hp_left, made.melee) == ("gun", 7, 13, False)


def test_r8_5_a_fight_is_recorded_alike() -> None:
    drawn = battle("Ab", phase="FIGHT", A=unit(blade())).act("A", "FIGHT blade b", dice=[4, 4])
    made = drawn.one(AttackMade)
    assert (made.melee, made.lost, made.hp_left) == (True, 1, 2)
