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
from engine.errors import DataError
from engine.files import FileTooLarge, NotPlainFile, read_bounded, write
from engine.sentences import Sentence
from engine.validation import Findings, decode_json, in_short

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.folders import Folders

VERSION: Final = 1
KIND: Final = "tutorial"
"""Used where files of battles name a rule: no rule is about progress."""


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


class Kept(NamedTuple):
    """Progress as written, and where a broken file was moved to, with what was wrong with it."""

    progress: Progress
    problem: DataError | OSError | None = None
    aside: Path | None = None


def read_progress(path: Path) -> Progress:
    """Return the progress in a file, none if there is no file.

    OSError if it can't be read, DataError if it is broken.
    """
    if not os.path.lexists(path):
        return Progress()
    content = read_bounded(path, limits.FILE_BYTES)
    progress = decode_json(content, path.name, "", Progress, KIND)
    findings = Findings(path.name)
    lessons = [lesson.code for lesson in packaged_lessons()]
    known = ", ".join(lessons)
    for number, code in enumerate(progress.done):
        if code not in lessons:
            unknown = Sentence("data.no-lesson", lesson=in_short(code), known=known)
            findings.add(f"done[{number}]", "", unknown, KIND)
    for code, place in progress.places.items():
        if code not in lessons:
            unknown = Sentence("data.no-lesson", lesson=in_short(code), known=known)
            findings.add("places", code, unknown, KIND)
        if place.start > len(place.actions):
            above = Sentence("data.start-after-actions", actions=len(place.actions))
            findings.add(f"places.{code}", "start", above, KIND)
    findings.raise_if_any()
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
        except (DataError, NotPlainFile, FileTooLarge) as error:
            progress, problem = Progress(), error
            aside = move_aside(path)
        for note in notes:
            progress = add(progress, note)
        encoded = msgspec.json.encode(progress)
        write(path, msgspec.json.format(encoded, indent=1) + b"\n")
    return Kept(progress, problem, aside)
