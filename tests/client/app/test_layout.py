"""Every menu at every size and scale: nothing leaves the window, nothing lies on something else."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pygame
import pytest

from client.app import App
from client.draw.ui.panels import lines_room
from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.form_screen import FormScreen
from client.screens.help import HelpScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.seating import SeatScreen, seats
from client.screens.settings import SettingsScreen
from client.screens.strength import StrengthScreen, rating_of, strength_of
from client.settings import Settings
from client.tuning import load_tuning
from client.widgets.controls import ListBox
from client.widgets.segmented_control import SegmentedControl
from client.window import offered_scales
from engine.battle import load_scenario
from engine.battle.battlefield import Terrain
from tests.client.app.hand import Hand, OpenApp

SIZES = [
    (850, 530),
    (1024, 600),
    (1280, 800),
    (1366, 768),
    (1920, 1080),
    (2560, 1080),
    (3840, 2160),
]


def case(size: tuple[int, int], scale: int) -> Any:
    """Make a case, which is slow unless size and scale are extreme."""
    scales = offered_scales(size)
    extreme = size in {SIZES[0], SIZES[-1]} and scale in {scales[0], scales[-1]}
    marks = () if extreme else pytest.mark.slow
    return pytest.param(size, scale, id=f"{size[0]}x{size[1]}-{scale}", marks=marks)


CASES = [
    case(size, scale)
    for size in SIZES
    for scale in sorted({offered_scales(size)[0], 100, 150, offered_scales(size)[-1]})
    if scale in offered_scales(size)
]
SCREENS: dict[str, Callable[[App], FormScreen] | None] = {
    "title": None,
    "new": NewBattleScreen,
    "seats": lambda app: SeatScreen(app, "Side One", "person", None),
    "strength": StrengthScreen,
    "load": LoadScreen,
    "settings": SettingsScreen,
    "help": HelpScreen,
}


def open_new(open_app: OpenApp, size: tuple[int, int], scale: int, *scenario: str) -> Hand:
    """Open the screen for a new battle."""
    hand = open_app(size, Settings(scale=scale))
    hand.app.go(Push(NewBattleScreen(hand.app, *scenario)))
    hand.frame()
    return hand


def check_form(screen: FormScreen, size: tuple[int, int]) -> None:
    window = pygame.Rect((0, 0), size)
    assert screen.form is not None
    controls = screen.form.controls
    for control in controls:
        assert window.contains(control.rect), f"{control} at {control.rect} leaves {window}"
        assert control.rect.w > 0
        assert control.rect.h > 0
    for one, other in itertools.combinations(controls, 2):
        assert not one.rect.colliderect(other.rect), f"{one.rect} lies on {other.rect}"
    least = screen.style.px(load_least()) - 1
    for control in controls:
        parts = control.rects if isinstance(control, SegmentedControl) else [control.rect]
        for rect in parts:
            assert rect.h >= min(least, window.h), f"{control}: {rect} is hard to hit"
    check_words(screen, window)


def load_least() -> int:
    from client.draw.ui.ui_layout import load_layout

    return load_layout().space.target


def check_words(screen: FormScreen, window: pygame.Rect) -> None:
    form = screen.form
    assert form is not None
    controls = [pygame.Rect(control.rect) for control in form.controls]
    for words, at, size, _, face in form._labels:
        line = screen.style.writer.line(words, size, screen.style.colours.bone100, face)
        rect = line.get_rect(topleft=at)
        assert window.contains(rect), f"{words!r} leaves the window"
        assert rect.collidelist(controls) < 0, f"{words!r} lies on a control"
    for rect, _, _ in form._panels:
        assert window.contains(rect)
    for control in form.controls:
        if isinstance(control, ListBox):
            assert all(control.rect.contains(slot.rect) for slot in control._slots)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_menus_fit(open_app: OpenApp, folders: Folders, size: tuple[int, int], scale: int) -> None:
    (folders.autosaves / "one.jsonl").write_text("broken\n")
    (folders.saves / "a long name that somebody gave a battle of their own.jsonl").write_text("x")
    (folders.scenarios / "broken.toml").write_text("kind = 1")
    hand = open_app(size, Settings(scale=scale))
    assert hand.app.scale == scale
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
        hand.frame()
        check_form(hand.screen, size)
        if make is not None:
            hand.back()


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_parts_of_a_new_battle_do_not_overlap(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale)
    screen = hand.screen
    parts = [screen._preview.rect, *(panel.rect for panel in screen._armies)]
    parts.append(screen.form._panels[0][0])
    window = pygame.Rect((0, 0), size)
    for one, other in itertools.combinations(parts, 2):
        assert not one.colliderect(other)
    assert all(window.contains(part) for part in parts)
    assert screen._preview.rect.contains(screen._preview._map)
    assert screen._preview._map.h > screen._preview.rect.h // 3
    for panel in screen._armies:
        assert panel.rect.contains(panel.seat.rect)
        assert panel._units.h >= hand.app.style.px(36), "at least a row of units is seen"


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_colour_of_the_ground_is_told(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale, "full_muster")
    preview = hand.screen._preview
    style = hand.app.style
    assert sum(len(line) for line in preview._legend) == len(Terrain)
    for line in preview._legend:
        assert line[-1].x + style.px(20) + line[-1].word.get_width() <= preview._map.w
    text = style.writer.height(style.layout.text.body) * len(preview._story)
    foot = text + len(preview._legend) * preview._legend_height()
    assert preview._map.bottom + foot <= preview.rect.bottom


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_twelve_kinds_of_units_are_seen(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale, "full_muster")
    for panel in hand.screen._armies:
        cells = panel.cells(12)
        assert len(cells) == 12
        assert all(panel._units.contains(cell) for cell in cells)
        assert all(not one.colliderect(other) for one, other in itertools.combinations(cells, 2))


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_player_and_its_strength_are_seen_whole(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale)
    style, table = hand.app.style, hand.app.style.layout.text.table
    for panel in hand.screen._armies:
        for player in (player for group in seats() for player in group):
            panel.seat.show(player)
            room = lines_room(style, panel.seat.rect, panel.seat.face)
            assert style.writer.width(panel.seat.subtitle, table) <= room
            assert panel.seat.subtitle in {strength_of(player), rating_of(player)}
    too_large = "this battle has 19 objectives; the encoding holds 8"
    for refusal in (None, too_large):
        screen = SeatScreen(hand.app, "Side One", "veteran", refusal)
        hand.app.go(Push(screen))
        hand.frame()
        check_form(screen, size)
        for control in hand.controls[:-1]:
            room = lines_room(style, control.rect, control.face)
            assert style.writer.width(control.subtitle, table) <= room
        hand.back()


@pytest.mark.parametrize(
    "size",
    [
        (110, 60),
        *(
            pytest.param(size, marks=pytest.mark.slow)
            for size in ((300, 150), (480, 320), (700, 400), (849, 529))
        ),
    ],
)
def test_windows_too_small_for_the_smallest_scale_still_draw(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    hand = open_app(size)
    assert hand.app.scale == load_tuning().scale.steps[0]
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
            hand.frame(2)
            hand.back()
    hand.app.battles.start(load_scenario("grand_tide"), 1, ("person", "person"))
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.app.tell("title", ["a line"])
    hand.frame(2)
    assert hand.app.message is not None


def test_a_resized_window_is_laid_out_anew(open_app: OpenApp) -> None:
    hand = open_app((1920, 1080), Settings(scale=175))
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    seed = hand.screen.seed
    for size in ((1280, 800), (850, 530), (3000, 1200)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        hand.frame()
        assert hand.app.size == size
        assert hand.app.scale == max(s for s in offered_scales(size) if s <= 175)
        check_form(hand.screen, size)
        assert hand.screen.seed == seed


def test_messages_fit_small_windows(open_app: OpenApp, tmp_path: Path) -> None:
    hand = open_app((850, 530))
    hand.app.tell("A title " * 20, ["Some words that are wrapped. " * 8, str(tmp_path) * 3])
    hand.frame(2)
    dialog = hand.app.message.dialog
    assert pygame.Rect(0, 0, 850, 530).contains(dialog.rect)
    hand.key(pygame.K_ESCAPE)
    assert hand.app.message is None
