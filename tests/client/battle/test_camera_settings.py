"""The camera follows whom the settings name, as far and as fast as they say."""

from __future__ import annotations

import msgspec
import pytest

from client.settings import Follow, FollowTo, Pace, Pan
from engine.battle import load_scenario
from engine.battle.actions import Activate
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, sit_down, start
from tests.client.pilot import Pilot

SMALL = (850, 530)


def board(players: tuple[str, str], **changes: object) -> Pilot:
    """Sit down before a board that does not fit, with changed settings."""
    pilot = sit_down(start("crossroads", players), SMALL, pace=Pace.NORMAL)
    app = pilot.screen.app
    app.change(msgspec.structs.replace(app.settings, **changes))
    pilot.screen.lay_out()
    return pilot


def look_away(pilot: Pilot) -> tuple[int, int]:
    """Look at a corner where nobody is; return the place of the view."""
    camera = pilot.screen.control.camera
    state = pilot.session.state
    rows, columns = camera.rows, camera.columns
    corners = [(0.0, 0.0), (1.5 * columns, 0.0), (0.0, 1.7 * rows), (1.5 * columns, 1.7 * rows)]
    spots = [state.offset(unit) for unit in state.units]
    far = max(
        corners,
        key=lambda at: min(abs(1.5 * x - at[0]) + abs(1.7 * y - at[1]) for x, y in spots),
    )
    pilot.screen.control.jump_to(far)
    camera = pilot.screen.control.camera
    return camera.left, camera.top


def moved(pilot: Pilot, seconds: float = 3.0) -> bool:
    """Whether the view moves within some time."""
    before = look_away(pilot)
    for _ in range(round(seconds / 0.02)):
        pilot.frame(0.02)
        camera = pilot.screen.control.camera
        if (camera.left, camera.top) != before:
            return True
    return False


def players_with_opponent_first() -> tuple[str, str]:
    first = load_scenario("crossroads").first
    return ("bot:greedy", "person") if first is Side.ONE else AGAINST_BOT


@pytest.mark.parametrize(
    ("follow", "opponent", "own"),
    [(Follow.ALL, True, True), (Follow.OPPONENT, True, False), (Follow.OFF, False, False)],
)
def test_the_view_follows_whom_the_settings_name(
    follow: Follow, *, opponent: bool, own: bool
) -> None:
    pilot = board(players_with_opponent_first(), follow=follow)
    assert not pilot.screen.presenter.deciding
    assert moved(pilot) == opponent
    pilot = board(PEOPLE, follow=follow)
    pilot.settle()
    unit = pilot.session.state.living(pilot.session.state.to_act)[0]
    assert pilot.session.submit(pilot.session.records, Activate(unit.id))
    assert moved(pilot, 0.5) == own


@pytest.mark.parametrize("pan", Pan)
def test_the_view_moves_as_fast_as_the_setting_says(pan: Pan) -> None:
    pilot = board(PEOPLE, pan=pan)
    control = pilot.screen.control
    look_away(pilot)
    spot = (2.0, 2.0) if not control.camera.sees((2.0, 2.0), 1.5) else (20.0, 15.0)
    control.follow(spot)
    count = 0
    while control.moving:
        control.update(0.01)
        count += 1
    assert control.camera.sees(spot, 0.5)
    least = {Pan.SLOW: 50, Pan.NORMAL: 20, Pan.FAST: 5, Pan.INSTANT: 0}[pan]
    most = {Pan.SLOW: 70, Pan.NORMAL: 35, Pan.FAST: 20, Pan.INSTANT: 0}[pan]
    assert least <= count <= most


def test_the_view_moves_as_far_as_the_setting_says() -> None:
    ways = {}
    for far in FollowTo:
        pilot = board(PEOPLE, follow_to=far, pan=Pan.INSTANT)
        control = pilot.screen.control
        control.jump_to((4.0, 4.0))
        before = control.camera
        spot = before.spot((before.clear.right + 3 * before.radius, before.clear.centery))
        control.follow(spot)
        assert control.camera.sees(spot, 1.4)
        ways[far] = before.left - control.camera.left
    assert 0 < ways[FollowTo.SIGHT] < ways[FollowTo.CENTRE]
