"""A message over the window, and the dialog that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.screen import Reply
    from client.widgets.dialog import Dialog


class Message:
    """A message that waits for an answer, and its dialog once it is shown."""

    def __init__(
        self, title: str, lines: Sequence[str], replies: Sequence[Reply], *, cautious: bool = False
    ) -> None:
        """Take finished texts; the last reply is what Escape means, when *cautious* Enter, too."""
        self.cautious = cautious
        self.title = title
        self.lines = tuple(lines)
        self.replies = tuple(replies)
        self.dialog: Dialog | None = None
