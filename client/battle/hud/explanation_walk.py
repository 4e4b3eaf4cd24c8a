"""The walk by keys from one explained thing on the screen to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud.explanation_box import Explanation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explained import ExplainedPlace, ExplainedPlaces

_ASIDE: Final = 2.0
"""How much more a distance counts across the direction of a key than along it."""


class ExplanationWalk:
    """The place that keys have walked to; None stands for the hex of a cursor on the board."""

    def __init__(self) -> None:
        """Start with no walk."""
        self.is_walking = False
        self.focus: ExplainedPlace | None = None

    def end(self) -> None:
        """End the walk."""
        self.is_walking = False

    def step(self, stops: Sequence[ExplainedPlace | None], step: int) -> None:
        """Walk to the next or previous stop; a walk begins with the first or the last one."""
        if not stops:
            return
        if not self.is_walking:
            self.focus = stops[0 if step > 0 else -1]
            self.is_walking = True
            return
        topics = None if self.focus is None else self.focus.topics
        known = [None if stop is None else stop.topics for stop in stops]
        here = known.index(topics) if topics in known else -1
        self.focus = stops[(here + step) % len(stops)]

    def go(self, places: ExplainedPlaces, way: tuple[int, int]) -> None:
        """Walk to the nearest place of the panels in a direction, if there is one."""
        if self.focus is None:
            return
        start = pygame.Vector2(self.focus.rect.center)
        along = pygame.Vector2(way).normalize()
        nearest: tuple[float, ExplainedPlace] | None = None
        for place in places.places:
            off = pygame.Vector2(place.rect.center) - start
            ahead = off.dot(along)
            if ahead < 1:
                continue
            cost = ahead + _ASIDE * (off - ahead * along).length()
            if nearest is None or cost < nearest[0]:
                nearest = cost, place
        if nearest is not None:
            self.focus = nearest[1]

    def explain(self, places: ExplainedPlaces) -> Explanation | None:
        """Return what explains the place walked to, which may have moved; the walk ends if it is
        gone.
        """
        focus = self.focus
        assert focus is not None, "a place on a panel was walked to"
        same = [place for place in places.places if place.topics == focus.topics]
        if not same:
            self.end()
            return None
        was = pygame.Vector2(focus.rect.center)
        self.focus = focus = min(same, key=lambda one: was.distance_to(one.rect.center))
        return Explanation(places.entries(focus), focus.rect, walked=True)
