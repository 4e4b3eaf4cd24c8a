"""Haste as an aid: its key has an opponent that thinks move now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.presenter import BattlePresenter
    from client.draw.board.picture import BoardPicture


class HasteAid:
    """An opponent that searches answers at once, until a person decides again.

    Where nobody plays but bots, the key lets them take their time again.
    """

    def __init__(self, presenter: BattlePresenter) -> None:
        """Create the aid for a presenter."""
        self._presenter: Final = presenter

    def update(self, seconds: float) -> None:
        """Do nothing: the presenter ends the haste."""

    def press(self, command: KeyCommand) -> bool:
        """Have the opponent move now."""
        if command is not KeyCommand.MOVE_NOW:
            return False
        presenter = self._presenter
        session = presenter.session
        if not session.awaits_computer:
            presenter.say(text("battle.refuse.move-now"), bad=True)
            return True
        session.hurry(hurried=not session.is_hurried)
        hurried = session.is_hurried
        presenter.say(text("battle.notice.move-now" if hurried else "battle.notice.take-time"))
        return True

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture unchanged."""
        return picture

    def words(self) -> Sequence[str]:
        """Return nothing: a notice says it."""
        return []
