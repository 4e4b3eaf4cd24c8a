"""Where a run is kept: a folder from which it goes on, whenever it was killed."""

from __future__ import annotations

import io
import time
from typing import TYPE_CHECKING, Final

import msgspec
import torch
from sb3_contrib import MaskablePPO
from torch.optim.swa_utils import AveragedModel

from engine.battle.datafiles import packaged_data
from engine.encoding.payment import FOLDER as REWARDS
from engine.files import write
from engine.players.arena.venues import checksum
from engine.players.model import codec_of
from engine.players.puzzles.numbers import FILE as PUZZLES
from engine.validation import UNREADABLE
from engine.versions import RULES_VERSION
from training.errors import TrainingError
from training.measurement import Strength
from training.recipe import Recipe

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from stable_baselines3.common.vec_env import VecEnv

RUN_FILE: Final = "run.json"
PROGRESS_FILE: Final = "progress.json"
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

    seconds: float
    steps: int
    learner: str | None
    selves: list[str]
    results: list[Strength]


class Store:
    """Keep a run in a folder.

    What belongs together is written first, then `progress.json` in one go, which names it: so a run
    that is killed between the two goes on from what was whole before.
    """

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        """Begin, or go on with what *folder* holds; TrainingError if that is another run."""
        self.folder: Final = folder
        if folder.exists() and not folder.is_dir():
            raise TrainingError(f"{folder} is no folder")
        fingerprint = codec_of(recipe.encoding).fingerprint
        data = checksum([_content(REWARDS, f"{recipe.reward}.toml"), _content(PUZZLES)])
        text = msgspec.json.encode(Identity(recipe, RULES_VERSION, fingerprint, data))
        known = folder / RUN_FILE
        if known.exists():
            _compare(folder, known.read_bytes(), text)
        else:
            write(known, text)
        self.progress = self._read_progress()
        self._began = time.monotonic() - self.progress.seconds
        self._saved = time.monotonic()

    def _read_progress(self) -> Progress:
        file = self.folder / PROGRESS_FILE
        if not file.exists():
            return Progress(0.0, 0, None, [], [])
        try:
            return msgspec.json.decode(file.read_bytes(), type=Progress)
        except UNREADABLE as error:
            raise TrainingError(f"{file}: this does not say where a run is: {error}") from error

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
        folder, name = self.folder / LEARNERS, f"{learner.num_timesteps:09d}"
        self._save_state(folder / f"{name}.pt", mean.state_dict())
        write(folder / f"{name}.zip", packed(learner))
        self.progress.learner, self.progress.steps = f"{name}.zip", learner.num_timesteps
        self.note()
        for file in folder.iterdir():
            if file.stem != name:
                file.unlink()
        self._saved = time.monotonic()

    def load_learner(self, environments: VecEnv) -> MaskablePPO | None:
        """Load the learner that was saved last; None before there is one."""
        if self.progress.learner is None:
            return None
        file = self.folder / LEARNERS / self.progress.learner
        return MaskablePPO.load(file, env=environments, device="cpu")

    def load_mean(self, learner: MaskablePPO) -> AveragedModel:
        """Load the mean that was saved with a learner; one of nothing before there is any."""
        mean = AveragedModel(learner.policy)
        if self.progress.learner is not None:
            file = (self.folder / LEARNERS / self.progress.learner).with_suffix(".pt")
            mean.load_state_dict(torch.load(file, weights_only=True))
        return mean

    # Past selves

    def add_self(self, policy: bytes, steps: int, kept: int) -> None:
        """Keep an exported policy as the newest self; *kept* of them are still met."""
        name = f"{steps:09d}.onnx"
        write(self.folder / SELVES / name, policy)
        self.progress.selves = [*self.progress.selves, name][-kept:]

    def selves(self) -> list[bytes]:
        """Read the past selves that are still met, the newest last."""
        return [(self.folder / SELVES / name).read_bytes() for name in self.progress.selves]

    # Fitting

    def save_fit(self, name: str, state: dict[str, Any]) -> None:
        """Keep how far a fitting is."""
        self._save_state(self.folder / f"{name}.pt", state)
        self.note()

    def _save_state(self, path: Path, state: dict[str, Any]) -> None:
        file = io.BytesIO()
        torch.save(state, file)
        write(path, file.getvalue())

    def load_fit(self, name: str) -> dict[str, Any] | None:
        """Give how far a fitting is; None before its first epoch has ended."""
        file = self.folder / f"{name}.pt"
        if not file.exists():
            return None
        state: dict[str, Any] = torch.load(file, weights_only=True)
        return state


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
