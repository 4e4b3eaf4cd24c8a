"""The list of armies: they are copied and deleted, and broken files are told and left alone."""

from __future__ import annotations

from pathlib import Path

import pygame

from client.armies.army_menu import ArmyMenuScreen
from client.battle.model.army_files import list_armies, save_army
from client.folders import Folders
from client.text.catalogue import text
from tests.client.app.army_hand import SETTINGS, WATCH
from tests.client.app.hand import OpenApp


def test_an_army_is_copied_and_deleted(open_app: OpenApp, folders: Folders) -> None:
    save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.copy"))
    copied = text("armies.copy-name", name="Night watch")
    assert [row.title for row in hand.chooser.rows] == ["Night watch", copied]
    assert hand.screen.chosen.title == copied
    hand.key(pygame.K_DELETE)
    hand.key(pygame.K_RETURN)  # the safe answer has the focus
    assert len(list_armies(folders)) == 2
    hand.key(pygame.K_DELETE)
    hand.press(text("armies.delete"))
    hand.frame(2)
    assert [one.title for one in list_armies(folders)] == ["Night watch"]
    assert hand.screen.chosen.title == "Night watch"


def test_broken_files_are_rows_with_reasons_and_keep_to_themselves(
    open_app: OpenApp, folders: Folders
) -> None:
    save_army(folders, WATCH, None)
    bad = {
        "a.toml": 'kind = "army"\nversion = 9\n',
        "b.toml": "\x00\x1b[2J",
        "c \u202e.toml": 'kind = "board"\n',
        "d.toml": 'kind = "army"\nversion = 1\nname = "\\u001b[2J"\n',
    }
    for file, content in bad.items():
        (folders.armies / file).write_text(content)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    assert len(hand.chooser.rows) == 1 + len(bad)
    assert all(row.title.isprintable() for row in hand.chooser.rows)
    hand.key(pygame.K_HOME)
    for _ in bad:
        hand.key(pygame.K_DOWN)
        assert not hand.button(text("armies.edit")).enabled
        assert not hand.button(text("armies.copy")).enabled
        notes = hand.screen._cards.notes
        assert notes[0] == text("armies.broken")
        assert len(notes) > 1
        assert all(line.isprintable() for line in notes)
        hand.key(pygame.K_RETURN)
        assert isinstance(hand.screen, ArmyMenuScreen)
    for file, content in bad.items():
        assert (folders.armies / file).read_text() == content


def test_a_folder_that_can_not_be_listed_is_a_message(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app((1280, 800), SETTINGS)
    folders.armies.rmdir()
    Path(folders.root / "armies").write_text("not a folder")
    hand.press(text("title.armies"))
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("armies.unlisted")
