"""What a killed window has left in its user folder, and whether that is what it must be."""

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
"""Names a battle: its scenario and its seed."""
_Stamp: TypeAlias = tuple[int, int]


class Kept(NamedTuple):
    """A battle in a file, so many records long; *over* when it has ended."""

    key: Key
    records: int
    over: bool
    checksum: str


class KeptBattlesReport(NamedTuple):
    """How many actions that were answered are *lost*, and sentences on what else is wrong."""

    lost: int
    faults: list[str]


class KeptBattles:
    """The user folder of the window that is killed, looked through after every kill."""

    def __init__(self, folders: Folders) -> None:
        """Take the user folder, empty as yet."""
        self._folders: Final = folders
        self._known: dict[Path, tuple[_Stamp, Kept]] = {}
        self._leftovers: set[Path] = set()
        self.unfinished = False
        """Whether a battle lay there that can be continued, when it was looked through last."""

    def look_through(self, answered: Mapping[Key, Answered], *, started: bool) -> KeptBattlesReport:
        """Compare the files with what was answered last in each battle of a killed window.

        *started* is whether that window has reached its title: then it has tidied up before.
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
        """Load every file of a folder that was changed since it was loaded last."""
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
        """Note what was not yet in its place; what a start should have removed is a fault."""
        there = set(self._folders.root.rglob(f"*{TEMPORARY_SUFFIX}"))
        old = there & self._leftovers if started else set()
        self._leftovers = there
        return [f"{path.name} in {path.parent.name} was not removed" for path in old]


def load(path: Path, answered: Mapping[Key, Answered]) -> Kept:
    """Play a file again; its checksum is that after the last action that was answered."""
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
