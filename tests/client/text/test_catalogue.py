from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import pytest

from client.text import catalogue


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    before = catalogue.language()
    yield
    catalogue.use_language(before)


def test_english_is_in_use_until_somebody_says_otherwise() -> None:
    assert catalogue.language() == "en"
    assert "en" in catalogue.languages()


def test_an_unknown_language_is_refused_and_changes_nothing() -> None:
    with pytest.raises(LookupError, match="klingon"):
        catalogue.use_language("klingon")
    assert catalogue.language() == "en"
    catalogue.use_language("en")
    assert catalogue.name("side", "ONE") == "Side One"


def test_a_text_takes_its_values() -> None:
    assert catalogue.text("log.hex", column=3, row=4) == "3,4"


def test_a_plural_takes_the_form_of_its_number() -> None:
    assert catalogue.plural("log.lost", 1, left=2) == "1 hit point lost, 2 left"
    assert catalogue.plural("log.lost", 3, left=0) == "3 hit points lost, 0 left"


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ["0 hexes", "1 hex", "2 hexes"]), ("fr", ["0 case", "1 case", "2 cases"])],
)
def test_each_language_has_its_own_rule_of_plurals(language: str, words: list[str]) -> None:
    catalogue.use_language(language)
    assert [catalogue.plural("battle.odds.hexes", n) for n in range(3)] == words


def test_a_missing_key_is_an_error() -> None:
    with pytest.raises(LookupError, match=r"nobody\.wrote\.this"):
        catalogue.text("nobody.wrote.this")
    with pytest.raises(LookupError, match=r"nobody\.wrote\.this"):
        catalogue.plural("nobody.wrote.this", 2)


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        catalogue.text("log.hex", column=3)


def test_a_code_is_shown_by_its_name_or_else_by_itself() -> None:
    assert catalogue.name("unit", "linesman") == "Linesman"
    assert catalogue.name("weapon-rule", "RAPID_FIRE", x=2) == "Close volley 2"
    assert catalogue.name("unit", "my_own_{unit}") == "my_own_{unit}"
    assert catalogue.has_name("unit", "linesman")
    assert not catalogue.has_name("unit", "my_own_unit")
    assert not catalogue.has_name("weapon", "linesman")


def test_the_terminal_reads_texts_and_tells_battles_without_a_window() -> None:
    code = "import sys, client.text.catalogue, client.text.battle_log; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"pygame"} & set(done.stdout.split())
