"""Whole battles by mouse and keyboard alone, from the first unit to the end screen."""

from __future__ import annotations

import pytest

from client.battle.model.session import Session
from client.settings import HandOver, Pace
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.worker.decisions import Substitution
from engine.battle import Side, load_scenario
from tests.client.battle.desk import AGAINST_BOT, AGAINST_LEVEL, PEOPLE, Prompt, sit_down, start
from tests.client.pilot import Pilot, greedy

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("scenario", "players"),
    [
        ("first_landing", AGAINST_BOT),
        ("lock_keepers", ("bot:greedy", "person")),
        ("lock_keepers", AGAINST_LEVEL),
        ("first_landing", ("recruit", "person")),
        ("first_landing", PEOPLE),
        ("lock_keepers", PEOPLE),
    ],
)
def test_a_pilot_plays_to_the_end_screen(scenario: str, players: tuple[str, str]) -> None:
    pilot = sit_down(start(scenario, players))
    pilot.play()
    assert pilot.session.game.result is not None
    assert pilot.shows_end
    assert list(pilot.buttons) == ["new", "report", "title", "view"]
    actors = {batch.by for batch in pilot.session.history if batch.by is not None}
    assert actors == {Side.ONE, Side.TWO}


def test_a_pilot_plays_a_large_battle_in_a_small_window() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT), (850, 530))
    pilot.play()
    assert pilot.shows_end


def play_some(pace: Pace) -> Pilot:
    """Take a person's first decisions of a battle."""
    pilot = sit_down(start("lock_keepers", AGAINST_BOT), pace=pace)
    pilot.settle()
    for _ in range(15):
        pilot.do(greedy(pilot.session))
    return pilot


def test_with_all_animations_the_same_happens_and_the_log_tells_the_same() -> None:
    animated, instant = play_some(Pace.NORMAL), play_some(Pace.INSTANT)
    assert animated.session.game.lines == instant.session.game.lines
    assert animated.screen.presenter.lines == instant.screen.presenter.lines
    assert animated.session.records > 15, "the bot has played, too"


WATCHED = [("bot:greedy", "bot:random"), ("veteran", "recruit"), ("bot:rush", "soldier")]


@pytest.mark.parametrize("players", WATCHED)
def test_two_who_are_no_people_are_watched_to_the_end_and_space_hurries_them(
    players: tuple[str, str],
) -> None:
    pilot = sit_down(start("lock_keepers", players), pace=Pace.NORMAL)
    pilot.frame()
    assert not pilot.screen.presenter.deciding
    pilot.press("space")
    assert pilot.screen.presenter.hurried
    pilot.settle()
    assert pilot.shows_end


def test_what_a_level_does_is_shown_at_the_speed_that_was_chosen() -> None:
    seconds = {}
    for pace in (Pace.NORMAL, Pace.FAST, Pace.FASTEST, Pace.INSTANT):
        pilot = sit_down(start("first_landing", ("veteran", "person")), pace=pace)
        frames = 0
        while not pilot.screen.presenter.settled:
            pilot.frame(0.01)
            frames += 1
        assert pilot.session.awaits_person
        seconds[pace] = frames * 0.01
    assert seconds[Pace.NORMAL] == pytest.approx(2 * seconds[Pace.FAST], rel=0.15)
    assert seconds[Pace.NORMAL] == pytest.approx(4 * seconds[Pace.FASTEST], rel=0.3)
    assert seconds[Pace.INSTANT] < seconds[Pace.FASTEST]


@pytest.mark.parametrize("note", Substitution)
def test_the_log_says_when_somebody_else_decided(note: Substitution) -> None:
    thinking = Prompt()
    scenario = load_scenario("first_landing")
    pilot = sit_down(Session.start(scenario, 7, ("soldier", "person"), thinking))
    thinking.note = note
    pilot.settle()
    told = [line.headline for line in pilot.screen.presenter.lines]
    bot = name("player", load_tuning().worker.stand_in)
    side = pilot.screen.presenter.names.side(scenario.first)
    assert text(f"log.{note.value}", side=side, bot=bot) in told
    assert sum(bot in line for line in told) == sum(
        batch.substitution is note for batch in pilot.session.history
    )


def test_the_board_can_be_looked_at_after_the_end() -> None:
    pilot = sit_down(start("lock_keepers", AGAINST_BOT))
    pilot.play()
    pilot.click("view")
    assert not pilot.shows_end
    pilot.click("confirm")
    assert pilot.shows_end
    pilot.click("title")
    assert pilot.left


def play_until_other_turn(pilot: Pilot) -> None:
    """Play on until the turn is the other side's, or a hand-over stops it."""
    side = pilot.session.state.side
    while pilot.session.state.side is side and not pilot.screen.presenter.over:
        pilot.do(greedy(pilot.session))


@pytest.mark.parametrize("way", [HandOver.BANNER, HandOver.OPAQUE])
def test_people_hand_over_between_turns(way: HandOver) -> None:
    pilot = sit_down(start("first_landing", PEOPLE), hand_over=way)
    pilot.settle()
    for _ in range(3):
        play_until_other_turn(pilot)
        assert pilot.screen.presenter.handing_to is pilot.session.state.side
        assert pilot.covered == (way is HandOver.OPAQUE)
        assert not pilot.screen.presenter.deciding
        pilot.press("return")
        assert pilot.screen.presenter.handing_to is None
        assert pilot.screen.presenter.deciding


def test_a_covered_board_is_not_drawn() -> None:
    pilot = sit_down(start("first_landing", PEOPLE), hand_over=HandOver.OPAQUE)
    pilot.settle()
    play_until_other_turn(pilot)
    surface = pilot.screen.app.surface  # type: ignore[attr-defined]
    corner = surface.get_at((30, 400))
    assert all(surface.get_at((x, 400)) == corner for x in range(0, 380, 7))


def test_people_may_do_without_the_hand_over() -> None:
    pilot = sit_down(start("first_landing", PEOPLE), hand_over=HandOver.OFF)
    pilot.settle()
    play_until_other_turn(pilot)
    assert pilot.screen.presenter.deciding


def test_a_turn_ended_by_mistake_is_taken_back_before_the_hand_over() -> None:
    pilot = sit_down(start("crossroads", PEOPLE))
    pilot.settle()
    for phase in ("move", "shoot"):
        assert pilot.session.state.phase.value.lower() == phase
        pilot.click("end_phase")
        if pilot.question is not None:
            pilot.click("confirm")
        pilot.settle()
    assert pilot.screen.presenter.handing_to is Side.TWO
    pilot.click("undo")
    pilot.settle()
    assert pilot.session.state.side is Side.ONE
    assert pilot.screen.presenter.deciding
    pilot.click("end_phase")
    pilot.settle()
    pilot.click("ready")
    assert not pilot.screen.presenter.can_undo
