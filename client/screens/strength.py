"""Tells how strong players are, as it was measured: in a line, and in a table of everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.draw.ui.writer import Face
from client.screens.form_screen import FormScreen
from client.text.catalogue import text
from client.text.format import percent
from client.text.names import seat_name
from engine.errors import ModelError
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.players.strength import StrengthTable, differences, packaged_strength

if TYPE_CHECKING:
    from client.widgets.form import Form

_ROW: Final = 36
"""Points a row is high at most."""
_HEADS: Final = 0.26
"""Share of the table's width that the heads of rows take."""
_DIGITS: Final = 1
"""Of milliseconds and per cent, behind the point."""
_ITSELF: Final = "–"
"""Stands for a level against itself."""


def fitting_table() -> StrengthTable | None:
    """Return the table of strength, if there is one of the levels there are, which can play."""
    try:
        table = packaged_strength()
        return None if differences(table) else table
    except ModelError:
        return None


def strength_of(player: str) -> str:
    """Tell how strong a player is, as it was measured; nothing of a person."""
    table = fitting_table()
    row = None if table is None else table.row(player, table.anchor)
    if table is None or row is None:
        return rating_of(player)
    share = percent(row.win_rate)
    rating = round(table.ratings[player].rating)
    return text("new.strength", rating=rating, bot=seat_name(table.anchor), share=share)


def rating_of(player: str) -> str:
    """Tell a player's rating, which a person has none of."""
    if player == scripted_bots.PERSON:
        return ""
    table = fitting_table()
    if table is None or player not in table.ratings:
        return text("new.unmeasured")
    return text("new.rating", rating=round(table.ratings[player].rating))


def rows_of(table: StrengthTable) -> list[tuple[str, list[str]]]:
    """List what is told of the levels: the head of a row, then something of each level."""
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
                text("strength.mean", mean=round(one.mean, _DIGITS), most=round(one.p95, _DIGITS))
                for one in paces
            ],
        ),
    ]
    for opponent in (*levels, *scripted_bots.bot_names()):
        shares = [_share(table, level, opponent) for level in levels]
        rows.append((text("strength.against", player=seat_name(opponent)), shares))
    return rows


def _share(table: StrengthTable, level: str, opponent: str) -> str:
    """Tell how much of the points a level takes from an opponent, and how sure that is."""
    row = table.row(level, opponent)
    if row is None:
        return _ITSELF
    share, low, high = (f"{100 * one:.{_DIGITS}f}" for one in (row.win_rate, *row.interval))
    return text("strength.share", share=share, low=low, high=high)


class StrengthScreen(FormScreen):
    """Show the table of the levels, and what its figures are."""

    title = "strength.title"

    def build(self, form: Form) -> None:
        """Put a row a figure and a column a level, and a sentence below."""
        style, space, body = self.style, self.style.layout.space, self.body
        table, size = fitting_table(), style.layout.text.table
        pad, line = style.px(space.padding_tight), style.writer.height(size)
        words = text("new.unmeasured") if table is None else text("strength.note")
        notes = style.writer.wrap(words, size, body.w)
        for place, note in enumerate(notes):
            y = body.bottom - (len(notes) - place) * line
            form.label(note, (body.x, y), size, style.colours.bone500)
        if table is None:
            return
        room = body.h - len(notes) * line - pad
        rows = rows_of(table)
        step = min(style.px(_ROW), (room - 2 * pad) // len(rows))
        panel = body.copy()
        panel.h = len(rows) * step + 2 * pad
        form.panel(panel)
        inner = panel.inflate(-2 * pad, -2 * pad)
        for place, (head, cells) in enumerate(rows):
            at = inner.x, inner.y + place * step + (step - line) // 2
            self._build_row(form, at, inner.w, head, cells, first=not place)

    def _build_row(
        self,
        form: Form,
        at: tuple[int, int],
        width: int,
        head: str,
        cells: list[str],
        *,
        first: bool,
    ) -> None:
        """Write the head left, and the cells in columns of the same width."""
        style, (x, y) = self.style, at
        size, face = style.layout.text.table, Face.BOLD if first else Face.REGULAR
        heads = round(width * _HEADS)
        column = (width - heads) // len(cells)
        gap = style.px(style.layout.space.gap)
        shown = style.writer.shorten(head, size, heads - gap, face)
        form.label(shown, at, size, style.colours.brass if first else None, face)
        for place, cell in enumerate(cells):
            shown = style.writer.shorten(cell, size, column - gap, face)
            right = x + heads + (place + 1) * column
            start = right - style.writer.width(shown, size, face)
            form.label(shown, (start, y), size, style.colours.brass if first else None, face)
