"""A catalogue knows the faction of each unit, and whether units are of one faction."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.battle import Side, load_scenario
from engine.battle.scenario_files import faction_of_side
from engine.data.catalog import Catalog, Faction
from engine.data.datafiles import names_of, packaged_data
from engine.data.factions import load_catalog
from engine.data.works import load_works

CATALOG = Catalog(
    weapons={},
    units={},
    factions={"red": Faction("red", ("foot", "ram")), "blue": Faction("blue", ("hound",))},
)


def test_a_unit_is_of_the_faction_that_declares_it() -> None:
    assert [CATALOG.faction_of(unit) for unit in ("foot", "ram", "hound")] == ["red", "red", "blue"]
    assert CATALOG.faction_of("stranger") is None


@pytest.mark.parametrize(
    ("units", "faction"),
    [
        (["foot", "ram", "foot"], "red"),
        (["foot", "hound"], None),
        (["foot", "stranger"], None),
        (["stranger"], None),
        ([], None),
    ],
)
def test_units_have_a_common_faction_or_none(units: list[str], faction: str | None) -> None:
    assert CATALOG.common_faction(units) == faction


def test_a_faction_is_named_as_its_file_and_lists_its_units_in_order() -> None:
    catalog = load_catalog(packaged_data())
    assert list(catalog.factions) == names_of(packaged_data(), "faction")
    assert all(code == faction.code for code, faction in catalog.factions.items())
    assert [unit for faction in catalog.factions.values() for unit in faction.units] == list(
        catalog.units
    )


def test_a_side_has_the_faction_of_all_its_units() -> None:
    scenario = load_scenario("random:3:ordinate:murmur")
    assert faction_of_side(scenario, Side.ONE) == "ordinate"
    assert faction_of_side(scenario, Side.TWO) == "murmur"
    merged = replace(scenario, units=tuple(replace(o, side=Side.ONE) for o in scenario.units))
    assert faction_of_side(merged, Side.ONE) is None


def test_a_side_with_works_is_known_by_its_other_units() -> None:
    scenario = load_scenario("random:3:ordinate:murmur")
    works = load_works(packaged_data())
    pits = tuple(replace(placed, unit="gun_pit") for placed in scenario.units[-2:])
    profiles = {**scenario.profiles, **works.units}
    dug_in = replace(scenario, units=scenario.units[:-2] + pits, profiles=profiles)
    assert faction_of_side(dug_in, Side.TWO) == "murmur"
    alone = replace(scenario, units=scenario.units[:1] + pits, profiles=profiles)
    assert faction_of_side(alone, Side.TWO) is None
    assert works.factions == {}
