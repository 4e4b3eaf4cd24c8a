"""Each kind of animation, stepped frame by frame: what is seen of it, and that it moves on."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pygame
import pytest

from client.battle.playback.event_animator import EventAnimator
from client.battle.playback.frames import AnimationFrame
from client.battle.playback.scene import Scene
from client.battle.view.board_picture import DecisionView, compose
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.effects import (
    Capture,
    Debris,
    Effect,
    FloatingText,
    Impact,
    Puff,
    ShieldRing,
    Slash,
    Tracer,
)
from client.draw.ui.style import Style
from engine.battle import Game, load_scenario
from engine.battle.events import (
    AttackMade,
    Event,
    Hit,
    MoveKind,
    ObjectiveTaken,
    Roll,
    UnitDestroyed,
    UnitMoved,
)
from engine.battle.side import Side
from tests.client.battle.test_event_animator import SAVED, stage

GAME = Game.start(load_scenario("full_muster"), seed=5)
START = Scene.from_state(GAME.state)
UNIT, TARGET = 0, next(unit.id for unit in START.units if unit.side is Side.TWO)
AT = START.units[UNIT].at
PATH = (AT, *[(AT[0], AT[1] + step) for step in range(1, 5)])
HP = START.units[TARGET].hp
WOUND = Hit(False, Roll(4, 3, True, False), Roll(4, 3, True, False), True, None, (), 1, 1)
HIT = Roll(5, 3, True, False)
MISSED = Roll(1, 3, False, False)


def attack(hit: Roll, hits: tuple[Hit, ...], lost: int, *, melee: bool = False) -> AttackMade:
    return AttackMade(UNIT, "weapon", TARGET, melee, False, hit, hits, lost, HP - lost)


EVENTS: dict[str, Event] = {
    "move": UnitMoved(UNIT, MoveKind.MOVE, PATH, 4, fled=False),
    "charge": UnitMoved(UNIT, MoveKind.CHARGE, PATH, 4, fled=False),
    "shot": attack(MISSED, (), 0),
    "blow": attack(MISSED, (), 0, melee=True),
    "hit": attack(HIT, (WOUND,), 1),
    "miss": attack(MISSED, (), 0),
    "save": attack(HIT, (SAVED,), 0),
    "death": UnitDestroyed(TARGET, UNIT, START.units[TARGET].at),
    "capture": ObjectiveTaken(Side.TWO, START.codes[0], None),
}


def frames_of(kind: str, *, calm: bool = False) -> list[AnimationFrame]:
    """Step through an animation, one frame of a sixtieth of a second after another."""
    before = START
    if kind == "death":
        before = START.apply(attack(HIT, (WOUND,), HP))
    animator = EventAnimator(stage(), before)
    animator.calm = calm
    animator.show([EVENTS[kind]])
    frames = []
    while not animator.idle:
        frames.append(animator.frame())
        animator.advance(1 / 60)
        assert len(frames) < 60, "it ends within a second"
    assert animator.scene == before.apply(EVENTS[kind])
    return frames


def of_kind(frames: list[AnimationFrame], kind: type[Effect]) -> list[Any]:
    return [effect for frame in frames for effect in frame.effects if isinstance(effect, kind)]


@pytest.mark.parametrize(
    ("kind", "effect"),
    [
        ("shot", Tracer),
        ("blow", Slash),
        ("hit", Impact),
        ("miss", Puff),
        ("save", ShieldRing),
        ("death", Debris),
        ("capture", Capture),
    ],
)
def test_an_effect_goes_on_from_frame_to_frame(kind: str, effect: type[Effect]) -> None:
    progress = [one.progress for one in of_kind(frames_of(kind), effect)]
    assert progress == sorted(progress)
    assert len(set(progress)) >= 3, "more than a flicker"
    assert progress[-1] > 0.6


@pytest.mark.parametrize(("kind", "late"), [("move", False), ("charge", True)])
def test_a_unit_goes_along_its_path(kind: str, *, late: bool) -> None:
    spots = [frame.spots[UNIT] for frame in frames_of(kind)]
    steps = [math.dist(one, other) for one, other in itertools.pairwise(spots)]
    assert all(steps)
    half = len(steps) // 2
    first, second = sum(steps[:half]), sum(steps[-half:])
    assert (second > 2 * first) == late, "a charge runs faster and faster, a move does not"


def test_a_shot_flies_before_its_outcome_is_seen() -> None:
    frames = frames_of("hit")
    kinds = [type(frame.effects[0]) for frame in frames]
    assert kinds == sorted(kinds, key=[Tracer, Impact].index)
    assert {Tracer, Impact} == set(kinds)


def test_a_hit_takes_hit_points_and_says_how_many() -> None:
    frames = frames_of("hit")
    hp = [frame.hp[TARGET] for frame in frames if TARGET in frame.hp]
    assert hp == sorted(hp, reverse=True)
    assert HP >= hp[0] > hp[-1] >= HP - 1
    assert max(frame.flash[TARGET] for frame in frames if TARGET in frame.flash) > 0.5
    assert {one.text for one in of_kind(frames, FloatingText)} == {"−1"}


@pytest.mark.parametrize("kind", ["miss", "save"])
def test_what_does_no_harm_takes_no_hit_points(kind: str) -> None:
    assert all(not frame.hp and not frame.flash for frame in frames_of(kind))


def test_a_destroyed_unit_fades_away() -> None:
    fading = [frame.fading[TARGET] for frame in frames_of("death")]
    assert fading[0] < 0.1
    assert fading[-1] > 0.8
    assert fading == sorted(fading)


def draw(view: BoardView, frame: AnimationFrame, scene: Scene) -> bytes:
    surface = pygame.Surface((600, 500))
    setup = GAME.state.setup
    grid = setup.field.grid
    camera = Camera.fitting(grid.columns, grid.rows, surface.get_rect())
    picture = compose(setup, scene, frame, DecisionView(), frozenset())
    view.draw(surface, camera, picture, 0, hurried=False)
    return bytes(surface.get_buffer())


@pytest.mark.parametrize("calm", [False, True])
@pytest.mark.parametrize("kind", EVENTS)
def test_every_animation_is_seen_to_change_on_the_board(kind: str, *, calm: bool) -> None:
    pygame.display.set_mode((600, 500))
    view = BoardView(Style("dusk", 1.0))
    scene = START.apply(attack(HIT, (WOUND,), HP)) if kind == "death" else START
    frames = frames_of(kind, calm=calm)
    pictures = {draw(view, frame, scene) for frame in frames[:: max(1, len(frames) // 4)]}
    assert len(pictures) >= 2
    shown = draw(view, frames[len(frames) // 3], scene)
    assert shown != draw(view, AnimationFrame(), scene)
