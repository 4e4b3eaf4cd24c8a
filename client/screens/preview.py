"""Shows a scenario before it is played: board, story, legend; or why it can't be."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw import geometry
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.picture import BoardPicture, ObjectivePicture, UnitPicture
from client.draw.ui import panels, shapes
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.text.catalogue import has_name, name, plural, render, text
from client.text.names import scenario_name
from engine.battle import generator
from engine.errors import shorten_problems
from engine.plaintext import escape

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from engine.battle.scenario import Scenario

_STORY_LINES: Final = 4
_WARNING_LINES: Final = 4


def picture_of(scenario: Scenario) -> BoardPicture:
    """Compose the board as it stands when the battle begins."""
    profiles = scenario.profiles
    return BoardPicture(
        scenario.terrain,
        tuple(ObjectivePicture(o.code, o.hexes, None) for o in scenario.objectives),
        units=tuple(
            UnitPicture(
                number,
                placed.unit,
                Team[placed.side.name],
                geometry.centre(placed.hex),
                profiles[placed.unit].hp_max,
                profiles[placed.unit].hp_max,
            )
            for number, placed in enumerate(scenario.units)
        ),
    )


def scenario_title(listed: Listed) -> str:
    """Name a scenario; a player's own by its file."""
    return listed.name if listed.own else scenario_name(listed.name)


def scenario_story(listed: Listed) -> str:
    """Tell what a scenario is about; a player's own has no story."""
    if listed.own:
        return text("new.own-file", path=listed.code)
    if generator.is_generated(listed.name):
        return text("new.generated-story")
    known = has_name("scenario-story", listed.name)
    return name("scenario-story", listed.name) if known else ""


class _Entry(NamedTuple):
    """What a colour of the ground means: where it stands in its line, the word, the colour."""

    x: int
    word: pygame.Surface
    colour: Rgb


class Preview:
    """Draw one scenario in a panel."""

    def __init__(self, style: Style, rect: pygame.Rect) -> None:
        """Take the panel's rectangle."""
        self.rect = rect
        self._style = style
        self._view = BoardView(style)
        self._listed: Listed | None = None
        self._picture: BoardPicture | None = None
        self._camera: Camera | None = None
        self._story: list[str] = []
        self._warning: list[str] = []
        self._legend: list[list[_Entry]] = []
        self._map = rect

    def show(self, listed: Listed, warning: str = "") -> None:
        """Show a scenario, and below its story what somebody should know who wants to play it."""
        style = self._style
        self._listed = listed
        inner = self._inner()
        size = style.layout.text.body
        if listed.scenario is None:
            # The file is named once, not with every problem.
            file = escape(listed.code)
            problems = render(shorten_problems(listed.problems)).splitlines()
            told = [one.removeprefix(f"{file}: ") for one in problems]
            lines = [
                part
                for one in [listed.code, *told]
                for part in style.writer.wrap(one, size, inner.w)
            ]
            self._story, self._picture = lines, None
            return
        lines = style.writer.wrap(scenario_story(listed), size, inner.w)
        short = self.rect.h < style.px(460)
        kept = 3 if short else _STORY_LINES
        self._story = lines[:kept]
        if len(lines) > kept:
            last = f"{lines[kept - 1]} {lines[kept]}"
            self._story[-1] = style.writer.shorten(last, size, inner.w)
        self._warning = self._wrap_warning(warning, inner.w)
        self._legend = self._lay_out_legend(inner.w)
        below = len(self._story) + len(self._warning)
        foot = self._leading() * below + len(self._legend) * self._legend_height() + style.px(8)
        self._map = pygame.Rect(inner.topleft, (inner.w, inner.h - foot))
        self._picture = picture_of(listed.scenario)
        view = self._map.inflate(-style.px(12), -style.px(12))
        self._camera = Camera.fitting(self._picture.columns, self._picture.rows, view)

    def _wrap_warning(self, warning: str, room: int) -> list[str]:
        """Break a warning into a few lines; none where there is nothing to warn of."""
        writer, size = self._style.writer, self._style.layout.text.table
        lines = writer.wrap(warning, size, room) if warning else []
        if len(lines) > _WARNING_LINES:
            last = " ".join(lines[_WARNING_LINES - 1 :])
            lines[_WARNING_LINES - 1 :] = [writer.shorten(last, size, room)]
        return lines

    def _inner(self) -> pygame.Rect:
        space = self._style.layout.space
        pad, head = self._style.px(space.padding_tight), self._style.px(space.panel_head)
        rect = self.rect
        return pygame.Rect(
            rect.x + pad, rect.y + head + pad, rect.w - 2 * pad, rect.h - head - 2 * pad
        )

    def _leading(self) -> int:
        return self._style.writer.height(self._style.layout.text.body) + self._style.px(2)

    def draw(self, surface: pygame.Surface, now: int) -> None:
        """Draw the panel; *now* is the clock in milliseconds."""
        if self._listed is None:
            return
        style, listed = self._style, self._listed
        note = ""
        if listed.scenario is not None:
            rows, columns = len(listed.scenario.terrain), len(listed.scenario.terrain[0])
            note = text(
                "new.note",
                columns=columns,
                rows=rows,
                rounds=listed.scenario.rules.rounds,
                anchors=plural("new.anchors", len(listed.scenario.objectives)),
            )
        panels.draw_panel(surface, style, self.rect, scenario_title(listed), note)
        if self._picture is None or self._camera is None:
            self._draw_problems(surface)
            return
        shapes.box(surface, style, self._map, style.colours.ink900, style.colours.line)
        # Without the vignette's edge the board would end at the frame.
        self._view.draw(surface, self._camera, self._picture, now)
        y = self._map.bottom + style.px(8)
        size, c = style.layout.text.body, style.colours
        for line in self._story:
            style.writer.write(surface, line, (self._map.x, y), size, c.bone100)
            y += self._leading()
        for line in self._warning:
            style.writer.write(surface, line, (self._map.x, y), style.layout.text.table, c.bad)
            y += self._leading()
        self._draw_legend(surface, y)

    def _draw_problems(self, surface: pygame.Surface) -> None:
        style, inner = self._style, self._inner()
        size, c = style.layout.text.body, style.colours
        icon = style.art.icon("bug", style.px(26), c.bad)
        surface.blit(icon, inner.topleft)
        at = inner.x + style.px(36), inner.y + style.px(13)
        style.writer.write(
            surface, text("new.broken"), at, style.layout.text.strong, c.bad, Face.BOLD, (0, 0.5)
        )
        y = inner.y + style.px(38)
        for line in self._story:
            if y + self._leading() > inner.bottom:
                return
            style.writer.write(surface, line, (inner.x, y), size, c.bone300)
            y += self._leading()

    def _legend_height(self) -> int:
        return self._style.px(26)

    def _lay_out_legend(self, room: int) -> list[list[_Entry]]:
        """Break the meanings of the ground's colours into lines that are no wider than *room*."""
        style = self._style
        size, c = style.layout.text.table, style.colours
        lines: list[list[_Entry]] = [[]]
        end = 0
        for code, colour in (
            ("OPEN", c.open_hi),
            ("WALL", c.wall_top),
            ("COVER", c.leaf),
            ("ROUGH", c.rough_stone),
        ):
            word = style.writer.line(name("terrain", code), size, c.bone300)
            if lines[-1] and end + style.px(24) + word.get_width() > room:
                lines.append([])
                end = 0
            lines[-1].append(_Entry(end, word, colour))
            end += style.px(36) + word.get_width()
        return lines

    def _draw_legend(self, surface: pygame.Surface, top: int) -> None:
        style = self._style
        for number, line in enumerate(self._legend):
            middle = top + number * self._legend_height() + self._legend_height() // 2
            for entry in line:
                x = self._map.x + entry.x
                shapes.hexagon(surface, (x + style.px(8), middle), style.px(7), entry.colour)
                style.writer.place(surface, entry.word, (x + style.px(20), middle), (0, 0.5))
