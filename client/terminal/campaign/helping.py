"""Help for the commands and the orders of a campaign."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING, Final

from client.text.campaign.words import code_of, fold, typed
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign.orders import VERBS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

HELP: Final = "?"
"""Asks for help, as the command does."""


def help_rows(words: str, commands: Sequence[str]) -> Iterator[str]:
    """Yield help for an order or a command that is named, or for all together."""
    verb = code_of("verb", words, VERBS)
    command = code_of("command", words, commands)
    if verb is not None:
        yield text(f"campaign-help.{verb}", verb=typed("verb", verb))
    elif command is not None:
        yield text(f"campaign-help.{command}-command", command=typed("command", command))
    else:
        yield text("campaign-help.goal")
        yield text("campaign-help.start")
        yield text("campaign-help.orders", verbs=comma_list(typed("verb", one) for one in VERBS))
        yield text(
            "campaign-help.commands",
            commands=comma_list(typed("command", one) for one in commands),
        )
        yield text("campaign-help.ids")
        yield text("campaign-help.batches")
        yield text("campaign-help.more", help=HELP)


def near_words(line: str, commands: Sequence[str]) -> Iterator[str]:
    """Yield what may have been meant by a line that is no order and no command."""
    word = fold(line.split(" ", maxsplit=1)[0])
    known = [typed("verb", one) for one in VERBS] + [typed("command", one) for one in commands]
    words = {fold(one): one for one in known}
    near = difflib.get_close_matches(word, words, n=1)
    if near:
        yield text("campaign-play.did-you-mean", word=words[near[0]])
    else:
        yield text("campaign-help.more", help=HELP)
