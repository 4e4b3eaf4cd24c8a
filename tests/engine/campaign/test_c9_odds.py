"""Forces and odds compared with a plain model that goes through every unit and every pair of dice
(C9.2 to C9.5, C9.10).
"""

from __future__ import annotations

import functools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.campaign.forces import Force, GroundDefences, Kind, Side, make_force
from engine.campaign.records import Fleet, Ship
from engine.campaign.space_odds import keeping_chance, odds
from engine.campaign.vocabulary import Condition, Mission, Posture
from tests.engine.campaign.build_conflict import numbers

SHIPS = numbers().ships
CONDITIONS = st.sampled_from(list(Condition))


@st.composite
def fleets(draw: st.DrawFn, house: str) -> Fleet:
    hulls = st.tuples(st.sampled_from(sorted(SHIPS.hulls)), CONDITIONS)
    picked = draw(st.lists(hulls, min_size=1, max_size=6))
    ships = tuple(Ship(f"{house}.s{n}", hull, how) for n, (hull, how) in enumerate(picked))
    posture = draw(st.sampled_from(list(Posture)))
    mission = draw(st.sampled_from([Mission.MOVE, Mission.GUARD]))
    return Fleet(f"{house}.f1", house, "w02", ships, (), posture, mission, "w02")


@st.composite
def forces(draw: st.DrawFn, house: str, *, owner: bool) -> Force:
    levels = {"weapons": draw(st.integers(0, 5)), "defence": draw(st.integers(0, 5))}
    side = Side(house, is_owner=owner, lot=house, **levels)
    bases = st.sampled_from([None, *Condition])
    line = GroundDefences(draw(st.integers(0, 3)), draw(bases)) if owner else None
    with_fleet = not owner or not (line and line.stand) or draw(st.booleans())
    fleet = [draw(fleets(house))] if with_fleet else []
    return make_force(side, fleet, line if line and line.stand else None, SHIPS)


class Plain:
    """What is left of a force at some harm, unit by unit."""

    def __init__(self, force: Force, harm: int) -> None:
        steps = {one.id: int(one.condition is Condition.CRIPPLED) for one in force.combatants}
        for crippling in (True, False):
            for one in force.combatants:
                last = 1 if one.kind is Kind.BATTERY else 2
                due = steps[one.id] == 0 if crippling else 0 < steps[one.id] < last
                if due and harm >= one.hull:
                    harm -= one.hull
                    steps[one.id] += 1
                elif due:
                    harm = -1  # falls on this one, which bears it
        self.lost = set()
        self.attack, self.has_base = 0, False
        for one in force.combatants:
            last = 1 if one.kind is Kind.BATTERY else 2
            if steps[one.id] >= last:
                self.lost.add(one.id)
            else:
                self.attack += one.attack // 2 if steps[one.id] else one.attack
                self.has_base |= one.kind is Kind.STARBASE and not steps[one.id]
        self.is_gone = len(self.lost) == len(force.combatants)


@settings(max_examples=200)
@given(forces("ada", owner=True))
def test_c9_2_at_every_harm_a_force_is_what_a_walk_through_its_units_says(force: Force) -> None:
    for harm in range(force.endurance + 2):
        plain = Plain(force, harm)
        assert force.attack(harm) == plain.attack
        assert {one.id for one in force.aftermath(harm).lost} == plain.lost
        assert force.has_sound_starbase(harm) == plain.has_base
        assert (harm >= force.endurance) == plain.is_gone


def _leaves(force: Force, own: int, enemy: int) -> bool:
    if force.posture is None or Plain(force, 0).has_base:
        return False
    if force.posture is Posture.EVADE:
        return own <= enemy
    return force.posture is Posture.BALANCED and own < enemy * 50 // 100


def _keeps(pair: tuple[Force, Force], left: list[bool], attacks: list[int]) -> Fraction:
    """Return the chance of the first, the owner, to keep the sky after the fight."""
    if left[0] != left[1]:
        return Fraction(int(left[1]))
    if bool(attacks[0]) != bool(attacks[1]):
        return Fraction(int(attacks[0] > 0))
    assert pair[0].side.is_owner
    return Fraction(1)


def plain_chance(pair: tuple[Force, Force]) -> Fraction:
    """Return the chance of the first to keep the sky, by all pairs of dice of all rounds."""

    @functools.cache
    def at(index: int, harm: int) -> Plain:
        return Plain(pair[index], harm)

    @functools.cache
    def play(rounds: int, one: int, other: int) -> Fraction:
        states = (at(0, one), at(1, other))
        attacks = [state.attack for state in states]
        if rounds == 0 or states[0].is_gone or states[1].is_gone or not any(attacks):
            return _keeps(pair, [False, False], attacks)
        left = [_leaves(pair[i], attacks[i], attacks[1 - i]) for i in (0, 1)]
        if any(left):
            fired = [0 if all(left) else attacks[1 - i] // 4 for i in (0, 1)]
            hurt = [at(i, (one, other)[i] + fired[i] * left[i]).attack for i in (0, 1)]
            return _keeps(pair, left, hurt)
        total = Fraction(0)
        for roll in range(1, 11):
            for answer in range(1, 11):
                strikes = []
                for i, die in enumerate((roll, answer)):
                    value = die + states[i].has_base + pair[i].is_guarding
                    quarters = 1 + (value > 3) + (value > 6) + (value > 9)
                    strikes.append(attacks[i] * quarters // 4)
                total += play(rounds - 1, one + strikes[1], other + strikes[0])
        return total / 100

    return play(3, 0, 0)


@pytest.mark.slow
@settings(max_examples=40)
@given(forces("ada", owner=True), forces("bea", owner=False))
def test_c9_10_odds_are_those_of_all_pairs_of_dice(one: Force, other: Force) -> None:
    if not (one.attack(0) or other.attack(0)):
        return
    shown = odds(one, other, SHIPS.combat)
    assert keeping_chance(one, other, SHIPS.combat) == shown.forces[0].keeps
    assert shown.forces[0].keeps == plain_chance((one, other))
    assert shown.forces[0].keeps + shown.forces[1].keeps == 1
