"""Following the opponent: pauses, steps, the trail, its own speed, and no delay of its thinking."""

from __future__ import annotations

import msgspec
import pytest

from client.battle.model.session import Session
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.text.glossary import Term
from client.tuning import load_tuning
from engine.battle import load_scenario
from engine.battle.events import AttackMade, UnitMoved
from engine.battle.side import Side
from engine.battle.state import BattleState
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, Prompt, sit_down, start
from tests.client.battle.stage import FAR, picture, prompt
from tests.client.pilot import Pilot, greedy

FIRST = ("bot:greedy", "person")
"""The opponent begins."""


def settings_of(pilot: Pilot, **changes: object) -> None:
    app = pilot.screen.app
    app.change(msgspec.structs.replace(app.settings, **changes))
    pilot.screen.lay_out()


def watch(seed: int = 3) -> Pilot:
    """Sit down where the opponent has begun to play."""
    scenario = load_scenario("first_landing")
    players = FIRST if scenario.first is Side.ONE else AGAINST_BOT
    pilot = sit_down(start(scenario, players, seed), pace=Pace.NORMAL)
    while not pilot.screen.presenter.animator.shows_opponent:
        pilot.frame()
    return pilot


def frames(pilot: Pilot, count: int) -> None:
    for _ in range(count):
        pilot.frame()


@pytest.mark.parametrize("by", ["key", "button"])
def test_a_pause_stops_everything_and_the_same_again_lets_it_go_on(by: str) -> None:
    pilot = watch()

    def pause() -> None:
        pilot.press("p") if by == "key" else pilot.click("pause")

    pause()
    records, frame = pilot.session.records, pilot.screen.presenter.animator.frame()
    frames(pilot, 60)
    assert pilot.session.records == records
    assert pilot.screen.presenter.animator.frame() == frame
    assert pilot.screen.still, "a window that is paused needs no frames"
    assert prompt(pilot) == text("battle.ask.paused", step="S", pause="P")
    pause()
    frames(pilot, 60)
    assert pilot.session.records > records


@pytest.mark.parametrize("by", ["key", "button"])
@pytest.mark.parametrize("pace", [Pace.NORMAL, Pace.INSTANT])
def test_a_step_shows_one_action_and_pauses_again(by: str, pace: Pace) -> None:
    pilot = watch()
    pilot.press("p")
    settings_of(pilot, opponent_pace=pace)
    pilot.frame()

    def step() -> None:
        pilot.press("s") if by == "key" else pilot.click("step")
        frames(pilot, 80)

    step()
    begun = pilot.session.records, pilot.screen.presenter.animator.idle
    assert begun[1], "the action that was being shown is over"
    for number in range(1, 4):
        step()
        assert pilot.session.records == begun[0] + number
        assert pilot.screen.presenter.steps.is_frozen


def test_a_pause_ends_with_the_opponents_turn() -> None:
    pilot = watch()
    pilot.press("p")
    for _ in range(200):
        if pilot.screen.presenter.deciding:
            break
        pilot.press("s")
        frames(pilot, 80)
    assert pilot.screen.presenter.deciding
    assert not pilot.screen.presenter.steps.paused


def test_skipping_ends_a_pause() -> None:
    pilot = watch()
    pilot.press("p")
    pilot.press("space")
    pilot.settle()
    assert pilot.screen.presenter.deciding


@pytest.mark.parametrize("key", ["n", "t", "a", "v", "1", "z", "y", "e", "l", "p", "d", "i", "f24"])
def test_a_key_that_is_not_meant_to_skip_leaves_the_opponents_action_as_it_is_shown(
    key: str,
) -> None:
    pilot = watch()
    presenter = pilot.screen.presenter
    assert presenter.shows_opponent
    assert not presenter.animator.idle
    step, acted = presenter.animator._steps[0], len(pilot.session.history)
    pilot.press(key)
    assert presenter.animator._steps[0] is step
    assert len(pilot.session.history) == acted, "no further action has followed"
    assert not presenter.hurried


def test_confirming_skips_one_action_of_the_opponent() -> None:
    pilot = watch()
    presenter = pilot.screen.presenter
    assert not presenter.animator.idle
    batches = len(pilot.session.history)
    pilot.press("return")
    assert presenter.animator.idle or len(pilot.session.history) > batches
    assert not presenter.hurried


def test_while_a_person_decides_there_is_nothing_to_pause() -> None:
    pilot = sit_down(start("first_landing", PEOPLE))
    pilot.settle()
    pilot.press("p")
    pilot.press("s")
    assert not pilot.screen.presenter.steps.paused
    assert not {"pause", "step"} & set(pilot.actions())


def test_the_last_move_and_shot_of_the_opponent_leave_a_trail_that_fades() -> None:
    pilot = watch()
    seen: dict[object, list[float]] = {}
    while not pilot.screen.presenter.settled:
        pilot.frame(0.02)
        shown = picture(pilot)
        for way in shown.ways:
            seen.setdefault(way.hexes, []).append(way.opacity)
        for shot in shown.shots:
            seen.setdefault((shot.start, shot.end), []).append(shot.opacity)
    events = [event for batch in pilot.session.history for event in batch.events]
    moves = {event.path for event in events if isinstance(event, UnitMoved)}
    assert moves <= set(seen)
    assert any(isinstance(event, AttackMade) for event in events)
    assert len(seen) > len(moves), "shots leave one, too"
    for opacities in seen.values():
        assert opacities[0] == 1
        assert opacities == sorted(opacities, reverse=True)
    assert min(min(opacities) for opacities in seen.values()) < 0.5
    shown = picture(pilot)
    assert all(way.opacity == 1 for way in shown.ways), "what is left is the recap"


def test_a_persons_own_moves_leave_no_trail() -> None:
    pilot = sit_down(start("first_landing", PEOPLE), pace=Pace.NORMAL)
    pilot.settle()
    for _ in range(6):
        pilot._steer(greedy(pilot.session))
        while not pilot.screen.still:
            pilot.frame(0.02)
            assert picture(pilot).ways == ()
    events = [event for batch in pilot.session.history for event in batch.events]
    assert any(isinstance(event, UnitMoved) for event in events)


def seconds_of_turn(**changes: object) -> float:
    """Return how long the opponent's first turn is shown."""
    scenario = load_scenario("first_landing")
    players = FIRST if scenario.first is Side.ONE else AGAINST_BOT
    pilot = sit_down(start(scenario, players, 3), pace=Pace.NORMAL)
    settings_of(pilot, **changes)
    count = 0
    while not pilot.screen.presenter.settled:
        pilot.frame(0.01)
        count += 1
    return count * 0.01


@pytest.mark.slow
def test_the_opponents_speed_is_chosen_apart_from_ones_own() -> None:
    usual = seconds_of_turn()
    assert seconds_of_turn(opponent_pace=Pace.FASTEST) == pytest.approx(usual / 4, rel=0.3)
    assert seconds_of_turn(pace=Pace.INSTANT, opponent_pace=Pace.NORMAL) > usual / 2
    assert seconds_of_turn(opponent_pace=Pace.INSTANT) < usual / 10


def test_the_speed_key_changes_the_speed_of_what_is_being_shown() -> None:
    pilot = watch()
    settings_of(pilot, opponent_pace=Pace.NORMAL)
    pilot.press("ctrl+a")
    settings = pilot.screen.app.settings
    assert (settings.pace, settings.opponent_pace) == (Pace.NORMAL, Pace.FAST)
    assert pilot.screen.presenter.opponent_speed == 2
    pilot.press("space")
    pilot.settle()
    pilot.press("ctrl+a")
    settings = pilot.screen.app.settings
    assert (settings.pace, settings.opponent_pace) == (Pace.FAST, Pace.FAST)


def test_without_a_speed_of_its_own_the_opponent_has_ones_own() -> None:
    assert Settings(pace=Pace.FASTEST).pace_of_opponent is Pace.FASTEST
    assert Settings().with_next_pace(opponent=True) == Settings(pace=Pace.FAST)


class Watched(Prompt):
    """A thinker that records at which ply each decision is requested."""

    def __init__(self) -> None:
        super().__init__()
        self.plies: list[int] = []

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        self.plies.append(ply)
        super().ask(ply, player, side, state)


@pytest.mark.parametrize("paused", [False, True])
def test_the_next_decision_is_requested_before_the_last_one_has_been_shown(*, paused: bool) -> None:
    thinking = Watched()
    session = Session.start(load_scenario("first_landing"), 3, ("bot:greedy",) * 2, thinking)
    pilot = sit_down(session, pace=Pace.NORMAL)
    for _ in range(10):
        records = session.records
        while session.records == records:
            pilot.frame(0.02)
        if paused:
            pilot.press("p")
        else:
            pilot.frame(0.001)
        assert not pilot.screen.presenter.animator.idle, "the action is still being shown"
        assert thinking.plies[-1] == session.records
        assert len(set(thinking.plies)) == len(thinking.plies), "once a decision"
        if paused:
            pilot.press("p")


def test_the_pause_is_data() -> None:
    following = load_tuning().following
    assert 0 < following.named <= following.pause < following.trail


def test_what_is_left_to_show_of_the_opponents_turn_is_not_called_ones_own() -> None:
    pilot = sit_down(start(FAR, FIRST), pace=Pace.NORMAL)
    presenter = pilot.screen.presenter
    names = [presenter.names.side(side) for side in Side]
    asked = []
    while not presenter.deciding:
        assert presenter.shows_opponent
        asked.append((prompt(pilot), pilot.session.awaits_person))
        pilot.frame()
    assert (text("battle.ask.playing", side=names[0]), True) in asked
    assert text("battle.ask.playing", side=names[1]) not in [words for words, _ in asked]


def test_nothing_is_counted_while_the_opponent_plays() -> None:
    pilot = watch()
    assert not pilot.screen.presenter.deciding
    places = pilot.screen._drawing.explained.places
    assert not [one for one in places if Term.WAITING.topic in one.topics]
    while not pilot.screen.presenter.deciding:
        pilot.frame()
    pilot.frame()
    places = pilot.screen._drawing.explained.places
    assert [one for one in places if Term.WAITING.topic in one.topics]
