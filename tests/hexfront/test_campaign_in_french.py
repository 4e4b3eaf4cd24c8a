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
