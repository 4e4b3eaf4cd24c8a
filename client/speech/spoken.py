"""What a screen says in words, and the protocol of screens that do."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, Protocol, runtime_checkable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE: Final = "title"
CONTENT: Final = "content"
FOCUS: Final = "focus"
PROMPT: Final = "prompt"


class Speech(NamedTuple):
    """What a screen says at the moment.

    The *topics* are said in their order, each when its lines change; one that is missing has not
    changed. Of topics whose names begin with `CONTENT`, only the lines that are new are said. The
    *log* only grows; each line of it is said once. The *opening* is said when the screen is first
    seen.

    The *panels* are what opens and closes over the screen, by their names: each has a title and
    lines below it, or no lines while it is closed. New lines are said, and that it was closed.
    """

    topics: Mapping[str, tuple[str, ...]]
    log: Sequence[str] = ()
    opening: tuple[str, ...] = ()
    panels: Mapping[str, tuple[str, ...]] = MappingProxyType({})


class ScreenWords(Protocol):
    """What can be said about a screen."""

    def speech(self) -> Speech:
        """Return what it says at the moment, as last drawn."""
        ...

    def overview(self) -> list[str]:
        """Return everything there is to say, for a person who asks for it."""
        ...


@runtime_checkable
class Spoken(Protocol):
    """A screen that says in words what it shows."""

    def words(self) -> ScreenWords:
        """Return its words."""
        ...
