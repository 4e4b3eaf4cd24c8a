"""The stack of screens: who gets events, for whom time passes, what is seen, who gets results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygame
import pytest

from client.draw.ui.style import Style
from client.screen import (
    COVER,
    FULL,
    LIGHT_OVERLAY,
    MESSAGE,
    OVERLAY,
    PAUSE,
    BackTo,
    Layer,
    Pop,
    Push,
    Replace,
)
from client.stack import ScreenStack

RED, GREEN = (200, 0, 0), (0, 200, 0)


class Probe:
    """A screen that notes what the stack does with it."""

    def __init__(self, name: str, layer: Layer, notes: list[str]) -> None:
        self.name = name
        self.layer = layer
        self.result: Any = None
        self.colour: tuple[int, int, int] | None = None
        self._notes = notes

    def lay_out(self) -> None:
        self._notes.append(f"{self.name} laid out")

    def handle(self, event: pygame.event.Event) -> None:
        del event
        self._notes.append(f"{self.name} event")

    def update(self, seconds: float) -> None:
        del seconds
        self._notes.append(f"{self.name} time")

    def draw(self, surface: pygame.Surface) -> None:
        self._notes.append(f"{self.name} drawn")
        if self.colour is not None:
            surface.fill(self.colour, pygame.Rect(0, 0, 10, 10))

    def close(self) -> None:
        self._notes.append(f"{self.name} closed")


class Pile:
    """A stack of probes, named from the bottom up: a, b, c …"""

    def __init__(self, *layers: Layer) -> None:
        self.notes: list[str] = []
        self.stack = ScreenStack()
        self.results: list[tuple[str, Any]] = []
        self.probes = [self.push(layer) for layer in layers]

    def push(self, layer: Layer) -> Probe:
        probe = Probe("abcdefgh"[len(self.stack.screens)], layer, self.notes)
        self.stack.change(Push(probe, self.hear(probe.name)))
        return probe

    def hear(self, name: str) -> Callable[[Any], None]:
        def take(result: Any) -> None:
            self.notes.append(f"{name} heard")
            self.results.append((name, result))

        return take

    @property
    def names(self) -> str:
        return "".join(screen.name for screen in self.stack.screens)

    def noted(self, what: str) -> str:
        """Return the names of the screens that something happened to since the last call."""
        found = "".join(note.split()[0] for note in self.notes if note.endswith(what))
        self.notes.clear()
        return found


# ---------------------------------------------------------------- results


def test_a_screen_that_leaves_gives_its_result_to_the_one_that_pushed_it_once() -> None:
    pile = Pile(FULL, FULL)
    pile.probes[1].result = 42
    for _ in range(3):
        pile.stack.change(Pop(pile.probes[1]))
    assert pile.results == [("b", 42)]
    assert pile.names == "a"


def test_a_result_comes_after_the_screen_has_been_closed() -> None:
    pile = Pile(FULL, FULL)
    pile.notes.clear()
    pile.stack.change(Pop(pile.probes[1]))
    assert pile.notes == ["b closed", "b heard"]


def test_what_is_popped_takes_everything_above_it_along() -> None:
    pile = Pile(FULL, FULL, OVERLAY, FULL)
    pile.probes[1].result = "left"
    pile.stack.change(Pop(pile.probes[1]))
    assert pile.names == "a"
    assert pile.results == [("d", None), ("c", None), ("b", "left")]


def test_going_back_to_a_screen_gives_all_results_from_the_top_down_and_once() -> None:
    pile = Pile(FULL, FULL, FULL, OVERLAY)
    pile.probes[2].result = "a battle that was left"
    pile.stack.change(BackTo(pile.probes[1]))
    assert pile.names == "ab"
    assert pile.results == [("d", None), ("c", "a battle that was left")]
    pile.stack.change(BackTo(pile.probes[1]))
    assert len(pile.results) == 2


def test_going_back_without_a_name_means_the_bottom() -> None:
    pile = Pile(FULL, FULL, FULL)
    pile.stack.change(BackTo())
    assert pile.names == "a"
    assert [name for name, _ in pile.results] == ["c", "b"]


def test_at_the_end_everything_gives_its_result_once() -> None:
    pile = Pile(FULL, FULL, MESSAGE)
    pile.probes[1].result = 7
    pile.stack.close()
    pile.stack.close()
    assert pile.results == [("c", None), ("b", 7), ("a", None)]
    assert pile.stack.screens == []


def test_the_bottom_screen_stays() -> None:
    pile = Pile(FULL, FULL)
    pile.stack.change(Pop(pile.probes[0]))
    assert pile.names == "ab"
    assert pile.results == []


def test_the_result_of_a_replacement_goes_to_the_one_that_pushed_the_first() -> None:
    pile = Pile(FULL, FULL)
    other = Probe("x", FULL, pile.notes)
    other.result = "won"
    pile.stack.change(Replace(pile.probes[1], other))
    assert pile.results == []
    pile.stack.change(Pop(pile.probes[1]))
    assert pile.names == "ax", "what was replaced is gone"
    pile.stack.change(Pop(other))
    assert pile.results == [("b", "won")]


def test_a_replacement_for_what_is_gone_is_closed() -> None:
    pile = Pile(FULL, FULL)
    pile.stack.change(Pop(pile.probes[1]))
    pile.stack.change(Replace(pile.probes[1], Probe("x", FULL, pile.notes)))
    assert pile.names == "a"
    assert pile.notes[-1] == "x closed"


# ---------------------------------------------------------------- messages


def test_a_screen_that_is_pushed_comes_below_a_message() -> None:
    pile = Pile(FULL, MESSAGE, FULL)
    assert pile.names == "acb"
    pile.stack.handle(pygame.event.Event(pygame.KEYUP))
    assert pile.noted("event") == "b"


def test_messages_stay_when_screens_below_them_go() -> None:
    pile = Pile(FULL, FULL, MESSAGE)
    pile.stack.change(BackTo())
    assert pile.names == "ac"
    pile.stack.change(Pop(pile.probes[2]))
    assert pile.names == "a"


def test_a_message_goes_alone() -> None:
    pile = Pile(FULL, MESSAGE, MESSAGE)
    pile.stack.change(Pop(pile.probes[1]))
    assert pile.names == "ac"


# ---------------------------------------------------------------- what lies beneath


@pytest.mark.parametrize("layer", [FULL, OVERLAY, LIGHT_OVERLAY, COVER, PAUSE, MESSAGE])
def test_the_screen_in_front_alone_gets_events(layer: Layer) -> None:
    pile = Pile(FULL, FULL, layer)
    pile.stack.handle(pygame.event.Event(pygame.KEYUP))
    assert pile.noted("event") == "c"


@pytest.mark.parametrize(
    ("layer", "running"),
    [(FULL, "c"), (OVERLAY, "cb"), (LIGHT_OVERLAY, "cb"), (COVER, "cb"), (PAUSE, "c")],
)
def test_time_passes_beneath_some_and_not_beneath_others(layer: Layer, running: str) -> None:
    pile = Pile(FULL, FULL, layer)
    pile.stack.update(0.1)
    assert pile.noted("time") == running


def test_a_message_over_a_pause_does_not_end_the_pause() -> None:
    pile = Pile(FULL, PAUSE, MESSAGE)
    pile.stack.update(0.1)
    assert pile.noted("time") == "cb"


@pytest.mark.parametrize(
    ("layers", "drawn"),
    [
        ((FULL, FULL), "b"),
        ((FULL, FULL, OVERLAY), "bc"),
        ((FULL, FULL, COVER), "c"),
        ((FULL, FULL, COVER, PAUSE, MESSAGE), "cde"),
    ],
)
def test_what_hides_the_rest_and_all_above_it_is_drawn(
    layers: tuple[Layer, ...], drawn: str
) -> None:
    pygame.font.init()
    pile = Pile(*layers)
    pile.stack.draw(pygame.Surface((20, 20)), Style("dusk"))
    assert pile.noted("drawn") == drawn


def test_what_lies_beneath_is_darker() -> None:
    pygame.font.init()
    pile, surface = Pile(FULL, OVERLAY), pygame.Surface((20, 20))
    pile.probes[0].colour = RED
    pile.stack.draw(surface, Style("dusk"))
    dimmed = surface.get_at((5, 5))
    assert 0 < dimmed.r < RED[0]
    pile.probes[1].colour = GREEN
    pile.stack.draw(surface, Style("dusk"))
    assert surface.get_at((5, 5))[:3] == GREEN, "what is in front is not"


def test_the_uppermost_screen_is_no_overlay() -> None:
    pile = Pile(FULL, FULL, COVER, MESSAGE)
    assert pile.stack.screen is pile.probes[1]
    assert pile.stack.top is pile.probes[3]


# ---------------------------------------------------------------- laying out


def test_screens_are_laid_out_when_they_come_into_sight_and_when_everything_is() -> None:
    pile = Pile(FULL, FULL)
    pile.stack.arrange(anew=False)
    assert pile.noted("laid out") == "b"
    overlay = pile.push(OVERLAY)
    pile.stack.arrange(anew=False)
    assert pile.noted("laid out") == "c", "what lies beneath has not changed"
    pile.stack.arrange(anew=True)
    assert pile.noted("laid out") == "bc"
    pile.stack.change(Pop(overlay))
    pile.stack.arrange(anew=False)
    assert pile.noted("laid out") == ""
    pile.stack.change(BackTo())
    pile.stack.arrange(anew=False)
    assert pile.noted("laid out") == "a"
