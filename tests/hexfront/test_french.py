"""The terminal in French: a whole battle, what is typed wrongly, and errors that end a command."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from client.folders import user_folders
from client.settings import Settings, write_settings
from tests.client.language_check import left_in
from tests.hexfront.typed import BOTS

Command = Callable[..., Result]


@pytest.fixture(autouse=True)
def french_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def lines_of(done: Result) -> set[str]:
    return {line.strip().removeprefix("-- ") for line in done.stdout.splitlines()}


def test_a_battle_is_told_in_french_where_the_system_is_french(hexfront: Command) -> None:
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 1)
    assert done.exit_code == 0
    assert done.stdout.startswith("Les Éclusiers\u202f: le bot glouton joue le Camp Un,")
    lines = lines_of(done)
    assert any(line.startswith("Le Maréchal M0") for line in lines)
    assert any("L’Éclat" in line or "l’Éclat" in line for line in lines)
    assert left_in(lines, "en", "fr") == set()


def test_the_settings_come_before_the_system(hexfront: Command) -> None:
    write_settings(user_folders().settings, Settings(language="en"))
    assert hexfront("play", "lock_keepers", *BOTS).stdout.startswith("Lock Keepers")


def test_errors_that_end_a_command_are_in_french(hexfront: Command, tmp_path: Path) -> None:
    missing = hexfront("play", "nowhere")
    assert missing.exit_code != 0
    assert missing.stderr.startswith("aucun scénario ni fichier 'nowhere'")
    unread = hexfront("replay", tmp_path / "none.jsonl")
    assert unread.stderr.endswith("illisible\u202f: fichier ou dossier introuvable\n")
    unsaved = hexfront("play", "lock_keepers", *BOTS, "--save", tmp_path / "none" / "a.jsonl")
    assert "n’existe pas" in unsaved.stderr.replace("\n", " ")


def test_broken_settings_are_told_in_french(hexfront: Command) -> None:
    user_folders().settings.write_text("language = 7", encoding="utf-8")
    done = hexfront("play", "lock_keepers", *BOTS)
    assert done.stderr.startswith("Votre settings.toml est illisible")
    assert done.stdout.startswith("Les Éclusiers")


def test_json_is_in_no_language(hexfront: Command) -> None:
    done = hexfront("play", "lock_keepers", *BOTS, "--json", "--seed", 1)
    assert "Maréchal" not in done.stdout


def test_a_console_without_narrow_spaces_gets_ordinary_ones() -> None:
    code = "from hexfront.__main__ import main; import sys; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", code, "play", "lock_keepers", *BOTS, "--seed", "1"],
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=True,
    )
    told = done.stdout.decode("cp1252")
    assert told.startswith("Les Éclusiers : le bot glouton")
    assert "?" not in told.splitlines()[0]
