"""What the steps of a lesson say, with the player's own keys and the numbers of the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.input.keys import KeyCommand, key_words
from client.text.catalogue import text
from client.text.format import comma_list
from client.tutorial.goals import Hindrance
from client.tutorial.lesson import PUPIL, Variety
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from collections.abc import Iterator

    from client.tutorial.lesson import Lesson, LessonStep
    from client.tutorial.lesson_session import LessonSession
    from engine.battle.state import BattleState

ENEMY = "enemy"
"""The variety of a step's text in the opponent's turn."""
WON, LOST, DRAWN = "won", "lost", "drawn"
_ARROWS = (
    KeyCommand.CURSOR_LEFT,
    KeyCommand.CURSOR_RIGHT,
    KeyCommand.CURSOR_UP,
    KeyCommand.CURSOR_DOWN,
)


def varieties_of(step: LessonStep) -> tuple[str, ...]:
    """Return the varieties that a step has texts for; none if it has one text."""
    match step.varies:
        case Variety.PHASE:
            asked = (Phase.MOVE, Phase.SHOOT, Phase.CHARGE, Phase.FIGHT)
            return (*(phase.value.lower() for phase in asked), ENEMY)
        case Variety.RESULT:
            return WON, LOST, DRAWN
        case Variety.NONE:
            return ()


def keys_of(lesson: Lesson, step: LessonStep) -> Iterator[str]:
    """Yield the keys of all texts of a step."""
    varieties = varieties_of(step)
    if not varieties:
        yield f"lesson.{lesson.code}.{step.code}"
    for variety in varieties:
        yield f"lesson.{lesson.code}.{step.code}.{variety}"


def words_of(session: LessonSession) -> str:
    """Return what the open step says now, or what has gone wrong with it."""
    lesson, step = session.lesson, session.step
    hindrance = session.hindrance
    if hindrance is not None:
        return _filled(lesson, hindrance.value)
    variety = _variety(step, session.state)
    key = f"lesson.{lesson.code}.{step.code}"
    return _filled(lesson, key if not variety else f"{key}.{variety}")


def all_words(lesson: Lesson) -> list[str]:
    """Return everything that a lesson may say."""
    keys = [key for step in lesson.steps for key in keys_of(lesson, step)]
    return [_filled(lesson, key) for key in (*keys, *(one.value for one in Hindrance))]


def _variety(step: LessonStep, state: BattleState) -> str:
    if step.varies is Variety.PHASE:
        return state.phase.value.lower() if state.side is PUPIL else ENEMY
    if step.varies is Variety.RESULT:
        winner = None if state.result is None else state.result.winner
        return DRAWN if winner is None else WON if winner is PUPIL else LOST
    return ""


def _filled(lesson: Lesson, key: str) -> str:
    keys = {one.name.lower(): key_words(one) for one in KeyCommand if one is not KeyCommand.WEAPON}
    rules = lesson.scenario.rules
    return text(
        key,
        **keys,
        arrows=comma_list(key_words(command) for command in _ARROWS),
        rounds=rules.rounds,
        first=rules.first_scoring_round,
        points=rules.objective_points,
        most=rules.most_points,
        rough=rules.rough_cost,
        charge_dice=rules.charge_dice,
        advance_dice=rules.advance_dice,
    )
