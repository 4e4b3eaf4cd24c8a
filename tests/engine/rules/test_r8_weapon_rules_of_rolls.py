"""R8: the weapon rules that change what is rolled."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    AttackMade,
    Roll,
)
from engine.data.weapon_rules import parse
from tests.engine.boards import battle, blade, gun, unit
from tests.engine.rules.duels import shoot, strike

# TORRENT


def test_r8_torrent_hits_without_rolling() -> None:
    drawn = shoot(gun("gun", "TORRENT", NB=2, ATK=6), [4, 4])
    assert [made.hit for made in drawn.of(AttackMade)] == [None, None]
    assert drawn.hp("b") == 7


def test_r8_torrent_never_hits_critically() -> None:
    drawn = shoot(gun("gun", "TORRENT", "SUSTAINED_HITS 1", "LETHAL_HITS"), [3])
    (hit,) = drawn.one(AttackMade).hits
    assert (hit.wounded, drawn.hp("b")) == (False, 9)


# TWIN_LINKED


@pytest.mark.parametrize(("dice", "hp"), [([4, 3, 4], 8), ([4, 3, 3], 9), ([4, 4], 8)])
def test_r8_twin_linked_rolls_a_failed_wound_once_more(dice: list[int], hp: int) -> None:
    assert shoot(gun("gun", "TWIN_LINKED"), dice).hp("b") == hp
    assert strike(blade("blade", "TWIN_LINKED"), dice).hp("b") == hp


def test_r8_twin_linked_rolls_no_miss_again_and_may_wound_critically() -> None:
    assert shoot(gun("gun", "TWIN_LINKED"), [3]).hp("b") == 9
    deadly = gun("gun", "TWIN_LINKED", "DEVASTATING_WOUNDS")
    assert shoot(deadly, [4, 1, 6], ARMOR_SAVE=2).hp("b") == 8


# LETHAL_HITS


def test_r8_lethal_hits_wound_without_rolling_on_a_critical_hit() -> None:
    drawn = shoot(gun("gun", "LETHAL_HITS", STR=1), [6], T=14)
    (hit,) = drawn.one(AttackMade).hits
    assert (hit.wound, hit.wounded, drawn.hp("b")) == (None, True, 8)
    assert strike(blade("blade", "LETHAL_HITS"), [6]).hp("b") == 8


def test_r8_lethal_hits_roll_to_wound_on_any_other_hit() -> None:
    assert shoot(gun("gun", "LETHAL_HITS"), [5, 3]).hp("b") == 9


def test_r8_lethal_hits_may_be_saved_and_never_wound_critically() -> None:
    weapon = gun("gun", "LETHAL_HITS", "DEVASTATING_WOUNDS")
    drawn = shoot(weapon, [6, 4], ARMOR_SAVE=4)
    assert drawn.hp("b") == 9
    assert shoot(weapon, [6, 3], ARMOR_SAVE=4).hp("b") == 8


# SUSTAINED_HITS


def test_r8_sustained_hits_score_more_hits_on_a_critical_hit() -> None:
    drawn = shoot(gun("gun", "SUSTAINED_HITS 2"), [6, 4, 3, 4])
    hits = drawn.one(AttackMade).hits
    assert [hit.extra for hit in hits] == [False, True, True]
    assert [hit.wounded for hit in hits] == [True, False, True]
    assert drawn.hp("b") == 7
    assert len(strike(blade("blade", "SUSTAINED_HITS 1"), [6, 4, 4]).one(AttackMade).hits) == 2


def test_r8_sustained_hits_do_nothing_on_any_other_hit() -> None:
    assert len(shoot(gun("gun", "SUSTAINED_HITS 2"), [5, 4]).one(AttackMade).hits) == 1


def test_r8_sustained_hits_are_not_critical_and_roll_to_wound() -> None:
    weapon = gun("gun", "SUSTAINED_HITS 2", "LETHAL_HITS")
    hits = shoot(weapon, [6, 3, 4]).one(AttackMade).hits
    assert [hit.wound is None for hit in hits] == [True, False, False]
    assert [hit.wounded for hit in hits] == [True, False, True]


def test_r8_sustained_hits_may_wound_critically() -> None:
    weapon = gun("gun", "SUSTAINED_HITS 1", "DEVASTATING_WOUNDS")
    assert shoot(weapon, [6, 1, 6], ARMOR_SAVE=2).hp("b") == 8


# DEVASTATING_WOUNDS


def test_r8_devastating_wounds_allow_no_save_on_a_critical_wound() -> None:
    armoured = {"ARMOR_SAVE": 2, "INVUL_SAVE": 2}
    weapon = gun("gun", "DEVASTATING_WOUNDS")
    assert shoot(weapon, [4, 6], **armoured).hp("b") == 8
    assert shoot(weapon, [4, 5, 2], **armoured).hp("b") == 9
    assert strike(blade("blade", "DEVASTATING_WOUNDS"), [4, 6], **armoured).hp("b") == 8


# ANTI_


def test_r8_anti_wounds_critically_on_its_number_against_its_keyword() -> None:
    weapon = gun("gun", "ANTI_BEAST 3", "DEVASTATING_WOUNDS", STR=1)
    beast = {"KEYWORDS": ["BEAST", "BIG"], "T": 10, "ARMOR_SAVE": 2}
    drawn = shoot(weapon, [4, 3], **beast)
    (hit,) = drawn.one(AttackMade).hits
    assert hit.wound == Roll(3, 3, success=True, critical=True)
    assert drawn.hp("b") == 8
    assert shoot(weapon, [4, 2], **beast).hp("b") == 9


def test_r8_anti_means_nothing_to_other_keywords() -> None:
    weapon = gun("gun", "ANTI_BEAST 2", "DEVASTATING_WOUNDS")
    assert shoot(weapon, [4, 3], KEYWORDS=["BIG"]).hp("b") == 9
    assert shoot(weapon, [4, 5, 2], KEYWORDS=["BIG"], ARMOR_SAVE=2).hp("b") == 9


def test_r8_anti_leaves_a_better_wound_roll_as_it_is() -> None:
    # STR 8 against T 4 wounds on a 2, critically from 5 on.
    weapon = gun("gun", "ANTI_BEAST 5", "DEVASTATING_WOUNDS", STR=8)
    beast = {"KEYWORDS": ["BEAST"], "ARMOR_SAVE": 2}
    assert shoot(weapon, [4, 4, 2], **beast).hp("b") == 9
    assert shoot(weapon, [4, 4, 1], **beast).hp("b") == 8
    assert shoot(weapon, [4, 5], **beast).hp("b") == 8


def test_r8_anti_never_wounds_on_an_unmodified_1_and_the_best_of_several_counts() -> None:
    weapon = blade("blade", "ANTI_BEAST 4", "ANTI_BIG 2", STR=1)
    both = {"KEYWORDS": ["BEAST", "BIG"], "T": 10}
    assert strike(weapon, [4, 1], **both).hp("b") == 9
    assert strike(weapon, [4, 2], **both).hp("b") == 8


@pytest.mark.parametrize("number", [1, 7])
def test_r8_anti_takes_a_number_from_2_to_6(number: int) -> None:
    with pytest.raises(ValueError, match="from 2 to 6"):
        parse(f"ANTI_BEAST {number}")
    assert parse("ANTI_BEAST 2").number == 2


def test_r8_anti_counts_in_the_second_roll_of_twin_linked_too() -> None:
    weapon = gun("gun", "ANTI_BEAST 3", "TWIN_LINKED", "DEVASTATING_WOUNDS", STR=1)
    beast = {"KEYWORDS": ["BEAST"], "T": 10, "ARMOR_SAVE": 2}
    assert shoot(weapon, [4, 2, 3], **beast).hp("b") == 8
    assert shoot(weapon, [4, 2, 2], **beast).hp("b") == 9


# IGNORES_COVER


@pytest.mark.parametrize(("board", "on"), [("A#b", "."), ("A.b", "%")])
def test_r8_ignores_cover_leaves_the_target_none(board: str, on: str) -> None:
    target = unit(ARMOR_SAVE=5)
    drawn = battle(
        board, on={"b": on}, phase="SHOOT", A=unit(gun("gun", "IGNORES_COVER")), b=target
    )
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4, 4])
    assert not drawn.one(AttackMade).cover
    assert drawn.hp("b") == 2
