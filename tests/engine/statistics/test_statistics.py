"""Counts of battles, against counts by hand and against the end of whole battles."""

from __future__ import annotations

import msgspec
import pytest

from engine.analysis.statistics.counts import Statistics
from engine.analysis.statistics.rules_seen import RuleSeen
from engine.battle.actions import KINDS
from engine.battle.side import Side
from engine.battle.state import Setup
from tests.engine.boards import battle, blade, both_seats, gun, unit
from tests.engine.generated import MIDDLING, seeded
from tests.engine.statistics.watching import Counted, play_randomly


@both_seats
def test_a_volley_is_counted_as_by_hand(seat: str) -> None:
    begun = battle("A . . b", seat=seat, phase="SHOOT", A=unit(gun(NB=3)), b=unit(HP_MAX=3))
    # Hit critically and wound; miss; hit and fail to wound.
    played = Counted(begun).play("ACTIVATE A", "SHOOT gun b", dice=[6, 4, 1, 5, 3])
    upper, lower = played.side("upper"), played.side("lower")
    shooter, target = upper.units["upper_a"], lower.units["lower_b"]
    assert (shooter.count, shooter.ranged, shooter.melee, shooter.moved) == (1, 1, 0, 0)
    assert shooter.taken == target.lost == pytest.approx(10 / 3, abs=0.01)
    weapon = upper.weapons["gun"]
    assert (weapon.uses, weapon.attacks, weapon.damage, weapon.decided) == (1, 3, 1, 0)
    assert weapon.taken == shooter.taken
    assert played.rules("upper") == {RuleSeen.CRITICAL_HIT.value: 1}
    assert played.rules("lower") == {RuleSeen.NO_SAVE.value: 1}
    assert played.actions("upper") == {"ACTIVATE": 1, "SHOOT": 1}
    assert played.actions("lower") == {}


def test_what_destroys_decides() -> None:
    begun = battle("A . . b . c", phase="SHOOT", A=unit(gun(DMG=3)), b=unit(HP_MAX=2, VALUE=40))
    played = Counted(begun).play("ACTIVATE A", "SHOOT gun b", dice=[4, 4])
    upper = played.side("upper")
    assert upper.weapons["gun"].decided == 1
    assert upper.weapons["gun"].damage == 2, "what goes beyond the last hit point takes nothing"
    assert upper.units["upper_a"].taken == 40
    assert upper.actions["SHOOT"].decided == 1
    assert upper.actions["ACTIVATE"].decided == 0
    assert upper.rules[RuleSeen.EXCESS_LOST.value].decided == 1


@pytest.mark.parametrize(
    ("dmg", "hp", "saved"),
    [(2, 3, 2), (2, 1, 1), ("D3", 3, 2), ("D3", 1, 1), ("D6", 2, (1 + 5 * 2) / 6)],
)
def test_a_save_spares_the_mean_of_what_the_hit_would_have_taken(
    dmg: int | str, hp: int, saved: float
) -> None:
    target = unit(HP_MAX=hp, ARMOR_SAVE=3)
    begun = battle("A . . b", phase="SHOOT", A=unit(gun(DMG=dmg)), b=target)
    played = Counted(begun).play("ACTIVATE A", "SHOOT gun b", dice=[4, 4, 3])
    assert played.side("lower").units["lower_b"].saved == pytest.approx(saved, abs=0.01)
    assert played.side("upper").units["upper_a"].saved == 0


def test_moves_are_counted_in_hexes_and_by_their_kind() -> None:
    begun = battle("A ~ . . . . . . b", phase="MOVE", A=unit(MOVE=4))
    played = Counted(begun).play("ACTIVATE A", "MOVE 2,0")
    played.play("ACTIVATE A", "ADVANCE", "ADVANCE_TO 4,0", dice=[2])
    upper = played.side("upper")
    assert upper.units["upper_a"].moved == 4
    assert played.rules("upper") == {
        RuleSeen.MOVED.value: 1,
        RuleSeen.ROUGH_GROUND.value: 1,
        RuleSeen.ADVANCE_ROLLED.value: 1,
        RuleSeen.ADVANCED.value: 1,
    }


def test_a_charge_and_the_blow_back_are_counted() -> None:
    begun = battle("A . . b", phase="CHARGE", A=unit(blade()), b=unit(blade("club")))
    played = Counted(begun).play("ACTIVATE A", "CHARGE b", "CHARGE_TO 2,0", dice=[3, 3])
    played.play("ACTIVATE A", "FIGHT blade b", dice=[2])
    played.play("ACTIVATE b", "FIGHT club A", dice=[4, 4])
    assert played.side("upper").units["upper_a"].moved == 2
    assert played.side("lower").units["lower_b"].melee == 1
    assert played.rules("upper") == {
        RuleSeen.CHARGED.value: 1,
        RuleSeen.FOUGHT_CHARGED.value: 1,
        RuleSeen.NO_SAVE.value: 1,
    }
    assert played.rules("lower") == {RuleSeen.FOUGHT_BACK.value: 1}


def test_a_failed_charge_is_counted() -> None:
    begun = battle("A . . . . . . b", phase="CHARGE", A=unit(blade()))
    played = Counted(begun).play("ACTIVATE A", "CHARGE b", dice=[1, 1])
    assert played.rules("upper") == {RuleSeen.CHARGE_FAILED.value: 1}


@pytest.mark.parametrize(
    ("board", "on", "rule"),
    [
        ("A . . b", {"b": "%"}, RuleSeen.COVER_OF_TERRAIN),
        ("A . . b", {}, None),
    ],
)
def test_cover_counts_for_the_one_who_has_it(
    board: str, on: dict[str, str], rule: RuleSeen | None
) -> None:
    begun = battle(board, phase="SHOOT", on=on, A=unit(gun()), b=unit(ARMOR_SAVE=5))
    played = Counted(begun).play("ACTIVATE A", "SHOOT gun b", dice=[3])
    assert played.rules("lower") == ({} if rule is None else {rule.value: 1})


def test_the_lead_changes_when_the_other_side_comes_to_lead() -> None:
    begun = battle(
        "A C . . . b d",
        phase="SHOOT",
        A=unit(VALUE=30),
        C=unit(VALUE=10),
        b=unit(VALUE=10),
        d=unit(gun(DMG=3), VALUE=20),
    )
    played = Counted(begun)
    while played.battle.turn[1] == "upper":
        played.play("END_PHASE")
    assert played.counts.lead_changes == 0
    while played.battle.phase != "SHOOT":
        played.play("END_PHASE")
    played.play("ACTIVATE d", "SHOOT gun A", dice=[4, 4])
    assert played.counts.lead_changes == 1, "10 against 30"


def test_whole_battles_add_up_to_how_they_end() -> None:
    for seed in range(25):
        state, counts = play_randomly(Setup(seeded(seed, MIDDLING)), seed)
        assert counts.rounds == state.round
        assert [side.points for side in counts.sides] == state.points
        actions = [use.used for side in counts.sides for use in side.actions.values()]
        assert sum(actions) == counts.decisions
        for side in Side:
            units = counts.sides[side.index].units.values()
            gone = sum(
                unit.profile.value * (unit.profile.hp_max - unit.hp) / unit.profile.hp_max
                for unit in state.units
                if unit.side is side
            )
            assert sum(unit.lost for unit in units) == pytest.approx(gone, abs=0.2)
            weapons = counts.sides[side.index].weapons.values()
            dealt = sum(unit.ranged + unit.melee for unit in units)
            assert sum(weapon.damage for weapon in weapons) == dealt


def test_every_rule_and_every_action_can_be_seen() -> None:
    rules: set[str] = set()
    actions: set[str] = set()
    for seed in range(400):
        _, counts = play_randomly(Setup(seeded(seed, MIDDLING)), seed)
        for side in counts.sides:
            rules |= side.rules.keys()
            actions |= side.actions.keys()
        if len(rules) == len(RuleSeen) and len(actions) == len(KINDS):
            break
    assert {rule.value for rule in RuleSeen} - rules == set()
    assert {kind.word for kind in KINDS} - actions == set()


def test_counts_come_back_from_a_file_as_they_were() -> None:
    _, counts = play_randomly(Setup(seeded(3, MIDDLING)), 3)
    assert msgspec.json.decode(msgspec.json.encode(counts), type=Statistics) == counts
