"""What opens over the board in words: advice, the recap, explanations, a costly action."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.hud.advice_panel import foot_face
from client.battle.hud.explanation_box import walk_note
from client.battle.speech.board_words import place_words
from client.battle.view.recap_view import recap_lines
from client.text.catalogue import name, plural, text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explanation_box import Explanation
    from client.battle.playback.recap import Recap
    from client.battle.view.advice_view import AdviceCard, AdviceRow
    from client.battle.view.odds_cards import Chance, OddsCard
    from client.draw.board.picture import HintPicture
    from client.text.names import BattleNames
    from engine.hexgrid import Offset


def way_words(way: Sequence[Offset]) -> str:
    """Return where an arrow on the board leads; "" if there is none."""
    if not way:
        return ""
    start, end = place_words(way[0]), place_words(way[-1])
    return text("speech.at", hex=end) if len(way) == 1 else text("speech.way", start=start, end=end)


def advice_words(card: AdviceCard) -> list[str]:
    """Return a panel of advice: its title and words, a line for each option, and its button."""
    foot = foot_face(card)
    return [
        card.title,
        card.words,
        *(_option_words(row) for row in card.rows),
        text("speech.action", label=foot.label, cap=foot.key),
    ]


def _option_words(row: AdviceRow) -> str:
    """Return an option, with its arrow on the board and its facts."""
    taken = text("speech.advice-taken") if row.taken else ""
    parts = [one for one in (row.title, row.share, way_words(row.way), taken) if one]
    option = text("speech.advice-option", n=row.number, option=comma_list(parts))
    return " ".join([option, *(text("speech.fact", fact=fact.words) for fact in row.facts)])


def picture_words(pictures: Sequence[HintPicture]) -> list[str]:
    """Return where the numbered arrows on the board lead."""
    return [
        text("speech.advice-option", n=one.number, option=way_words(one.way)) for one in pictures
    ]


def forecast_words(card: OddsCard, heading: tuple[str, str]) -> list[str]:
    """Return a forecast: heading, target, figures, hit points left, rolls, what may follow."""
    figures = [text("speech.figure", n=one.words, label=one.labels[0]) for one in card.figures]
    cover = [name("terrain", "COVER")] if card.covered else []
    bars = [text("speech.figure", n=one.label, label=one.figure) for one in card.bars]
    return [
        comma_list(one for one in heading if one),
        text(
            "speech.card",
            unit=card.title,
            stats=comma_list([card.subtitles[0], *cover, *figures]),
        ),
        text("speech.card", unit=text("battle.odds.bars"), stats=comma_list(bars)),
        *map(roll_words, card.chances),
        *(text("speech.fact", fact=one) for one in (card.answer, card.risk) if one),
    ]


def roll_words(chance: Chance) -> str:
    """Return a roll: what is needed, how likely it is, and what changes it."""
    reasons = [*([chance.base] if chance.base is not None else []), *chance.good, *chance.bad]
    figure = comma_list([chance.figure, *(one.words for one in reasons)])
    return text("speech.roll", roll=chance.title, needed=chance.needed, chance=figure)


def recap_words(recap: Recap, names: BattleNames) -> list[str]:
    """Return a recap: its lines, then what the board shows of it."""
    moves = [
        text("speech.recap-move", unit=names.unit(one.unit), way=way_words(one.path))
        for one in recap.moves
    ]
    attacks = [
        plural(
            "speech.recap-attack",
            one.lost,
            unit=names.unit(one.unit),
            target=names.unit(one.target),
            way=way_words((one.start, one.end)),
        )
        for one in recap.attacks
    ]
    losses = [
        plural(
            "speech.recap-destroyed" if one.destroyed else "speech.recap-loss",
            one.lost,
            unit=names.unit(one.unit),
            hex=place_words(one.at),
        )
        for one in recap.losses
    ]
    return [*recap_lines(recap, names), *moves, *attacks, *losses]


def explanation_words(shown: Explanation | None, keys: tuple[str, str]) -> list[str]:
    """Return an explanation: title and text of each entry, and the *keys* that walk on and end the
    walk.
    """
    if shown is None:
        return []
    note = [walk_note(keys)] if shown.walked else []
    return [*(line for entry in shown.entries for line in (entry.title, entry.words)), *note]
