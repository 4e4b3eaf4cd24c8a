"""What is shown of an answered puzzle: the odds of all options, in words and as a picture."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

from client.draw import geometry
from client.draw.board.picture import OddsLabel, ThreatPicture
from client.text.catalogue import name, text
from client.text.format import amount, decimal, percent
from engine.battle.actions import Advance, Charge, Move, Shoot
from engine.players.puzzles import DECIDING, Figure, Verdict, right_margin
from engine.validation import require_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex
    from client.puzzles.puzzle_session import PuzzleOutcome
    from client.text.names import BattleNames
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.players.puzzles import OptionOdds, Puzzle

_LONG: Final = 10
"""From this number on a figure with a decimal and a sign is too long for a hex."""
_HOTTEST: Final = 4
"""The level of the worst option in the colours of the threat map."""


class OptionRow(NamedTuple):
    """An option in words: *mine* if it was the answer; *at* is the hex that it is about."""

    title: str
    figures: str
    verdict: Verdict
    mine: bool
    at: Hex | None


def board_figure(theme: str, option: OptionOdds) -> str:
    """Return the figure that an option has on the board: the deciding one; "" for none."""
    decides = DECIDING[theme]
    if decides not in option.figures:
        return ""
    figure = option.figures[decides]
    if decides is Figure.WON:
        return text("puzzle.won" if figure else "puzzle.lost")
    if decides in {Figure.DESTROYED, Figure.RISK}:
        return percent(figure)
    return amount(figure) if decides is Figure.DAMAGE else signed(figure, short=True)


def signed(number: float, *, short: bool = False) -> str:
    """Return a number with one decimal and its sign; nothing has no sign.

    If it is to be *short*, as in a hex, numbers from 10 on are whole.
    """
    size = abs(number)
    places = 0 if short and round(size, 1) >= _LONG else 1
    if not round(size, places):
        return text("puzzle.level")
    written = decimal(size, places)
    return text("puzzle.less" if number < 0 else "puzzle.more", n=written)


def signed_points(points: float) -> str:
    """Return a lead in points: a whole number with its sign; none has no sign."""
    if not points:
        return text("puzzle.level")
    return text("puzzle.less" if points < 0 else "puzzle.more", n=round(abs(points)))


def hex_of(state: BattleState, option: OptionOdds) -> Hex | None:
    """Return the hex that an option is about: its target's, its destination, or the unit's own."""
    match option.action:
        case Move(to):
            return to
        case Shoot(_, target, _) | Charge(target):
            return state.offset(state.units[target])
        case Advance():
            return None
        case _:
            assert state.active is not None, "a puzzle's unit is active"
            return state.offset(state.units[state.active])


def options_by_hex(outcome: PuzzleOutcome) -> dict[Hex, OptionOdds]:
    """Return one option for each hex; of several weapons, that of the answer, else the best."""
    given = outcome.given
    weapon = given.action.weapon if given and isinstance(given.action, Shoot) else None
    found: dict[Hex, OptionOdds] = {}
    for option in outcome.options:
        at = hex_of(outcome.state, option)
        own = isinstance(option.action, Shoot) and option.action.weapon == weapon
        if at is not None and (at not in found or own):
            found[at] = option
    return found


def show_odds(picture: BoardPicture, puzzle: Puzzle, outcome: PuzzleOutcome) -> BoardPicture:
    """Return the picture of the board with the odds of all options; right ones are outlined."""
    shown = options_by_hex(outcome)
    units = tuple(
        dataclasses.replace(unit, label=_label(puzzle.theme, shown, geometry.hex_at(unit.spot)))
        for unit in picture.units
    )
    occupied = {geometry.hex_at(unit.spot) for unit in picture.units}
    right = {at for at, option in shown.items() if option.verdict is Verdict.RIGHT}
    given = None if outcome.given is None else hex_of(outcome.state, outcome.given)
    levels = _levels(puzzle.theme, list(shown.values()))
    hot = tuple(
        ThreatPicture(at, levels[option.action], board_figure(puzzle.theme, option))
        for at, option in shown.items()
        if at not in occupied
    )
    return dataclasses.replace(
        picture,
        glows=(),
        threat=hot,
        units=units,
        path=None,
        aim_line=None,
        hovered=given,
        marked=frozenset(right),
    )


def _label(theme: str, shown: dict[Hex, OptionOdds], at: Hex) -> OddsLabel | None:
    if at not in shown:
        return None
    option = shown[at]
    figure = board_figure(theme, option)
    icon = "check" if option.verdict is Verdict.RIGHT else "cross"
    return OddsLabel(icon, figure, "") if figure else None


def _levels(theme: str, options: list[OptionOdds]) -> dict[Action, int]:
    """Return the level of each option, from 0 for right ones to the highest for the worst."""
    decides = DECIDING[theme]
    ranks = sorted({one.figures[decides] for one in options if decides in one.figures})
    if decides is not Figure.RISK:
        ranks.reverse()
    levels: dict[Action, int] = {}
    for option in options:
        place = ranks.index(option.figures[decides]) if decides in option.figures else len(ranks)
        share = place / max(1, len(ranks) - 1)
        right = option.verdict is Verdict.RIGHT
        levels[option.action] = 0 if right else 1 + min(_HOTTEST - 1, int(share * _HOTTEST))
    return levels


# Words


def option_title(option: OptionOdds, names: BattleNames, *, mine: bool = False) -> str:
    """Return what an option is, in words; *mine* if it was the answer."""
    role = "yours" if mine else "option"
    return text(f"puzzle.{role}.{_kind(option)}", **_subjects(option, names))


def _kind(option: OptionOdds) -> str:
    """Return the kind of an option's action, as texts name it."""
    match option.action:
        case Shoot():
            return "shoot"
        case Charge():
            return "charge"
        case Move():
            return "move"
        case Advance():
            return "advance"
        case _:
            return "wait"


def _subjects(option: OptionOdds, names: BattleNames) -> dict[str, str]:
    """Return the names that the texts about an option mention."""
    match option.action:
        case Shoot(weapon, target, _):
            return {"weapon": name("weapon", weapon), "unit": names.unit(target)}
        case Charge(target):
            return {"unit": names.unit(target)}
        case _:
            return {}


def rows_of(
    puzzle: Puzzle, outcome: PuzzleOutcome, names: BattleNames, hovered: Hex | None
) -> list[OptionRow]:
    """Return the options in words: the one under the mouse, the answer, then the best first.

    Of moves there are dozens: the rows have the best one, the others are on the board.
    """
    given, by_hex = outcome.given, options_by_hex(outcome)
    first = [by_hex[hovered]] if hovered is not None and hovered in by_hex else []
    first += [] if given is None or given in first else [given]
    moves = [one for one in outcome.options if isinstance(one.action, Move)]
    rest = [one for one in outcome.options if one not in first and one not in moves[1:]]
    return [
        OptionRow(
            option_title(one, names, mine=one is given),
            figure_words(puzzle.theme, one),
            one.verdict,
            one is given,
            hex_of(outcome.state, one),
        )
        for one in first + rest
    ]


_SHOT: Final = "shot"
_CHARGE: Final = "charge"
_PLACE: Final = "place"
_RISK: Final = "risk"
_END: Final = "end"
_FIGURES: Final = {
    "sure_kill": _SHOT,
    "keeps_cover": _PLACE,
    "last_objective": _END,
    "hurts_what_it_can": _SHOT,
    "falls_back": _RISK,
    "charges_to_kill": _CHARGE,
    "holds_still": _PLACE,
}
"""The kind of figures that the options of each theme have."""
_FORMS: Final[dict[Figure, tuple[str, Callable[[float], str]]]] = {
    Figure.DESTROYED: ("destroyed", percent),
    Figure.DAMAGE: ("damage", amount),
    Figure.REACHED: ("reached", percent),
    Figure.STRUCK_BACK: ("struck", percent),
    Figure.SHOT: ("shot", amount),
    Figure.FIRE: ("fire", amount),
    Figure.RISK: ("risk", percent),
    Figure.LEAD: ("lead", signed_points),
    Figure.WORTH: ("worth", signed),
}
"""The parameter of texts for each figure, and how it is written."""


def _figure_kind(theme: str, option: OptionOdds) -> str:
    """Return the kind of an option's figures, as texts name it."""
    kind = require_key(_FIGURES, theme, "theme")
    figures = option.figures
    if kind == _SHOT and not figures:
        return "no-shot"
    if kind == _CHARGE and Figure.REACHED not in figures:
        return "worth"
    if kind == _END:
        return "won" if figures[Figure.WON] else "lost"
    return kind


def _written(option: OptionOdds) -> dict[str, str]:
    """Return the figures of an option as texts show them."""
    return {
        _FORMS[one][0]: _FORMS[one][1](figure)
        for one, figure in option.figures.items()
        if one in _FORMS
    }


def figure_words(theme: str, option: OptionOdds) -> str:
    """Return the figures of an option in words."""
    return text(f"puzzle.figures.{_figure_kind(theme, option)}", **_written(option))


def why_words(puzzle: Puzzle, outcome: PuzzleOutcome, names: BattleNames) -> tuple[str, ...]:
    """Return a sentence on the best option, and one on the best wrong one, with their figures; then
    what counts as right, and what is counted.
    """
    best = next(one for one in outcome.options if one.verdict is Verdict.RIGHT)
    wrong = [one for one in outcome.options if one.verdict is Verdict.WRONG]
    other = next((one for one in wrong if one.figures), wrong[0])
    sentences = []
    for role, option in (("best", best), ("other", other)):
        key = f"puzzle.{role}.{_figure_kind(puzzle.theme, option)}.{_kind(option)}"
        sentences.append(text(key, **_subjects(option, names), **_written(option)))
    return *sentences, *_counting_words(puzzle)


def _counting_words(puzzle: Puzzle) -> tuple[str, ...]:
    """Return what still counts as right, and what the figures count, unless that is plain."""
    decides, margin = DECIDING[puzzle.theme], right_margin(puzzle)
    if decides is Figure.RISK:
        assert margin is not None, "a risk has a limit"
        return (text("puzzle.counts.risk", margin=percent(margin)),)
    if margin is not None:
        return (text("puzzle.counts.place", margin=amount(margin)),)
    kind = require_key(_FIGURES, puzzle.theme, "theme")
    return (text("puzzle.counts.worth"),) if kind in {_SHOT, _CHARGE} else ()
