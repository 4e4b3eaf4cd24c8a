"""Armies for tests: drawn by hypothesis from the packaged factions, always within the rules."""

from __future__ import annotations

import functools

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from engine.battle.army import Army
from engine.battle.deployment_areas import Battleground
from engine.battle.scenario_files import load_ground, packaged_materials
from engine.data.datafiles import names_of, packaged_data

MATERIALS = packaged_materials()
OPEN = [name for name in names_of(packaged_data(), "scenario") if load_ground(name).deployment]
"""The packaged scenarios that allow armies of the players' own."""
FIXED = ["first_landing", "grand_tide", "lock_keepers", "water_rights"]


@functools.cache
def ground_of(name: str) -> Battleground:
    """Load a scenario once for all examples."""
    return load_ground(name)


def army_of(faction: str = "ordinate", limit: int = 1000, **units: int) -> Army:
    return Army("Night watch", faction, limit, units)


def armies(most: int = 10) -> SearchStrategy[Army]:
    """Draw armies of at most *most* units that may be fielded."""

    @st.composite
    def drawn(draw: DrawFn) -> Army:
        faction = draw(st.sampled_from(sorted(MATERIALS.catalog.factions)))
        codes = MATERIALS.catalog.factions[faction].units
        alike = MATERIALS.numbers.most_of_a_kind
        chosen = draw(
            st.lists(st.sampled_from(codes), min_size=1, max_size=most).filter(
                lambda one: all(one.count(code) <= alike for code in one)
            )
        )
        units = {code: chosen.count(code) for code in codes if code in chosen}
        army = Army("Drawn", faction, 1, units)
        return Army("Drawn", faction, army.points(MATERIALS.catalog), units)

    return drawn()
