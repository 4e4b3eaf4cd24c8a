"""The log of a battle on the screen: appended to, and rebuilt when something is taken back."""

from __future__ import annotations

import pygame
import pytest

from client.battle.hud import log_panel
from client.battle.hud.log_panel import LogView
from client.battle.input.intent import Undo
from client.battle.view import worded_log
from client.draw.ui.style import Style
from client.text.battle_log import Heading, LogLine, log_lines, newest_first
from engine.battle.actions import Activate, Charge, EndPhase, Move, Wait
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, muster, seed_where, sit_down, start
from tests.client.battle.stage import picture
from tests.client.pilot import Pilot, greedy
from tests.client.written import frame_of

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (13, 4)), ("fleck", (13, 1))])


def test_each_action_is_worded_once_and_all_again_after_one_was_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pilot = sit_down(start(FAR))
    presenter, session = pilot.screen.presenter, pilot.session
    worded: list[object] = []

    def note(events: object, *rest: object) -> object:
        worded.append(events)
        return log_lines(events, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(worded_log, "log_lines", note)
    before = [line.headline for line in presenter.lines]
    session.submit(session.records, Activate(0))
    session.submit(session.records, Move((2, 4)))
    pilot.frame()
    pilot.settle()
    assert len(worded) == 2, "what is in the log already is not worded again"
    assert [line.headline for line in presenter.lines][: len(before)] == before
    assert len(presenter.lines) > len(before)
    worded.clear()
    presenter.do(Undo())
    assert len(worded) == len(session.history)
    assert [line.headline for line in presenter.lines] == before


MIRROR = muster(
    [("sapper", (2, 4)), ("linesman", (1, 1))],
    [("sapper", (7, 4)), ("linesman", (13, 1)), ("linesman", (13, 3))],
)


def shown_lines(pilot: Pilot) -> list[tuple[int, str]]:
    """List the lines of the log from the top, each with its height in the window."""
    lines = pilot.screen.presenter.lines
    areas = [area for area in pilot.screen.areas if area.name.startswith("log ")]
    return [(area.rect.y, lines[int(area.name[4:])].headline) for area in areas]


def test_a_heading_stands_above_the_lines_of_its_group() -> None:
    pilot = sit_down(start(FAR))
    for action in (Activate(0), Wait(), EndPhase(), EndPhase()):
        pilot.do(action)
    shown = shown_lines(pilot)
    assert shown == sorted(shown), "drawn from the top"
    words = [headline for _, headline in shown]
    assert words.index("Move") < words.index("Linesman waits.")
    assert words[0].startswith("Round"), "the newest group first, below its headings"


def test_pointing_at_a_line_marks_what_it_is_about_on_the_board() -> None:
    pilot = sit_down(start(FAR))
    pilot.do(Activate(0))
    pilot.do(Move((2, 4)))
    assert picture(pilot).marked == frozenset()
    lines = pilot.screen.presenter.lines
    number = next(n for n, line in enumerate(lines) if line.hexes)
    for _ in range(2):  # the panels move once the mouse has left the board
        pilot.point(pilot.area(f"log {number}").rect.center)
    assert picture(pilot).marked == {(1, 4), (2, 4)}
    pilot.point(pilot.screen.layout.board.center)
    assert picture(pilot).marked == frozenset()


def test_units_of_a_mirror_battle_have_names_of_their_own() -> None:
    session = start(MIRROR)
    pilot = sit_down(session)
    names = [pilot.screen.presenter.names.unit(unit) for unit in range(5)]
    assert names == ["Sapper 1", "Linesman 1", "Sapper 2", "Linesman 2", "Linesman 3"]
    for action in (EndPhase(), EndPhase(), Activate(0)):
        pilot.do(action)
    pilot.do(Charge(2))
    lines = [line.headline for line in pilot.screen.presenter.lines if line.heading is None]
    assert any(words.startswith("Sapper 1 charges Sapper 2") for words in lines)


def test_the_log_names_no_hexes_by_numbers_that_the_board_does_not_show() -> None:
    pilot = sit_down(start(FAR))
    pilot.do(Activate(0))
    pilot.do(Move((2, 4)))
    moves = [line.headline for line in pilot.screen.presenter.lines if line.hexes]
    assert moves == ["Linesman moves 1 hex."]


def test_every_heading_of_a_battle_has_its_level() -> None:
    pilot = sit_down(start(FAR))
    levels = {line.heading for line in pilot.screen.presenter.lines}
    assert {Heading.ROUND, Heading.TURN, Heading.PHASE} <= levels


def test_a_failed_charge_says_in_the_log_what_it_needed() -> None:
    far = muster([("linesman", (2, 4)), ("linesman", (2, 2))], [("loom", (8, 4))])
    start_of = (EndPhase(), EndPhase(), Activate(0), Charge(2))
    seed = seed_where(
        far, start_of, lambda events: any(getattr(one, "reached", None) is False for one in events)
    )
    session = start(far, seed=seed)
    for action in start_of:
        session.submit(session.records, action)
    pilot = sit_down(session)
    pilot.settle()
    (line,) = [one for one in pilot.screen.presenter.lines if "not far enough" in one.headline]
    assert line.headline.endswith("not far enough, needed 5.")


def test_the_log_panel_is_as_high_as_its_lines_and_no_higher_than_the_column() -> None:
    pilot = sit_down(start(FAR), (2560, 1440))
    column = pilot.screen.layout.column
    shown = shown_lines(pilot)
    assert len(shown) == len(pilot.screen.presenter.lines)
    heights = {area.rect.bottom for area in pilot.screen.areas if area.name.startswith("log ")}
    assert max(heights) < column.centery


def test_with_little_room_the_log_shows_its_newest_entries_and_no_headings() -> None:
    near = muster(
        [("sapper", (4, 4)), ("linesman", (4, 6)), ("linesman", (3, 7))], [("loom", (8, 4))]
    )
    pilot = sit_down(start(near), (1280, 800))
    for action in (Activate(1), Move((5, 6)), Activate(2), Move((4, 7)), Activate(0), Wait()):
        pilot.do(action)
    pilot.do(Activate(2))
    pilot.press("t")
    pilot.frame()
    lines = pilot.screen.presenter.lines
    shown = [area for area in pilot.screen.areas if area.name.startswith("log ")]
    newest = [lines[int(area.name.split()[1])].headline for area in shown]
    assert newest == ["Sapper waits.", "Linesman 2 moves 1 hex.", "Linesman 1 moves 1 hex."]


@pytest.mark.parametrize("name", ["lock_keepers", "first_landing"])
def test_a_small_board_fills_a_large_window(name: str) -> None:
    pilot = sit_down(start(name), (3840, 2160))
    board, room = pilot.screen.control.camera.board_rect, pilot.screen.layout.board
    assert max(board.w / room.w, board.h / room.h) > 0.65


def log_of(*lines: LogLine, unfolded: bool = False) -> LogView:
    return LogView(lines, newest_first(lines), frozenset(), unfolded, 0, "")


ROUND = LogLine("Round 1", None, heading=Heading.ROUND)
TURN = LogLine("The Ordinate: turn begins", Side.ONE, heading=Heading.TURN)
MOVE = LogLine("Move", Side.ONE, heading=Heading.PHASE)
FIRST = LogLine("Linesman moves 4 hexes.", Side.ONE)
SECOND = LogLine("The Ordinate takes anchor A.", Side.ONE)
VOLLEY = LogLine("Loom fires.", Side.TWO, dice=tuple(f"Attack {n}: hit" for n in range(12)))


def drawn(view: LogView, height: int) -> list[str]:
    style, rect = Style("dusk", 1.0), pygame.Rect(0, 0, 300, height)

    def draw(sheet: pygame.Surface) -> None:
        log_panel.draw_log(sheet, style, rect, view, (-1, -1))

    return frame_of(style, rect.size, draw).words


def test_headings_are_left_out_only_where_they_would_leave_no_entry_any_room() -> None:
    view = log_of(ROUND, TURN, MOVE, FIRST, SECOND)
    style = Style("dusk", 1.0)
    least = log_panel.log_height(style, view, 300, 2000)
    whole = drawn(view, least)
    said = [line.headline for line in (ROUND, TURN, MOVE)]
    assert all(words.upper() in " ".join(whole).upper() for words in said)
    assert {FIRST.headline, SECOND.headline} <= set(whole)
    for height in range(80, least):
        words = drawn(view, height)
        assert SECOND.headline in words, "the newest entry is there at every height"
        if said[2].upper() in words:
            assert FIRST.headline in words or SECOND.headline in words


def test_no_heading_is_left_with_nothing_below_it() -> None:
    view = log_of(ROUND, TURN, MOVE, VOLLEY, unfolded=True)
    for height in range(87, 420, 7):  # below that, only the entry's own line has room
        words = drawn(view, height)
        assert VOLLEY.headline in words
        rows = [one for one in words if one in VOLLEY.dice]
        assert ("…" in words) is (len(rows) < len(VOLLEY.dice)), height


def test_scoring_belongs_to_the_turn_and_to_none_of_its_phases() -> None:
    score = LogLine("The Ordinate scores 5 points.", Side.ONE, apart=True)
    final = LogLine("Murmur scores 5 points.", Side.TWO, apart=True)
    charge = LogLine("Charge", Side.ONE, heading=Heading.PHASE)
    fails = LogLine("Loom fails to charge.", Side.ONE)
    lines = [ROUND, TURN, score, MOVE, FIRST, charge, fails, final]
    order = [lines[number] for number in newest_first(lines)]
    assert order == [ROUND, TURN, final, score, charge, fails, MOVE, FIRST]


def test_points_are_logged_apart() -> None:
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    while not any(line.apart for line in pilot.screen.presenter.lines):
        pilot.settle()
        pilot.do(greedy(pilot.session))
    lines = pilot.screen.presenter.lines
    headings = [lines[number].heading for number in newest_first(lines)]
    scored = [lines[number].apart for number in newest_first(lines)].index(True)
    assert headings[scored - 1] in {Heading.TURN, None}
    assert Heading.PHASE not in headings[headings.index(Heading.TURN) : scored]
