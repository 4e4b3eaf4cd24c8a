"""What a screen of the window is, and what it may ask the window to do with the stack of them."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from client.draw.ui.panels import ButtonKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import pygame


class Screen(Protocol):
    """Fill the window. The screen on top of the stack gets the events, the time and the surface.

    It asks for another one by `app.go(Push(...))`, from wherever it is called.
    """

    def lay_out(self) -> None:
        """Arrange everything anew for `app.size` and `app.style`.

        Called when the screen comes to the top, newly or again, and when size, theme or UI scale
        changed. Nothing that hangs on the style may be kept from before.
        """

    def handle(self, event: pygame.event.Event) -> None:
        """Answer an event."""

    def update(self, seconds: float) -> None:
        """Let time pass."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window."""

    def close(self) -> None:
        """Let go of everything: the screen leaves the stack."""


@runtime_checkable
class Animated(Protocol):
    """A screen that changes by itself; any other waits for an event, or for the worker."""

    @property
    def animating(self) -> bool:
        """Whether the picture changes by itself at the moment."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Push:
    """Put a screen on top of this one."""

    screen: Screen


@dataclasses.dataclass(frozen=True, slots=True)
class Replace:
    """Put a screen in the place of this one."""

    screen: Screen


@dataclasses.dataclass(frozen=True, slots=True)
class Pop:
    """Go back to the screen below."""


@dataclasses.dataclass(frozen=True, slots=True)
class ToTitle:
    """Go back to the screen at the bottom, the title."""


@dataclasses.dataclass(frozen=True, slots=True)
class Quit:
    """Close the window."""


StackCommand: TypeAlias = Push | Replace | Pop | ToTitle | Quit


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a message, and how its button looks."""

    label: str
    on_press: Callable[[], None]
    kind: ButtonKind = ButtonKind.NORMAL
