"""The glossary of the help, by mouse and by keyboard."""

from __future__ import annotations

import pygame
import pytest

from client.screens.glossary_page import balance
from client.screens.help import WORDS, HelpScreen
from client.settings import Settings
from client.text.catalogue import name, text
from client.text.glossary import chapters
from client.widgets.scrolling import ScrollArea
from client.widgets.segmented_control import SegmentedControl
from client.widgets.text_field import TextField
from tests.client.app.hand import Hand, OpenApp

SIZES = [((1280, 800), 100), ((850, 530), 100), ((1920, 1080), 200)]


@pytest.fixture(params=SIZES, ids=str)
def hand(open_app: OpenApp, request: pytest.FixtureRequest) -> Hand:
    size, scale = request.param
    found: Hand = open_app(size, Settings(scale=scale))
    return open_help(found)


def open_help(hand: Hand) -> Hand:
    """Press the button of the help on the title."""
    hand.press(text("title.help"))
    hand.frame()
    assert isinstance(hand.screen, HelpScreen)
    return hand


def listed(hand: Hand) -> list[str]:
    assert hand.screen.glossary is not None
    return [entry.title for entry in hand.screen.glossary.entries]


def control(hand: Hand, kind: type) -> object:
    return next(one for one in hand.controls if isinstance(one, kind))


def focus(hand: Hand, kind: type) -> None:
    """Press Tab until a control of a kind has the focus."""
    for _ in range(10):
        if isinstance(hand.form.focused, kind):
            return
        hand.key(pygame.K_TAB)
    raise AssertionError(f"no {kind} has the focus")


def offset(hand: Hand) -> int:
    area = control(hand, ScrollArea)
    assert isinstance(area, ScrollArea)
    return int(area.state)


def test_the_glossary_lists_everything_and_is_scrolled_by_keys(hand: Hand) -> None:
    focus(hand, SegmentedControl)
    hand.key(pygame.K_RIGHT)
    assert len(listed(hand)) == sum(len(chapter.topics) for chapter in chapters())
    focus(hand, ScrollArea)
    hand.key(pygame.K_END)
    end = offset(hand)
    assert end > 0
    hand.key(pygame.K_HOME)
    assert offset(hand) == 0
    for _ in range(200):
        hand.key(pygame.K_PAGEDOWN)
    assert offset(hand) == end


def test_the_glossary_is_searched_by_typing_without_a_mouse(hand: Hand) -> None:
    focus(hand, SegmentedControl)
    hand.key(pygame.K_RIGHT)
    focus(hand, TextField)
    hand.write("sundering")
    assert listed(hand) == [name("weapon-rule", "DEVASTATING_WOUNDS")]
    assert offset(hand) == 0
    hand.write("x")
    assert listed(hand) == []
    for _ in range(10):
        hand.key(pygame.K_BACKSPACE)
    assert len(listed(hand)) == sum(len(chapter.topics) for chapter in chapters())
    hand.back()
    hand.frame()
    assert not isinstance(hand.screen, HelpScreen)


def test_the_glossary_is_opened_and_scrolled_by_mouse(hand: Hand) -> None:
    hand.pick(WORDS)
    area = control(hand, ScrollArea)
    assert isinstance(area, ScrollArea)
    hand.click(area.rect.center)
    pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-3, flipped=False, touch=False))
    hand.frame()
    assert offset(hand) > 0


def test_a_search_stays_while_the_window_changes(hand: Hand) -> None:
    hand.pick(WORDS)
    focus(hand, TextField)
    hand.write("mud")
    found = listed(hand)
    assert name("terrain", "ROUGH") in found
    hand.screen.lay_out()
    assert listed(hand) == found


def test_nothing_found_is_said(open_app: OpenApp) -> None:
    hand = open_help(open_app((1280, 800), Settings()))
    hand.pick(WORDS)
    focus(hand, TextField)
    hand.write("qqq")
    page = hand.screen.glossary
    assert page is not None
    lines = [line.words for column in page._columns for one in column for line in one.lines]
    assert " ".join(lines) == text("glossary.none")


@pytest.mark.parametrize(
    ("heights", "count", "highest"),
    [([5], 3, 5), ([1, 2, 3, 4], 2, 6), ([4, 1, 1, 4], 3, 4), ([1] * 9, 3, 3), ([], 2, 0)],
)
def test_columns_are_as_even_as_their_order_allows(
    heights: list[int], count: int, highest: int
) -> None:
    columns = balance(heights, heights, count)  # type: ignore[arg-type] - any parts will do
    assert len(columns) == count
    assert [part for column in columns for part in column] == heights
    assert max(map(sum, columns)) == highest  # type: ignore[arg-type] - they are numbers here
