"""What the cursor does: it acts as a click does, steps through targets, and plays whole battles."""

from __future__ import annotations

import pygame
import pytest

from client.battle.input.unit_selection import weapon_in_hand
from client.battle.model.session import Session
from client.text.catalogue import name, text
from engine.battle import rules
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Move,
    Shoot,
)
from engine.battle.events import ChargeRolled
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, muster, seed_where, sit_down, start
from tests.client.battle.stage import (
    FAR,
    NEAR,
    TWO_EACH,
    active,
    frame,
    last_action,
    pilot_after,
    prompt,
)
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot, greedy

CLOSE = muster([("linesman", (4, 4))], [("loom", (6, 4))])


def test_enter_does_what_a_click_does() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH))
    pilot.move_cursor((1, 4))
    pilot.press("return")
    assert active(pilot) == 0
    pilot.move_cursor((3, 4))
    pilot.press("return")
    assert last_action(pilot) == Move((3, 4))
    assert pilot.cursor == (3, 4)


def test_enter_says_why_nothing_can_be_done_there() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH, Activate(0)))
    pilot.move_cursor((12, 0))
    before = len(pilot.session.history)
    pilot.press("return")
    mouse = pilot_after(TWO_EACH, Activate(0))
    mouse.click_hex((12, 0))
    assert prompt(pilot) == prompt(mouse)
    assert len(pilot.session.history) == before


def test_t_steps_through_the_targets_and_enter_fires() -> None:
    pilot = without_mouse(pilot_after(NEAR, EndPhase(), Activate(0)))
    pilot.press("t")
    assert pilot.cursor == (8, 4)
    pilot.press("t")
    assert pilot.cursor == (8, 6)
    pilot.press("shift+t")
    assert pilot.cursor == (8, 4)
    assert "confirm" in pilot.actions()
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)


def test_enter_picks_the_first_target_and_then_fires() -> None:
    pilot = without_mouse(pilot_after(NEAR, EndPhase()))
    pilot.press("tab")
    told = text(
        "battle.ask.shoot-keys", weapon=name("weapon", hand_of(pilot)), next="T", confirm="Enter"
    )
    assert prompt(pilot) == told
    before = len(pilot.session.history)
    pilot.press("return")
    assert pilot.cursor == (8, 4)
    assert len(pilot.session.history) == before
    assert "confirm" in pilot.actions()
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)


def test_after_a_click_on_a_unit_enter_picks_a_target_too() -> None:
    pilot = without_mouse(pilot_after(NEAR, EndPhase()))
    pilot.click_unit(0)
    pilot.press("return")
    assert pilot.cursor == (8, 4)


def test_the_list_of_targets_names_the_key_that_steps_through_them() -> None:
    pilot = pilot_after(NEAR, EndPhase(), Activate(0))
    note = text("battle.odds.targets-note")
    assert text("battle.odds.targets-step", note=note, cap="T") in frame(pilot).words


def hand_of(pilot: Pilot) -> str:
    presenter = pilot.screen.presenter
    weapon = weapon_in_hand(presenter.decision, presenter.chosen)
    assert weapon is not None
    return weapon


def test_t_steps_through_the_destinations_and_they_are_all_there() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH, Activate(0)))
    state = pilot.session.state
    ends = set(state.field.grid.offsets_of(pilot.screen.presenter.decision.options.move))
    seen = []
    for _ in ends:
        pilot.press("t")
        seen.append(pilot.cursor)
    assert set(seen) == ends
    pilot.press("t")
    assert pilot.cursor == seen[0]


def test_without_targets_and_destinations_t_says_so() -> None:
    pilot = without_mouse(pilot_after(FAR, EndPhase(), Activate(0)))
    pilot.press("t")
    assert prompt(pilot) == text("battle.refuse.target")


def test_escape_takes_the_cursor_from_the_target_back_to_the_unit() -> None:
    pilot = without_mouse(pilot_after(NEAR, EndPhase(), Activate(0)))
    pilot.press("t")
    pilot.press("escape")
    assert pilot.cursor == (4, 4)
    assert "confirm" not in pilot.actions()
    assert not pilot.menu_open


def test_after_an_advance_roll_the_cursor_is_at_a_destination() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH, EndPhase(), Activate(1)))
    pilot.press("right")
    pilot.do(Advance())
    now = pilot.screen.presenter.decision
    assert isinstance(now.state.pending, AdvancePending)
    assert pilot.cursor in now.state.field.grid.offsets_of(now.options.advance_to)
    pilot.press("return")
    assert active(pilot) is None


def test_after_a_successful_charge_enter_ends_it() -> None:
    actions: list[Action] = [EndPhase(), EndPhase(), Activate(0), Charge(1)]
    seed = seed_where(
        CLOSE,
        actions,
        lambda events: any(isinstance(e, ChargeRolled) and e.reached for e in events),
    )
    pilot = without_mouse(pilot_after(CLOSE, *actions[:3], seed=seed))
    pilot.press("t")
    pilot.press("return")
    pilot.settle()
    assert last_action(pilot) == Charge(1)
    at = pilot.cursor
    assert at is not None
    pilot.press("return")
    assert last_action(pilot) == ChargeTo(at)


def test_a_held_enter_acts_once() -> None:
    pilot = without_mouse(pilot_after(TWO_EACH))
    pilot.move_cursor((1, 4))
    before = pilot.session.records
    for _ in range(5):
        pilot.post(pygame.KEYDOWN, key=pygame.K_RETURN, mod=0, unicode="", scancode=0)
        pilot.frame()
    assert pilot.session.records == before + 1


def impatient(session: Session) -> Action:
    """Choose as `greedy` does, but end the first movement early, and advance without a target."""
    state = session.state
    legal = rules.legal_actions(state)
    if state.round == 1 and state.phase is Phase.MOVE and state.activated and EndPhase() in legal:
        return EndPhase()
    if Advance() in legal and not any(isinstance(action, Shoot) for action in legal):
        return Advance()
    onward = [action for action in legal if isinstance(action, AdvanceTo)]
    return onward[0] if onward else greedy(session)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "players"), [("first_landing", AGAINST_BOT), ("lock_keepers", PEOPLE)]
)
@pytest.mark.parametrize("size", [(1280, 800), (850, 530)])
def test_a_whole_battle_is_played_by_the_keyboard_alone(
    scenario: str, players: tuple[str, str], size: tuple[int, int]
) -> None:
    pilot = without_mouse(sit_down(start(scenario, players), size))
    pilot.play(impatient)
    assert pilot.shows_end
    seats = pilot.session.seats
    own = [one for one in pilot.session.history if one.by is not None and seats.is_person(one.by)]
    done = {type(batch.action) for batch in own}
    assert {Activate, Move, Advance, AdvanceTo, Shoot, Charge, ChargeTo, Fight, EndPhase} <= done


def test_enter_goes_to_a_target_and_then_fires_at_it() -> None:
    pilot = pilot_after(CLOSE, EndPhase())
    pilot.press("tab")
    written = frame(pilot)
    assert "Line rifle: T or Enter picks a target" in prompt(pilot)
    assert "best first · T: next" in written.within(pilot.screen.layout.column)
    pilot.press("return")
    assert pilot.screen.presenter.chosen.target == 1
    pilot.press("return")
    assert isinstance(last_action(pilot), Shoot)
