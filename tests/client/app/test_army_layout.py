"""The screens of armies at every size and scale, whatever is chosen in them."""

from __future__ import annotations

import pygame
import pytest

from client.folders import Folders
from client.screen import Push
from client.settings import Settings
from client.text.catalogue import text
from engine.battle.scenario_files import packaged_materials
from tests.client.app.army_screens import ARMY_SCREENS, fill_folder
from tests.client.app.form_check import check_form
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES


def show(hand: Hand, name: str) -> None:
    hand.app.go(Push(ARMY_SCREENS[name](hand.app)))
    hand.frame()


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_armies_are_seen_whole_whichever_is_chosen(
    open_app: OpenApp,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    scale: int,
) -> None:
    hand = open_app(size, Settings(scale=scale))
    reader = Reader(monkeypatch)
    show(hand, "armies")
    check_form(hand.screen, size)
    hand.back()
    fill_folder(folders)
    for name in ("armies", "army"):
        show(hand, name)
        hand.choose_each_row()
        check_form(hand.screen, size)
        hand.back()
    assert not reader.cut
    assert not reader.clipped


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_unit_of_every_faction_is_seen_whole_in_the_builder(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    hand = open_app(size, Settings(scale=scale))
    reader = Reader(monkeypatch)
    show(hand, "builder")
    for faction in packaged_materials().catalog.factions:
        hand.pick(faction)
        hand.form.focus_on(hand.screen.units)
        for _ in hand.screen.units.rows:
            hand.key(pygame.K_RIGHT)
            hand.key(pygame.K_DOWN)
        check_form(hand.screen, size)
    assert not reader.cut
    assert not reader.clipped
    hand.back()
    hand.press(text("builder.discard"))
