"""A costly decision as a replay shows it: what was done, and what would have been better."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.battle.view.option_view import action_picture, option_title
from client.battle.view.stop_facts import Fact
from client.text.catalogue import text
from client.text.format import percent
from engine.battle.actions import Activate, EndPhase, from_text

if TYPE_CHECKING:
    from client.draw.board.picture import HintPicture
    from client.text.names import BattleNames
    from engine.analysis.battle_report.figures import DecisionCost
    from engine.battle.actions import Action
    from engine.battle.state import BattleState

_BEST: Final = 1
"""The number on the board of what would have been better."""
_TAKEN: Final = 2


class JudgedDecision(NamedTuple):
    """A decision at a *place* of a replay, told by *facts*, and its *pictures* on the board."""

    place: int
    facts: tuple[Fact, ...]
    pictures: tuple[HintPicture, ...]


def judged_decision(cost: DecisionCost, state: BattleState, names: BattleNames) -> JudgedDecision:
    """Return what a replay shows of a decision in *state*."""
    then = None if cost.then is None else from_text(cost.then)
    options = (
        (from_text(cost.best), then, _BEST, chance_of_victory(cost.best_value)),
        (from_text(cost.taken), None, _TAKEN, chance_of_victory(cost.taken_value)),
    )
    pictures = [
        action_picture(state, action, after, number=number, label=chance, taken=number == _TAKEN)
        for action, after, number, chance in options
    ]
    facts = [
        Fact(
            good=number == _BEST,
            words=text(
                "replay.judged.taken" if number == _TAKEN else "replay.judged.best",
                number=number,
                option=_title(action, after, names),
                chance=chance,
            ),
        )
        for action, after, number, chance in reversed(options)
    ]
    return JudgedDecision(cost.step, tuple(facts), tuple(one for one in pictures if one))


def chance_of_victory(value: float) -> str:
    """Return a value from -1 to 1 as a chance of victory from 0 to 1."""
    return percent((1 + value) / 2)


def _title(action: Action, then: Action | None, names: BattleNames) -> str:
    """Return what was done; for a unit that is activated, what it does then."""
    if isinstance(action, Activate) and then is not None and not isinstance(then, EndPhase):
        unit = names.unit(action.unit)
        return text("replay.judged.then", unit=unit, option=option_title(then, names))
    return option_title(action, names)
