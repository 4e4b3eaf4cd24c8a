"""How far a player is in the lessons: a strict, versioned file in the user folder."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated, Final, NamedTuple

import msgspec
from msgspec import Meta

from client.folders import lock_user_folder, move_aside
from client.tutorial.lesson import packaged_lessons
from client.tutorial.lesson_session import Place
from engine import limits
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.validation import UNREADABLE, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1


class Progress(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The lessons that are *done*, by code, and the *places* in those that were left."""

    version: Annotated[int, Meta(ge=VERSION, le=VERSION)] = VERSION
    done: tuple[str, ...] = ()
    places: dict[str, Place] = {}


class Note(NamedTuple):
    """Something new about a lesson: its *place*, or None if it has none any more."""

    lesson: str
    place: Place | None
    is_done: bool = False


class ProgressError(Exception):
    """Raised for a file that is not one of progress; the message says why."""


class Kept(NamedTuple):
    """Progress as written, and where a broken file was moved to, with what was wrong with it."""

    progress: Progress
    problem: str | None = None
    aside: Path | None = None


def read_progress(path: Path) -> Progress:
    """Return the progress in a file, none if there is no file.

    OSError if it can't be read, ProgressError if it is broken.
    """
    if not os.path.lexists(path):
        return Progress()
    try:
        progress = msgspec.json.decode(read_bounded(path, limits.FILE_BYTES), type=Progress)
    except UNREADABLE as error:
        raise ProgressError(in_words(str(error))) from error
    known = {lesson.code for lesson in packaged_lessons()}
    for code in (*progress.done, *progress.places):
        if code not in known:
            raise ProgressError(f"{code!r}")
    for code, place in progress.places.items():
        if place.start > len(place.actions):
            raise ProgressError(f"{code}: {place.start} > {len(place.actions)}")
    return progress


def add(progress: Progress, note: Note) -> Progress:
    """Return progress with a note added."""
    places = {code: place for code, place in progress.places.items() if code != note.lesson}
    if note.place is not None:
        places[note.lesson] = note.place
    done = progress.done
    if note.is_done and note.lesson not in done:
        done = (*done, note.lesson)
    return msgspec.structs.replace(progress, done=done, places=places)


def keep_notes(folders: Folders, notes: Sequence[Note]) -> Kept:
    """Add notes to the file, which another window may have written meanwhile.

    A broken file is moved aside. OSError, with nothing written, if the file can't be read, moved or
    written.
    """
    with lock_user_folder(folders):
        path, problem, aside = folders.tutorial, None, None
        try:
            progress = read_progress(path)
        except (ProgressError, NotPlainFile, FileTooLarge) as error:
            progress, problem = Progress(), str(error)
            aside = move_aside(path)
        for note in notes:
            progress = add(progress, note)
        encoded = msgspec.json.encode(progress)
        write(path, msgspec.json.format(encoded, indent=1) + b"\n")
    return Kept(progress, problem, aside)
