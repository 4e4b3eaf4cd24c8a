"""The steps of a build: in an order that suits, side by side, and ended by the first failure."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

STEPS = Path(__file__).parents[2] / ".ci" / "steps.bash"
HEAD = f"set -euo pipefail\nsource '{STEPS}'\n"
LONG = 120
"""Seconds that nobody waits for: what takes so long is ended before."""

pytestmark = pytest.mark.skipif(os.name == "nt", reason="builds run on Linux")


def run_build(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", HEAD + script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=LONG,
    )


def alive(folder: Path, name: str) -> bool:
    """Whether the process that wrote its number into a file still runs."""
    try:
        status = Path(f"/proc/{(folder / name).read_text().strip()}/status").read_text()
    except FileNotFoundError:
        return False
    return "State:\tZ" not in status


def test_what_every_step_prints_is_shown_and_its_time(tmp_path: Path) -> None:
    done = run_build(
        """
        step one "" echo "=== 12 passed in 3 s"
        step two "one" bash -c 'echo oh >&2; cat'
        run_steps 2
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    lines = done.stdout.splitlines()
    assert "=== 12 passed in 3 s" in lines
    assert "oh" in lines
    assert [line.split()[-1] for line in lines[-2:]] == ["one", "two"]
    assert "all passed" in lines[-3]


def test_a_step_begins_when_those_it_needs_have_passed(tmp_path: Path) -> None:
    done = run_build(
        """
        step first "" bash -c 'sleep 0.3; echo first >> order'
        step second "first" bash -c 'echo second >> order'
        step third "first second" bash -c 'echo third >> order'
        run_steps 3
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "order").read_text().split() == ["first", "second", "third"]


def test_steps_that_need_nothing_of_each_other_run_side_by_side(tmp_path: Path) -> None:
    """Each waits for a word of the other."""
    meet = "bash -c 'echo >> {}; until [[ -e {} ]]; do sleep 0.05; done'"
    both = f'step a "" {meet.format("a", "b")}\nstep b "" {meet.format("b", "a")}\n'
    assert run_build(both + "run_steps 2", tmp_path).returncode == 0


@pytest.mark.parametrize("width", [1, 2])
def test_no_more_run_at_once_than_may(tmp_path: Path, width: int) -> None:
    work = "bash -c 'touch $$.runs; ls *.runs | wc -l >> seen; sleep 0.2; rm $$.runs'"
    steps = "".join(f'step s{i} "" {work}\n' for i in range(5))
    assert run_build(f"{steps}run_steps {width}", tmp_path).returncode == 0
    assert max(map(int, (tmp_path / "seen").read_text().split())) == width


def test_nothing_runs_beside_a_step_that_measures(tmp_path: Path) -> None:
    work = "bash -c 'touch $$.runs; ls *.runs | wc -l > {}; sleep 0.2; rm $$.runs'"
    done = run_build(
        f"""
        step before "" {work.format("before")}
        alone measured "" {work.format("measured")}
        step after "before" {work.format("after")}
        run_steps 3
        """,
        tmp_path,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "measured").read_text().strip() == "1"


def test_the_first_failure_ends_the_run_at_once_with_what_it_printed(tmp_path: Path) -> None:
    began = time.monotonic()
    done = run_build(
        f"""
        hang() {{ sleep {LONG} & echo "$!" > child; echo hanging; wait; }}
        step hanging "" hang
        step breaking "" bash -c 'until [[ -s child ]]; do sleep 0.05; done; echo why; exit 3'
        step never "breaking" touch never
        run_steps 2
        """,
        tmp_path,
    )
    assert done.returncode == 1
    assert time.monotonic() - began < LONG
    told = done.stdout
    assert "why\n=== breaking FAILED with status 3" in told
    assert "hanging is stopped; its last lines:\nhanging" in told
    assert "all passed" not in told
    assert not (tmp_path / "never").exists()
    assert not alive(tmp_path, "child")


@pytest.mark.parametrize("broken", ["false", 'echo "$nothing"', "false | true"])
def test_a_function_fails_at_its_first_failing_command(tmp_path: Path, broken: str) -> None:
    done = run_build(
        f"""
        fail() {{ {broken}; echo "goes on"; }}
        step failing "" fail
        run_steps 1
        """,
        tmp_path,
    )
    assert done.returncode == 1
    assert "failing FAILED" in done.stdout
    assert "goes on" not in done.stdout


def test_arguments_stay_as_they_are(tmp_path: Path) -> None:
    done = run_build(
        "step words \"\" printf '<%s>' 'two words' '$HOME' \"it's\"\nrun_steps 1", tmp_path
    )
    assert "<two words><$HOME><it's>" in done.stdout


def test_a_step_that_needs_one_that_is_not_declared_is_refused(tmp_path: Path) -> None:
    done = run_build('step one "tow" true\nrun_steps 1', tmp_path)
    assert done.returncode == 2
    assert "step one needs tow, which is not declared before it" in done.stderr


def test_who_ends_the_build_ends_its_steps(tmp_path: Path) -> None:
    script = f"""
        hang() {{ sleep {LONG} & echo "$!" > child; echo halfway; wait; }}
        step hanging "" hang
        run_steps 1
    """
    with subprocess.Popen(
        ["bash", "-c", HEAD + script], cwd=tmp_path, stdout=subprocess.PIPE, text=True
    ) as build:
        while not (tmp_path / "child").exists() or not (tmp_path / "child").read_text():
            assert build.poll() is None
            time.sleep(0.05)
        build.send_signal(signal.SIGTERM)
        told, _ = build.communicate(timeout=LONG)
    assert build.returncode not in {0, None}
    assert "hanging is stopped; its last lines:\nhalfway" in told
    assert not alive(tmp_path, "child")
