"""The builder says what is wrong with an army, and loses none that was built."""

from __future__ import annotations

import errno
import os

import pygame
import pytest

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.battle.model.army_files import list_armies
from client.folders import Folders
from client.text.catalogue import text
from tests.client.app.army_hand import SETTINGS, click_step
from tests.client.app.hand import OpenApp
from tests.engine.armies.rosters import army_of


def test_the_builder_says_in_words_what_is_wrong(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.app.armies.build(army_of(limit=250, fleck=1), None)
    hand.frame()
    status = lambda: " ".join(hand.screen.status)  # noqa: E731 - read anew each time
    assert "Fleck: belongs to another faction than Ordinate." in status()
    click_step(hand, "fleck", -1)
    assert "The army has no unit." in status()
    for _ in range(2):
        click_step(hand, "theodolite", 1)
    assert "Over the limit: 270 of 250 points, 20 too many." in status()
    click_step(hand, "theodolite", -1)
    assert "This army can be fielded. 115 points are left." in status()
    hand.click(hand.screen.name_field.rect.center)
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.key(pygame.K_DELETE)
    assert text("builder.nameless") in status()
    assert not hand.button(text("builder.save")).enabled


def test_an_army_that_can_not_be_fielded_yet_can_be_saved_and_edited(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_F9)
    hand.back()
    assert hand.chooser.rows[0].subtitle == text("armies.unfit-row")
    assert hand.form.focused is hand.chooser
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, BuilderScreen)
    hand.key(pygame.K_RIGHT)
    hand.key(pygame.K_F9)
    hand.back()
    assert hand.chooser.rows[0].subtitle != text("armies.unfit-row")
    assert len(list_armies(folders)) == 1


@pytest.mark.parametrize(("answer", "saved"), [("builder.save", 1), ("builder.discard", 0)])
def test_an_army_that_is_not_saved_is_not_left_without_a_question(
    open_app: OpenApp, folders: Folders, answer: str, saved: int
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    hand.back()
    assert isinstance(hand.screen, BuilderScreen)
    hand.back()  # out of the question
    assert isinstance(hand.screen, BuilderScreen)
    hand.back()
    hand.press(text(answer))
    hand.frame(2)
    assert isinstance(hand.screen, ArmyMenuScreen)
    assert len(list_armies(folders)) == saved


def test_an_untouched_new_army_is_left_without_a_question(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.back()
    assert isinstance(hand.screen, ArmyMenuScreen)


def test_the_window_does_not_close_over_an_army_that_is_not_saved(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame(2)
    assert hand.app.running
    hand.press(text("app.quit"))
    hand.frame(2)
    assert not hand.app.running


def test_a_disk_that_is_full_is_told_and_the_army_stays(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    with monkeypatch.context() as patched:

        def fail(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        patched.setattr(os, "fsync", fail)
        hand.key(pygame.K_F9)
        hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("armies.failed")
    hand.back()
    assert list_armies(folders) == []
    hand.key(pygame.K_F9)
    assert len(list_armies(folders)) == 1
