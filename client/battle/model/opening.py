"""Opening of battles, new and saved, each with the file that records it.

An autosave is continued in its own file, unless another window plays it; a named save is
continued in a new file and stays as it is.
"""

from __future__ import annotations

import errno
import logging
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from client.battle.model.autosave import open_autosave, retire
from client.battle.model.session import Session
from engine import limits
from engine.append_file import AppendFile, FileInUse
from engine.battle.save import branch_save, parse_save, read_save, restart_save, seed_of
from engine.errors import SaveError
from engine.journal import whole_lines
from engine.sentences import Lines, Sentence
from engine.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from client.folders import Folders
    from client.worker.worker import Worker
    from engine.battle.game import Game
    from engine.battle.save import Save
    from engine.battle.scenario import Scenario
    from engine.record_file import RecordFile


log = logging.getLogger(__name__)


class OpenedBattle(NamedTuple):
    """A battle that can be played; *torn* is whether the last line of its file was incomplete.

    *unreadable* says why battles that were tried before it can't be continued.
    """

    session: Session
    autosave: RecordFile
    torn: bool = False
    unreadable: tuple[SaveError, ...] = ()


def start_battle(
    scenario: Scenario, seed: int, players: tuple[str, str], folders: Folders, worker: Worker
) -> OpenedBattle:
    """Start a battle in a new file."""
    autosave = open_autosave(folders, scenario.name)
    try:
        session = Session.start(scenario, seed, players, worker.battle(scenario, seed), autosave)
    except BaseException:
        autosave.close(0)
        raise
    return OpenedBattle(session, autosave)


def branch_battle(
    save: Save, records: int, seed: int, players: tuple[str, str], folders: Folders, worker: Worker
) -> OpenedBattle:
    """Start a battle in a new file after so many *records* of a save, with dice of *seed*."""
    return _continue_in(None, None, branch_save(save, records, seed, players), folders, worker)


def restart_battle(save: Save, folders: Folders, worker: Worker) -> OpenedBattle:
    """Start the battle of a save anew in a new file: same start, same dice, same players."""
    return _continue_in(None, None, restart_save(save), folders, worker)


def continue_first(
    paths: Sequence[Path], folders: Folders, worker: Worker, unwritten: Mapping[Path, RecordFile]
) -> OpenedBattle:
    """Continue the first battle that can be; SaveError says why none of them can.

    There must be at least one path. *unwritten* are records in this window of battles that were
    left. A finished battle is moved aside if another one follows it, once it is fully written.
    """
    reasons: list[SaveError] = []
    for path in paths:
        record = find_record(path, unwritten)
        try:
            if record is None:
                battle = continue_battle(path, folders, worker)
            else:
                battle = _take_up(path, record, worker)
        except SaveError as error:
            reasons.append(error)
            continue
        if battle.session.game.result is None or path == paths[-1]:
            return battle._replace(unreadable=tuple(reasons))
        if record is not None:
            continue
        battle.autosave.close(0)
        try:
            retire(folders, path)
        except OSError as error:
            log.warning("%s is over and stays where it is: %s", path, error)
    raise SaveError(Lines(reasons))


def find_record(path: Path, records: Mapping[Path, RecordFile]) -> RecordFile | None:
    """Return the record kept in a file, whatever path the file is named by."""
    if path in records:
        return records[path]
    for named, record in records.items():
        with suppress(OSError):  # a file that no longer exists is the file of no record
            if path.samefile(named):
                return record
    return None


def _take_up(path: Path, record: RecordFile, worker: Worker) -> OpenedBattle:
    """Continue a battle whose record is not completely written yet."""
    save = parse_save(path, record.content)
    session = Session.resume(save, worker.battle(save.header.scenario, seed_of(save)))
    session.record_with(record)
    return OpenedBattle(session, record)


def continue_battle(path: Path, folders: Folders, worker: Worker) -> OpenedBattle:
    """Continue a battle; SaveError says why it can't be, such as being open in another window."""
    if not _is_in(path, folders.autosaves):
        return _continue_in(None, None, read_save(path), folders, worker)
    file = _open(path)
    if file is None:
        return _continue_in(None, path, read_save(path), folders, worker)
    try:
        content = _read(file)
        save = parse_save(path, content)
        return _continue_in((file, whole_lines(content, save)), None, save, folders, worker)
    except BaseException:
        file.close()
        raise


def _continue_in(
    kept: tuple[AppendFile, bytes] | None,
    read_only: Path | None,
    save: Save,
    folders: Folders,
    worker: Worker,
) -> OpenedBattle:
    """Continue a battle in the file it was *kept* in (given with its content), or in a new one."""
    header = save.header
    session = Session.resume(save, worker.battle(header.scenario, seed_of(save)))
    file, record = (None, _lines(session.game)) if kept is None else kept
    autosave = open_autosave(folders, header.scenario.name, record, file, read_only)
    session.record_with(autosave)
    return OpenedBattle(session, autosave, save.torn is not None)


def _read(file: AppendFile) -> bytes:
    """Return the content of a file; SaveError if it can't be read."""
    try:
        return file.read()
    except OSError as error:
        raise _unreadable(file.path, error) from error


def _unreadable(path: Path, error: OSError) -> SaveError:
    return SaveError(Sentence("save.unreadable", place=str(path), reason=reason_of(error)))


def _is_in(path: Path, folder: Path) -> bool:
    """Whether a file is in a folder, whatever path it was named by."""
    try:
        return path.parent.samefile(folder)
    except OSError as error:
        raise _unreadable(path, error) from error


def _open(path: Path) -> AppendFile | None:
    """Open the file of a battle for appending; None if it is read-only."""
    try:
        return AppendFile.open(path, limits.SAVE_BYTES)
    except FileInUse as error:
        raise SaveError(Sentence("save.in-use", place=str(path))) from error
    except PermissionError:
        return None
    except OSError as error:
        if error.errno == errno.EROFS:
            return None
        raise _unreadable(path, error) from error


def _lines(game: Game) -> bytes:
    return "".join(f"{line}\n" for line in game.lines).encode()
