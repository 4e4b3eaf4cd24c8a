"""What a person does around the battle: moving, taking back, hurrying, saving, looking about."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle.input.questions import Question
from client.battle.model.session import Session
from client.draw.board.picture import Glow, Mark
from client.settings import Pace
from engine.battle.actions import (
    Activate,
    EndPhase,
    Mode,
    Move,
    Shoot,
)
from engine.battle.phase import Phase
from engine.battle.save import read_save
from tests.client.battle.desk import (
    AGAINST_BOT,
    PEOPLE,
    Prompt,
    muster,
    sit_down,
    start,
)
from tests.client.battle.stage import (
    FAR,
    GUNS,
    picture,
    pilot_after,
    prompt,
    shown,
)

# Moving, taking back


def test_moving_shows_green_hexes_the_path_and_its_cost() -> None:
    pilot = pilot_after(FAR, Activate(0))
    (glow,) = picture(pilot).glows
    assert glow.kind is Glow.MOVE
    pilot.point_at_hex((3, 4))
    path = picture(pilot).path
    assert path is not None
    assert (path.hexes[0], path.hexes[-1], path.label) == ((1, 4), (3, 4), "2/4")
    pilot.point_at_hex((12, 1))
    assert picture(pilot).path is None


@pytest.mark.parametrize("key", ["z", "ctrl+z"])
def test_a_move_is_taken_back_by_key(key: str) -> None:
    pilot = pilot_after(FAR)
    before = pilot.session.game.checksum()
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    pilot.press(key)
    assert pilot.session.state.active == 0
    assert pilot.session.state.offset(pilot.session.state.units[0]) == (1, 4)
    pilot.press("escape")
    pilot.settle()
    assert pilot.session.game.checksum() == before
    assert shown(pilot, 0).mark is Mark.READY


def test_the_right_button_puts_an_untouched_unit_back_and_does_no_more() -> None:
    pilot = pilot_after(FAR, Activate(0))
    pilot.step_back()
    assert pilot.session.state.active is None
    pilot.step_back()
    assert pilot.overlay is None
    pilot.press("escape")
    assert pilot.menu_open
    pilot.press("escape")
    assert not pilot.menu_open


def test_tab_goes_to_the_next_unit() -> None:
    pilot = pilot_after(FAR)
    pilot.press("tab")
    assert pilot.session.state.active == 0
    pilot.press("tab")
    assert pilot.session.state.active == 1
    assert pilot.session.can_put_back


def test_ending_a_phase_asks_once() -> None:
    pilot = pilot_after(FAR)
    pilot.press("e")
    assert pilot.question is Question.END_PHASE
    pilot.click("cancel")
    assert pilot.session.state.phase is Phase.MOVE
    pilot.click("end_phase")
    pilot.click("confirm")
    pilot.settle()
    assert pilot.session.state.phase is not Phase.MOVE


def test_what_is_not_possible_is_said() -> None:
    pilot = pilot_after(FAR)
    pilot.press("z")
    assert prompt(pilot) == "This can’t be undone."
    pilot.frame(5.0)
    assert prompt(pilot) == "Choose a unit to move"


# Animations


def test_a_click_during_the_own_animation_skips_it_and_counts() -> None:
    session = start(FAR)
    pilot = sit_down(session, pace=Pace.NORMAL)
    pilot.settle()
    pilot.do(Activate(0))
    pilot.click_hex((3, 4))
    assert not pilot.screen.presenter.animator.idle
    pilot.click_unit(1)
    assert session.state.active == 1


def test_a_key_during_the_bots_turn_skips_what_is_shown() -> None:
    slow = muster([("linesman", (1, 4))], [("bellman", (14, 4))])
    pilot = sit_down(start(slow, AGAINST_BOT), pace=Pace.NORMAL)
    pilot.settle()
    while pilot.session.awaits_person:
        pilot.press("e")
        pilot.press("return")
    assert not pilot.screen.presenter.settled
    pilot.press("space")
    pilot.settle()
    assert pilot.screen.presenter.deciding
    assert not pilot.screen.presenter.hurried


def test_the_window_does_not_wait_for_a_slow_bot() -> None:
    thinking = Prompt()
    thinking.silent = True
    pilot = sit_down(Session.start(FAR, 7, ("bot:greedy", "person"), thinking))
    for _ in range(20):
        pilot.frame()
    assert prompt(pilot) == "Side One is thinking …"
    pilot.press("+")
    thinking.silent = False
    pilot.settle()
    assert pilot.screen.presenter.deciding


# Saving, leaving, the log


def test_save_and_continue(tmp_path: Path) -> None:
    pilot = pilot_after(FAR)
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    pilot.screen.app.battles.path = tmp_path / "kept.jsonl"  # type: ignore[attr-defined]
    pilot.press("f5")
    assert prompt(pilot) == "Saved as kept"
    lines = pilot.screen.presenter.lines
    again = sit_down(Session.resume(read_save(tmp_path / "kept.jsonl"), Prompt()))
    again.settle()
    assert again.session.game.checksum() == pilot.session.game.checksum()
    assert again.screen.presenter.lines == lines
    again.do(Activate(1))
    again.press("z")
    again.press("z")
    assert again.session.state.active == 0


def test_leaving_is_asked_and_answered() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.click("leave")
    assert pilot.question is Question.LEAVE
    pilot.click("cancel")
    assert not pilot.left
    pilot.press("escape")
    pilot.click("leave")
    pilot.press("return")
    assert pilot.left


def test_a_line_of_the_log_unfolds_to_its_dice() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    pilot.do(Shoot("transit_repeaters", 1, Mode.VOLLEY))
    newest = max(
        (spot for spot in pilot.screen.areas if spot.name.startswith("log ") and spot.enabled),
        key=lambda spot: int(spot.name.split()[1]),
    )
    height = newest.rect.h
    pilot.click(newest.name)
    assert pilot.area(newest.name).rect.h > height
    pilot.press("l")
    assert pilot.screen.all_unfolded


def test_the_view_zooms_and_pans() -> None:
    pilot = sit_down(start("crossroads", PEOPLE))
    pilot.settle()
    camera = pilot.screen.control.camera
    pilot.point(pilot.screen.layout.board.center)
    pilot.wheel(5)
    assert pilot.screen.control.camera.radius > camera.radius
    near = pilot.screen.control.camera
    pilot.press("shift+left")
    assert pilot.screen.control.camera.left > near.left
    pilot.post(
        pygame.MOUSEBUTTONDOWN,
        pos=pilot.screen.layout.board.center,
        button=pygame.BUTTON_MIDDLE,
        touch=False,
    )
    before = pilot.screen.control.camera
    pilot.post(pygame.MOUSEMOTION, pos=(400, 400), rel=(-30, -20), buttons=(0, 1, 0), touch=False)
    pilot.frame()
    assert pilot.screen.control.camera.left == before.left - 30
    pilot.press("0")
    assert pilot.screen.control.camera.shows_all
