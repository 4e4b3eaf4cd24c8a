"""The list of saved battles shows battles, not files, and no two rows that look the same."""

from __future__ import annotations

import os
from pathlib import Path

import pygame
import pytest

from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import plural, text
from client.widgets.controls import Button
from engine import append_file
from engine.battle import Game, Side, load_scenario
from tests.client.app.hand import OpenApp
from tests.client.app.test_load import open_list, save_battle
from tests.client.app.test_next_battle import end_battle


def save_other(path: Path, seed: int) -> None:
    """Save the beginning of a battle with other dice."""
    Game.start(load_scenario("first_landing"), seed, ("person", "bot:greedy")).save(path)


def write_at(path: Path, minute: int) -> None:
    os.utime(path, (60 * minute, 60 * minute))


@pytest.fixture
def autosaves(folders: Folders) -> list[Path]:
    """Save one battle three times by itself, and another once; the newest is the first."""
    paths = [folders.autosaves / f"{name}.jsonl" for name in ("new", "older", "oldest", "other")]
    for minute, path in enumerate(reversed(paths[:3])):
        save_battle(path, 10 * (minute + 1))
        write_at(path, minute + 1)
    save_other(paths[3], 4)
    write_at(paths[3], 0)
    return paths


def test_a_battle_is_listed_once_by_its_newest_file(
    open_app: OpenApp, autosaves: list[Path]
) -> None:
    hand = open_list(open_app)
    assert [row.code for row in hand.chooser.rows] == [str(autosaves[0]), str(autosaves[3])]
    assert plural("load.older", 2) in hand.chooser.rows[0].subtitle
    assert plural("load.older", 2) not in hand.chooser.rows[1].subtitle


def test_every_file_is_listed_if_that_is_asked_for(
    open_app: OpenApp, autosaves: list[Path]
) -> None:
    hand = open_list(open_app)
    hand.click(hand.toggle.rect.center)
    assert [row.code for row in hand.chooser.rows] == [str(path) for path in autosaves]
    hand.row(2)
    hand.click(hand.toggle.rect.center)
    assert len(hand.chooser.rows) == 2
    assert hand.chooser.code == str(autosaves[0]), "the file chosen is one of this battle"


def test_deleting_a_battle_deletes_its_older_files_and_says_so(
    open_app: OpenApp, autosaves: list[Path]
) -> None:
    hand = open_list(open_app)
    title = hand.chooser.rows[0].title
    hand.key(pygame.K_DELETE)
    hand.frame()
    assert hand.app.message is not None
    named, older = hand.app.message.lines
    assert named.startswith(title), "the battle, not where its file is"
    assert named.endswith(f"({autosaves[0].name})")
    assert older == plural("load.delete.older", 2)
    hand.press(text("load.delete"))
    hand.frame(2)
    assert [path.exists() for path in autosaves] == [False, False, False, True]
    assert [row.code for row in hand.chooser.rows] == [str(autosaves[3])]


def test_a_single_file_is_deleted_alone_where_every_file_is_listed(
    open_app: OpenApp, autosaves: list[Path]
) -> None:
    hand = open_list(open_app)
    hand.click(hand.toggle.rect.center)
    hand.row(1)
    hand.key(pygame.K_DELETE)
    hand.frame()
    hand.press(text("load.delete"))
    hand.frame(2)
    assert [path.exists() for path in autosaves] == [True, False, True, True]


def test_a_file_in_which_something_else_happened_is_never_hidden(
    open_app: OpenApp, folders: Folders
) -> None:
    # The same battle begun anew: the same start, another course.
    save_battle(folders.autosaves / "one.jsonl", 20)
    game = Game.start(load_scenario("first_landing"), 3, ("person", "bot:greedy"))
    game.apply(game.legal_actions()[-1])
    game.save(folders.autosaves / "two.jsonl")
    # The newest file contains less than an older one.
    save_battle(folders.autosaves / "less.jsonl", 10)
    for minute, name in enumerate(("one", "two", "less"), start=1):
        write_at(folders.autosaves / f"{name}.jsonl", minute)
    hand = open_list(open_app)
    assert [Path(row.code).stem for row in hand.chooser.rows] == ["less", "two", "one"]
    hand.key(pygame.K_END)
    hand.key(pygame.K_DELETE)
    hand.frame()
    assert hand.app.message is not None
    assert len(hand.app.message.lines) == 1, "nothing else is deleted with it"
    hand.press(text("load.delete"))
    hand.frame(2)
    assert sorted(path.stem for path in folders.autosaves.glob("*.jsonl")) == ["less", "two"]


def test_a_file_that_another_window_plays_is_never_hidden(
    open_app: OpenApp, autosaves: list[Path]
) -> None:
    file = append_file.AppendFile.open(autosaves[1], 10**6)
    hand = open_list(open_app)
    assert str(autosaves[1]) in [row.code for row in hand.chooser.rows]
    file.close()


def test_what_a_player_saved_is_listed_file_by_file_and_told_apart(
    open_app: OpenApp, folders: Folders
) -> None:
    for name in ("one", "two"):
        save_battle(folders.saves / f"{name}.jsonl", 12)
        write_at(folders.saves / f"{name}.jsonl", 7)
    hand = open_list(open_app)
    rows = hand.chooser.rows
    assert len(rows) == 2
    assert len({row[1:] for row in rows}) == 2, "they differ in what is seen"
    for row in rows:
        assert Path(row.code).stem == row.title


def test_a_finished_battle_is_shown_and_not_gone_on_with(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 12)
    path = folders.finished / "over.jsonl"
    end_battle(path, ("person", "recruit"), Side.ONE)
    hand = open_list(open_app)
    assert text("load.open") in hand.labels()
    hand.key(pygame.K_END)
    assert hand.chooser.code == str(path)
    assert text("load.open") not in hand.labels()
    hand.press(text("load.show"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.result is not None


@pytest.mark.parametrize("content", ["", "nothing\n"])
def test_deleting_is_never_what_has_the_keyboard_at_first(
    open_app: OpenApp, folders: Folders, content: str
) -> None:
    for name in ("one", "two"):
        (folders.saves / f"{name}.jsonl").write_text(content)
    hand = open_list(open_app)
    assert hand.form.focused is hand.chooser
    hand.key(pygame.K_DELETE)
    hand.frame()
    focused = hand.form.focused
    assert isinstance(focused, Button)
    assert focused.face.label == text("app.cancel")
    hand.press(text("load.delete"))
    hand.frame(2)
    assert hand.form.focused is hand.chooser
