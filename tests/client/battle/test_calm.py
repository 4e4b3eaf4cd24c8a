"""Reduced motion: nothing slides, flashes or blinks, and everything is still told."""

from __future__ import annotations

import msgspec
import pytest

from client.battle.playback import calm_tweens, tweens
from client.draw import geometry
from client.draw.board.effects import (
    AttackLine,
    Capture,
    Debris,
    FloatingText,
    Impact,
    OutcomeRing,
    Puff,
    RollingDie,
    ShieldRing,
    Slash,
    Tracer,
)
from client.screens import battle_drawing
from client.settings import Pace
from engine.battle.actions import Activate, EndPhase
from engine.battle.events import AttackMade, UnitActivated, UnitDestroyed, UnitMoved
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.battle.stage import GUNS, pilot_after
from tests.client.battle.test_event_animator import ALL, stage
from tests.client.pilot import Pilot, greedy

MOVING = (Tracer, Impact, Puff, ShieldRing, Debris, Slash)
SHARES = (0.0, 0.1, 0.3, 0.6, 0.9, 1.0)


def calm(pilot: Pilot) -> Pilot:
    app = pilot.screen.app
    app.change(msgspec.structs.replace(app.settings, reduce_motion=True))
    pilot.screen.lay_out()
    return pilot


def test_no_event_moves_or_flashes() -> None:
    for before, event in ALL:
        length = tweens.duration(event, stage())
        for share in SHARES:
            frame = calm_tweens.frame(event, before, length * share, length, stage())
            assert not frame.flash
            assert not frame.fading, "nothing shrinks"
            assert not any(isinstance(effect, MOVING) for effect in frame.effects)
            for effect in frame.effects:
                if isinstance(effect, FloatingText | Capture):
                    assert effect.calm
                if isinstance(effect, RollingDie):
                    assert effect.progress == 1
            assert frame.notice is None or frame.notice.calm
            if isinstance(event, UnitMoved):
                ends = {geometry.centre(event.path[0]), geometry.centre(event.path[-1])}
                assert set(frame.spots.values()) <= ends
            else:
                assert not frame.spots


def test_every_event_but_an_activation_still_shows_something() -> None:
    for before, event in ALL:
        length = tweens.duration(event, stage())
        frames = [
            calm_tweens.frame(event, before, length * share, length, stage()) for share in SHARES
        ]
        seen = any(frame.effects or frame.notice or frame.faint for frame in frames)
        assert seen or isinstance(event, UnitActivated), event


def test_the_words_and_figures_are_those_of_the_usual_animation() -> None:
    for before, event in ALL:
        length = tweens.duration(event, stage())
        for share in SHARES:
            usual = tweens.frame(event, before, length * share, length, stage())
            now = calm_tweens.frame(event, before, length * share, length, stage())
            for kind in (FloatingText, RollingDie):
                assert [_words(one) for one in now.effects if isinstance(one, kind)] == [
                    _words(one) for one in usual.effects if isinstance(one, kind)
                ]
            assert (now.notice is None) == (usual.notice is None)


def _words(effect: FloatingText | RollingDie) -> object:
    return effect.text if isinstance(effect, FloatingText) else effect.faces[-1]


def test_an_attack_is_a_line_and_a_ring_and_hit_points_change_at_once() -> None:
    lines = rings = 0
    for before, event in ALL:
        if not isinstance(event, AttackMade):
            continue
        length = tweens.duration(event, stage())
        for share in SHARES:
            frame = calm_tweens.frame(event, before, length * share, length, stage())
            lines += sum(isinstance(one, AttackLine) for one in frame.effects)
            rings += sum(isinstance(one, OutcomeRing) for one in frame.effects)
            assert set(frame.hp.values()) <= {event.hp_left}
    assert lines
    assert rings


def test_a_moving_unit_fades_out_at_its_start_and_in_at_its_end() -> None:
    before, event = next((b, e) for b, e in ALL if isinstance(e, UnitMoved))
    faint = [
        calm_tweens.frame(event, before, share * 100, 100, stage()).faint[event.unit]
        for share in (0, 0.25, 0.5, 0.75, 1)
    ]
    assert faint == [0, 0.5, 1, 0.5, 0]


def test_a_destroyed_unit_fades() -> None:
    before, event = next((b, e) for b, e in ALL if isinstance(e, UnitDestroyed))
    assert [
        calm_tweens.frame(event, before, share * 100, 100, stage()).faint[event.unit]
        for share in (0, 0.5, 1)
    ] == [0, 0.5, 1]


def test_the_view_jumps_instead_of_panning() -> None:
    pilot = calm(sit_down(start("crossroads", AGAINST_BOT), (850, 530), pace=Pace.NORMAL))
    control = pilot.screen.control
    for spot in ((1.0, 1.0), (20.0, 20.0)):
        control.follow(spot)
        assert not control.moving
        assert control.camera.sees(spot, 0.5)


@pytest.mark.parametrize("reduced", [False, True])
def test_the_bars_of_targets_blink_unless_motion_is_reduced(
    monkeypatch: pytest.MonkeyPatch, *, reduced: bool
) -> None:
    pilot = pilot_after(GUNS, EndPhase(), Activate(0))
    if reduced:
        calm(pilot)
    for _ in range(3):
        pilot.frame()
    pictures = set()
    for now in range(0, 1300, 100):
        monkeypatch.setattr(battle_drawing.pygame.time, "get_ticks", lambda now=now: now)
        pilot.screen.draw(pilot.screen.app.surface)  # type: ignore[attr-defined]
        pictures.add(bytes(pilot.screen.app.surface.get_buffer()))  # type: ignore[attr-defined]
    assert (len(pictures) == 1) == reduced
    assert pilot.screen.animating == (not reduced)


@pytest.mark.slow
def test_a_battle_goes_the_same_way_with_reduced_motion() -> None:
    lines = []
    for reduced in (False, True):
        pilot = sit_down(start("lock_keepers", AGAINST_BOT), pace=Pace.FASTEST)
        if reduced:
            calm(pilot)
        pilot.settle()
        for _ in range(15):
            pilot.do(greedy(pilot.session))
        lines.append(pilot.session.game.lines)
    assert lines[0] == lines[1]
