"""Puzzles, replays, reports and results in words: what is said is what is shown."""

from __future__ import annotations

import pygame
import pytest

from client.battle.speech.board_words import unit_words
from client.draw.ui.style import Style
from client.folders import Folders
from client.puzzles import answer_view
from client.screens.load import LoadScreen
from client.screens.replay import ReplayScreen
from client.screens.report import ReportScreen
from client.settings import Pace, Settings
from client.speech.form_words import control_words, reading_order
from client.text.catalogue import name, text
from client.text.report_text import figure_rows
from client.widgets.controls import Toggle
from client.widgets.form import Form
from client.widgets.list_box import ListBox, ListRow
from client.widgets.scrolling import ScrollArea
from client.widgets.segmented_control import Segment, SegmentedControl
from client.widgets.text_field import TextField
from engine.players.greedy import GreedyBot
from engine.players.puzzles import Verdict
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_load import save_battle
from tests.client.app.test_puzzles import answer_with, give, puzzle_screen
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.pilot import greedy
from tests.client.speech.listening import Listener

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
WINDOW = (1280, 800)


def listen_to(hand: Hand) -> Listener:
    ears = Listener()
    hand.app.narrator = ears.narrator
    return ears


def test_a_puzzle_says_its_question_and_then_the_odds_of_its_options(open_app: OpenApp) -> None:
    hand = open_app(WINDOW, SETTINGS)
    ears = listen_to(hand)
    hand.press(text("title.puzzles"))
    hand.press(text("puzzle.theme.sure_kill"))
    screen = puzzle_screen(hand)
    hand.frame(3)
    heard = ears.news()
    assert text("puzzle.question.sure_kill") in heard
    assert text("puzzle.heading", n=1, count=len(screen.run.questions)) in heard
    assert text("puzzle.ask.sure_kill") in heard
    give(hand, answer_with(screen.asked.puzzle, Verdict.RIGHT))
    hand.frame(3)
    heard = ears.news()
    assert text("puzzle.right") in heard
    outcome = screen.asked.outcome
    assert outcome is not None
    rows = answer_view.rows_of(screen.asked.puzzle, outcome, screen.presenter.names, screen.pointed)
    for row in rows:
        assert any(row.title in line and row.figures in line for line in heard)
    right = [line for line in heard if line.startswith("Right: ")]
    assert len(right) == len([row for row in rows if row.verdict is Verdict.RIGHT]) > 0


def open_replay(open_app: OpenApp) -> tuple[Hand, Listener]:
    hand = open_app(WINDOW, SETTINGS)
    ears = listen_to(hand)
    hand.press(text("title.load"))
    hand.until(lambda: isinstance(hand.screen, LoadScreen) and not hand.screen._tasks)
    hand.press(text("load.replay"))
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame()
    return hand, ears


def test_a_replay_says_its_place_and_what_happened_there(
    open_app: OpenApp, folders: Folders
) -> None:
    save_battle(folders.saves / "mine.jsonl", 60)
    hand, ears = open_replay(open_app)
    player = hand.screen.player
    assert text("speech.replay-place", n=0, count=60) in ears.news()
    for place in range(1, 30):
        hand.key(pygame.K_PERIOD)
        hand.frame()
        heard = ears.news()
        told = [line.headline for line in player.replay.lines(place, hand.screen.names)]
        assert heard == [text("speech.replay-place", n=place, count=60), *told]
    hand.key(pygame.K_END)
    assert text("speech.replay-place", n=60, count=60) in ears.news()
    hand.key(pygame.K_F12)
    state = player.replay.state(60)
    heard = ears.news()
    for unit in state.units:
        words = unit_words(state, unit, hand.screen.names)
        assert (words in heard) is bool(unit.hp)


def test_a_report_says_the_ending_the_points_and_every_figure(
    open_app: OpenApp, folders: Folders
) -> None:
    game = save_battle(folders.saves / "mine.jsonl", 0)
    while game.result is None:
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    game.save(folders.saves / "mine.jsonl")
    hand, ears = open_replay(open_app)
    ears.news()
    hand.key(pygame.K_r)
    hand.until(lambda: isinstance(hand.screen, ReportScreen))
    hand.until(lambda: hand.screen.report is not None)
    hand.frame(2)
    heard = ears.news()
    report = hand.screen.report
    assert text("report.title") in heard
    assert name("result", game.result.reason.value) in heard
    for row in figure_rows(report):
        (line,) = [line for line in heard if line.startswith(f"{row.label}: ")]
        assert row.one in line
        assert row.two in line
    assert len([line for line in heard if line.startswith("After round ")]) == len(report.points)


def test_a_result_says_who_won_why_and_every_figure() -> None:
    session = start("first_landing", AGAINST_BOT)
    while session.game.result is None:
        assert session.submit(session.records, greedy(session))
    pilot = sit_down(session)
    ears = Listener()
    for _ in range(5):
        pilot.frame()
        ears.listen(pilot.stack)
    heard = ears.news()
    result = session.game.result
    assert text("battle.end.victory") in heard or text("battle.end.defeat") in heard
    assert name("result", result.reason.value) in heard
    (value,) = [line for line in heard if line.startswith(text("battle.end.value"))]
    assert all(str(figure) in value for figure in result.value_left)
    assert heard[-1].startswith(text("battle.end.view"))


# ---------------------------------------------------------------- controls and forms


@pytest.fixture
def form() -> Form:
    pygame.display.init()
    pygame.font.init()
    pygame.display.set_mode(WINDOW)
    return Form(Style("dusk"), WINDOW)


def said(form: Form) -> list[str]:
    return [control_words(one) for one in form.describe().controls]


def test_every_kind_of_control_says_its_name_its_kind_and_its_value(form: Form) -> None:
    rect = pygame.Rect(0, 0, 600, 200)
    Toggle(form, rect, "Muted", True, lambda _: None)
    rows = [ListRow("a", "Alpha", "the first", note="3"), ListRow("b", "Beta")]
    chosen = ListBox(form, rect, rows, "a", lambda _: None)
    segments = [Segment("x", "Slow"), Segment("y", "Fast")]
    SegmentedControl(form, rect, segments, "y", lambda _: None, "Pace")
    field = TextField(form, rect, "42", lambda _: None, label="Seed")
    ListBox(form, rect, [], "", lambda _: None)
    assert said(form) == [
        "Muted, check box, on",
        "list, Alpha, the first, 3, 1 of 2",
        "Pace, choice, Fast, 2 of 2",
        "Seed, text field, 42",
        "list, empty, not available",
    ]
    chosen.choose(1)
    field.write("7")
    assert said(form)[1] == "list, Beta, 2 of 2"
    assert said(form)[3] == "Seed, text field, 7"
    form.close()


def test_texts_are_read_panel_by_panel_and_row_by_row(form: Form) -> None:
    form.panel(pygame.Rect(700, 100, 500, 500), "Right", "note")
    form.panel(pygame.Rect(50, 100, 500, 500), "Left")
    form.label("second", (300, 200), 14)
    form.label("first", (60, 200), 14)
    form.label("below", (60, 240), 14)
    form.label("at the right", (720, 200), 14)
    form.label("above", (60, 20), 14)
    high = form.style.writer.height(14)
    form.label("A sentence that is", (60, 400), 14)
    form.label("broken.", (60, 400 + high), 14)
    form.label("Another one.", (60, 400 + 2 * high), 14)
    form.paint(lambda canvas: canvas.text("painted", (60, 300), 14, canvas.style.colours.white))

    def draw(canvas: object, room: pygame.Rect) -> None:
        canvas.text("scrolled", room.topleft, 14, (0, 0, 0))  # type: ignore[attr-defined]

    ScrollArea(form, pygame.Rect(60, 340, 400, 100), 50, draw)
    form.draw(pygame.display.get_surface())
    assert reading_order(form.describe()) == [
        "above",
        "Left",
        "first, second",
        "below",
        "painted",
        "scrolled",
        "A sentence that is broken.",
        "Another one.",
        "Right, note",
        "at the right",
    ]
    form.close()
