"""How often each rule and each kind of action is used, and how often it is decisive."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis.statistics.rules_seen import RuleSeen
from engine.analysis.tables import AnalysedGame, Cell, Table, rate_of, ratio
from engine.battle.actions import KINDS
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.analysis.statistics.counts import SideCount, Use

_COLUMNS = (
    *("used", "per_game", "games_with", "decided", "decided_share"),
    *("more_wins", "more_low", "more_high", "by_random", "dead"),
)


def count_rules(games: Sequence[AnalysedGame], baseline: Sequence[AnalysedGame]) -> Table:
    """Return the use of every rule that statistics can see, zeros included.

    A rule is dead if it does not occur in the *baseline* games of random players either.
    """
    rows = [
        (rule.value, rule.number, *_usage(games, baseline, rule.value, lambda side: side.rules))
        for rule in RuleSeen
    ]
    return Table("rules", ("rule", "number", *_COLUMNS), tuple(rows))


def count_actions(games: Sequence[AnalysedGame], baseline: Sequence[AnalysedGame]) -> Table:
    """Return the use of every kind of action, as `count_rules` does for rules."""
    rows = [
        (kind.word, *_usage(games, baseline, kind.word, lambda side: side.actions))
        for kind in KINDS
    ]
    return Table("actions", ("action", *_COLUMNS), tuple(rows))


def _usage(
    games: Sequence[AnalysedGame],
    baseline: Sequence[AnalysedGame],
    name: str,
    uses_of: Callable[[SideCount], dict[str, Use]],
) -> tuple[Cell, ...]:
    """Return the cells of one thing; *more* is how often the side wins that used it more than the
    other.
    """
    used = decided = with_it = 0
    points = []
    for game in games:
        counts = []
        for side in Side:
            uses = uses_of(game.counts.sides[side.index])
            counts.append(uses[name].used if name in uses else 0)
            decided += uses[name].decided if name in uses else 0
        used += sum(counts)
        with_it += any(counts)
        if counts[0] != counts[1]:
            points.append(game.points(Side.ONE if counts[0] > counts[1] else Side.TWO))
    more = rate_of(points)
    found = [uses_of(side) for game in baseline for side in game.counts.sides]
    by_random = sum(uses[name].used for uses in found if name in uses)
    return (
        *(used, ratio(used, len(games)), ratio(with_it, len(games))),
        *(decided, ratio(decided, used), *more.cells, by_random, used + by_random == 0),
    )
