"""What clicks and keys mean, without a window."""

from __future__ import annotations

import dataclasses

import pytest

from client.battle.input import intent
from client.battle.input.decision import pending_decision
from client.battle.input.intent import (
    Act,
    Choose,
    Explain,
    Leave,
    Nothing,
    OpenMenu,
    PendingDecision,
    PutBack,
    Refuse,
    Undo,
)
from client.battle.input.keys import PRESSES, KeyCommand, Press, keys_of, press_of
from client.battle.input.questions import Question, QuestionAnswer
from client.battle.input.unit_selection import Selection, open_question
from client.battle.model.session import Session
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Fight,
    GiveUp,
    Mode,
    Move,
    Shoot,
    Stay,
    Wait,
)
from engine.battle.events import ChargeRolled
from tests.client.battle.desk import muster, seed_where, start

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (14, 4))])
"""Nobody sees anybody in range of a rifle but at the end."""
NEAR = muster([("sapper", (4, 4)), ("linesman", (1, 1))], [("loom", (8, 4)), ("fleck", (8, 7))])
"""A sapper with two ranged weapons has two enemies in reach."""


def decision(session: Session, **changes: object) -> PendingDecision:
    now = pending_decision(session, asks_before_end=True)
    return dataclasses.replace(now, **changes)  # type: ignore[arg-type]


def after(scenario: object, *actions: Action, seed: int = 7) -> Session:
    session = start(scenario, seed=seed)  # type: ignore[arg-type]
    for action in actions:
        assert session.submit(session.records, action)
    return session


def press(now: PendingDecision, chosen: Selection, key: str) -> intent.Intent:
    pressed = press_of(key)
    assert pressed is not None
    return intent.press(now, chosen, pressed)


def test_a_click_on_a_unit_of_the_pool_activates_it() -> None:
    now = decision(after(FAR))
    assert intent.click(now, Selection(), (1, 4)) == Act(Activate(0))


def test_a_click_on_an_enemy_looks_at_it() -> None:
    now = decision(after(FAR))
    assert intent.click(now, Selection(), (14, 4)) == Choose(Selection(looked_at=2))


def test_a_click_on_a_legal_hex_moves_there() -> None:
    now = decision(after(FAR, Activate(0)))
    assert intent.click(now, Selection(), (3, 4)) == Act(Move((3, 4)))


def test_a_click_on_a_hex_out_of_reach_is_refused() -> None:
    now = decision(after(FAR, Activate(0)))
    assert intent.click(now, Selection(), (12, 0)) == Explain(Move((12, 0)))


def test_a_click_beside_the_board_means_nothing() -> None:
    assert intent.click(decision(after(FAR)), Selection(), None) == Choose(Selection())


def test_a_click_on_another_unit_of_the_pool_puts_the_untouched_one_back() -> None:
    now = decision(after(FAR, Activate(0)))
    assert intent.click(now, Selection(), (1, 1)) == Act(Activate(1), put_back=True)


@pytest.mark.parametrize("key", ["tab", "n"])
def test_next_unit_goes_around_the_pool(key: str) -> None:
    assert press(decision(after(FAR)), Selection(), key) == Act(Activate(0))
    first = decision(after(FAR, Activate(0)))
    assert press(first, Selection(), key) == Act(Activate(1), put_back=True)
    second = decision(after(FAR, Activate(1)))
    assert press(second, Selection(), key) == Act(Activate(0), put_back=True)
    assert press(second, Selection(), "shift+tab") == Act(Activate(0), put_back=True)
    assert press(decision(after(FAR)), Selection(), "shift+n") == Act(Activate(1))


def test_next_unit_stays_with_the_only_one() -> None:
    now = decision(after(FAR, Activate(0), Wait(), Activate(1)))
    assert press(now, Selection(), "tab") == Nothing()


def test_stepping_back_goes_one_level_at_a_time() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    chosen = Selection(weapon="service_pistol", target=2, looked_at=1)
    steps = []
    while isinstance(outcome := intent.step_back(now, chosen), Choose):
        chosen = outcome.selection
        steps.append((chosen.looked_at, chosen.target, chosen.weapon))
    assert steps == [
        (None, 2, "service_pistol"),
        (None, None, "service_pistol"),
        (None, None, None),
    ]
    assert outcome == PutBack()
    assert intent.step_back(decision(after(NEAR)), Selection()) == OpenMenu()
    assert intent.right_click(decision(after(NEAR)), Selection()) == Nothing()
    assert intent.right_click(now, Selection()) == PutBack()


def test_a_touched_unit_is_not_put_back() -> None:
    two_guns = muster([("theodolite", (4, 4)), ("linesman", (1, 1))], [("loom", (8, 4))])
    fresh = after(two_guns, EndPhase(), Activate(0))
    assert intent.step_back(decision(fresh), Selection()) == PutBack()
    shot = after(two_guns, EndPhase(), Activate(0), Shoot("crew_carbine", 2, Mode.VOLLEY))
    assert shot.state.active == 0, "it may still fire its other weapon"
    assert intent.step_back(decision(shot), Selection()) == OpenMenu()


def test_a_click_on_a_target_fires_the_weapon_in_hand() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    assert [code for code, _ in now.attacks] == ["thermic_lance", "service_pistol"]
    fired = Act(Shoot("thermic_lance", 2, Mode.VOLLEY))
    assert intent.click(now, Selection(), (8, 4)) == fired
    single = Selection(weapon="service_pistol", mode=Mode.SINGLE)
    assert intent.click(now, single, (8, 4)) == Act(Shoot("service_pistol", 2, Mode.SINGLE))


def test_a_click_on_a_target_of_another_weapon_takes_that_one_in_hand() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    only_lance = dict(now.attacks)["thermic_lance"] & ~dict(now.attacks)["service_pistol"]
    if only_lance:
        outcome = intent.click(now, Selection(weapon="service_pistol"), (8, 7))
        assert isinstance(outcome, Choose)
        assert outcome.selection.weapon == "thermic_lance"


def test_keys_pick_weapon_mode_and_target() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    assert press(now, Selection(), "2") == Choose(Selection(weapon="service_pistol"))
    assert press(now, Selection(), "9") == Nothing()
    assert press(now, Selection(), "v") == Choose(Selection(mode=Mode.SINGLE))
    assert press(now, Selection(mode=Mode.SINGLE), "v") == Choose(Selection())
    aimed = Selection(hovered=(8, 4), keyed=True, target=2)
    assert press(now, Selection(), "t") == Choose(aimed)
    assert press(now, aimed, "return") == Act(Shoot("thermic_lance", 2, Mode.VOLLEY))
    picked = Selection(target=2)
    assert press(now, picked, "return") == Act(Shoot("thermic_lance", 2, Mode.VOLLEY))


def test_space_waits_stays_or_gives_up_as_the_question_is() -> None:
    moving = decision(after(FAR, Activate(0)))
    assert press(moving, Selection(), "space") == Act(Wait())
    rolled = after(FAR, EndPhase(), Activate(0), Advance())
    assert press(decision(rolled), Selection(), "space") == Act(Stay())
    nobody = decision(after(FAR))
    assert press(nobody, Selection(), "space") == Explain(Wait())
    guns = muster([("theodolite", (1, 4))], [("loom", (9, 4))])
    left = after(guns, EndPhase(), Activate(0), Shoot("transit_repeaters", 1, Mode.SINGLE))
    assert press(decision(left), Selection(), "space") == Act(GiveUp())


def test_a_unit_without_target_is_asked_whether_it_advances() -> None:
    now = decision(after(FAR, EndPhase(), Activate(1)))
    assert not now.options.shoot
    asked = Selection(question=Question.ADVANCE)
    assert open_question(now, asked) is Question.ADVANCE
    assert intent.click(now, asked, (3, 3)) == Nothing()
    assert intent.answer(now, asked, QuestionAnswer.CONFIRM) == Act(Advance())
    assert intent.answer(now, asked, QuestionAnswer.SKIP) == Act(Wait())
    assert intent.answer(now, asked, QuestionAnswer.CANCEL) == Choose(Selection())
    assert intent.answer(now, asked, QuestionAnswer.NEXT) == Act(Activate(0), put_back=True)
    for key, reply in (
        ("return", QuestionAnswer.CONFIRM),
        ("space", QuestionAnswer.SKIP),
        ("escape", QuestionAnswer.CANCEL),
        ("tab", QuestionAnswer.NEXT),
    ):
        assert press(now, asked, key) == intent.answer(now, asked, reply)


def test_a_click_asks_a_unit_without_a_target_and_keys_that_go_on_do_not() -> None:
    choosing = decision(after(FAR, EndPhase()))
    asked = Act(Activate(1), question=Question.ADVANCE)
    assert intent.click(choosing, Selection(), (1, 1)) == asked
    assert press(choosing, Selection(), "tab") == Act(Activate(0))
    now = decision(after(FAR, EndPhase(), Activate(0)))
    assert open_question(now, Selection()) is None
    changed = Act(Activate(1), put_back=True, question=Question.ADVANCE)
    assert intent.click(now, Selection(), (1, 1)) == changed
    assert press(now, Selection(), "tab") == Act(Activate(1), put_back=True)
    assert intent.click(now, Selection(), (1, 4)) == Choose(Selection(question=Question.ADVANCE))


def test_a_click_asks_nothing_where_that_is_not_wished_for() -> None:
    choosing = decision(after(FAR, EndPhase()), asks_to_advance=False)
    assert intent.click(choosing, Selection(), (1, 1)) == Act(Activate(1))
    now = decision(after(FAR, EndPhase(), Activate(0)), asks_to_advance=False)
    assert intent.click(now, Selection(), (1, 4)) == Choose(Selection())
    assert press(now, Selection(), "a") == Choose(Selection(question=Question.ADVANCE))


def test_a_click_asks_no_unit_with_a_target_and_none_in_another_phase() -> None:
    shooting = decision(after(NEAR, EndPhase()))
    assert intent.click(shooting, Selection(), (4, 4)) == Act(Activate(0))
    moving = decision(after(FAR))
    assert intent.click(moving, Selection(), (1, 1)) == Act(Activate(1))


def test_going_on_begins_at_the_unit_that_was_active_last() -> None:
    three = muster(
        [("linesman", (1, 1)), ("linesman", (1, 4)), ("linesman", (1, 7))], [("loom", (14, 4))]
    )
    now = decision(after(three, EndPhase()))
    assert press(now, Selection(last=0), "tab") == Act(Activate(1))
    assert press(now, Selection(last=1), "shift+tab") == Act(Activate(0))
    assert press(now, Selection(last=2), "tab") == Act(Activate(0))


def test_the_board_is_not_clicked_through_a_box() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    target = now.state.offset(now.state.units[2])
    assert isinstance(intent.click(now, Selection(), target), Act)
    for box in Question:
        assert intent.click(now, Selection(question=box), target) == Nothing()
        assert intent.click(now, Selection(question=box), None) == Nothing()


def test_a_unit_with_a_target_is_asked_only_when_it_chooses_to() -> None:
    now = decision(after(NEAR, EndPhase(), Activate(0)))
    assert open_question(now, Selection()) is None
    assert press(now, Selection(), "a") == Choose(Selection(question=Question.ADVANCE))
    moving = decision(after(NEAR, Activate(0)))
    assert press(moving, Selection(), "a") == Explain(Advance())


def test_after_the_roll_a_click_advances() -> None:
    rolled = after(FAR, EndPhase(), Activate(0), Advance())
    now = decision(rolled)
    assert open_question(now, Selection()) is None
    assert intent.click(now, Selection(), (1, 5)) == Act(AdvanceTo((1, 5)))
    assert intent.step_back(now, Selection()) == OpenMenu()


def test_ending_a_phase_asks_while_somebody_could_do_something() -> None:
    moving = after(FAR)
    asked = press(decision(moving), Selection(), "e")
    assert asked == Choose(Selection(question=Question.END_PHASE))
    chosen = Selection(question=Question.END_PHASE)
    now = decision(moving)
    assert intent.answer(now, chosen, QuestionAnswer.CONFIRM) == Act(EndPhase())
    assert intent.answer(now, chosen, QuestionAnswer.CANCEL) == Choose(Selection())
    silent = decision(moving, asks_before_end=False)
    assert press(silent, Selection(), "e") == Act(EndPhase())


def test_ending_a_phase_does_not_ask_for_those_who_could_only_advance() -> None:
    shooting = decision(after(FAR, EndPhase()))
    assert shooting.waiting
    assert not shooting.spare
    assert press(shooting, Selection(), "e") == Act(EndPhase())


def test_ending_a_phase_puts_an_untouched_unit_back_first() -> None:
    now = decision(after(FAR, Activate(0)), asks_before_end=False)
    assert press(now, Selection(), "e") == Act(EndPhase(), put_back=True)


def test_charging_and_fighting_are_clicks_on_the_enemy() -> None:
    close = muster([("linesman", (4, 4))], [("loom", (6, 4))])
    to_charge = (EndPhase(), EndPhase(), Activate(0))
    now = decision(after(close, *to_charge))
    assert intent.click(now, Selection(), (6, 4)) == Act(Charge(1))
    seed = seed_where(
        close,
        [*to_charge, Charge(1)],
        lambda events: any(isinstance(e, ChargeRolled) and e.reached for e in events),
    )
    reached = after(close, *to_charge, Charge(1), seed=seed)
    ends = reached.state.field.grid.offsets_of(reached.game.options().charge_to)
    now = decision(reached)
    assert intent.click(now, Selection(), ends[0]) == Act(ChargeTo(ends[0]))
    fighting = after(close, *to_charge, Charge(1), ChargeTo(ends[0]), Activate(0), seed=seed)
    now = decision(fighting)
    assert intent.click(now, Selection(), (6, 4)) == Act(Fight("bayonet", 1, Mode.VOLLEY))
    assert isinstance(press(now, Selection(), "e"), Refuse)


def test_leaving_is_asked() -> None:
    now = decision(after(FAR))
    assert intent.answer(now, Selection(question=Question.LEAVE), QuestionAnswer.CONFIRM) == Leave()
    assert intent.answer(now, Selection(question=Question.LEAVE), QuestionAnswer.CANCEL) == Choose(
        Selection()
    )


def test_nothing_is_undone_before_anything_was_done() -> None:
    assert isinstance(press(decision(after(FAR)), Selection(), "z"), Refuse)
    assert press(decision(after(FAR, Activate(0), Wait())), Selection(), "ctrl+z") == Undo()


def test_an_untouched_activation_is_nothing_to_undo_but_goes_with_what_was_before() -> None:
    assert isinstance(press(decision(after(FAR, Activate(0))), Selection(), "z"), Refuse)
    later = after(FAR, Activate(0), Wait(), Activate(1))
    assert press(decision(later), Selection(), "z") == Undo()


def test_every_command_can_be_reached_by_a_key() -> None:
    assert all(keys_of(pressed) for pressed in PRESSES.values())
    assert {pressed.command for pressed in PRESSES.values()} == set(KeyCommand)
    assert press_of("3") == Press(KeyCommand.WEAPON, 3)
