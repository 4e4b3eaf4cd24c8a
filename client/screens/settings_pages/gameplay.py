"""The settings of how a battle is played: questions, and turns of two people at one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.screens.settings_pages.page import RowsPage, named_segments
from client.settings import HandOver

if TYPE_CHECKING:
    from client.widgets.value_rows import ValueRow


class GameplayPage(RowsPage):
    """The page of how a battle is played."""

    code = "gameplay"

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        overs = named_segments("hand-over", [one.value for one in HandOver])
        return [
            self.choice(
                "settings.hand-over",
                overs,
                self.app.settings.hand_over.value,
                lambda code: self.change(hand_over=HandOver(code)),
            ),
            self.truth("ask_before_end"),
            self.truth("ask_to_advance"),
            self.truth("show_recap"),
        ]
