"""Going from unit to unit, and the question whether a unit without a target advances."""

from __future__ import annotations

import pygame
import pytest

from client.battle.input.questions import Question, QuestionAnswer
from client.battle.view.advice_view import AdviceKind
from client.draw.board.picture import Glow
from client.overlays.placement import place_beside
from engine.battle import reachable
from engine.battle.actions import Activate, Advance, EndPhase, Wait
from engine.battle.scenario import Scenario
from engine.hexgrid import Offset
from tests.client.battle.desk import muster, sit_down, start
from tests.client.battle.stage import (
    FAR,
    SHOOTING,
    active,
    last_action,
    picture,
    pilot_after,
    prompt,
    words_of,
)
from tests.client.pilot import Pilot


def asking_after(
    scenario: Scenario, size: tuple[int, int] = (1280, 800), scale: float = 1.0
) -> Pilot:
    """Sit before the Shoot phase, where clicks on units without a target ask whether to advance."""
    pilot = sit_down(start(scenario), size, scale)
    pilot.settle()
    pilot.do(EndPhase())
    settings = pilot.screen.app.settings
    pilot.screen.app.change(type(settings)(pace=settings.pace, ask_to_advance=True))
    pilot.screen.lay_out()
    return pilot


# ---------------------------------------------------------------- from unit to unit (A2)


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
    pilot = asking_after(SHOOTING)
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
    pilot = asking_after(SHOOTING)
    pilot.press("tab")
    pilot.click_unit(0)
    assert pilot.question is Question.ADVANCE


def test_tab_in_the_box_goes_on_to_the_next_unit_and_arrows_to_the_next_button() -> None:
    pilot = asking_after(SHOOTING)
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
    pilot = asking_after(alone)
    pilot.click_unit(0)
    pilot.press("tab")
    assert pilot.question is Question.ADVANCE
    assert pilot.focused == "skip"
    before = pilot.session.records
    pilot.press("tab")
    pilot.press("return")
    assert pilot.overlay is None
    assert pilot.session.records == before, "it was cancelled"


def test_going_on_after_cancel_begins_where_it_was() -> None:
    pilot = asking_after(SHOOTING)
    pilot.click_unit(2)
    pilot.press("escape")
    pilot.press("tab")
    assert active(pilot) == 3


def test_who_has_targets_goes_back_to_choosing_one_after_cancel() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(1)
    pilot.press("a")
    assert pilot.question is Question.ADVANCE
    pilot.press("escape")
    assert pilot.overlay is None
    assert active(pilot) == 1
    assert pilot.screen.presenter.offer.odds, "its targets are shown"


def test_a_click_only_selects_unless_a_setting_asks() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(0)
    assert active(pilot) == 0
    assert pilot.overlay is None
    pilot.press("a")
    assert pilot.question is Question.ADVANCE


@pytest.mark.parametrize("way", ["asked for", "by itself"])
def test_a_unit_stays_selected_after_cancel_so_that_it_can_be_looked_at(way: str) -> None:
    pilot = asking_after(SHOOTING) if way == "by itself" else pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(2)
    if way == "asked for":
        pilot.click("advance")
    pilot.click("cancel")
    assert pilot.overlay is None
    assert active(pilot) == 2
    pilot.press("escape")
    assert active(pilot) is None


def test_the_green_button_names_what_it_does() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(2)
    pilot.press("a")
    assert pilot.overlay is not None
    faces = {choice.answer: choice.face.label for choice in pilot.overlay.choices()}
    assert faces[QuestionAnswer.CONFIRM] == "Advance"


def test_a_hint_can_be_asked_for_from_the_box() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    pilot.click_unit(2)
    pilot.press("a")
    pilot.press("h")
    assert pilot.overlay is None
    assert active(pilot) == 2
    assert pilot.screen.advice.kind is AdviceKind.HINT


# ---------------------------------------------------------------- the box of an advance (A3)


def reach(pilot: Pilot, unit: int, points: int) -> frozenset[Offset]:
    state = pilot.session.state
    cells = reachable.destinations(state, state.units[unit], points)
    return frozenset(state.field.grid.offsets_of(cells))


def test_the_board_outlines_what_the_lowest_and_the_highest_roll_would_reach() -> None:
    pilot = asking_after(SHOOTING)
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
    pilot = asking_after(SHOOTING, size, scale)
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
