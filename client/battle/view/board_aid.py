"""What an aid of a person at the board must offer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.input.keys import KeyCommand
    from client.draw.board.picture import BoardPicture


class BoardAid(Protocol):
    """Something that helps a person at the board; it only looks at the battle.

    To add one: implement this, and return it from `BattleScreen.make_aids`.
    """

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*; ask the worker, and take its answers."""

    def press(self, command: KeyCommand) -> bool:
        """Carry out the command of a key or a button; return whether it is one of this aid."""

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return a picture of the board with what this aid shows on it."""

    def words(self) -> Sequence[str]:
        """Return what this aid shows at the moment, as text mode says it: a title and lines below.

        Nothing while it shows nothing, or nothing that is not said anyway.
        """
