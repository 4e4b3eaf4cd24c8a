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


class ThreatAid:
    """The threat map: switched by its key, shown for the hex under the mouse or the cursor."""

    def __init__(self, presenter: BattlePresenter, threats: ThreatView) -> None:
        """Create the aid for a presenter and what is shown of its threats."""
        self._presenter: Final = presenter
        self._threats: Final = threats

    def update(self, seconds: float) -> None:  # noqa: ARG002 - nothing of it is animated
        """Ask for the map of the decision, and take the answer."""
        presenter = self._presenter
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
            reach=hovered.reach,
        )

    def words(self) -> Sequence[str]:
        """Return that the map is switched on, and how many hexes enemies reach."""
        if not self._threats.is_shown:
            return []
        reached = len(self._threats.pictures)
        lines = [text(KeyCommand.THREAT.value)]
        if self._threats.map is not None:
            lines.append(plural("speech.threatened", reached))
        return lines
