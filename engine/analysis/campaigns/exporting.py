"""Exporting the decisions of personas: a folder with a file a game, and the log of finished games.

The folder can be resumed: a game counts as finished when its line is in the log, and its file is
written whole before that.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from engine import files
from engine.analysis.campaigns.game_record import GameReport
from engine.analysis.campaigns.playing import play_game
from engine.analysis.campaigns.running import run
from engine.analysis.campaigns.simulation_log import SimulationLog
from engine.campaign.encoding.codec import Codec
from engine.campaign.encoding.game_decisions import (
    FORMAT,
    DecisionRecorder,
    ExportedGame,
    ExportedHouse,
    GameDecisions,
    read_game,
    write_game,
)
from engine.campaign.encoding.packet_choices import choices_of
from engine.campaign.encoding.spec import packaged_spec
from engine.errors import EncodingError, MatchError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Executor
    from pathlib import Path

    from engine.analysis.campaigns.game_record import GameRecord
    from engine.analysis.campaigns.simulation_plan import SimulationPlan
    from engine.campaign.orders import Order
    from engine.campaign.view import View


class ExportSummary(msgspec.Struct, frozen=True):
    """The figures of an export: *left_out* decisions had a choice that was not offered."""

    games: int
    decisions: int
    bytes: int
    split: int
    left_out: int

    def to_text(self) -> str:
        """Return the figures as a text."""
        return (
            f"{self.games} campaigns, {self.decisions} decisions in {self.bytes} bytes;"
            f" {self.left_out} choices were not offered and are left out"
        )


LOG: Final = "games.jsonl"
"""The log of the finished games of a folder."""
_DIGITS: Final = 6


def file_of(folder: Path, game: int) -> Path:
    """Return the file of a game, by its number."""
    return folder / f"game_{game:0{_DIGITS}}.npz"


def packaged_codec() -> Codec:
    """Return the codec that games are exported by."""
    return Codec(packaged_spec())


def open_export(plan: SimulationPlan, folder: Path, log: Path | None = None) -> SimulationLog:
    """Return the log of an export to a folder, begun or resumed; by default it is in the folder.

    MatchError if the folder has another export, or lacks the file of a finished game or has a
    broken one.
    """
    found = SimulationLog(plan, folder / LOG if log is None else log)
    codec = packaged_codec()
    for game in found.played:
        try:
            exported = read_game(file_of(folder, game.game), codec).game
        except EncodingError as error:
            raise MatchError(f"{error}; remove the folder's files to export them again") from error
        if (exported.game, exported.checksum) != (game.game, game.checksum):
            raise MatchError(f"{file_of(folder, game.game)}: this is another game than in the log")
    return found


def export(
    log: SimulationLog, folder: Path, executor: Executor | None, workers: int
) -> Iterator[GameRecord]:
    """Play and export the missing games of a log, yielding each in the order of their numbers.

    MatchError if one can't be finished or written: those before it are.
    """
    yield from run(log, executor, workers, functools.partial(export_game, folder))
    for file in folder.iterdir():
        # Left by an export that was killed: this one is finished, and no other one writes here.
        if files.is_temporary(file):
            file.unlink()


def export_game(folder: Path, plan: SimulationPlan, game: int) -> GameReport:
    """Play a game of a plan in whatever process and write its decisions to its file."""
    codec = packaged_codec()
    recorder = DecisionRecorder()
    places: dict[str, int] = {}

    def watch(view: View, orders: tuple[Order, ...]) -> None:
        places.update((name, place) for place, name in enumerate(sorted(view.houses)))
        recorder.add(view.turn, places[view.house.id], choices_of(codec, view, orders))

    report = play_game(plan, game, watch)
    if report.record is None:
        return report
    # What depends on the machine is not exported: the same plan gives the same folder.
    record = replace(report.record, milliseconds=())
    exported = GameDecisions(_heading(record, plan, codec, recorder), recorder.arrays())
    try:
        write_game(file_of(folder, game), exported)
    except OSError as error:
        reason = f"{file_of(folder, game)}: cannot be written: {error.strerror}"
        return GameReport(game, None, reason)
    return GameReport(game, record, None)


def read_export(folder: Path) -> Iterator[GameDecisions]:
    """Yield all exported games of a folder, in the order of their numbers.

    EncodingError, which names the file, for one that is damaged or of another encoding, and for a
    folder without any.
    """
    codec = packaged_codec()
    found = sorted(folder.glob("game_*.npz"))
    if not found:
        raise EncodingError(f"{folder}: there are no exported campaigns")
    for file in found:
        yield read_game(file, codec)


def summarise(log: SimulationLog, folder: Path) -> ExportSummary:
    """Return the figures of the finished games of an export."""
    codec = packaged_codec()
    paths = [file_of(folder, game.game) for game in log.played]
    decisions = size = split = left_out = 0
    for file in paths:
        # One at a time: in memory a campaign is a hundred times as large.
        exported = read_game(file, codec)
        decisions += len(exported)
        size += file.stat().st_size
        split += exported.game.split
        left_out += exported.game.left_out
    return ExportSummary(len(paths), decisions, size, split, left_out)


def _heading(
    record: GameRecord, plan: SimulationPlan, codec: Codec, recorder: DecisionRecorder
) -> ExportedGame:
    total = sum(house.prestige[-1] for house in record.houses)
    houses = tuple(
        ExportedHouse(
            id=house.id,
            faction=house.faction,
            persona=house.persona,
            level=house.level,
            prestige=house.prestige[-1],
            prestige_share=house.prestige[-1] / total if total else 0.0,
            won=house.id == record.winner,
        )
        for house in sorted(record.houses, key=lambda house: house.id)
    )
    return ExportedGame(
        format=FORMAT,
        fingerprint=codec.fingerprint,
        data=plan.data,
        game=record.game,
        seed=record.seed,
        turns=record.turns,
        winner=record.winner,
        ending=record.ending,
        checksum=record.checksum,
        houses=houses,
        split=recorder.split,
        left_out=recorder.left_out,
    )
