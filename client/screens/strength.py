"""The measured strength of players: as a line, and as a table of all levels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.draw.ui.writer import Face
from client.screens.form_screen import FormScreen
from client.text.catalogue import text
from client.text.format import decimal, percent
from client.text.names import seat_name
from client.widgets import layout
from client.widgets.layout import Share
from engine.errors import ModelError
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.players.strength import StrengthTable, differences, packaged_strength

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pygame

    from client.draw.ui.style import Style
    from client.host import OwnRecordHost
    from client.standing import Standing
    from client.widgets.form import Form
    from client.widgets.layout import Length

_ROW: Final = 36
"""Maximum height of a row, in points."""
_HEADS: Final = 0.26
"""Minimum width of the row headings, as a fraction of the table's width."""
_FIGURES: Final = 4
"""Number of rows above those against each opponent."""
_DIGITS: Final = 1
"""Number of decimals of milliseconds and percentages."""
_ITSELF: Final = "–"
"""Shown in the cell of a level against itself, and in that of a level never played against."""


def fitting_table() -> StrengthTable | None:
    """Return the table of strength, if there is one for the available levels and they can play."""
    try:
        table = packaged_strength()
        return None if differences(table) else table
    except ModelError:
        return None


def by_strength(players: Sequence[str]) -> list[str]:
    """Return players by their ratings, the weakest first; those that were not measured come last,
    in their order.
    """
    table = fitting_table()
    ratings = {} if table is None else table.ratings
    measured = [player for player in players if player in ratings]
    rest = [player for player in players if player not in ratings]
    return [*sorted(measured, key=lambda player: ratings[player].rating), *rest]


def strength_of(player: str) -> str:
    """Return the measured strength of a player as text; "" for a person."""
    table = fitting_table()
    row = None if table is None else table.row(player, table.anchor)
    if table is None or row is None:
        return rating_of(player)
    share = percent(row.win_rate)
    rating = round(table.ratings[player].rating)
    return text("new.strength", rating=rating, bot=seat_name(table.anchor), share=share)


def rating_of(player: str) -> str:
    """Return the rating of a player as text; "" for a person."""
    if player == scripted_bots.PERSON:
        return ""
    table = fitting_table()
    if table is None or player not in table.ratings:
        return text("new.unmeasured")
    return text("new.rating", rating=round(table.ratings[player].rating))


def rows_of(table: StrengthTable, own: OwnRecordHost) -> list[tuple[str, list[str]]]:
    """Return the rows of the table: a heading, then a cell for each level."""
    levels = level_names()
    ratings = [table.ratings[level] for level in levels]
    paces = [table.milliseconds[level] for level in levels]
    rows = [
        (text("strength.level"), [seat_name(level) for level in levels]),
        (
            text("strength.ratings"),
            [
                text("strength.rating", rating=round(one.rating), error=round(one.error))
                for one in ratings
            ],
        ),
        (
            text("strength.pace"),
            [
                text(
                    "strength.mean",
                    mean=decimal(one.mean, _DIGITS),
                    most=decimal(one.p95, _DIGITS),
                )
                for one in paces
            ],
        ),
    ]
    rows.append((text("strength.own"), [_standing(own.standing(level)) for level in levels]))
    for opponent in (*levels, *scripted_bots.bot_names()):
        shares = [_share(table, level, opponent) for level in levels]
        rows.append((text("strength.against", player=seat_name(opponent)), shares))
    return rows


def _standing(standing: Standing) -> str:
    """Return one's own record against a level, or a dash if there is none."""
    won, drawn, lost = standing
    if not standing.played:
        return _ITSELF
    return text("strength.own-standing", won=won, drawn=drawn, lost=lost)


def _share(table: StrengthTable, level: str, opponent: str) -> str:
    """Return the share of points that a level wins from an opponent, with its interval."""
    row = table.row(level, opponent)
    if row is None:
        return _ITSELF
    share, low, high = (decimal(100 * one, _DIGITS) for one in (row.win_rate, *row.interval))
    return text("strength.share", share=share, low=low, high=high)


class StrengthScreen(FormScreen):
    """The table of the levels, with an explanation of its figures."""

    title = "strength.title"

    def build(self, form: Form) -> None:
        """Add the table and the note below it."""
        build_table(form, self.body, self.app.own_record)


def table_height(style: Style, width: int) -> int:
    """Return the height of the table and its note with rows of full height, in pixels."""
    table, pad = fitting_table(), style.px(style.layout.space.padding_tight)
    count = _FIGURES + len(level_names()) + len(scripted_bots.bot_names())
    rows = 0 if table is None else style.px(_ROW) * count + 3 * pad
    return rows + len(_notes(style, width)) * style.writer.height(style.layout.text.table)


def _notes(style: Style, width: int) -> list[str]:
    """Return the note about the figures, wrapped to a width."""
    words = text("new.unmeasured") if fitting_table() is None else text("strength.note")
    return style.writer.wrap(words, style.layout.text.table, width)


def build_table(form: Form, rect: pygame.Rect, own: OwnRecordHost) -> None:
    """Add one row per figure and one column per level, and a note below."""
    style, size = form.style, form.style.layout.text.table
    pad, line = style.px(style.layout.space.padding_tight), style.writer.height(size)
    notes, table = _notes(style, rect.w), fitting_table()
    above, below = layout.split_rows(rect, [Share(), len(notes) * line], pad)
    for place, note in zip(layout.stack(below, [line] * len(notes)), notes, strict=True):
        form.label(note, place.topleft, size, style.colours.bone500)
    if table is None:
        return
    rows = rows_of(table, own)
    step = min(style.px(_ROW), (above.h - 2 * pad) // len(rows))
    panel = layout.within(above, (above.w, len(rows) * step + 2 * pad), (0, 0))
    form.panel(panel)
    inner = layout.inset(panel, pad)
    widths = _column_widths(style, inner.w, rows)
    for number, place in enumerate(layout.stack(inner, [step] * len(rows))):
        head, cells = rows[number]
        _build_row(form, layout.split_columns(place, widths), [head, *cells], first=not number)


def _column_widths(style: Style, width: int, rows: list[tuple[str, list[str]]]) -> list[Length]:
    """Return the widths of the columns, equal ones for the levels unless a cell needs more."""
    size, gap = style.layout.text.table, style.px(style.layout.space.gap)
    table = [[head, *cells] for head, cells in rows]
    needed = [
        max(
            style.writer.width(cell, size, Face.BOLD if not row else Face.REGULAR) + gap
            for row, cell in enumerate(column)
        )
        for column in zip(*table, strict=True)
    ]
    heads = max(needed[0], round(width * _HEADS))
    levels = needed[1:]
    if (width - heads) // len(levels) >= max(levels):
        return [heads, *[Share()] * len(levels)]
    return [needed[0], *map(Share, levels)]


def _build_row(form: Form, places: list[pygame.Rect], cells: list[str], *, first: bool) -> None:
    """Add a left-aligned heading, and cells right-aligned in their columns."""
    style = form.style
    size, face = style.layout.text.table, Face.BOLD if first else Face.REGULAR
    ink = style.colours.brass if first else None
    gap = style.px(style.layout.space.gap)
    for number, (place, cell) in enumerate(zip(places, cells, strict=True)):
        at, align = (place.midright, (1, 0.5)) if number else (place.midleft, (0, 0.5))
        form.label(cell, at, size, ink, face, align, place.w - gap)
