"""What is shown of an answered puzzle: the odds of all options, in words and as a picture."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, NamedTuple

from client.draw import geometry
from client.draw.board.picture import OddsLabel, ThreatPicture
from client.text.catalogue import name, text
from client.text.format import amount, percent
from engine.battle.actions import Advance, Charge, Move, Shoot
from engine.players.puzzles import DECIDING, Figure, Verdict
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

_HOTTEST: Final = 4
"""The level of the worst option in the colours of the threat map."""


class OptionRow(NamedTuple):
    """An option in words: *mine* if it was the answer."""

    title: str
    figures: str
    verdict: Verdict
    mine: bool


def figure_words(theme: str, option: OptionOdds) -> str:
    """Return the figures of an option in words."""
    return require_key(_WORDS, theme, "theme")(option)


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
    return amount(figure) if decides is Figure.DAMAGE else signed(figure)


def signed(number: float) -> str:
    """Return a number with one decimal and its sign."""
    key = "puzzle.less" if round(number, 1) < 0 else "puzzle.more"
    return text(key, n=amount(abs(number)))


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


def option_title(option: OptionOdds, names: BattleNames) -> str:
    """Return what an option is, in words."""
    match option.action:
        case Shoot(weapon, target, _):
            unit = names.unit(target)
            return text("puzzle.option.shoot", weapon=name("weapon", weapon), unit=unit)
        case Charge(target):
            return text("puzzle.option.charge", unit=names.unit(target))
        case Move():
            return text("puzzle.option.move")
        case Advance():
            return text("puzzle.option.advance")
        case _:
            return text("puzzle.option.wait")


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
            option_title(one, names), figure_words(puzzle.theme, one), one.verdict, one is given
        )
        for one in first + rest
    ]


def _shot_words(option: OptionOdds) -> str:
    figures = option.figures
    if not figures:
        return text("puzzle.figures.no-shot")
    return text(
        "puzzle.figures.shot",
        destroyed=percent(figures[Figure.DESTROYED]),
        damage=amount(figures[Figure.DAMAGE]),
        worth=signed(figures[Figure.WORTH]),
    )


def _charge_words(option: OptionOdds) -> str:
    figures = option.figures
    if Figure.REACHED not in figures:
        return text("puzzle.figures.worth", worth=signed(figures[Figure.WORTH]))
    return text(
        "puzzle.figures.charge",
        reached=percent(figures[Figure.REACHED]),
        destroyed=percent(figures[Figure.DESTROYED]),
        struck=percent(figures[Figure.STRUCK_BACK]),
        worth=signed(figures[Figure.WORTH]),
    )


def _place_words(option: OptionOdds) -> str:
    figures = option.figures
    return text(
        "puzzle.figures.place",
        shot=amount(figures[Figure.SHOT]),
        fire=amount(figures[Figure.FIRE]),
        worth=signed(figures[Figure.WORTH]),
    )


def _risk_words(option: OptionOdds) -> str:
    return text("puzzle.figures.risk", risk=percent(option.figures[Figure.RISK]))


def _end_words(option: OptionOdds) -> str:
    key = "puzzle.figures.won" if option.figures[Figure.WON] else "puzzle.figures.lost"
    return text(key, lead=signed(option.figures[Figure.LEAD]))


_WORDS: Final[dict[str, Callable[[OptionOdds], str]]] = {
    "sure_kill": _shot_words,
    "keeps_cover": _place_words,
    "last_objective": _end_words,
    "hurts_what_it_can": _shot_words,
    "falls_back": _risk_words,
    "charges_to_kill": _charge_words,
    "holds_still": _place_words,
}


def why_words(puzzle: Puzzle, outcome: PuzzleOutcome, names: BattleNames) -> str:
    """Return why the best option is the best, with its figures and those of the best wrong one."""
    best = next(one for one in outcome.options if one.verdict is Verdict.RIGHT)
    wrong = [one for one in outcome.options if one.verdict is Verdict.WRONG]
    other = next((one for one in wrong if one.figures), wrong[0])
    if puzzle.theme != "charges_to_kill":
        key = f"puzzle.why.{puzzle.theme}"
    elif isinstance(best.action, Charge):
        key = "puzzle.why.charges_to_kill.charge"
    else:
        key = "puzzle.why.charges_to_kill.wait"
    return text(
        key,
        best=option_title(best, names),
        figures=figure_words(puzzle.theme, best),
        other=option_title(other, names),
        others=figure_words(puzzle.theme, other),
    )
