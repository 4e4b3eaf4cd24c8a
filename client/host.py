"""What a screen may ask of the window that shows it, and of the features of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from client.battle.model.battle_end import BattleEnd
    from client.battle.model.opening import OpenedBattle
    from client.draw.ui.style import Style
    from client.folders import Folders
    from client.overlays.message import MessageOverlay
    from client.screen import Reply, StackCommand
    from client.settings import Settings
    from client.worker.worker import Worker
    from engine.battle.scenario import Scenario


class Feature(Protocol):
    """A part of the game with screens, files and a course of its own, as the window sees it."""

    def update(self) -> None:
        """Look after what has no screen; called once a frame."""
        ...

    @property
    def in_play(self) -> bool:
        """Whether something is played now."""
        ...

    @property
    def is_kept(self) -> bool:
        """Whether something is played now and all of it is in its file."""
        ...

    @property
    def record(self) -> Sequence[str]:
        """Return the lines of the save of what is played, for the report of a crash."""
        ...

    def leave(self) -> None:
        """Leave what is played; its screen goes, with everything above it."""
        ...

    def list_losses(self) -> list[str]:
        """Try to write what is not in its file; return why that can't be done."""
        ...

    def close(self) -> None:
        """Let go of everything; raise OSError, or a group, if something could not be kept."""
        ...


F = TypeVar("F", bound=Feature)


class FeatureKey(Generic[F]):
    """The name that a feature is registered under, with its type."""

    def __init__(self, name: str) -> None:
        self.name: Final = name


class Features:
    """The features of the game, in the order of their registration."""

    def __init__(self) -> None:
        self._features: dict[FeatureKey[Any], Feature] = {}

    def register(self, key: FeatureKey[F], feature: F) -> None:
        """Add a feature; there is one for each key."""
        assert key not in self._features, f"{key.name} is registered once"
        self._features[key] = feature

    def get(self, key: FeatureKey[F]) -> F:
        """Return the feature of a key; KeyError if there is none."""
        return cast("F", self._features[key])

    def __iter__(self) -> Iterator[Feature]:
        return iter(self._features.values())


class BattleHost(Feature, Protocol):
    """The battles of the window, of which one is played at a time."""

    def start(
        self,
        scenario: Scenario,
        seed: int,
        players: tuple[str, str],
        on_end: Callable[[BattleEnd | None], None] | None = None,
    ) -> None:
        """Start a battle and show it on top; the one that is played is left.

        Once it has left the screen *on_end* is called with its end, or with None if it never
        began. Without it, who asks for a new battle at the end sets one up.
        """
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


BATTLES: Final[FeatureKey[BattleHost]] = FeatureKey("battles")


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
        instead_of: MessageOverlay | None = None,
    ) -> MessageOverlay:
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
