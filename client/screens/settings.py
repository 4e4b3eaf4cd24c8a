"""The settings of the window, in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.screens.form_screen import FormScreen
from client.screens.settings_pages.camera_page import CameraPage
from client.screens.settings_pages.display_page import DisplayPage
from client.screens.settings_pages.gameplay_page import GameplayPage
from client.screens.settings_pages.keys_page import KeysPage
from client.screens.settings_pages.page import WIDE, named_segments
from client.screens.settings_pages.sound_page import SoundPage
from client.text.catalogue import text
from client.widgets import layout
from client.widgets.layout import Share
from client.widgets.segmented_control import SegmentedControl

if TYPE_CHECKING:
    from client.host import Host
    from client.screens.settings_pages.page import SettingsPage
    from client.widgets.form import Form

PAGES: Final = (DisplayPage, GameplayPage, CameraPage, SoundPage, KeysPage)


class SettingsScreen(FormScreen):
    """The settings screen: a row of its pages, and the page that is shown."""

    title = "settings.title"

    def __init__(self, app: Host, page: str = DisplayPage.code) -> None:
        """Create the screen for a window, at a page."""
        super().__init__(app)
        self._pages: Final[dict[str, SettingsPage]] = {
            one.code: one(app, self.lay_out) for one in PAGES
        }
        self._shown = self._pages[page]

    @property
    def page(self) -> str:
        """Return the code of the page that is shown."""
        return self._shown.code

    def build(self, form: Form) -> None:
        """Add the row of pages, and the page that is shown."""
        style, space = self.style, self.style.layout.space
        wide = min(self.body.w, style.px(WIDE))
        body = layout.within(self.body, (wide, self.body.h), (0.5, 0))
        head, room = layout.split_rows(
            body, [style.px(space.target), Share()], style.px(space.padding)
        )
        pages = named_segments("settings", list(self._pages))
        SegmentedControl(form, head, pages, self.page, self._show, text("settings.pages"))
        self._shown.build(form, room)

    def _show(self, page: str) -> None:
        """Show another page; the focus stays on the row of pages."""
        self._shown = self._pages[page]
        self.lay_out()
