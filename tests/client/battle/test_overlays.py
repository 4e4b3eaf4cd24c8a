"""What stands over the board: for keys and mouse alike, one at a time, and out of the way."""

from __future__ import annotations

import random

import pygame
import pytest

from client.battle.hud.prompts import QuestionWords, question_words
from client.battle.input.questions import Question
from client.draw.board.picture import Glow
from client.overlays.placement import place_beside
from client.overlays.result import result_view
from client.screen import Pop
from client.settings import HandOver, Pace
from engine.battle import reachable
from engine.battle.actions import Activate, Advance, EndPhase, Wait
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.hexgrid import Offset
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, muster, sit_down, start
from tests.client.battle.stage import CLOSE, FAR, MELEE, last_action, picture, pilot_after, prompt
from tests.client.pilot import Pilot

SHOOTING = muster(
    [("linesman", (1, 1)), ("linesman", (5, 4)), ("linesman", (1, 7)), ("linesman", (1, 4))],
    [("loom", (14, 4))],
)
"""Of four who may shoot or advance, the second alone has a target."""


def at_the_end() -> Pilot:
    pilot = sit_down(start("lock_keepers", ("bot:greedy", "bot:random")))
    pilot.settle()
    assert pilot.shows_end
    return pilot


def words_of(question: Question, pilot: Pilot) -> QuestionWords:
    presenter = pilot.screen.presenter
    return question_words(question, presenter.decision, presenter.names)


# ---------------------------------------------------------------- the menu and the result (A1)


def test_tab_and_arrows_go_through_the_menu_and_enter_presses() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    entries = ["resume", "save", "settings", "help", "leave"]
    assert list(pilot.buttons) == entries
    seen = []
    for _ in entries:
        seen.append(pilot.focused)
        pilot.press("tab")
    assert seen == entries
    assert pilot.focused == "resume"
    pilot.press("shift+tab")
    assert pilot.focused == "leave"
    pilot.press("up")
    assert pilot.focused == "help"
    pilot.press("down")
    pilot.press("return")
    assert not pilot.menu_open
    assert pilot.question is Question.LEAVE


@pytest.mark.parametrize("key", ["escape", "f10"])
def test_the_keys_that_open_the_menu_close_it(key: str) -> None:
    pilot = pilot_after(FAR)
    pilot.press(key)
    assert pilot.menu_open
    pilot.press(key)
    assert pilot.overlay is None


def test_the_battle_rests_while_the_menu_is_open_and_goes_on_beneath_a_question() -> None:
    slow = muster([("linesman", (1, 4))], [("bellman", (14, 4))])
    pilot = sit_down(start(slow, ("bot:greedy", "person")), pace=Pace.NORMAL)
    for _ in range(4):
        pilot.frame()
    pilot.press("f10")
    before = pilot.session.ply, pilot.screen.presenter.animator.frame()
    for _ in range(40):
        pilot.frame()
    assert (pilot.session.ply, pilot.screen.presenter.animator.frame()) == before
    pilot.click("leave")
    assert pilot.question is Question.LEAVE
    for _ in range(200):
        pilot.frame()
    assert pilot.session.ply > before[0]
    assert pilot.question is Question.LEAVE, "nothing comes in front of it meanwhile"


def test_tab_and_arrows_go_through_the_result_and_enter_presses() -> None:
    pilot = at_the_end()
    assert pilot.focused == "view", "Enter, held or pressed once too often, starts no battle"
    pilot.press("left")
    assert [pilot.focused] == ["new"]
    pilot.press("tab")
    pilot.press("right")
    assert pilot.focused == "title"
    pilot.press("left")
    pilot.press("return")
    assert pilot.overlay is None, "the board is looked at"
    pilot.press("return")
    assert pilot.shows_end


@pytest.mark.parametrize(
    ("players", "titles"),
    [
        (("person", "bot:random"), {"Victory", "Defeat", "A draw"}),
        (("person", "person"), {"Ordinate wins", "Murmur wins", "A draw"}),
    ],
)
def test_a_person_against_a_computer_is_told_victory_or_defeat(
    players: tuple[str, str], titles: set[str]
) -> None:
    session = start("first_landing", players)
    dice = random.Random(5)
    while session.game.result is None:
        if session.awaits_person:
            session.submit(session.ply, dice.choice(session.game.legal_actions()))
        else:
            session.request_decision()
            assert session.poll()
    pilot = sit_down(session)
    pilot.settle()
    assert pilot.shows_end
    view = result_view(pilot.screen.presenter)
    assert view.title in titles
    won = session.game.result.winner is Side.ONE
    assert players[1] == "person" or (view.title == "Victory") == won


def test_escape_leaves_the_result_and_comes_to_no_menu() -> None:
    pilot = at_the_end()
    pilot.press("escape")
    assert pilot.left
    assert len(pilot.stack.screens) == 1, "nothing of it is left in front"


def test_escape_while_the_end_is_looked_at_opens_the_menu_and_closes_it() -> None:
    pilot = at_the_end()
    pilot.click("view")
    for _ in range(2):
        pilot.press("escape")
        assert pilot.menu_open
        pilot.press("escape")
        assert pilot.overlay is None


def test_who_leaves_a_finished_battle_is_not_told_that_it_goes_on() -> None:
    pilot = at_the_end()
    finished = words_of(Question.LEAVE, pilot)
    unfinished = words_of(Question.LEAVE, pilot_after(FAR))
    assert "Continue" in unfinished.lines[0]
    assert "Continue" not in finished.lines[0]
    assert "finished battles" in finished.lines[0]


# ---------------------------------------------------------------- who gets the result


def ends(pilot: Pilot) -> list[object]:
    return pilot.screen.app.floor.ends  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(("button", "wants_new"), [("new", True), ("title", False)])
def test_a_battle_gives_its_result_to_the_one_that_pushed_it(button: str, wants_new: bool) -> None:  # noqa: FBT001 - a parameter
    pilot = at_the_end()
    pilot.click(button)
    (end,) = ends(pilot)
    assert end.result == pilot.session.game.result  # type: ignore[attr-defined]
    assert end.result is not None  # type: ignore[attr-defined]
    assert end.wants_new is wants_new  # type: ignore[attr-defined]


def test_a_battle_that_is_left_before_its_end_has_no_result() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.click("leave")
    assert ends(pilot) == []
    pilot.click("confirm")
    assert pilot.left
    assert ends(pilot) == [(None, False)]


def test_a_battle_that_is_taken_away_says_so_too_whatever_is_in_front() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.screen.app.go(Pop(pilot.screen))
    pilot.frame()
    assert pilot.left
    assert pilot.overlay is None
    assert ends(pilot) == [(None, False)]


# ---------------------------------------------------------------- from unit to unit (A2)


def active(pilot: Pilot) -> int | None:
    return pilot.session.state.active


def test_going_from_unit_to_unit_opens_no_box_and_comes_to_all_of_them() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    seen = []
    for _ in range(4):
        pilot.press("tab")
        pilot.settle()
        assert pilot.overlay is None
        seen.append(active(pilot))
    assert seen == [0, 1, 2, 3]
    pilot.press("shift+n")
    assert active(pilot) == 2


def test_the_prompt_says_what_a_unit_without_a_target_can_do() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.press("tab")
    assert prompt(pilot) == "No target: A advances, Space waits"
    pilot.press("space")
    assert last_action(pilot) == Wait()


@pytest.mark.parametrize("way", ["click", "key", "button"])
def test_who_asks_for_the_box_gets_it(way: str) -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    if way == "click":
        pilot.click_unit(2)
    else:
        pilot.press("tab")
        assert pilot.overlay is None
        if way == "key":
            pilot.press("a")
        else:
            pilot.click("advance")
    assert pilot.question is Question.ADVANCE
    pilot.press("return")
    assert last_action(pilot) == Advance()


def test_a_second_click_on_a_unit_that_keys_have_chosen_opens_the_box() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.press("tab")
    pilot.click_unit(0)
    assert pilot.question is Question.ADVANCE


def test_tab_in_the_box_goes_on_to_the_next_unit_and_arrows_to_the_next_button() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(0)
    assert pilot.focused == "confirm"
    pilot.press("down")
    assert pilot.focused == "skip"
    pilot.press("tab")
    assert pilot.overlay is None
    assert active(pilot) == 1
    pilot.press("tab")
    pilot.press("a")
    pilot.press("shift+tab")
    assert active(pilot) == 1
    assert pilot.overlay is None


def test_tab_goes_from_button_to_button_where_there_is_no_other_unit() -> None:
    alone = muster([("linesman", (1, 1))], [("loom", (14, 4))])
    pilot = pilot_after(alone, EndPhase())
    pilot.click_unit(0)
    pilot.press("tab")
    assert pilot.question is Question.ADVANCE
    assert pilot.focused == "skip"
    pilot.press("tab")
    pilot.press("return")
    assert pilot.overlay is None
    assert active(pilot) is None, "it was cancelled"


def test_going_on_after_cancel_begins_where_it_was() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(2)
    pilot.press("escape")
    assert active(pilot) is None
    pilot.press("tab")
    assert active(pilot) == 3


def test_a_setting_keeps_the_box_from_coming_by_itself() -> None:
    pilot = sit_down(start(SHOOTING))
    pilot.settle()
    pilot.do(EndPhase())
    settings = pilot.screen.app.settings
    pilot.screen.app.change(type(settings)(pace=settings.pace, ask_to_advance=False))
    pilot.screen.lay_out()
    pilot.click_unit(0)
    assert active(pilot) == 0
    assert pilot.overlay is None
    pilot.press("a")
    assert pilot.question is Question.ADVANCE


# ---------------------------------------------------------------- the box of an advance (A3)


def reach(pilot: Pilot, unit: int, points: int) -> frozenset[Offset]:
    state = pilot.session.state
    cells = reachable.destinations(state, state.units[unit], points)
    return frozenset(state.field.grid.offsets_of(cells))


def test_the_board_outlines_what_the_lowest_and_the_highest_roll_would_reach() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(0)
    shown = {glow.kind: glow.hexes for glow in picture(pilot).glows}
    assert shown == {
        Glow.ADVANCE_LEAST: reach(pilot, 0, 1),
        Glow.ADVANCE_MOST: reach(pilot, 0, 6),
    }
    assert shown[Glow.ADVANCE_LEAST] < shown[Glow.ADVANCE_MOST]
    pilot.press("escape")
    assert picture(pilot).glows == ()


def test_the_box_names_the_die_and_what_the_answers_do() -> None:
    pilot = pilot_after(FAR, EndPhase(), Activate(0))
    lines = words_of(Question.ADVANCE, pilot).lines
    assert any("1D6" in line for line in lines)
    assert any("Wait" in line and "Cancel" in line for line in lines)


@pytest.mark.parametrize(
    ("size", "scale"),
    [
        ((1280, 800), 1.0),
        ((1024, 600), 1.0),
        ((900, 560), 1.0),
        ((1280, 800), 0.75),
        ((1280, 800), 1.5),
    ],
)
@pytest.mark.parametrize("unit", [0, 2])
def test_the_box_hides_neither_the_middle_nor_who_is_asked_about(
    size: tuple[int, int], scale: float, unit: int
) -> None:
    pilot = sit_down(start(SHOOTING), size, scale)
    pilot.settle()
    pilot.do(EndPhase())
    pilot.click_unit(unit)
    assert pilot.overlay is not None
    assert pilot.overlay.dialog is not None
    box, board = pilot.overlay.dialog.rect, pilot.screen.layout.board
    state = pilot.session.state
    assert board.contains(box)
    assert not box.collidepoint(board.center)
    assert not box.collidepoint(pilot.screen.control.camera.centre(state.offset(state.units[unit])))


def test_a_box_goes_where_it_hides_least() -> None:
    area = pygame.Rect(0, 0, 600, 400)
    assert place_beside((200, 200), area, []) == (400, 100)
    assert place_beside((200, 200), area, [(500, 200)]) == (0, 100)
    corners = [(500, 150), (100, 150)]
    assert place_beside((200, 200), area, corners) == (400, 200)


# ---------------------------------------------------------------- the bar below (A11)


def places(pilot: Pilot) -> dict[str, pygame.Rect]:
    pilot.frame()
    drawing = pilot.screen._drawing
    return {action.code: pilot.screen.action_rect(action.code) for action in drawing.offered}


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((900, 560), 1.0)])
def test_no_button_ever_moves(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start(CLOSE), size, scale)
    pilot.settle()
    known: dict[str, pygame.Rect] = {}
    for key in ("tab", "space", "z", "escape", "e", "return", "tab", "v", "escape", "e", "return"):
        for code, rect in places(pilot).items():
            assert known.setdefault(code, rect) == rect, code
        pilot.press(key)
        pilot.settle()
    assert {"next", "undo", "end_phase", "wait", "confirm", "mode", "advance"} <= set(known)
    rects = list(known.values())
    assert all(rect.collidelist(rects[at + 1 :]) == -1 for at, rect in enumerate(rects))


def test_undo_takes_back_an_action_and_never_only_deselects() -> None:
    pilot = pilot_after(FAR, Activate(0))
    assert "undo" not in pilot.actions()
    pilot.press("z")
    assert active(pilot) == 0
    assert prompt(pilot) == "This can’t be undone."
    pilot.press("escape")
    assert active(pilot) is None
    pilot.do(Activate(0))
    pilot.do(Wait())
    pilot.press("tab")
    assert active(pilot) == 1
    pilot.click("undo")
    pilot.settle()
    assert active(pilot) == 0, "the wait is taken back, the selection before it as well"
    assert not pilot.session.state.activated >> 1 & 1


@pytest.mark.parametrize("selected", [False, True])
def test_button_and_key_mean_the_same_by_undo(selected: bool) -> None:  # noqa: FBT001 - a parameter
    after = []
    for way in ("button", "key"):
        pilot = pilot_after(FAR, Activate(0), Wait())
        if selected:
            pilot.press("tab")
        if way == "button":
            pilot.click("undo")
        else:
            pilot.press("z")
        pilot.settle()
        after.append((pilot.session.game.checksum(), active(pilot)))
    assert after[0] == after[1]


# ---------------------------------------------------------------- a fight in the other's turn (A17)


@pytest.mark.parametrize("turn", Side)
def test_a_person_against_a_bot_is_told_that_they_pick(turn: Side) -> None:
    players = AGAINST_BOT if turn is Side.ONE else ("bot:greedy", "person")
    session = start(MELEE, players)
    while session.state.phase is not Phase.FIGHT or not session.awaits_person:
        if session.awaits_person or session.state.phase is not Phase.FIGHT:
            assert session.submit(session.ply, EndPhase())
        else:
            session.request_decision()
            assert session.poll()
    pilot = sit_down(session)
    pilot.settle()
    if session.state.to_act is session.state.side:
        assert prompt(pilot) == "Choose your next unit to fight"
    else:
        assert prompt(pilot) == "Enemy turn, your pick: choose your next unit to fight"
    pilot.press("tab")
    assert prompt(pilot).startswith("You strike with ")


# ---------------------------------------------------------------- the mouse


def test_a_right_click_on_the_empty_board_opens_nothing() -> None:
    pilot = pilot_after(FAR)
    for _ in range(2):
        pilot.step_back()
        assert pilot.overlay is None
    pilot.click_unit(2)
    assert pilot.screen.presenter.chosen.looked_at == 2
    pilot.step_back()
    assert pilot.screen.presenter.chosen.looked_at is None


def test_a_right_click_cancels_a_question() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(0)
    pilot.step_back()
    assert pilot.overlay is None
    assert active(pilot) is None


def test_the_board_is_not_reached_through_what_is_in_front() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    before = pilot.screen.control.camera
    pilot.click_at((20, pilot.screen.layout.board.centery))
    pilot.wheel(3)
    pilot.press("+")
    pilot.press("n")
    assert pilot.menu_open
    assert pilot.screen.control.camera == before
    assert active(pilot) is None


# ---------------------------------------------------------------- the hand-over


def handed_over(way: HandOver) -> Pilot:
    pilot = sit_down(start(FAR, PEOPLE), hand_over=way)
    pilot.settle()
    while pilot.screen.presenter.handing_to is None:
        pilot.press("e")
        pilot.settle()
        if pilot.question is not None:
            pilot.press("return")
            pilot.settle()
    return pilot


def test_what_hides_the_board_goes_on_hiding_it_under_menu_question_settings_and_message() -> None:
    pilot = handed_over(HandOver.OPAQUE)
    assert pilot.covered
    pilot.press("escape")
    assert pilot.menu_open
    assert pilot.covered
    pilot.click("leave")
    assert pilot.question is Question.LEAVE
    assert pilot.covered
    pilot.click("cancel")
    assert pilot.covered
    assert pilot.hands_over
    pilot.press("f10")
    pilot.press("escape")
    assert pilot.hands_over
    assert pilot.covered
    pilot.press("return")
    assert not pilot.covered
    assert pilot.screen.presenter.deciding


@pytest.mark.parametrize("way", [HandOver.BANNER, HandOver.OPAQUE])
def test_a_turn_is_taken_back_at_the_hand_over_by_key(way: HandOver) -> None:
    pilot = handed_over(way)
    assert list(pilot.buttons) == ["ready", "undo"]
    pilot.press("z")
    pilot.settle()
    assert pilot.overlay is None
    assert pilot.session.state.side is Side.ONE
