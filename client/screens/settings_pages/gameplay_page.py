"""The settings of how a battle is played: questions, and turns of two people at one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.screens.settings_pages.page import RowsPage, named_segments
from client.settings import HandOver
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment

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
            self.truth("explain_at_mouse"),
            self._think_time(),
            self.truth("teaching"),
        ]

    def _think_time(self) -> ValueRow:
        """Return how long opponents that search think."""
        segments = [
            Segment(str(one), text("settings.percent", n=one))
            for one in load_tuning().thinking.percents
        ]
        return self.choice(
            "settings.think-time",
            segments,
            str(self.app.settings.think_time),
            lambda code: self.change(think_time=int(code)),
        )
