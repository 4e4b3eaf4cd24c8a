"""Battles that were left: those that are over, and what a list says of any."""

from __future__ import annotations

import os
import time
import weakref

import pytest

from client.battle.model import autosave
from client.battle.model.autosave import newest_first, retire
from client.battle.model.session import Session
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text
from client.tuning import load_tuning
from client.worker.summary import summarise
from engine.battle import Game, load_scenario
from engine.errors import SaveError
from tests.client.app.hand import OpenApp
from tests.client.app.keeping import PEOPLE, leave, play_some, start_battle
from tests.client.app.killed import Nobody
from tests.client.worker.steps import finished


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


def test_a_battle_that_was_left_is_let_go_of(open_app: OpenApp) -> None:
    hand = start_battle(open_app)
    screen = weakref.ref(hand.screen)
    hand.app.battles.start(load_scenario("first_landing"), 1, PEOPLE)
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert screen() is None


def test_the_battle_that_was_just_left_has_the_keyboard(open_app: OpenApp) -> None:
    hand = start_battle(open_app)
    play_some(hand.screen.session, 3)
    leave(hand)
    assert hand.form.focused is hand.button(text("title.continue"))


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
        session.submit(session.records, session.game.legal_actions()[-1])
    leave(hand)
    (kept,) = newest_first(folders.finished)
    hand.app.battles.resume(kept)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.screen.session.undo()
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
    summary = finished(summarise(path))
    assert problem in str(summary.problem)
    assert str(path) in str(summary.problem)
    with pytest.raises(SaveError):
        Game.load(path)


def test_a_save_is_summed_up(folders: Folders) -> None:
    path = folders.saves / "one.jsonl"
    session = Session(Game.start(load_scenario("first_landing"), 3, PEOPLE), Nobody())
    play_some(session, 5000)
    session.save(path)
    summary = finished(summarise(path))
    assert summary.problem is None
    assert summary.scenario == "first_landing"
    assert summary.result == session.game.result
    assert abs(summary.written - time.time()) < 60
