"""The settings of the display: window, colours, scale, language, animations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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


_SAME: Final = "same"
"""The code of the opponent's speed that is that of one's own actions."""


class DisplayPage(RowsPage):
    """The page of the display."""

    code = "display"

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        settings, change = self.app.settings, self.change
        themes = named_segments("theme", theme_names())
        languages = [
            Segment(code, catalogue.name_of_language(code)) for code in catalogue.languages()
        ]
        return [
            self._window(),
            self.truth("fullscreen"),
            self.choice("settings.theme", themes, settings.theme, lambda code: change(theme=code)),
            self._scale(),
            self.choice(
                "settings.language",
                languages,
                catalogue.language(),
                lambda code: change(language=code),
            ),
            *self._paces(),
            self.truth("reduce_motion"),
        ]

    def _window(self) -> ValueRow:
        """Return the row of the window's size, with its size of now if that is another one."""
        window = self.app.window
        sizes = {_code(size): size for size in window.offered_sizes}
        now = window.plain_size
        if _code(now) not in sizes:
            sizes = {_code(now): now, **sizes}
        segments = [
            Segment(code, text("settings.window.size", width=width, height=height))
            for code, (width, height) in sizes.items()
        ]

        def choose(code: str) -> None:
            window.resize(sizes[code])
            self.change(window=sizes[code], fullscreen=False)

        return self.choice("settings.window", segments, _code(now), choose)

    def _paces(self) -> list[ValueRow]:
        """Return the rows of the speeds of animations: of one's own actions, and the opponent's."""
        settings, change = self.app.settings, self.change
        paces = named_segments("pace", [pace.value for pace in Pace])
        same = Segment(_SAME, text("settings.opponent-pace.same"))
        theirs = settings.opponent_pace
        return [
            self.choice(
                "settings.pace", paces, settings.pace.value, lambda code: change(pace=Pace(code))
            ),
            self.choice(
                "settings.opponent-pace",
                [same, *paces],
                _SAME if theirs is None else theirs.value,
                lambda code: change(opponent_pace=None if code == _SAME else Pace(code)),
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


def _code(size: tuple[int, int]) -> str:
    return f"{size[0]}x{size[1]}"
