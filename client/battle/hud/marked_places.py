"""What the mouse marks on the board from beside it: the hexes of a line of the log, of a unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.hud.hit_areas import PickUnit, Unfold
from client.battle.view.board_picture import marked_hexes

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from client.battle.hud.hit_areas import HitArea
    from client.battle.playback.scene import Scene
    from client.draw.geometry import Hex
    from client.text.battle_log import LogLine
    from engine.battle.state import Setup


def hexes_marked_by(
    areas: Iterable[HitArea],
    mouse: tuple[int, int],
    lines: Sequence[LogLine],
    setup: Setup,
    scene: Scene,
) -> frozenset[Hex]:
    """Return the hexes of what is under the mouse of the areas that were drawn last."""
    for area in areas:
        if not area.rect.collidepoint(mouse):
            continue
        # After a take-back, a line that was drawn last may no longer exist.
        if isinstance(area.action, Unfold) and area.action.line < len(lines):
            return marked_hexes(setup, scene, lines[area.action.line])
        if isinstance(area.action, PickUnit):
            unit = scene.units[area.action.unit]
            return frozenset({unit.at} if unit.hp else ())
    return frozenset()
