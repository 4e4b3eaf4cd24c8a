"""Replays from the title on: the list, watching, a branch that is played to its end; keys."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle.input.keys import KeyCommand, Press, keys_of
from client.battle.input.replay_keys import ReplayCommand, replay_keys_of
from client.folders import Folders
from client.overlays.message import MessageOverlay
from client.overlays.result import ResultOverlay
from client.screens.battle_screen import BattleScreen
from client.screens.help import HelpScreen, replay_keys
from client.screens.replay import ReplayScreen
from client.screens.replays import ReplaysScreen
from client.screens.report import ReportScreen
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.settings import HandOver, Pace, Settings, read_settings
from client.text.catalogue import text
from engine.battle import Game, load_scenario
from engine.battle.save import is_branched, read_save
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_controls import remap
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot

QUICK = Settings(scale=100, pace=Pace.INSTANT, hand_over=HandOver.OFF)


def record(path: Path, seed: int = 3, most: int = 100_000) -> Game:
    """Play a battle of two bots, which a person is said to have played."""
    game = Game.start(load_scenario("first_landing"), seed, ("person", "bot:greedy"))
    bot = GreedyBot()
    for _ in range(most):
        if game.result is not None:
            break
        game.apply(bot.choose(game.state, game.legal_actions()))
    game.save(path)
    return game


@pytest.fixture
def recorded(folders: Folders) -> Game:
    record(folders.autosaves / "going-on.jsonl", 4, 10)
    record(folders.saves / "mine.jsonl", 5, 12)
    return record(folders.finished / "over.jsonl")


def go(hand: Hand, entry: str, *, by_keys: bool) -> None:
    """Press an entry of the title."""
    if by_keys:
        while hand.form.focused is not hand.button(text(entry)):
            hand.key(pygame.K_DOWN)
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text(entry))
    hand.frame()


def open_list(hand: Hand, *, by_keys: bool = True) -> None:
    go(hand, "title.replays", by_keys=by_keys)
    assert isinstance(hand.screen, ReplaysScreen)
    hand.until(lambda: not hand.screen._tasks)
    hand.frame()


def watch(hand: Hand, *, by_keys: bool = True) -> None:
    if by_keys:
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text("replays.watch"))
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame()


both = pytest.mark.parametrize("device", ["mouse", "keyboard"])


@both
def test_the_title_leads_to_what_can_be_watched_and_to_the_report(
    open_app: OpenApp, recorded: Game, device: str
) -> None:
    by_keys = device == "keyboard"
    hand = open_app(settings=QUICK)
    open_list(hand, by_keys=by_keys)
    assert [Path(row.code).stem for row in hand.chooser.rows] == ["over", "mine"]
    watch(hand, by_keys=by_keys)
    player = hand.screen.player
    hand.key(pygame.K_END)
    assert player.replay.state(player.place).checksum() == recorded.checksum()
    hand.back()
    hand.frame(2)
    assert isinstance(hand.screen, ReplaysScreen)
    if by_keys:
        hand.key(pygame.K_r)
    else:
        hand.press(text("replays.report"))
    hand.until(lambda: isinstance(hand.screen, ReportScreen) and hand.screen.report is not None)
    assert hand.screen.report.result == recorded.result
    for _ in range(2):
        hand.back()
        hand.frame(2)
    assert isinstance(hand.screen, TitleScreen)


def test_where_nothing_is_recorded_it_is_said(open_app: OpenApp) -> None:
    hand = open_app()
    open_list(hand)
    shown = " ".join(label.words for label in hand.form.describe().labels)
    assert text("replays.none") in shown
    assert hand.labels() == [text("app.back")]


def test_a_broken_recording_is_told_and_neither_watched_nor_reported(
    open_app: OpenApp, folders: Folders
) -> None:
    (folders.finished / "over.jsonl").write_text("nothing\n")
    hand = open_app()
    open_list(hand)
    assert hand.screen.reason
    for key in (pygame.K_RETURN, pygame.K_r):
        hand.key(key)
        hand.frame(3)
        assert isinstance(hand.screen, ReplaysScreen)


@both
@pytest.mark.usefixtures("recorded")
def test_a_branch_is_played_to_its_end_and_can_be_watched_itself(
    open_app: OpenApp, folders: Folders, device: str
) -> None:
    by_keys = device == "keyboard"
    hand = open_app(settings=QUICK)
    open_list(hand, by_keys=by_keys)
    watch(hand, by_keys=by_keys)
    player = hand.screen.player
    place = 3 * player.replay.end // 4
    if by_keys:
        while player.place < place:
            hand.key(pygame.K_t)
        hand.key(pygame.K_b)
    else:
        hand.click(hand.screen.track_pixel(place))
        hand.click(hand.screen.action_rect(ReplayCommand.BRANCH).center)
    hand.frame(2)
    assert isinstance(hand.app.stack.top, MessageOverlay)
    if by_keys:
        while hand.form.focused is not hand.button(text("replay.branch.same")):
            hand.key(pygame.K_TAB)
        hand.key(pygame.K_RETURN)
    else:
        hand.press(text("replay.branch.same"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    pilot = Pilot(hand.screen, hand.app.stack, hand.app.frame)
    pilot.frame()
    (without_mouse(pilot) if by_keys else pilot).play()
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    game = hand.screen.session.game
    assert game.result is not None
    hand.key(pygame.K_LEFT)  # from the board to the title
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    while not isinstance(hand.screen, TitleScreen):
        hand.back()
        hand.frame()
    (path,) = [one for one in folders.finished.glob("*.jsonl") if one.stem != "over"]
    save = read_save(path)
    assert is_branched(save)
    assert Game.from_save(save).checksum() == game.checksum()
    assert not folders.own_record.exists(), "a branch does not count"
    open_list(hand, by_keys=by_keys)
    assert len(hand.chooser.rows) == 3


# Keys


@pytest.mark.usefixtures("recorded")
def test_a_key_of_the_replay_is_remapped_and_used(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app(settings=QUICK)
    hand.press(text("title.settings"))
    hand.frame()
    hand.pick("keys")
    hand.frame()
    assert isinstance(hand.screen, SettingsScreen)
    hand.pick("replay")
    hand.key(pygame.K_DOWN)  # from the choice of a table to the list
    remap(hand, "step", pygame.K_e)  # the battle's key for the end of a phase: no conflict
    assert not isinstance(hand.app.stack.top, MessageOverlay)
    settings = read_settings(folders.settings).settings
    assert settings.replay_keys["step"][0] == "e"
    assert settings.keys == {}
    assert keys_of(Press(KeyCommand.END_PHASE)) == ("e",)
    while not isinstance(hand.screen, TitleScreen):
        hand.back()
        hand.frame()
    open_list(hand)
    watch(hand)
    hand.key(pygame.K_e)
    assert hand.screen.player.place == 1
    hand.key(pygame.K_PERIOD)
    assert hand.screen.player.place == 1, "the old key means nothing any more"
    hand.key(pygame.K_F1)
    hand.frame(2)
    assert isinstance(hand.screen, HelpScreen)
    assert "E" in dict(replay_keys())[text(ReplayCommand.STEP.value)]


def test_a_conflict_is_one_of_the_same_table(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    hand.press(text("title.settings"))
    hand.frame()
    hand.pick("keys")
    hand.frame()
    hand.pick("replay")
    hand.key(pygame.K_DOWN)  # from the choice of a table to the list
    remap(hand, "turn", pygame.K_p)
    message = hand.app.stack.top
    assert isinstance(message, MessageOverlay)
    assert text(ReplayCommand.PHASE.value) in message.lines[0]
    hand.press(text("controls.swap"))
    hand.frame()
    assert replay_keys_of(ReplayCommand.TURN) == ("p",)
    assert replay_keys_of(ReplayCommand.PHASE) == ("t",)


@pytest.mark.usefixtures("recorded")
def test_the_view_is_moved_by_keys_of_the_replay(open_app: OpenApp) -> None:
    hand = open_app(settings=QUICK)
    open_list(hand)
    watch(hand)
    camera = hand.screen.control.camera
    hand.key(pygame.K_PLUS)
    assert hand.screen.control.camera.radius > camera.radius
    hand.key(pygame.K_0)
    assert hand.screen.control.camera.shows_all
