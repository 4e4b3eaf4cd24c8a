"""What is heard is what is shown, at the moment it is shown, and nothing that is skipped."""

from __future__ import annotations

import functools
import itertools
import typing
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.battle.playback import tweens
from client.battle.playback.event_animator import EventAnimator
from client.battle.playback.event_sounds import EventSounds, cues
from client.battle.playback.frames import AnimationContext
from client.battle.playback.scene import Scene
from client.draw.ui.theme import Motion, load_theme, theme_names
from client.sound.sound_list import Group, load_sound_list
from engine.battle import Event, Game, Side, load_scenario, rules
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    BattleEnded,
    ChargeRolled,
    HazardRolled,
    Hit,
    MoveKind,
    ObjectiveTaken,
    PointsScored,
    Reason,
    Result,
    Roll,
    TurnBegan,
    UnitDestroyed,
    UnitMoved,
)
from engine.players import scripted_bots

HITS, MISSES = Roll(4, 3, True, False), Roll(1, 3, False, False)
WOUNDS = Hit(False, HITS, None, True, Roll(1, 4, False, False), (), 1, 1)
BOUNCES = Hit(False, MISSES, None, False, None, (), 0, 0)
SAVED = Hit(False, HITS, None, True, Roll(6, 4, True, False), (), 0, 0)
BOTH = frozenset(Side)


def attack(*hits: Hit, melee: bool = False) -> AttackMade:
    lost = sum(hit.lost for hit in hits)
    roll = HITS if hits else MISSES
    return AttackMade(0, "line_rifle", 9, melee, False, roll, hits, lost, 3 - lost)


def ended(winner: Side | None) -> BattleEnded:
    return BattleEnded(Result(winner, Reason.VICTORY_POINTS, (3, 1), (10, 9)))


MOVES = {kind: UnitMoved(0, kind, ((0, 0), (0, 1)), 1, fled=False) for kind in MoveKind}
HEARD: list[tuple[Event, list[str]]] = [
    (attack(WOUNDS), ["shot", "hit"]),
    (attack(SAVED), ["shot", "save"]),
    (attack(SAVED, WOUNDS), ["shot", "hit"]),
    (attack(BOUNCES), ["shot", "miss"]),
    (attack(), ["shot", "miss"]),
    (attack(WOUNDS, melee=True), ["melee", "hit"]),
    (attack(SAVED, melee=True), ["melee", "save"]),
    (attack(melee=True), ["melee", "miss"]),
    (MOVES[MoveKind.MOVE], ["move"]),
    (MOVES[MoveKind.ADVANCE], ["move"]),
    (MOVES[MoveKind.CHARGE], ["charge"]),
    (AdvanceRolled(0, (4,), 4), ["dice"]),
    (ChargeRolled(0, 9, (4, 4), 8, reached=True), ["dice"]),
    (ChargeRolled(0, 9, (1, 1), 2, reached=False), ["dice"]),
    (HazardRolled(0, "chord", 4, 0, 2), ["dice"]),
    (HazardRolled(0, "chord", 1, 1, 1), ["dice", "hit"]),
    (UnitDestroyed(9, 0, (0, 2)), ["destroyed"]),
    (ObjectiveTaken(Side.ONE, "A", None), ["anchor"]),
    (PointsScored(Side.ONE, ("A",), 5, 5), ["points"]),
    (TurnBegan(Side.ONE, 1), ["turn"]),
    (ended(Side.ONE), ["won"]),
]
SILENT = {
    *("RoundBegan", "PhaseBegan", "PhaseEnded", "UnitActivated", "UnitWaited", "UnitStayed"),
    *("AttacksCounted", "AttacksGivenUp"),
}


def motion() -> Motion:
    return stage().motion


@functools.cache
def stage(theme: str = "dusk") -> AnimationContext:
    scenario = load_scenario("full_muster")
    hexes = {objective.code: objective.hexes for objective in scenario.objectives}
    return AnimationContext(load_theme(theme).motion, str, hexes)


START = Scene.from_state(Game.start(load_scenario("full_muster"), seed=5).state)


@functools.cache
def whole_battle() -> tuple[Scene, tuple[tuple[Event, ...], ...]]:
    """Play a battle; return its first scene, and the events of each action."""
    game = Game.start(load_scenario("full_muster"), seed=5)
    scene, batches = Scene.from_setup(game.state.setup), [tuple(game.opening)]
    bots = [scripted_bots.make_bot(name, Side.ONE, 5) for name in ("bot:greedy", "bot:random")]
    while game.result is None:
        bot = bots[game.records % 5 == 0]
        batches.append(tuple(game.apply(bot.choose(game.state, rules.legal_actions(game.state)))))
    return scene, tuple(batches)


def animator(scene: Scene, heard: list[str], speed: float = 1.0) -> EventAnimator:
    made = EventAnimator(stage(), scene, speed)
    made.listener = EventSounds(motion(), BOTH, heard.append).hear
    return made


def sounds_of(events: Iterable[Event]) -> list[str]:
    return [cue.sound for event in events for cue in cues(event, motion(), BOTH)]


def test_every_kind_of_event_is_heard_or_silent_on_purpose() -> None:
    kinds = {kind.__name__ for kind in typing.get_args(Event)}
    heard = {type(event).__name__ for event, _ in HEARD}
    assert heard | SILENT == kinds
    assert not heard & SILENT
    _, batches = whole_battle()
    for event in itertools.chain(*batches):
        quiet = type(event).__name__ in SILENT
        assert (cues(event, motion(), BOTH) == ()) == quiet, event


@pytest.mark.parametrize(("event", "sounds"), HEARD, ids=lambda one: type(one).__name__)
def test_an_event_sounds_in_the_order_in_which_it_is_shown(event: Event, sounds: list[str]) -> None:
    heard: list[str] = []
    shown = animator(START, heard)
    shown.show([event])
    assert heard == [], "nothing before it is shown"
    while not shown.still:
        shown.advance(0.004)
    assert heard == sounds


def test_every_sound_of_the_battle_belongs_to_an_event() -> None:
    lost = [cue.sound for cue in cues(ended(Side.TWO), motion(), frozenset({Side.ONE}))]
    used = {sound for _, sounds in HEARD for sound in sounds} | set(lost)
    assert used == set(load_sound_list().names_in(Group.BATTLE))


@pytest.mark.parametrize("theme", theme_names())
def test_a_hit_is_heard_when_the_shot_has_arrived(theme: str) -> None:
    event, context = attack(WOUNDS), stage(theme)
    length = tweens.duration(event, context)
    _, hit = cues(event, context.motion, BOTH)
    before, after = (
        tweens.frame(event, START, (hit.at + late) * length, length, context)
        for late in (-0.01, 0.01)
    )
    assert 9 not in before.hp
    assert 9 in after.hp


@pytest.mark.parametrize(
    ("winner", "people", "sound"),
    [
        (Side.ONE, {Side.ONE}, "won"),
        (Side.TWO, {Side.ONE}, "lost"),
        (Side.ONE, {Side.TWO}, "lost"),
        (Side.TWO, set(Side), "won"),
        (Side.ONE, set(), "won"),
        (None, {Side.ONE}, "turn"),
    ],
)
def test_the_end_sounds_as_those_at_the_screen_feel_it(
    winner: Side | None, people: set[Side], sound: str
) -> None:
    assert [cue.sound for cue in cues(ended(winner), motion(), people)] == [sound]


@given(st.lists(st.floats(0.001, 0.4), min_size=1, max_size=40), st.sampled_from([1.0, 2.0, 4.0]))
def test_however_frames_fall_each_sound_is_heard_once_and_in_order(
    frames: list[float], speed: float
) -> None:
    heard: list[str] = []
    events = [event for event, _ in HEARD if not tweens.is_beside(event)]
    shown = animator(START, heard, speed)
    shown.show(events)
    for seconds in itertools.cycle(frames):
        shown.advance(seconds)
        if shown.still:
            break
    assert heard == sounds_of(events)


def test_a_whole_battle_is_heard_event_by_event() -> None:
    scene, batches = whole_battle()
    heard: list[str] = []
    shown = animator(scene, heard)
    for events in batches:
        shown.show(events)
        while not shown.still:
            shown.advance(0.03)
    assert sorted(heard) == sorted(sounds_of(itertools.chain(*batches)))
    assert heard.count("shot") > 10


def test_a_whole_battle_that_is_skipped_is_silent() -> None:
    scene, batches = whole_battle()
    heard: list[str] = []
    shown, instant = animator(scene, heard), animator(scene, heard, float("inf"))
    for events in batches:
        shown.show(events)
        shown.skip()
        instant.show(events)
        instant.advance(0.03)
    assert heard == []


@given(st.integers(0, 2**30))
def test_of_a_battle_in_which_some_actions_are_skipped_the_others_are_heard(skipped: int) -> None:
    scene, batches = whole_battle()
    heard: list[str] = []
    expected: list[str] = []
    shown = animator(scene, heard)
    for number, events in enumerate(batches[:30]):
        shown.show(events)
        if skipped >> number & 1:
            shown.skip()
            continue
        while not shown.still:
            shown.advance(0.05)
        expected += sounds_of(events)
    assert sorted(heard) == sorted(expected)
