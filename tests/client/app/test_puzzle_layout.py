"""The screen of a puzzle at every size: nothing is cut, every option can be seen, by any device."""

from __future__ import annotations

import functools
from typing import Any

import pygame
import pytest

from client.battle.hud.shown_facts import shown_facts
from client.battle.input.keys import KeyCommand
from client.draw import geometry
from client.folders import Folders
from client.puzzles import answer_view
from client.puzzles.answer_view import OptionRow
from client.puzzles.puzzle_drawing import PuzzleDrawing
from client.puzzles.puzzle_run import PuzzleRun, Question, draw_questions
from client.puzzles.puzzle_screen import PuzzleScreen
from client.puzzles.score_file import AskedPuzzle, Note, UnfinishedRun, keep_notes
from client.screen import Push
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.worker.puzzle_maker import PreparedPuzzle, prepare_puzzle
from engine.battle.side import Side
from engine.players.puzzles import SEEDS_PLAYED_FROM, THEMES, Verdict
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES
from tests.client.app.test_puzzles import answer_with, give, puzzle_screen
from tests.client.written import frame_of

SMALL = (850, 530)
CROWDED = "hurts_what_it_can", SMALL, 100, 4
"""A puzzle with more options than there is room for in the smallest window."""


@functools.cache
def prepared(theme: str, number: int = 0) -> PreparedPuzzle:
    steps = prepare_puzzle(theme, SEEDS_PLAYED_FROM + number)
    while True:
        try:
            next(steps)
        except StopIteration as finished:
            puzzle: PreparedPuzzle = finished.value
            return puzzle


def open_puzzle(
    open_app: OpenApp,
    theme: str,
    size: tuple[int, int] = (1280, 800),
    scale: int = 100,
    number: int = 0,
) -> Hand:
    hand = open_app(size, Settings(scale=scale, pace=Pace.INSTANT))
    run = PuzzleRun([Question(theme, SEEDS_PLAYED_FROM)])
    screen = PuzzleScreen(
        hand.app,
        prepared(theme, number),
        run,
        lambda screen: run.answer(solved=screen.asked.outcome.solved),  # type: ignore[union-attr]
        lambda _: None,
    )
    hand.app.go(Push(screen))
    hand.frame(3)
    return hand


@pytest.mark.parametrize("theme", THEMES)
def test_every_unit_is_in_sight_at_first(open_app: OpenApp, theme: str) -> None:
    for size, scale in (((850, 530), 100), ((1280, 800), 150)):
        hand = open_puzzle(open_app, theme, size, scale)
        screen = puzzle_screen(hand)
        state, camera = screen.asked.state, screen.control.camera
        for side in Side:
            for unit in state.living(side):
                assert camera.rect.collidepoint(camera.centre(state.offset(unit)))
                assert camera.sees(geometry.centre(state.offset(unit)), 0)


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1280, 800), 150)])
def test_what_a_move_is_worth_is_told_in_full_before_the_answer(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_puzzle(open_app, "keeps_cover", size, scale)
    screen = puzzle_screen(hand)
    hand.until(lambda: screen.threats.map is not None)
    seen = 0
    for at in sorted(hex_ for glow in screen.presenter.offer.glows for hex_ in glow.hexes)[:12]:
        screen.presenter.hover(at, keyed=True)
        told = shown_facts(screen.presenter, screen.threats)
        assert told is not None
        frame = frame_of(hand.app.style, hand.app.size, screen.draw)
        written = " ".join(frame.within(screen.layout.column)).split()
        for fact in told.facts:
            seen += 1
            said = iter(written)
            assert all(word in said for word in fact.words.split()), fact.words
    assert seen


def test_figures_in_hexes_are_short_and_nothing_has_no_sign() -> None:
    figures = [0.0, 0.04, -0.04, 1.24, -9.94, 9.96, 16.1, -5.0, 123.4]
    shown = [answer_view.signed(one, short=True) for one in figures]
    assert shown == ["0", "0", "0", "+1.2", "−9.9", "+10", "+16", "−5.0", "+123"]
    assert [answer_view.signed_points(one) for one in (0.0, 5.0, -5.0)] == ["0", "+5", "−5"]


def answer(hand: Hand) -> PuzzleScreen:
    screen = puzzle_screen(hand)
    give(hand, answer_with(screen.asked.puzzle, Verdict.WRONG))
    assert screen.asked.outcome is not None
    hand.frame(3)
    return screen


class Rows:
    """Notes which options are drawn, and where."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.drawn: dict[OptionRow, pygame.Rect] = {}
        draw = PuzzleDrawing._draw_row

        def note(
            drawing: PuzzleDrawing, surface: pygame.Surface, rect: pygame.Rect, row: OptionRow
        ) -> None:
            self.drawn[row] = rect
            draw(drawing, surface, rect, row)

        monkeypatch.setattr(PuzzleDrawing, "_draw_row", note)


def options(screen: PuzzleScreen) -> set[OptionRow]:
    assert screen.asked.outcome is not None
    names = screen.presenter.names
    return set(answer_view.rows_of(screen.asked.puzzle, screen.asked.outcome, names, None))


def check_areas(screen: PuzzleScreen, size: tuple[int, int]) -> None:
    window = pygame.Rect((0, 0), size)
    rects = [area.rect for area in screen.areas]
    rects += [screen.action_rect(code) for code in screen.action_codes()]
    for number, rect in enumerate(rects):
        assert window.contains(rect)
        assert rect.collidelist(rects[number + 1 :]) == -1
    assert "save" not in {area.name for area in screen.areas}, "a puzzle is not saved"


@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_menu_has_room_for_a_run_that_goes_on(
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
    folders: Folders,
    size: tuple[int, int],
    scale: int,
) -> None:
    run = draw_questions(1)
    kept = UnfinishedRun(tuple(AskedPuzzle(*one) for one in run), (True,) * (len(run) - 1))
    keep_notes(folders, [Note(unfinished=kept, theme=run[0].theme)])
    hand = open_app(size, Settings(scale=scale))
    reader = Reader(monkeypatch)
    hand.press(text("title.puzzles"))
    reader.cut.clear()
    hand.frame()
    assert text("puzzles.resume") in hand.labels()
    assert not reader.cut - {""}, reader.cut
    assert not reader.clipped


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_a_puzzle_and_its_answer_fit(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    hand = open_puzzle(open_app, "charges_to_kill", size, scale, 7)
    reader, rows = Reader(monkeypatch), Rows(monkeypatch)
    hand.frame()
    check_areas(hand.screen, size)
    screen = answer(hand)
    reader.cut.clear()  # the unit's card and its targets are those of a battle
    hand.frame()
    check_areas(screen, size)
    assert not reader.cut - {""}, reader.cut  # pictures alone have no words
    assert not reader.clipped
    check_every_option_is_seen(hand, screen, rows)


def check_every_option_is_seen(hand: Hand, screen: PuzzleScreen, rows: Rows) -> None:
    drawing: Any = screen._drawing
    rows.drawn.clear()
    for _ in range(drawing.most_scrolled + 1):
        hand.frame()
        hand.key(pygame.K_t)
    assert set(rows.drawn) == options(screen)
    room = drawing.options_rect
    for row, rect in rows.drawn.items():
        assert room.contains(rect), f"{row.title} is cut"


@pytest.mark.parametrize("theme", THEMES)
def test_all_options_are_seen_in_the_smallest_window(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, theme: str
) -> None:
    hand = open_puzzle(open_app, theme, SMALL)
    reader, rows = Reader(monkeypatch), Rows(monkeypatch)
    screen = answer(hand)
    reader.cut.clear()
    check_every_option_is_seen(hand, screen, rows)
    assert not reader.cut - {""}, reader.cut  # pictures alone have no words


def test_the_wheel_scrolls_the_options_and_not_the_board(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_puzzle(open_app, *CROWDED)
    rows = Rows(monkeypatch)
    screen = answer(hand)
    drawing: Any = screen._drawing
    assert drawing.most_scrolled > 0
    motion = {"pos": drawing.options_rect.center, "rel": (0, 0), "buttons": (0, 0, 0)}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion | {"touch": False}))
    hand.frame()
    camera = screen.control.camera
    rows.drawn.clear()
    for _ in range(drawing.most_scrolled):
        hand.frame()
        wheel = {"x": 0, "y": -1, "flipped": False, "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, wheel))
        hand.frame()
    assert set(rows.drawn) == options(screen)
    assert screen.control.camera == camera
    assert screen.scrolled == drawing.most_scrolled


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("size", [SMALL, (1280, 800)])
def test_the_view_shows_every_hex_of_an_option_after_the_answer(
    open_app: OpenApp, theme: str, size: tuple[int, int]
) -> None:
    hand = open_puzzle(open_app, theme, size)
    screen = puzzle_screen(hand)
    give(hand, answer_with(screen.asked.puzzle, Verdict.WRONG))
    for _ in range(3):
        hand.key(pygame.K_PLUS)  # looked closely before answering? the answer is shown whole
    hand.frame(2)
    outcome = screen.asked.outcome
    assert outcome is not None
    screen._fit_options()
    camera = screen.control.camera
    for at in answer_view.options_by_hex(outcome):
        x, y = camera.centre(at)
        assert camera.rect.collidepoint(x, y)


def test_the_cursor_points_at_options_by_keys_alone(open_app: OpenApp) -> None:
    hand = open_puzzle(open_app, "keeps_cover")
    screen = puzzle_screen(hand)
    assert screen.asked.outcome is None
    for key in (pygame.K_UP, pygame.K_UP):
        hand.key(key)
    assert screen.picture().cursor is not None
    hand.key(pygame.K_RETURN)  # the hex of the cursor is the answer, if the unit can go there
    hand.frame(3)
    if screen.asked.outcome is None:
        hand.key(pygame.K_SPACE)
        hand.frame(3)
    outcome = screen.asked.outcome
    assert outcome is not None
    by_hex = answer_view.options_by_hex(outcome)
    hand.key(pygame.K_DOWN)
    at = screen.pointed
    assert at is not None
    for key in (pygame.K_DOWN, pygame.K_LEFT, pygame.K_UP):
        if at in by_hex:
            break
        hand.key(key)
        at = screen.pointed
    assert at in by_hex
    names = screen.presenter.names
    first = answer_view.rows_of(screen.asked.puzzle, outcome, names, at)[0]
    mine = by_hex[at] is outcome.given
    assert first.title == answer_view.option_title(by_hex[at], names, mine=mine)
    assert screen.picture().cursor == at


@pytest.mark.parametrize("theme", THEMES)
def test_every_option_has_whole_sentences(theme: str) -> None:
    for number in range(6):
        made = prepared(theme, number)
        puzzle = made.puzzle()
        from client.puzzles.puzzle_session import PuzzleOutcome
        from client.text.names import BattleNames

        names = BattleNames(puzzle.state.setup)
        for option in made.options:
            given = None if option.verdict is Verdict.NEUTRAL else option.action
            outcome = PuzzleOutcome(False, given, puzzle.state, made.options)
            for sentence in answer_view.why_words(puzzle, outcome, names):
                assert sentence[0].isupper()
                assert sentence.endswith(".")
            for row in answer_view.rows_of(puzzle, outcome, names, None):
                assert row.title
                assert row.figures


def test_the_keys_that_scroll_are_named(open_app: OpenApp, monkeypatch: pytest.MonkeyPatch) -> None:
    hand = open_puzzle(open_app, *CROWDED)
    written: list[str] = []
    from client.draw.ui.writer import Writer

    wrap = Writer.wrap

    def read(writer: Writer, words: str, *values: Any, **named: Any) -> list[str]:
        written.append(words)
        return wrap(writer, words, *values, **named)

    monkeypatch.setattr(Writer, "wrap", read)
    answer(hand)
    from client.battle.input.keys import key_words

    keys = {
        "next": key_words(KeyCommand.NEXT_TARGET),
        "previous": key_words(KeyCommand.PREVIOUS_TARGET),
    }
    assert text("puzzle.more-options", **keys) in written
