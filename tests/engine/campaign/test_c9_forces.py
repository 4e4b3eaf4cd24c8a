"""Forces, volleys, breaking off and who keeps the sky (C9.2 to C9.6, C9.10)."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter
from fractions import Fraction

import pytest
from msgspec.structs import replace

from engine.campaign.forces import (
    Combatant,
    Force,
    GroundDefences,
    Kind,
    Side,
    effective_attack,
    effective_hull,
    make_force,
    seen_force,
)
from engine.campaign.records import Fleet, FleetSighting, Ship
from engine.campaign.space_combat import (
    fight,
    keeper_of,
    leaving,
    modifier_of,
    parting_harm,
    volley_share,
)
from engine.campaign.space_odds import odds
from engine.campaign.vocabulary import Condition, Mission, Posture
from engine.random_source import RandomSource
from tests.engine.campaign.build_conflict import numbers

SHIPS = numbers().ships
COMBAT = SHIPS.combat
CRIPPLED = Condition.CRIPPLED


def ships(text: str, house: str = "ada") -> tuple[Ship, ...]:
    """Return the ships that a text names; those with an exclamation mark are crippled."""
    return tuple(
        Ship(f"{house}.s{n}", name.rstrip("!"), CRIPPLED if name.endswith("!") else Condition.SOUND)
        for n, name in enumerate(text.split())
    )


def some_fleet(text: str, house: str = "ada", **changes: object) -> Fleet:
    plain = Fleet(
        f"{house}.f1", house, "w00", ships(text, house), (), Posture.HOLD, Mission.MOVE, "w00"
    )
    return replace(plain, **changes)


def force(text: str, house: str = "ada", *, posture: Posture = Posture.HOLD) -> Force:
    lot = {"ada": "1", "bea": "2"}[house]
    return make_force(Side(house, lot=lot), [some_fleet(text, house, posture=posture)], None, SHIPS)


def line(batteries: int, starbase: Condition | None = None) -> Force:
    return make_force(Side(None, is_owner=True), [], GroundDefences(batteries, starbase), SHIPS)


def names(combatants: tuple[Combatant, ...]) -> list[str]:
    return [one.id for one in combatants]


def test_c9_2_harm_falls_on_armed_ships_batteries_the_starbase_and_unarmed_ships() -> None:
    fleet = some_fleet("transport scout battleship corvette cruiser corvette colony_ship")
    side = Side("ada", is_owner=True)
    both = make_force(side, [fleet], GroundDefences(2, Condition.SOUND), SHIPS)
    order = ["ada.s3", "ada.s5", "ada.s4", "ada.s2", "battery0", "battery1", "starbase"]
    assert names(both.combatants) == [*order, "ada.s1", "ada.s6", "ada.s0"]


def test_c9_2_a_worked_force_loses_guns_ship_by_ship() -> None:
    four = force("corvette corvette corvette corvette transport transport")
    assert [four.attack(harm) for harm in (0, 2, 3, 6, 9, 12, 18)] == [12, 12, 10, 8, 6, 4, 4]
    assert [len(four.aftermath(harm).crippled) for harm in (2, 3, 12, 14, 15, 17, 18)] == [
        0,
        1,
        4,
        4,
        5,
        5,
        6,
    ]
    assert names(four.aftermath(20).lost) == []
    assert names(four.aftermath(21).lost) == ["ada.s0"]
    assert four.endurance == 36
    assert (four.attack(35), four.attack(36), four.attack(500)) == (0, 0, 0)


def test_c9_2_who_comes_crippled_has_the_first_step_behind_it() -> None:
    two = force("corvette! corvette")
    assert two.attack(0) == 1 + 3
    assert names(two.aftermath(3).crippled) == ["ada.s1"]
    assert names(two.aftermath(6).lost) == ["ada.s0"]
    assert names(two.aftermath(9).lost) == ["ada.s0", "ada.s1"]


def test_c9_2_nothing_but_batteries_is_lost_before_all_are_crippled() -> None:
    side = Side("ada", is_owner=True)
    both = make_force(side, [some_fleet("corvette transport")], GroundDefences(1), SHIPS)
    assert names(both.aftermath(7).lost) == ["battery0"]
    assert names(both.aftermath(10).crippled) == ["ada.s0", "ada.s1"]
    assert names(both.aftermath(12).lost) == ["battery0"]
    assert "ada.s0" in names(both.aftermath(13).lost)


def test_c6_3_weapons_and_defence_change_effective_numbers() -> None:
    assert [effective_attack(7, level, COMBAT) for level in range(6)] == [7, 7, 8, 9, 10, 11]
    assert [effective_hull(16, level, COMBAT) for level in range(6)] == [16, 17, 19, 21, 23, 25]
    side = Side("ada", weapons=2, defence=5, is_owner=True)
    strong = make_force(side, [some_fleet("cruiser!")], GroundDefences(1, Condition.SOUND), SHIPS)
    by_kind = {one.kind: one for one in strong.combatants}
    assert by_kind[Kind.ARMED_SHIP].hull == SHIPS.hulls["cruiser"].hull
    assert by_kind[Kind.BATTERY].hull == 4 * 160 // 100
    assert by_kind[Kind.STARBASE].hull == 16 * 160 // 100
    assert strong.attack(0) == 8 // 2 + 3 * 124 // 100 + 10 * 124 // 100


def test_c9_3_the_shares_of_a_volley_at_both_sides_of_their_edges() -> None:
    shares = {total: volley_share(total, COMBAT) for total in range(1, 13)}
    edges = (1, 3, 4, 6, 7, 9, 10, 12)
    assert [shares[total] for total in edges] == [25, 25, 50, 50, 75, 75, 100, 100]


def test_c9_3_a_sound_starbase_and_a_guard_add_to_the_roll() -> None:
    with_base = line(0, Condition.SOUND)
    assert [modifier_of(with_base, harm, COMBAT) for harm in (0, 15, 16)] == [1, 1, 0]
    assert modifier_of(line(2, CRIPPLED), 0, COMBAT) == 0
    guard = make_force(Side("ada"), [some_fleet("corvette", mission=Mission.GUARD)], None, SHIPS)
    assert modifier_of(guard, 100, COMBAT) == 1
    elsewhere = some_fleet("corvette", mission=Mission.GUARD, target="w05")
    assert modifier_of(make_force(Side("ada"), [elsewhere], None, SHIPS), 0, COMBAT) == 0


def test_c9_4_evade_leaves_unless_stronger() -> None:
    evading = force("corvette", posture=Posture.EVADE)
    enemy = force("corvette", "bea")
    assert leaving((evading, enemy), (3, 3), COMBAT) == (True, False)
    assert leaving((evading, enemy), (4, 3), COMBAT) == (False, False)


def test_c9_4_balanced_leaves_below_half() -> None:
    balanced = force("corvette", posture=Posture.BALANCED)
    enemy = force("corvette", "bea")
    assert leaving((balanced, enemy), (5, 10), COMBAT) == (False, False)
    assert leaving((balanced, enemy), (4, 10), COMBAT) == (True, False)
    assert leaving((balanced, enemy), (4, 9), COMBAT) == (False, False)  # half of 9 is 4 (C1.3)


def test_c9_4_hold_stays() -> None:
    both = (force("corvette"), force("battleship", "bea"))
    assert leaving(both, (0, 100), COMBAT) == (False, False)


def test_c9_4_the_posture_is_that_of_the_fleet_with_most_attack_last_id_on_ties() -> None:
    weak = some_fleet("corvette", id="ada.f1", posture=Posture.EVADE)
    strong = some_fleet("cruiser", id="ada.f2", posture=Posture.HOLD)
    equal = some_fleet("cruiser", id="ada.f3", posture=Posture.BALANCED)
    assert make_force(Side("ada"), [strong, weak], None, SHIPS).posture is Posture.HOLD
    for order in itertools.permutations([strong, weak, equal]):
        assert make_force(Side("ada"), order, None, SHIPS).posture is Posture.BALANCED


def test_c9_4_a_line_alone_and_a_force_with_a_sound_starbase_never_leave() -> None:
    enemy = force("battleship", "bea")
    assert leaving((line(1), enemy), (1, 100), COMBAT) == (False, False)
    fleet = some_fleet("corvette", posture=Posture.EVADE)
    for starbase, leaves in ((Condition.SOUND, False), (CRIPPLED, True)):
        ours = make_force(Side("ada", is_owner=True), [fleet], GroundDefences(0, starbase), SHIPS)
        assert leaving((ours, enemy), (5, 100), COMBAT) == (leaves, False)


def test_c9_4_whoever_stays_fires_a_quarter_after_those_who_leave() -> None:
    assert parting_harm((0, 0), (True, False), (7, 15), COMBAT) == (3, 0)
    assert parting_harm((2, 1), (False, True), (7, 15), COMBAT) == (2, 2)
    assert parting_harm((2, 1), (True, True), (7, 15), COMBAT) == (2, 1)


def test_c9_4_a_parting_shot_is_not_rolled() -> None:
    both = (force("corvette", posture=Posture.EVADE), force("battleship", "bea"))
    outcome = fight(both, COMBAT, RandomSource(1))
    (volley,) = outcome.volleys
    assert volley.rolls == (0, 0)
    assert volley.hits == (0, 4)
    assert outcome.left == (True, False)
    assert (outcome.harm, outcome.keeper) == ((4, 0), 1)


def test_c9_5_who_keeps_the_sky() -> None:
    ours, theirs = force("corvette"), force("corvette", "bea")
    owned = dataclasses.replace(ours, side=Side("ada", is_owner=True, lot="1"))
    stay = (False, False)
    assert keeper_of((ours, theirs), (0, 0), (True, False)) == 1  # whoever did not leave
    assert keeper_of((ours, theirs), (6, 0), stay) == 1  # the only one with attack
    assert keeper_of((owned, theirs), (3, 0), stay) == 0  # the owner of the world
    assert keeper_of((ours, theirs), (3, 0), stay) == 1  # more attack left
    assert keeper_of((ours, theirs), (0, 3), stay) == 0
    assert keeper_of((ours, theirs), (0, 0), stay) == 1  # the larger lot
    assert keeper_of((ours, theirs), (0, 0), (True, True)) == 1
    assert keeper_of((owned, theirs), (6, 6), (True, True)) == 0


def test_c9_3_a_fight_is_over_when_a_side_is_all_lost_or_neither_has_attack() -> None:
    both = (force("battleship battleship"), force("scout", "bea"))
    outcome = fight(both, COMBAT, RandomSource(1))
    assert len(outcome.volleys) == 1
    assert outcome.harm[1] >= 2
    long = fight((force("battleship"), force("battleship", "bea")), COMBAT, RandomSource(1))
    assert len(long.volleys) == COMBAT.rounds


@pytest.mark.parametrize(
    ("text", "defences", "percent"),
    [
        ("corvette corvette corvette corvette transport transport", (2, None), 98.1),
        ("corvette corvette corvette corvette transport transport", (2, Condition.SOUND), 0.0),
        (
            "corvette corvette corvette cruiser cruiser cruiser transport transport transport",
            (2, Condition.SOUND),
            57.7,
        ),
    ],
)
@pytest.mark.parametrize("posture", list(Posture))
def test_c9_6_the_worked_odds(
    text: str, defences: tuple[int, Condition | None], percent: float, posture: Posture
) -> None:
    chances = odds(force(text, posture=posture), line(*defences), COMBAT)
    keeps = [one.keeps for one in chances.forces]
    assert round(float(keeps[0]) * 100, 1) == percent
    assert sum(keeps) == 1


FIGHTS = [
    (force("corvette corvette cruiser transport"), line(2)),
    (force("corvette corvette cruiser", posture=Posture.EVADE), force("cruiser siege_ship", "bea")),
    (force("corvette corvette"), force("corvette corvette", "bea")),
    (force("battleship cruiser! transport", posture=Posture.BALANCED), line(1, Condition.SOUND)),
    (force("cruiser cruiser cruiser", posture=Posture.EVADE), force("battleship", "bea")),
]


@pytest.mark.slow
@pytest.mark.parametrize("both", FIGHTS)
def test_c9_10_odds_shown_are_odds_rolled(both: tuple[Force, Force]) -> None:
    shown = odds(*both, COMBAT)
    rolls = 20_000
    kept, lost, left = Counter[int](), Counter[int](), Counter[int]()
    for seed in range(rolls):
        outcome = fight(both, COMBAT, RandomSource(seed))
        kept[outcome.keeper] += 1
        for side in (0, 1):
            gone = both[side].aftermath(outcome.harm[side]).lost
            lost[side] += sum(one.is_ship for one in gone)
            left[side] += outcome.left[side]
    for side in (0, 1):
        assert abs(kept[side] / rolls - shown.forces[side].keeps) < 0.01
        assert abs(left[side] / rolls - shown.forces[side].leaves) < 0.01
        assert abs(lost[side] / rolls - shown.forces[side].lost) < 0.04


def test_c9_10_where_the_lot_decides_and_is_unknown_both_have_even_odds() -> None:
    one = make_force(Side("ada"), [some_fleet("corvette")], None, SHIPS)
    other = make_force(Side("bea"), [some_fleet("corvette", "bea")], None, SHIPS)
    assert [side.keeps for side in odds(one, other, COMBAT).forces] == [Fraction(1, 2)] * 2


def test_c9_10_a_fleet_that_is_only_seen_has_the_attack_and_hull_that_were_seen() -> None:
    fleet = some_fleet("corvette corvette cruiser transport", "bea")
    seen = seen_force(Side("bea"), [FleetSighting("bea", 13, 17)], None, SHIPS)
    known = make_force(Side("bea"), [fleet], None, SHIPS)
    assert seen.attack(0) == known.attack(0) == 13
    assert seen.endurance == known.endurance == 34
