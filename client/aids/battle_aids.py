"""The aids of a person in a battle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.aids.advice import AdviceAid
from client.aids.following import FollowingAid
from client.aids.haste import HasteAid
from client.aids.teaching import TeachingAid
from client.aids.threats import ThreatAid

if TYPE_CHECKING:
    from client.aids.recap import RecapAid
    from client.battle.hud.shown_battle import ShownBattle
    from client.battle.view.board_aid import BoardAid
    from client.host import Host


def battle_aids(app: Host, screen: ShownBattle, recap: RecapAid) -> tuple[BoardAid, ...]:
    """Return the aids for a battle on the screen."""
    return (
        ThreatAid(screen.presenter, screen.threats),
        AdviceAid(screen, recap),
        HasteAid(screen.presenter),
        FollowingAid(screen.presenter),
        TeachingAid(screen.presenter, app.worker, lambda: app.settings.teaching),
    )
