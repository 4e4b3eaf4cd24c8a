"""The settings of the display: window, colours, scale, language, animations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.draw.ui.theme import theme_names
from client.screens.settings_pages.page import RowsPage, named_segments
from client.settings import Pace
from client.text import catalogue
from client.text.catalogue import text
from client.tuning import load_tuning
from client.widgets.segmented_control import Segment
from client.window import offered_scales

if TYPE_CHECKING:
    from client.widgets.value_rows import ValueRow


class DisplayPage(RowsPage):
    """The page of the display."""

    code = "display"

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        settings, change = self.app.settings, self.change
        themes = named_segments("theme", theme_names())
        languages = named_segments("language", catalogue.languages())
        paces = named_segments("pace", [pace.value for pace in Pace])
        return [
            self.choice(
                "settings.theme", themes, settings.theme, lambda code: change(theme=code)
            ),
            self._scale(),
            self.truth("fullscreen"),
            self.choice(
                "settings.language",
                languages,
                settings.language,
                lambda code: change(language=code),
            ),
            self.choice(
                "settings.pace", paces, settings.pace.value, lambda code: change(pace=Pace(code))
            ),
        ]

    def _scale(self) -> ValueRow:
        """Return the row of the UI scale, with the scales that the window has room for enabled."""
        offered = offered_scales(self.app.size)
        segments = [
            Segment(str(step), text("settings.percent", n=step), enabled=step in offered)
            for step in load_tuning().scale.steps
        ]
        return self.choice(
            "settings.scale",
            segments,
            str(self.app.scale),
            lambda code: self.change(scale=int(code)),
        )
