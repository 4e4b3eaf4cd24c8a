"""The stack of screens: dispatches events, time, drawing and results."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, assert_never

from client.draw.ui import panels
from client.screen import Animated, BackTo, Pop, Push, Replace

if TYPE_CHECKING:
    from collections.abc import Callable

    import pygame

    from client.draw.ui.style import Style
    from client.screen import Screen, StackChange


@dataclasses.dataclass(slots=True, eq=False)
class _Entry:
    """A screen on the stack, and the callback for its result."""

    screen: Screen[Any]
    on_result: Callable[[Any], None] | None = None


class ScreenStack:
    """The screens of the window, from the bottom up; floating ones are always on top."""

    def __init__(self) -> None:
        self._entries: list[_Entry] = []
        self._arranged: list[Screen[Any]] = []

    # Queries

    @property
    def screens(self) -> list[Screen[Any]]:
        """Return the screens, the bottom one first."""
        return [entry.screen for entry in self._entries]

    @property
    def top(self) -> Screen[Any]:
        """Return the screen in front, which gets the events; IndexError if there is none."""
        return self._entries[-1].screen

    @property
    def screen(self) -> Screen[Any]:
        """Return the uppermost screen that is not an overlay; IndexError if there is none."""
        return [one for one in self.screens if not one.layer.is_overlay][-1]

    @property
    def visible(self) -> list[Screen[Any]]:
        """Return the screens that are drawn: the uppermost opaque one, and those above it."""
        seen: list[Screen[Any]] = []
        for screen in reversed(self.screens):
            seen.insert(0, screen)
            if screen.layer.veil >= 1:
                break
        return seen

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself: a visible, running screen is animated."""
        for screen in reversed(self.visible):
            if isinstance(screen, Animated) and screen.animating:
                return True
            if not screen.layer.runs_below:
                return False
        return False

    # Changes

    def change(self, command: StackChange) -> None:
        """Apply a command of a screen. Results are passed on once the screen has been closed."""
        match command:
            case Push(screen, on_result):
                self._push(_Entry(screen, on_result))
            case Replace(old, new):
                self._replace(old, new)
            case Pop(screen):
                place = self._place(screen)
                if place:
                    self._pop(place)
            case BackTo(screen):
                place = 0 if screen is None else self._place(screen)
                if place is not None:
                    self._drop_above(place)
            case _:
                assert_never(command)

    def _place(self, screen: Screen[Any]) -> int | None:
        """Return the index of a screen on the stack; None if it is not there."""
        found = [place for place, one in enumerate(self.screens) if one is screen]
        return found[0] if found else None

    def _push(self, entry: _Entry) -> None:
        place = len(self._entries)
        while not entry.screen.layer.floats and place and self.screens[place - 1].layer.floats:
            place -= 1
        self._entries.insert(place, entry)

    def _replace(self, old: Screen[Any], new: Screen[Any]) -> None:
        place = self._place(old)
        if place is None:
            new.close()
            return
        self._entries[place].screen = new
        old.close()

    def _pop(self, place: int) -> None:
        """Remove a screen with what is above it; a message alone."""
        entry = self._entries[place]
        if not entry.screen.layer.floats:
            self._drop_above(place)
        self._drop(entry)

    def _drop_above(self, place: int) -> None:
        """Remove what is above a screen, from the top down, except floating screens."""
        for entry in reversed(self._entries[place + 1 :]):
            if not entry.screen.layer.floats:
                self._drop(entry)

    def _drop(self, entry: _Entry) -> None:
        self._entries.remove(entry)
        result = entry.screen.result
        entry.screen.close()
        if entry.on_result is not None:
            entry.on_result(result)

    def close(self) -> None:
        """Remove everything, from the top down."""
        while self._entries:
            self._drop(self._entries[-1])

    # For the window

    def arrange(self, *, anew: bool) -> None:
        """Lay out the screens that came into sight since the last call, or all visible ones."""
        before, self._arranged = self._arranged, self.visible
        for screen in self._arranged:
            if anew or all(screen is not one for one in before):
                screen.lay_out()

    def handle(self, event: pygame.event.Event) -> None:
        """Pass an event on to the screen in front."""
        self.top.handle(event)

    def update(self, seconds: float) -> None:
        """Advance time for the screen in front, and for those below that it does not pause."""
        for screen in reversed(self.screens):
            screen.update(seconds)
            if not screen.layer.runs_below:
                return

    def draw(self, surface: pygame.Surface, style: Style) -> None:
        """Draw the visible screens, with veils between them."""
        for screen in (shown := self.visible):
            if screen is shown[-1] and len(shown) > 1:
                panels.draw_veil(surface, style, screen.layer.veil)
            screen.draw(surface)
