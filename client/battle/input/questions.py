"""The questions asked over the board, their answers, and when a click asks one."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from engine.battle.activation import is_untouched, options_if_activated
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from engine.battle.actions import UnitId
    from engine.battle.options import Options


class Question(enum.Enum):
    """The questions asked over the board."""

    ADVANCE = "advance"
    END_PHASE = "end-phase"
    LEAVE = "leave"


class QuestionAnswer(enum.Enum):
    """The answers to a question: green, grey and red buttons."""

    CONFIRM = "confirm"
    SKIP = "skip"
    CANCEL = "cancel"
    NEXT = "next"
    """Leave the unit unchanged and go on to the next one; it has no button."""
    PREVIOUS = "previous"
    HINT = "hint"
    """Close the question and show what the policy would do; it has no button."""


ANSWERS: Final = {
    KeyCommand.CONFIRM: QuestionAnswer.CONFIRM,
    KeyCommand.WAIT: QuestionAnswer.SKIP,
    KeyCommand.BACK: QuestionAnswer.CANCEL,
    KeyCommand.NEXT: QuestionAnswer.NEXT,
    KeyCommand.PREVIOUS: QuestionAnswer.PREVIOUS,
    KeyCommand.HINT: QuestionAnswer.HINT,
}
"""The answers that keys of the battle give to a question."""


def lacks_target(options: Options) -> bool:
    """Whether a unit with these options may advance and has nothing to shoot at."""
    return options.advance and not options.shoot


def asked_by_click(now: PendingDecision, unit: UnitId) -> Question | None:
    """Return the question that a click on a unit asks besides activating it."""
    if now.state.phase is not Phase.SHOOT or not now.asks_to_advance:
        return None
    active = unit == now.state.active
    if active and not is_untouched(now.state):
        return None
    options = now.options if active else options_if_activated(now.state, unit)
    return Question.ADVANCE if lacks_target(options) else None
