"""Whole evenings on real disks that are full, read-only or gone, in a namespace that may mount."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STORY = ROOT / "tests/client/app/small_disk.py"
NAMESPACES = (["unshare", "--mount"], ["unshare", "--user", "--map-root-user", "--mount"])
"""As root, and as anybody where the system lets them."""


def mounting() -> list[str] | None:
    """Find a way to start a process that may mount; None where there is none."""
    if shutil.which("unshare") is None:
        return None
    trial = ["sh", "-c", "mount -t tmpfs none /mnt"]
    for command in NAMESPACES:
        if subprocess.run([*command, *trial], capture_output=True, check=False).returncode == 0:
            return command
    return None


MOUNTING = mounting()


def tell(story: str, disk: str, folder: Path) -> None:
    command = [] if disk == "limited" or MOUNTING is None else MOUNTING
    done = subprocess.run(
        [*command, sys.executable, str(STORY), story, disk, str(folder)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{story}: done" in done.stdout


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_an_evening_where_files_can_not_grow(tmp_path: Path) -> None:
    tell("full", "limited", tmp_path)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.skipif(
    MOUNTING is None and not (sys.platform == "linux" and os.geteuid() == 0),
    reason="nothing can be mounted here: files that can't grow and injected failures stand in",
)
@pytest.mark.parametrize("story", ["full", "read-only", "away"])
def test_an_evening_on_a_small_disk(tmp_path: Path, story: str) -> None:
    assert MOUNTING is not None, "root may mount, or these tests mean nothing"
    tell(story, "mounted", tmp_path)
