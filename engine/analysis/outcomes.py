"""Outcomes of games: win rates of factions, seats and the side that goes first; lengths and
endings.
"""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

from engine.analysis.tables import AnalysedGame, Cell, Table, mean, rate_of, ratio
from engine.battle.events import Reason
from engine.battle.side import Side
from engine.players.arena.score import games_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.analysis.measures import Measures

GENERATED = "generated"
"""Source that stands for all generated battles together."""


def list_games(games: Sequence[AnalysedGame]) -> Table:
    """Return a table with a row for every game."""
    columns = (
        *("source", "seed", "generated", "faction_one", "faction_two", "first", "winner", "reason"),
        *("points_one", "points_two", "rounds", "decisions", "lead_changes"),
    )
    return Table("games", columns, tuple(_game_row(game) for game in games))


def _game_row(game: AnalysedGame) -> tuple[Cell, ...]:
    record, counts = game.record, game.counts
    winner = None if record.winner is None else record.winner.name
    return (
        *(game.source, game.seed, game.generated, *record.factions),
        *(record.first.name, winner, record.reason.value),
        *(side.points for side in counts.sides),
        *(counts.rounds, counts.decisions, counts.lead_changes),
    )


def compare_factions(games: Sequence[AnalysedGame], measures: Measures) -> Table:
    """Return the win rates of every faction against every other, in generated battles."""
    played = [game for game in games if game.generated and len(set(game.record.factions)) > 1]
    factions = sorted({faction for game in played for faction in game.record.factions})
    columns = (
        *("faction", "against", "games", "win_rate", "low", "high"),
        *("as_one", "as_two", "going_first", "fair"),
    )
    rows = [
        _pairing_row(faction, other, played, measures)
        for faction, other in permutations(factions, 2)
        if any(set(game.record.factions) == {faction, other} for game in played)
    ]
    return Table("pairings", columns, tuple(rows))


def _pairing_row(
    faction: str, other: str, played: list[AnalysedGame], measures: Measures
) -> tuple[Cell, ...]:
    met = [
        (game, game.side_of(faction))
        for game in played
        if set(game.record.factions) == {faction, other}
    ]
    whole = rate_of([game.points(side) for game, side in met])
    return (
        *(faction, other, len(met), *whole.cells),
        *(mean(game.points(side) for game, side in met if side is seat) for seat in Side),
        mean(game.points(side) for game, side in met if side is game.record.first),
        whole.is_within(measures.fair, measures.whole),
    )


def sources_of(games: Sequence[AnalysedGame]) -> Iterator[tuple[str, list[AnalysedGame]]]:
    """Yield games by their source: generated battles first and together, then each scenario."""
    drawn = [game for game in games if game.generated]
    if drawn:
        yield GENERATED, drawn
    for source in sorted({game.source for game in games if not game.generated}):
        yield source, [game for game in games if game.source == source]


def compare_seats(games: Sequence[AnalysedGame], measures: Measures) -> Table:
    """Return how often ONE wins, and the side that goes first, overall and on every scenario."""
    columns = (
        *("source", "games", "one_wins", "one_low", "one_high"),
        *("first_wins", "first_low", "first_high", "fair"),
    )
    rows = []
    for source, met in sources_of(games):
        one = rate_of([game.points(Side.ONE) for game in met])
        first = rate_of([game.points(game.record.first) for game in met])
        fair = one.is_within(measures.fair, (0, 1)) and first.is_within(measures.fair, (0, 1))
        rows.append((source, len(met), *one.cells, *first.cells, fair))
    return Table("seats", columns, tuple(rows))


def measure_lengths(games: Sequence[AnalysedGame]) -> Table:
    """Return how long battles are, how often the lead changes, and how they end."""
    columns = (
        *("source", "games", "rounds", "decisions", "shortest", "longest"),
        *("lead_changes", "never_changed", *(reason.value for reason in Reason)),
    )
    rows = []
    for source, met in sources_of(games):
        counts = [game.counts for game in met]
        decisions = [count.decisions for count in counts]
        endings = [game.record.reason for game in met]
        rows.append(
            (
                *(source, len(met), mean(count.rounds for count in counts), mean(decisions)),
                *(min(decisions), max(decisions), mean(count.lead_changes for count in counts)),
                ratio(sum(not count.lead_changes for count in counts), len(met)),
                *(ratio(endings.count(reason), len(met)) for reason in Reason),
            )
        )
    return Table("lengths", columns, tuple(rows))


def spread_lengths(games: Sequence[AnalysedGame]) -> Table:
    """Return the number of battles by rounds played and by changes of the lead."""
    rows: list[tuple[Cell, ...]] = []
    for kind, values in (
        ("rounds", [game.counts.rounds for game in games]),
        ("lead_changes", [game.counts.lead_changes for game in games]),
    ):
        numbers = range(max(values) + 1 if values else 0)
        rows += [(kind, number, values.count(number)) for number in numbers]
    return Table("length_counts", ("of", "number", "games"), tuple(rows))


def claim_games(measures: Measures, games: int) -> Table:
    """Return how many games each claim about an even win rate takes, and how many were played."""
    columns = ("points", "games_needed", "games_played")
    rows = tuple((points, games_for(points), games) for points in measures.claims)
    return Table("claims", columns, rows)
