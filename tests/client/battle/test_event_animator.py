"""Every event has an animation of at most 0.6 s, every animation can be skipped."""

from __future__ import annotations

import functools
import typing

import msgspec
import pytest

from client.battle.playback import tweens
from client.battle.playback.event_animator import EventAnimator, pause_after
from client.battle.playback.frames import AnimationContext
from client.battle.playback.scene import Scene
from client.draw.ui.theme import load_theme, theme_names
from client.text import battle_log
from client.text.names import BattleNames
from client.tuning import load_tuning
from engine.battle import Event, Game, Side, load_scenario, rules
from engine.battle.actions import Activate, Move
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksGivenUp,
    HazardRolled,
    Hit,
    MoveKind,
    ObjectiveTaken,
    Roll,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
)
from engine.players import scripted_bots

LONG_WAY = tuple((0, row) for row in range(12))
SAVED = Hit(False, Roll(4, 3, True, False), None, True, Roll(6, 4, True, False), (), 0, 0)
RARE: list[Event] = [
    UnitMoved(0, MoveKind.MOVE, LONG_WAY, 11, fled=False),
    UnitMoved(0, MoveKind.CHARGE, LONG_WAY, 11, fled=False),
    AdvanceRolled(0, (4,), 4),
    UnitStayed(0),
    HazardRolled(0, "chord", 1, 1, 1),
    HazardRolled(0, "chord", 4, 0, 2),
    UnitDestroyed(0, 0, (0, 2)),
    ObjectiveTaken(Side.ONE, "A", None),
    AttacksGivenUp(0, "line_rifle", 2),
    AttackMade(0, "line_rifle", 9, False, True, Roll(4, 3, True, False), (SAVED,), 0, 1),
]


@functools.cache
def stage(theme: str = "dusk") -> AnimationContext:
    scenario = load_scenario("full_muster")
    hexes = {objective.code: objective.hexes for objective in scenario.objectives}
    return AnimationContext(load_theme(theme).motion, str, hexes)


def battle() -> tuple[Game, list[tuple[Scene, Event]]]:
    """Play a battle with two bots of different temper; give each event with the scene before it."""
    game = Game.start(load_scenario("full_muster"), seed=5)
    bots = [scripted_bots.make_bot(name, Side.ONE, 5) for name in ("bot:greedy", "bot:random")]
    scene, seen = Scene.from_setup(game.state.setup), []
    events: list[Event] = list(game.opening)
    while True:
        for event in events:
            seen.append((scene, event))
            scene = scene.apply(event)
        if game.result is not None:
            return game, seen
        actions = rules.legal_actions(game.state)
        bot = bots[game.records % 5 == 0]
        events = game.apply(bot.choose(game.state, actions))


GAME, SEEN = battle()
START = Scene.from_state(Game.start(load_scenario("full_muster"), seed=5).state)
ALL = [*SEEN, *((START, event) for event in RARE)]


def test_the_events_looked_at_are_of_every_kind() -> None:
    assert {type(event) for _, event in ALL} == set(typing.get_args(Event))


@pytest.mark.parametrize("theme", theme_names())
def test_no_animation_takes_longer_than_six_tenths_of_a_second(theme: str) -> None:
    for _, event in ALL:
        assert 0 < tweens.duration(event, stage(theme)) <= 600, event


def test_every_event_shows_something_while_it_happens() -> None:
    for before, event in ALL:
        length = tweens.duration(event, stage())
        frames = [
            tweens.frame(event, before, length * share, length, stage())
            for share in (0.0, 0.1, 0.3, 0.6, 0.9, 1.0)
        ]
        assert any(
            frame.spots or frame.effects or frame.notice or frame.flash or frame.fading
            for frame in frames
        ), event


def test_every_event_but_the_naming_of_a_unit_has_a_sentence() -> None:
    names = BattleNames(GAME.state.setup)
    for _, event in ALL:
        line = battle_log.log_line(event, names)
        assert (line is None) == isinstance(event, UnitActivated), event
        assert line is None or line.headline


def test_a_moving_unit_starts_and_ends_in_its_hexes() -> None:
    for before, event in ALL:
        if isinstance(event, UnitMoved) and event.path[0] == before.units[event.unit].at:
            first = tweens.frame(event, before, 0.0, 500.0, stage()).spots[event.unit]
            assert first == pytest.approx(tweens.spot_of(before, event.unit))
            last = tweens.frame(event, before, 500.0, 500.0, stage()).spots[event.unit]
            assert last == pytest.approx(tweens.spot_of(before.apply(event), event.unit))


def test_a_skip_ends_everything_at_once() -> None:
    animator = EventAnimator(stage(), SEEN[0][0])
    animator.show([event for _, event in SEEN])
    assert not animator.idle
    animator.skip()
    assert animator.still
    assert animator.scene == Scene.from_state(GAME.state)


def test_time_alone_ends_everything() -> None:
    animator = EventAnimator(stage(), SEEN[0][0])
    animator.show([event for _, event in SEEN])
    seconds = 0
    while not animator.still:
        animator.advance(1.0)
        animator.frame()
        seconds += 1
        assert seconds < len(SEEN)
    assert animator.scene == Scene.from_state(GAME.state)


def test_instant_shows_nothing_but_the_end() -> None:
    animator = EventAnimator(stage(), SEEN[0][0], speed=float("inf"))
    animator.show([event for _, event in SEEN])
    animator.advance(0.001)
    assert animator.still


def test_an_action_of_an_opponent_is_followed_by_a_pause() -> None:
    event = RARE[0]
    for action, pause in ((Activate(0), "named"), (Move((0, 11)), "pause")):
        length = msgspec.structs.asdict(load_tuning().following)[pause]
        assert pause_after(action) == length
        animator = EventAnimator(stage(), START)
        animator.show([event], pause_after(action), opponent=True)
        animator.advance((tweens.duration(event, stage()) + length - 10) / 1000)
        assert animator.shows_opponent
        animator.advance(0.02)
        assert animator.idle


def test_the_opponent_has_a_speed_of_its_own() -> None:
    animator = EventAnimator(stage(), START)
    animator.speed, animator.opponent_speed = 1.0, 4.0
    animator.show([RARE[0]])
    own = _length(animator)
    animator.show([RARE[0]], opponent=True)
    assert _length(animator) == pytest.approx(own / 4, abs=1)
    animator.opponent_speed = float("inf")
    animator.show([UnitActivated(0), RARE[0]], 300, opponent=True)
    animator.show([RARE[0]])
    animator.advance(0.001)
    assert not animator.shows_opponent
    assert not animator.idle, "one's own action is still shown"
    assert animator.scene == START.apply(UnitActivated(0)).apply(RARE[0])


def test_the_opponent_is_watched_while_ones_own_actions_are_instant() -> None:
    animator = EventAnimator(stage(), START, speed=float("inf"))
    animator.opponent_speed = 1.0
    animator.show([RARE[0]])
    animator.show([RARE[0]], opponent=True)
    animator.advance(0.001)
    assert animator.shows_opponent


def test_a_long_volley_takes_less_time_an_attack() -> None:
    attack = RARE[-1]
    alone, many = EventAnimator(stage(), START), EventAnimator(stage(), START)
    alone.show([attack])
    many.show([attack] * 12)
    assert _length(many) < 12 * _length(alone) / 2


def _length(animator: EventAnimator) -> int:
    steps = 0
    while not animator.idle:
        animator.advance(0.01)
        steps += 1
    return steps
