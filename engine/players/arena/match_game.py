"""One game of a match: new players, the battle's own dice, every decision timed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import msgspec

from engine.battle.battle import Battle
from engine.battle.events import Reason
from engine.battle.side import Side
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.errors import DataError, MatchError
from engine.players.arena.latency import LatencyHistogram, measured
from engine.players.game_loop import Observer, name_battle, play
from engine.players.registry import make_player
from engine.players.scenario_list import prepare_scenario
from engine.players.search import PolicySearch
from engine.validation import Count, require_present

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.players import Player
    from engine.players.arena.match import GameSpec


class Collector(Observer, Protocol):
    """Follows one game step by step and counts what happens."""

    def finish(self) -> object:
        """Return what was counted in the game, which is over."""


class CollectorType(NamedTuple):
    """How statistics of games are collected: what starts a collector, and the type it returns.

    Both must be importable by name: workers start collectors, and match logs are read again.
    """

    start: Callable[[BattleState], Collector]
    result: type


class GameResult(msgspec.Struct, frozen=True, array_like=True):
    """The result of the game *number* of a match; pairs are ONE's and TWO's, *times* and *cuts* A's
    and B's.

    *first* is the side that went first. *counts* is what the match's collector returned, if it has
    one. *cuts* counts the decisions that the clock ended.
    """

    number: int
    winner: Side | None
    reason: Reason
    first: Side
    factions: tuple[str, str]
    times: tuple[LatencyHistogram, LatencyHistogram]
    counts: Any = None
    cuts: tuple[Count, Count] = (0, 0)


class BatchReport(msgspec.Struct, frozen=True):
    """The finished games of a batch, and what kept the others from being played, if anything."""

    records: tuple[GameResult, ...]
    failure: str | None


def play_batch(games: Sequence[GameSpec], collector: CollectorType | None) -> BatchReport:
    """Play games one after another, in any process; a failure ends the batch."""
    records: list[GameResult] = []
    for game in games:
        try:
            records.append(play_game(game, collector))
        except (MatchError, DataError) as error:
            return BatchReport(tuple(records), str(error))
    return BatchReport(tuple(records), None)


def play_game(game: GameSpec, collector: CollectorType | None = None) -> GameResult:
    """Play a game to its end; PlayerError if a player raises or its choice is illegal."""
    prepared = prepare_scenario(game.source)
    players = {
        side: _TimedPlayer(game.player(side), make_player(game.player(side), side, game.seed))
        for side in Side
    }
    battle = Battle.from_setup(prepared.setup, SeededDice(game.seed))
    collectors = () if collector is None else (collector.start(battle.state),)
    for _ in play(battle, players, name_battle(str(game.source), game.seed), collectors):
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
        counts=collectors[0].finish() if collectors else None,
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
