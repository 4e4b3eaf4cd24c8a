"""Playing with and without a unit or a weapon: `hexfront balance --without CODE`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from typing import Final

import msgspec

from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.data.catalog import Catalog
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.errors import MatchError
from engine.players.arena.ablation import Removal, holds
from engine.players.arena.match import Match, make_match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.score import DRAW
from engine.players.laboratory.absence import Pair
from engine.players.scenario_list import RANDOM, ScenarioSource, open_source
from hexfront.plans import BalanceNumbers

_PATIENCE: Final = 20
"""Battles generated for each that is needed, before one gives up finding more."""


class Trial(msgspec.Struct, frozen=True):
    """Hold the match, its sources in pairs with and without, and the VALUE that each pair saves."""

    match: Match
    values: list[int]


def plan_trial(plan: BalanceNumbers, code: str) -> Trial:
    """Find generated battles in which a side has the unit or weapon *code*; MatchError if few."""
    catalog = load_catalog(packaged_data())
    sources: list[ScenarioSource] = []
    values: list[int] = []
    for name, side, scenario in islice(_battles(plan, catalog, code), plan.without_games):
        sources += [ScenarioSource(name), ScenarioSource(name, Removal(side, code))]
        values.append(sum(_value(scenario, side, code)))
    if len(values) < plan.without_games:
        raise MatchError(f"only {len(values)} battles were found in which a side has a {code}")
    match = make_match(plan.player, plan.player, sources, len(sources), plan.seed, both_seats=False)
    return Trial(match, values)


def _battles(
    plan: BalanceNumbers, catalog: Catalog, code: str
) -> Iterator[tuple[str, Side, Scenario]]:
    """Generate battles of a faction that has it against all others, on both sides in turn."""
    own = _factions_with(catalog, code)
    meetings = cycle(
        (faction, other, side)
        for faction in own
        for other in catalog.factions
        for side in Side
        if other not in own or len(catalog.factions) == len(own)
    )
    last = plan.first_seed + _PATIENCE * plan.without_games
    for seed, (faction, other, side) in zip(range(plan.first_seed, last), meetings, strict=False):
        names = (faction, other) if side is Side.ONE else (other, faction)
        name = f"{RANDOM}{seed}:{':'.join(names)}"
        scenario = open_source(ScenarioSource(name))
        if holds(scenario, side, code):
            yield name, side, scenario


def _factions_with(catalog: Catalog, code: str) -> list[str]:
    bearers = {
        unit
        for unit, entry in catalog.units.items()
        if code == unit or code in entry.rng_weapon_codes + entry.cc_weapon_codes
    }
    found = [one.code for one in catalog.factions.values() if bearers & set(one.units)]
    if not found:
        raise MatchError(f"{code!r} is neither a unit nor a weapon that a unit carries")
    return found


def _value(scenario: Scenario, side: Side, code: str) -> Iterator[int]:
    for placed in scenario.units:
        if placed.side is side and placed.unit == code:
            yield scenario.profiles[code].value


def pairs_of(trial: Trial, match_log: MatchLog) -> list[Pair]:
    """Pair the games with it and without it."""
    played = match_log.played
    pairs = []
    for number, (present, absent) in enumerate(zip(played[::2], played[1::2], strict=True)):
        removal = match_log.match.game(absent.number).source.without
        assert removal is not None, "the second of each pair goes without"
        points = [
            DRAW if one.winner is None else float(one.winner is removal.side)
            for one in (present, absent)
        ]
        pairs.append(Pair(points[0], points[1], trial.values[number]))
    return pairs
