"""What a screen may ask of the window that shows it, and of the features of the game."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Generic, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from client.battle.model.battle_end import OnEnd
    from client.battle.model.opening import OpenedBattle
    from client.draw.ui.style import Style
    from client.folders import Folders
    from client.overlays.message import MessageOverlay
    from client.screen import Reply, StackCommand
    from client.settings import Settings
    from client.sound.sound_player import SoundPlayer
    from client.standing import Standing
    from client.window import Window
    from client.worker.worker import Worker
    from engine.battle.army import Army
    from engine.battle.save import Save
    from engine.battle.scenario import Scenario
    from engine.battle.side import Side


class Feature(Protocol):
    """A part of the game with screens, files and a state of its own, as the window sees it."""

    def update(self) -> None:
        """Do the periodic work that belongs to no screen; called once per frame."""
        ...

    @property
    def in_play(self) -> bool:
        """Whether something is being played."""
        ...

    @property
    def is_kept(self) -> bool:
        """Whether something is being played and completely written to its file."""
        ...

    @property
    def record(self) -> Sequence[str]:
        """Return the lines of the save of what is being played, for a crash report."""
        ...

    def leave(self) -> None:
        """Leave what is being played; its screen is popped, with everything above it."""
        ...

    def list_losses(self) -> list[str]:
        """Retry incomplete files; return for each one left why it can't be written."""
        ...

    def close(self) -> None:
        """Close everything; raise OSError, or a group, if something could not be saved."""
        ...


F = TypeVar("F", bound=Feature)


class FeatureKey(Generic[F]):
    """The typed key that a feature is registered under."""

    def __init__(self, name: str) -> None:
        self.name: Final = name


class Features:
    """The features of the game, in the order of their registration."""

    def __init__(self) -> None:
        self._features: dict[FeatureKey[Any], Feature] = {}

    def register(self, key: FeatureKey[F], feature: F) -> None:
        """Register a feature; there is one for each key."""
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
        on_end: OnEnd | None = None,
    ) -> None:
        """Start a battle and push its screen; a battle in progress is left first.

        Once it has left the screen, *on_end* is called with its end, or with None if it never
        began. Without *on_end*, a player who asks for a new battle at the end is led to its setup.
        """
        ...

    def resume(self, path: Path, on_end: OnEnd | None = None) -> None:
        """Resume a saved battle and show it; a problem with the file is shown as a message.

        *on_end* is as in `start`.
        """
        ...

    def resume_first(self, paths: Sequence[Path], on_end: OnEnd | None = None) -> None:
        """Resume the first of several battles that can be; problems with the others are shown."""
        ...

    def branch(self, save: Save, records: int, players: tuple[str, str]) -> None:
        """Start a new battle, with new dice, after so many *records* of another one's save."""
        ...

    def restart(self) -> None:
        """Leave the battle in progress, and begin it anew: same start, same dice, same players."""
        ...

    @property
    def offers_rematch(self) -> bool:
        """Whether the battle in progress may be followed by another one: no one awaits its end."""
        ...

    def rematch(self, *, swapped: bool) -> None:
        """Leave the battle in progress, and start it anew with other dice, and with sides *swapped*
        or not.
        """
        ...

    def save(self) -> Path:
        """Save the battle in progress under a name that is free; OSError if that fails."""
        ...

    def save_as(self, name: str) -> Path:
        """Save the battle in progress under a name, in place of a save that had it.

        The name must be a valid one. OSError if that fails.
        """
        ...

    def discard(self, battle: OpenedBattle) -> None:
        """Close a prepared battle that will not be shown. May be called from any thread."""
        ...

    @property
    def trouble(self) -> str:
        """Return why the battle in progress can't be saved at the moment; "" if it can be."""
        ...

    def is_unwritten(self, path: Path) -> bool:
        """Whether a file belongs to a battle that was left and is not completely written yet."""
        ...


class PuzzleHost(Feature, Protocol):
    """The puzzles of the window."""

    def open(self) -> None:
        """Push the screen that offers puzzles."""
        ...


class TutorialHost(Feature, Protocol):
    """The tutorial of the window."""

    @property
    def is_suggested(self) -> bool:
        """Whether the player has begun no battle, lesson or puzzle yet."""
        ...

    def open(self) -> None:
        """Push the screen that offers the lessons."""
        ...


class ArmyHost(Feature, Protocol):
    """The player's own armies. *fielded* are the names of the files of those that ONE and TWO
    fielded last, "" for an army that is in no file or of the scenario.
    """

    fielded: tuple[str, str]

    def open(self) -> None:
        """Push the list of the player's armies."""
        ...

    def build(self, army: Army | None, path: Path | None) -> None:
        """Push the builder of an army, of a new one if it is None."""
        ...


TUTORIAL: Final[FeatureKey[TutorialHost]] = FeatureKey("tutorial")
ARMIES: Final[FeatureKey[ArmyHost]] = FeatureKey("armies")


class OwnRecordHost(Feature, Protocol):
    """One's own record against each opponent."""

    def standing(self, opponent: str) -> Standing:
        """Return the record against an opponent."""
        ...

    def note(
        self, battle: str, players: tuple[str, str], winner: Side | None, *, branched: bool
    ) -> None:
        """Note that a battle, by the digest of its start, has ended."""
        ...


OWN_RECORD: Final[FeatureKey[OwnRecordHost]] = FeatureKey("own record")
PUZZLES: Final[FeatureKey[PuzzleHost]] = FeatureKey("puzzles")
BATTLES: Final[FeatureKey[BattleHost]] = FeatureKey("battles")


class Host(Protocol):
    """The window, as a screen sees it."""

    @property
    def style(self) -> Style:
        """Return the theme at the current UI scale."""
        ...

    @property
    def size(self) -> tuple[int, int]:
        """Return the width and height of the window, in pixels."""
        ...

    @property
    def scale(self) -> int:
        """Return the current UI scale, in per cent."""
        ...

    @property
    def settings(self) -> Settings:
        """Return the current settings."""
        ...

    @property
    def window(self) -> Window:
        """Return the operating system's window."""
        ...

    @property
    def folders(self) -> Folders:
        """Return the user's folders."""
        ...

    @property
    def worker(self) -> Worker:
        """Return the worker process."""
        ...

    @property
    def battles(self) -> BattleHost:
        """Return the battles of the window."""
        ...

    @property
    def sounds(self) -> SoundPlayer:
        """Return the player of sounds."""
        ...

    @property
    def puzzles(self) -> PuzzleHost:
        """Return the puzzles of the window."""
        ...

    @property
    def tutorial(self) -> TutorialHost:
        """Return the tutorial of the window."""
        ...

    @property
    def armies(self) -> ArmyHost:
        """Return the player's own armies."""
        ...

    @property
    def own_record(self) -> OwnRecordHost:
        """Return one's own record against each opponent."""
        ...

    def go(self, command: StackCommand) -> None:
        """Apply a command to the stack of screens, after the current event has been handled."""
        ...

    def tell(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply] = (),
        *,
        instead_of: MessageOverlay | None = None,
    ) -> MessageOverlay:
        """Queue a message over the window; Escape means the last reply.

        A message without replies can only be read and closed. It replaces the message
        *instead_of* if that is still open.
        """
        ...

    def ask(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply],
        *,
        cautious: bool = True,
    ) -> None:
        """Show a question on top; the last reply, which changes nothing, has the focus, unless
        nothing is lost by the first one and nobody need be *cautious*.
        """
        ...

    def change(self, settings: Settings) -> None:
        """Apply new settings, and write them to the user folder."""
        ...
