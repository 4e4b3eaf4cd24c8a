"""A dialog: its answers stand in a row where there is room, and everything is seen."""

from __future__ import annotations

import itertools

import pygame
import pytest

from client.draw.ui.panels import ButtonKind
from client.draw.ui.style import Style
from client.widgets.dialog import Dialog, DialogButton
from tests.client.widgets.conftest import Fingers

SIZES = [(850, 530), (1280, 800), (3840, 2160)]


def make(style: Style, size: tuple[int, int], labels: list[str], lines: list[str]) -> Dialog:
    choices = [DialogButton(label, ButtonKind.NORMAL, lambda: None) for label in labels]
    return Dialog(style, size, "Is this so?", lines, choices)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scale", [0.75, 1.0, 1.5])
@pytest.mark.parametrize(
    "labels",
    [
        ["Yes", "No"],
        ["Delete it for good", "Delete all of them", "Keep it as it is"],
        ["A" * 12] * 6,
    ],
)
def test_buttons_stand_side_by_side_where_the_window_has_room(
    window: pygame.Surface, size: tuple[int, int], scale: float, labels: list[str]
) -> None:
    del window
    style = Style("dusk", scale)
    described = make(style, size, labels, ["A line."]).form.describe()
    buttons = [one for one in described.controls if one.role == "button"]
    assert all(one.whole for one in buttons)
    room = pygame.Rect((0, 0), size)
    assert all(room.contains(one.rect) for one in buttons)
    for one, other in itertools.combinations(buttons, 2):
        assert not one.rect.colliderect(other.rect)
    needed = sum(one.rect.w for one in buttons) + style.px(8) * (len(buttons) - 1)
    stacked = len({one.rect.y for one in buttons}) > 1
    assert not stacked or needed > size[0] - 4 * style.px(16)


def test_buttons_too_wide_for_the_window_stand_below_each_other(window: pygame.Surface) -> None:
    del window
    labels = ["An answer that takes many words to be given"] * 3
    dialog = make(Style("dusk", 1.5), (850, 530), labels, ["A line."])
    buttons = [one for one in dialog.form.describe().controls if one.role == "button"]
    assert len({one.rect.x for one in buttons}) == 1
    assert len({one.rect.y for one in buttons}) == 3
    assert all(one.whole for one in buttons)
    assert all(dialog.rect.contains(one.rect) for one in buttons)


def test_words_too_many_for_the_window_are_scrolled(window: pygame.Surface) -> None:
    dialog = make(Style("dusk"), (850, 530), ["Close"], [f"Line {number}" for number in range(80)])
    assert pygame.Rect(0, 0, 850, 530).contains(dialog.rect)
    fingers = Fingers(dialog)
    fingers.key(pygame.K_TAB)
    focused = dialog.form.focused
    assert focused is not None
    assert focused.role == "scroll area"
    fingers.key(pygame.K_END)
    assert int(focused.state) > 0
    dialog.draw(window)
