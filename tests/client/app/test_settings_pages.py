"""The pages of the settings by mouse and by keyboard; rows that scroll; what a restart keeps."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.folders import Folders
from client.screen import Push
from client.screens.settings import SettingsScreen
from client.settings import Follow, FollowTo, Pace, Pan, Settings, read_settings
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment
from client.widgets.value_rows import ValueRow, ValueRows
from client.window import offered_scales
from tests.client.app.hand import Hand, OpenApp

PAGES = ["display", "gameplay", "camera", "sound", "keys"]

CHANGES = [
    ("display", "settings.pace", "fast", "pace", Pace.FAST),
    ("display", "settings.opponent-pace", "instant", "opponent_pace", Pace.INSTANT),
    ("display", "settings.reduce-motion", "yes", "reduce_motion", True),
    ("gameplay", "settings.show-recap", "no", "show_recap", False),
    ("gameplay", "settings.explain-at-mouse", "no", "explain_at_mouse", False),
    ("camera", "settings.follow", "opponent", "follow", Follow.OPPONENT),
    ("camera", "settings.follow-to", "sight", "follow_to", FollowTo.SIGHT),
    ("camera", "settings.pan", "instant", "pan", Pan.INSTANT),
]
"""The page of a setting, its row, a value that is not the usual one, its field and that value."""


def open_settings(hand: Hand) -> None:
    hand.press(text("title.settings"))
    hand.frame()
    assert isinstance(hand.screen, SettingsScreen)


def go_to_page(hand: Hand, code: str) -> None:
    """Show a page by the keyboard; the row of pages has the focus at first."""
    while hand.screen.page != code:
        before = hand.screen.page
        hand.key(pygame.K_RIGHT)
        assert hand.screen.page != before


def choose_by_key(hand: Hand, label: str, code: str) -> None:
    """Choose a value of a row by the keyboard alone."""
    for _ in range(30):
        if hand.form.focused is hand.row_of(label):
            break
        hand.key(pygame.K_TAB)
    assert hand.form.focused.visible
    codes = [segment.code for segment in hand.row_of(label).segments]
    for _ in codes:
        now, wanted = codes.index(hand.row_of(label).code), codes.index(code)
        if now == wanted:
            return
        hand.key(pygame.K_RIGHT if wanted > now else pygame.K_LEFT)
    raise AssertionError(f"{code} can't be reached")


def test_every_page_is_reached_by_mouse_and_by_key(open_app: OpenApp) -> None:
    hand = open_app()
    open_settings(hand)
    assert [segment.code for segment in hand.row_of("settings.pages").segments] == PAGES
    for code in reversed(PAGES):
        hand.page(code)
        assert hand.screen.page == code
    for code in PAGES:
        go_to_page(hand, code)
        assert hand.form.focused is hand.row_of("settings.pages"), "the focus stays"
    labels = [segment.label for segment in hand.row_of("settings.pages").segments]
    assert labels == [name("settings", code) for code in PAGES]


@pytest.mark.parametrize("by", ["mouse", "keys"])
def test_settings_hold_at_once_and_after_a_restart(
    open_app: OpenApp, folders: Folders, by: str
) -> None:
    hand = open_app()
    open_settings(hand)
    for page, label, code, field, value in CHANGES:
        before = msgspec.structs.asdict(hand.app.settings)
        assert before[field] != value
        if by == "mouse":
            hand.page(page)
            hand.set_row(label, code)
        else:
            while hand.form.focused is not hand.row_of("settings.pages"):
                hand.key(pygame.K_TAB, pygame.KMOD_SHIFT)
            go_to_page(hand, page)
            choose_by_key(hand, label, code)
        assert msgspec.structs.asdict(hand.app.settings) == {**before, field: value}
        assert hand.row_of(label).code == code
    kept = read_settings(folders.settings)
    assert kept.problem is None
    again = open_app(settings=kept.settings)
    open_settings(again)
    for page, label, code, _, _ in CHANGES:
        again.page(page)
        assert again.row_of(label).code == code


def test_the_opponents_speed_can_be_ones_own_again(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app(settings=Settings(scale=100, opponent_pace=Pace.FAST))
    open_settings(hand)
    hand.set_row("settings.opponent-pace", "same")
    assert hand.app.settings.opponent_pace is None
    assert read_settings(folders.settings).settings.opponent_pace is None


def test_the_window_takes_a_size_that_is_chosen(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app((1000, 700))
    hand.app.window.__dict__["_desktops"] = [(1920, 1080)]
    open_settings(hand)
    sizes = [segment.code for segment in hand.row_of("settings.window").segments]
    assert sizes == ["1000x700", "1024x600", "1280x800", "1600x900", "1920x1080"]
    assert hand.row_of("settings.window").code == "1000x700"
    hand.set_row("settings.window", "1280x800")
    hand.frame()
    assert hand.app.size == (1280, 800)
    assert hand.row_of("settings.window").code == "1280x800"
    pygame.display.set_mode((1000, 700), pygame.RESIZABLE)
    hand.frame()
    hand.set_row("settings.window", "1280x800")
    hand.frame()
    assert hand.app.size == (1280, 800), "also after it was changed by hand"
    hand.app.close()
    assert read_settings(folders.settings).settings.window == (1280, 800)


@pytest.mark.parametrize("size", [(850, 530), (1280, 800), (1700, 1060), (2560, 1600)])
def test_only_scales_that_leave_enough_room_can_be_chosen(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    hand = open_app(size)
    open_settings(hand)
    steps = load_tuning().scale.steps
    assert (steps[0], steps[-1]) == (75, 250)
    offered = [int(one.code) for one in hand.row_of("settings.scale").segments if one.enabled]
    assert offered == offered_scales(size)
    assert all(size[0] >= 850 * one / 100 and size[1] >= 530 * one / 100 for one in offered[1:])
    hand.set_row("settings.scale", "250")
    assert (hand.app.scale == 250) == (250 in offered)


def rows(count: int, chosen: list[str]) -> list[ValueRow]:
    segments = (Segment("a", "First"), Segment("b", "Second"))
    return [
        ValueRow(f"Row {number}", segments, "a", lambda code, n=number: chosen.append(f"{n}{code}"))
        for number in range(count)
    ]


def show_rows(hand: Hand, chosen: list[str], count: int = 30) -> ValueRows:
    """Show more rows than there is room for, on the settings screen."""
    hand.app.go(Push(SettingsScreen(hand.app, "camera")))
    hand.frame()
    page = hand.screen._pages["camera"]
    page.rows = lambda: rows(count, chosen)
    hand.screen.lay_out()
    return page._shown  # type: ignore[no-any-return]


def visible(hand: Hand) -> list[str]:
    return [one.name for one in hand.controls if one.visible and one.role == "row of values"]


def test_rows_that_do_not_fit_scroll_by_wheel_bar_and_keys(open_app: OpenApp) -> None:
    hand, chosen = open_app((850, 530)), []
    shown = show_rows(hand, chosen)
    first = visible(hand)
    assert 3 < len(first) < 30
    assert first[0] == "Row 0"
    row = next(one for one in hand.controls if one.role == "row of values" and one.visible)
    motion = {"pos": row.rect.center, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=-2, flipped=False, touch=False))
    hand.frame()
    assert visible(hand)[0] == "Row 2"
    bar = next(one for one in hand.controls if one.role == "scroll bar")
    hand.click((bar.rect.centerx, bar.rect.bottom - 2))
    assert shown.first > 2
    hand.form.focus_on(bar)
    hand.key(pygame.K_END)
    assert visible(hand)[-1] == "Row 29"
    hand.key(pygame.K_HOME)
    assert visible(hand) == first


def test_a_row_that_gets_the_focus_comes_into_sight_and_is_changed_there(
    open_app: OpenApp,
) -> None:
    hand, chosen = open_app((850, 530)), []
    show_rows(hand, chosen)
    for number in range(30):
        hand.key(pygame.K_TAB)
        assert hand.form.focused.name == f"Row {number}"
        assert hand.form.focused.visible
        assert f"Row {number}" in visible(hand)
    hand.key(pygame.K_RIGHT)
    assert chosen == ["29b"]
    for number in reversed(range(29)):
        hand.key(pygame.K_TAB, pygame.KMOD_SHIFT)
        assert hand.form.focused.name == f"Row {number}"
        assert hand.form.focused.visible


def test_no_row_that_is_out_of_sight_can_be_clicked(open_app: OpenApp) -> None:
    hand, chosen = open_app((850, 530)), []
    shown = show_rows(hand, chosen)
    hidden = [one for one in hand.controls if not one.visible]
    assert hidden
    for one in hidden[:3]:
        hand.click(one.rects[1].center)
    assert chosen == []
    assert shown.first == 0


def test_rows_stay_scrolled_when_one_of_them_is_changed(open_app: OpenApp) -> None:
    hand, chosen = open_app((850, 530)), []
    shown = show_rows(hand, chosen)
    shown.scroll(5)
    row = [one for one in hand.controls if one.role == "row of values" and one.visible][2]
    hand.click(row.rects[1].center)
    assert chosen == ["7b"]
    hand.screen.lay_out()
    assert visible(hand)[0] == "Row 5"
    assert hand.form.focused.name == "Row 7"
