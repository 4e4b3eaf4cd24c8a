"""The filter of the list of scenarios: by origin, size and faction."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, NamedTuple

from client.tuning import load_tuning
from engine.battle import Side, generator
from engine.battle.scenario_files import packaged_materials

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.listing import Listed
    from engine.battle.scenario import Scenario


class Origin(enum.Enum):
    """Where a scenario comes from."""

    PACKAGED = "packaged"
    GENERATED = "generated"
    OWN = "own"


class Size(enum.Enum):
    """How many units a side has, that of the larger one."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class Armies(enum.Enum):
    """Which armies the sides of a scenario may field."""

    ANY = "any"
    FIXED = "fixed"


class ScenarioFilter(NamedTuple):
    """What is listed; None lists everything. *armies* are those that sides may field."""

    origin: Origin | None = None
    size: Size | None = None
    armies: Armies | None = None
    faction: str | None = None

    def passes(self, listed: Listed) -> bool:
        """Whether a scenario is listed; one that can't be read has neither size nor faction."""
        if self.origin is not None and origin_of(listed) is not self.origin:
            return False
        if self.armies is not None and armies_of(listed) is not self.armies:
            return False
        if self.size is None and self.faction is None:
            return True
        scenario = listed.scenario
        if scenario is None:
            return False
        has_size = self.size is None or size_of(scenario) is self.size
        return has_size and (self.faction is None or self.faction in factions_of(scenario))

    def finds(self, scenarios: Sequence[Listed]) -> int:
        """Return how many scenarios are listed."""
        return sum(self.passes(one) for one in scenarios)


def origin_of(listed: Listed) -> Origin:
    """Return where a scenario comes from."""
    if listed.own:
        return Origin.OWN
    return Origin.GENERATED if generator.is_generated(listed.code) else Origin.PACKAGED


def armies_of(listed: Listed) -> Armies:
    """Return which armies may be fielded: only the scenario's own, without areas to deploy in."""
    return Armies.FIXED if listed.deployment is None else Armies.ANY


def size_of(scenario: Scenario) -> Size:
    """Return the size of a scenario."""
    most = max(sum(placed.side is side for placed in scenario.units) for side in Side)
    numbers = load_tuning().scenarios
    if most <= numbers.small_units:
        return Size.SMALL
    return Size.MEDIUM if most <= numbers.medium_units else Size.LARGE


def factions_of(scenario: Scenario) -> set[str | None]:
    """Return the factions that have a unit in a scenario."""
    catalog = packaged_materials().catalog
    return {catalog.faction_of(placed.unit) for placed in scenario.units}
