"""The command line from outside: a fresh process, as a person or a script starts it."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib import import_module

import pytest

from hexfront.commands import COMMANDS
from hexfront.edition import WrongPygameError, require_community_edition
from hexfront.program import complete_arguments
from hexfront.version import VERSION


def hexfront(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hexfront", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_version_is_said_in_words_and_in_json() -> None:
    assert hexfront("--version").stdout.startswith(f"hexfront {VERSION} ")
    assert json.loads(hexfront("--version", "--json").stdout)["version"] == VERSION


@pytest.mark.slow
def test_selftest_passes_and_reports_every_check() -> None:
    done = hexfront("--selftest", "--json")
    report = json.loads(done.stdout)
    assert done.returncode == 0, report
    assert report["ok"]
    assert {check["name"] for check in report["checks"]} >= {
        *("data", "fonts", "sounds", "window", "battle", "levels"),
    }


@pytest.mark.slow
def test_selftest_fails_where_nothing_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEXFRONT_HOME", "/dev/null/home")
    done = hexfront("--selftest")
    assert done.returncode == 1
    assert "FAIL folder" in done.stdout
    assert "Not a directory" in done.stdout


def test_help_names_every_command() -> None:
    said = hexfront("--help").stdout
    assert "SCENARIO_OR_SAVE" in said
    assert all(name in said for name in COMMANDS)


def test_an_unknown_option_is_refused() -> None:
    done = hexfront("--nonsense")
    assert done.returncode == 2
    assert "--nonsense" in done.stderr


def test_every_command_has_a_module() -> None:
    assert all(callable(import_module(module).register) for module in COMMANDS.values())


@pytest.mark.parametrize(
    ("given", "completed"),
    [
        ([], []),
        (["--version"], ["--version"]),
        (["crossroads"], ["open", "crossroads"]),
        (["crossroads", "--verbose"], ["--verbose", "open", "crossroads"]),
        (["--verbose", "my battle.jsonl"], ["--verbose", "open", "my battle.jsonl"]),
        (["open"], ["open"]),
    ],
)
def test_a_target_opens_the_window(given: list[str], completed: list[str]) -> None:
    assert complete_arguments(given) == completed


def test_another_pygame_is_refused_with_advice() -> None:
    require_community_edition({"IS_CE": 1})
    for names in ({}, {"IS_CE": 0}):
        with pytest.raises(WrongPygameError, match="pip install pygame-ce"):
            require_community_edition(names)


def test_heavy_modules_wait_until_they_are_needed() -> None:
    code = "import sys, hexfront.program as p; p.build_program(['x']); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pygame", "numpy", "client"} & set(done.stdout.split())
