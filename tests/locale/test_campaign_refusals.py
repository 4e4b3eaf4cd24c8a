"""What a player reads of refused orders: whole sentences in the player's words, in all languages.

The refusals are provoked by the cases of the table of C13, and by orders that are typed wrongly in
every word.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

import pytest

from client.terminal.campaign.batches import Batch, fill, rest_rows
from client.terminal.campaign.shorthands import MistypedLine, expand, mistyped_text
from client.text import catalogue
from client.text.campaign.order_text import OrderReader, order_text
from client.text.campaign.refusal_reasons import invalid_text
from client.text.campaign.words import fold, shown
from engine.campaign.budget import Budget
from engine.campaign.obedience import obey
from engine.campaign.orders import VERBS, parse_order
from engine.campaign.view import View
from engine.sentences import InvalidValue
from scripts.compile_catalogues import find_catalogues
from tests.engine.campaign.build_orders import ME, view
from tests.engine.campaign.order_cases import CASES, Case
from tests.locale.campaign_codes import campaign_codes

LANGUAGES = [po.parents[1].name for po in find_catalogues()]
WRONG = ("zzz", "=", "=3", "zzz=3", "3", ",", "a,,b", "-", "w99", "f99", "s99", "m99", "10000")
"""Words that are typed instead of right ones."""
CODED = ("hull", "thing", "field", "verb", "posture", "tax", "spying", "message")
"""The contexts of codes that are looked for in sentences."""
EVERYDAY = {"move", "attack", "defence"}
"""Codes that sentences use in another sense."""


@functools.cache
def hidden_codes(language: str) -> set[str]:
    """Return the codes that are no words of a language's players."""
    assert language == catalogue.language()
    codes = campaign_codes()
    names = {shown(context, one) for context in codes for one in codes[context]}
    words = {part.casefold() for name in names for part in name.split()}
    return {code for context in CODED for code in codes[context]} - words - EVERYDAY


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    """Speak each language in turn."""
    catalogue.use_language(request.param)
    yield request.param
    catalogue.use_language(catalogue.ENGLISH)


def told(seen: View, budget: Budget, line: str) -> list[str]:
    """Return what the terminal says when a line can't be ordered, or not in full."""
    try:
        read = OrderReader(seen).read(line)
        found = expand(seen, budget, read, ())
        found = fill(seen, budget, Batch([parse_order(read)])) if found is None else found
    except InvalidValue as error:
        return [invalid_text(error, ME)]
    except MistypedLine as error:
        return [mistyped_text(error)]
    return list(rest_rows(found, seen))


def faults(row: str, line: str) -> Iterator[str]:
    """Yield what is wrong with a sentence about a typed line."""
    typed = re.split(r"[ ,]", line)
    words = re.findall(r"[^\s,;:()“”«»]+", row)
    for word in words:
        if "_" in word:
            yield f"code: {word}"
        if "=" in word and word not in typed:
            yield f"key and value: {word}"
        if word in hidden_codes(catalogue.language()) and word not in typed:
            yield f"code: {word}"
    if re.search(r"  |“”|«\s*»|\(\)|None|[{}]|^\s|\s$| [,.]|:\s*$", row):
        yield "something is missing in it"
    if not re.match(r"[^\W\d_]|\d", row):
        yield "it does not begin as a sentence"


def begun(case: Case) -> tuple[View, Budget]:
    """Return what askerry knows and has when it gives the order of a case."""
    seen = view(case.state())
    budget = Budget.of_view(seen)
    for text in case.first:
        obey(seen, budget, parse_order(text))
    return seen, budget


def test_every_refusal_of_the_table_is_a_sentence(language: str) -> None:
    found = set()
    sentences = set()
    for case in CASES:
        if case.rule is None:
            continue
        seen, budget = begun(case)
        for line in (case.text, order_text(case.text, ME)):
            if not line:
                continue
            rows = told(seen, budget, line)
            assert rows or case.rule == "C13.1", (line, language)  # a word of the player's alone
            sentences.update(rows)
            found |= {(line, row, fault) for row in rows for fault in faults(row, line)}
    assert found == set()
    assert len(sentences) > 100


def wrong_lines() -> Iterator[str]:
    """Yield every verb with too few words, too many, and each of its words wrong."""
    legal = {case.verb: order_text(case.text, ME) for case in CASES if case.rule is None}
    assert legal.keys() == set(VERBS)
    for text in sorted(legal.values()):
        words = text.split(" ")
        yield from (" ".join(words[:count]) for count in range(1, len(words)))
        yield f"{text} more words"
        for place in range(1, len(words)):
            yield from (" ".join([*words[:place], wrong, *words[place + 1 :]]) for wrong in WRONG)
    yield from ("zzz", "zzz f2", "garrison", "garrison w24", "garrison zzz 3", "repeat a b", "=")
    yield from ("garrison w01 zzz", "repair zzz all", "load zzz best", "join all zzz", "repair all")
    yield from (
        "build w01 cutter 0",
        "build w01 cutter 10000",
        "build w01 zzz 3",
        "build zzz ark 3",
    )
    drill = fold(shown("field", "ground_combat"))  # words of other languages are told in one's own
    weights = (drill, f"{drill}=x", f"{drill}=", f"{drill}=3,{drill}=4", f"{drill}=99")
    yield from (f"study 20 {one}" for one in (*weights, "ground_combat", "ground_combat=x"))


def test_every_line_that_is_typed_wrongly_is_answered_in_a_sentence(language: str) -> None:
    seen = view(CASES[0].state())
    budget = Budget.of_view(seen)
    lines = list(wrong_lines())
    found = {
        (line, row, fault)
        for line in lines
        for row in told(seen, budget, line)
        for fault in faults(row, line)
    }
    assert found == set()
    answered = [line for line in lines if told(seen, budget, line)]
    assert len(answered) > 400, language
