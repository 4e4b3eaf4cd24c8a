"""A battle is restarted, conceded and fought again with swapped sides, by mouse and by keyboard."""

from __future__ import annotations

import pygame

from client.battle.model.battle_end import BattleEnd
from client.folders import Folders
from client.overlays.message import MessageOverlay
from client.overlays.result import ResultOverlay
from client.screens.battle_screen import BattleScreen
from client.screens.replay import ReplayScreen
from client.screens.report import ReportScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings
from client.standing import Standing
from client.text.catalogue import text
from engine.battle import Game, Side, load_scenario
from engine.battle.events import Reason
from engine.battle.save import read_save
from tests.client.app.battle_hand import (
    PLAYERS,
    QUICK,
    act,
    answer,
    at_battle,
    both,
    choose,
    settle,
)
from tests.client.app.hand import OpenApp

# Restart


@both
def test_a_restart_is_asked_for_and_has_the_same_dice(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    before = hand.screen
    choose(hand, "battle.menu.restart", by_keys=device == "keyboard")
    answer(hand, "app.cancel", by_keys=device == "keyboard")
    assert hand.screen is before
    choose(hand, "battle.menu.restart", by_keys=device == "keyboard")
    answer(hand, "restart.confirm", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    again = hand.screen.session.game
    assert again.records == 0
    assert again.header == before.session.game.header
    assert [type(one) for one in hand.app.stack.screens] == [TitleScreen, BattleScreen]
    act(hand, 1)
    hand.until(lambda: len(list(folders.autosaves.glob("*.jsonl"))) == 2)
    kept = [Game.from_save(read_save(path)) for path in folders.autosaves.glob("*.jsonl")]
    assert before.session.game.checksum() in {one.checksum() for one in kept}, "none is lost"


def test_who_awaits_the_end_of_a_battle_gets_that_of_the_restarted_one(open_app: OpenApp) -> None:
    ends: list[BattleEnd | None] = []
    hand = open_app(settings=QUICK)
    hand.app.battles.start(load_scenario("first_landing"), 7, PLAYERS, ends.append)
    settle(hand)
    before = hand.screen
    choose(hand, "battle.menu.restart", by_keys=True)
    answer(hand, "restart.confirm", by_keys=True)
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    assert ends == []
    choose(hand, "battle.menu.concede", by_keys=True)
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    hand.frame(2)
    assert text("battle.end.swap") not in hand.labels(), "what follows is not for us to say"
    answer(hand, "battle.end.title", by_keys=True)
    hand.until(lambda: bool(ends))
    (end,) = ends
    assert end is not None
    assert end.result is not None
    assert end.result.winner is Side.TWO


# Conceding


@both
def test_conceding_is_asked_for_and_is_a_defeat_everywhere(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    hand = at_battle(open_app)
    act(hand)
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "app.cancel", by_keys=device == "keyboard")
    game = hand.screen.session.game
    assert game.result is None
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "concede.confirm", by_keys=device == "keyboard")
    settle(hand)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    assert (game.result.winner, game.result.reason) == (Side.TWO, Reason.CONCESSION)
    answer(hand, "battle.end.report", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, ReportScreen) and hand.screen.report is not None)
    assert hand.screen.report.result == game.result
    hand.key(pygame.K_r)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame()
    hand.key(pygame.K_END)
    player = hand.screen.player
    assert player.replay.state(player.place).result == game.result
    assert player.place == len(player.replay.timeline.moments) + 1
    hand.key(pygame.K_COMMA)
    assert player.replay.state(player.place).result is None
    for _ in range(2):
        hand.back()
        hand.frame(2)
    hand.key(pygame.K_F10)
    hand.frame(2)
    assert text("battle.menu.concede") not in hand.labels(), "it is over"
    answer(hand, "battle.menu.leave", by_keys=device == "keyboard")
    answer(hand, "battle.box.leave-confirm", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, TitleScreen))
    (path,) = folders.finished.glob("*.jsonl")
    assert Game.from_save(read_save(path)).result == game.result
    assert hand.app.own_record.standing("bot:greedy") == Standing(0, 0, 1)


def test_two_people_concede_for_the_side_that_is_to_act(open_app: OpenApp) -> None:
    hand = at_battle(open_app, ("person", "person"))
    side = hand.screen.session.state.to_act
    choose(hand, "battle.menu.concede", by_keys=True)
    message = hand.app.stack.top
    assert isinstance(message, MessageOverlay)
    assert hand.screen.presenter.names.side(side) in message.lines[0]
    answer(hand, "concede.confirm", by_keys=True)
    settle(hand)
    assert hand.screen.session.game.result.winner is side.other


def test_nobody_concedes_a_battle_of_bots(open_app: OpenApp) -> None:
    hand = open_app(settings=Settings(scale=100, pace=Pace.NORMAL))
    hand.app.battles.start(load_scenario("first_landing"), 7, ("bot:greedy", "bot:greedy"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.key(pygame.K_F10)
    hand.frame(2)
    assert text("battle.menu.restart") in hand.labels()
    assert text("battle.menu.concede") not in hand.labels()


# Rematch


@both
def test_a_rematch_swaps_the_sides_and_has_other_dice(open_app: OpenApp, device: str) -> None:
    hand = at_battle(open_app)
    choose(hand, "battle.menu.concede", by_keys=device == "keyboard")
    answer(hand, "concede.confirm", by_keys=device == "keyboard")
    settle(hand)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    before = hand.screen
    answer(hand, "battle.end.swap", by_keys=device == "keyboard")
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    settle(hand)
    header = hand.screen.session.game.header
    assert header.players == ("bot:greedy", "person")
    assert header.scenario == before.session.game.header.scenario
    assert header.seed != 7
    assert [type(one) for one in hand.app.stack.screens] == [TitleScreen, BattleScreen]
