"""The preview of a saved battle: a small picture of its board, and how it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.playback.frames import team_of
from client.draw import geometry
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.picture import BoardPicture, ObjectivePicture, UnitPicture
from client.draw.ui.writer import Face
from client.screens.summary_text import date_of, players_of, round_and_score
from client.text.catalogue import text
from client.text.names import scenario_name
from client.text.save_problems import save_problem_lines
from client.widgets import layout
from client.widgets.layout import Share
from engine.plaintext import escape

if TYPE_CHECKING:
    from pathlib import Path

    import pygame

    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from client.worker.summary import Sketch, Summary

_LEAST_MAP: Final = 110
"""Least height of the picture, in points; with less room there is none."""


def picture_of_sketch(sketch: Sketch) -> BoardPicture:
    """Return the board of a sketch."""
    return BoardPicture(
        sketch.terrain,
        tuple(
            ObjectivePicture(one.code, one.hexes, None if one.owner is None else team_of(one.owner))
            for one in sketch.objectives
        ),
        units=tuple(
            UnitPicture(
                one.unit,
                one.code,
                team_of(one.side),
                geometry.centre(one.hex),
                one.hp,
                one.hp_max,
            )
            for one in sketch.units
        ),
    )


class BattlePreview:
    """The preview of a saved battle in a panel of a form.

    *reason* says in lines why the battle can't be opened; it is shown instead of the rest.
    """

    def __init__(self, form: Form, rect: pygame.Rect) -> None:
        """Create the preview in a rectangle of a form; it shows nothing at first."""
        self.rect = rect
        style = self._style = form.style
        self._inner = layout.inset(rect, style.px(style.layout.space.padding_tight))
        self._view = BoardView(style)
        self._picture: BoardPicture | None = None
        self._camera: Camera | None = None
        self.map_rect = self._inner
        self.title: list[str] = []
        self.facts: list[str] = []
        self.reason: list[str] = []
        form.panel(rect)
        form.paint(self._draw)

    @property
    def unfinished(self) -> bool:
        """Whether a part of the picture is still to be drawn."""
        return self._picture is not None and not self._view.complete

    def show(self, path: Path | None, summary: Summary | None, holder: str) -> None:
        """Show a battle; without a summary, only the name of its file and who has it open.

        *holder* is the key of the text about that; "" if nobody has.
        """
        self._picture = self._camera = None
        self.title, self.facts, self.reason = [], [], []
        if path is None:
            return
        wrap, sizes, room = self._style.writer.wrap, self._style.layout.text, self._inner.w
        if summary is None:
            told = [escape(path.stem), text(f"{holder}.text") if holder else ""]
            self.facts = [line for one in told if one for line in wrap(one, sizes.table, room)]
        elif summary.problem is not None:
            self.reason = wrap(
                "\n".join(save_problem_lines(summary.problem, path)), sizes.table, room
            )
        else:
            self.title = wrap(scenario_name(summary.scenario), sizes.strong, room, Face.BOLD)
            told = [round_and_score(summary), players_of(summary), date_of(summary)]
            if summary.branched:
                told.append(text("load.branched"))
            told.append(text("load.file", file=escape(path.stem)))
            self.facts = [line for one in told if one for line in wrap(one, sizes.table, room)]
            if summary.sketch is not None:
                self._place(summary.sketch)

    def _place(self, sketch: Sketch) -> None:
        """Give the picture the room above the texts."""
        gap = self._style.px(self._style.layout.space.gap)
        self.map_rect, _ = layout.split_rows(self._inner, [Share(), self._text_height()], gap)
        if self.map_rect.h < self._style.px(_LEAST_MAP):
            return
        # No higher than a board of this width needs.
        picture = picture_of_sketch(sketch)
        width, height = geometry.board_size(picture.columns, picture.rows)
        self.map_rect.h = min(self.map_rect.h, round(self.map_rect.w * height / width) + gap)
        view = layout.inset(self.map_rect, self._style.px(4))
        self._picture = picture
        self._camera = Camera.whole(picture.columns, picture.rows, view)

    def _text_height(self) -> int:
        height, sizes = self._style.writer.height, self._style.layout.text
        return height(sizes.strong, Face.BOLD) * len(self.title) + height(sizes.table) * len(
            self.facts
        )

    def _draw(self, canvas: Canvas) -> None:
        style, c, sizes = self._style, self._style.colours, self._style.layout.text
        y = self._inner.y
        if self._picture is not None and self._camera is not None:
            canvas.box(self.map_rect, c.ink900, c.line)
            self._view.draw(canvas.surface, self._camera, self._picture, 0)
            y = self.map_rect.bottom + style.px(style.layout.space.gap)
        lines = [(line, sizes.strong, c.bone100, Face.BOLD) for line in self.title]
        lines += [(line, sizes.table, c.bone300, Face.REGULAR) for line in self.facts]
        lines += [(line, sizes.table, c.bad, Face.REGULAR) for line in self.reason]
        for number, (line, size, colour, face) in enumerate(lines):
            height = style.writer.height(size, face)
            rest = " ".join(one for one, *_ in lines[number:])
            last = y + 2 * height > self._inner.bottom and number + 1 < len(lines)
            shown = rest if last else line  # what has no room is in a tooltip
            canvas.text(shown, (self._inner.x, y), size, colour, face, room=self._inner.w)
            y += height
            if last:
                break
