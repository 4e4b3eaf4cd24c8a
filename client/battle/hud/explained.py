"""What the panels of a battle show and the glossary explains, as drawn in the last frame."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.text.glossary import entry_of

if TYPE_CHECKING:
    from client.draw.ui.style import Style
    from client.text.glossary import Entry, Topic
    from engine.battle.scenario import RuleNumbers


class ExplainedPlace(NamedTuple):
    """A rectangle of the window and the topics that explain what is drawn in it."""

    rect: pygame.Rect
    topics: tuple[Topic, ...]


class ExplainedPlaces:
    """The explained rectangles of one frame; *rules* are the numbers of the battle's rules."""

    def __init__(self, rules: RuleNumbers) -> None:
        """Start a frame without any."""
        self._rules: Final = rules
        self.places: Final[list[ExplainedPlace]] = []

    def add(self, rect: pygame.Rect, *topics: Topic) -> None:
        """Add a rectangle that shows some topics; one without topics or extent is ignored."""
        if topics and rect.w > 0 and rect.h > 0:
            self.places.append(ExplainedPlace(rect.copy(), topics))

    def add_title(self, style: Style, panel: pygame.Rect, *topics: Topic) -> None:
        """Add the line with the title of a panel, whose rows are there to be clicked."""
        height = style.px(style.layout.space.panel_head)
        self.add(pygame.Rect(panel.x, panel.y, panel.w, min(height, panel.h)), *topics)

    def at(self, pixel: tuple[int, int]) -> ExplainedPlace | None:
        """Return the place under a pixel; of several, the one drawn last."""
        found = [place for place in self.places if place.rect.collidepoint(pixel)]
        return found[-1] if found else None

    def entries(self, place: ExplainedPlace) -> tuple[Entry, ...]:
        """Return what explains a place, in words."""
        return tuple(entry_of(topic, self._rules) for topic in place.topics)

    def walk(self) -> list[ExplainedPlace]:
        """Return the places in the order they were drawn, without those that explain nothing
        new.
        """
        found: list[ExplainedPlace] = []
        seen: set[Topic] = set()
        for place in self.places:
            if not seen.issuperset(place.topics):
                found.append(place)
                seen.update(place.topics)
        return found
