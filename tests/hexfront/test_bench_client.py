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
    assert len(report["runs"]) == RUNS
    if shutil.which("Xvfb") is None:
        assert report["first_frame_milliseconds"] is None
        assert "Xvfb" in report["first_frame_missing"]
    else:
        assert len(report["first_frame_milliseconds"]) == RUNS
        assert report["first_frame_missing"] is None
    (run,) = report["runs"]
    situations = run["milliseconds"]
    for board in report["scenarios"]:
        for size in ("1280x800", "1920x1080"):
            for what in ("bots play", "a person looks", "a person zooms"):
                assert f"{board} {size} {what}" in situations
    for situation, spread in situations.items():
        assert 0 < spread["p50"] <= spread["p95"] <= spread["max"]
        assert spread["count"] > 0
        assert "processor_p95" in spread or situation == "highlight after a click"
        assert report["best"][situation] == spread["p95"]
    shares = run["share_of_a_core_at_rest"]
    assert set(shares) == {"title", "battle with the threat map"}
    assert all(0 < share < 1 for share in shares.values())
    assert run["memory_megabytes"]["both"] or not Path("/proc/self/status").exists()
