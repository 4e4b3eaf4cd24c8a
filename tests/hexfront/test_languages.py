"""The terminal speaks the language that the settings name, as the window does."""

from __future__ import annotations

import gettext
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from client.folders import user_folders
from client.settings import Settings, write_settings
from client.text import catalogue
from engine.battle import Game, load_scenario
from tests.hexfront.typed import BOTS

Command = Callable[..., Result]


class Marked(gettext.NullTranslations):
    """A catalogue of a second language: English with a mark before every text."""

    def gettext(self, message: str) -> str:
        return f"¿{ENGLISH.gettext(message)}"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"¿{ENGLISH.ngettext(msgid1, msgid2, n)}"

    def pgettext(self, context: str, message: str) -> str:
        return f"¿{ENGLISH.pgettext(context, message)}"


ENGLISH = catalogue._read(catalogue.ENGLISH)
MARKED = Marked()


@pytest.fixture(autouse=True)
def two_languages(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Offer a second language for the time of a test."""
    monkeypatch.setattr(catalogue, "languages", lambda: ["en", "xx"])
    monkeypatch.setattr(catalogue, "_read", lambda code: ENGLISH if code == "en" else MARKED)
    yield
    catalogue.use_language(catalogue.ENGLISH)


@pytest.fixture
def save(tmp_path: Path) -> Path:
    file = tmp_path / "battle.jsonl"
    Game.start(load_scenario("lock_keepers"), 5).save(file)
    return file


def test_play_and_replay_speak_the_language_of_the_settings(hexfront: Command, save: Path) -> None:
    write_settings(user_folders().settings, Settings(language="xx"))
    assert hexfront("play", "lock_keepers", *BOTS).stdout.startswith("¿")
    catalogue.use_language(catalogue.ENGLISH)
    assert hexfront("replay", save).stdout.startswith("¿")


def test_without_settings_they_speak_english_and_no_folder_is_made(
    hexfront: Command, save: Path, user_folder: Path
) -> None:
    user_folder.rmdir()
    assert hexfront("replay", save).stdout.startswith("Lock Keepers")
    assert hexfront("play", "lock_keepers", *BOTS).stdout.startswith("Lock Keepers")
    assert not user_folder.exists()


@pytest.mark.parametrize("content", ["language = 7", 'version = 1\nlanguage = "tlh"', "\x00"])
def test_broken_settings_are_told_and_left_as_they_are(
    hexfront: Command, save: Path, content: str
) -> None:
    file = user_folders().settings
    file.write_text(content, encoding="utf-8")
    done = hexfront("replay", save)
    assert done.exit_code == 0
    assert done.stdout.startswith("Lock Keepers")
    assert done.stderr.startswith(
        "Your settings.toml can’t be read, so texts are in the system’s language: "
    )
    assert "settings.toml" in done.stderr
    assert file.read_text(encoding="utf-8") == content
    assert [one.name for one in file.parent.iterdir()] == ["settings.toml"]


def test_json_is_in_no_language_and_reads_no_settings(hexfront: Command, save: Path) -> None:
    user_folders().settings.write_text("language = 7", encoding="utf-8")
    done = hexfront("replay", save, "--json")
    assert done.exit_code == 0
    assert done.stderr == ""
