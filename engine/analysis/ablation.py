"""Ablation: the worth of a unit or a weapon, by playing the same battles with it and without it."""

from __future__ import annotations

import math
import statistics
from itertools import cycle, islice
from typing import TYPE_CHECKING, Final

import msgspec

from engine.analysis.tables import Cell, Table, rate_of, ratio
from engine.battle.side import Side
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.errors import MatchError
from engine.players.arena.match import Match, make_match
from engine.players.arena.score import Z, points_of
from engine.players.removal import Removal, holds
from engine.players.scenario_list import RANDOM, ScenarioSource, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from engine.analysis.plans import BalancePlan
    from engine.battle.scenario import Scenario
    from engine.data.catalog import Catalog
    from engine.players.arena.match_log import MatchLog

_TRIES: Final = 20
"""Battles generated for each that is needed, before the search for more is given up."""


class AblationExperiment(msgspec.Struct, frozen=True):
    """A match whose sources come in pairs, with and without a unit or a weapon.

    *values* are the VALUE of the units that each pair leaves out; 0 for a weapon.
    """

    match: Match
    values: list[int]


class AblationPair(msgspec.Struct, frozen=True):
    """Results of a side, 0 to 1, *present* with and *absent* without units worth *value* VALUE."""

    present: float
    absent: float
    value: int


def plan_ablation(plan: BalancePlan, code: str) -> AblationExperiment:
    """Return a match on generated battles in which a side has the unit or weapon *code*.

    MatchError if there is no such code, or if too few such battles are found.
    """
    catalog = load_catalog(packaged_data())
    sources: list[ScenarioSource] = []
    values: list[int] = []
    for name, side, scenario in islice(_battles(plan, catalog, code), plan.without_games):
        sources += [ScenarioSource(name), ScenarioSource(name, Removal(side, code))]
        values.append(sum(_values(scenario, side, code)))
    if len(values) < plan.without_games:
        raise MatchError(f"only {len(values)} battles were found in which a side has a {code}")
    match = make_match(plan.player, plan.player, sources, len(sources), plan.seed, both_seats=False)
    return AblationExperiment(match, values)


def _battles(
    plan: BalancePlan, catalog: Catalog, code: str
) -> Iterator[tuple[str, Side, Scenario]]:
    """Generate battles of the factions that have it against all others, on both sides in turn."""
    own = _factions_with(catalog, code)
    meetings = cycle(
        (faction, other, side)
        for faction in own
        for other in catalog.factions
        for side in Side
        if other not in own or len(catalog.factions) == len(own)
    )
    last = plan.first_seed + _TRIES * plan.without_games
    for seed, (faction, other, side) in zip(range(plan.first_seed, last), meetings, strict=False):
        names = (faction, other) if side is Side.ONE else (other, faction)
        name = f"{RANDOM}{seed}:{':'.join(names)}"
        scenario = open_source(ScenarioSource(name))
        if holds(scenario, side, code):
            yield name, side, scenario


def _factions_with(catalog: Catalog, code: str) -> list[str]:
    bearers = {
        unit for unit, entry in catalog.units.items() if code == unit or code in entry.weapon_codes
    }
    found = [one.code for one in catalog.factions.values() if bearers & set(one.units)]
    if not found:
        raise MatchError(f"{code!r} is neither a unit nor a weapon that a unit carries")
    return found


def _values(scenario: Scenario, side: Side, code: str) -> Iterator[int]:
    for placed in scenario.units:
        if placed.side is side and placed.unit == code:
            yield scenario.profiles[code].value


def pairs_of(experiment: AblationExperiment, match_log: MatchLog) -> list[AblationPair]:
    """Return the finished games of an experiment in pairs, with and without."""
    played = match_log.played
    pairs = []
    for number, (present, absent) in enumerate(zip(played[::2], played[1::2], strict=True)):
        removal = match_log.match.game(absent.number).source.without
        assert removal is not None, "the second of each pair goes without"
        points = [points_of(one, removal.side) for one in (present, absent)]
        pairs.append(AblationPair(points[0], points[1], experiment.values[number]))
    return pairs


def compare_pairs(pairs: Mapping[str, Sequence[AblationPair]]) -> Table:
    """Return the win rates with and without each code, their difference, and that per 100 VALUE.

    The interval is the 95 % interval of the mean difference, battle by battle.
    """
    columns = (
        *("code", "battles", "with", "with_low", "with_high"),
        *("without", "without_low", "without_high"),
        *("difference", "low", "high", "value", "difference_per_100"),
    )
    return Table("without", columns, tuple(_row(code, of_it) for code, of_it in pairs.items()))


def _row(code: str, pairs: Sequence[AblationPair]) -> tuple[Cell, ...]:
    differences = [pair.present - pair.absent for pair in pairs]
    difference = statistics.mean(differences)
    half = Z * statistics.stdev(differences) / math.sqrt(len(pairs))
    value = statistics.mean(pair.value for pair in pairs)
    return (
        *(code, len(pairs)),
        *rate_of([pair.present for pair in pairs]).cells,
        *rate_of([pair.absent for pair in pairs]).cells,
        *(round(figure, 4) for figure in (difference, difference - half, difference + half)),
        *(round(value, 1), ratio(difference, value, 100)),
    )
