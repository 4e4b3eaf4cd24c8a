"""A battle that is not wholly in its file says so for as long as that lasts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pygame
import pytest

from client.battle.hud import turn_bar
from client.draw.ui.writer import Writer
from client.text.catalogue import text
from tests.client.battle.desk import sit_down, start
from tests.client.battle.test_layouts import CROWD, DRAWN, assert_tidy
from tests.client.pilot import Pilot


def names(pilot: Pilot) -> list[str]:
    return [area.name for area in pilot.screen.areas]


def desk_of(pilot: Pilot) -> Any:
    return pilot.screen.app


def words_drawn(monkeypatch: pytest.MonkeyPatch, pilot: Pilot) -> list[str]:
    """Return everything that is written in the next frame."""
    written: list[str] = []
    real = Writer.line

    def line(writer: Writer, words: str, *rest: Any) -> pygame.Surface:
        written.append(words)
        return real(writer, words, *rest)

    with monkeypatch.context() as watched:
        watched.setattr(Writer, "line", line)
        pilot.frame()
    return written


def parts_drawn(monkeypatch: pytest.MonkeyPatch, pilot: Pilot) -> list[pygame.Rect]:
    """Return where phases and points are drawn in the next frame."""
    drawn: list[pygame.Rect] = []

    def note(part: str) -> Callable[..., None]:
        real = getattr(turn_bar, part)

        def draw(*arguments: Any, **named: Any) -> None:
            drawn.append(arguments[2])
            real(*arguments, **named)

        return draw

    with monkeypatch.context() as watched:
        for part in ("_draw_chip", "_draw_points"):
            watched.setattr(turn_bar, part, note(part))
        pilot.frame()
    return drawn


@pytest.mark.parametrize(("size", "scale"), DRAWN)
def test_the_sign_has_room_at_every_size_and_names_the_reason(
    size: tuple[int, int], scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot = sit_down(start(CROWD), size, scale)
    pilot.settle()
    assert "unsaved" not in names(pilot)
    buttons = {area.name: area.rect for area in pilot.screen.areas}
    desk_of(pilot).battles.trouble = "No space left on device"
    pilot.frame()
    assert names(pilot).count("unsaved") == 1
    assert_tidy(pilot)
    assert {area.name: area.rect for area in pilot.screen.areas}.items() >= buttons.items()
    parts = [*parts_drawn(monkeypatch, pilot), pilot.area("unsaved").rect]
    assert len(parts) > 5
    assert all(part.collidelist(parts[at + 1 :]) == -1 for at, part in enumerate(parts))
    pilot.point(pilot.area("unsaved").rect.center)
    tip = text("battle.unsaved.tip", reason="No space left on device")
    assert tip in " ".join(words_drawn(monkeypatch, pilot))
    desk_of(pilot).battles.trouble = ""
    pilot.frame()
    assert "unsaved" not in names(pilot)


def test_the_sign_is_told_apart_by_more_than_its_colour() -> None:
    pilot = sit_down(start(CROWD))
    desk_of(pilot).battles.trouble = "No space left on device"
    pilot.settle()
    pilot.frame()
    surface = pygame.display.get_surface()
    assert surface is not None
    signs = [area.rect for area in pilot.screen.areas if area.name in {"unsaved", "save"}]
    assert len(signs) == 2
    grey = [pygame.transform.grayscale(surface.subsurface(rect)) for rect in signs]
    shared = pygame.Rect(0, 0, *map(min, zip(*(one.get_size() for one in grey), strict=True)))
    one, other = (pygame.image.tobytes(half.subsurface(shared), "RGB") for half in grey)
    assert one != other
