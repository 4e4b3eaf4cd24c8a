from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RUNS = 1
PROGRAM = f"""
from hexfront.__main__ import main
from hexfront.bench import timing
if __name__ == "__main__":
    timing.RUNS = {RUNS}
    main()
"""


@pytest.mark.slow
def test_the_window_is_measured_beside_a_fixed_loop(tmp_path: Path) -> None:
    # In a process of its own: it opens windows and starts workers, which import its file again.
    file = tmp_path / "measured.py"
    file.write_text(PROGRAM)
    command = [sys.executable, str(file), "bench", "client", "--seconds", "0.3"]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    report = json.loads(done.stdout)
    assert len(report["milliseconds"]) == RUNS
    if shutil.which("Xvfb") is None:
        assert report["first_frame_milliseconds"] is None
        assert "Xvfb" in report["first_frame_missing"]
    else:
        assert len(report["first_frame_milliseconds"]) == RUNS
        assert report["first_frame_missing"] is None
    assert len(report["memory_megabytes"]) == RUNS
    assert report["milliseconds_best"] in report["milliseconds"]
    for run in report["milliseconds"]:
        for spread in run.values():
            assert 0 < spread["p50"] <= spread["p95"] <= spread["max"]
            assert spread["count"] > 0
