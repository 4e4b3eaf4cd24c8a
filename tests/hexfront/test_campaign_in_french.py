"""A campaign of the terminal in French: a whole turn, and the help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.client.language_check import left_in
from tests.hexfront.campaign_lines import BEGIN, Command, typed


def test_a_campaign_is_played_in_french(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    lines = [
        "possible f6", "chances descendre f6 w10", "descendre f6 w10", "land f6 w10",
        "construire w24 caraque", "construire w24 batterie", "étude 20 métier=3,instruction=1",
        "etude 30 metier=1", "lettre pacte tolvane", "annuler", "mondes", "maisons", "comptes",
        "? lever", "?", "garnison w24 500", "annuler 2", "annuler tous",
        "scinder f6 hors-de-combat",
        "débarquer f6 tous", "embarquer f6 meilleurs", "réparer tous", "étabir f6 w01", "rapport",
        "? garnison", "? annuler", "descendre f6 w10", "finir deja", "?", "zut", "résoudre",
        "rapport", "finir", "finir", "quitter",
    ]  # fmt: skip
    done = hexfront(*BEGIN, "--save", save, typed=typed(lines))
    assert done.exit_code == 0
    assert "Ordonné\u202f: descendre f6 w10" in done.stdout
    assert "Refusé [C6.3]\u202f: caraque demande le métier 3, le vôtre est 0" in done.stdout
    assert "Ordonné\u202f: étude 20 métier=3,instruction=1" in done.stdout
    assert "Rapport du tour 2" in done.stdout
    typed_in = {f"> {line}" for line in lines}
    shown = {line.strip() for line in done.stdout.splitlines()} - typed_in
    assert left_in(shown, "en", "fr") == set()


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
