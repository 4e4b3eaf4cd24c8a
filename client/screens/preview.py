"""The preview of a scenario: board, story and legend, or why it can't be played."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw import geometry
from client.draw.board import ground
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.picture import BoardPicture, ObjectivePicture, UnitPicture
from client.draw.ui import panels, shapes
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.text import glossary
from client.text.catalogue import has_name, name, plural, render, text
from client.text.names import scenario_name
from client.widgets import layout
from client.widgets.layout import Length, Share
from client.widgets.scrolling import ScrollArea
from engine.battle import generator
from engine.battle.battlefield import Terrain
from engine.errors import shorten_problems
from engine.plaintext import escape

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from client.draw.ui.theme import Rgb
    from client.text.glossary import Entry
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.battle.scenario import Scenario

_STEP: Final = 16
"""Distance between colours, and between entries, of the legend, in points."""
_BESIDE: Final = 4
"""Distance between the last colour and its word, in points."""
_BUG: Final = 38
"""Height of the headline above the problems, in points."""


def picture_of(scenario: Scenario) -> BoardPicture:
    """Return the board at the start of the battle."""
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
                placed.starting_hp(profiles[placed.unit].hp_max),
                profiles[placed.unit].hp_max,
            )
            for number, placed in enumerate(scenario.units)
        ),
    )


def scenario_title(listed: Listed) -> str:
    """Return the title of a scenario; for the player's own, the name of the file."""
    return listed.name if listed.own else scenario_name(listed.name)


def scenario_story(listed: Listed) -> str:
    """Return the story of a scenario; the player's own have none."""
    if listed.own:
        return text("new.own-file", path=listed.code)
    if generator.is_generated(listed.name):
        return text("new.generated-story")
    known = has_name("scenario-story", listed.name)
    return name("scenario-story", listed.name) if known else ""


class LegendEntry(NamedTuple):
    """An entry of the legend: its position in the line, its word, how that is written, and its
    colours; *tip* says what it means.
    """

    x: int
    title: str
    word: pygame.Surface
    colours: tuple[Rgb, ...]
    tip: str


class Preview:
    """The preview of a scenario in a panel of a form; a long list of problems scrolls."""

    def __init__(self, form: Form, rect: pygame.Rect) -> None:
        """Create the preview in a rectangle of a form."""
        self.rect = rect
        self.now = 0.0
        """Time that has passed, in seconds, for animations."""
        style = self._style = form.style
        self._view = BoardView(style)
        self._listed: Listed | None = None
        self._note = ""
        self._picture: BoardPicture | None = None
        self._camera: Camera | None = None
        self.story: list[str] = []
        """The story of the scenario, or its problems, in lines."""
        self.warning: list[str] = []
        self.legend: list[list[LegendEntry]] = []
        pad = style.px(style.layout.space.padding_tight)
        _, below = layout.split_rows(rect, [style.px(style.layout.space.panel_head), Share()])
        self._inner = layout.inset(below, pad)
        self.map_rect = self._inner
        head, self._problems_rect = layout.split_rows(self._inner, [style.px(_BUG), Share()])
        self._bug = head
        self._problems = ScrollArea(form, self._problems_rect, 0, self._draw_problems)
        form.paint(self._draw)

    def show(self, listed: Listed, warning: str = "") -> None:
        """Show a scenario; a *warning* about playing it is shown below its story."""
        self._listed = listed
        self.story, self.warning, self._picture, self._note = [], [], None, ""
        self._problems.show(0)
        if listed.scenario is None:
            self._show_problems(listed)
        else:
            self._show_board(listed, listed.scenario, warning)

    def _show_problems(self, listed: Listed) -> None:
        # The file is named once, not with every problem.
        file = escape(listed.code)
        problems = render(shorten_problems(listed.problems)).splitlines()
        told = [one.removeprefix(f"{file}: ") for one in problems]
        room = self._problems.width_inside(self._problems.form, self._problems_rect, scrolls=True)
        wrap, size = self._style.writer.wrap, self._style.layout.text.body
        self.story = [part for one in [listed.code, *told] for part in wrap(one, size, room)]
        self._problems.show(len(self.story) * self._leading())

    def _show_board(self, listed: Listed, scenario: Scenario, warning: str) -> None:
        """Lay out the preview: the board gets the room left by story, warning and legend."""
        style, sizes = self._style, self._style.layout.text
        room = self._inner.w
        self._note = _note(scenario)
        self.story = style.writer.wrap(scenario_story(listed), sizes.body, room)
        if not self._has_room_for_note(scenario_title(listed)):
            self.story, self._note = (
                [*style.writer.wrap(self._note, sizes.body, room), *self.story],
                "",
            )
        self.warning = style.writer.wrap(warning, sizes.table, room) if warning else []
        self.legend = self._lay_out_legend(scenario, room)
        texts = self._leading() * (len(self.story) + len(self.warning))
        legend = len(self.legend) * self.legend_height
        lengths: list[Length] = [Share(), texts, legend]
        self.map_rect, self._text_rect, self._legend_rect = layout.split_rows(self._inner, lengths)
        self.map_rect.h -= style.px(8)
        self._picture = picture_of(scenario)
        view = layout.inset(self.map_rect, style.px(6))
        self._camera = Camera.whole(self._picture.columns, self._picture.rows, view)

    def _has_room_for_note(self, title: str) -> bool:
        """Whether the scenario's figures fit next to its name; otherwise they go above its
        story.
        """
        style, size = self._style, self._style.layout.text.caption
        edges = 2 * style.px(style.layout.space.padding) + style.px(
            style.layout.space.padding_tight
        )
        wide = panels.caption_width(style, title) + style.writer.width(self._note, size)
        return wide + edges <= self.rect.w

    def _leading(self) -> int:
        return self._style.writer.height(self._style.layout.text.body) + self._style.px(2)

    @property
    def legend_height(self) -> int:
        """Return the height of a line of the legend, in pixels."""
        return self._style.px(26)

    def _draw(self, canvas: Canvas) -> None:
        if self._listed is None:
            return
        canvas.panel(self.rect, scenario_title(self._listed), self._note)
        if self._picture is None or self._camera is None:
            self._draw_headline(canvas)
            return
        c, sizes = self._style.colours, self._style.layout.text
        canvas.box(self.map_rect, c.ink900, c.line)
        # Without the vignette's edge the board would end at the frame.
        self._view.draw(canvas.surface, self._camera, self._picture, round(self.now * 1000))
        lines = [(line, sizes.body, c.bone100) for line in self.story]
        lines += [(line, sizes.table, c.bad) for line in self.warning]
        rows = layout.stack(self._text_rect, [self._leading()] * len(lines))
        for row, (line, size, colour) in zip(rows, lines, strict=True):
            canvas.text(line, row.topleft, size, colour)
        self._draw_legend(canvas)

    def _draw_headline(self, canvas: Canvas) -> None:
        style, c = self._style, self._style.colours
        icon = canvas.icon("bug", style.px(26), c.bad, self._bug.topleft, (0, 0))
        at, room = (icon.right + style.px(10), icon.centery), self._bug.right - icon.right
        size, words = style.layout.text.strong, text("new.broken")
        canvas.text(words, at, size, c.bad, Face.BOLD, (0, 0.5), room - style.px(10))

    def _draw_problems(self, canvas: Canvas, rect: pygame.Rect) -> None:
        if self._picture is not None:
            return
        size, colour = self._style.layout.text.body, self._style.colours.bone300
        rows = layout.stack(rect, [self._leading()] * len(self.story))
        for row, line in zip(rows, self.story, strict=True):
            canvas.text(line, row.topleft, size, colour)

    def _kinds(self, scenario: Scenario) -> list[tuple[Entry, tuple[Rgb, ...]]]:
        """Return the kinds of ground on a board, in words, and their colours."""
        c, terrain = self._style.colours, scenario.terrain
        woods = len(ground.split_cover(terrain))
        ruins = sum(row.count(ground.COVER) for row in terrain) - woods
        found = (
            (Terrain.OPEN, (c.open_hi,)),
            (Terrain.WALL, (c.wall_top,)),
            (Terrain.COVER, (c.leaf,) * bool(woods) + (c.ruin_ground,) * bool(ruins)),
            (Terrain.ROUGH, (c.rough_stone,)),
        )
        there = set("".join(terrain))
        return [
            (glossary.entry_of(glossary.terrain(kind), scenario.rules), looks)
            for kind, looks in found
            if kind.value in there
        ]

    def _lay_out_legend(self, scenario: Scenario, room: int) -> list[list[LegendEntry]]:
        """Return the entries of the legend in lines no wider than *room*."""
        style = self._style
        size, c = style.layout.text.table, style.colours
        lines: list[list[LegendEntry]] = [[]]
        end = 0
        for entry, colours in self._kinds(scenario):
            word = style.writer.line(entry.title, size, c.bone300)
            wide = style.px(_BESIDE + _STEP * len(colours)) + word.get_width()
            if lines[-1] and end + wide > room:
                lines.append([])
                end = 0
            lines[-1].append(LegendEntry(end, entry.title, word, colours, entry.words))
            end += wide + style.px(_STEP)
        return lines

    def _draw_legend(self, canvas: Canvas) -> None:
        style = self._style
        rows = layout.stack(self._legend_rect, [self.legend_height] * len(self.legend))
        for row, line in zip(rows, self.legend, strict=True):
            for entry in line:
                x, middle = row.x + entry.x, row.centery
                for number, colour in enumerate(entry.colours):
                    at = x + style.px(_STEP * number + 8), middle
                    shapes.hexagon(canvas.surface, at, style.px(7), colour)
                at = x + style.px(_BESIDE + _STEP * len(entry.colours)), middle
                written = style.writer.place(canvas.surface, entry.word, at, (0, 0.5))
                canvas.describe(written, entry.title)
                canvas.hint(pygame.Rect(x, row.y, written.right - x, row.h), entry.tip)


def _note(scenario: Scenario) -> str:
    """Return the figures of a scenario."""
    return text(
        "new.note",
        columns=len(scenario.terrain[0]),
        rows=len(scenario.terrain),
        rounds=scenario.rules.rounds,
        anchors=plural("new.anchors", len(scenario.objectives)),
    )
