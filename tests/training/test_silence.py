"""Training is silent, too: tests/silence watches everything that needs no torch."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch")

from tests.training.story import RECIPE_FILE, ROOT


@pytest.mark.slow
@pytest.mark.timeout(600)  # strace stops at every call
@pytest.mark.skipif(shutil.which("strace") is None, reason="needs Linux and strace")
def test_training_is_silent(tmp_path: Path) -> None:
    command = [sys.executable, str(ROOT / "scripts" / "check_silence.py")]
    command += ["--set", f"PYTHONPATH={ROOT}", "--allow", str(tmp_path), "--"]
    command += [sys.executable, "-m", "hexfront", "train", str(RECIPE_FILE)]
    command += ["--folder", str(tmp_path / "run"), "--workers", "2"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines()[-1].endswith("exit code 0, 0 breaches of silence")
