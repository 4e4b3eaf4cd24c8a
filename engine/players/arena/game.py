"""One game of a match: fresh players, the battle's own dice, every decision timed."""

from __future__ import annotations

import time
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from engine.battle import rules, turn
from engine.battle.events import Reason
from engine.battle.side import Side
from engine.dice import SeededDice
from engine.errors import DataError, IllegalAction, MatchError, PlayerError
from engine.players.answers import ask, place_in
from engine.players.arena.latency import LatencyHistogram, measured
from engine.players.registry import make_player
from engine.players.scenario_list import prepare_scenario
from engine.players.search import PolicySearch
from engine.players.statistics.reader import Reader
from engine.players.statistics.record import Statistics
from engine.validation import Count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.players import Player
    from engine.players.arena.match import GameSpec


class GameResult(msgspec.Struct, frozen=True, array_like=True):
    """Hold how the game *number* of a match went; pairs are ONE's and TWO's, *times* A's and B's.

    *first* is the side that went first. *counts* are there where the match is watched. *cuts* are
    the decisions, A's and B's, that a clock ended; records of games before there were any lack it.
    """

    number: int
    winner: Side | None
    reason: Reason
    first: Side
    factions: tuple[str, str]
    times: tuple[LatencyHistogram, LatencyHistogram]
    counts: Statistics | None = None
    cuts: tuple[Count, Count] = (0, 0)


class BatchReport(msgspec.Struct, frozen=True):
    """Hold the games of a batch that were finished, and what stopped it before the others."""

    records: tuple[GameResult, ...]
    failure: str | None


def play_batch(games: Sequence[GameSpec]) -> BatchReport:
    """Play games one after another, wherever an executor has brought them."""
    records: list[GameResult] = []
    for game in games:
        try:
            records.append(play_game(game))
        except (MatchError, DataError) as error:
            return BatchReport(tuple(records), str(error))
    return BatchReport(tuple(records), None)


def play_game(game: GameSpec) -> GameResult:
    """Play a game to its end; PlayerError when a player raises or chooses what is not legal."""
    prepared = prepare_scenario(game.source)
    players = [make_player(game.player(side), side, game.seed) for side in Side]
    dice = SeededDice(game.seed)
    state, _ = turn.start(prepared.setup)
    seconds: tuple[list[float], list[float]] = ([], [])
    reader = Reader(state) if game.watched else None
    ply = 0
    while state.result is None:
        side = state.to_act
        actions = rules.legal_actions(state)
        began = time.perf_counter()
        action = ask(players[side.index], state, actions, partial(_place, game, side, ply))
        seconds[side.index].append(time.perf_counter() - began)
        try:
            state, events = rules.apply(state, action, dice)
        except IllegalAction as error:
            raise PlayerError(f"{_place(game, side, ply)} chose {error}") from error
        if reader is not None:
            reader.watch(action, events, state)
        ply += 1
    seats = (game.seat, game.seat.other)
    times = [measured(seconds[side.index]) for side in seats]
    cuts = [_cuts_of(players[side.index]) for side in seats]
    return GameResult(
        number=game.number,
        winner=state.result.winner,
        reason=state.result.reason,
        first=prepared.setup.scenario.first,
        factions=prepared.factions,
        times=(times[0], times[1]),
        counts=None if reader is None else reader.finish(),
        cuts=(cuts[0], cuts[1]),
    )


def _cuts_of(player: Player) -> int:
    return player.cuts if isinstance(player, PolicySearch) else 0


def _place(game: GameSpec, side: Side, ply: int) -> str:
    return f"{place_in(game.player(side), side, str(game.source), game.seed)}, ply {ply}"
