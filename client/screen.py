"""What a screen of the window is, and what it may ask the window to do with the stack of them."""

from __future__ import annotations

import dataclasses
from typing import (
    TYPE_CHECKING,
    Any,
    Final,
    Generic,
    NamedTuple,
    Protocol,
    TypeAlias,
    TypeVar,
    runtime_checkable,
)

from client.draw.ui.panels import ButtonKind

if TYPE_CHECKING:
    from collections.abc import Callable

    import pygame

R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class Layer(NamedTuple):
    """How a screen lies on those beneath it, which get no events while it does.

    *veil* is how much they are darkened, from 0 to 1; at 1 they are not drawn at all.
    """

    veil: float
    runs_below: bool
    """Whether time passes for the screen beneath."""
    floats: bool = False
    """Whether it stays in front of screens that are pushed later."""

    @property
    def is_overlay(self) -> bool:
        """Whether it lies over a screen, whose part it is, and does not take its place."""
        return self.veil < 1 or self.runs_below


FULL: Final = Layer(1.0, runs_below=False)
"""Fills the window; whatever lies beneath rests."""
OVERLAY: Final = Layer(0.62, runs_below=True)
"""A question over a screen that goes on: the opponent thinks, animations end."""
LIGHT_OVERLAY: Final = Layer(0.25, runs_below=True)
"""A question about something beneath that is to be looked at."""
COVER: Final = Layer(1.0, runs_below=True)
"""Hides a screen that goes on."""
PAUSE: Final = Layer(0.62, runs_below=False)
"""Lies over a screen that rests."""
MESSAGE: Final = Layer(0.62, runs_below=True, floats=True)
"""Lies over everything until it is read."""


class Screen(Protocol[R_co]):
    """A part of the stack. The one on top gets the events.

    It asks for another one by `app.go(Push(...))`, from wherever it is called.
    """

    @property
    def layer(self) -> Layer:
        """Return how it lies on the screens beneath."""
        ...

    @property
    def result(self) -> R_co | None:
        """Return what it gives to the one that pushed it; None until there is an answer."""
        ...

    def lay_out(self) -> None:
        """Arrange everything anew for `app.size` and `app.style`.

        Called when the screen comes into sight, newly or again, and when size, theme, UI scale or
        settings changed. Nothing that hangs on the style may be kept from before.
        """

    def handle(self, event: pygame.event.Event) -> None:
        """Answer an event."""

    def update(self, seconds: float) -> None:
        """Let time pass."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window, or an overlay's part of it."""

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
class Push(Generic[R]):
    """Put a screen on top.

    When it leaves the stack, whatever the way, *on_result* is called once with its result: None
    if it was taken away without an answer, together with a screen beneath or at the very end.
    """

    screen: Screen[R]
    on_result: Callable[[R | None], None] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Replace:
    """Put a screen in the place of another one; its result goes to the one that pushed *old*."""

    old: Screen[object]
    new: Screen[object]


@dataclasses.dataclass(frozen=True, slots=True)
class Pop:
    """Take a screen off the stack, with everything above it but messages.

    Nothing happens if it is the bottom one or has gone already.
    """

    screen: Screen[object]


@dataclasses.dataclass(frozen=True, slots=True)
class BackTo:
    """Take off everything above a screen but messages; None means the bottom one, the title."""

    screen: Screen[object] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Quit:
    """Close the window."""


StackChange: TypeAlias = Push[Any] | Replace | Pop | BackTo
StackCommand: TypeAlias = StackChange | Quit


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a message, and how its button looks."""

    label: str
    on_press: Callable[[], None]
    kind: ButtonKind = ButtonKind.NORMAL
