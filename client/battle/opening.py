"""Opens battles, new and saved ones, each with the file that its record is kept in.

A battle that was saved by itself goes on in its file, unless another window plays it; one that a
player saved goes on in a new file, and the save stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.battle.autosave import open_autosave
from client.battle.session import Session
from engine import limits
from engine.appending import AppendFile, FileInUse
from engine.battle.replay import parse_save, read_save
from engine.errors import SaveError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.battle.thinking import Thinker
    from client.folders import Folders
    from engine.battle.game import Game
    from engine.battle.replay import Save
    from engine.battle.scenario import Scenario
    from engine.record_file import RecordFile


class OpenedBattle(NamedTuple):
    """A battle that can be played: *torn* when the last line of its file was cut short.

    *unreadable* says why the battles that were to be continued before it can't be.
    """

    session: Session
    autosave: RecordFile
    torn: bool = False
    unreadable: tuple[str, ...] = ()


def start_battle(
    scenario: Scenario, seed: int, players: tuple[str, str], folders: Folders, thinker: Thinker
) -> OpenedBattle:
    """Start a battle in a file of its own."""
    autosave = open_autosave(folders, scenario.name)
    try:
        session = Session.start(scenario, seed, players, thinker.battle(scenario, seed), autosave)
    except BaseException:
        autosave.close(0)
        raise
    return OpenedBattle(session, autosave)


def continue_first(paths: Sequence[Path], folders: Folders, thinker: Thinker) -> OpenedBattle:
    """Continue the first of at least one battle that can be; SaveError says why none can."""
    reasons: list[str] = []
    for path in paths:
        try:
            battle = continue_battle(path, folders, thinker)
        except SaveError as error:
            reasons.append(str(error))
        else:
            return battle._replace(unreadable=tuple(reasons))
    raise SaveError("\n".join(reasons))


def continue_battle(path: Path, folders: Folders, thinker: Thinker) -> OpenedBattle:
    """Continue a battle; SaveError says why it can't be, or that another window plays it."""
    file = _open(path) if path.parent == folders.autosaves else None
    try:
        save = read_save(path) if file is None else parse_save(path, file.read())
        header = save.header
        thinking = thinker.battle(header.scenario, header.seed)
        session = Session.resume(save, thinking)
    except BaseException:
        if file is not None:
            file.close()
        raise
    record = _lines(session.game) if file is None else _whole_lines(file.read(), save)
    autosave = open_autosave(folders, header.scenario.name, record, file)
    session.record_with(autosave)
    return OpenedBattle(session, autosave, save.torn is not None)


def _open(path: Path) -> AppendFile | None:
    """Open the file a battle was kept in; None where it may only be read."""
    try:
        return AppendFile.open(path, limits.SAVE_BYTES)
    except FileInUse as error:
        raise SaveError(f"{path}: this battle is being played in another window") from error
    except PermissionError:
        return None
    except OSError as error:
        raise SaveError(f"{path}: can't be read: {error.strerror}") from error


def _lines(game: Game) -> bytes:
    return "".join(f"{line}\n" for line in game.lines).encode()


def _whole_lines(content: bytes, save: Save) -> bytes:
    """Return the record a file holds: without a torn last line, the last one ended."""
    if save.torn is not None:
        return content[: content.rindex(b"\n") + 1]
    return content if content.endswith(b"\n") else content + b"\n"
