"""What a screen may ask of the window that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from client.battle.model.opening import OpenedBattle
    from client.draw.ui.style import Style
    from client.folders import Folders
    from client.message import Message
    from client.screen import Reply, StackCommand
    from client.settings import Settings
    from client.worker.worker import Worker
    from engine.battle.scenario import Scenario


class BattleHost(Protocol):
    """The battles of the window, of which one is played at a time."""

    def start(self, scenario: Scenario, seed: int, players: tuple[str, str]) -> None:
        """Start a battle and show it; the one that is played is left."""
        ...

    def resume(self, path: Path) -> None:
        """Continue a saved battle and show it; what is wrong with the file is reported."""
        ...

    def resume_first(self, paths: Sequence[Path]) -> None:
        """Continue the first of several battles that can be, and report why the others can't."""
        ...

    def save(self) -> Path:
        """Save the battle that is played under a name of its own; OSError when that fails."""
        ...

    def leave(self) -> None:
        """Leave the battle that is played."""
        ...

    def discard(self, battle: OpenedBattle) -> None:
        """Close a battle that was prepared and is not to be shown. May be called in any thread."""
        ...

    @property
    def trouble(self) -> str:
        """Return why the battle that is played can't be saved now; "" while it can be."""
        ...

    def is_unwritten(self, path: Path) -> bool:
        """Whether a file is that of a battle which was left and is not yet whole in it."""
        ...


class Host(Protocol):
    """The window, as a screen sees it."""

    @property
    def style(self) -> Style:
        """Return the theme at the UI scale in use."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and height of the window, in pixels."""
        ...

    @property
    def scale(self) -> int:
        """Return the UI scale in use, in per cent."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the settings in use."""
        ...

    @property
    def folders(self) -> Folders:
        """Return the folders of the user."""
        ...

    @property
    def worker(self) -> Worker:
        """Return the worker process."""
        ...

    @property
    def battles(self) -> BattleHost:
        """Return the battles of the window."""
        ...

    def go(self, command: StackCommand) -> None:
        """Change the stack of screens, once the event at hand is answered."""
        ...

    def tell(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply] = (),
        *,
        instead_of: Message | None = None,
    ) -> Message:
        """Show a message over the window, after those that wait; Escape means the last reply.

        Without replies it can only be read and closed. It takes the place of the message
        *instead_of* while that is still there.
        """
        ...

    def ask(self, title: str, lines: Sequence[str], replies: Sequence[Reply]) -> None:
        """Ask a question over everything; the last reply, which changes nothing, has the focus."""
        ...

    def change(self, settings: Settings) -> None:
        """Apply other settings, and keep them in the user folder."""
        ...
