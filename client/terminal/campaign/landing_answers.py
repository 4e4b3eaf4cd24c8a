"""The words that answer questions, and those that follow commands and short lines."""

from __future__ import annotations

import enum
from typing import Final

from client.terminal.campaign.shorthands import CHOICES


class Answer(enum.StrEnum):
    """What a person can say to a landing that is offered."""

    FIGHT = "fight"
    WATCH = "watch"
    RESOLVE = "resolve"
    SURE = "sure"
    """Resolve this one and the others of the turn with a good chance."""
    ALL = "all"
    """Resolve this one and the others of the turn."""


NOW: Final = "now"
"""Ends the turn without a question."""
YES: Final = "yes"
NO: Final = "no"
"""Answer the question whether the turn may end."""
ANSWERS: Final = tuple(dict.fromkeys((NOW, YES, NO, *CHOICES, *(one.value for one in Answer))))
"""All of them."""
