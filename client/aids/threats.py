"""The threat map as an aid: its key, and what it shows on the board."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.text.catalogue import plural, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.presenter import BattlePresenter
    from client.battle.view.threat_view import ThreatView
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex


class ThreatAid:
    """The threat map: switched by its key, shown for the hex under the mouse or the cursor."""

    def __init__(self, presenter: BattlePresenter, threats: ThreatView) -> None:
        """Create the aid for a presenter and what is shown of its threats."""
        self._presenter: Final = presenter
        self._threats: Final = threats
        self._records = presenter.session.records
        self._left: Hex | None = None

    def update(self, seconds: float) -> None:  # noqa: ARG002 - nothing of it is animated
        """Ask for the map of the decision, and take the answer."""
        presenter = self._presenter
        hovered = presenter.chosen.hovered
        if self._records != presenter.session.records:
            self._records, self._left = presenter.session.records, hovered
        elif hovered != self._left:
            self._left = None
        self._threats.update(presenter.decision if presenter.deciding else None, presenter.chosen)

    def press(self, command: KeyCommand) -> bool:
        """Switch the map on or off."""
        if command is not KeyCommand.THREAT:
            return False
        self._threats.is_shown = not self._threats.is_shown
        return True

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture with the map, and with what reaches the hovered hex."""
        hovered = self._threats.hover_pictures(self._presenter.chosen.hovered)
        return dataclasses.replace(
            picture,
            threat=self._threats.pictures,
            sources=hovered.sources,
            reach=hovered.reach if self._is_looked_at else None,
        )

    @property
    def _is_looked_at(self) -> bool:
        """Whether the reach of an enemy under the mouse is asked for: not where one aims at
        enemies, and not where the mouse was left after an action; the map asks for it anywhere.
        """
        if self._threats.is_shown:
            return True
        chosen = self._presenter.chosen
        return not self._presenter.offer.odds and chosen.hovered != self._left

    def words(self) -> Sequence[str]:
        """Return that the map is switched on, and how many hexes enemies reach."""
        if not self._threats.is_shown:
            return []
        reached = len(self._threats.pictures)
        lines = [text(KeyCommand.THREAT.value)]
        if self._threats.map is not None:
            lines.append(plural("speech.threatened", reached))
        return lines
