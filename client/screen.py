"""The protocol of a screen, and its commands to the stack of screens."""

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
    """The relation of a screen to those beneath, which get no events while it is there.

    *veil* is how much they are darkened, from 0 to 1; at 1 they are not drawn at all.
    """

    veil: float
    runs_below: bool
    """Whether time passes for the screen beneath."""
    floats: bool = False
    """Whether it stays in front of screens that are pushed later."""

    @property
    def is_overlay(self) -> bool:
        """Whether it lies over a screen that it belongs to, and does not replace it."""
        return self.veil < 1 or self.runs_below


FULL: Final = Layer(1.0, runs_below=False)
"""Fills the window; screens beneath pause."""
OVERLAY: Final = Layer(0.62, runs_below=True)
"""A question over a screen that goes on: the opponent thinks, animations end."""
LIGHT_OVERLAY: Final = Layer(0.25, runs_below=True)
"""A question about something beneath that should stay visible."""
COVER: Final = Layer(1.0, runs_below=True)
"""Hides a screen that goes on."""
PAUSE: Final = Layer(0.62, runs_below=False)
"""Lies over a screen that pauses."""
MESSAGE: Final = Layer(0.62, runs_below=True, floats=True)
"""Lies over everything until it is read."""


class Screen(Protocol[R_co]):
    """An element of the stack. The one on top gets the events.

    It pushes another one with `app.go(Push(...))`, from any of its methods.
    """

    @property
    def layer(self) -> Layer:
        """Return how it relates to the screens beneath."""
        ...

    @property
    def result(self) -> R_co | None:
        """Return its result for the screen that pushed it; None until there is one."""
        ...

    def lay_out(self) -> None:
        """Lay out everything for `app.size` and `app.style`.

        Called when the screen comes into sight, newly or again, and when size, theme, UI scale or
        settings change. Nothing that depends on the style may be kept from before.
        """

    def handle(self, event: pygame.event.Event) -> None:
        """Handle an event."""

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window, or an overlay's part of it."""

    def close(self) -> None:
        """Close everything: the screen leaves the stack."""


@runtime_checkable
class Animated(Protocol):
    """A screen that may change by itself; any other one waits for an event, or for the worker."""

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself at the moment."""
        ...


@dataclasses.dataclass(frozen=True, slots=True)
class Push(Generic[R]):
    """Push a screen onto the stack.

    When it leaves the stack, for whatever reason, *on_result* is called once with its result: None
    if it was removed without an answer, together with a screen beneath or at the very end.
    """

    screen: Screen[R]
    on_result: Callable[[R | None], None] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Replace:
    """Replace a screen by another one, whose result goes to the screen that pushed *old*."""

    old: Screen[object]
    new: Screen[object]


@dataclasses.dataclass(frozen=True, slots=True)
class Pop:
    """Remove a screen from the stack, with everything above it but messages.

    Nothing happens if it is the bottom one or has been removed already.
    """

    screen: Screen[object]


@dataclasses.dataclass(frozen=True, slots=True)
class BackTo:
    """Remove everything above a screen but messages; None means the bottom one, the title."""

    screen: Screen[object] | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Quit:
    """Close the window."""


StackChange: TypeAlias = Push[Any] | Replace | Pop | BackTo
StackCommand: TypeAlias = StackChange | Quit


@dataclasses.dataclass(frozen=True, slots=True)
class Reply:
    """An answer to a message, and the kind of its button."""

    label: str
    on_press: Callable[[], None]
    kind: ButtonKind = ButtonKind.NORMAL
