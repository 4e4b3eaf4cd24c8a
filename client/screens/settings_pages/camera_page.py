"""The settings of the camera: whom it follows, how far, and how fast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.screens.settings_pages.page import RowsPage, named_segments
from client.settings import Follow, FollowTo, Pan

if TYPE_CHECKING:
    from client.widgets.value_rows import ValueRow


class CameraPage(RowsPage):
    """The page of the camera."""

    code = "camera"

    def rows(self) -> list[ValueRow]:
        """Return the settings, from the top."""
        settings, change = self.app.settings, self.change
        return [
            self.choice(
                "settings.follow",
                named_segments("follow", [one.value for one in Follow]),
                settings.follow.value,
                lambda code: change(follow=Follow(code)),
            ),
            self.choice(
                "settings.follow-to",
                named_segments("follow-to", [one.value for one in FollowTo]),
                settings.follow_to.value,
                lambda code: change(follow_to=FollowTo(code)),
            ),
            self.choice(
                "settings.pan",
                named_segments("pan", [one.value for one in Pan]),
                settings.pan.value,
                lambda code: change(pan=Pan(code)),
            ),
        ]
