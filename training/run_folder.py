"""The folder of a training run, from which a stopped or killed run resumes.

It holds no code: weights are numbers by name, everything else is JSON or arrays. A folder from a
stranger is therefore safe to resume.
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
from engine.append_file import FileInUse, hold_lock
from engine.data.datafiles import packaged_data
from engine.encoding.reward_config import FOLDER as REWARDS
from engine.files import is_temporary, read_bounded, write
from engine.players.model import codec_of
from engine.players.puzzles.puzzle_settings import FILE as PUZZLE_NUMBERS
from engine.players.scenario_list import checksum
from engine.validation import UNREADABLE, in_words
from engine.versions import RULES_VERSION
from training.errors import TrainingError
from training.model_evaluation import EvaluationResult
from training.network_weights import (
    SUFFIX,
    Tensors,
    add_prefix,
    load_adam_state,
    read_weights,
    strip_prefix,
    write_weights,
)
from training.run_identity import RUN_FILE, RunIdentity, require_same_run
from training.supervised import OPTIMIZER, POLICY, policy_state

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import torch
    from sb3_contrib import MaskablePPO

    from training.recipe import Recipe

PROGRESS_FILE: Final = "progress.json"
LOCK_FILE: Final = "run.lock"
"""Locked while a run is active in the folder."""
IMITATION: Final = "imitation"
IMPROVEMENT: Final = "policy_improvement"
CHECKPOINTS: Final = "checkpoints"
DEMONSTRATIONS: Final = "demonstrations"
ROLLOUTS: Final = "rollouts"
PUZZLES: Final = "puzzles"
MERGED: Final = "merged"
"""The folder of a whole dataset, made of its parts once none is missing."""
PAST_POLICIES: Final = "past_policies"
EVALUATED: Final = "evaluated"
TENSORBOARD: Final = "tensorboard"
AVERAGE: Final = "average"
"""The prefix, in a checkpoint, of the average policy's tensors."""
_MOST_BYTES: Final = 10_000_000
"""Maximum size of `run.json` and `progress.json`."""


class Progress(msgspec.Struct):
    """Progress of a run.

    - *seconds* of training so far, and *steps*, timesteps of PPO
    - *checkpoint*: the name of the learner's file; None before PPO has begun
    - *past_policies*: the names of the files of past policies in the league, oldest first
    - *results*: those of all evaluations, oldest first
    """

    seconds: Annotated[float, Meta(ge=0)]
    steps: Annotated[int, Meta(ge=0)]
    checkpoint: Annotated[str, Meta(pattern=plaintext.LEARNER_FILE)] | None
    past_policies: list[Annotated[str, Meta(pattern=plaintext.POLICY_FILE)]]
    results: list[EvaluationResult]


class RunFolder:
    """Folder of a run on disk.

    Files are written first, then `progress.json` in one go, which names them: a run that is killed
    in between resumes from what the last `progress.json` names.
    """

    def __init__(self, folder: Path, recipe: Recipe) -> None:
        """Create the folder, or open it to resume the run in it.

        Raise TrainingError if the folder holds another run, one of an earlier version, damaged
        files, or files but no run.
        """
        self.folder: Final = folder
        if folder.exists() and not folder.is_dir():
            raise TrainingError(f"{folder} is not a folder")
        fingerprint = codec_of(recipe.encoding).fingerprint
        data = checksum([_content(REWARDS, f"{recipe.reward}.toml"), _content(PUZZLE_NUMBERS)])
        identity = msgspec.json.encode(RunIdentity(recipe, RULES_VERSION, fingerprint, data))
        file = folder / RUN_FILE
        _refuse_pickles(folder)
        if file.exists():
            require_same_run(folder, _read(file, _MOST_BYTES), identity)
        else:
            _require_empty(folder)
            write(file, identity)
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
            raise TrainingError(f"{file} is not the progress of a run: {reason}") from error

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Lock the folder for a block."""
        try:
            with hold_lock(self.folder / LOCK_FILE, 0):
                if self._read_progress() != self.progress:
                    raise TrainingError(f"{self.folder} was changed by another run meanwhile")
                yield
        except FileInUse as error:
            raise TrainingError(f"{self.folder} is in use by another run") from error

    @property
    def seconds_since_checkpoint(self) -> float:
        """Return the seconds since the last checkpoint, or since this process opened the store."""
        return time.monotonic() - self._saved

    def save_progress(self) -> None:
        """Write `progress.json`."""
        self.progress.seconds = time.monotonic() - self._began
        write(self.folder / PROGRESS_FILE, msgspec.json.encode(self.progress))

    # The learner

    def save_learner(self, learner: MaskablePPO, average: AveragedModel) -> None:
        """Write a checkpoint of a learner and its average policy, then the progress.

        Only then is the previous checkpoint deleted.
        """
        folder, name = self.folder / CHECKPOINTS, f"{learner.num_timesteps:09d}{SUFFIX}"
        write_weights(folder / name, _learner_state(learner, average))
        self.progress.checkpoint, self.progress.steps = name, learner.num_timesteps
        self.save_progress()
        for file in folder.iterdir():
            if file.name != name:
                file.unlink()
        self._saved = time.monotonic()

    def load_learner(self, learner: MaskablePPO) -> AveragedModel:
        """Restore *learner*, made by the recipe, from the last checkpoint; return the average.

        Without a checkpoint the learner stays as it is, and the average is of no policy yet. Raise
        TrainingError if the checkpoint is not one of such a learner.
        """
        average = AveragedModel(learner.policy)
        if self.progress.checkpoint is not None:
            file = self.folder / CHECKPOINTS / self.progress.checkpoint
            state = read_weights(file, _learner_state(learner, average))
            learner.policy.load_state_dict(strip_prefix(POLICY, state))
            load_adam_state(learner.policy.optimizer, strip_prefix(OPTIMIZER, state))
            average.load_state_dict(strip_prefix(AVERAGE, state))
            learner.num_timesteps = int(file.stem)
        return average

    # Past policies

    def add_past_policy(self, policy: bytes, steps: int, max_opponents: int) -> None:
        """Write a policy in ONNX form as the newest; only *max_opponents* stay in the league.

        The progress is not written.
        """
        name = f"{steps:09d}.onnx"
        write(self.folder / PAST_POLICIES / name, policy)
        self.progress.past_policies = [*self.progress.past_policies, name][-max_opponents:]

    def past_policies(self) -> list[bytes]:
        """Return the past policies of the league in ONNX form, oldest first.

        Raise TrainingError if one cannot be read.
        """
        folder = self.folder / PAST_POLICIES
        return [_read(folder / name, limits.NETWORK_BYTES) for name in self.progress.past_policies]

    # Supervised training

    def save_trainer(self, name: str, state: Tensors) -> None:
        """Write the state of a supervised trainer, then the progress."""
        write_weights(self.folder / f"{name}{SUFFIX}", state)
        self.save_progress()

    def load_trainer(self, name: str, template: Tensors) -> dict[str, torch.Tensor] | None:
        """Return the saved state of a trainer; None before the end of its first epoch.

        Raise TrainingError if the file does not have the tensors of *template*.
        """
        file = self.folder / f"{name}{SUFFIX}"
        return read_weights(file, template) if file.exists() else None


def _learner_state(learner: MaskablePPO, average: AveragedModel) -> dict[str, torch.Tensor]:
    return {
        **policy_state(learner.policy, learner.policy.optimizer),
        **add_prefix(AVERAGE, average.state_dict()),
    }


def _require_empty(folder: Path) -> None:
    """Raise TrainingError if *folder* holds files, which a new run could overwrite or remove."""
    if folder.exists() and not all(is_temporary(file) for file in folder.iterdir()):
        raise TrainingError(f"{folder} holds no run and is not empty; use another folder")


def _refuse_pickles(folder: Path) -> None:
    """Raise TrainingError for a run of a version whose learners were pickles."""
    for file in (*folder.glob("*.pt"), *(folder / "learners").glob("*.zip")):
        raise TrainingError(
            f"{file} was written by an earlier version, in a form that can run code when it is"
            " read, so the run cannot be resumed; use another folder"
        )


def _read(file: Path, limit: int) -> bytes:
    try:
        return read_bounded(file, limit)
    except OSError as error:
        raise TrainingError(f"{file} cannot be read: {error.strerror}") from error


def _content(*parts: str) -> tuple[str, bytes]:
    """Return the name and content of a packaged data file, with line ends made the same."""
    file = packaged_data().joinpath(*parts)
    return file.name, file.read_text(encoding="utf-8").encode()


def zip_learner(learner: MaskablePPO) -> bytes:
    """Return a learner as the zip file that `MaskablePPO.load` reads."""
    file = io.BytesIO()
    learner.save(file)
    return file.getvalue()
