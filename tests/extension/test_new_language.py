"""A language is added by adding a file: it is offered, spoken where the system is set to it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.compile_catalogues import compile_catalogue, read_catalogue
from scripts.update_catalogues import update, written

ROOT = Path(__file__).parents[2]
PACKAGES = ("assets", "client", "engine", "hexfront", "models")
HEADER = """
msgid ""
msgstr ""
"Language: de\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"
"""
OFFERED = """
import json
from client.text import catalogue
from client.text.system_language import speak
speak(None)
named = {code: catalogue.name_of_language(code) for code in catalogue.languages()}
print(json.dumps([catalogue.language(), named, catalogue.text("title.quit")]))
"""


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a checkout with the catalogue of a third language, in which each text is marked."""
    folder = tmp_path_factory.mktemp("checkout")
    for package in PACKAGES:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / package, folder / package, ignore=ignored)
    locales = folder / "assets" / "locale"
    po = locales / "de" / "LC_MESSAGES" / "hexfront.po"
    po.parent.mkdir(parents=True)
    po.write_text(HEADER, encoding="utf-8")
    assert len(list(update(check=False, locales=locales))) > 1000, "everything is to translate"
    german = read_catalogue(po)
    english = read_catalogue(locales / "en" / "LC_MESSAGES" / "hexfront.po")
    for message in english:
        if message.id:
            own = german.get(message.id, message.context)
            assert own is not None
            many = isinstance(message.string, tuple | list)
            own.string = (
                tuple(f"¿{one}" for one in message.string) if many else f"¿{message.string}"
            )
    po.write_bytes(written(german))
    assert list(update(check=True, locales=locales)) == []
    compile_catalogue(po)
    return folder


def run(checkout: Path, *arguments: str) -> str:
    """Run Python in a checkout on a system that is set to German."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "LC_ALL": "de_DE.UTF-8"}
    done = subprocess.run(
        [sys.executable, *arguments],
        cwd=checkout,
        env={**environment, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_language_that_was_added_is_offered_by_its_own_name_and_spoken(checkout: Path) -> None:
    spoken, named, quit_text = json.loads(run(checkout, "-c", OFFERED))
    assert spoken == "de"
    assert named == {"de": "¿English", "en": "English", "fr": "Français"}
    assert quit_text == "¿Quit"


def test_a_battle_is_played_in_it(checkout: Path) -> None:
    players = ("--one", "bot:greedy", "--two", "bot:random")
    told = run(checkout, "-m", "hexfront", "play", "lock_keepers", "--seed", "1", *players)
    assert told.startswith("¿¿Lock Keepers")
