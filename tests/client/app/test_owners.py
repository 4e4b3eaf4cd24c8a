"""Battles that lie in the user folder: who may go on with them, and by which name."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pygame
import pytest

from client import folders as folders_module
from client.battle.model.autosave import newest_first, open_autosave, remove_leftovers
from client.battle.model.session import Session
from client.folders import Folders
from client.screen import BackTo
from client.screens.battle_screen import BattleScreen
from client.screens.preparing import PreparingScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from engine.append_file import is_in_use
from engine.battle import Game, load_scenario
from engine.files import temporary_name
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.killed import Nobody
from tests.full_disk import fill_up_after

ROOT = Path(__file__).parents[3]
PEOPLE = ("person", "person")
HOLDER = """
import sys, time
from pathlib import Path
from engine.append_file import hold_lock
with hold_lock(Path(sys.argv[1]), 5):
    print("held", flush=True)
    time.sleep(60)
"""


def keep(folders: Folders, actions: int, seed: int = 3) -> Path:
    """Keep a battle among those to continue and give its file."""
    kept = open_autosave(folders, "lock_keepers")
    session = Session.start(load_scenario("lock_keepers"), seed, PEOPLE, Nobody(), kept)
    for _ in range(actions):
        if session.game.result is None:
            action = GreedyBot().choose(session.state, session.game.legal_actions())
            session.submit(session.records, action)
    kept.close(30)
    assert kept.path is not None
    return kept.path


def make_newest(path: Path) -> None:
    late = path.stat().st_mtime + 60
    os.utime(path, (late, late))


def wait_for_battle(hand: Hand) -> Session:
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    session = hand.screen.session
    assert isinstance(session, Session)
    return session


@contextmanager
def a_stopped_process_that_locks(folders: Folders) -> Iterator[None]:
    command = [sys.executable, "-c", HOLDER, str(folders.lock)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield
        other.kill()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait a tenth of a second for the lock of the user folder."""
    tuning = load_tuning()
    autosave = msgspec.structs.replace(tuning.autosave, lock_seconds=0.1)
    changed = msgspec.structs.replace(tuning, autosave=autosave)
    monkeypatch.setattr(folders_module, "load_tuning", lambda: changed)


@pytest.mark.usefixtures("impatient")
def test_a_window_that_is_stopped_while_it_locks_the_folder_stops_no_other(
    open_app: OpenApp, folders: Folders
) -> None:
    path = keep(folders, 4)
    left = temporary_name(folders.saves / "x")
    left.write_text("half")
    with a_stopped_process_that_locks(folders):
        remove_leftovers(folders)
        assert left.exists()
        hand = open_app()
        hand.key(pygame.K_RETURN)
        session = wait_for_battle(hand)
        hand.key(pygame.K_F5)
        assert hand.screen.presenter.said.bad
        session.submit(session.records, session.game.legal_actions()[0])
        assert Game.load(path).records == 5
        assert newest_first(folders.saves) == []
    hand.key(pygame.K_F5)
    assert Game.load(newest_first(folders.saves)[0]).records == 5
    remove_leftovers(folders)
    assert not left.exists()


def test_a_battle_is_continued_in_its_file_by_whatever_path_it_is_named(
    open_app: OpenApp, folders: Folders
) -> None:
    path = keep(folders, 4)
    link = folders.root.with_name("another way")
    link.symlink_to(folders.root, target_is_directory=True)
    hand = open_app()
    hand.app.battles.resume(link / "autosaves" / path.name)
    session = wait_for_battle(hand)
    session.submit(session.records, session.game.legal_actions()[0])
    assert newest_first(folders.autosaves) == [path]
    assert Game.load(path).records == 5
    link.unlink()


def test_a_battle_in_use_is_refused_by_whatever_path_it_is_named(
    open_app: OpenApp, folders: Folders
) -> None:
    kept = open_autosave(folders, "lock_keepers")
    Session.start(load_scenario("lock_keepers"), 3, PEOPLE, Nobody(), kept)
    assert kept.path is not None
    folder = folders.root.with_name("elsewhere")
    folders.root.joinpath("autosaves").rename(folder)
    folders.root.joinpath("autosaves").symlink_to(folder, target_is_directory=True)
    hand = open_app()
    assert hand.button(text("title.continue")).subtitle == text("title.in-use")
    hand.app.battles.resume(folder / kept.path.name)
    hand.until(lambda: hand.app.message is not None)
    assert "being played in another window" in hand.app.message.lines[0]
    kept.close(30)


def test_a_battle_whose_file_is_a_link_is_continued_in_what_it_links_to(
    open_app: OpenApp, folders: Folders
) -> None:
    target = folders.root / "on another disk.jsonl"
    path = keep(folders, 4)
    path.rename(target)
    path.symlink_to(target)
    hand = open_app()
    hand.key(pygame.K_RETURN)
    session = wait_for_battle(hand)
    session.submit(session.records, session.game.legal_actions()[0])
    assert path.is_symlink()
    assert newest_first(folders.autosaves) == [path]
    assert Game.load(target).records == 5


def test_continue_pressed_twice_opens_one_battle(open_app: OpenApp, folders: Folders) -> None:
    path = keep(folders, 4)
    hand = open_app()
    for _ in range(2):
        press = {"key": pygame.K_RETURN, "mod": 0, "unicode": "", "scancode": 0, "repeat": False}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, press))
    session = wait_for_battle(hand)
    assert hand.app.message is None
    assert session.records == 4
    hand.frame(5)
    assert hand.app.message is None
    assert newest_first(folders.autosaves) == [path]


def test_a_battle_that_is_not_waited_for_any_more_is_let_go_of(
    open_app: OpenApp, folders: Folders
) -> None:
    path = keep(folders, 4)
    hand = open_app()
    hand.app.battles.resume(path)
    hand.app.go(BackTo())
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)
    hand.until(lambda: not is_in_use(path))
    hand.screen.lay_out()
    assert hand.button(text("title.continue")).enabled


def test_a_battle_that_was_killed_at_its_end_hides_no_other(
    open_app: OpenApp, folders: Folders
) -> None:
    open_one, over = keep(folders, 4), keep(folders, 5000, seed=4)
    make_newest(over)
    hand = open_app()
    hand.until(lambda: hand.screen._summary is not None)
    assert newest_first(folders.autosaves) == [open_one]
    assert [file.name for file in newest_first(folders.finished)] == [over.name]
    hand.press(text("title.continue"))
    assert wait_for_battle(hand).records == 4


def test_continue_goes_past_battles_that_are_over_before_they_were_looked_at(
    open_app: OpenApp, folders: Folders
) -> None:
    open_one, over = keep(folders, 4), keep(folders, 5000, seed=4)
    make_newest(over)
    hand = open_app()
    hand.app.battles.resume_first([over, open_one])
    hand.frame()
    assert isinstance(hand.screen, PreparingScreen | BattleScreen)
    assert wait_for_battle(hand).records == 4
    assert [file.name for file in newest_first(folders.finished)] == [over.name]


def test_the_title_tells_how_a_battle_stands_that_was_gone_on_with(
    open_app: OpenApp, folders: Folders
) -> None:
    keep(folders, 1)
    hand = open_app()
    hand.until(lambda: hand.screen._summary is not None)
    before = hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    session = wait_for_battle(hand)
    while session.state.round == 1:
        session.submit(session.records, session.game.legal_actions()[-1])
    hand.app.go(BackTo())
    hand.frame()
    hand.until(lambda: hand.screen._summary is not None)
    assert hand.screen._summary.round == session.state.round
    assert hand.button(text("title.continue")).subtitle != before


def test_where_only_battles_that_are_over_are_left_nothing_is_offered(
    open_app: OpenApp, folders: Folders
) -> None:
    keep(folders, 5000)
    hand = open_app()
    hand.until(lambda: text("title.continue") not in hand.labels())
    assert newest_first(folders.autosaves) == []
    assert len(newest_first(folders.finished)) == 1


def test_continue_leaves_alone_a_battle_that_is_over_and_not_yet_written(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_one, over = keep(folders, 4), keep(folders, 20, seed=4)
    make_newest(over)
    hand = open_app()
    hand.app.battles.resume(over)
    session = wait_for_battle(hand)
    with monkeypatch.context() as full:
        fill_up_after(0, full)
        while session.game.result is None:
            session.submit(session.records, session.game.legal_actions()[0])
        hand.app.go(BackTo())
        hand.frame()
        hand.app.battles.resume_first([over, open_one])
        assert wait_for_battle(hand).records == 4
    hand.app.battles._looked = 0.0
    hand.frame()
    assert not hand.app.battles.unwritten
    assert Game.load(over).checksum() == session.game.checksum()
