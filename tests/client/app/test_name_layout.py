"""The boxes of a battle's menu at every size: whole, inside the window, nothing on anything."""

from __future__ import annotations

import pygame
import pytest

from client.overlays.name_entry import NameOverlay
from client.overlays.result import ResultOverlay
from client.screens.battle_screen import BattleScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tuning import load_tuning
from client.window import offered_scales
from engine.battle import load_scenario
from tests.client.app.form_check import check_words
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES


def check_dialog(hand: Hand, size: tuple[int, int]) -> None:
    window = pygame.Rect((0, 0), size)
    dialog = hand.app.stack.top.dialog
    assert window.contains(dialog.rect)
    described = hand.form.describe()
    buttons = [one for one in described.controls if one.role in {"button", "text field"}]
    for number, one in enumerate(buttons):
        assert dialog.rect.contains(one.rect), one
        assert one.whole, one
        assert one.rect.collidelist([other.rect for other in buttons[number + 1 :]]) == -1
    check_words(described, window)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_menu_and_its_boxes_fit(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    hand = open_app(size, Settings(scale=scale, pace=Pace.INSTANT))
    hand.app.battles.start(load_scenario("first_landing"), 7, ("person", "recruit"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    reader = Reader(monkeypatch)
    hand.key(pygame.K_F10)
    hand.frame(2)
    check_dialog(hand, size)
    hand.press(text("battle.menu.save"))
    hand.frame(2)
    overlay = hand.app.stack.top
    assert isinstance(overlay, NameOverlay)
    for name in ("", "a/b", "W" * load_tuning().saves.longest_name):
        hand.form.focused.editor.replace(name)
        hand.key(pygame.K_HOME)
        hand.frame()
        check_dialog(hand, size)
        field = hand.form.focused
        assert overlay.dialog is not None
        assert not overlay.dialog._reason_rect.colliderect(field.rect)
        lines = hand.app.style.writer.wrap(
            overlay.problem, hand.app.style.layout.text.table, overlay.dialog._reason_rect.w
        )
        assert len(lines) <= 3, "all of the reason is seen"
    hand.key(pygame.K_ESCAPE)
    hand.frame(2)
    for entry in ("battle.menu.restart", "battle.menu.concede"):
        hand.key(pygame.K_F10)
        hand.frame(2)
        hand.press(text(entry))
        hand.frame(2)
        check_dialog(hand, size)
        if entry != "battle.menu.concede":
            hand.key(pygame.K_ESCAPE)
            hand.frame(2)
    hand.press(text("concede.confirm"))
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    hand.frame()
    check_dialog(hand, size)
    assert not reader.cut - {""}, reader.cut  # pictures alone have no words


def test_a_name_that_is_being_typed_stays_when_the_window_changes(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), Settings(pace=Pace.INSTANT))
    hand.app.battles.start(load_scenario("first_landing"), 7, ("person", "recruit"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    hand.key(pygame.K_F10)
    hand.frame(2)
    hand.press(text("battle.menu.save"))
    hand.frame(2)
    pygame.event.post(pygame.event.Event(pygame.TEXTINPUT, {"text": "Half a na"}))
    hand.frame()
    for size in ((850, 530), (1920, 1080)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        hand.frame(2)
        assert offered_scales(size)
        assert hand.app.stack.top.name == "Half a na"
        assert hand.form.focused.text == "Half a na"
        check_dialog(hand, size)
