"""A description of a form in words and rectangles, for programs that can't see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pygame


class ControlDescription(NamedTuple):
    """A control: its role, its label, its rectangle, and its value.

    *parts* are the rectangles that can be clicked, such as the rows of a list. A control that is
    not *whole* does not show all of its content. *value_words* are what it shows besides its
    label, and what labels beside it say about it; *options* are the values in sight that it
    offers.
    """

    role: str
    name: str
    rect: pygame.Rect
    state: str
    enabled: bool
    focused: bool
    parts: tuple[pygame.Rect, ...]
    whole: bool
    value_words: str
    options: tuple[str, ...]


class LabelDescription(NamedTuple):
    """A line of text, its rectangle, and whether all of it is shown.

    *described* is whether it says something about a control, which text mode says with it.
    """

    words: str
    rect: pygame.Rect
    whole: bool
    described: bool = False


class PanelDescription(NamedTuple):
    """A panel behind the controls."""

    title: str
    rect: pygame.Rect
    note: str


class FormDescription(NamedTuple):
    """Everything on a form, in the order in which it was added.

    *painted* are the texts of its drawings and scrolling areas, as last drawn.
    """

    controls: tuple[ControlDescription, ...]
    labels: tuple[LabelDescription, ...]
    panels: tuple[PanelDescription, ...]
    painted: tuple[LabelDescription, ...]

    @property
    def words(self) -> list[str]:
        """Return the texts of the labels."""
        return [label.words for label in self.labels]
