"""A player's own record: which battles count, that each counts once, and where it is shown."""

from __future__ import annotations

import pygame

from client.folders import Folders
from client.own_record.own_record_file import read_record
from client.standing import Standing
from client.text.catalogue import text
from engine.battle import Game, Side, load_scenario
from tests.client.app.battle_hand import QUICK, answer, at_battle, choose, settle
from tests.client.app.hand import Hand, OpenApp


def concede(hand: Hand) -> None:
    choose(hand, "battle.menu.concede", by_keys=True)
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    hand.frame(2)


def test_a_battle_counts_once_however_often_it_is_finished(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    hand.key(pygame.K_F5)
    hand.frame()
    concede(hand)
    assert hand.app.own_record.standing("recruit") == Standing(0, 0, 1)
    (saved,) = folders.saves.iterdir()
    hand.app.battles.resume(saved)
    hand.frame(3)
    settle(hand)
    concede(hand)
    assert len(read_record(folders.own_record)) == 1
    assert hand.app.own_record.standing("recruit") == Standing(0, 0, 1)
    assert hand.app.own_record.standing("soldier") == Standing()


def test_a_battle_that_was_left_and_one_between_others_do_not_count(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    hand.app.battles.start(load_scenario("first_landing"), 9, ("person", "person"))
    hand.frame(3)
    settle(hand)
    concede(hand)
    assert read_record(folders.own_record) == {}


def test_a_battle_that_was_over_when_it_was_opened_is_not_counted(
    open_app: OpenApp, folders: Folders
) -> None:
    game = Game.start(load_scenario("first_landing"), 2, ("person", "recruit"))
    game.concede(Side.TWO)
    game.save(folders.saves / "a friend's.jsonl")
    hand = open_app(settings=QUICK)
    hand.app.battles.resume(folders.saves / "a friend's.jsonl")
    settle(hand)
    assert read_record(folders.own_record) == {}


def test_the_record_is_shown_beside_the_strengths(open_app: OpenApp) -> None:
    hand = at_battle(open_app, ("person", "recruit"))
    concede(hand)
    answer(hand, "battle.end.new", by_keys=True)
    hand.until(lambda: hasattr(hand.screen, "armies"))
    hand.frame()
    hand.click(hand.screen.armies[1].seat.rect.center)
    hand.frame()
    notes = {one.name: getattr(one, "note", "") for one in hand.controls}
    assert notes["Recruit"] == text("seats.own", won=0, drawn=0, lost=1)
    assert notes["Soldier"] == ""
    shown = [label.words for label in hand.form.describe().labels]
    if text("strength.own") not in shown:
        hand.press(text("strength.button"))
        hand.frame()
        shown = [label.words for label in hand.form.describe().labels]
    assert text("strength.own-standing", won=0, drawn=0, lost=1) in shown
