"""What a person meets on the screen: boxes, badges, picks, taking back, saving, weapons, log."""

from __future__ import annotations

import pytest

from client.battle.hud import prompts
from client.battle.input.questions import Question
from client.draw.board.picture import Aim, Badge, Glow, Mark
from engine.battle.actions import (
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    Mode,
    Shoot,
    Wait,
)
from engine.battle.events import ChargeRolled, Event
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.battle.state import AttackPending
from tests.client.battle.desk import (
    muster,
    seed_where,
    sit_down,
    start,
)
from tests.client.battle.stage import (
    CLOSE,
    FAR,
    GUNS,
    MELEE,
    SHOOTING,
    frame,
    last_action,
    picture,
    pilot_after,
    prompt,
    shown,
)
from tests.client.pilot import Pilot


def question_lines(pilot: Pilot) -> tuple[str, ...]:
    presenter = pilot.screen.presenter
    assert pilot.question is not None
    return prompts.question_words(pilot.question, presenter.decision, presenter.names).lines


# The end of a phase


def test_the_question_names_the_units_that_could_still_do_something() -> None:
    pilot = pilot_after(FAR)
    pilot.press("e")
    assert question_lines(pilot) == ("Could still move: Linesman, Fleck.",)


def test_of_many_units_the_question_counts_the_rest() -> None:
    line = [("linesman", (0, row)) for row in range(9)]
    pilot = pilot_after(muster(line, [("loom", (14, 4))]))
    pilot.press("e")
    (words,) = question_lines(pilot)
    assert words.endswith("Linesman 5, 4 more.")


def test_a_unit_that_cannot_fight_is_not_missed_in_the_charge() -> None:
    gun = muster([("fieldpiece", (2, 4)), ("linesman", (2, 2))], [("loom", (8, 4))])
    pilot = pilot_after(gun, EndPhase(), EndPhase(), Activate(1), Wait())
    assert pilot.session.state.phase is Phase.CHARGE
    assert pilot.screen.presenter.decision.waiting == 1
    pilot.press("e")
    pilot.settle()
    assert pilot.question is None
    assert pilot.session.state.phase is not Phase.CHARGE


def test_badge_pointers_and_question_are_about_the_same_units() -> None:
    several = [("fieldpiece", (2, 4)), ("linesman", (2, 2)), ("linesman", (2, 6))]
    pilot = pilot_after(muster(several, [("loom", (8, 4))]), EndPhase(), EndPhase())
    presenter = pilot.screen.presenter
    assert pilot.session.state.phase is Phase.CHARGE
    assert presenter.decision.waiting == 0b111
    assert presenter.decision.unfinished == 0b110
    assert [shown(pilot, unit).mark for unit in range(3)] == [Mark.NONE, Mark.READY, Mark.READY]
    pilot.press("tab")
    assert pilot.session.state.active == 1
    pilot.press("e")
    assert question_lines(pilot) == ("Could still charge and fight: Linesman 1, Linesman 2.",)


def test_the_end_of_the_shoot_phase_names_who_could_only_advance() -> None:
    pilot = pilot_after(SHOOTING, EndPhase())
    assert pilot.screen.presenter.decision.unfinished == 0b1111
    pilot.press("e")
    assert question_lines(pilot) == (
        "Could still shoot: Linesman 2.",
        "Could still advance: Linesman 1, Linesman 3, Linesman 4.",
    )


# The advance


def test_a_unit_without_target_is_asked_before_it_advances() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(0)
    pilot.click("advance")
    assert pilot.question is Question.ADVANCE
    assert question_lines(pilot) == (
        "After an advance, it can’t shoot or charge this turn.",
        (
            "It moves up to 1D6 movement points. Filled hexes are always in reach; outlined ones"
            " need a higher roll, up to 6."
        ),
        "Wait ends its activation without an advance. Cancel leaves it for later.",
    )
    assert list(pilot.buttons) == ["confirm", "skip", "cancel"]


def test_the_box_names_the_weapons_that_may_still_fire() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(1)
    pilot.press("a")
    assert question_lines(pilot)[0] == (
        "After an advance, it can’t charge this turn, and may fire only its Spit dart."
    )


def test_confirm_rolls_and_shows_where_to_until_the_unit_has_gone() -> None:
    pilot = pilot_after(FAR, EndPhase())
    pilot.click_unit(0)
    pilot.press("a")
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
    pilot.press("a")
    pilot.click("skip")
    pilot.settle()
    assert last_action(pilot) == Wait()
    assert shown(pilot, 0).mark is Mark.DONE


def test_cancel_leaves_the_unit_available() -> None:
    pilot = pilot_after(FAR, EndPhase())
    before = pilot.session.game.checksum()
    pilot.click_unit(0)
    pilot.click("advance")
    pilot.click("cancel")
    pilot.press("escape")
    pilot.settle()
    assert pilot.session.game.checksum() == before
    assert pilot.question is None
    assert shown(pilot, 0).mark is Mark.READY


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_unit_with_a_target_may_choose_to_advance(way: str) -> None:
    pilot = pilot_after(CLOSE, EndPhase(), Activate(0))
    assert pilot.question is None
    if way == "button":
        pilot.click("advance")
    else:
        pilot.press("a")
    assert pilot.question is Question.ADVANCE
    pilot.press("escape")
    assert pilot.overlay is None
    assert pilot.session.state.active == 0, "it goes back to its target"


def test_a_unit_that_rolled_may_stay() -> None:
    pilot = pilot_after(FAR, EndPhase(), Activate(0), Advance())
    pilot.press("space")
    pilot.settle()
    assert pilot.session.state.active is None
    assert not pilot.session.state.units[0].marks.advanced


# Shooting


def test_targets_blink_and_show_the_chance_to_destroy_them() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    targets = [unit for unit in picture(pilot).units if unit.aim is Aim.LEGAL]
    assert {unit.unit for unit in targets} == {1, 2}
    assert all(unit.expected > 0 for unit in targets)
    labels = [unit.label for unit in targets if unit.label is not None]
    assert [label.icon for label in labels] == ["skull", "skull"], "the chance to destroy"
    assert all(label.figure.endswith("%") for label in labels)
    assert [label.note for label in labels] == ["−1.2", "−1.0"], "the expected damage"
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
    assert "4 attacks left" in prompt(pilot)
    pilot.click_unit(2)
    pilot.settle()
    assert last_action(pilot) == Shoot("transit_repeaters", 2, Mode.SINGLE)
    pilot.click("wait")
    pilot.settle()
    assert not isinstance(pilot.session.state.pending, AttackPending)


def test_a_target_that_cannot_be_destroyed_does_not_read_as_one_that_cannot_be_hit() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    label = shown(pilot, 1).label
    assert label is not None
    assert (label.figure, label.note) == ("0%", "−1.2")
    assert {"0%", "−1.2"} <= set(frame(pilot).words), "written above the target"
    words = " ".join(frame(pilot).words)
    assert "0% destroyed · 1.2 damage · " in words, "and in words beside the board"


def test_only_bars_that_blink_keep_a_still_battle_moving() -> None:
    still = pilot_after(FAR)
    for _ in range(200):  # the ground is painted in the frames that there is time for
        still.frame()
    assert not still.screen.animating
    blinking = pilot_after(GUNS, EndPhase(), Activate(0))
    assert blinking.screen.still
    assert blinking.screen.animating


def test_the_toggle_of_attacks_says_its_state_and_what_a_click_does() -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    assert "Mode: volley" in frame(pilot).words
    pilot.point(pilot.screen.action_rect("mode").center)
    assert "All attacks are made at once. Click for one attack at a time (V)." in frame(pilot).words
    pilot.click("mode")
    assert "Mode: single" in frame(pilot).words
    assert "One attack is made at a time. Click for all at once (V)." in frame(pilot).words


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
    pilot.screen.presenter.animator.skip()
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
        session.submit(session.records, EndPhase())
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
