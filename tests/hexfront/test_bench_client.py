from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from hexfront.bench import timing

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
def test_the_window_is_measured_three_times_beside_a_fixed_loop() -> None:
    # In a process of its own: it opens windows and starts workers.
    command = [sys.executable, "-m", "hexfront", "bench", "client", "--seconds", "0.3"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    report = json.loads(done.stdout)
    assert len(report["milliseconds"]) == timing.RUNS
    if shutil.which("Xvfb") is None:
        assert report["first_frame_milliseconds"] is None
        assert "Xvfb" in report["first_frame_missing"]
    else:
        assert len(report["first_frame_milliseconds"]) == timing.RUNS
        assert report["first_frame_missing"] is None
    assert len(report["memory_megabytes"]) == timing.RUNS
    assert report["milliseconds_best"] in report["milliseconds"]
    for run in report["milliseconds"]:
        for spread in run.values():
            assert 0 < spread["p50"] <= spread["p95"] <= spread["max"]
            assert spread["count"] > 0
