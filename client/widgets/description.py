"""What is on a form, in words and rectangles, for whoever can't see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pygame


class ControlDescription(NamedTuple):
    """A control: what it is, the words on it, where it is, and what it is set to.

    *parts* are the rectangles that can be clicked, such as the rows of a list. A control that is
    not *whole* shows less than it has to say.
    """

    role: str
    name: str
    rect: pygame.Rect
    state: str
    enabled: bool
    focused: bool
    parts: tuple[pygame.Rect, ...]
    whole: bool


class LabelDescription(NamedTuple):
    """A line of text, where it is, and whether all of it is shown."""

    words: str
    rect: pygame.Rect
    whole: bool


class PanelDescription(NamedTuple):
    """A panel behind the controls."""

    title: str
    rect: pygame.Rect
    note: str


class FormDescription(NamedTuple):
    """Everything on a form, in the order in which it was put there."""

    controls: tuple[ControlDescription, ...]
    labels: tuple[LabelDescription, ...]
    panels: tuple[PanelDescription, ...]

    @property
    def words(self) -> list[str]:
        """Return the texts of the labels."""
        return [label.words for label in self.labels]
