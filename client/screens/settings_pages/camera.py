"""The settings of the camera: whom it follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.screens.settings_pages.page import RowsPage, named_segments
from client.settings import Follow

if TYPE_CHECKING:
    from client.widgets.value_rows import ValueRow


class CameraPage(RowsPage):
    """The page of the camera."""

    code = "camera"

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        return [
            self.choice(
                "settings.follow",
                named_segments("follow", [one.value for one in Follow]),
                self.app.settings.follow.value,
                lambda code: self.change(follow=Follow(code)),
            )
        ]
