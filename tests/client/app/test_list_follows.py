"""The list of battles follows what happens to the files while it is open."""

from __future__ import annotations

import os
from pathlib import Path

import pygame
import pytest

from client.battle.model.autosave import newest_first, retire
from client.folders import Folders
from client.screens.load import LoadScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from client.worker.protocol import Steps
from client.worker.summary import Summary, summarise
from engine import append_file
from engine.battle import Game
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import begin, play_some
from tests.client.app.test_load import open_list, save_battle

LOOK = load_tuning().autosave.look_seconds


def look(hand: Hand) -> None:
    hand.app.frame(LOOK)
    hand.until(lambda: not hand.screen._tasks)


def rows(hand: Hand) -> list[Path]:
    return [Path(row.code) for row in hand.chooser.rows]


def subtitle(hand: Hand, path: Path) -> str:
    (found,) = [row.subtitle for row in hand.chooser.rows if row.code == str(path)]
    return found


def test_a_battle_that_ends_in_another_window_is_followed_to_those_that_are_over(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    session, kept = begin(folders)
    assert kept.path is not None
    hand = open_list(open_app)
    hand.row(rows(hand).index(kept.path))
    play_some(session, 5000)
    kept.close(30)
    over = retire(folders, kept.path)
    look(hand)
    assert set(rows(hand)) == {folders.saves / "mine.jsonl", over}
    assert hand.chooser.code == str(over), "the choice goes with the battle"
    assert text("load.finished") in subtitle(hand, over)
    assert hand.screen.reason == []
    assert hand.button(text("load.show")).enabled, "there is nothing to go on with"


def test_battles_that_appear_are_listed_and_those_that_go_are_not(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_list(open_app)
    assert hand.labels() == [text("app.back")]
    for name in ("one", "two", "three"):
        save_battle(folders.saves / f"{name}.jsonl", 3)
    look(hand)
    assert {path.stem for path in rows(hand)} == {"one", "two", "three"}
    hand.row(1)
    chosen = Path(hand.chooser.code)
    others = [path for path in rows(hand) if path != chosen]
    others[0].unlink()
    look(hand)
    assert set(rows(hand)) == {chosen, others[1]}
    assert hand.chooser.code == str(chosen)
    chosen.unlink()
    look(hand)
    assert hand.chooser.code == str(others[1])
    others[1].unlink()
    look(hand)
    assert hand.labels() == [text("app.back")]


def test_a_file_that_another_program_writes_anew_is_read_anew(
    open_app: OpenApp, folders: Folders
) -> None:
    path = folders.saves / "mine.jsonl"
    path.write_text("nothing\n")
    hand = open_list(open_app)
    assert subtitle(hand, path) == text("load.broken")
    game = save_battle(path, 40)
    look(hand)
    assert f"round {game.state.round}" in subtitle(hand, path)
    assert hand.screen.reason == []


def test_the_reason_goes_with_the_file_it_is_about(open_app: OpenApp, folders: Folders) -> None:
    path = folders.saves / "broken.jsonl"
    path.write_text("nothing\n")
    hand = open_list(open_app)
    assert hand.screen.reason
    path.unlink()
    look(hand)
    assert hand.screen.reason == []


def test_the_reason_goes_with_the_last_file_that_is_deleted_here(
    open_app: OpenApp, folders: Folders
) -> None:
    (folders.saves / "broken.jsonl").write_text("nothing\n")
    hand = open_list(open_app)
    assert hand.screen.reason
    hand.key(pygame.K_DELETE)
    hand.frame()
    hand.press(text("load.delete"))
    hand.frame(2)
    assert hand.labels() == [text("app.back")]
    assert hand.screen.reason == []


def moved_meanwhile(path: Path) -> Steps[Summary]:
    """Read a file that another window has moved a moment before."""
    if path.parent.name == "autosaves":
        path.rename(path.parent / "finished" / path.name)
    return summarise(path)


def test_a_file_that_moves_while_it_is_read_is_not_called_broken(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_battle(folders.autosaves / "auto.jsonl", 12)
    monkeypatch.setattr("client.screens.saved_battles.summarise", moved_meanwhile)
    hand = open_list(open_app)
    hand.until(lambda: not hand.screen._tasks)
    over = folders.finished / "auto.jsonl"
    assert rows(hand) == [over]
    assert hand.chooser.rows[0].title == "First Landing"
    assert hand.screen.reason == []


def unreadable(path: Path) -> Steps[Summary]:
    """Read a file of which the system tells nothing."""
    return summarise(path / "beneath a file")


def test_of_a_file_that_can_not_be_looked_at_no_date_is_told(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders.saves / "mine.jsonl").write_text("nothing\n")
    monkeypatch.setattr("client.screens.saved_battles.summarise", unreadable)
    hand = open_list(open_app)
    assert hand.chooser.rows[0].subtitle == text("load.broken")
    assert hand.chooser.rows[0].note == ""


def test_a_list_that_can_not_be_read_again_stays_as_it_is(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_list(open_app)
    aside = folders.root.with_name(f"{folders.root.name}-aside")
    folders.root.rename(aside)
    folders.root.write_text("in the way")
    look(hand)
    assert [path.stem for path in rows(hand)] == ["mine"]
    assert hand.app.message is None
    folders.root.unlink()
    aside.rename(folders.root)


def test_a_list_that_was_scrolled_stays_where_it_is(open_app: OpenApp, folders: Folders) -> None:
    for number in range(30):
        path = folders.saves / f"b{number:02}.jsonl"
        path.write_text("nothing\n")
        os.utime(path, (number, number))
    hand = open_list(open_app)
    hand.chooser.scroll(10)
    shown = rows(hand)[10]
    (folders.saves / "b02.jsonl").unlink()
    look(hand)
    assert rows(hand)[hand.chooser.first] == shown


# ---------------------------------------------------------------- deleting


def test_to_delete_nothing_is_what_enter_and_escape_mean(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_list(open_app)
    for key in (pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_SPACE):
        hand.key(pygame.K_DELETE)
        hand.frame()
        assert hand.app.message is not None
        hand.key(key)
        hand.frame()
        assert hand.app.message is None
        assert (folders.saves / "mine.jsonl").exists()
        assert hand.screen.form.focused is hand.chooser, "the keyboard is where it was"


def test_whoever_pressed_the_button_is_back_on_the_list_too(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_list(open_app)
    hand.press(text("load.delete"))
    hand.frame()
    hand.key(pygame.K_ESCAPE)
    hand.frame()
    assert hand.screen.form.focused is hand.chooser


def test_a_battle_that_is_being_played_is_refused_without_a_question(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.autosaves / "auto.jsonl", 3)
    hand = open_list(open_app)
    file = append_file.AppendFile.open(folders.autosaves / "auto.jsonl", 10**6)
    hand.key(pygame.K_DELETE)
    hand.frame()
    assert hand.app.message is not None
    assert hand.app.message.lines == (text("load.in-use.text"),)
    assert hand.labels() == [text("app.close")]
    file.close()


def test_what_is_asked_about_is_what_is_deleted(open_app: OpenApp, folders: Folders) -> None:
    for name in ("one", "two"):
        save_battle(folders.saves / f"{name}.jsonl", 3)
    hand = open_list(open_app)
    asked = Path(hand.chooser.code)
    hand.key(pygame.K_DELETE)
    hand.frame()
    moved = folders.finished / asked.name
    asked.rename(moved)
    look(hand)
    hand.press(text("load.delete"))
    hand.frame(2)
    assert hand.app.message is not None
    assert text("load.gone") in hand.app.message.lines
    assert moved.exists()
    assert len(newest_first(folders.saves)) == 1
    assert isinstance(hand.screen, LoadScreen)
    assert Game.load(moved).records == 3
