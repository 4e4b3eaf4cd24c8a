"""Scenarios without a unit or a weapon."""

from __future__ import annotations

import msgspec
import pytest

from engine.battle import load_scenario
from engine.battle.scenario import Scenario, check_scenario
from engine.battle.side import Side
from engine.errors import MatchError
from engine.players.arena.match import make_match
from engine.players.arena.match_game import play_game
from engine.players.removal import Removal, holds, remove
from engine.players.scenario_list import ScenarioSource
from engine.validation import Findings


def units(scenario: Scenario, side: Side) -> list[str]:
    return [placed.unit for placed in scenario.units if placed.side is side]


def a_unit(scenario: Scenario, side: Side) -> str:
    return units(scenario, side)[0]


@pytest.mark.parametrize("side", list(Side))
def test_a_side_goes_without_all_units_of_a_code(side: Side) -> None:
    whole = load_scenario("crossroads")
    code = a_unit(whole, side)
    left = remove(whole, Removal(side, code))
    assert units(left, side) == [unit for unit in units(whole, side) if unit != code]
    assert units(left, side.other) == units(whole, side.other)


def test_a_side_goes_without_a_weapon_and_the_other_keeps_it() -> None:
    whole = load_scenario("crossroads")
    mirror = msgspec.structs.replace(
        whole,
        units=tuple(
            msgspec.structs.replace(placed, unit=a_unit(whole, Side.ONE)) for placed in whole.units
        ),
    )
    profile = mirror.profiles[a_unit(mirror, Side.ONE)]
    weapon = profile.cc_weapon_codes[0]
    left = remove(mirror, Removal(Side.ONE, weapon))
    carried = [left.profiles[a_unit(left, side)].cc_weapon_codes for side in Side]
    assert carried == [profile.cc_weapon_codes[1:], profile.cc_weapon_codes]
    findings = Findings("left")
    check_scenario(left, findings)
    assert findings.problems == []


def test_a_side_that_would_be_empty_or_has_no_such_thing_is_refused() -> None:
    whole = load_scenario("crossroads")
    code = a_unit(whole, Side.ONE)
    alone = msgspec.structs.replace(
        whole,
        units=tuple(
            msgspec.structs.replace(placed, unit=code) if placed.side is Side.ONE else placed
            for placed in whole.units
        ),
    )
    for scenario, wanted in ((alone, code), (whole, "nothing")):
        assert not holds(scenario, Side.ONE, wanted)
        with pytest.raises(MatchError):
            remove(scenario, Removal(Side.ONE, wanted))


def test_with_and_without_have_the_same_seed_and_the_same_factions() -> None:
    whole = load_scenario("crossroads")
    without = ScenarioSource("crossroads", Removal(Side.ONE, a_unit(whole, Side.ONE)))
    sources = [ScenarioSource("crossroads"), without]
    match = make_match("bot:random", "bot:random", sources, 2, 5, both_seats=False)
    assert match.game(0).seed == match.game(1).seed
    records = [play_game(match.game(number)) for number in range(2)]
    assert records[0].factions == records[1].factions
