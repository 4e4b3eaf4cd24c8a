"""Where a run is kept: a folder from which it goes on, whenever it was killed.

Nothing in it is code: weights are numbers by name, everything else is JSON. So a stranger's folder
may be gone on with.
"""

from __future__ import annotations

import io
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta
from torch.optim.swa_utils import AveragedModel

from engine import limits, plaintext
from engine.appending import FileInUse, hold_lock
from engine.data.datafiles import packaged_data
from engine.encoding.reward_config import FOLDER as REWARDS
from engine.files import is_temporary, read_bounded, write
from engine.players.model import codec_of
from engine.players.puzzles.numbers import FILE as PUZZLES
from engine.players.scenario_list import checksum
from engine.validation import UNREADABLE, in_words
from engine.versions import RULES_VERSION
from training.errors import TrainingError
from training.measurement import Strength
from training.recipe import Recipe
from training.supervised import OPTIMIZER, POLICY, policy_state
from training.weights import SUFFIX, Tensors, named, read_weights, remember, under, write_weights

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import torch
    from sb3_contrib import MaskablePPO

RUN_FILE: Final = "run.json"
PROGRESS_FILE: Final = "progress.json"
LOCK_FILE: Final = "run.lock"
"""Is locked while a run goes on in the folder."""
IMITATION: Final = "imitation"
IMPROVEMENT: Final = "improvement"
LEARNERS: Final = "learners"
LESSONS: Final = "lessons"
TRIALS: Final = "trials"
EXERCISES: Final = "exercises"
WHOLE: Final = "whole"
"""Holds what was gathered, once nothing is missing."""
SELVES: Final = "selves"
MEASURED: Final = "measured"
BOARD: Final = "board"
MEAN: Final = "mean"
"""The part of a learner's file that holds the mean of what it was."""
_MOST_BYTES: Final = 10_000_000
"""Of a file that says what a run is, or where."""


class Identity(msgspec.Struct, frozen=True):
    """Hold what must be the same for a run to go on.

    *data* is a checksum of all that battles, payments and puzzles are made from.
    """

    recipe: Recipe
    rules_version: int
    fingerprint: str
    data: str


class Progress(msgspec.Struct):
    """Hold where a run is.

    *seconds* it has taken, *steps* learned, the *learner* that has learned them (None before
    learning has begun) and the *selves* it knows, by the names of their files, and what was
    measured.
    """

    seconds: Annotated[float, Meta(ge=0)]
    steps: Annotated[int, Meta(ge=0)]
    learner: Annotated[str, Meta(pattern=plaintext.LEARNER_FILE)] | None
    selves: list[Annotated[str, Meta(pattern=plaintext.POLICY_FILE)]]
    results: list[Strength]


class Store:
    """Keep a run in a folder.

    What belongs together is written first, then `progress.json` in one go, which names it: so a run
    that is killed between the two goes on from what was whole before.
    """

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        """Begin, or go on with what *folder* holds; TrainingError if that is no such run."""
        self.folder: Final = folder
        if folder.exists() and not folder.is_dir():
            raise TrainingError(f"{folder} is no folder")
        fingerprint = codec_of(recipe.encoding).fingerprint
        data = checksum([_content(REWARDS, f"{recipe.reward}.toml"), _content(PUZZLES)])
        text = msgspec.json.encode(Identity(recipe, RULES_VERSION, fingerprint, data))
        known = folder / RUN_FILE
        _refuse_pickles(folder)
        if known.exists():
            _compare(folder, _read(known, _MOST_BYTES), text)
        else:
            _require_empty(folder)
            write(known, text)
        self.progress = self._read_progress()
        self._began = time.monotonic() - self.progress.seconds
        self._saved = time.monotonic()

    def _read_progress(self) -> Progress:
        file = self.folder / PROGRESS_FILE
        if not file.exists():
            return Progress(0.0, 0, None, [], [])
        try:
            return msgspec.json.decode(_read(file, _MOST_BYTES), type=Progress)
        except UNREADABLE as error:
            reason = in_words(str(error))
            raise TrainingError(f"{file}: this does not say where a run is: {reason}") from error

    @contextmanager
    def own(self) -> Iterator[None]:
        """Keep other runs from going on in the folder for a block.

        TrainingError when another one is at it, or has been since this one has read where it is.
        """
        try:
            with hold_lock(self.folder / LOCK_FILE, 0):
                if self._read_progress() != self.progress:
                    raise TrainingError(f"{self.folder}: another run has gone on here meanwhile")
                yield
        except FileInUse as error:
            raise TrainingError(f"{self.folder}: another run is going on here") from error

    @property
    def seconds_since_saved(self) -> float:
        """Count the seconds since the learner was saved, or since this process has begun."""
        return time.monotonic() - self._saved

    def note(self) -> None:
        """Write down where the run is."""
        self.progress.seconds = time.monotonic() - self._began
        write(self.folder / PROGRESS_FILE, msgspec.json.encode(self.progress))

    # The learner

    def save_learner(self, learner: MaskablePPO, mean: AveragedModel) -> None:
        """Save a learner and the mean of what it was, then where the run is.

        Only then the learner before it is forgotten.
        """
        folder, name = self.folder / LEARNERS, f"{learner.num_timesteps:09d}{SUFFIX}"
        write_weights(folder / name, _learner_state(learner, mean))
        self.progress.learner, self.progress.steps = name, learner.num_timesteps
        self.note()
        for file in folder.iterdir():
            if file.name != name:
                file.unlink()
        self._saved = time.monotonic()

    def load_learner(self, learner: MaskablePPO) -> AveragedModel:
        """Let a learner that was made by the recipe be as the one that was saved last.

        Returns the mean of what it was. Before anything was saved it stays as it is, and the mean
        is of nothing. TrainingError when the file is not one of such a learner.
        """
        mean = AveragedModel(learner.policy)
        if self.progress.learner is not None:
            file = self.folder / LEARNERS / self.progress.learner
            state = read_weights(file, _learner_state(learner, mean))
            learner.policy.load_state_dict(under(POLICY, state))
            remember(learner.policy.optimizer, under(OPTIMIZER, state))
            mean.load_state_dict(under(MEAN, state))
            learner.num_timesteps = int(file.stem)
        return mean

    # Past selves

    def add_self(self, policy: bytes, steps: int, kept: int) -> None:
        """Keep an exported policy as the newest self; *kept* of them are still met."""
        name = f"{steps:09d}.onnx"
        write(self.folder / SELVES / name, policy)
        self.progress.selves = [*self.progress.selves, name][-kept:]

    def selves(self) -> list[bytes]:
        """Read the past selves that are still met, the newest last."""
        folder = self.folder / SELVES
        return [_read(folder / name, limits.NETWORK_BYTES) for name in self.progress.selves]

    # Fitting

    def save_fit(self, name: str, state: Tensors) -> None:
        """Keep how far a fitting is."""
        write_weights(self.folder / f"{name}{SUFFIX}", state)
        self.note()

    def load_fit(self, name: str, like: Tensors) -> dict[str, torch.Tensor] | None:
        """Return how far a fitting is; None before its first epoch has ended.

        TrainingError when the file does not hold what *like* does.
        """
        file = self.folder / f"{name}{SUFFIX}"
        return read_weights(file, like) if file.exists() else None


def _learner_state(learner: MaskablePPO, mean: AveragedModel) -> dict[str, torch.Tensor]:
    return {
        **policy_state(learner.policy, learner.policy.optimizer),
        **named(MEAN, mean.state_dict()),
    }


def _require_empty(folder: Path) -> None:
    """Raise TrainingError where a new run would write over, or remove, what is there already."""
    if folder.exists() and not all(is_temporary(file) for file in folder.iterdir()):
        raise TrainingError(f"{folder} holds no run and is not empty; name another folder")


def _refuse_pickles(folder: Path) -> None:
    """Raise TrainingError for a run of an older version, whose learners were pickles."""
    for file in (*folder.glob("*.pt"), *(folder / LEARNERS).glob("*.zip")):
        raise TrainingError(
            f"{file} was kept by an older version, in a form that could run code when it is read;"
            " it can't be gone on with. Begin in another folder"
        )


def _read(file: Path, limit: int) -> bytes:
    try:
        return read_bounded(file, limit)
    except OSError as error:
        raise TrainingError(f"{file} can't be read: {error.strerror}") from error


def _content(*parts: str) -> tuple[str, bytes]:
    """Name a packaged data file, and read it; line ends are the checkout's affair."""
    file = packaged_data().joinpath(*parts)
    return file.name, file.read_text(encoding="utf-8").encode()


def packed(learner: MaskablePPO) -> bytes:
    """Give a learner as the bytes of a zip file."""
    file = io.BytesIO()
    learner.save(file)
    return file.getvalue()


def _compare(folder: Path, held: bytes, ours: bytes) -> None:
    if held == ours:
        return
    try:
        theirs = msgspec.json.decode(held, type=Identity)
    except UNREADABLE as error:
        raise TrainingError(f"{folder / RUN_FILE}: this is no file of a run: {error}") from error
    mine = msgspec.json.decode(ours, type=Identity)
    differing = [
        name
        for one, other in ((theirs, mine), (theirs.recipe, mine.recipe))
        for name in one.__struct_fields__
        if name != "recipe" and getattr(one, name) != getattr(other, name)
    ]
    raise TrainingError(
        f"{folder} holds another run: its {', '.join(differing)} differ; name another folder"
    )
