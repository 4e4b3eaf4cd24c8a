"""A lesson: an action that cost much, why, and what would have been better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.battle.view.advice_view import hint_pictures
from client.battle.view.judged_decision import chance_of_victory
from client.battle.view.option_view import option_facts, option_title
from client.text.catalogue import text
from client.tuning import load_tuning
from engine.battle.actions import from_text

if TYPE_CHECKING:
    from client.battle.model.session import Deed
    from client.draw.board.picture import HintPicture
    from client.text.names import BattleNames
    from client.worker.advice import Judgement
    from engine.analysis.advice import AdvisedOption
    from engine.analysis.battle_report.figures import DecisionCost


_BEST: Final = 1
"""The number on the board of what would have been better."""
_TAKEN: Final = 2


class Lesson(NamedTuple):
    """The *lines* of a lesson about the last action, and its *pictures* on the board.

    It is told only as long as nothing else is done: *ply* is the number of records then.
    """

    ply: int
    lines: tuple[str, ...]
    pictures: tuple[HintPicture, ...]


def lesson_of(deed: Deed, judgement: Judgement, names: BattleNames) -> Lesson | None:
    """Return the lesson about an action; None if it cost too little, or is the policy's own."""
    cost = judgement.cost
    if cost is None or cost.is_own or cost.cost < load_tuning().teaching.cost:
        return None
    advice = judgement.advice
    best = next(option for option in advice.favourites if option.action == from_text(cost.best))
    lines = [
        _cost_line(cost),
        text("lesson.taken", option=option_title(deed.action, names), number=_TAKEN),
        *_fact_lines(deed, advice.taken, names),
        text("lesson.best", option=option_title(best.action, names), number=_BEST),
        *_fact_lines(deed, best, names),
    ]
    shown = [best] if advice.taken is None else [best, advice.taken]
    pictures = hint_pictures(deed.before, shown, advice.taken)
    return Lesson(deed.ply + 1, tuple(lines), pictures)


def _cost_line(cost: DecisionCost) -> str:
    """Return what the action cost."""
    return text(
        "lesson.cost",
        before=chance_of_victory(cost.best_value),
        after=chance_of_victory(cost.taken_value),
    )


def _fact_lines(deed: Deed, option: AdvisedOption | None, names: BattleNames) -> list[str]:
    if option is None:
        return []
    facts = option_facts(deed.before, option, names)[: load_tuning().advice.facts]
    return [text("lesson.fact", fact=fact.words) for fact in facts]
