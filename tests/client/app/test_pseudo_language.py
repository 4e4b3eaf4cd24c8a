"""In another language nothing of the engine is left in English: all comes from the catalogue."""

from __future__ import annotations

import gettext
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pygame
import pytest

from client.draw.ui.writer import Writer
from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.text import catalogue
from engine.battle import Game, IllegalAction, load_scenario
from engine.battle.actions import EndPhase, Stay
from engine.battle.scenario import Scenario
from engine.players import levels
from scripts.compile_catalogues import find_catalogues, read_catalogue, sentences_of
from tests.client.app.hand import Hand, OpenApp
from tests.engine.encoding.samples import crowded

ROOT = Path(__file__).parents[3]
LETTERS = re.compile("[a-zA-Z]")
"""Letters of English; in the other language there is only one."""
pytestmark = pytest.mark.usefixtures("pseudo")
LONG = 8
"""Characters of a piece of a sentence that is not in the data by chance."""


def in_pseudo(text: str) -> str:
    """Translate a text: every letter is another one, its placeholders stay."""
    pieces = []
    for literal, name, spec, conversion in string.Formatter().parse(text):
        pieces.append(LETTERS.sub("ø", literal).replace("{", "{{").replace("}", "}}"))
        if name is not None:
            pieces.append(
                "{"
                + name
                + (f"!{conversion}" if conversion else "")
                + (f":{spec}" if spec else "")
                + "}"
            )
    return "".join(pieces)


class Pseudo(gettext.NullTranslations):
    """A catalogue of a language that has the texts of another one, in other letters."""

    def __init__(self, english: gettext.NullTranslations) -> None:
        super().__init__()
        self._english = english

    def gettext(self, message: str) -> str:
        return in_pseudo(self._english.gettext(message))

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return in_pseudo(self._english.ngettext(msgid1, msgid2, n))

    def pgettext(self, context: str, message: str) -> str:
        return in_pseudo(self._english.pgettext(context, message))


@pytest.fixture
def pseudo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Everything comes from the other catalogue, whatever the settings name."""
    mo = find_catalogues()[0].with_suffix(".mo")
    translated = Pseudo(catalogue.read_catalogue(mo))
    monkeypatch.setattr(catalogue, "_read", lambda _language: translated)
    before = catalogue.language()
    catalogue.use_language(before)
    yield
    monkeypatch.undo()
    catalogue.use_language(before)


def english_pieces() -> set[str]:
    """Return the pieces between the placeholders of the engine's sentences, in English."""
    (english,) = [po for po in find_catalogues() if po.parents[1].name == "en"]
    pieces = {
        literal.strip()
        for text in sentences_of(read_catalogue(english)).values()
        for literal, *_ in string.Formatter().parse(text)
    }
    return {piece for piece in pieces if len(piece) >= LONG and " " in piece}


def words_drawn(monkeypatch: pytest.MonkeyPatch, hand: Hand) -> str:
    """Return everything that is written in the next frame, in one line."""
    written: list[str] = []
    real = Writer.line

    def line(writer: Writer, words: str, *rest: Any) -> pygame.Surface:
        written.append(words)
        return real(writer, words, *rest)

    with monkeypatch.context() as watched:
        watched.setattr(Writer, "line", line)
        hand.frame()
    return " ".join(written)


def assert_translated(words: str) -> None:
    assert "øøø" in words
    left = {piece for piece in english_pieces() if piece in words}
    assert left == set()


def test_problems_of_a_scenario_are_worded_by_the_language(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = (ROOT / "assets" / "data" / "scenarios" / "crossroads.toml").read_text("utf-8")
    broken = packaged.replace("first = ", "who = ").replace("hex = [", "hex = [77, ", 1)
    (folders.scenarios / "broken.toml").write_text(broken, encoding="utf-8")
    hand = open_app()
    hand.app.go(Push(NewBattleScreen(hand.app, target=str(folders.scenarios / "broken.toml"))))
    hand.frame(2)
    words = words_drawn(monkeypatch, hand)
    assert "[R3.1]" in words
    assert_translated(words)


def test_why_no_level_plays_a_battle_is_worded_by_the_language() -> None:
    scenario = load_too_large()
    refused = levels.refusal(scenario)
    assert refused is not None
    words = catalogue.render(refused)
    assert str(refused) != words
    assert_translated(words)


def test_why_an_action_is_illegal_is_worded_by_the_language() -> None:
    game = Game.start(load_scenario("crossroads"), seed=1)
    with pytest.raises(IllegalAction) as caught:
        game.apply(EndPhase() if game.state.active is not None else Stay())
    words = catalogue.render(caught.value)
    assert str(caught.value) != words
    assert_translated(words)


def load_too_large() -> Scenario:
    spec = levels.packaged_model().codec.spec
    return crowded(spec.units, spec.objectives + 1)


@pytest.mark.slow
def test_why_a_player_failed_is_worded_by_the_language(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app()
    hand.app.battles.start(load_scenario("lock_keepers"), 7, ("bot:nobody", "bot:nobody"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.until(lambda: hand.app.message is not None)
    words = words_drawn(monkeypatch, hand)
    assert "'bot:nobody'" in words
    assert_translated(words)


@pytest.mark.slow
def test_why_a_save_is_broken_is_worded_by_the_language(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders.saves / "one.jsonl").write_text('{"format": 99}\n', encoding="utf-8")
    hand = open_app()
    hand.app.go(Push(LoadScreen(hand.app)))
    hand.frame()
    hand.until(lambda: hand.chooser.rows[0].icon == "bug")
    hand.row(0)
    words = words_drawn(monkeypatch, hand)
    assert_translated(words)
