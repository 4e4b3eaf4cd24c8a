"""The board of a landing in small: a character a hex, the rows of the board as lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.terminal.board import MARKS, OWNERS
from client.text.catalogue import text
from engine.battle.battlefield import Terrain
from engine.campaign.bridge import ATTACKER, DEFENDER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.scenario import Scenario

ANCHOR: Final = "A"
_GAP: Final = " "
"""Between two hexes of a row, so that the board is about as wide as it is."""


def board_rows(scenario: Scenario) -> Iterator[str]:
    """Yield the rows of a board with its anchors and those who start on it, and what signs mean.

    Odd columns lie half a hex lower, which the small board leaves out.
    """
    signs = {
        (column, row): MARKS[Terrain(sign)][0]
        for row, line in enumerate(scenario.terrain)
        for column, sign in enumerate(line)
    }
    signs |= {place: ANCHOR for one in scenario.objectives for place in one.hexes}
    signs |= {unit.hex: str(OWNERS[unit.side]) for unit in scenario.units}
    for row, line in enumerate(scenario.terrain):
        yield _GAP.join(signs[column, row] for column in range(len(line)))
    yield text(
        "campaign-play.board-signs",
        attacker=OWNERS[ATTACKER],
        defender=OWNERS[DEFENDER],
        anchor=ANCHOR,
        wall=MARKS[Terrain.WALL][0],
        cover=MARKS[Terrain.COVER],
        rough=MARKS[Terrain.ROUGH],
    )
