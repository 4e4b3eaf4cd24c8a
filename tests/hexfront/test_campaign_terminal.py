"""A campaign at a terminal of its own: signals, completed words, accents, a person killed."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from engine.campaign.campaign import Campaign
from tests.hexfront.campaign_lines import BEGIN
from tests.hexfront.campaign_person import Person, Terminal, happenings

PTY = pytest.mark.skipif(os.name == "nt", reason="Windows has no terminals of this kind")


@PTY
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_signals_end_a_campaign_in_a_sentence(tmp_path: Path, number: signal.Signals) -> None:
    save = tmp_path / "campaign.jsonl"
    terminal = Terminal(tmp_path, *BEGIN, "--save", save)
    terminal.read()
    terminal.type("build w24 mills")
    terminal.signal(number)
    terminal.read()
    assert terminal.wait() == 128 + number
    assert "You left the campaign" in terminal.printed
    assert Campaign.resume(save)[0].packet("askerry") == ("build w24 industry",)


@PTY
def test_two_signals_at_once_end_a_campaign_in_a_sentence(
    tmp_path: Path,
) -> None:
    terminal = Terminal(tmp_path, *BEGIN, "--save", tmp_path / "campaign.jsonl")
    terminal.read()
    terminal.signal(signal.SIGTERM)
    terminal.signal(signal.SIGHUP)
    terminal.read()
    assert terminal.wait() in {128 + signal.SIGTERM, 128 + signal.SIGHUP}
    assert "You left the campaign" in terminal.printed
    assert "Traceback" not in terminal.printed


@PTY
def test_words_are_completed_at_a_terminal(tmp_path: Path) -> None:
    pytest.importorskip("readline")
    terminal = Terminal(tmp_path, *BEGIN, "--save", tmp_path / "campaign.jsonl")
    terminal.read()
    assert "Ordered: posture f6 stubborn" in terminal.type("post\tf6\tstub\t")
    assert "Ordered: build w24 battery" in terminal.type("build\tw24\tbatt\t")
    terminal.type("quit")
    assert terminal.wait() == 0


@PTY
def test_letters_with_accents_are_read_without_the_locale_that_is_asked_for(
    tmp_path: Path,
) -> None:
    save = tmp_path / "campaign.jsonl"
    terminal = Terminal(tmp_path, *BEGIN, "--save", save, locale="fr_FR.UTF-8")
    terminal.read()
    assert "Ordonné\u202f: étude 20 métier=1" in terminal.type("étude 20 métier=1")
    terminal.type("quitter")
    assert terminal.wait() == 0


@PTY
@pytest.mark.slow
def test_a_person_plays_a_campaign_is_killed_in_a_battle_and_goes_on(tmp_path: Path) -> None:
    """The same with 35 turns, and all that must happen in them: campaign_person as a command."""
    person = Person(tmp_path, 5003, 6, 4, "askerry")
    person.play()
    assert person.killed
    assert {"fought", "pact", "ended"} <= happenings(person.save, "askerry")
