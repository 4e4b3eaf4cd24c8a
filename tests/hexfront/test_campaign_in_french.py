"""A campaign of the terminal in French: a whole turn, and the help."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from hexfront.program import build_program
from scripts.compile_catalogues import find_catalogues, read_catalogue, texts_of
from tests.client.language_check import left_in
from tests.hexfront.campaign_lines import BEGIN, Command, typed


def test_a_campaign_is_played_in_french(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = [
        "possible f6", "chances débarquer f6 w10", "débarquer f6 w10", "land f6 w10",
        "construire w24 caraque", "construire w24 batterie", "étude 20 métier=3,instruction=1",
        "etude 30 metier=1", "lettre pacte tolvane", "annuler", "mondes", "maisons", "comptes",
        "? lever", "?", "garnison w24 500", "annuler 2", "annuler tous",
        "scinder f6 hors-de-combat",
        "déposer f6 tous", "embarquer f6 meilleurs", "réparer tous", "peuplr f6 w01", "rapport",
        "? garnison", "? annuler", "debarquer f6 w10", "finir maintenant", "?", "zut", "résoudre",
        "rapport", "finir", "finir", "quitter",
    ]  # fmt: skip
    done = hexfront(*BEGIN, "--save", save, typed=typed(lines))
    assert done.exit_code == 0
    assert "Ordonné\u202f: débarquer f6 w10" in done.stdout
    assert "Refusé [C6.3]\u202f: caraque demande le métier 3, le vôtre est 0" in done.stdout
    assert "Ordonné\u202f: étude 20 métier=3,instruction=1" in done.stdout
    assert "Rapport du tour 2" in done.stdout
    typed_in = {f"> {line}" for line in lines}
    shown = {line.strip() for line in done.stdout.splitlines()} - typed_in
    assert left_in(shown, "en", "fr") == set()


ENGLISH = {
    "storm f6 w10": "assaillir f6 w10", "sail f6 w09": "voguer f6 w09",
    "letter pact tolvane": "lettre pacte tolvane", "study 20 drill=1": "étude 20 instruction=1",
    "build w24 mills": "construire w24 moulins", "posture f6 stubborn": "posture f6 tenace",
    "intrigue survey w10": "intrigue relevé w10", "levy heavy": "impôt lourd",
    "unload f6 all": "déposer f6 m11", "muster w24 linesman": "lever w24 fusilier",
}  # fmt: skip
"""Lines in English words, and the orders that a player who speaks French reads then."""


def test_the_player_s_words_of_both_languages_are_read(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    done = hexfront(*BEGIN, "--save", save, typed=typed([*ENGLISH, "worlds", "quit"]))
    for line, order in ENGLISH.items():
        assert f"Ordonné\u202f: {order}" in done.stdout, line
    assert "Pas compris" not in done.stdout
    assert "w24 foyer" in done.stdout.split("> worlds")[-1]


HELP = ("", "play", "replay", "map", "a.jsonl")
"""The commands of players; a file stands for going on in it."""


@pytest.mark.parametrize("command", HELP)
def test_help_is_in_the_language_of_the_settings(
    hexfront: Command, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    words = [word for word in ("campaign", command) if word]
    english = hexfront(*words, "--help").stdout
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    french = hexfront(*words, "--help").stdout
    assert "Show this help and stop." in english
    assert "Afficher cette aide" in french
    assert "campaign-option" not in english + french
    for own in ("Usage:", "Commands", "[default", "[required]"):
        assert own not in french
    assert "Utilisation\u202f:" in french


def commands_of(command: Any, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield every command of the program, by the words that it is typed with."""
    yield words
    for name, one in getattr(command, "commands", {}).items():
        yield from commands_of(one, (*words, name))


EVERY = sorted(commands_of(get_command(build_program(["--help"]))))


@pytest.mark.parametrize("locale", ["C.UTF-8", "fr_FR.UTF-8"])
def test_no_help_shows_the_key_of_a_text(
    hexfront: Command, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.setenv("LC_ALL", locale)
    monkeypatch.setenv("COLUMNS", "300")
    (english,) = [po for po in find_catalogues() if po.parents[1].name == "en"]
    keys = {key for context, key in texts_of(read_catalogue(english)) if not context}
    assert ("campaign", "replay") in EVERY
    for words in EVERY:
        shown = hexfront(*words, "--help").stdout
        assert shown, words
        found = set(re.findall(r"[a-z][\w-]*(?:\.[\w-]+)+", shown))
        assert found & keys == set(), words
        assert "campaign-option" not in shown, words


def test_a_turn_that_was_not_played_is_refused_in_one_language(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    assert hexfront(*BEGIN, "--save", save, typed="fin\n").exit_code == 0
    done = hexfront("campaign", "replay", save, "--turn", 9)
    assert done.exit_code == 2
    assert done.stderr == "la campagne compte 0 tour jusqu’ici, pas 9\n"
