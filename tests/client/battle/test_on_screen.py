"""What a person meets on the screen: boxes, badges, picks, taking back, saving, weapons, log."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle import prompts
from client.battle.intent import Box
from client.battle.session import Session
from client.draw.picture import Aim, Badge, BoardPicture, Glow, Mark, UnitPicture
from client.settings import Pace
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Mode,
    Move,
    Shoot,
    Wait,
)
from engine.battle.events import ChargeRolled, Event
from engine.battle.phase import Phase
from engine.battle.replay import read_save
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.battle.state import AttackPending
from tests.client.battle.desk import (
    AGAINST_BOT,
    PEOPLE,
    Prompt,
    muster,
    seed_where,
    sit_down,
    start,
)
from tests.client.pilot import Pilot

FAR = muster([("linesman", (1, 4)), ("fleck", (1, 1))], [("loom", (14, 4))])
CLOSE = muster([("linesman", (4, 4))], [("loom", (7, 4))])
GUNS = muster([("theodolite", (1, 4))], [("loom", (9, 4)), ("fleck", (9, 6))])
MELEE = muster(
    [("linesman", (4, 4)), ("sapper", (8, 4))],
    [("loom", (5, 3)), ("fleck", (8, 5))],
)


def pilot_after(scenario: Scenario, *actions: Action, seed: int = 7) -> Pilot:
    session = start(scenario, seed=seed)
    for action in actions:
        assert session.submit(session.ply, action)
    pilot = sit_down(session)
    pilot.settle()
    return pilot


def picture(pilot: Pilot) -> BoardPicture:
    return pilot.screen.picture()


def shown(pilot: Pilot, unit: int) -> UnitPicture:
    return next(one for one in picture(pilot).units if one.unit == unit)


def last_action(pilot: Pilot) -> Action | None:
    return pilot.session.history[-1].action


def prompt(pilot: Pilot) -> str:
    return prompts.prompt_of(pilot.screen.director).words


# The advance


def test_a_unit_without_target_is_asked_before_it_advances() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(0)
    assert pilot.screen.box is Box.ADVANCE
    words = prompts.words_of_box(Box.ADVANCE, pilot.screen.director.situation)
    assert words.lines == (
        "Making an advance move won't allow you to shoot or charge in this turn.",
    )
    assert [spot.name for spot in pilot.screen.spots] == ["confirm", "skip", "cancel"]


def test_the_box_names_the_weapons_that_may_still_fire() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(1)
    words = prompts.words_of_box(Box.ADVANCE, pilot.screen.director.situation)
    assert words.lines[1] == "Spit dart may still fire."


def test_confirm_rolls_and_shows_where_to_until_the_unit_has_gone() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(0)
    pilot.click("confirm")
    pilot.settle()
    assert last_action(pilot) == Advance()
    (glow,) = picture(pilot).glows
    assert glow.kind is Glow.ADVANCE
    badge = shown(pilot, 0).badge
    assert badge is not None
    assert badge.reached
    goal = min(glow.hexes)
    pilot.point_at_hex(goal)
    path = picture(pilot).path
    assert path is not None
    assert path.hexes[-1] == goal
    assert path.label.endswith(f"/{badge.label}")
    pilot.click_hex(goal)
    pilot.settle()
    assert last_action(pilot) == AdvanceTo(goal)
    assert shown(pilot, 0).badge is None


def test_skip_ends_the_activation() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(0)
    pilot.click("skip")
    pilot.settle()
    assert last_action(pilot) == Wait()
    assert shown(pilot, 0).mark is Mark.DONE


def test_cancel_leaves_the_unit_available() -> None:
    pilot = pilot_after(FAR, EndPhase())
    before = pilot.session.game.checksum()
    pilot.click_unit(0)
    pilot.click("cancel")
    pilot.settle()
    assert pilot.session.game.checksum() == before
    assert pilot.screen.box is None
    assert shown(pilot, 0).mark is Mark.READY


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_unit_with_a_target_may_choose_to_advance(way: str) -> None:
    pilot = pilot_after(CLOSE, EndPhase(), Activate(0))
    assert pilot.screen.box is None
    if way == "button":
        pilot.click("advance")
    else:
        pilot.press("a")
    assert pilot.screen.box is Box.ADVANCE
    pilot.press("escape")
    assert pilot.session.state.active is None


def test_a_unit_that_rolled_may_stay() -> None:
    pilot = pilot_after(FAR, EndPhase(), Activate(0), Advance())
    pilot.press("space")
    pilot.settle()
    assert pilot.session.state.active is None
    assert not pilot.session.state.units[0].advanced


# Shooting


def test_targets_blink_and_show_the_chance_to_destroy_them() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    targets = [unit for unit in picture(pilot).units if unit.aim is Aim.LEGAL]
    assert {unit.unit for unit in targets} == {1, 2}
    assert all(unit.expected > 0 and unit.label.endswith("%") for unit in targets)
    assert {glow.kind for glow in picture(pilot).glows} == {Glow.SHOOT, Glow.COVERED}
    pilot.point_at_hex((9, 4))
    assert shown(pilot, 1).aim is Aim.CHOSEN
    assert picture(pilot).aim_line is not None


def test_hexes_are_paler_where_a_target_would_have_cover() -> None:
    woods = tuple("." * 6 + "%" + "." * 8 if row in {3, 4} else "." * 15 for row in range(9))
    behind = muster([("theodolite", (1, 4))], [("loom", (9, 4))], terrain=woods)
    pilot = pilot_after(behind, EndPhase(), Activate(0))
    hexes = {glow.kind: glow.hexes for glow in picture(pilot).glows}
    assert hexes[Glow.COVERED] == {(6, 3), (6, 4)}
    assert (5, 4) in hexes[Glow.SHOOT]


def test_single_shots_ask_what_becomes_of_the_rest() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    pilot.press("v")
    pilot.click_unit(1)
    pilot.settle()
    assert last_action(pilot) == Shoot("transit_repeaters", 1, Mode.SINGLE)
    assert isinstance(pilot.session.state.pending, AttackPending)
    assert "5 attacks left" in prompt(pilot)
    pilot.click_unit(2)
    pilot.settle()
    assert last_action(pilot) == Shoot("transit_repeaters", 2, Mode.SINGLE)
    pilot.click("wait")
    pilot.settle()
    assert not isinstance(pilot.session.state.pending, AttackPending)


def test_a_weapon_is_picked_by_key_and_by_its_row() -> None:
    scenario = muster([("sapper", (4, 4))], [("loom", (8, 4))])
    pilot = pilot_after(scenario, EndPhase(), Activate(0))
    pilot.press("2")
    assert "Service pistol" in prompt(pilot)
    pilot.click("weapon thermic_lance")
    assert "Thermic lance" in prompt(pilot)


def test_a_target_is_picked_from_the_list_and_fired_at_by_key() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    pilot.click("target 2")
    assert shown(pilot, 2).aim is Aim.CHOSEN
    pilot.press("return")
    pilot.settle()
    assert last_action(pilot) == Shoot("transit_repeaters", 2, Mode.VOLLEY)


# Charging and fighting


def _reached(wanted: bool) -> object:  # noqa: FBT001 - what is wanted
    def judge(events: list[Event]) -> bool:
        return any(isinstance(one, ChargeRolled) and one.reached is wanted for one in events)

    return judge


TO_CHARGE = (EndPhase(), EndPhase(), Activate(0))


@pytest.mark.parametrize("reached", [True, False])
def test_a_charge_shows_its_roll(reached: bool) -> None:  # noqa: FBT001 - a parameter
    far = muster([("linesman", (2, 4))], [("loom", (8, 4))])
    judge = _reached(reached)
    seed = seed_where(far, [*TO_CHARGE, Charge(1)], judge)  # type: ignore[arg-type]
    pilot = pilot_after(far, *TO_CHARGE, seed=seed)
    assert shown(pilot, 1).aim is Aim.LEGAL
    pilot.click_unit(1)
    rolled = next(
        event for event in pilot.session.history[-1].events if isinstance(event, ChargeRolled)
    )
    pilot.screen.director.player.skip()
    badge = shown(pilot, 0).badge
    if reached:
        assert badge == Badge(str(rolled.total), reached=True)
        pilot.settle()
        (glow,) = picture(pilot).glows
        assert glow.kind is Glow.CHARGE
        pilot.click_hex(min(glow.hexes))
        pilot.settle()
        assert isinstance(last_action(pilot), ChargeTo)
        assert shown(pilot, 0).badge is None
    else:
        assert rolled.reached is False


def test_a_failed_charge_leaves_a_red_badge_to_be_read() -> None:
    two = muster([("linesman", (2, 4)), ("linesman", (2, 2))], [("loom", (8, 4))])
    seed = seed_where(two, [*TO_CHARGE, Charge(2)], _reached(False))  # type: ignore[arg-type]
    pilot = pilot_after(two, *TO_CHARGE, seed=seed)
    pilot.click_unit(2)
    pilot.settle()
    badge = shown(pilot, 0).badge
    assert badge is not None
    assert not badge.reached
    pilot.click_unit(1)
    pilot.settle()
    assert shown(pilot, 0).badge is None


def test_the_banner_says_whose_pick_it_is() -> None:
    session = start(MELEE)
    while session.state.phase is not Phase.FIGHT:
        session.submit(session.ply, EndPhase())
    pilot = sit_down(session)
    pilot.settle()
    assert session.state.to_act is Side.TWO
    assert prompt(pilot) == "Murmur picks the next unit to fight"
    pilot.click_unit(2)
    assert isinstance(last_action(pilot), Activate)
    pilot.settle()
    assert prompt(pilot).startswith("Murmur strikes with ")
    pilot.click_unit(0)
    pilot.settle()
    assert isinstance(last_action(pilot), Fight)


def test_those_who_charged_pick_first() -> None:
    seed = seed_where(CLOSE, [*TO_CHARGE, Charge(1)], _reached(True))  # type: ignore[arg-type]
    pilot = pilot_after(CLOSE, *TO_CHARGE, Charge(1), seed=seed)
    (glow,) = picture(pilot).glows
    pilot.click_hex(min(glow.hexes))
    pilot.settle()
    assert "charged fight first" in prompt(pilot)


# Moving, taking back


def test_moving_shows_green_hexes_the_path_and_its_cost() -> None:
    pilot = pilot_after(FAR, Activate(0))
    (glow,) = picture(pilot).glows
    assert glow.kind is Glow.MOVE
    pilot.point_at_hex((3, 4))
    path = picture(pilot).path
    assert path is not None
    assert (path.hexes[0], path.hexes[-1], path.label) == ((1, 4), (3, 4), "2/5")
    pilot.point_at_hex((12, 1))
    assert picture(pilot).path is None


@pytest.mark.parametrize("key", ["z", "ctrl+z"])
def test_a_move_is_taken_back_by_key(key: str) -> None:
    pilot = pilot_after(FAR)
    before = pilot.session.game.checksum()
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    pilot.press(key)
    pilot.press(key)
    pilot.settle()
    assert pilot.session.game.checksum() == before
    assert shown(pilot, 0).mark is Mark.READY


def test_the_right_button_puts_an_untouched_unit_back_and_then_opens_the_menu() -> None:
    pilot = pilot_after(FAR, Activate(0))
    pilot.step_back()
    assert pilot.session.state.active is None
    pilot.step_back()
    assert pilot.screen.director.menu_open
    pilot.press("escape")
    assert not pilot.screen.director.menu_open


def test_tab_goes_to_the_next_unit() -> None:
    pilot = pilot_after(FAR)
    pilot.press("tab")
    assert pilot.session.state.active == 0
    pilot.press("tab")
    assert pilot.session.state.active == 1
    assert pilot.session.may_put_back


def test_ending_a_phase_asks_once() -> None:
    pilot = pilot_after(FAR)
    pilot.press("e")
    assert pilot.screen.box is Box.END_PHASE
    pilot.click("cancel")
    assert pilot.session.state.phase is Phase.MOVE
    pilot.click("end_phase")
    pilot.click("confirm")
    pilot.settle()
    assert pilot.session.state.phase is not Phase.MOVE


def test_what_is_not_possible_is_said() -> None:
    pilot = pilot_after(FAR)
    pilot.press("z")
    assert prompt(pilot) == "This cannot be taken back."
    pilot.frame(5.0)
    assert prompt(pilot) == "Choose a unit to move"


# Animations


def test_a_click_during_the_own_animation_skips_it_and_counts() -> None:
    session = start(FAR)
    pilot = sit_down(session, pace=Pace.NORMAL)
    pilot.settle()
    pilot.do(Activate(0))
    pilot.click_hex((3, 4))
    assert not pilot.screen.director.player.idle
    pilot.click_unit(1)
    assert session.state.active == 1


def test_a_key_during_the_bots_turn_skips_what_is_shown() -> None:
    pilot = sit_down(start(FAR, AGAINST_BOT), pace=Pace.NORMAL)
    pilot.settle()
    while pilot.session.awaits_person:
        pilot.press("e")
        pilot.press("return")
    assert not pilot.screen.director.settled
    pilot.press("space")
    pilot.settle()
    assert pilot.screen.director.deciding
    assert not pilot.screen.director.hurried


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
    assert pilot.screen.director.deciding


# Saving, leaving, the log


def test_save_and_continue(tmp_path: Path) -> None:
    pilot = pilot_after(FAR)
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    pilot.screen.app.battles.path = tmp_path / "kept.jsonl"  # type: ignore[attr-defined]
    pilot.press("f5")
    assert prompt(pilot) == "Saved as kept.jsonl"
    lines = pilot.screen.director.lines
    again = sit_down(Session.resume(read_save(tmp_path / "kept.jsonl"), Prompt()))
    again.settle()
    assert again.session.game.checksum() == pilot.session.game.checksum()
    assert again.screen.director.lines == lines
    again.do(Activate(1))
    again.press("z")
    again.press("z")
    assert again.session.state.active == 0


def test_leaving_is_asked_and_answered() -> None:
    pilot = pilot_after(FAR)
    pilot.press("f10")
    pilot.click("leave")
    assert pilot.screen.box is Box.LEAVE
    pilot.click("cancel")
    assert not pilot.screen.app.left  # type: ignore[attr-defined]
    pilot.press("escape")
    pilot.click("leave")
    pilot.press("return")
    assert pilot.screen.app.left  # type: ignore[attr-defined]


def test_a_line_of_the_log_unfolds_to_its_dice() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    pilot.do(Shoot("transit_repeaters", 1, Mode.VOLLEY))
    newest = max(
        (spot for spot in pilot.screen.spots if spot.name.startswith("log ")),
        key=lambda spot: int(spot.name.split()[1]),
    )
    height = newest.rect.h
    pilot.click(newest.name)
    assert pilot.spot(newest.name).rect.h > height
    pilot.press("l")
    assert pilot.screen.all_unfolded


def test_the_view_zooms_and_pans() -> None:
    pilot = sit_down(start("crossroads", PEOPLE))
    pilot.settle()
    camera = pilot.screen.control.camera
    pilot.point(pilot.screen.places.board.center)
    pilot.wheel(2)
    assert pilot.screen.control.camera.radius > camera.radius
    near = pilot.screen.control.camera
    pilot.press("left")
    assert pilot.screen.control.camera.left > near.left
    pilot.post(
        pygame.MOUSEBUTTONDOWN,
        pos=pilot.screen.places.board.center,
        button=pygame.BUTTON_MIDDLE,
        touch=False,
    )
    before = pilot.screen.control.camera
    pilot.post(pygame.MOUSEMOTION, pos=(400, 400), rel=(-30, -20), buttons=(0, 1, 0), touch=False)
    pilot.frame()
    assert pilot.screen.control.camera.left == before.left - 30
    pilot.press("0")
    assert pilot.screen.control.camera.shows_all
