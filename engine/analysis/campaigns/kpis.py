"""The figures by which a campaign counts as balanced (docs/campaign-balance.md), with intervals."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from engine.analysis.campaigns.known_keys import known_keys
from engine.analysis.campaigns.plain_words import plain_deed
from engine.campaign.orders import VERBS
from engine.campaign.vocabulary import Ending, Message, Spying, Winner
from engine.players.arena.score import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from engine.analysis.campaigns.balance_bars import Bars
    from engine.analysis.campaigns.game_record import GameRecord, HouseRecord


class Kpi(NamedTuple):
    """A figure, the bar that it is held to, and whether it holds; *low* and *high* are its 95 %
    interval, or the range of 10 to 90 % of games.
    """

    name: str
    bar: str
    value: str
    low: str
    high: str
    holds: bool


def measure(games: Sequence[GameRecord], bars: Bars) -> list[Kpi]:
    """Return all figures of the games, each with whether it holds."""
    return [
        *_uses(games, bars),
        *_conquest(games, bars),
        *_wins(games, bars),
        *_course(games, bars),
        *_deeds(games, bars),
    ]


# Forms


def _percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def _share(name: str, hits: int, games: int, least: float, most: float) -> Kpi:
    """Return a share of games, held to a range."""
    share = hits / games if games else 0.0
    low, high = wilson(hits, games)
    bar = _range(least, most)
    holds = bool(games) and least <= share <= most
    return Kpi(name, bar, _percent(share), _percent(low), _percent(high), holds)


def _range(least: float, most: float) -> str:
    if most >= 1:
        return f"≥ {100 * least:.0f} %"
    if least <= 0:
        return f"≤ {100 * most:.0f} %"
    return f"{100 * least:.0f}-{100 * most:.0f} %"


def _median(
    name: str, values: Iterable[float], least: float, most: float | None, digits: int = 0
) -> Kpi:
    """Return a median, held to a range, with the values of 10 and 90 % of games."""
    ranked = sorted(values)
    if not ranked:
        return Kpi(name, f"≥ {least:g}", "-", "-", "-", holds=False)
    middle = statistics.median(ranked)
    low, high = (ranked[int(share * (len(ranked) - 1))] for share in (0.1, 0.9))
    bar = f"≥ {least:g}" if most is None else f"{least:g}-{most:g}"
    holds = least <= middle and (most is None or middle <= most)
    return Kpi(name, bar, f"{middle:.{digits}f}", f"{low:.{digits}f}", f"{high:.{digits}f}", holds)


def _count_games(games: Sequence[GameRecord], kind: str, key: str) -> int:
    return sum(key in game.counts[kind] for game in games)


# Figures


def _uses(games: Sequence[GameRecord], bars: Bars) -> Iterator[Kpi]:
    for kind, keys in (
        ("verbs", VERBS),
        ("spy_missions", [one.value for one in Spying]),
        ("messages", [one.value for one in Message]),
    ):
        shown = kind.rstrip("s").replace("_", " ")
        for key in sorted(keys):
            hits = _count_games(games, kind, key)
            yield _share(f"{shown} `{key}` used", hits, len(games), bars.used, 1)


def _conquest(games: Sequence[GameRecord], bars: Bars) -> Iterator[Kpi]:
    taken = [sum(one.loser is not None for one in game.captures) for game in games]
    yield _median("worlds taken from houses a game, median", taken, bars.captures, None)
    early = sum(any(one.turn <= bars.first_landing_turn for one in game.landings) for game in games)
    name = f"first landing fought by turn {bars.first_landing_turn}"
    yield _share(name, early, len(games), bars.first_landing, 1)
    homes = sum(any(one.home for one in game.captures) for game in games)
    yield _share("a home falls", homes, len(games), bars.home_falls, 1)
    landings = [house.landings for game in games for house in game.houses]
    yield _median("landings a house, median", landings, *bars.landings)
    decided = [one for game in games for one in game.landings]
    won = sum(one.winner == Winner.ATTACKER for one in decided)
    yield _share("landings won by the attacker", won, len(decided), *bars.attackers)


def _wins(games: Sequence[GameRecord], bars: Bars) -> Iterator[Kpi]:
    kinds: tuple[tuple[str, Callable[[HouseRecord], str], tuple[float, float]], ...] = (
        ("persona", lambda house: house.persona, bars.persona_wins),
        ("faction", lambda house: house.faction, bars.faction_wins),
        ("home", lambda house: str(house.home), bars.home_wins),
    )
    for kind, key_of, (least, most) in kinds:
        played: Counter[str] = Counter()
        won: Counter[str] = Counter()
        for game in games:
            for house in game.houses:
                played[key_of(house)] += 1
                won[key_of(house)] += house.id == game.winner
        for key in sorted(played):
            yield _share(f"wins of {kind} {key}", won[key], played[key], least, most)


def _course(games: Sequence[GameRecord], bars: Bars) -> Iterator[Kpi]:
    worst = max((game.idle for game in games), default=0.0)
    idle = _median(
        "idle treasury, turns of income: median game", [g.idle for g in games], 0, None, 2
    )
    yield idle._replace(
        bar=f"≤ {bars.idle:g} in every game", high=f"{worst:.2f} (worst)", holds=worst <= bars.idle
    )
    accepted = sum(house.orders for game in games for house in game.houses)
    refused = sum(sum(game.refusals.values()) for game in games)
    yield _share("orders refused", refused, accepted + refused, 0, bars.refused)
    for turn, most in bars.early_leaders:
        led = [game for game in games if len(game.leaders) >= turn]
        won = sum(game.leaders[turn - 1] == game.winner for game in led)
        yield _share(f"the leader of turn {turn} wins", won, len(led), 0, most)
    seconds = []
    for game in games:
        final = sorted((house.prestige[-1] for house in game.houses), reverse=True)
        seconds.append(100 * final[1] / max(1, final[0]))
    yield _median("prestige of the second, per cent of the first's", seconds, bars.second, None)
    changes = [
        sum(one != other for one, other in zip(game.leaders, game.leaders[1:], strict=False))
        for game in games
    ]
    yield _median("changes of the leader a game, median", changes, bars.lead_changes, None)
    ends = Counter(game.ending for game in games)
    reckoned = ends[Ending.RECKONING.value]
    yield _share("games that end by reckoning", reckoned, len(games), 0, bars.reckoning)


def _deeds(games: Sequence[GameRecord], bars: Bars) -> Iterator[Kpi]:
    for deed in bars.seen:
        hits = _count_games(games, "deeds", deed)
        yield _share(f"{plain_deed(deed)} seen", hits, len(games), bars.seen_share, 1)
    for deed in bars.occurring:
        hits = _count_games(games, "deeds", deed)
        found = _share(f"{plain_deed(deed)} occurs", hits, len(games), 0, 1)
        yield found._replace(bar="occurs", holds=hits > 0)


def speed(games: Sequence[GameRecord], last: int) -> tuple[float, float]:
    """Return the milliseconds of a turn: the median game's over its last turns, and the slowest."""
    medians = [statistics.median(game.milliseconds[-last:]) for game in games if game.milliseconds]
    slowest = max((max(game.milliseconds) for game in games if game.milliseconds), default=0.0)
    return (statistics.median(medians) if medians else 0.0), slowest


def reasons(games: Sequence[GameRecord], most: int) -> list[tuple[str, int]]:
    """Return the most frequent reasons for wishes that were not followed."""
    together: Counter[str] = Counter()
    for game in games:
        together.update(game.reasons)
    return sorted(together.items(), key=lambda one: (-one[1], one[0]))[:most]


def totals(games: Sequence[GameRecord], kind: str) -> list[tuple[str, int, int]]:
    """Return, of a kind of counts, each key with its number and the games in which it occurs.

    What could have been counted and never was has 0.
    """
    numbers: Counter[str] = Counter()
    occurring: Counter[str] = Counter()
    for game in games:
        found = {game.ending: 1} if kind == "ends" else game.counts[kind]
        numbers.update(found)
        occurring.update(found.keys())
    return [
        (key, numbers[key], occurring[key]) for key in sorted(numbers.keys() | known_keys(kind))
    ]
