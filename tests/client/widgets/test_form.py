"""A form: how the mouse and the keyboard reach its controls, what it says of itself, tooltips."""

from __future__ import annotations

from typing import Any

import pygame
import pytest

from client.draw.ui.panels import ButtonFace
from client.draw.ui.style import Style
from client.widgets import tooltip
from client.widgets.controls import Button, Toggle
from client.widgets.form import Form
from client.widgets.list_box import ListBox, ListRow
from client.widgets.scrolling import ScrollArea
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed
from tests.client.widgets.conftest import Fingers

ROWS = [ListRow(f"r{number}", f"Row {number}") for number in range(40)]
LIST = pygame.Rect(400, 100, 300, 400)


def press_nothing() -> None:
    """Do nothing."""


@pytest.fixture
def heard() -> list[object]:
    return []


@pytest.fixture
def rows(form: Form, heard: list[object]) -> ListBox:
    return ListBox(form, LIST, ROWS, "r0", heard.append)


# ---------------------------------------------------------------- the mouse


def test_a_press_counts_where_it_is_let_go_of(form: Form) -> None:
    heard: list[str] = []
    first = Button(form, pygame.Rect(0, 0, 100, 40), ButtonFace("a"), lambda: heard.append("a"))
    second = Button(form, pygame.Rect(0, 50, 100, 40), ButtonFace("b"), lambda: heard.append("b"))
    fingers = Fingers(form)
    fingers.press(second.rect.center)
    fingers.let_go(first.rect.center)
    fingers.let_go(second.rect.center)
    assert heard == []
    assert form.focused is first
    fingers.click(second.rect.center)
    assert heard == ["b"]
    assert form.focused is second


def test_what_is_disabled_meanwhile_is_not_pressed(form: Form) -> None:
    heard: list[str] = []
    button = Button(form, pygame.Rect(0, 0, 100, 40), ButtonFace("a"), lambda: heard.append("a"))
    fingers = Fingers(form)
    fingers.press(button.rect.center)
    button.enable(enabled=False)
    fingers.let_go(button.rect.center)
    assert heard == []


def test_other_buttons_of_the_mouse_press_nothing(form: Form) -> None:
    heard: list[str] = []
    button = Button(form, pygame.Rect(0, 0, 100, 40), ButtonFace("a"), lambda: heard.append("a"))
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        form.handle(pygame.event.Event(kind, button=3, pos=button.rect.center))
    assert heard == []


def test_the_wheel_scrolls_what_is_under_the_pointer(form: Form, rows: ListBox) -> None:
    fingers = Fingers(form)
    fingers.wheel(LIST.center, -3)
    assert rows.first == 3
    fingers.wheel((0, 0), -3)
    assert rows.first == 3
    fingers.wheel(LIST.center, 100)
    assert rows.first == 0
    assert rows.code == "r0", "what is chosen is not what is in sight"


def test_the_bar_of_a_list_is_dragged_and_pages(
    form: Form, rows: ListBox, heard: list[object]
) -> None:
    fingers = Fingers(form)
    x = LIST.right - 4
    fingers.press((x, LIST.y + 5))
    fingers.drag((x, LIST.bottom + 500))
    fingers.let_go((x, LIST.bottom + 500))
    shown = len(rows.parts)
    assert rows.first == len(ROWS) - shown
    fingers.click((x, LIST.y + 2))
    assert rows.first == len(ROWS) - 2 * shown, "a page back"
    assert heard == [], "nothing was chosen"
    fingers.click(rows.parts[1].center)
    assert heard == [f"r{rows.first + 1}"]


# ---------------------------------------------------------------- scrolling areas


def test_an_area_scrolls_by_keys_and_wheel_and_draws_what_is_in_sight(
    form: Form, window: pygame.Surface
) -> None:
    seen: list[pygame.Rect] = []
    clips: list[pygame.Rect] = []

    def paint(canvas: Any, rect: pygame.Rect) -> None:
        seen.append(rect)
        clips.append(canvas.surface.get_clip())

    room = pygame.Rect(50, 50, 200, 100)
    area = ScrollArea(form, room, 450, paint)
    assert form.focused is area
    fingers = Fingers(form)
    tops = []
    for key in (pygame.K_HOME, pygame.K_DOWN, pygame.K_PAGEDOWN, pygame.K_END, pygame.K_UP):
        fingers.key(key)
        form.draw(window)
        tops.append(room.y - seen[-1].y)
    assert tops == [0, 40, 140, 350, 310]
    fingers.wheel(room.center, 1)
    assert area.state == "270"
    assert set(map(tuple, clips)) == {tuple(room)}
    assert window.get_clip() == window.get_rect()


def test_the_keyboard_passes_an_area_that_is_all_in_sight(form: Form) -> None:
    button = Button(form, pygame.Rect(0, 0, 100, 40), ButtonFace("a"), press_nothing)
    ScrollArea(form, pygame.Rect(50, 50, 200, 100), 100, lambda *_: None)
    Fingers(form).key(pygame.K_TAB)
    assert form.focused is button


# ---------------------------------------------------------------- values


@pytest.mark.parametrize("scale", [0.75, 1.0, 2.0])
def test_values_too_long_for_a_line_stand_in_several(window: pygame.Surface, scale: float) -> None:
    del window
    style = Style("dusk", scale)
    form = Form(style, (1280, 800))
    heard: list[str] = []
    segments = [Segment(f"s{number}", f"a value that is long {number}") for number in range(5)]
    width = style.px(400)
    lines = lines_needed(style, width, segments)
    assert lines > 1
    rect = pygame.Rect(0, 0, width, lines * style.px(40))
    control = SegmentedControl(form, rect, segments, "s0", heard.append, "what")
    assert control.is_whole
    assert all(rect.contains(part) for part in control.parts)
    Fingers(form).click(control.parts[3].center)
    assert heard == ["s3"]
    assert lines_needed(style, 10 * width, segments) == 1


# ---------------------------------------------------------------- what it says of itself


def test_a_form_describes_what_is_on_it(form: Form, rows: ListBox) -> None:
    Toggle(form, pygame.Rect(0, 0, 200, 40), "full", value=True, on_change=lambda _: None)
    narrow = pygame.Rect(0, 50, 40, 40)
    button = Button(form, narrow, ButtonFace("A long word"), press_nothing)
    button.enable(enabled=False)
    form.panel(pygame.Rect(380, 80, 340, 440), "Rows", "40")
    form.label("a line", (20, 600), 14)
    form.label("a line that is cut", (500, 650), 14, align=(1, 0.5), room=30)
    described = form.describe()
    found, toggle, disabled = described.controls
    assert (found.role, found.state, found.focused) == ("list box", rows.code, True)
    assert (toggle.role, toggle.name, toggle.state, toggle.whole) == ("toggle", "full", "on", True)
    assert (disabled.enabled, disabled.whole, disabled.rect) == (False, False, narrow)
    assert described.words == ["a line", "a line that is cut"]
    whole, cut = described.labels
    assert whole.whole
    assert whole.rect.topleft == (20, 600)
    assert not cut.whole
    assert cut.rect.w == 30
    assert cut.rect.right == 500
    assert described.panels[0].title == "Rows"


# ---------------------------------------------------------------- tooltips


def test_what_was_shortened_is_whole_in_a_tooltip_inside_the_window(
    form: Form, window: pygame.Surface, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    draw = tooltip.draw_tooltip

    def read(canvas: Any, hint: Any, room: pygame.Rect) -> None:
        told.append(hint.words)
        draw(canvas, hint, room)

    monkeypatch.setattr("client.widgets.form.draw_tooltip", read)
    words = "words that have no room " * 3
    at = 1270, 790
    form.label(words, at, 14, align=(1, 1), room=60)
    form.label("short", (20, 20), 14, room=200)
    Fingers(form).drag((25, 25))
    form.draw(window)
    assert told == []
    Fingers(form).drag((1260, 785))
    window.fill((255, 0, 255))
    form.draw(window)
    assert told == [words]
    form.handle(pygame.event.Event(pygame.WINDOWLEAVE))
    form.draw(window)
    assert told == [words], "the pointer is elsewhere"
