"""Lessons: an action that rolled no dice and cost much is offered back, and why."""

from __future__ import annotations

import msgspec
import pytest

from client.battle.view.option_view import option_title
from client.overlays.take_back import LessonOverlay
from client.text.catalogue import text
from client.text.format import percent
from client.tuning import load_tuning
from client.worker.protocol import TaskKind
from engine.analysis.battle_report.decision_costs import cost_of
from engine.analysis.battle_report.figures import DecisionCost, Sampling
from engine.battle import rules
from engine.battle.actions import Action, Activate, EndPhase, Move, Shoot, Wait
from engine.battle.battle import Step
from engine.battle.phase import Phase
from engine.battle.state import BattleState
from engine.dice import ScriptedDice
from engine.players.level_player import packaged_policy
from engine.validation import require_present
from tests.client.battle.desk import AGAINST_BOT, Prompt, finish, muster, sit_down, start
from tests.client.battle.stage import CLOSE, GUNS, picture
from tests.client.battle.test_advice import sent, worker_of
from tests.client.battle.test_redo import dice_of
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot, greedy

TWO = muster([("linesman", (5, 4)), ("sapper", (3, 6))], [("loom", (11, 4)), ("needle", (12, 2))])


def cost_in(state: BattleState, action: Action) -> DecisionCost:
    """Return what an action costs, as the report computes it."""
    numbers = load_tuning().report
    after, events = rules.carry_out(state, action, ScriptedDice([]))
    sampling = Sampling(numbers.samples, numbers.favourites, numbers.seed)
    step = Step(state, action, events, after)
    return require_present(finish(cost_of(packaged_policy(), 0, step, sampling)), "a cost")


def worst_move(state: BattleState) -> DecisionCost:
    moves = [one for one in rules.legal_actions(state) if isinstance(one, Move)]
    return max((cost_in(state, move) for move in moves), key=lambda one: one.cost)


@pytest.fixture
def threshold(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the cost from which a lesson is given, which the test may change."""
    cost = [load_tuning().teaching.cost]

    def changed() -> object:
        whole = load_tuning()
        teaching = msgspec.structs.replace(whole.teaching, cost=cost[0])
        return msgspec.structs.replace(whole, teaching=teaching)

    monkeypatch.setattr("client.battle.view.costly_action.load_tuning", changed)
    return cost


def taught(teaching: bool = True) -> tuple[Pilot, DecisionCost, Move]:  # noqa: FBT001, FBT002 - a setting
    """Return a pilot with an active unit, and the move that would cost most."""
    pilot = sit_down(start(TWO, AGAINST_BOT), teaching=teaching)
    pilot.settle()
    pilot.do(Activate(0))
    worst = worst_move(pilot.session.state)
    move = next(
        one
        for one in pilot.session.game.legal_actions()
        if isinstance(one, Move) and one.to_text() == worst.taken
    )
    return pilot, worst, move


def lesson(pilot: Pilot) -> LessonOverlay | None:
    pilot.settle()
    pilot.frame()
    pilot.frame()
    return pilot.overlay if isinstance(pilot.overlay, LessonOverlay) else None


def test_a_costly_move_is_offered_back_with_its_cost_and_what_is_better(
    threshold: list[float],
) -> None:
    pilot, worst, move = taught()
    threshold[0] = worst.cost
    names = pilot.screen.presenter.names
    before = pilot.session.game.checksum()
    pilot.do(move)
    box = lesson(pilot)
    assert box is not None
    assert box.dialog is not None
    lines = box.dialog.lines
    assert lines[0] == text(
        "lesson.cost",
        before=percent((1 + worst.best_value) / 2),
        after=percent((1 + worst.taken_value) / 2),
    )
    assert text("lesson.taken", option=option_title(move, names), number=2) in lines
    assert len(lines) > 3, "it says why"
    assert [hint.taken for hint in picture(pilot).hints] == [False, True]
    assert picture(pilot).hints[1].way[-1] == move.to
    pilot.click("take_back")
    assert pilot.session.game.checksum() == before
    assert len(picture(pilot).hints) == 3, "what would be better is shown on the board"


def test_a_move_that_costs_less_than_the_threshold_is_not_offered(threshold: list[float]) -> None:
    pilot, worst, move = taught()
    threshold[0] = worst.cost * 1.01
    pilot.do(move)
    assert lesson(pilot) is None
    assert sent(pilot, TaskKind.TEACH) == 1


def test_without_the_setting_nothing_is_judged(threshold: list[float]) -> None:
    pilot, worst, move = taught(teaching=False)
    threshold[0] = worst.cost
    pilot.do(move)
    assert lesson(pilot) is None
    assert sent(pilot, TaskKind.TEACH) == 0


def test_a_lesson_is_answered_by_keys_and_told_once(threshold: list[float]) -> None:
    pilot, worst, move = taught()
    threshold[0] = worst.cost
    keys = without_mouse(pilot)
    before = pilot.session.game.checksum()
    keys.do(move)
    assert lesson(pilot) is not None
    pilot.press("z")
    assert pilot.session.game.checksum() == before
    pilot.press("y")
    assert lesson(pilot) is None, "who redoes it has made up their mind"
    assert pilot.session.game.checksum() != before


def test_who_keeps_an_action_goes_on(threshold: list[float]) -> None:
    pilot, worst, move = taught()
    threshold[0] = worst.cost
    pilot.do(move)
    after = pilot.session.game.checksum()
    assert lesson(pilot) is not None
    pilot.press("escape")
    pilot.frame()
    assert pilot.overlay is None
    assert pilot.session.game.checksum() == after
    assert picture(pilot).hints == ()


def test_only_actions_that_can_be_taken_back_are_judged() -> None:
    pilot = sit_down(start(GUNS, AGAINST_BOT), teaching=True)
    pilot.settle()
    for action in (EndPhase(), Activate(0)):
        pilot.do(action)
    assert sent(pilot, TaskKind.TEACH) == 0
    pilot.do(next(one for one in pilot.session.game.legal_actions() if isinstance(one, Shoot)))
    assert sent(pilot, TaskKind.TEACH) == 0, "dice were rolled"


def test_a_judgement_that_comes_after_the_next_action_is_dropped(threshold: list[float]) -> None:
    pilot, worst, move = taught()
    threshold[0] = worst.cost
    worker = worker_of(pilot)
    worker.slow = {TaskKind.TEACH}
    pilot.do(move)
    pilot.do(Activate(1))
    (late,) = worker.waiting
    assert late.is_dropped
    late.finish()
    assert lesson(pilot) is None


def last_of_the_turn() -> tuple[Pilot, Wait]:
    """Return a pilot whose next action, without dice, ends the turn."""
    pilot = sit_down(start(CLOSE, AGAINST_BOT), teaching=True)
    pilot.settle()
    for action in (EndPhase(), EndPhase(), Activate(0)):
        pilot.do(action)
    assert pilot.session.state.phase is Phase.CHARGE
    return pilot, Wait()


def test_the_opponent_thinks_meanwhile_and_moves_once_the_judgement_is_there() -> None:
    pilot, wait = last_of_the_turn()
    worker = worker_of(pilot)
    thinking = pilot.session._decisions
    assert isinstance(thinking, Prompt)
    worker.slow = {TaskKind.TEACH}
    records = pilot.session.records
    pilot.session.submit(records, wait)
    pilot.frame()
    assert thinking.question is not None, "its decision is not put off"
    for _ in range(5):
        pilot.frame()
    assert pilot.session.records == records + 1
    worker.waiting[-1].finish()
    for _ in range(3):
        pilot.frame()
    assert pilot.session.records > records + 1


def test_a_judgement_that_takes_too_long_holds_nobody_up() -> None:
    pilot, wait = last_of_the_turn()
    worker_of(pilot).slow = {TaskKind.TEACH}
    records = pilot.session.records
    pilot.session.submit(records, wait)
    pilot.frame()
    assert pilot.session.records == records + 1
    pilot.frame(load_tuning().teaching.most_seconds + 1)
    pilot.frame()
    assert pilot.session.records > records + 1


def test_lessons_touch_nothing_of_the_battle() -> None:
    plain = sit_down(start("first_landing", AGAINST_BOT))
    aided = sit_down(start("first_landing", AGAINST_BOT), teaching=True)
    for _ in range(30):
        plain.settle()
        aided.settle()
        action = greedy(plain.session)
        plain.do(action)
        aided.do(action)
        if lesson(aided) is not None:
            aided.press("escape")
            aided.settle()
        assert aided.session.game.lines == plain.session.game.lines
        assert dice_of(aided.session) == dice_of(plain.session)
    assert sent(aided, TaskKind.TEACH) > 3
