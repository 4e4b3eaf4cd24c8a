"""The roster in words: what is left of both armies, and what they lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.hud.roster_panel import left_words
from client.text.catalogue import text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Iterable

    from client.battle.view.roster import RosterArmy


def roster_words(armies: Iterable[RosterArmy]) -> list[str]:
    """Return the roster without its living units, which the survey of the board tells of."""
    lines = [text("battle.roster.title")]
    for army in armies:
        lines.append(text("speech.army", side=army.title, left=left_words(army)))
        lost = [row.title for row in army.rows if not row.hp]
        if lost:
            lines.append(text("speech.destroyed", units=comma_list(lost)))
    return lines
