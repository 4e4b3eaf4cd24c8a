"""One's own record: a strict, versioned file in the user folder, to which lines are appended."""

from __future__ import annotations

import enum
import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.folders import lock_user_folder, move_aside
from client.standing import Standing
from engine import limits, plaintext
from engine.append_file import AppendFile
from engine.errors import DataError, Problem
from engine.files import FileTooLarge, NotPlainFile, read_bounded
from engine.players import scripted_bots
from engine.sentences import InvalidValue
from engine.validation import decode_json

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
KIND: Final = "own record"
"""Used where files of battles name a rule: no rule is about one's own record."""
LONGEST: Final = limits.TABLE_BYTES
"""Maximum size of the file, in bytes: some thousands of battles."""

_Digest = Annotated[str, Meta(pattern=plaintext.DIGEST)]


class Outcome(enum.Enum):
    """How a battle ended for the person."""

    WON = "won"
    DRAWN = "drawn"
    LOST = "lost"


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of the file."""

    own_record: Annotated[int, Meta(ge=VERSION, le=VERSION)]


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A line of the file: a battle, by the digest of its start, that a person finished."""

    battle: _Digest
    opponent: plaintext.Name
    outcome: Outcome


class Kept(NamedTuple):
    """The entries in the file, and where a broken one was moved to, with what was wrong with it."""

    entries: Mapping[str, Entry]
    problem: DataError | OSError | None = None
    aside: Path | None = None


def standing_against(entries: Mapping[str, Entry], opponent: str) -> Standing:
    """Return the record against an opponent."""
    outcomes = [one.outcome for one in entries.values() if one.opponent == opponent]
    return Standing(*(outcomes.count(outcome) for outcome in Outcome))


def opponent_of(players: tuple[str, str]) -> str | None:
    """Return the opponent of the only person among the players; None if there is no such pair."""
    if players.count(scripted_bots.PERSON) != 1:
        return None
    return players[1 - players.index(scripted_bots.PERSON)]


def read_record(path: Path) -> dict[str, Entry]:
    """Return the entries in a file by battle, none if there is no file.

    Of several entries of a battle the first counts; a last line that was cut off is left out.
    OSError if the file can't be read, DataError if it is broken.
    """
    if not os.path.lexists(path):
        return {}
    return _parse(read_bounded(path, LONGEST), path.name)


def keep_entries(folders: Folders, entries: Sequence[Entry]) -> Kept:
    """Append the entries of battles that the file does not have yet.

    A broken file is moved aside. OSError if the file can't be read, moved or written; what was
    written is whole lines, and one that was cut off is removed with the next ones.
    """
    with lock_user_folder(folders):
        path, problem, aside = folders.own_record, None, None
        try:
            known = read_record(path)
        except (DataError, NotPlainFile, FileTooLarge) as error:
            known, problem = {}, error
            aside = move_aside(path)
        new = {one.battle: one for one in reversed(entries) if one.battle not in known}
        if new or aside is not None:
            _append(path, list(reversed(new.values())))
    return Kept({**known, **new}, problem, aside)


def _append(path: Path, entries: Sequence[Entry]) -> None:
    heading = msgspec.json.encode(Heading(VERSION)) + b"\n"
    file = AppendFile.open_or_create(path, heading, LONGEST)
    try:
        file.cut_torn_line()
        if not file.size:
            file.append(heading)
        file.append(b"".join(msgspec.json.encode(one) + b"\n" for one in entries))
        file.sync()
    finally:
        file.close()


def _parse(content: bytes, file: str) -> dict[str, Entry]:
    try:
        plaintext.decode(content)
    except InvalidValue as error:
        raise DataError([Problem(file, "", "", error.sentence, KIND)]) from error
    *lines, _ = content.split(b"\n")
    if not lines:
        return {}  # not even its first line was written
    entries: dict[str, Entry] = {}
    decode_json(lines[0], file, "1", Heading, KIND)
    for number, line in enumerate(lines[1:], start=2):
        entry = decode_json(line, file, str(number), Entry, KIND)
        entries.setdefault(entry.battle, entry)
    return entries
