"""Drawing of a lesson: that of a battle, with what it says, and marks on what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud.prompts import Prompt, Tone
from client.battle.hud.shown_battle import ShownBattle
from client.battle.input.keys import KeyCommand, key_label
from client.draw import geometry
from client.draw.board import highlights
from client.draw.ui import shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screens.battle_drawing import BattleDrawing
from client.text.catalogue import text
from client.tutorial.lesson import Wait
from client.tutorial.lesson_bar import BarContent, bar_rect, draw_bar
from client.widgets.action_bar import BarAction, BarSlot

if TYPE_CHECKING:
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.turn_bar import TurnInfo
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex
    from client.draw.ui.style import Style
    from client.tutorial.lesson_session import LessonSession

_CONFIRM: Final = KeyCommand.CONFIRM.name.lower()
_UNDO: Final = KeyCommand.UNDO.name.lower()
_GOING: Final = frozenset({Wait.MOVE, Wait.ADVANCE_TO, Wait.CHARGE_TO})
"""What a unit does to get somewhere: not where another one is."""
_WIDTH: Final = 0.17
"""Width of the outline of marked hexes, in radii."""
_ARROW: Final = 0.42
"""Half the width of the arrow above a single marked hex, in radii."""


class ShownLesson(ShownBattle, Protocol):
    """A lesson on the screen, as its drawing sees it."""

    @property
    def asked(self) -> LessonSession:
        """Return the session of the lesson."""
        ...

    @property
    def instruction(self) -> str:
        """Return what the lesson says now."""
        ...

    @property
    def has_next(self) -> bool:
        """Whether another lesson follows."""
        ...


class LessonDrawing(BattleDrawing):
    """The drawing of a lesson in one style and size."""

    def __init__(self, style: Style, screen: ShownLesson) -> None:
        """Create the drawing for a style and a screen, whose layout must be up to date."""
        self._lesson = screen
        super().__init__(style, screen)

    # What a battle shows

    def slots(self) -> list[BarSlot]:
        """Return the slots of the battle's buttons, with room for those of the lesson."""
        # "Next lesson" has its key in a corner rather than let the others give up theirs.
        keys = "tutorial.go-on", "tutorial.finish", "tutorial.retry"
        own = tuple(_face(key) for key in keys)
        return [
            slot._replace(faces=(*slot.faces, *own)) if slot.code == _CONFIRM else slot
            for slot in super().slots()
        ]

    def actions_offered(self) -> list[BarAction]:
        """Return the buttons below the board: the battle's, or those of the lesson."""
        asked = self._lesson.asked
        if asked.hindrance is not None:
            undo = ButtonFace(text("battle.do.undo"), "undo", key_label(KeyCommand.UNDO))
            can_undo = self._lesson.presenter.can_undo
            return [
                BarAction(_CONFIRM, _face("tutorial.retry"), ButtonKind.PRIMARY),
                BarAction(_UNDO, undo, enabled=can_undo),
            ]
        if asked.step.wait is not Wait.READ:
            return super().actions_offered()
        key = "tutorial.go-on"
        if asked.is_last:
            key = "tutorial.next" if self._lesson.has_next else "tutorial.finish"
        # The slot is as wide as "Continue" with its key; longer words have it in a corner.
        face = _face(key)._replace(corner=asked.is_last)
        return [BarAction(_CONFIRM, face, ButtonKind.PRIMARY)]

    def prompt(self) -> Prompt:
        """Return what the player is asked now."""
        asked = self._lesson.asked
        if self._lesson.presenter.said is not None or not asked.holds or asked.is_met:
            return super().prompt()
        if asked.hindrance is not None:
            return Prompt(text("tutorial.ask.off"), "undo", Tone.REFUSED)
        return Prompt(text("tutorial.ask.read"), "book", Tone.PLAIN)

    def turn_info(self) -> TurnInfo:
        """Return what the bar at the top shows: nothing is saved in a lesson."""
        info = super().turn_info()
        return info._replace(
            buttons=tuple(one for one in info.buttons if one[0] is not KeyCommand.SAVE)
        )

    # What a lesson adds

    def draw(self, surface: pygame.Surface) -> list[HitArea]:
        """Draw everything; return the hit areas."""
        areas = super().draw(surface)
        if self.marks_controls:
            for rect in self.marked_rects(areas):
                shapes.focus_ring(surface, self._style, rect)
        return areas

    def content(self) -> BarContent:
        """Return what the bar above the board says."""
        asked = self._lesson.asked
        number, count = asked.number + 1, len(asked.lesson.steps)
        bad = asked.hindrance is not None
        title = text("tutorial.off") if bad else text(f"lesson.{asked.lesson.code}")
        note = text("tutorial.step", n=number, count=count)
        return BarContent(title, note, self._lesson.instruction, bad)

    @property
    def marks_controls(self) -> bool:
        """Whether the button and the panel that the open step is about are marked now."""
        asked = self._lesson.asked
        return not asked.holds or asked.step.wait is Wait.READ

    def marked_rects(self, areas: list[HitArea]) -> list[pygame.Rect]:
        """Return the button and the panel that the open step is about, as far as they are shown."""
        step = self._lesson.asked.step
        rects = [self._lesson.layout.column] if step.panel else []
        if any(action.code == step.button for action in self.offered):
            assert step.button is not None, "an offered button has a code"
            rects.append(self.actions.place(step.button))
        return rects + [area.rect for area in areas if area.name == step.button]

    def marked_hexes(self) -> frozenset[Hex]:
        """Return the hexes that the open step is about: its unit's, until that one is acting."""
        asked = self._lesson.asked
        step, state = asked.step, asked.state
        if asked.hindrance is not None or asked.is_met or self._lesson.in_front:
            return frozenset()
        if step.unit is not None and state.active != step.unit:
            return frozenset({state.offset(state.units[step.unit])})
        spots = frozenset(asked.spots)
        if step.wait not in _GOING:
            return spots
        return spots - {state.offset(unit) for unit in state.units if unit.hp > 0}

    def _draw_board(self, surface: pygame.Surface, picture: BoardPicture) -> None:
        """Draw the board, with marks on what the step is about, and the bar above it."""
        super()._draw_board(surface, picture)
        draw_bar(surface, self._style, bar_rect(self._lesson.layout), self.content())
        hexes = self.marked_hexes()
        camera, style = self._lesson.control.camera, self._style
        before = surface.get_clip()
        surface.set_clip(self._lesson.layout.board)
        for colour, width in ((style.colours.shade, _WIDTH + 0.1), (style.colours.sel, _WIDTH)):
            surface.fblits(highlights.outline(style, camera, hexes, colour, width))
        labelled = {geometry.hex_at(unit.spot) for unit in picture.units if unit.label is not None}
        if len(hexes) == 1 and not hexes & labelled:
            self._draw_arrow(surface, camera.centre(next(iter(hexes))), camera.radius)
        surface.set_clip(before)

    def _draw_arrow(
        self, surface: pygame.Surface, centre: tuple[float, float], radius: int
    ) -> None:
        """Draw an arrow that points down at a hex."""
        colours, (x, y) = self._style.colours, centre
        half = radius * _ARROW
        tip = y - radius * 0.95
        for colour, more in ((colours.shade, radius * 0.09), (colours.sel, 0.0)):
            shape = [
                (x - half - more, tip - half - more),
                (x + half + more, tip - half - more),
                (x, tip + 1.4 * more),
            ]
            pygame.draw.polygon(surface, colour, shape)


def _face(key: str) -> ButtonFace:
    return ButtonFace(text(key), "", key_label(KeyCommand.CONFIRM))
