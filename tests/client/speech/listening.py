"""A listener: what text mode has said so far."""

from __future__ import annotations

from client.speech.narrator import Narrator
from client.stack import ScreenStack


class Listener:
    """Hears a narrator; knows nothing else of the game."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.narrator = Narrator(self.lines.append)
        self._heard = 0

    def listen(self, stack: ScreenStack) -> None:
        self.narrator.listen(stack)

    def news(self) -> list[str]:
        """Return what was said since the last call."""
        news = self.lines[self._heard :]
        self._heard = len(self.lines)
        return news
