"""The row of buttons below the board: icon, words and key, with large hit areas."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.draw.ui.style import Style
    from client.draw.ui.ui_layout import Space


class BarSlot(NamedTuple):
    """A slot of the bar, wide enough for every face that the action *code* may have."""

    code: str
    faces: tuple[ButtonFace, ...]
    apart: bool = False
    """Whether a gap separates it from the previous slot."""
    shared_with: str = ""
    """The code of another action that may be here instead, and is never offered with this one."""
    minor: bool = False
    """Whether it is an icon alone before anything of other slots is left out."""
    weight: int = 0
    """Slots of less weight are shortened first; of the same weight, the last one."""


class BarAction(NamedTuple):
    """An available action; *code* names its slot, and is returned for a click."""

    code: str
    face: ButtonFace
    kind: ButtonKind = ButtonKind.NORMAL
    enabled: bool = True


class ActionBar:
    """A strip of fixed slots: an action never moves, whatever else is available. A button whose
    slot has no room for its words extends into empty slots beside it.
    """

    def __init__(self, style: Style, rect: pygame.Rect, slots: Sequence[BarSlot]) -> None:
        """Create the bar in a rectangle, with the slots of all possible actions from the left."""
        self.rect = rect
        self._style = style
        self._slots = tuple(slots)
        self._actions: tuple[BarAction, ...] = ()
        self._strips = {code: _whole for slot in self._slots for code in _codes(slot)}
        self._places = self._lay_out()
        self._shown: dict[str, tuple[pygame.Rect, ButtonFace]] = {}

    def show(self, actions: Sequence[BarAction]) -> None:
        """Show these actions, each in its slot; other slots are empty."""
        assert all(action.code in self._places for action in actions), "each has a slot"
        self._actions = tuple(actions)
        self._shown = {}
        gap, edge = (self._style.px(one) for one in (self._space.gap, self._space.edge))
        in_order = sorted(actions, key=lambda action: self._places[action.code].x)
        left = self.rect.x + edge
        for number, action in enumerate(in_order):
            after = [self._places[one.code].x - gap for one in in_order[number + 1 :][:1]]
            right = min([self.rect.right - edge, *after, *self._divider_after(action.code)])
            if self._has_divider_before(action.code):
                left = self._places[action.code].x
            self._shown[action.code] = self._extended(action, left, right)
            left = self._shown[action.code][0].right + gap

    @property
    def _space(self) -> Space:
        return self._style.layout.space

    def _has_divider_before(self, code: str) -> bool:
        """Whether a line is drawn before the slot of an action."""
        return any(slot.apart and code in _codes(slot) for slot in self._divided_slots())

    def _divider_after(self, code: str) -> list[int]:
        """Return where the next line after the slot of an action is, if there is one."""
        at = self._places[code].x
        lines = [self._divider_x(slot) for slot in self._divided_slots()]
        return [x - self._style.px(self._space.gap) for x in lines if x > at][:1]

    def _extended(self, action: BarAction, left: int, right: int) -> tuple[pygame.Rect, ButtonFace]:
        """Return the place and the face of an action, with as much of the face as fits from *left*
        to *right*.
        """
        place, strip = self._places[action.code], self._strips[action.code]
        for fuller in _STRIPS[:-1] if strip is _icon_alone and action.face.label else ():
            face = fuller(action.face)
            width = max(place.w, panels.button_width(self._style, face))
            if width <= right - left:
                x = max(left, place.right - width)
                return pygame.Rect(x, place.y, width, place.h), face
        return place, strip(action.face)

    def _lay_out(self) -> dict[str, pygame.Rect]:
        style, space = self._style, self._style.layout.space
        gap, edge = style.px(space.gap), style.px(space.edge)
        parts = sum(slot.apart for slot in self._slots)
        room = self.rect.w - 2 * edge - gap * (len(self._slots) - 1 + 2 * parts)
        widths = self._fitting(room)
        height = max(style.px(space.button), space.target)
        x, y = self.rect.x + edge, self.rect.y + (self.rect.h - height) // 2
        places: dict[str, pygame.Rect] = {}
        for slot, width in zip(self._slots, widths, strict=True):
            x += 2 * gap if slot.apart else 0
            places |= {code: pygame.Rect(x, y, width, height) for code in _codes(slot)}
            x += width + gap
        return places

    def _fitting(self, room: int) -> list[int]:
        """Return the widths of the buttons, shortened from the last one on if necessary.

        Minor ones become icons first. Then icons of the others are left out; then keys move into a
        corner; if that is not enough, icons replace words.
        """
        widths = [self._width(slot, _whole) for slot in self._slots]
        if sum(widths) > room:
            for place, slot in enumerate(self._slots):
                if slot.minor:
                    widths[place] = self._width(slot, _icon_alone)
                    self._strips |= dict.fromkeys(_codes(slot), _icon_alone)
        order = sorted(enumerate(self._slots), key=lambda one: (one[1].weight, -one[0]))
        for strip in _STRIPS[1:]:
            for place, slot in order:
                if sum(widths) <= room:
                    return widths
                if slot.minor:
                    continue
                widths[place] = self._width(slot, strip)
                self._strips |= dict.fromkeys(_codes(slot), strip)
        return widths

    def _width(self, slot: BarSlot, strip: Callable[[ButtonFace], ButtonFace]) -> int:
        """Return the width that fits all faces of a slot, each reduced by *strip*."""
        widths = [panels.button_width(self._style, strip(face)) for face in slot.faces]
        return max(self._style.layout.space.target, *widths)

    def place(self, code: str) -> pygame.Rect:
        """Return the rectangle of an action that is shown; KeyError otherwise."""
        if all(action.code != code for action in self._actions):
            raise KeyError(code)
        return self._shown[code][0]

    def action_at(self, pixel: tuple[float, float]) -> str | None:
        """Return the enabled action under a pixel."""
        for action in self._actions:
            if action.enabled and self._shown[action.code][0].collidepoint(pixel):
                return action.code
        return None

    def draw(self, surface: pygame.Surface, mouse: tuple[float, float]) -> None:
        """Draw the strip; the button under the mouse is lighter."""
        style = self._style
        panels.draw_strip(surface, style, self.rect, line_below=False)
        hovered = self.action_at(mouse)
        self._draw_dividers(surface)
        for action in self._actions:
            look = panels.button_look(
                style, action.kind, enabled=action.enabled, hovered=action.code == hovered
            )
            place, face = self._shown[action.code]
            panels.draw_button(surface, style, place, face, look)

    def _divided_slots(self) -> list[BarSlot]:
        """Return the slots set apart that have used slots on both sides of the line before them."""
        codes = {action.code for action in self._actions}
        used = [bool(codes & set(_codes(slot))) for slot in self._slots]
        return [
            slot
            for number, slot in enumerate(self._slots)
            if slot.apart and any(used[:number]) and any(used[number:])
        ]

    def _divider_x(self, slot: BarSlot) -> int:
        """Return where the line before a slot is."""
        return self._places[slot.code].x - 2 * self._style.px(self._space.gap) + 2

    def _draw_dividers(self, surface: pygame.Surface) -> None:
        """Draw the lines before slots that are set apart."""
        for slot in self._divided_slots():
            place, x = self._places[slot.code], self._divider_x(slot)
            inset = place.h // 8
            start, end = (x, place.y + inset), (x, place.bottom - inset)
            pygame.draw.line(surface, self._style.colours.line, start, end)


def _codes(slot: BarSlot) -> tuple[str, ...]:
    return (slot.code, slot.shared_with) if slot.shared_with else (slot.code,)


def _whole(face: ButtonFace) -> ButtonFace:
    return face


def _without_icon(face: ButtonFace) -> ButtonFace:
    return face._replace(icon="")


def _key_in_corner(face: ButtonFace) -> ButtonFace:
    return face._replace(icon="", corner=True)


def _icon_alone(face: ButtonFace) -> ButtonFace:
    return face._replace(label="" if face.icon else face.label, corner=True)


_STRIPS = _whole, _without_icon, _key_in_corner, _icon_alone
"""What is left of a face, from all of it to as little as can be."""
