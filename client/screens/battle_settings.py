"""The settings as they hold in a battle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.settings import HandOver

if TYPE_CHECKING:
    from client.aids.explainer import Explainer
    from client.aids.recap import RecapAid
    from client.battle.presenter import BattlePresenter
    from client.screens.camera_follower import CameraFollower
    from client.settings import Settings


def apply_settings(
    settings: Settings,
    presenter: BattlePresenter,
    follower: CameraFollower,
    recap: RecapAid,
    explainer: Explainer,
) -> None:
    """Apply the settings to the parts of a battle's screen."""
    presenter.speed = settings.pace.speed
    presenter.opponent_speed = settings.pace_of_opponent.speed
    presenter.animator.calm = settings.reduce_motion
    presenter.hands_over = settings.hand_over is not HandOver.OFF
    presenter.asks_before_end = settings.ask_before_end
    presenter.asks_to_advance = settings.ask_to_advance
    recap.shows_itself = settings.show_recap
    explainer.by_mouse = settings.explain_at_mouse
    follower.apply(settings)
