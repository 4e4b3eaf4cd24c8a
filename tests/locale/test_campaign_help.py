"""Every word of a campaign is explained, in every language; what is no word is said to be none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from client.terminal.campaign.helping import help_rows
from client.terminal.campaign.landing_answers import ANSWERS
from client.terminal.campaign.session import COMMANDS
from client.text import catalogue
from client.text.campaign import words
from client.text.campaign.encyclopedia import topics
from engine.campaign.bridge import load_materials
from engine.campaign.data import load_numbers
from engine.campaign.orders import VERBS
from tests.locale.test_campaign_words import LANGUAGES, PAIRS

NUMBERS = load_numbers()
PHASES = ("ORDERS", "SAIL", "STRIFE", "WHISPERS", "HARVEST")
TABLE = sorted({word for pair in PAIRS.replace("\n", " ").split(",") for word in pair.split()})
"""Both words of each pair of CAMPAIGN's table "Names in code"."""
HALVES = {"spent": "spent tide"}
"""Words of the table that stand for two."""


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    catalogue.use_language(request.param)
    yield request.param
    catalogue.use_language(catalogue.ENGLISH)


def told(word: str) -> str:
    return "\n".join(help_rows(word, COMMANDS, NUMBERS))


def is_known(word: str) -> bool:
    return catalogue.text("campaign-help.no-word", word=word) not in told(word)


@pytest.mark.usefixtures("language")
def test_every_word_of_the_table_of_names_is_explained_in_every_language() -> None:
    assert len(TABLE) > 90
    asked = [HALVES[word] if word in HALVES else word for word in (*TABLE, *PHASES)]
    assert [word for word in asked if not is_known(word)] == []


def test_everything_in_the_data_is_explained_by_its_word_and_its_code(language: str) -> None:
    found = topics(NUMBERS)
    assert len(found) > 150
    for topic in found:
        for word in (topic.code, words.shown(*topic), words.typed(*topic)):
            rows = told(word)
            assert words.shown(*topic) in rows, (language, word)
            assert "{" not in rows
            assert len(rows) > len(words.shown(*topic)) + 20, (language, rows)


def test_every_order_command_and_answer_is_explained(language: str) -> None:
    for context, codes in (("verb", VERBS), ("command", COMMANDS), ("answer", ANSWERS)):
        for code in codes:
            assert words.typed(context, code) in told(code), (language, code)
            assert is_known(words.shown(context, code)), (language, code)


@pytest.mark.usefixtures("language")
def test_a_word_of_one_language_is_explained_in_another() -> None:
    for word in ("ark", "arche", "host", "troupe", "scars", "cicatrices", "wards", "égides"):
        assert is_known(word), word


def test_a_word_with_two_meanings_has_both() -> None:
    assert "even (balanced): leaves a fight" in told("even")
    assert "even (moderate): a levy" in told("even")
    assert "world WORLD: all that is known" in told("world")
    assert "world: a place on the map" in told("world")


def test_figures_are_those_of_the_data() -> None:
    hull = NUMBERS.ships.hulls["colony_ship"]
    assert f"price {hull.price}, guns {hull.attack}" in told("ark")
    assert f"for {NUMBERS.invasion.cooldown_turns} turns" in told("spent tide")
    assert "found alive in 33% of cases, one with scars in 66%" in told("scars")
    assert f"value {NUMBERS.units['linesman'].value}" in told("linesman")
    rifle = load_materials().generator.catalog.weapons["line_rifle"]
    assert "Line rifle" in told("linesman")
    assert f"range {rifle.rng}, attacks {rifle.nb}" in told("line rifle")


def test_what_is_no_word_is_said_to_be_none_with_words_that_are_near(language: str) -> None:
    near = {"en": ("bastian", "bastion"), "fr": ("cicatrice", "cicatrices")}[language]
    rows = told(near[0])
    assert rows.startswith(catalogue.text("campaign-help.no-word", word=near[0]))
    assert near[1] in rows.splitlines()[1]
    nothing = told("xyzzyq")
    assert nothing.startswith(catalogue.text("campaign-help.no-word", word="xyzzyq"))
    assert catalogue.text("campaign-help.goal") not in nothing


def test_help_without_a_word_is_for_all() -> None:
    assert catalogue.text("campaign-help.goal") in told("")


@pytest.mark.parametrize(
    ("word", "command"),
    [
        ("w22", "world w22"), ("A24", "world A24"), ("8", "world 8"), ("f6", "fleet f6"),
        ("F6", "fleet F6"), ("s7", "fleet FLEET"), ("m11", "world WORLD"),
    ],
)  # fmt: skip
def test_names_on_the_map_are_answered_with_the_command_that_shows_them(
    word: str, command: str
) -> None:
    rows = told(word)
    assert f"“{command}”" in rows
    assert "There is no such word" not in rows


def test_a_price_is_a_word() -> None:
    assert told("price").startswith("price: what an order costs")


@pytest.mark.usefixtures("language")
def test_help_says_that_tab_offers_what_is_legal() -> None:
    tab = [row for row in told("").splitlines() if row.startswith("Tab ")]
    assert tab == [catalogue.text("campaign-help.tab")]
