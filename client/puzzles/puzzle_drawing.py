"""Drawing of a puzzle: that of a battle, with the question, and the odds after the answer."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud.prompts import Prompt, Tone
from client.battle.hud.shown_battle import ShownBattle
from client.battle.input.keys import KeyCommand, key_label, key_words
from client.draw.board.picture import Mark
from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.puzzles import answer_view
from client.screens.battle_drawing import BattleDrawing
from client.text.catalogue import text
from client.widgets.action_bar import BarAction, BarSlot
from engine.players.puzzles import Verdict
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.turn_bar import TurnInfo
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex
    from client.draw.ui.style import Style
    from client.puzzles.answer_view import OptionRow
    from client.puzzles.puzzle_run import PuzzleRun
    from client.puzzles.puzzle_session import PuzzleSession

_PIP: Final = 14
_MARK: Final = 18
_GAP: Final = 6
_NEXT: Final = KeyCommand.CONFIRM.name.lower()
_UNUSED: Final = {
    *(KeyCommand.NEXT, KeyCommand.UNDO, KeyCommand.REDO, KeyCommand.HINT),
    *(KeyCommand.END_PHASE, KeyCommand.RECAP),
}
"""Commands of a battle that a puzzle has no use for."""


class ShownPuzzle(ShownBattle, Protocol):
    """A puzzle on the screen, as its drawing sees it."""

    @property
    def asked(self) -> PuzzleSession:
        """Return the session of the puzzle."""
        ...

    @property
    def run(self) -> PuzzleRun:
        """Return the run that the puzzle belongs to."""
        ...

    @property
    def pointed(self) -> Hex | None:
        """Return the hex under the mouse, or that of the cursor."""
        ...

    @property
    def scrolled(self) -> int:
        """Return the number of options above the first one that is shown."""
        ...


class PuzzleDrawing(BattleDrawing):
    """The drawing of a puzzle in one style and size."""

    def __init__(self, style: Style, screen: ShownPuzzle) -> None:
        """Create the drawing for a style and a screen, whose layout must be up to date."""
        self._puzzle = screen
        self.options_rect = pygame.Rect(0, 0, 0, 0)
        self.most_scrolled = 0
        super().__init__(style, screen)

    @property
    def unfinished(self) -> bool:
        """Whether the next frame would differ."""
        return not self._board.complete or (
            self._puzzle.asked.outcome is None and super().unfinished
        )

    def slots(self) -> list[BarSlot]:
        """Return the slots of the battle's buttons that a puzzle has, with room for the next."""
        unused = {command.name.lower() for command in _UNUSED}
        return [
            slot._replace(faces=(*slot.faces, _next_face(last=False), _next_face(last=True)))
            if slot.code == _NEXT
            else slot
            for slot in super().slots()
            if slot.code not in unused
        ]

    def actions_offered(self) -> list[BarAction]:
        """Return the buttons below the board: those of the unit, or the one that goes on."""
        if self._puzzle.asked.outcome is not None:
            face = _next_face(last=self._puzzle.run.is_over)
            return [BarAction(_NEXT, face, ButtonKind.PRIMARY)]
        unused = {command.name.lower() for command in _UNUSED}
        return [action for action in super().actions_offered() if action.code not in unused]

    def prompt(self) -> Prompt:
        """Return the question, or whether it was answered right."""
        outcome = self._puzzle.asked.outcome
        if outcome is None:
            said = self._puzzle.presenter.said
            if said is not None:
                return super().prompt()
            theme = self._puzzle.asked.puzzle.theme
            return Prompt(text(f"puzzle.ask.{theme}"), "hint", Tone.PLAIN)
        if outcome.solved:
            return Prompt(text("puzzle.right"), "check", Tone.MOVE)
        return Prompt(text("puzzle.wrong"), "cross", Tone.REFUSED)

    def turn_info(self) -> TurnInfo:
        """Return what the bar at the top shows: one unit is to act."""
        info = super().turn_info()
        # Nothing of a puzzle is saved.
        buttons = tuple(one for one in info.buttons if one[0] is not KeyCommand.SAVE)
        waiting = int(self._puzzle.asked.outcome is None)
        return info._replace(waiting=waiting, buttons=buttons)

    def picture(self) -> BoardPicture:
        """Return the picture of the board, after the answer with the odds of all options."""
        asked, whole = self._puzzle.asked, super().picture()
        if asked.outcome is None:
            # Only one unit acts in a puzzle.
            units = [
                dataclasses.replace(unit, mark=Mark.NONE) if unit.mark is Mark.READY else unit
                for unit in whole.units
            ]
            return dataclasses.replace(whole, units=tuple(units))
        return answer_view.show_odds(whole, asked.puzzle, asked.outcome)

    # The panel of the question

    def draw_column(self, surface: pygame.Surface, layout: BattleLayout) -> list[HitArea]:
        """Draw the question or the answer above the sidebar; return the sidebar's hit areas."""
        gap = self._style.px(self._style.layout.space.gap)
        column = layout.column
        lines = self._words(column.w)
        answered = self._puzzle.asked.outcome is not None
        height = column.h if answered else self._height(len(lines))
        panel = pygame.Rect(column.x, column.y, column.w, height)
        areas: list[HitArea] = []
        if answered:
            edge = pygame.Rect(layout.board.right, layout.turn_bar.bottom, 0, 0)
            edge.size = surface.get_width() - edge.x, surface.get_height() - edge.y
            surface.fill(self._style.colours.ink900, edge)
            panel.h = min(panel.h + layout.tabs.h, self._answer_height(len(lines), column.w))
        else:
            rest = pygame.Rect(column.x, panel.bottom + gap, column.w, column.h - height - gap)
            areas = super().draw_column(surface, layout._replace(column=rest))
        self._draw_panel(surface, panel, lines)
        return areas

    def _words(self, width: int) -> list[str]:
        """Return what the panel says, wrapped to its width."""
        asked, style = self._puzzle.asked, self._style
        sentences: tuple[str, ...] = (text(f"puzzle.question.{asked.puzzle.theme}"),)
        if asked.outcome is not None:
            names = self._puzzle.presenter.names
            sentences = answer_view.why_words(asked.puzzle, asked.outcome, names)
        across = width - 2 * style.px(style.layout.space.padding_tight)
        wrap, size = style.writer.wrap, style.layout.text.table
        return [line for sentence in sentences for line in wrap(sentence, size, across)]

    def _height(self, lines: int) -> int:
        style, space = self._style, self._style.layout.space
        text_height = lines * style.writer.height(style.layout.text.table)
        head = style.px(space.panel_head + 2 * space.padding_tight + _PIP + _GAP)
        return head + text_height

    def _answer_height(self, lines: int, width: int) -> int:
        """Return the height of so many lines and of all options below them."""
        across = width - 2 * self._style.px(self._style.layout.space.padding_tight)
        options = sum(self._row_height(row, across) for row in self._rows())
        return self._height(lines) + self._style.px(_GAP) + options

    def _rows(self) -> list[OptionRow]:
        """Return the options of a puzzle that is answered."""
        asked, names = self._puzzle.asked, self._puzzle.presenter.names
        outcome = require_present(asked.outcome, "the answer")
        return answer_view.rows_of(asked.puzzle, outcome, names, self._puzzle.pointed)

    def _draw_panel(self, surface: pygame.Surface, rect: pygame.Rect, lines: list[str]) -> None:
        style, run = self._style, self._puzzle.run
        place = len(run.answers) + (self._puzzle.asked.outcome is None)
        heading = text("puzzle.heading", n=place, count=len(run.questions))
        title = text(f"puzzle.theme.{self._puzzle.asked.puzzle.theme}")
        inner = panels.draw_panel(surface, style, rect, title, heading)
        self._draw_pips(surface, inner)
        y = inner.y + style.px(_PIP + _GAP)
        size, step = style.layout.text.table, style.writer.height(style.layout.text.table)
        for line in lines:
            style.writer.write(surface, line, (inner.x, y), size, style.colours.bone100)
            y += step
        if self._puzzle.asked.outcome is not None:
            top = y + style.px(_GAP)
            self.options_rect = pygame.Rect(inner.x, top, inner.w, inner.bottom - top)
            self._draw_options(surface, self._rows())

    def _draw_pips(self, surface: pygame.Surface, inner: pygame.Rect) -> None:
        """Draw a box for each puzzle of the run: checked, crossed, or still empty."""
        style, run = self._style, self._puzzle.run
        side = style.px(_PIP)
        for number in range(len(run.questions)):
            place = pygame.Rect(inner.x + number * (side + style.px(4)), inner.y, side, side)
            if number < len(run.answers):
                self._draw_mark(surface, place, good=run.answers[number])
            else:
                shapes.box(surface, style, place, None, style.colours.ink500, style.px(3))

    def _draw_mark(self, surface: pygame.Surface, place: pygame.Rect, *, good: bool) -> None:
        style, colours = self._style, self._style.colours
        base = colours.badge_ok if good else colours.badge_no
        shapes.box(surface, style, place, base, mix(base, colours.white, 0.4), style.px(3))
        icon = style.art.icon("check" if good else "cross", round(place.w * 0.7), colours.white)
        surface.blit(icon, icon.get_rect(center=place.center))

    def _draw_options(self, surface: pygame.Surface, rows: list[OptionRow]) -> None:
        """Draw the options from the first one that is scrolled to, and how to see the others."""
        rect = self.options_rect
        heights = [self._row_height(row, rect.w) for row in rows]
        if sum(heights) > rect.h:
            rect = self._draw_note(surface, rect)
        self.most_scrolled = _first_of_last(heights, rect.h)
        first = min(self._puzzle.scrolled, self.most_scrolled)
        y = rect.y
        for row, height in zip(rows[first:], heights[first:], strict=True):
            if y + height > rect.bottom and y > rect.y:
                return
            self._draw_row(surface, pygame.Rect(rect.x, y, rect.w, height), row)
            y += height

    def _draw_note(self, surface: pygame.Surface, rect: pygame.Rect) -> pygame.Rect:
        """Write at the bottom how to see more options; return the room above."""
        style, size = self._style, self._style.layout.text.small
        following = key_words(KeyCommand.NEXT_TARGET)
        preceding = key_words(KeyCommand.PREVIOUS_TARGET)
        words = text("puzzle.more-options", next=following, previous=preceding)
        lines, height = style.writer.wrap(words, size, rect.w), style.writer.height(size)
        above = pygame.Rect(rect.x, rect.y, rect.w, rect.h - height * len(lines))
        for number, line in enumerate(lines):
            at = above.x, above.bottom + number * height
            style.writer.write(surface, line, at, size, style.colours.bone500)
        return above

    def _texts_of(self, row: OptionRow, width: int) -> tuple[list[str], list[str]]:
        """Return the title and the figures of an option, wrapped."""
        style, sizes = self._style, self._style.layout.text
        room = width - style.px(_MARK + 8)
        titles = style.writer.wrap(row.title, sizes.table, room, Face.BOLD)
        return titles, style.writer.wrap(row.figures, sizes.caption, room)

    def _row_height(self, row: OptionRow, width: int) -> int:
        height, sizes = self._style.writer.height, self._style.layout.text
        titles, figures = self._texts_of(row, width)
        lines = len(titles) * height(sizes.table) + len(figures) * height(sizes.caption)
        return lines + self._style.px(_GAP)

    def _draw_row(self, surface: pygame.Surface, rect: pygame.Rect, row: OptionRow) -> None:
        """Draw an option; the title of the answer is brighter."""
        style, colours, sizes = self._style, self._style.colours, self._style.layout.text
        if row.verdict is not Verdict.NEUTRAL:
            mark = pygame.Rect(rect.x, rect.y + style.px(2), style.px(_MARK), style.px(_MARK))
            self._draw_mark(surface, mark, good=row.verdict is Verdict.RIGHT)
        ink = colours.brass_hi if row.mine else colours.bone100
        x, y = rect.x + style.px(_MARK + 8), rect.y
        titles, figures = self._texts_of(row, rect.w)
        for words in titles:
            style.writer.write(surface, words, (x, y), sizes.table, ink, Face.BOLD)
            y += style.writer.height(sizes.table)
        for words in figures:
            style.writer.write(surface, words, (x, y), sizes.caption, colours.bone300)
            y += style.writer.height(sizes.caption)


def _first_of_last(heights: list[int], room: int) -> int:
    """Return the first of the last rows that fit into a room: so far can be scrolled."""
    first, used = len(heights), 0
    while first and used + heights[first - 1] <= room:
        first -= 1
        used += heights[first]
    return min(first, max(0, len(heights) - 1))


def _next_face(*, last: bool) -> ButtonFace:
    label = text("puzzle.finish" if last else "puzzle.next")
    return ButtonFace(label, "next", key_label(KeyCommand.CONFIRM))
