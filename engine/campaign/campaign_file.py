"""The files of a campaign that is being played: its save, to which each turn is appended, and
beside it the orders and results of the turn in progress.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from engine import limits, plaintext
from engine.append_file import AppendFile, FileInUse
from engine.campaign.save import (
    CampaignSave,
    Header,
    ProgressLine,
    TurnLine,
    encode,
    parse_save,
    read_line,
    split_rows,
    unusable,
)
from engine.journal import line_of
from engine.record_file import RecordFile
from engine.sentences import Sentence
from engine.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from engine.errors import SaveError

_SIDE: Final = ".progress"
"""Suffix of the side file, after the whole name of the save."""


def side_path(path: Path) -> Path:
    """Return the path of the side file of a save."""
    return path.with_name(f"{path.name}{_SIDE}")


class CampaignFile:
    """A save that a campaign is recorded in, and its side file; both are locked.

    *problem* is why the latest turns are not in the save, or the latest orders and results not
    beside it, while that lasts; they are tried again with every later one.
    """

    def __init__(self, file: AppendFile, content: bytes, side: AppendFile, noted: bytes) -> None:
        """Take over both files and what is in them; callers use `begin` and `resume`."""
        path: Final = file.path
        self._save: Final = RecordFile(lambda whole: _create_beside(path, whole), content, file)
        self._side: Final = side
        self._noted: Final = bytearray(noted)
        """What the side file is to have."""
        self._side_problem: OSError | None = None

    @classmethod
    def begin(cls, path: Path, header: Header, turns: Iterable[TurnLine]) -> CampaignFile:
        """Create a save with the turns so far; SaveError if there is a file or it can't be made."""
        lines = [encode(header), *map(encode, turns)]
        content = "".join(f"{line}\n" for line in lines).encode()
        try:
            file = AppendFile.create(path, content, limits.CAMPAIGN_BYTES)
        except FileExistsError as error:
            raise unusable(path, Sentence("campaign.save.exists")) from error
        except OSError as error:
            raise _unwritable(path, error) from error
        try:
            side = _open_side(path)
            # A file of another campaign that was removed; its orders are not this one's.
            side.truncate(0)
        except OSError as error:
            file.close()
            raise _unwritable(side_path(path), error) from error
        return cls(file, content, side, b"")

    @classmethod
    def resume(cls, path: Path) -> tuple[CampaignFile, CampaignSave, list[ProgressLine]]:
        """Open a save to go on in it; with what it and its side file say. SaveError if it can't be.

        A last line that was cut off is removed from both.
        """
        try:
            file = AppendFile.open(path, limits.CAMPAIGN_BYTES)
        except FileInUse as error:
            raise unusable(path, Sentence("campaign.save.in-use")) from error
        except OSError as error:
            sentence = Sentence("campaign.save.unreadable", reason=reason_of(error))
            raise unusable(path, sentence) from error
        try:
            content = file.read()
            save = parse_save(path, content)
            side = _open_side(path)
        except OSError as error:
            file.close()
            raise _unwritable(side_path(path), error) from error
        except BaseException:
            file.close()
            raise
        try:
            progress = _read_progress(side)
            noted = side.read()
        except BaseException:
            file.close()
            side.close()
            raise
        return cls(file, _whole(content, save), side, noted), save, progress

    @property
    def path(self) -> Path:
        """Return the path of the save, which changes if another program moves the file."""
        assert self._save.path is not None, "it was made at the start"
        return self._save.path

    @property
    def problem(self) -> OSError | None:
        """Return what keeps the latest turns or orders from being written, if anything does."""
        return self._save.problem or self._side_problem

    def take_move(self) -> Path | None:
        """Return the new path of the save, once, after the file was moved or changed."""
        moved_to, self._save.moved_to = self._save.moved_to, None
        return moved_to

    def note(self, line: ProgressLine) -> None:
        """Write what happened in the turn in progress into the side file.

        If that fails, *problem* says why, until it is written with a later line.
        """
        self._noted.extend(f"{encode(line)}\n".encode())
        self._write_side()

    def append(self, line: TurnLine) -> None:
        """Append a turn that ended, and empty the side file once it is in the save."""
        self._save.append([encode(line)])
        if self._save.is_whole:
            self._noted.clear()
        self._write_side()

    def _write_side(self) -> None:
        try:
            if self._side.size > len(self._noted):
                self._side.truncate(0)
            self._side.append(bytes(self._noted[self._side.size :]))
        except OSError as error:
            self._side_problem = error
        else:
            self._side_problem = None

    def close(self, seconds: float) -> None:
        """Write the rest, wait up to *seconds* for the disk, and close both files."""
        self._save.close(seconds)
        if self._side_problem is not None:
            self._write_side()
        self._side.close()


def _create_beside(path: Path, content: bytes) -> AppendFile:
    """Create a file with a number after the name of a save that another program changed."""
    number = 1
    while os.path.lexists(other := path.with_name(f"{path.stem}-{number}{path.suffix}")):
        number += 1
    return AppendFile.create(other, content, limits.CAMPAIGN_BYTES)


def _open_side(path: Path) -> AppendFile:
    return AppendFile.open_or_create(side_path(path), b"", limits.CAMPAIGN_BYTES)


def _whole(content: bytes, save: CampaignSave) -> bytes:
    """Return a content without a torn last line, and with a final line end."""
    if save.torn is not None:
        return content[: content.rindex(b"\n") + 1]
    return content if content.endswith(b"\n") else content + b"\n"


def _read_progress(side: AppendFile) -> list[ProgressLine]:
    place = _place(side.path)
    content = side.read()
    rows, torn = split_rows(place, content)
    if torn is not None:
        side.cut_torn_line()
    elif content and not content.endswith(b"\n"):
        side.append(b"\n")
    return [
        read_line(line_of(place, number), row, ProgressLine)
        for number, row in enumerate(rows, start=1)
    ]


def _place(path: Path) -> str:
    return plaintext.escape(str(path))


def _unwritable(path: Path, error: OSError) -> SaveError:
    sentence = Sentence("campaign.save.unwritable", reason=reason_of(error))
    return unusable(path, sentence)
