"""One game of a match: fresh players, the battle's own dice, every decision timed."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import msgspec

from engine.battle.battle import Battle
from engine.battle.events import Reason
from engine.battle.side import Side
from engine.dice import SeededDice
from engine.errors import DataError, MatchError
from engine.players.arena.latency import LatencyHistogram, measured
from engine.players.play import name_battle, play
from engine.players.registry import make_player
from engine.players.scenario_list import prepare_scenario
from engine.players.search import PolicySearch
from engine.players.statistics.reader import Reader
from engine.players.statistics.record import Statistics
from engine.validation import Count, require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState
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
    players = {
        side: _TimedPlayer(game.player(side), make_player(game.player(side), side, game.seed))
        for side in Side
    }
    battle = Battle.from_setup(prepared.setup, SeededDice(game.seed))
    reader = Reader(battle.state) if game.watched else None
    observers = () if reader is None else (reader,)
    for _ in play(battle, players, name_battle(str(game.source), game.seed), observers):
        pass
    result = require_present(battle.result, "the result of a battle that was played to its end")
    seats = (game.seat, game.seat.other)
    times = [measured(players[side].seconds) for side in seats]
    cuts = [_cuts_of(players[side].player) for side in seats]
    return GameResult(
        number=game.number,
        winner=result.winner,
        reason=result.reason,
        first=prepared.setup.scenario.first,
        factions=prepared.factions,
        times=(times[0], times[1]),
        counts=None if reader is None else reader.finish(),
        cuts=(cuts[0], cuts[1]),
    )


class _TimedPlayer:
    """A player under the name its spec has, with the seconds of each of its decisions."""

    def __init__(self, name: str, player: Player) -> None:
        self.name = name
        self.player = player
        self.seconds: list[float] = []

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:
        began = time.perf_counter()
        action = self.player.choose(state, actions)
        self.seconds.append(time.perf_counter() - began)
        return action


def _cuts_of(player: Player) -> int:
    return player.cuts if isinstance(player, PolicySearch) else 0
