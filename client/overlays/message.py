"""A message over the window: information, or a question about the program itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.draw.ui.panels import ButtonFace
from client.overlays.dialog_overlay import Choice, DialogOverlay
from client.screen import MESSAGE, Reply
from client.text.catalogue import plural
from client.tuning import load_tuning
from client.widgets.dialog import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.dialog import DialogButton


class MessageOverlay(DialogOverlay[Reply]):
    """A message that waits for a reply; Escape means the last one."""

    layer = MESSAGE

    def __init__(
        self,
        app: OverlayHost,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply],
        *,
        cautious: bool = False,
    ) -> None:
        """Create a message from finished texts; if *cautious*, Enter also means the last reply."""
        super().__init__(app)
        self.title = title
        self.lines = tuple(lines)
        self.replies = tuple(replies)
        self._cautious = cautious

    def choices(self) -> list[Choice[Reply]]:
        """Return the replies."""
        return [Choice(reply, ButtonFace(reply.label), reply.kind) for reply in self.replies]

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a plain dialog."""
        style, size = self.app.style, self.app.size
        return Dialog(style, size, self.title, self.lines, buttons, cautious=self._cautious)


def in_short(reasons: Sequence[str]) -> list[str]:
    """Return as many reasons as a message has room for, and the number of the rest."""
    shown = load_tuning().autosave.reasons_shown
    lines = list(reasons[:shown])
    if len(reasons) > shown:
        lines.append(plural("app.save.skipped.more", len(reasons) - shown))
    return lines
