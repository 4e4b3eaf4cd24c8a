"""What stands over the board: for keys and mouse alike, one at a time, and out of the way."""

from __future__ import annotations

import random

import pytest

from client.battle.input.questions import Question
from client.battle.model.battle_end import BattleEnd
from client.overlays.result import result_view
from client.screen import Pop
from client.settings import HandOver, Pace
from engine.battle.actions import EndPhase
from engine.battle.events import Result
from engine.battle.side import Side
from tests.client.battle.desk import PEOPLE, muster, sit_down, start
from tests.client.battle.stage import (
    FAR,
    SHOOTING,
    active,
    pilot_after,
    words_of,
)
from tests.client.pilot import Pilot


def at_the_end() -> Pilot:
    pilot = sit_down(start("lock_keepers", ("bot:greedy", "bot:random")))
    pilot.settle()
    assert pilot.shows_end
    return pilot


# ---------------------------------------------------------------- the menu and the result (A1)


def test_tab_and_arrows_go_through_the_menu_and_enter_presses() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    entries = ["resume", "save", "restart", "concede", "settings", "help", "leave"]
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
    before = pilot.session.records, pilot.screen.presenter.animator.frame()
    for _ in range(40):
        pilot.frame()
    assert (pilot.session.records, pilot.screen.presenter.animator.frame()) == before
    pilot.click("leave")
    assert pilot.question is Question.LEAVE
    for _ in range(200):
        pilot.frame()
    assert pilot.session.records > before[0]
    assert pilot.question is Question.LEAVE, "nothing comes in front of it meanwhile"


def test_tab_and_arrows_go_through_the_result_and_enter_presses() -> None:
    pilot = at_the_end()
    assert pilot.focused == "view", "Enter, held or pressed once too often, starts no battle"
    pilot.press("left")
    assert [pilot.focused] == ["title"]
    pilot.press("left")
    assert pilot.focused == "report"
    pilot.press("left")
    assert [pilot.focused] == ["new"]
    pilot.press("tab")
    pilot.press("right")
    pilot.press("right")
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
            session.submit(session.records, dice.choice(session.game.legal_actions()))
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


def test_escape_leads_from_the_result_to_the_board_and_to_no_menu() -> None:
    pilot = at_the_end()
    pilot.press("escape")
    assert not pilot.left
    assert pilot.overlay is None, "the board is looked at"


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


def ends(pilot: Pilot) -> list[BattleEnd]:
    return pilot.screen.app.floor.ends  # type: ignore[attr-defined, no-any-return]


def results(pilot: Pilot) -> list[tuple[Result | None, bool]]:
    return [(end.result, end.wants_new) for end in ends(pilot)]


@pytest.mark.parametrize(("button", "wants_new"), [("new", True), ("title", False)])
def test_a_battle_gives_its_result_to_the_one_that_pushed_it(button: str, wants_new: bool) -> None:  # noqa: FBT001 - a parameter
    pilot = at_the_end()
    pilot.click(button)
    (end,) = ends(pilot)
    assert end.result == pilot.session.game.result
    assert end.result is not None
    assert end.wants_new is wants_new


def test_a_battle_that_is_left_before_its_end_has_no_result() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.click("leave")
    assert ends(pilot) == []
    pilot.click("confirm")
    assert pilot.left
    assert results(pilot) == [(None, False)]


def test_a_battle_that_is_taken_away_says_so_too_whatever_is_in_front() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.screen.app.go(Pop(pilot.screen))
    pilot.frame()
    assert pilot.left
    assert pilot.overlay is None
    assert results(pilot) == [(None, False)]


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
