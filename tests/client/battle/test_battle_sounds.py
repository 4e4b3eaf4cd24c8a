"""A battle on the screen is heard: answers to presses, and events as they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from client.battle.playback.event_sounds import cues
from client.settings import Pace
from client.sound.sound_list import Group, load_sound_list
from engine.battle.actions import Activate, EndPhase, Mode, Shoot
from engine.battle.events import AttackMade, Event
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, muster, seed_where, sit_down, start
from tests.client.pilot import Pilot
from tests.client.sound.recorder import Recorder

BOTS = ("bot:greedy", "bot:greedy")
OF_BATTLE = set(load_sound_list().names_in(Group.BATTLE))
OF_INTERFACE = set(load_sound_list().names_in(Group.INTERFACE))


def listen(pilot: Pilot) -> Recorder:
    mixer = Recorder()
    pilot.screen.app.sounds.connect(mixer)
    return mixer


def in_battle(mixer: Recorder) -> list[str]:
    return [name for name in mixer.names if name in OF_BATTLE]


RANGE = muster([("linesman", (3, 4))], [("captain", (8, 4))])
SHOT = Shoot("line_rifle", 1, Mode.VOLLEY)
SHOOTING = [EndPhase(), Activate(0), SHOT]


def outcomes(events: Sequence[Event]) -> list[str]:
    """Return what became of each attack."""
    return [
        "hit" if one.lost else "save" if any(hit.save for hit in one.hits) else "miss"
        for one in events
        if isinstance(one, AttackMade)
    ]


@pytest.mark.parametrize("outcome", ["hit", "save", "miss"])
def test_each_shot_is_heard_and_then_what_becomes_of_it(outcome: str) -> None:
    seed = seed_where(RANGE, SHOOTING, lambda events: outcome in outcomes(events))
    pilot = sit_down(start(RANGE, seed=seed), pace=Pace.NORMAL)
    pilot.settle()
    pilot.do(EndPhase())
    pilot.do(Activate(0))
    mixer = listen(pilot)
    place = len(pilot.session.history)
    pilot.do(SHOT)
    became = outcomes(pilot.session.history[place].events)
    assert outcome in became
    heard = [name for name in in_battle(mixer) if name in {"shot", *became}]
    assert heard == [sound for one in became for sound in ("shot", one)]


def test_what_a_person_chooses_is_answered() -> None:
    pilot = sit_down(start(RANGE), pace=Pace.NORMAL)
    pilot.settle()
    mixer = listen(pilot)
    pilot.click_unit(0)
    assert mixer.names[-1] in {"click", "confirm"}
    mixer.played.clear()
    pilot.click_unit(1)
    assert "refuse" in mixer.names, "there is nothing to shoot at while units move"


@pytest.mark.slow
@pytest.mark.parametrize("players", [PEOPLE, AGAINST_BOT])
def test_a_whole_battle_at_instant_pace_makes_no_sound_of_its_own(
    players: tuple[str, str],
) -> None:
    pilot = sit_down(start("first_landing", players), pace=Pace.INSTANT)
    mixer = listen(pilot)
    pilot.play()
    assert in_battle(mixer) == []
    assert set(mixer.names) <= OF_INTERFACE, "only presses are answered"
    assert mixer.names


def test_a_whole_battle_of_two_bots_that_is_skipped_plays_nothing() -> None:
    pilot = sit_down(start("first_landing", BOTS), pace=Pace.NORMAL)
    mixer = listen(pilot)
    pilot.screen.presenter.hurried = True
    pilot.settle()
    assert pilot.session.game.result is not None
    assert mixer.played == []


@pytest.mark.slow
def test_a_watched_battle_is_heard_as_its_events_say() -> None:
    session = start("first_landing", BOTS)
    pilot = sit_down(session, pace=Pace.FASTEST)
    mixer = listen(pilot)
    pilot.settle()
    motion = pilot.screen.app.style.motion
    said = [
        cue.sound
        for batch in session.history
        for event in batch.events
        for cue in cues(event, motion, [])
    ]
    assert mixer.names.count("shot") == said.count("shot") > 0
    # The first frame has shown the opening before anybody listened.
    missing = [sound for sound in set(said) if mixer.names.count(sound) != said.count(sound)]
    assert set(missing) <= {"turn"}
    assert mixer.names[-1] == "won" or session.game.result.winner is None
