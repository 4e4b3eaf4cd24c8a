"""The battle that saves itself: lines on the disk, killed processes, files that come and go."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from client.battle import autosave
from client.battle.autosave import newest_first, open_autosave, remove_leftovers, retire
from client.battle.session import Session
from client.battle.summary import summarise
from client.folders import Folders
from client.screens.battle import BattleScreen
from client.screens.title import TitleScreen
from client.texts import text
from client.tuning import load_tuning
from engine.battle import Game, load_scenario
from engine.errors import SaveError
from engine.files import temporary_name
from engine.players.greedy import GreedyBot
from engine.record_file import RecordFile
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.killed import Nobody
from tests.full_disk import fill_up_after

ROOT = Path(__file__).parents[3]
PEOPLE = ("person", "person")


def play_some(session: Session, most: int) -> None:
    for _ in range(most):
        if session.game.result is not None:
            return
        action = GreedyBot().choose(session.state, session.game.legal_actions())
        session.submit(session.ply, action)


@pytest.mark.parametrize("seconds", [0.0, 0.3])
@pytest.mark.parametrize("answered", [1, 7, 60])
def test_a_killed_process_loses_nothing_however_slowly_the_disk_syncs(
    folders: Folders, seconds: float, answered: int
) -> None:
    command = [sys.executable, str(ROOT / "tests/client/app/killed.py"), str(folders.root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [*command, str(seconds)], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        for _ in range(answered):
            ply, checksum = process.stdout.readline().split()
        process.kill()
        for line in process.stdout:  # what was answered before the kill came
            ply, checksum = line.split()
    files = newest_first(folders.autosaves)
    assert len(files) == 1
    game = Game.load(files[0])
    if game.records != int(ply):  # killed between writing an action and answering it
        assert game.records == int(ply) + 1
    else:
        assert game.checksum() == checksum


def test_a_torn_last_line_costs_one_action_and_is_told(folders: Folders, open_app: OpenApp) -> None:
    path = folders.autosaves / f"torn{autosave.SUFFIX}"
    game = Game.start(load_scenario("first_landing"), 3, PEOPLE)
    session = Session(game, Nobody())
    play_some(session, 9)
    path.write_text("\n".join(game.lines)[:-7])
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: hand.app.box is not None)
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.save.torn")
    hand.press(text("app.close"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    continued = hand.screen.session
    assert continued.ply == 8
    # What comes now stands behind the last whole line, and can be read with it.
    play_some(continued, 3)
    assert path.read_text().splitlines() == list(continued.game.lines)
    assert Game.load(path).checksum() == continued.game.checksum()


def begin(folders: Folders) -> tuple[Session, RecordFile]:
    """Start a battle of two people that is kept."""
    kept = open_autosave(folders, "first_landing")
    scenario = load_scenario("first_landing")
    return Session.start(scenario, 3, PEOPLE, Nobody(), kept), kept


def lines_in(kept: RecordFile) -> list[str]:
    assert kept.path is not None
    return kept.path.read_text().splitlines()


def test_every_action_is_in_the_file_before_the_next_one(folders: Folders) -> None:
    session, kept = begin(folders)
    for _ in range(30):
        assert lines_in(kept) == list(session.game.lines)
        play_some(session, 1)
    kept.close(30)


def test_the_file_is_synced_beside_the_battle(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, finished = threading.Event(), threading.Event()

    def sync(_: int) -> None:
        begun.set()
        assert finished.wait(30)

    monkeypatch.setattr(os, "fsync", sync)
    session, kept = begin(folders)
    assert begun.wait(30), "what was written is synced"
    play_some(session, 5)
    assert lines_in(kept) == list(session.game.lines)
    finished.set()
    kept.close(30)


def test_a_disk_that_can_not_sync_is_told(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    session, kept = begin(folders)
    monkeypatch.setattr(os, "fsync", fail)
    play_some(session, 1)
    wait_until(lambda: kept._syncer.problem is not None)
    kept.retry()
    assert kept.problem is not None
    assert kept.problem.errno == errno.EIO
    kept.close(30)


def wait_until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_two_battles_of_one_second_get_two_files(folders: Folders) -> None:
    (_, one), (_, other) = begin(folders), begin(folders)
    assert one.path != other.path
    one.close(30)
    other.close(30)


@pytest.mark.parametrize("room", [0, 1, 40, 200])
def test_a_full_disk_is_told_once_and_the_battle_goes_on_in_the_file_when_there_is_room(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        told = 0
        for _ in range(20):
            session.submit(session.ply, session.game.legal_actions()[0])
            hand.app.battles._looked = 0.0
            hand.frame()
            if hand.app.box is not None:
                assert hand.app.box.title == text("app.autosave.failed")
                hand.press(text("app.close"))
                told += 1
        assert told == 1
        (file,) = newest_first(folders.autosaves)
        assert Game.load(file).records < session.ply, "a short line is left out"
    hand.app.battles._looked = 0.0
    hand.frame()
    assert file.read_text().splitlines() == list(session.game.lines)


@pytest.mark.parametrize("room", range(0, 4000, 250))
def test_a_disk_that_is_full_at_any_byte_leaves_nothing_half_made(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    with monkeypatch.context() as full:
        fill_up_after(room, full)
        session, kept = begin(folders)
        play_some(session, 10)
        kept.close(30)
    files = list(folders.autosaves.glob("*"))
    for file in files:
        if file.is_file():
            assert Game.load(file).records <= session.ply


def remove(path: Path) -> None:
    path.unlink()


def overwrite(path: Path) -> None:
    path.write_text("mine now\n")


def move_the_folder_away(path: Path) -> None:
    path.parent.rename(path.parent.with_name("elsewhere"))


@pytest.mark.parametrize("change", [remove, overwrite, move_the_folder_away])
def test_a_file_that_somebody_else_changed_is_written_anew_under_another_name(
    open_app: OpenApp, folders: Folders, change: Callable[[Path], None]
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    session.submit(session.ply, session.game.legal_actions()[0])
    (first,) = newest_first(folders.autosaves)
    change(first)
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.autosave.moved")
    hand.press(text("app.close"))
    session.submit(session.ply, session.game.legal_actions()[0])
    second = newest_first(folders.autosaves)[0]
    assert Game.load(second).records == session.ply
    if change is overwrite:
        assert first.read_text() == "mine now\n", "it is somebody else's"


def test_a_battle_is_kept_again_when_the_user_folder_comes_back(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    away = folders.root.with_name("away")
    folders.root.rename(away)
    folders.root.write_bytes(b"in its place")
    session.submit(session.ply, session.game.legal_actions()[0])
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.autosave.failed")
    hand.press(text("app.close"))
    folders.root.unlink()
    away.rename(folders.root)
    hand.app.battles._looked = 0.0
    hand.frame()
    assert hand.app.box is None
    (file,) = newest_first(folders.autosaves)
    assert Game.load(file).records == session.ply


def test_only_so_many_finished_battles_are_kept(folders: Folders) -> None:
    limit = load_tuning().autosave.kept_finished
    for number in range(limit + 3):
        path = folders.autosaves / f"b{number:03}{autosave.SUFFIX}"
        path.write_text(str(number))
        os.utime(path, (number, number))
        retire(folders, path)
    left = newest_first(folders.finished)
    assert len(left) == limit
    assert left[0].stem == f"b{limit + 2:03}"
    assert newest_first(folders.autosaves) == []


def start_battle(open_app: OpenApp) -> Hand:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand


def test_a_battle_left_is_continued_in_its_file(open_app: OpenApp, folders: Folders) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    session.submit(session.ply, session.game.legal_actions()[0])
    files = newest_first(folders.autosaves)
    leave(hand)
    assert hand.labels()[0] == text("title.continue")
    hand.until(lambda: hand.screen._summary is not None)
    assert "First Landing" in hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    again = hand.screen.session
    assert again.game.checksum() == session.game.checksum()
    again.submit(again.ply, again.game.legal_actions()[0])
    assert newest_first(folders.autosaves) == files
    assert Game.load(files[0]).checksum() == again.game.checksum()


def test_a_record_without_the_end_of_its_line_is_kept_and_gone_on_from(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    play_some(session, 5)
    kept.close(30)
    assert kept.path is not None
    kept.path.write_bytes(kept.path.read_bytes().removesuffix(b"\n"))
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.app.box is None
    again = hand.screen.session
    assert again.ply == 5
    again.submit(again.ply, again.game.legal_actions()[0])
    assert Game.load(kept.path).checksum() == again.game.checksum()


def test_a_battle_that_another_window_plays_is_not_offered(
    open_app: OpenApp, folders: Folders
) -> None:
    session, kept = begin(folders)
    hand = open_app()
    button = hand.button(text("title.continue"))
    assert not button.enabled
    assert button.subtitle == text("title.in-use")
    before = lines_in(kept)
    assert kept.path is not None
    hand.app.battles.resume(kept.path)
    hand.until(lambda: hand.app.box is not None)
    assert "being played in another window" in hand.app.box.lines[0]
    hand.press(text("app.close"))
    assert lines_in(kept) == before
    play_some(session, 3)
    assert lines_in(kept) == list(session.game.lines)
    kept.close(30)


def test_an_older_battle_is_offered_while_another_window_plays_the_newest(
    open_app: OpenApp, folders: Folders
) -> None:
    older, kept_older = begin(folders)
    play_some(older, 4)
    kept_older.close(30)
    _, kept = begin(folders)
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.ply == older.ply
    kept.close(30)


@pytest.mark.parametrize("content", ["", "not a battle\n", '{"format": 99}\n'])
def test_an_unreadable_newest_file_does_not_hide_the_battle_before_it(
    open_app: OpenApp, folders: Folders, content: str
) -> None:
    session, kept = begin(folders)
    play_some(session, 4)
    kept.close(30)
    broken = folders.autosaves / "newest.jsonl"
    broken.write_text(content)
    os.utime(broken, (time.time() + 60, time.time() + 60))
    hand = open_app()
    hand.until(lambda: hand.screen._summary is not None)
    assert "First Landing" in hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.ply == session.ply
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.save.skipped")
    assert str(broken) in hand.app.box.lines[1]
    assert broken.read_text() == content


def test_what_a_killed_process_had_not_put_in_its_place_is_removed(folders: Folders) -> None:
    places = (folders.root, folders.saves, folders.autosaves, folders.logs)
    left = [temporary_name(folder / "x") for folder in places]
    for file in left:
        file.write_text("half")
    mine = [folders.saves / "mine.jsonl", folders.saves / "my best battle.jsonl.new"]
    for file in mine:
        file.write_text("whole")
    remove_leftovers(folders)
    assert not any(file.exists() for file in left)
    assert all(file.exists() for file in mine)


def leave(hand: Hand) -> None:
    from client.screen import ToTitle

    hand.app.go(ToTitle())
    hand.frame()
    assert isinstance(hand.screen, TitleScreen)


def test_a_battle_that_was_left_is_let_go_of(open_app: OpenApp) -> None:
    hand = start_battle(open_app)
    screen = weakref.ref(hand.screen)
    hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert screen() is None


def test_a_finished_battle_is_put_aside(open_app: OpenApp, folders: Folders) -> None:
    hand = start_battle(open_app)
    play_some(hand.screen.session, 5000)
    assert hand.screen.session.game.result is not None
    leave(hand)
    assert newest_first(folders.autosaves) == []
    (kept,) = newest_first(folders.finished)
    assert Game.load(kept).result is not None
    assert text("title.continue") not in hand.labels()


def test_a_finished_battle_that_is_looked_at_is_not_kept_again(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = start_battle(open_app)
    play_some(hand.screen.session, 5000)
    saved = hand.app.battles.save()
    leave(hand)
    (kept,) = newest_first(folders.finished)
    for path in (kept, saved, kept):
        hand.app.battles.resume(path)
        hand.until(lambda: isinstance(hand.screen, BattleScreen))
        leave(hand)
        assert newest_first(folders.autosaves) == []
        assert newest_first(folders.finished) == [kept]
        assert saved.exists()


def test_a_finished_battle_that_is_gone_on_with_is_kept_as_another(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    while session.game.result is None:
        session.submit(session.ply, session.game.legal_actions()[-1])
    leave(hand)
    (kept,) = newest_first(folders.finished)
    hand.app.battles.resume(kept)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.screen.session.take_back()
    leave(hand)
    assert newest_first(folders.finished) == [kept]
    (open_again,) = newest_first(folders.autosaves)
    assert Game.load(open_again).result is None


def test_a_battle_that_was_saved_stays_where_it_is(open_app: OpenApp, folders: Folders) -> None:
    hand = start_battle(open_app)
    saved = hand.app.battles.save()
    again = hand.app.battles.save()
    assert saved.parent == folders.saves
    assert saved != again
    leave(hand)
    hand.app.battles.resume(saved)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    leave(hand)
    assert saved.exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "header"),
        ("{}\n", "missing"),
        ("not json\n", "JSON"),
        (None, "line 2"),
    ],
)
def test_a_save_that_cannot_be_played_is_summed_up_by_its_problem(
    folders: Folders, content: str | None, problem: str
) -> None:
    path = folders.saves / "broken.jsonl"
    game = Game.start(load_scenario("first_landing"), 3, PEOPLE)
    path.write_text(
        f'{game.lines[0]}\n{{"action": "JUMP", "rolls": []}}\n' if content is None else content
    )
    summary = summarise(path)
    assert problem in summary.problem
    assert str(path) in summary.problem
    with pytest.raises(SaveError):
        Game.load(path)


def test_a_save_is_summed_up(folders: Folders) -> None:
    path = folders.saves / "one.jsonl"
    session = Session(Game.start(load_scenario("first_landing"), 3, PEOPLE), Nobody())
    play_some(session, 5000)
    session.save(path)
    summary = summarise(path)
    assert summary.problem == ""
    assert summary.scenario == "first_landing"
    assert summary.result == session.game.result
    assert abs(summary.written - time.time()) < 60
