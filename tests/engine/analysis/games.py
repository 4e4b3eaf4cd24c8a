"""Games of a laboratory, made by hand, and a catalogue of units they are about."""

from __future__ import annotations

from collections.abc import Mapping

from engine.analysis.measures import Measures
from engine.analysis.statistics.counts import SideCount, Statistics, UnitCount, Use, WeaponCount
from engine.analysis.tables import AnalysedGame
from engine.battle.events import Reason
from engine.battle.side import Side
from engine.data.catalog import Catalog, Faction, UnitEntry, WeaponEntry
from engine.players.arena.latency import LatencyHistogram
from engine.players.arena.match_game import GameResult

MEASURES = Measures((0.45, 0.55), (0.42, 0.58), 1.1, 3.0, 1.0, (2.0, 5.0))


def unit_entry(value: int, ranged: tuple[str, ...] = ()) -> UnitEntry:
    return UnitEntry(
        move=5,
        t=4,
        armor_save=4,
        invul_save=7,
        hp_max=2,
        oc=1,
        value=value,
        keywords=(),
        rng_weapon_codes=ranged,
        cc_weapon_codes=(),
    )


def weapon_entry() -> WeaponEntry:
    return WeaponEntry(rng=8, nb=1, strength=4, ap=0, dmg=1, weapon_rules=(), atk=4)


CATALOG = Catalog(
    weapons={"rifle": weapon_entry(), "relic": weapon_entry()},
    units={
        "red_foot": unit_entry(50, ("rifle",)),
        "red_ram": unit_entry(100),
        "blue_foot": unit_entry(50, ("rifle",)),
        "blue_ram": unit_entry(100, ("relic",)),
    },
    factions={
        "red": Faction("red", ("red_foot", "red_ram")),
        "blue": Faction("blue", ("blue_foot", "blue_ram")),
    },
)


def side(
    units: Mapping[str, UnitCount | int] | None = None,
    *,
    points: int = 0,
    weapons: Mapping[str, WeaponCount] | None = None,
    rules: Mapping[str, Use] | None = None,
    actions: Mapping[str, Use] | None = None,
) -> SideCount:
    counts = {
        code: UnitCount(count) if isinstance(count, int) else count
        for code, count in (units or {}).items()
    }
    return SideCount(points, counts, dict(weapons or {}), dict(actions or {}), dict(rules or {}))


def game(
    winner: Side | None,
    *,
    factions: tuple[str, str] = ("red", "blue"),
    first: Side = Side.ONE,
    sides: tuple[SideCount, SideCount] | None = None,
    source: str | None = None,
    shape: tuple[int, int, int] = (5, 100, 0),
) -> AnalysedGame:
    """Make a game; *shape* are its rounds, decisions and changes of the lead."""
    counts = Statistics(*shape, sides if sides is not None else (side(), side()))
    reason = Reason.DRAW if winner is None else Reason.VICTORY_POINTS
    nothing = LatencyHistogram(0, (), 0)
    record = GameResult(0, winner, reason, first, factions, (nothing, nothing), counts)
    return AnalysedGame("random:1" if source is None else source, 7, source is None, record)
