"""A walk through all screens and boxes: how each of them is brought to the front."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final, cast

import pygame

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.overlays.hand_over import HandOverOverlay
from client.overlays.key_capture import KeyCaptureOverlay
from client.overlays.menu import MenuOverlay
from client.overlays.message import MessageOverlay
from client.overlays.name_entry import NameOverlay
from client.overlays.question import QuestionOverlay
from client.overlays.result import ResultOverlay
from client.overlays.take_back import LessonOverlay
from client.puzzles.puzzle_feature import Puzzles
from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.puzzles.puzzle_screen import PuzzleMenu, PuzzleScreen
from client.puzzles.waiting import WaitingScreen
from client.screen import Push, Reply
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.battle_screen import BattleScreen
from client.screens.help import HelpScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.preparing import PreparingScreen
from client.screens.replay import ReplayScreen, open_replay
from client.screens.replays import ReplaysScreen
from client.screens.report import ReportScreen
from client.screens.scenario_filter_screen import ScenarioFilterScreen
from client.screens.seating import SeatScreen
from client.screens.settings import SettingsScreen
from client.screens.strength import StrengthScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.tutorial.lesson import lesson_of
from client.tutorial.lesson_screen import LessonMenu, LessonScreen
from client.tutorial.tutorial import Tutorial
from client.tutorial.tutorial_menu import TutorialMenuScreen
from engine.battle.save import read_save
from engine.players.puzzles import Verdict
from tests.client.app.hand import Hand
from tests.client.app.lesson_hand import pupil_at
from tests.client.app.menu_screens import SCREENS
from tests.client.app.test_load import save_battle
from tests.client.app.test_puzzles import answer_with, give, puzzle_screen
from tests.client.battle.desk import AGAINST_BOT, PEOPLE
from tests.client.speech.fights import costly, fight, play_until, rested

Steps = Iterator[None]
Opener = Callable[[Hand], Steps]


def pushing(*codes: str) -> Opener:
    """Open menus by their codes in the table of all menus, one after the other."""

    def steps(hand: Hand) -> Steps:
        for code in codes:
            make = SCREENS[code]
            assert make is not None
            hand.app.go(Push(make(hand.app)))
            hand.frame(3)
            yield

    return steps


def title(_: Hand) -> Steps:
    yield


# ---------------------------------------------------------------- battles


def battle(hand: Hand) -> Steps:
    """Look at a battle, with each aid and panel opened by its key."""
    screen = fight(hand, AGAINST_BOT)
    yield
    hand.key(pygame.K_TAB)
    hand.key(pygame.K_UP)
    yield
    hand.key(pygame.K_d)
    hand.until(lambda: not screen.threats.is_waiting)
    yield
    hand.key(pygame.K_h)
    hand.until(lambda: screen.advice.advice is not None)
    yield
    hand.key(pygame.K_h)
    for _ in range(4):
        hand.key(pygame.K_i)
        yield
    hand.key(pygame.K_ESCAPE)
    play_until(hand, lambda one: one.session.state.round == 2 and one.presenter.deciding)
    yield  # with the recap
    for _ in range(2):
        hand.key(pygame.K_x)
        hand.until(lambda: screen.advice.advice is not None)
        yield
    play_until(hand, lambda one: bool(one.presenter.deciding and one.presenter.ranking))
    yield
    hand.key(pygame.K_t)
    yield


def lesson(hand: Hand) -> Steps:
    """Look at the steps of two lessons, done one by one."""
    for code in ("move", "sight"):
        cast("Tutorial", hand.app.tutorial).start(lesson_of(code))
        pupil = pupil_at(hand, by_keys=True)
        while not pupil.asked.is_last:
            pupil.wait_until_still()
            yield
            pupil.take_step()
        yield


def puzzle(hand: Hand) -> Steps:
    """Look at a question, and at its answer."""
    cast("Puzzles", hand.app.puzzles).start_run(["keeps_cover"])
    screen = puzzle_screen(hand)
    yield
    give(hand, answer_with(screen.asked.puzzle, Verdict.WRONG))
    hand.frame(3)
    yield


def replay(hand: Hand) -> Steps:
    """Look at a replay's beginning, a step, an explanation and its end."""
    path = hand.app.folders.saves / "recorded.jsonl"
    save_battle(path, 60)
    open_replay(hand.app, lambda: read_save(path), None)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    for key in (pygame.K_PERIOD, pygame.K_i, pygame.K_ESCAPE, pygame.K_END):
        yield
        hand.key(key)
    yield


# ---------------------------------------------------------------- boxes


def message(hand: Hand) -> Steps:
    replies = [Reply("Do it", lambda: None), Reply("Leave it", lambda: None)]
    hand.app.tell("A title", ["One line.", "Another line."], replies)
    hand.frame(2)
    yield


def menu(hand: Hand) -> Steps:
    fight(hand, AGAINST_BOT)
    hand.key(pygame.K_F10)
    hand.frame(2)
    yield


def lesson_menu(hand: Hand) -> Steps:
    cast("Tutorial", hand.app.tutorial).start(lesson_of("move"))
    pupil_at(hand).wait_until_still()
    hand.key(pygame.K_F10)
    hand.frame(2)
    yield


def puzzle_menu(hand: Hand) -> Steps:
    cast("Puzzles", hand.app.puzzles).start_run()
    puzzle_screen(hand)
    hand.key(pygame.K_F10)
    hand.frame(2)
    yield


def question(hand: Hand) -> Steps:
    fight(hand, AGAINST_BOT)
    hand.key(pygame.K_e)
    hand.frame(2)
    yield


def name_entry(hand: Hand) -> Steps:
    fight(hand, AGAINST_BOT)
    hand.key(pygame.K_F10)
    hand.frame(2)
    hand.press(text("battle.menu.save"))
    hand.frame(2)
    yield


def hand_over(hand: Hand) -> Steps:
    fight(hand, PEOPLE)
    play_until(hand, lambda one: one.presenter.handing_to is not None)
    yield


def result(hand: Hand) -> Steps:
    fight(hand, AGAINST_BOT)
    play_until(hand, lambda one: one.presenter.over)
    yield


def take_back(hand: Hand) -> Steps:
    screen = fight(hand, AGAINST_BOT)
    hand.key(pygame.K_TAB)
    rested(hand)
    overlay = LessonOverlay(hand.app, costly(screen), screen.board)
    hand.app.go(Push(overlay))
    hand.frame(2)
    yield


def key_capture(hand: Hand) -> Steps:
    hand.app.go(Push(KeyCaptureOverlay(hand.app, "Look around")))
    hand.frame(2)
    yield


# ---------------------------------------------------------------- what passes by itself


def preparing(hand: Hand) -> Steps:
    never: Any = PreparingScreen(
        hand.app, ("A battle", "no battle"), lambda: None, lambda _: None, lambda _: None
    )
    hand.app.go(Push(never))
    hand.frame()
    yield


class _Never:
    """An order that is never there."""

    def take(self) -> None:
        return None

    def drop(self) -> None:
        pass


def waiting(hand: Hand) -> Steps:
    order: Any = _Never()
    hand.app.go(Push(WaitingScreen(hand.app, order, lambda *_: None)))
    hand.frame()
    yield


WALKS: Final[dict[type, Opener]] = {
    ArmyChoiceScreen: pushing("army"),
    ArmyMenuScreen: pushing("armies"),
    BattleScreen: battle,
    BuilderScreen: pushing("builder"),
    HandOverOverlay: hand_over,
    HelpScreen: pushing("help", "glossary"),
    KeyCaptureOverlay: key_capture,
    LessonMenu: lesson_menu,
    LessonOverlay: take_back,
    LessonScreen: lesson,
    LoadScreen: pushing("load"),
    MenuOverlay: menu,
    MessageOverlay: message,
    NameOverlay: name_entry,
    NewBattleScreen: pushing("new"),
    PreparingScreen: preparing,
    PuzzleMenu: puzzle_menu,
    PuzzleMenuScreen: pushing("puzzles"),
    PuzzleScreen: puzzle,
    QuestionOverlay: question,
    ReplayScreen: replay,
    ReplaysScreen: pushing("replays"),
    ReportScreen: pushing("report"),
    ResultOverlay: result,
    ScenarioFilterScreen: pushing("filter"),
    SeatScreen: pushing("seats"),
    SettingsScreen: pushing("display", "gameplay", "camera", "sound", "keys"),
    StrengthScreen: pushing("strength"),
    TitleScreen: title,
    TutorialMenuScreen: pushing("tutorial"),
    WaitingScreen: waiting,
}
"""How each screen and box comes to the front: each step is to be looked at and listened to."""
