"""The report of a battle, by mouse and keyboard; its figures are the engine's."""

from __future__ import annotations

import csv

import pygame
import pytest

from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.replay import ReplayScreen
from client.screens.report import ReportScreen
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.text.format import percent
from client.text.report_text import figure_rows
from client.tuning import load_tuning
from engine.analysis.battle_report.report import make_report
from engine.battle import Game
from engine.battle.actions import Activate, Move, from_text
from engine.battle.save import read_save
from engine.battle.timeline import read_timeline
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_load import save_battle
from tests.engine.battle_report.recorded import finish


@pytest.fixture
def saved(folders: Folders) -> Game:
    return save_battle(folders.saves / "mine.jsonl", 100)


@pytest.fixture
def finished(folders: Folders) -> Game:
    game = save_battle(folders.saves / "mine.jsonl", 0)
    while game.result is None:
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    game.save(folders.saves / "mine.jsonl")
    return game


def open_report(open_app: OpenApp, size: tuple[int, int] = (1280, 800)) -> Hand:
    hand = open_app(size, Settings(pace=Pace.INSTANT, scale=100))
    hand.press(text("title.load"))
    hand.until(lambda: isinstance(hand.screen, LoadScreen) and not hand.screen._tasks)
    hand.press(text("load.replay"))
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.key(pygame.K_r)
    hand.until(lambda: isinstance(hand.screen, ReportScreen))
    hand.until(lambda: hand.screen.costs is not None)
    hand.frame()
    return hand


def texts(hand: Hand) -> list[str]:
    return [label.words for label in hand.screen.form.describe().labels]


def test_the_figures_on_the_screen_are_those_of_the_engine(
    open_app: OpenApp, folders: Folders, finished: Game
) -> None:
    hand = open_report(open_app)
    save = read_save(folders.saves / "mine.jsonl")
    timeline = finish(read_timeline(save, Game.from_header(save.header)))
    report = make_report(timeline, load_tuning().report.seed)
    assert hand.screen.report == report
    shown = texts(hand)
    for row in figure_rows(report):
        place = shown.index(row.label)
        assert shown[place + 1 : place + 3] == [row.one, row.two]
    assert report.points[-1] == finished.result.victory_points if finished.result else False


def test_the_end_and_its_reason_are_told(open_app: OpenApp, finished: Game) -> None:
    hand = open_report(open_app)
    result = finished.result
    assert result is not None
    won = result.winner is not None and result.winner.name == "ONE"
    assert text("battle.end.victory" if won else "battle.end.defeat") in texts(hand)


@pytest.mark.usefixtures("saved")
def test_a_costly_decision_leads_to_its_place_in_the_replay(open_app: OpenApp) -> None:
    hand = open_report(open_app)
    costs = hand.screen.shown_costs
    assert costs
    assert all(one.side.name == "ONE" for one in costs), "only the person's"
    assert [one.cost for one in costs] == sorted((one.cost for one in costs), reverse=True)
    buttons = [one for one in hand.controls if getattr(one, "subtitle", "")]
    assert len(buttons) == len(costs)
    hand.click(buttons[-1].rect.center)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    assert hand.screen.player.place == costs[-1].step
    hand.key(pygame.K_r)
    hand.frame()
    assert isinstance(hand.screen, ReportScreen)


@pytest.mark.usefixtures("saved")
def test_a_costly_decision_is_shown_with_what_would_have_been_better(open_app: OpenApp) -> None:
    hand = open_report(open_app)
    worst = hand.screen.shown_costs[0]
    buttons = [one for one in hand.controls if getattr(one, "subtitle", "")]
    hand.click(buttons[0].rect.center)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame(2)
    judged = hand.screen.judged
    assert judged is not None
    state = hand.screen.player.replay.state(worst.step)
    best = from_text(worst.best)
    hints = hand.screen._drawing.picture().hints
    assert hints == judged.pictures
    assert hints
    assert hints[-1].taken is not worst.taken.startswith("END_PHASE")
    if isinstance(best, Move):
        assert hints[0].way[-1] == best.to
    if isinstance(best, Activate):
        assert hints[0].way[0] == state.offset(state.units[best.unit])
    words = " ".join(fact.words for fact in judged.facts)
    for value in (worst.taken_value, worst.best_value):
        assert percent((1 + value) / 2) in words
    assert all(fact.words in hand.screen.words().overview() for fact in judged.facts)
    hand.key(pygame.K_PERIOD)
    hand.frame(2)
    assert hand.screen.judged is None
    assert hand.screen._drawing.picture().hints == ()


def test_while_decisions_are_judged_it_says_how_far_and_nothing_is_exported(
    open_app: OpenApp, folders: Folders, saved: Game, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert saved.state
    hand = open_app((1280, 800), Settings(pace=Pace.INSTANT, scale=100))
    screen = ReportScreen(hand.app, read_save(folders.saves / "mine.jsonl"))
    monkeypatch.setattr(screen._judging, "take", lambda: None)
    hand.app.go(Push(screen))
    hand.until(lambda: screen.report is not None)
    hand.until(lambda: screen._judging.share > 0)
    hand.frame()
    painted = " ".join(label.words for label in hand.form.describe().painted)
    assert screen.animating, "the worker goes on with every frame"
    assert text("report.costs.reading", share=percent(screen._judging.share)) in painted
    assert not hand.button(text("report.export")).enabled
    hand.key(pygame.K_e)
    screen.export()
    assert not list(folders.root.glob("reports/*"))
    monkeypatch.undo()
    hand.until(lambda: screen.costs is not None)
    assert hand.button(text("report.export")).enabled


@pytest.mark.usefixtures("saved")
def test_the_export_is_written_and_named(open_app: OpenApp, folders: Folders) -> None:
    hand = open_report(open_app)
    hand.key(pygame.K_e)
    hand.frame(2)
    (table,) = folders.reports.glob("*.csv")
    (picture,) = folders.reports.glob("*.png")
    message = hand.app.stack.top
    assert list(message.lines) == [str(table), str(picture)]
    assert pygame.image.load(picture).get_size() == (1280, 800)
    rows = list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))
    report = hand.screen.report if isinstance(hand.screen, ReportScreen) else None
    dealt = [int(row["value"]) for row in rows if row["figure"] == "damage dealt"]
    if report is not None:
        assert dealt == list(report.dealt)
    assert sum(row["figure"] == "decision cost" for row in rows) > 10


@pytest.mark.usefixtures("saved")
def test_an_export_that_fails_is_told(open_app: OpenApp, folders: Folders) -> None:
    hand = open_report(open_app)
    (folders.root / "reports").write_text("in the way")
    hand.key(pygame.K_e)
    hand.frame(2)
    assert hand.app.stack.top.title == text("report.not-exported")


def test_the_result_box_leads_to_the_report(open_app: OpenApp, folders: Folders) -> None:
    game = save_battle(folders.saves / "mine.jsonl", 0)
    while game.result is None:
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    game.save(folders.saves / "mine.jsonl")
    hand = open_app(settings=Settings(pace=Pace.INSTANT, scale=100))
    hand.app.battles.resume(folders.saves / "mine.jsonl")
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.frame(3)
    hand.press(text("battle.end.report"))
    hand.until(lambda: isinstance(hand.screen, ReportScreen) and hand.screen.report is not None)
    hand.press(text("report.replay"))
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.back()
    hand.frame()
    hand.back()
    hand.frame(2)
    assert isinstance(hand.screen, BattleScreen)
