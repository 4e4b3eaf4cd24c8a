"""Hints and explanations on the screen: asked by key and by button, in the engine's figures."""

from __future__ import annotations

import pytest

from client.battle.hud.hit_areas import Tab
from client.battle.view.advice_view import AdviceKind, explained_deeds
from client.battle.view.option_view import option_title
from client.battle.view.stop_facts import damage_label
from client.draw.board.picture import HintPicture
from client.text.catalogue import plural, text
from client.text.format import percent
from client.tuning import load_tuning
from client.worker.protocol import TaskKind
from engine.analysis.advice import Advice, Exposure, advise
from engine.battle import forecast
from engine.battle.actions import Action, Activate, Charge, EndPhase, Move, Shoot
from engine.battle.side import Side
from engine.battle.state import BattleState
from engine.errors import EncodingError
from engine.players.level_player import packaged_policy
from engine.sentences import Sentence
from engine.validation import require_present
from tests.client.battle.desk import AGAINST_BOT, Worker, finish, muster, sit_down, start
from tests.client.battle.stage import CLOSE, GUNS, column, picture, pilot_after, prompt
from tests.client.battle.test_redo import dice_of
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot, greedy

TWO = muster([("linesman", (2, 4)), ("sapper", (3, 6))], [("loom", (11, 4)), ("needle", (12, 2))])


def settled(pilot: Pilot) -> Pilot:
    pilot.settle()
    pilot.frame()
    return pilot


def written(pilot: Pilot) -> str:
    return " ".join(column(pilot))


def says(pilot: Pilot, sentence: str) -> bool:
    """Return whether a sentence is beside the board, maybe wrapped around what is at its right."""
    said = iter(written(pilot).split())
    return all(word in said for word in sentence.split())


def worker_of(pilot: Pilot) -> Worker:
    worker: Worker = pilot.screen.app.worker  # type: ignore[assignment]
    return worker


def sent(pilot: Pilot, kind: TaskKind) -> int:
    return sum(one is kind for one, _ in worker_of(pilot).sent)


def advice_on(state: BattleState) -> Advice:
    most = load_tuning().advice.favourites
    return finish(advise(packaged_policy(), state, most))


def hints(pilot: Pilot) -> tuple[HintPicture, ...]:
    return picture(pilot).hints


# ---------------------------------------------------------------- hints


def test_the_key_and_the_button_show_and_hide_a_hint() -> None:
    pilot = settled(pilot_after(TWO, Activate(0)))
    assert hints(pilot) == ()
    pilot.press("h")
    assert len(hints(pilot)) == 3
    pilot.press("h")
    assert hints(pilot) == ()
    pilot.click("hint")
    assert len(hints(pilot)) == 3
    pilot.press("escape")
    assert hints(pilot) == ()
    assert pilot.session.state.active == 0, "Escape hides the hint, and nothing more"
    pilot.press("h")
    pilot.step_back()
    assert hints(pilot) == ()
    assert pilot.session.state.active == 0


@pytest.mark.parametrize("case", ["move", "shoot", "charge"])
def test_figures_beside_and_on_the_board_are_the_engines(case: str) -> None:
    pilots = {
        "move": lambda: pilot_after(TWO, Activate(0)),
        "shoot": lambda: pilot_after(GUNS, EndPhase(), Activate(0)),
        "charge": lambda: pilot_after(CLOSE, EndPhase(), EndPhase(), Activate(0)),
    }
    pilot = settled(pilots[case]())
    pilot.press("h")
    state = pilot.session.state
    found = advice_on(state)
    names = pilot.screen.presenter.names
    assert [hint.label for hint in hints(pilot)] == [percent(one.share) for one in found.favourites]
    for one in found.favourites:
        assert says(pilot, option_title(one.action, names))
        assert percent(one.share) in column(pilot)
        if one.exposure is not None:
            assert says(pilot, exposure_words(one.exposure))
    kinds = {type(one.action) for one in found.favourites}
    assert {"move": Move, "shoot": Shoot, "charge": Charge}[case] in kinds


def exposure_words(exposure: Exposure) -> str:
    if not exposure.sources:
        return text("battle.threat.none")
    damage = damage_label(exposure.damage)
    return plural("battle.threat.whole", len(exposure.sources), damage=damage)


def test_a_shots_reason_is_the_forecast_of_the_engine() -> None:
    pilot = settled(pilot_after(GUNS, EndPhase(), Activate(0)))
    pilot.press("h")
    state = pilot.session.state
    shots = [one.action for one in advice_on(state).favourites if isinstance(one.action, Shoot)]
    assert shots
    for shot in shots:
        weapon = require_present(state.units[0].profile.weapon(shot.weapon), "the weapon")
        odds = forecast.forecast_attack(state, state.units[0], weapon, state.units[shot.target])
        assert says(pilot, f"Chance to destroy it {percent(odds.destroyed)},")


def test_arrows_lead_where_the_options_do() -> None:
    pilot = settled(pilot_after(TWO, Activate(0)))
    pilot.press("h")
    state = pilot.session.state
    start_at = state.offset(state.units[0])
    for hint, one in zip(hints(pilot), advice_on(state).favourites, strict=True):
        assert hint.way[0] == start_at
        assert hint.way[-1] == (one.action.to if isinstance(one.action, Move) else start_at)


def test_with_nobody_active_a_hint_says_whom_to_activate_and_what_for() -> None:
    pilot = settled(pilot_after(TWO))
    pilot.press("h")
    found = advice_on(pilot.session.state)
    names = pilot.screen.presenter.names
    for one in found.favourites:
        assert says(pilot, option_title(one.action, names))
        then = require_present(one.then, "what it would do")
        said = text("advice.then", option=option_title(then.action, names),
                    share=percent(then.share))  # fmt: skip
        assert says(pilot, said)


def test_a_hint_ends_with_the_decision_it_is_about() -> None:
    pilot = settled(pilot_after(TWO))
    pilot.press("h")
    assert hints(pilot)
    pilot.do(Activate(0))
    assert hints(pilot) == ()
    assert pilot.screen.advice.kind is None


def test_a_late_answer_is_dropped() -> None:
    pilot = settled(pilot_after(TWO))
    worker = worker_of(pilot)
    worker.slow = {TaskKind.HINT}
    pilot.press("h")
    assert "Working it out" in written(pilot)
    pilot.do(Activate(0))
    (late,) = worker.waiting
    assert late.is_dropped
    late.finish()
    pilot.frame()
    assert hints(pilot) == ()
    pilot.press("h")
    worker.waiting[1].finish()
    pilot.frame()
    assert len(hints(pilot)) == 3


def test_hints_are_asked_once_and_below_decisions() -> None:
    pilot = settled(pilot_after(TWO))
    pilot.press("h")
    for _ in range(5):
        pilot.frame()
    assert sent(pilot, TaskKind.HINT) == 1
    assert min(TaskKind.HINT, TaskKind.EXPLAIN, TaskKind.TEACH) > TaskKind.DECIDE


def test_a_battle_that_no_policy_plays_gets_no_hint_and_the_reason(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pilot = settled(pilot_after(TWO))
    error = EncodingError(Sentence("encoding.too-many-units", units=90, most=20))

    def refuse(*_: object) -> object:
        raise error
        yield

    monkeypatch.setattr("client.battle.view.advice_view.give_advice", refuse)
    pilot.press("h")
    assert "No hint here" in written(pilot)
    assert hints(pilot) == ()


def test_no_hint_is_given_while_the_opponent_decides() -> None:
    pilot = sit_down(start(TWO, AGAINST_BOT))
    pilot.settle()
    pilot.session._decisions.silent = True  # type: ignore[attr-defined]
    while pilot.session.awaits_person:
        pilot.session.submit(pilot.session.records, EndPhase())
    pilot.frame()
    pilot.press("h")
    assert prompt(pilot) == "Hints are for your own decisions."
    assert sent(pilot, TaskKind.HINT) == 0


def test_in_a_narrow_window_the_hint_comes_to_the_front() -> None:
    pilot = sit_down(start(TWO), (900, 560))
    pilot.settle()
    assert pilot.screen.tab is Tab.UNIT
    pilot.press("h")
    assert pilot.screen.tab is Tab.ODDS
    assert says(pilot, "The computer would activate, and how sure it is:")


def test_hints_touch_nothing_of_the_battle() -> None:
    plain, aided = (sit_down(start("first_landing", AGAINST_BOT)) for _ in range(2))
    for _ in range(25):
        for pilot in (plain, aided):
            pilot.settle()
        if plain.screen.presenter.over:
            break
        for key in ("h", "h", "x", "h"):
            aided.press(key)
        action = greedy(plain.session)
        plain.do(action)
        if aided.screen.advice.kind is not None:
            aided.press("escape")
        aided.do(action)
        assert aided.session.game.checksum() == plain.session.game.checksum()
        assert aided.session.game.lines == plain.session.game.lines
        assert dice_of(aided.session) == dice_of(plain.session)
    assert sent(aided, TaskKind.HINT) > 10
    assert sent(aided, TaskKind.EXPLAIN) > 0


# ---------------------------------------------------------------- explanations


def after_the_enemys_turn() -> Pilot:
    """Return a pilot whose opponent has played a turn."""
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    for _ in range(400):
        pilot.settle()
        if pilot.session.state.round == 2 and pilot.session.awaits_person:
            return settled(pilot)
        pilot.do(greedy(pilot.session))
    raise AssertionError("there is no second round")


def test_the_enemys_last_action_is_explained_with_its_share_and_alternatives() -> None:
    pilot = after_the_enemys_turn()
    pilot.press("x")
    deed = explained_deeds(pilot.session, Side.ONE)[0]
    most = load_tuning().advice.favourites
    found = finish(advise(packaged_policy(), deed.before, most, deed.action))
    names = pilot.screen.presenter.names
    assert says(pilot, option_title(deed.action, names))
    for one in found.favourites:
        assert says(pilot, option_title(one.action, names))
        assert percent(one.share) in column(pilot)
    marked = [hint for hint in hints(pilot) if hint.taken]
    assert len(marked) == (found.taken is not None)
    if found.taken is not None and found.has_choice:
        assert marked[0].label == percent(found.taken.share)
        share = percent(found.taken.share)
        assert says(pilot, f"Choice {found.taken.rank} of {found.count}, with a share of {share}.")
    elif not found.has_choice:
        assert says(pilot, "There was nothing else worth considering.")


def is_of_unit(action: Action) -> bool:
    return not isinstance(action, Activate | EndPhase)


def test_pressed_again_it_explains_the_action_before() -> None:
    pilot = after_the_enemys_turn()
    deeds = explained_deeds(pilot.session, Side.ONE)
    assert len(deeds) > 2
    assert all(deed.before.to_act is Side.TWO for deed in deeds)
    assert [deed.ply for deed in deeds] == sorted((deed.ply for deed in deeds), reverse=True)
    plies = [deed.ply for deed in pilot.session.deeds[Side.TWO] if is_of_unit(deed.action)]
    for later, deed in zip([None, *deeds], deeds, strict=False):
        pilot.press("x")
        assert says(pilot, option_title(deed.action, pilot.screen.presenter.names))
        end = max(plies) + 1 if later is None else later.ply
        led_on = any(deed.ply < ply < end for ply in plies)
        assert says(pilot, "What it did after that left no choice.") is led_on
    pilot.press("x")
    assert prompt(pilot) == "There is nothing to explain."


def test_the_mouse_gets_from_a_hint_to_the_enemys_action_and_to_the_one_before() -> None:
    pilot = after_the_enemys_turn()
    pilot.click("hint")
    pilot.click("explain")
    assert pilot.screen.advice.kind is AdviceKind.EXPLANATION
    pilot.click("explain")
    deed = explained_deeds(pilot.session, Side.ONE)[1]
    assert says(pilot, option_title(deed.action, pilot.screen.presenter.names))


def test_an_explanation_stays_until_the_person_acts() -> None:
    pilot = after_the_enemys_turn()
    pilot.press("x")
    assert pilot.screen.advice.kind is AdviceKind.EXPLANATION
    pilot.do(greedy(pilot.session))
    assert pilot.screen.advice.kind is None


def test_before_the_enemy_has_done_anything_there_is_nothing_to_explain() -> None:
    pilot = settled(pilot_after(TWO))
    pilot.press("x")
    assert prompt(pilot) == "There is nothing to explain."
    assert sent(pilot, TaskKind.EXPLAIN) == 0


def test_what_was_taken_back_is_not_explained() -> None:
    pilot = settled(pilot_after(TWO, Activate(0), Move((3, 4))))
    assert [deed.action for deed in explained_deeds(pilot.session, Side.TWO)] == [Move((3, 4))]
    pilot.press("z")
    assert explained_deeds(pilot.session, Side.TWO) == []


# ---------------------------------------------------------------- without a mouse


def test_a_hint_is_read_and_followed_by_keyboard_alone() -> None:
    pilot = without_mouse(settled(pilot_after(TWO)))
    pilot.press("h")
    first = advice_on(pilot.session.state).favourites[0].action
    assert isinstance(first, Activate)
    assert says(pilot, option_title(first, pilot.screen.presenter.names))
    pilot.do(first)
    pilot.press("h")
    best = advice_on(pilot.session.state).favourites[0].action
    assert says(pilot, option_title(best, pilot.screen.presenter.names))
    pilot.do(best)
    pilot.press("h")
    assert hints(pilot)
