"""Help for the commands, the orders and all words of a campaign."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Final

from client.terminal.campaign.landing_answers import ANSWERS
from client.text.campaign.encyclopedia import explain, find_topics, topics
from client.text.campaign.words import code_of, fold, shown, typed, verb_like
from client.text.catalogue import text
from client.text.format import comma_list
from client.tuning import load_tuning
from engine.campaign.orders import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.campaign.numbers import CampaignNumbers

HELP: Final = "?"
"""Asks for help, as the command does."""
_NAMES: Final = {
    "fleet": re.compile(r"f[0-9]+", re.IGNORECASE),
    "ship": re.compile(r"s[0-9]+", re.IGNORECASE),
    "fighter": re.compile(r"m[0-9]+", re.IGNORECASE),
    "world": re.compile(r"\D?[0-9]+[*!]?"),
}
"""What the names of fleets, ships, fighters and worlds look like."""
_NEAR: Final = 5
"""The most words that are named as near to one that is not known."""
_ALIKE: Final = 0.7
"""How alike a word must be to be taken for a mistyped one, from 0 to 1."""


def help_rows(words: str, commands: Sequence[str], numbers: CampaignNumbers) -> Iterator[str]:
    """Yield what a word means, such as an order, a command or a ship; for none, help for all."""
    if not words:
        yield from _general_rows(commands)
        return
    found = [*_typed_rows(words, commands), *_named_rows(words)]
    for topic in find_topics(words, numbers):
        found.extend(explain(topic, numbers))
    yield from found or _unknown_rows(words, commands, numbers)


def _general_rows(commands: Sequence[str]) -> Iterator[str]:
    yield text("campaign-help.goal")
    yield text("campaign-help.start")
    yield text("campaign-help.orders", verbs=comma_list(typed("verb", one) for one in VERBS))
    yield text(
        "campaign-help.commands", commands=comma_list(typed("command", one) for one in commands)
    )
    yield text("campaign-help.ids")
    yield text("campaign-help.batches")
    yield text("campaign-help.tab")
    yield text("campaign-help.more", help=HELP)


def _typed_rows(words: str, commands: Sequence[str]) -> Iterator[str]:
    """Yield what an order, a command and an answer do that are called so."""
    verb = code_of("verb", words, VERBS)
    if verb is not None:
        yield text(f"campaign-help.{verb}", verb=typed("verb", verb))
    command = code_of("command", words, commands)
    if command is not None:
        yield text(f"campaign-help.{command}-command", command=typed("command", command))
    answer = code_of("answer", words, ANSWERS)
    if answer is not None:
        yield answer_row(answer)


def _named_rows(words: str) -> Iterator[str]:
    """Yield which command shows what is named by its id or as the map does, such as `w22`."""
    for kind, names in _NAMES.items():
        if names.fullmatch(words):
            shown_by = {one: typed("command", one) for one in ("fleet", "world")}
            yield text(f"campaign-help.named-{kind}", word=words, **shown_by)
            return


def answer_row(answer: str) -> str:
    """Return what an answer does."""
    return text(
        f"campaign-help.{answer}-answer",
        answer=typed("answer", answer),
        least=load_tuning().campaign.sure_percent,
        end=typed("command", "end"),
        load=typed("verb", "load"),
        split=typed("verb", "split"),
    )


def _unknown_rows(words: str, commands: Sequence[str], numbers: CampaignNumbers) -> Iterator[str]:
    """Yield that there is no such word, and words that are near to it."""
    yield text("campaign-help.no-word", word=words)
    known = [
        *typed_words(commands),
        *(typed("answer", one) for one in ANSWERS),
        *(shown(*topic) for topic in topics(numbers)),
    ]
    by_fold = {fold(one): one for one in known}
    near = [by_fold[one] for one in difflib.get_close_matches(fold(words), by_fold, n=_NEAR)]
    verb = verb_like(words, VERBS)
    if verb is not None:
        near.insert(0, typed("verb", verb))
    if near:
        yield text("campaign-help.near", words=comma_list(dict.fromkeys(near)))
    else:
        yield text("campaign-help.more", help=HELP)


def typed_words(commands: Sequence[str]) -> list[str]:
    """Return the words that a line can begin with."""
    verbs = [typed("verb", one) for one in VERBS]
    return verbs + [typed("command", one) for one in commands]


def near_words(line: str, commands: Sequence[str]) -> Iterator[str]:
    """Yield what may have been meant by a line that is no order and no command."""
    word = line.split(" ", maxsplit=1)[0]
    words = {fold(one): one for one in typed_words(commands)}
    verb = verb_like(word, VERBS)
    near = difflib.get_close_matches(fold(word), words, n=1, cutoff=_ALIKE)
    if verb is not None:
        yield text("campaign-play.did-you-mean", word=typed("verb", verb))
    elif near:
        yield text("campaign-play.did-you-mean", word=words[near[0]])
    else:
        yield text("campaign-help.more", help=HELP)
