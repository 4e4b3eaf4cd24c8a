"""The head of a side's army: emblem, name and points; as a button it offers other armies."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import artwork, panels
from client.draw.ui.panels import ButtonFace
from client.draw.ui.writer import Face
from client.text.catalogue import has_name, name, text
from client.text.format import comma_list
from client.widgets import layout
from client.widgets.controls import Button

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.draw.ui.style import Style
    from client.draw.ui.theme import Team
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form

_TALL: Final = 60
"""Height from which the larger type fits, in points."""
_STEPS: Final = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}
_ICON: Final = 18


class HeadWords(NamedTuple):
    """What the head says: *title* and *motto* at the left, the side and the points at the right."""

    title: str
    motto: str
    side: str
    points: str
    faction: str | None


def faction_words(faction: str | None) -> tuple[str, str]:
    """Return the name and the motto of a faction; a mixed company has no motto."""
    if faction is None:
        return text("new.mixed"), ""
    has_motto = has_name("faction-style", faction)
    return name("faction", faction), name("faction-style", faction) if has_motto else ""


class ArmyHead(Button):
    """The head; the left and right keys step through the armies that a side may field."""

    role = "army"

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        team: Team,
        on_press: Callable[[], None],
        on_step: Callable[[int], None],
    ) -> None:
        """Create the head; it says nothing yet."""
        super().__init__(form, rect, ButtonFace(""), on_press)
        self._team = team
        self._on_step = on_step
        self.words = HeadWords("", "", "", "", None)

    @property
    def name(self) -> str:
        """Return the name of the army."""
        return self.words.title

    @property
    def state(self) -> str:
        """Return the side and the points of the army."""
        return f"{self.words.side} {self.words.points}".strip()

    @property
    def value_words(self) -> str:
        """Return its motto, the side and the points."""
        words = self.words
        return comma_list(one for one in (words.motto, words.side, words.points) if one)

    @property
    def is_whole(self) -> bool:
        """Whether everything is shown: a long name may be shortened, as players write names."""
        return True

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Step through the armies with the left and right keys."""
        if event.key not in _STEPS:
            return False
        self._on_step(_STEPS[event.key])
        return True

    def draw(self, canvas: Canvas) -> None:
        """Draw the head in the colour of its side."""
        style, c, sizes = canvas.style, canvas.style.colours, canvas.style.layout.text
        inside = layout.inset(self.rect, 1)
        panels.draw_side_wash(canvas.surface, style, inside, self._team)
        if self.enabled and canvas.hovers(self.rect):
            canvas.box(self.rect, None, c.bone300)
        inner = layout.inset(self.rect, style.px(12), 0)
        inner = self._draw_emblem(canvas, inner)
        if self.enabled:
            at = inner.right, inner.centery
            seen = canvas.icon("menu", style.px(_ICON), c.bone300, at, (1, 0.5))
            inner.w = seen.x - style.px(8) - inner.x
        half = inner.h // 4
        notes = [
            canvas.text(words, (inner.right, y), sizes.caption, c.bone300, Face.BOLD, (1, 0.5))
            for words, y in (
                (self.words.side, inner.centery - half),
                (self.words.points, inner.centery + half),
            )
        ]
        room = min(note.x for note in notes) - style.px(8) - inner.x
        low = inner.h < style.px(_TALL)
        small = sizes.caption if low else sizes.table
        at = inner.x, inner.centery + half
        lines = self._title_lines(style, room, low=low)
        if len(lines) == 1:
            size, y = lines[0][1], inner.centery - (half * 4 // 5 if self.words.motto else 0)
            canvas.text(lines[0][0], (inner.x, y), size, c.bone100, Face.BOLD, (0, 0.5), room)
            canvas.text(self.words.motto, at, small, c.bone300, align=(0, 0.5), room=room)
            return
        for (words, size), y in zip(
            lines, (inner.centery - half, inner.centery + half), strict=True
        ):
            canvas.text(words, (inner.x, y), size, c.bone100, Face.BOLD, (0, 0.5), room)

    def _title_lines(self, style: Style, room: int, *, low: bool) -> list[tuple[str, float]]:
        """Return the lines of the title with their size: the largest of one line, or else of two,
        in place of the motto; one, to be shortened, if not even these have room for it.
        """
        sizes, title = style.layout.text, self.words.title
        usual = [sizes.strong, sizes.table] if low else [sizes.name, sizes.strong, sizes.table]
        for size in usual:
            if style.writer.width(title, size, Face.BOLD) <= room:
                return [(title, size)]
        for size in (sizes.table, sizes.caption):
            lines = style.writer.wrap(title, size, room, Face.BOLD)
            if len(lines) == 2 and all(
                style.writer.width(line, size, Face.BOLD) <= room for line in lines
            ):
                return [(line, size) for line in lines]
        return [(title, usual[0])]

    def _draw_emblem(self, canvas: Canvas, inner: pygame.Rect) -> pygame.Rect:
        """Draw the emblem of the faction, if it has one; return the room that is left."""
        style, faction = canvas.style, self.words.faction
        if faction is None or faction not in artwork.names("emblems"):
            return inner
        emblem = style.art.emblem(faction, inner.h - style.px(14))
        seen = canvas.surface.blit(emblem, emblem.get_rect(midleft=inner.midleft))
        left = seen.right + style.px(12)
        return pygame.Rect(left, inner.y, inner.right - left, inner.h)
