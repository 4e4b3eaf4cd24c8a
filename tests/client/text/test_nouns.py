"""Names in the forms that sentences ask for: article, gender, elision, or anything else."""

from __future__ import annotations

import pickle

import pytest

from client.text import nouns
from client.text.nouns import Noun, fill

PATTERNS = {
    "le.m": "le {name}",
    "le.f": "la {name}",
    "le.fv": "l’{name}",
    "le.other": "« {name} »",
    "son.f": "sa {small}",
    "choice.m": "1",
    "choice.f": "2",
    "choice.fv": "2",
    "choice.other": "1",
}
PATTERN = PATTERNS.__getitem__


def filled(text: str, **values: object) -> str:
    return fill(text, values, PATTERN)


def noun(text: str) -> str:
    return fill(text, {}, PATTERN)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Fusilier|m", "Le Fusilier est détruit par le Fusilier."),
        ("Cisaille|f", "La Cisaille est détruite par la Cisaille."),
        ("Aiguille|fv", "L’Aiguille est détruite par l’Aiguille."),
    ],
)
def test_a_noun_takes_the_article_of_its_kind_and_words_agree_with_it(name: str, told: str) -> None:
    text = "{unit:Le} est {unit:détruit|détruite} par {unit:le}."
    assert filled(text, unit=noun(name)) == told


def test_a_noun_alone_is_its_name() -> None:
    assert filled("{unit}: {n}", unit=noun("Cisaille|f"), n=3) == "Cisaille: 3"
    assert f"{noun('Cisaille|f')}: x" == "Cisaille: x"
    assert filled("{unit:<10}|", unit=noun("Cisaille|f")) == "Cisaille  |"


def test_a_form_may_have_a_small_first_letter() -> None:
    assert filled("{arm:son}", arm=noun("Lance thermique|f")) == "sa lance thermique"


def test_what_the_catalogue_does_not_know_is_of_a_kind_of_its_own() -> None:
    assert filled("{unit:Le} est {unit:détruit|détruite}", unit="golem") == "« golem » est détruit"


def test_a_noun_with_a_number_keeps_its_kind() -> None:
    second = nouns.renamed(noun("Cisaille|f"), "Cisaille 2")
    assert filled("{unit:le}", unit=second) == "la Cisaille 2"
    assert nouns.renamed("golem", "golem 2") == "golem 2"


def test_a_form_without_a_pattern_is_a_fault_of_the_catalogue() -> None:
    with pytest.raises(LookupError):
        filled("{unit:du}", unit=noun("Fusilier|m"))


def test_a_language_without_forms_needs_no_patterns() -> None:
    assert fill("{unit} is destroyed", {"unit": "Linesman"}, {}.__getitem__) == (
        "Linesman is destroyed"
    )


def test_another_process_gets_the_text_alone() -> None:
    copy = pickle.loads(pickle.dumps(noun("Cisaille|f")))  # noqa: S301 - written here
    assert copy == "Cisaille"
    assert type(copy) is str


def test_a_sentence_of_the_engine_is_filled_in_likewise() -> None:
    template = nouns.Template("{unit:Le} a fui", PATTERN)
    assert template.format(unit=noun("Cisaille|f")) == "La Cisaille a fui"
    inner = nouns.Template("unité {n}|fv", PATTERN).format(n=3)
    assert isinstance(inner, Noun)
    assert template.format(unit=inner) == "L’unité 3 a fui"
