"""All panels are about one selection, and what cannot be done is explained by the rules."""

from __future__ import annotations

import pygame
import pytest

from client.battle.hud.hit_areas import Tab
from engine.battle.actions import Activate, EndPhase, Wait
from engine.battle.activation import options_if_activated
from engine.battle.forecast import summarise_attack
from engine.battle.phase import Phase
from engine.hexgrid import Offset, cells_of
from engine.validation import require_present
from tests.client.battle.desk import muster, sit_down, start
from tests.client.battle.stage import FAR, TWO_EACH, column, frame, picture, pilot_after, prompt
from tests.client.pilot import Pilot

SCREENED = muster(
    [("linesman", (1, 4)), ("sapper", (8, 4)), ("sapper", (1, 7))],
    [("loom", (9, 4)), ("fleck", (8, 1)), ("bellows", (14, 8))],
)
"""The loom is in contact with a sapper, so that the linesman may not shoot at it."""


def card(pilot: Pilot) -> str:
    """Return the title of the unit card: the first line beside the board."""
    return column(pilot)[0]


# One selection


def test_while_a_unit_is_active_the_card_is_its_own_whatever_was_clicked_before() -> None:
    pilot = pilot_after(TWO_EACH)
    pilot.click_unit(2)
    assert card(pilot) == "Loom"
    pilot.press("tab")
    pilot.point(pilot.screen.layout.turn_bar.center)
    assert card(pilot) == "Linesman"
    pilot.click_unit(2)
    pilot.point(pilot.screen.layout.turn_bar.center)
    assert card(pilot) == "Linesman", "a click on an enemy takes no card away from the active unit"


def test_pointing_at_an_enemy_shows_its_card_also_while_a_unit_is_active() -> None:
    pilot = pilot_after(TWO_EACH, Activate(0))
    pilot.point_at_hex((9, 6))
    assert card(pilot) == "Fleck"
    pilot.point_at_hex((1, 1))
    assert card(pilot) == "Linesman", "a friend under the mouse is not what is asked about"


def test_while_none_is_active_the_unit_under_the_mouse_has_priority_over_the_clicked_one() -> None:
    pilot = pilot_after(TWO_EACH)
    pilot.click_unit(2)
    pilot.point_at_hex((9, 6))
    assert card(pilot) == "Fleck"
    pilot.point_at_hex((5, 0))
    assert card(pilot) == "Loom"


# The pointer leaves


@pytest.mark.parametrize("way", ["bar", "window"])
def test_what_was_under_the_mouse_goes_with_it(way: str) -> None:
    pilot = pilot_after(TWO_EACH, Activate(0))
    pilot.point_at_hex((3, 4))
    assert picture(pilot).path is not None
    if way == "bar":
        pilot.point(pilot.screen.layout.turn_bar.center)
    else:
        pilot.post(pygame.WINDOWLEAVE)
        pilot.frame()
    assert picture(pilot).path is None
    assert picture(pilot).hovered is None
    before = len(pilot.session.history)
    pilot.press("return")
    assert len(pilot.session.history) == before, "nothing moves to where the mouse was"


def test_a_card_goes_when_the_pointer_leaves_the_window() -> None:
    pilot = pilot_after(TWO_EACH)
    pilot.point_at_hex((9, 6))
    assert card(pilot) == "Fleck"
    pilot.post(pygame.WINDOWLEAVE)
    pilot.frame()
    assert card(pilot) != "Fleck"


# The view moves beneath the pointer


def view_moved(pilot: Pilot) -> Offset | None:
    """Move the view by keys alone; return the hex that the resting mouse is over by then."""
    before = pilot.screen.control.camera
    pilot.press("+")
    pilot.press("shift+left")
    assert pilot.screen.control.camera != before
    return pilot.screen.control.camera.hex_under(pilot.screen.mouse)


def test_a_resting_mouse_is_over_another_hex_when_the_view_has_moved() -> None:
    pilot = pilot_after(TWO_EACH)
    pilot.point(pilot.screen.layout.board.center)
    pilot.wheel(3)
    was = picture(pilot).hovered
    at = view_moved(pilot)
    assert picture(pilot).hovered == at != was


def test_a_view_that_moves_takes_nothing_from_the_keys() -> None:
    pilot = pilot_after(TWO_EACH)
    pilot.point(pilot.screen.layout.board.center)
    pilot.wheel(3)
    pilot.post(pygame.WINDOWLEAVE)
    pilot.frame()
    view_moved(pilot)
    assert picture(pilot).hovered is None


# Advice by the rules


@pytest.mark.parametrize("at", [(2, 4), (3, 4), (4, 4), (5, 4)])
def test_advice_after_a_move_counts_those_who_may_be_shot_at_from_there(
    at: tuple[int, int],
) -> None:
    pilot = pilot_after(SCREENED, Activate(0))
    pilot.point_at_hex(at)
    advised = [words for words in column(pilot) if words.startswith("Line rifle: ")]
    pilot.click_hex(at)
    pilot.do(EndPhase())
    state = pilot.session.state
    shots = dict(options_if_activated(state, 0).shoot)
    assert not shots["line_rifle"] >> 3 & 1, "the loom is in contact with a friend"
    targets = shots["line_rifle"]
    best = max(
        summarise_attack(
            state,
            state.units[0],
            require_present(state.units[0].profile.weapon("line_rifle"), ""),
            state.units[target],
        ).damage
        for target in cells_of(targets)
    )
    assert advised == [f"Line rifle: {targets.bit_count()} targets, best {best:.1f} damage"]


def test_a_click_on_an_enemy_in_contact_with_a_friend_says_that_it_may_not_be_shot() -> None:
    near = muster([("linesman", (4, 4)), ("sapper", (8, 4))], [("loom", (9, 4)), ("fleck", (7, 1))])
    pilot = pilot_after(near, EndPhase(), Activate(0))
    before = len(pilot.session.history)
    pilot.click_unit(2)
    assert prompt(pilot) == "Loom is adjacent to a unit on the shooter's side."
    assert prompt(pilot) in frame(pilot).words
    assert len(pilot.session.history) == before


def test_a_click_on_an_enemy_too_far_to_charge_says_so() -> None:
    far = muster([("linesman", (0, 4))], [("fleck", (5, 4)), ("loom", (14, 4))])
    pilot = pilot_after(far, EndPhase(), EndPhase(), Activate(0))
    pilot.click_unit(2)
    assert prompt(pilot) == "Loom is out of reach even with the highest roll."


def test_a_click_on_a_greyed_weapon_says_why_it_cannot_be_used() -> None:
    pilot = pilot_after(TWO_EACH, Activate(0))
    pilot.click("weapon line_rifle")
    assert prompt(pilot) == "That belongs to the Shoot phase, and this is the Move phase."
    pilot.do(Wait())
    pilot.do(EndPhase())
    close = muster([("sapper", (4, 4))], [("loom", (5, 4)), ("fleck", (8, 7))])
    pilot = pilot_after(close, EndPhase(), Activate(0))
    pilot.click("weapon thermic_lance")
    assert prompt(pilot).startswith(
        "Sapper has an enemy adjacent, and Thermic lance does not have Sidearm"
    )


def test_a_click_on_a_friend_that_has_acted_says_so() -> None:
    pilot = pilot_after(TWO_EACH, Activate(1), Wait(), Activate(0))
    pilot.click_unit(1)
    assert prompt(pilot) == f"{pilot.screen.presenter.names.unit(1)} has already acted this phase."


def test_a_click_on_a_unit_that_has_acted_says_so_while_none_is_active() -> None:
    pilot = pilot_after(TWO_EACH, Activate(1), Wait())
    pilot.click_unit(1)
    assert prompt(pilot) == f"{pilot.screen.presenter.names.unit(1)} has already acted this phase."
    assert pilot.screen.presenter.chosen.looked_at == 1


def test_a_click_where_a_unit_cannot_go_says_why() -> None:
    rows = ("....#", ".....", ".....", ".....", ".....")
    near = muster([("linesman", (0, 0)), ("fleck", (2, 4))], [("loom", (4, 3))], rows)
    pilot = pilot_after(near, Activate(0))
    for at, reason in {
        (4, 0): "That hex can't be entered: Wall.",
        (4, 3): "That hex is occupied.",
        (4, 4): "That hex is adjacent to an enemy.",
    }.items():
        pilot.click_hex(at)
        assert prompt(pilot) == reason


def test_the_badge_counts_what_may_still_act_and_the_active_unit() -> None:
    pilot = pilot_after(TWO_EACH)
    now = pilot.screen.presenter.decision
    assert now.unfinished == now.waiting
    count = now.unfinished.bit_count()
    pilot.do(Activate(0))
    assert pilot.screen.presenter.decision.unfinished.bit_count() == count
    pilot.do(Wait())
    assert pilot.screen.presenter.decision.unfinished.bit_count() == count - 1


def test_fire_waits_for_a_target_that_stays_picked() -> None:
    near = muster([("linesman", (4, 4))], [("loom", (8, 4)), ("fleck", (8, 6))])
    pilot = pilot_after(near, EndPhase(), Activate(0))
    pilot.point_at_hex((8, 4))
    assert "confirm" not in pilot.actions(), "on the way to the button the mouse leaves the target"
    pilot.press("t")
    assert "confirm" in pilot.actions()


# Narrow windows


def test_in_a_narrow_window_the_tab_follows_the_decision() -> None:
    pilot = sit_down(start(TWO_EACH), (1024, 600))
    pilot.settle()
    assert pilot.screen.tab is Tab.UNIT
    pilot.do(Activate(0))
    assert pilot.screen.tab is Tab.ODDS
    pilot.point_at_hex((3, 4))
    assert "AFTER THIS MOVE" in column(pilot)
    pilot.click_hex((3, 4))
    pilot.settle()
    assert pilot.screen.tab is Tab.UNIT
    pilot.click("tab log")
    pilot.do(Activate(1))
    assert pilot.screen.tab is Tab.LOG, "who reads the log goes on reading it"


def test_in_a_narrow_window_a_unit_that_nothing_can_be_forecast_of_shows_its_card() -> None:
    pilot = sit_down(start(FAR), (1024, 600))
    pilot.settle()
    pilot.do(EndPhase())
    pilot.do(Activate(0))
    assert pilot.session.state.phase is Phase.SHOOT
    assert pilot.screen.presenter.offer.odds == {}
    assert pilot.screen.tab is Tab.UNIT
