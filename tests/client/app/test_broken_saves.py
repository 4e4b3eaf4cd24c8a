"""What title and list say and offer where saved battles are broken or played elsewhere."""

from __future__ import annotations

import os
from pathlib import Path

import pygame
import pytest

from client.draw.ui.panels import ButtonKind
from client.folders import Folders
from client.screens.load import LoadScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import text
from client.text.names import scenario_name
from client.tuning import load_tuning
from engine.append_file import AppendFile
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.keeping import begin, play_some
from tests.client.app.test_load import open_list, save_battle

LOOK = load_tuning().autosave.look_seconds


def write_broken(path: Path, minute: int = 1) -> Path:
    path.write_text("nothing\n")
    os.utime(path, (60 * minute, 60 * minute))
    return path


def read_latest(hand: Hand) -> None:
    hand.until(lambda: hand.screen._summary is not None)
    hand.frame()


# ---------------------------------------------------------------- the title


def test_continue_says_that_a_newer_battle_is_broken(open_app: OpenApp, folders: Folders) -> None:
    save_battle(folders.autosaves / "whole.jsonl", 5)
    os.utime(folders.autosaves / "whole.jsonl", (60, 60))
    write_broken(folders.autosaves / "broken.jsonl", 2)
    hand = open_app()
    read_latest(hand)
    button = hand.button(text("title.continue"))
    scenario = scenario_name("first_landing")
    assert button.subtitle == text("title.newer-unreadable", scenario=scenario)
    assert button.kind is ButtonKind.PRIMARY, "there is a battle to continue"
    assert hand.form.focused is button


def test_continue_is_not_what_enter_means_where_every_battle_is_broken(
    open_app: OpenApp, folders: Folders
) -> None:
    for minute, name in enumerate(("one", "two"), start=1):
        write_broken(folders.autosaves / f"{name}.jsonl", minute)
    hand = open_app()
    read_latest(hand)
    button = hand.button(text("title.continue"))
    assert button.subtitle == text("title.unreadable")
    assert button.kind is ButtonKind.NORMAL
    assert hand.form.focused is hand.button(text("title.new-battle"))
    hand.screen.lay_out()
    assert hand.button(text("title.continue")).kind is ButtonKind.NORMAL
    hand.press(text("title.continue"))
    hand.until(lambda: hand.app.message is not None)
    assert hand.app.message.title == text("app.save.broken"), "whoever presses it is told why"


@pytest.mark.parametrize("trace", ["autosave", "save", "finished", "puzzles", "record", "lesson"])
def test_the_tutorial_is_suggested_only_while_nothing_was_played_or_learned(
    open_app: OpenApp, folders: Folders, trace: str
) -> None:
    traces = {
        "autosave": folders.autosaves / "one.jsonl",
        "save": folders.saves / "one.jsonl",
        "finished": folders.finished / "one.jsonl",
        "puzzles": folders.puzzle_scores,
        "record": folders.own_record,
        "lesson": folders.tutorial,
    }
    write_broken(traces[trace])
    hand = open_app()
    button = hand.button(text("title.tutorial"))
    assert (button.kind, button.subtitle) == (ButtonKind.NORMAL, "")


def test_the_suggestion_goes_with_the_first_battle_that_another_window_leaves(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app((1280, 800), Settings())
    button = hand.button(text("title.tutorial"))
    assert (button.kind, button.subtitle) == (
        ButtonKind.PRIMARY,
        text("title.tutorial.suggested"),
    )
    session, kept = begin(folders)
    play_some(session, 3)
    kept.close(30)
    hand.app.frame(LOOK)
    assert isinstance(hand.screen, TitleScreen)
    button = hand.button(text("title.tutorial"))
    assert (button.kind, button.subtitle) == (ButtonKind.NORMAL, "")


# ---------------------------------------------------------------- the list


def test_broken_files_come_last_and_are_not_chosen_first(
    open_app: OpenApp, folders: Folders
) -> None:
    for name in ("early", "late"):
        save_battle(folders.saves / f"{name}.jsonl", 3)
    os.utime(folders.saves / "early.jsonl", (60, 60))
    os.utime(folders.saves / "late.jsonl", (120, 120))
    write_broken(folders.saves / "broken.jsonl", 3)
    hand = open_list(open_app)
    assert [Path(row.code).stem for row in hand.chooser.rows] == ["late", "early", "broken"]
    assert Path(hand.chooser.code).stem == "late"
    hand.click(hand.toggle.rect.center)
    assert [Path(row.code).stem for row in hand.chooser.rows] == ["late", "early", "broken"]


def test_a_choice_stays_where_a_file_turns_out_broken(open_app: OpenApp, folders: Folders) -> None:
    save_battle(folders.saves / "mine.jsonl", 3)
    write_broken(folders.saves / "broken.jsonl", 3)
    hand = open_app()
    hand.press(text("title.load"))
    hand.row([Path(row.code).stem for row in hand.chooser.rows].index("broken"))
    hand.until(lambda: not hand.screen._tasks)
    assert Path(hand.chooser.code).stem == "broken"


def test_a_battle_that_another_window_plays_is_not_offered_to_resume(
    open_app: OpenApp, folders: Folders
) -> None:
    path = folders.autosaves / "auto.jsonl"
    save_battle(path, 3)
    save_battle(folders.saves / "mine.jsonl", 3)
    other = AppendFile.open(path, 10**6)
    hand = open_list(open_app)
    hand.row([Path(row.code) for row in hand.chooser.rows].index(path))
    assert not hand.button(text("load.open")).enabled
    assert text("load.in-use.text") in " ".join(hand.screen._preview.facts)
    hand.key(pygame.K_RETURN)
    hand.frame(2)
    assert isinstance(hand.screen, LoadScreen)
    assert hand.app.message is not None
    assert hand.app.message.lines == (text("load.in-use.text"),)
    hand.press(text("app.close"))
    other.close()
    hand.app.frame(LOOK)
    assert hand.button(text("load.open")).enabled


def test_a_file_that_is_read_before_the_first_layout_is_taken_note_of(
    open_app: OpenApp, folders: Folders
) -> None:
    for name in ("one", "two"):
        write_broken(folders.saves / f"{name}.jsonl")
    save_battle(folders.saves / "mine.jsonl", 3)
    hand = open_app()
    screen = LoadScreen(hand.app)
    tasks = list(screen.battles.tasks.values())
    hand.until(lambda: all(task._result is not None for task in tasks))
    assert screen.is_readable
    screen.update(LOOK)
    assert {path.stem for path in screen.battles.summaries} == {"one", "two", "mine"}
    (folders.saves / "two.jsonl").unlink()
    screen.update(LOOK)
    assert {path.stem for path in screen.battles.summaries} == {"one", "mine"}
    screen.close()
