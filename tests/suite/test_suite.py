"""What holds of every test: it is ended when it hangs, and skipped only where that is allowed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HANGING = """
import time

def test_before():
    pass

def test_that_hangs():
    time.sleep(600)

def test_that_hears_no_signal():
    while True:
        try:
            time.sleep(600)
        except BaseException:
            pass

def test_after():
    pass
"""
SKIPPED = """
import pytest
from hypothesis import settings

def test_of_the_profile():
    print("profile", settings.get_current_profile_name(), settings().derandomize)

def test_that_is_skipped():
    pytest.skip("nothing to test")
"""


def run_pytest(
    folder: Path, test: str, *options: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a test of its own with the settings of this suite."""
    (folder / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text("utf-8"))
    (folder / "test_it.py").write_text(test)
    config = ["-c", str(ROOT / "pyproject.toml"), f"--rootdir={folder}", "-p", "no:cacheprovider"]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    kept.pop("CI", None)
    return subprocess.run(
        [sys.executable, "-m", "pytest", *config, *options, str(folder)],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_test_has_a_time_limit(pytestconfig: pytest.Config) -> None:
    assert pytestconfig.pluginmanager.has_plugin("timeout")
    first, last = (float(pytestconfig.getini(f"{name}timeout")) for name in ("", "faulthandler_"))
    assert 0 < first < last
    assert pytestconfig.getini("faulthandler_exit_on_timeout")


@pytest.mark.slow
def test_a_test_that_hangs_fails_and_the_others_go_on(tmp_path: Path) -> None:
    limits = ("-o", "timeout=1", "-o", "faulthandler_timeout=4")
    done = run_pytest(tmp_path, HANGING, "-n", "1", *limits)
    assert done.returncode == 1
    assert "2 failed, 2 passed" in done.stdout
    assert "test_that_hangs - Failed: Timeout (>1.0s)" in done.stdout
    assert "crashed while running 'test_it.py::test_that_hears_no_signal'" in done.stdout


def test_a_skipped_test_fails_where_skips_are_forbidden(tmp_path: Path) -> None:
    assert "1 passed, 1 skipped" in run_pytest(tmp_path, SKIPPED).stdout
    done = run_pytest(tmp_path, SKIPPED, "--forbid-skips")
    assert done.returncode == 1
    assert "1 failed, 1 passed" in done.stdout
    assert "nothing to test" in done.stdout


@pytest.mark.parametrize("environment", [{}, {"CI": "1"}])
def test_only_the_option_chooses_the_profile_of_examples(
    tmp_path: Path, environment: dict[str, str]
) -> None:
    usual = run_pytest(tmp_path, SKIPPED, "-s", **environment)
    assert "profile house False" in usual.stdout
    chosen = run_pytest(tmp_path, SKIPPED, "-s", "--hypothesis-profile=build", **environment)
    assert "profile build True" in chosen.stdout
