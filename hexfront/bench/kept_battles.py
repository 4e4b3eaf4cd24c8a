"""The check of what a killed window has left in its user folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import msgspec

from client.battle.model.autosave import SUFFIX
from client.settings import Settings
from engine.battle.game import Game
from engine.battle.save import read_save
from engine.errors import SaveError
from engine.files import TEMPORARY_SUFFIX

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from client.folders import Folders
    from hexfront.bench.killed import Answered

Key: TypeAlias = tuple[str, int]
"""The identity of a battle: its scenario and its seed."""
_Stamp: TypeAlias = tuple[int, int]


class Kept(NamedTuple):
    """A battle in a file, with its number of records; *over* if it has ended."""

    key: Key
    records: int
    over: bool
    checksum: str


class KeptBattlesReport(NamedTuple):
    """The number of answered actions that are *lost*, and sentences on what else is wrong."""

    lost: int
    faults: list[str]


class KeptBattles:
    """The user folder of the window that is killed, examined after every kill."""

    def __init__(self, folders: Folders) -> None:
        """Start with an empty user folder."""
        self._folders: Final = folders
        self._known: dict[Path, tuple[_Stamp, Kept]] = {}
        self._leftovers: set[Path] = set()
        self.unfinished = False
        """Whether the last examination found a battle that can be continued."""

    def look_through(self, answered: Mapping[Key, Answered], *, started: bool) -> KeptBattlesReport:
        """Compare the files with the last answer in each battle of a killed window.

        *started* is whether that window reached its title, and had therefore cleaned up before.
        """
        faults: list[str] = []
        autosaves = self._read(self._folders.autosaves, answered, faults)
        finished = self._read(self._folders.finished, answered, faults)
        self._read(self._folders.saves, {}, faults)
        self.unfinished = any(not kept.over for kept in autosaves)
        faults += [f"two files of {key}" for key in _twice(autosaves)]
        lost = 0
        for key, last in answered.items():
            there = [kept for kept in (*autosaves, *finished) if kept.key == key]
            records = max((kept.records for kept in there), default=0)
            lost += max(0, last.ply - records)
            if last.checksum not in {kept.checksum for kept in there} and records >= last.ply:
                faults.append(f"{key}: another state after {last.ply} actions")
        return KeptBattlesReport(
            lost, [*faults, *self._settings_faults(), *self._leftover(started=started)]
        )

    def _read(
        self, folder: Path, answered: Mapping[Key, Answered], faults: list[str]
    ) -> list[Kept]:
        """Load every file of a folder that has changed since it was last loaded."""
        battles = []
        for path in folder.iterdir():
            if path.suffix != SUFFIX:
                continue
            found = path.stat()
            stamp = found.st_mtime_ns, found.st_size
            known = self._known[path] if path in self._known else None
            if known is None or known[0] != stamp or known[1].key in answered:
                try:
                    self._known[path] = stamp, load(path, answered)
                except SaveError as error:
                    faults.append(f"{path.parent.name}: {error}")
                    continue
            battles.append(self._known[path][1])
        return battles

    def _settings_faults(self) -> list[str]:
        root = self._folders.root
        faults = [f"{path.name} is there" for path in root.glob("settings.toml.broken*")]
        if self._folders.settings.exists():
            try:
                msgspec.toml.decode(self._folders.settings.read_bytes(), type=Settings)
            except msgspec.DecodeError as error:
                faults.append(f"settings: {error}")
        return faults

    def _leftover(self, *, started: bool) -> list[str]:
        """Return faults in temporary files: a start should have removed those from before."""
        there = set(self._folders.root.rglob(f"*{TEMPORARY_SUFFIX}"))
        old = there & self._leftovers if started else set()
        self._leftovers = there
        return [f"{path.name} in {path.parent.name} was not removed" for path in old]


def load(path: Path, answered: Mapping[Key, Answered]) -> Kept:
    """Replay a file, with its checksum after the last answered action."""
    save = read_save(path)
    if save.torn is not None:
        raise SaveError(f"{path}: the last line is cut short")
    key = save.header.scenario.name, save.header.seed
    ply = answered[key].ply if key in answered else -1
    game = Game.from_header(save.header)
    checksum = game.checksum()
    for _ in game.replay(save):
        if game.records <= ply:
            checksum = game.checksum()
    return Kept(key, game.records, game.result is not None, checksum)


def _twice(battles: list[Kept]) -> set[Key]:
    keys = [kept.key for kept in battles]
    return {key for key in keys if keys.count(key) > 1}
