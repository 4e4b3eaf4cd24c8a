"""A training run on the command line, killed again and again."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from training.recipe_file import read_recipe
from training.run_folder import Progress

RECIPE_FILE = Path(__file__).parent / "tiny.toml"
TINY = read_recipe(RECIPE_FILE)
ROOT = Path(__file__).parents[2]
TRAIN = ("train", str(RECIPE_FILE), "--workers", "2", "--folder")
PROGRAM = ("-m", "hexfront")
FATAL = """
import os
from training.run_folder import RunFolder
save_progress = RunFolder.save_progress
def die_with_learner_saved_and_progress_not(store):
    name = store.progress.checkpoint
    if name is not None and name not in (store.folder / "progress.json").read_text():
        os._exit(9)
    save_progress(store)
RunFolder.save_progress = die_with_learner_saved_and_progress_not
from hexfront.__main__ import main
if __name__ == "__main__":
    main()
"""


def start(program: tuple[str, ...], *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    command = [sys.executable, *program, *arguments]
    return subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env=environment, cwd=ROOT
    )  # fmt: skip


def kill_when(folder: Path, comes: Callable[[], bool]) -> None:
    """Train in *folder* until *comes* returns true, then kill the run at once."""
    with start(PROGRAM, *TRAIN, str(folder)) as process:
        while not comes():
            assert process.poll() is None, process.communicate()
            time.sleep(0.005)
        assert process.poll() is None, "it ended before it could be killed"
        process.kill()


def progress_in(folder: Path) -> Progress:
    return msgspec.json.decode((folder / "progress.json").read_bytes(), type=Progress)


def steps_in(folder: Path) -> int:
    return progress_in(folder).steps if (folder / "progress.json").exists() else 0


class Story:
    """What was seen of a run on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.demonstrations: list[tuple[int, bytes]] = []
        self.policies: list[bytes] = []
        self.rollouts: list[bytes] = []
        self.puzzles = 0
        self.seconds: list[float] = []
        self.torn: list[str] = []
        self.named: str | None = None
        self.card: dict[str, Any] = {}

    def demonstrations_now(self) -> tuple[int, bytes]:
        file = self.folder / "demonstrations" / "merged" / "rows.npy"
        return file.stat().st_ino, file.read_bytes()

    def rollouts_now(self) -> bytes:
        return (self.folder / "rollouts" / "00" / "merged" / "values.npy").read_bytes()


def live_through(folder: Path) -> Story:
    """Run the whole recipe with a kill in every stage, to its end."""
    story = Story(folder)
    kill_when(folder, (folder / "run.json").exists)  # before or during the demonstrations
    assert not (folder / "progress.json").exists()
    kill_when(folder, (folder / "demonstrations" / "merged").exists)
    story.demonstrations.append(story.demonstrations_now())
    kill_when(folder, (folder / "imitation.safetensors").exists)
    kill_when(folder, (folder / "rollouts" / "00" / "merged").exists)
    kill_when(folder, (folder / "policy_improvement-00.safetensors").exists)
    kill_when(folder, (folder / "rollouts" / "01" / "policy.onnx").exists)
    story.policies = [(folder / "rollouts" / n / "policy.onnx").read_bytes() for n in ("00", "01")]
    story.rollouts.append(story.rollouts_now())
    shutil.rmtree(folder / "rollouts" / "00" / "merged")
    kill_when(folder, (folder / "policy_improvement-01.safetensors").exists)
    story.rollouts.append(story.rollouts_now())
    story.policies.append((folder / "rollouts" / "01" / "policy.onnx").read_bytes())
    kill_when(folder, (folder / "puzzles" / "merged").exists)
    story.puzzles = (folder / "puzzles" / "merged" / "correct.npy").stat().st_ino
    kill_when(folder, lambda: steps_in(folder) >= 128)
    shutil.rmtree(folder / "rollouts")  # no round needs them any more
    story.seconds.append(progress_in(folder).seconds)
    with start(("-c", FATAL), *TRAIN, str(folder)) as process:
        said = process.communicate()
    assert process.returncode == 9, said
    story.torn = sorted(file.name for file in (folder / "checkpoints").iterdir())
    story.named = progress_in(folder).checkpoint
    with start(PROGRAM, *TRAIN, str(folder), "--json") as process:
        out, said_of_it = process.communicate()
    assert process.returncode == 0, said_of_it
    story.card = json.loads(out)
    story.demonstrations.append(story.demonstrations_now())
    story.seconds.append(progress_in(folder).seconds)
    return story
