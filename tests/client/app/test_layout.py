"""Every menu at every size and scale: nothing leaves the window, nothing lies on something else."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pygame
import pytest

from client.draw.ui.writer import Writer
from client.folders import Folders
from client.screen import Push
from client.screens.battle_list import BattleListScreen
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.window import offered_scales
from engine.battle import load_scenario
from tests.client.app.army_screens import fill_folder
from tests.client.app.form_check import check_form
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.menu_screens import SCREENS
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES
from tests.client.app.test_load import save_battle

pytestmark = pytest.mark.usefixtures("each_language")
LONG = "a long name that a player chose for a battle of their own, and it goes on and on"


# At every size


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_menus_fit(open_app: OpenApp, folders: Folders, size: tuple[int, int], scale: int) -> None:
    (folders.autosaves / "one.jsonl").write_text("broken\n")
    (folders.saves / "a long name that somebody gave a battle of their own.jsonl").write_text("x")
    (folders.scenarios / "broken.toml").write_text("kind = 1")
    fill_folder(folders)
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
def test_a_title_with_more_entries_fits(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    entries = TitleScreen._entries
    monkeypatch.setattr(TitleScreen, "_entries", lambda self: entries(self) + entries(self)[:4])
    hand = open_app(size, Settings(scale=scale))
    check_form(hand.screen, size)
    controls = hand.controls
    for control in controls[1:]:  # the keyboard gets to each, one after the other
        hand.key(pygame.K_DOWN)
        assert hand.form.focused is control


# Words


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_no_text_of_a_menu_is_cut_but_what_a_player_wrote(
    open_app: OpenApp,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    scale: int,
) -> None:
    for stem, actions in (("first", 3), ("second", 40)):
        save_battle(folders.saves / f"{stem}.jsonl", actions)
        save_battle(folders.autosaves / f"{stem}.jsonl", actions)
    (folders.saves / f"{LONG}.jsonl").write_text("x")
    fill_folder(folders)
    hand = open_app(size, Settings(scale=scale))
    played = name("scenario", "first_landing")
    hand.until(lambda: played in hand.button(text("title.continue")).subtitle)
    reader = Reader(monkeypatch)
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
        hand.frame()
        if isinstance(hand.screen, BattleListScreen):
            hand.until(lambda: not hand.screen._tasks)
            hand.frame()
            check_preview(hand)
            reader.cut.discard(LONG)
        if isinstance(hand.screen, NewBattleScreen):
            hand.choose_each_row()
        assert not reader.cut, f"{type(hand.screen).__name__}: {reader.cut}"
        assert not reader.clipped, f"{type(hand.screen).__name__}: {reader.clipped}"
        if make is not None:
            hand.back()


def check_preview(hand: Hand) -> None:
    """Check that the small picture and all the facts of each battle have room."""
    preview = hand.screen._preview
    hand.form.focus_on(hand.chooser)
    hand.key(pygame.K_HOME)
    for _ in hand.chooser.rows:
        if preview.title:
            assert preview.rect.contains(preview.map_rect)
            assert preview._picture is not None, "there is room for a picture"
            texts = preview.map_rect.bottom + preview._text_height()
            assert texts <= preview.rect.bottom
        hand.key(pygame.K_DOWN)


def test_a_text_that_a_player_wrote_is_whole_in_a_tooltip(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = 3 * LONG[:60]
    (folders.saves / f"{name}.jsonl").write_text("x")
    hand = open_app((850, 530))
    hand.app.go(Push(LoadScreen(hand.app)))
    hand.frame(2)
    written: list[str] = []
    wrap = Writer.wrap

    def read(writer: Writer, words: str, *values: Any) -> list[str]:
        written.append(words)
        return wrap(writer, words, *values)

    monkeypatch.setattr(Writer, "wrap", read)
    place = hand.chooser.parts[0].center
    motion = {"pos": place, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    hand.frame()
    assert name in written


# Other windows


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
