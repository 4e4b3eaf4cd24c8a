"""The battle that saves itself: lines on the disk, killed processes, files that come and go."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import weakref
from pathlib import Path

import pygame
import pytest

from client.battle import autosave
from client.battle.autosave import Autosave, newest_first, open_autosave, retire
from client.battle.session import Session
from client.battle.summary import summarise
from client.folders import Folders
from client.screens.battle import BattleScreen
from client.screens.title import TitleScreen
from client.texts import text
from client.tuning import load_tuning
from engine.battle import Game, load_scenario
from engine.battle.replay import read_save
from engine.errors import SaveError
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.killed import Nobody

ROOT = Path(__file__).parents[3]
PEOPLE = ("person", "person")


def play_some(session: Session, most: int) -> None:
    for _ in range(most):
        if session.game.result is not None:
            return
        action = GreedyBot().choose(session.state, session.game.legal_actions())
        session.submit(session.ply, action)


def test_a_killed_process_loses_nothing(folders: Folders) -> None:
    command = [sys.executable, str(ROOT / "tests/client/app/killed.py"), str(folders.root)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        ply, checksum = process.stdout.readline().split()
        process.kill()
    files = newest_first(folders.autosaves)
    assert len(files) == 1
    save = read_save(files[0])
    assert save.torn is None
    game = Game.of_save(save)
    assert (str(game.records), game.checksum()) == (ply, checksum)


def test_a_torn_last_line_costs_one_action_and_is_told(folders: Folders, open_app: OpenApp) -> None:
    path = folders.autosaves / f"torn{autosave.SUFFIX}"
    game = Game.start(load_scenario("first_landing"), 3, PEOPLE)
    session = Session(game, Nobody())
    play_some(session, 9)
    path.write_text("\n".join(game.lines)[:-7])
    hand = open_app()
    hand.key(pygame.K_RETURN)
    hand.frame()
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.save.torn")
    hand.press(text("app.close"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.ply == 8


def test_every_line_is_on_the_disk_before_the_file_is_closed(folders: Folders) -> None:
    kept = open_autosave(folders, "first_landing")
    session = Session(Game.start(load_scenario("first_landing"), 3, PEOPLE), Nobody(), kept)
    play_some(session, 30)
    kept.close()
    assert kept.path.read_text().splitlines() == list(session.game.lines)


def test_two_battles_of_one_second_get_two_files(folders: Folders) -> None:
    both = [open_autosave(folders, "first_landing") for _ in range(2)]
    for kept in both:
        kept.append(["{}"])
        kept.close()
    assert both[0].path != both[1].path


def test_a_disk_that_refuses_is_noticed_and_told(folders: Folders, open_app: OpenApp) -> None:
    hand = start_battle(open_app)
    broken = Autosave(folders.root / "nowhere" / "x.jsonl")
    broken.append(["{}"])
    broken.close()
    assert isinstance(broken.problem, OSError)
    hand.app.battles._autosave = broken
    hand.frame(2)
    assert hand.app.box is not None
    assert hand.app.box.title == text("app.autosave.failed")
    hand.press(text("app.close"))
    hand.frame(3)
    assert hand.app.box is None, "it is told once"


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


def test_a_battle_left_is_continued_in_a_file_of_its_own(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = start_battle(open_app)
    session = hand.screen.session
    action = session.game.legal_actions()[0]
    session.submit(session.ply, action)
    first = newest_first(folders.autosaves)
    leave(hand)
    assert hand.labels()[0] == text("title.continue")
    hand.until(lambda: hand.screen._summary is not None)
    assert "First Landing" in hand.button(text("title.continue")).subtitle
    hand.press(text("title.continue"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.checksum() == session.game.checksum()
    hand.until(lambda: newest_first(folders.autosaves) != first)
    hand.until(lambda: len(newest_first(folders.autosaves)) == 1)
    leave(hand)
    (second,) = newest_first(folders.autosaves)
    assert Game.load(second).checksum() == session.game.checksum()


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
