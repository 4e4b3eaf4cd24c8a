"""The recap as an aid: the opponent's last turn drawn on the board until a click or a key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.battle.playback.recap import RecapReader
from client.battle.speech.panel_words import recap_words
from client.battle.view.recap_view import with_recap
from client.text.catalogue import text
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.playback.recap import Recap
    from client.battle.presenter import BattlePresenter
    from client.draw.board.picture import BoardPicture

_LOOKING: Final = frozenset(
    {
        *(KeyCommand.PAN_LEFT, KeyCommand.PAN_RIGHT, KeyCommand.PAN_UP, KeyCommand.PAN_DOWN),
        *(KeyCommand.ZOOM_IN, KeyCommand.ZOOM_OUT, KeyCommand.FIT),
        KeyCommand.RECAP,
    }
)
"""Commands that do not end the recap: they only look around."""


class RecapAid:
    """The recap of the latest turn of the other side.

    It is shown when a person's turn begins, if *shows_itself*, and by its key.
    """

    def __init__(self, presenter: BattlePresenter) -> None:
        """Create the aid for a presenter; turns that are over by now are shown by key alone."""
        self._presenter: Final = presenter
        self.reader: Final = RecapReader(presenter.session)
        self._seen = self.reader.turns
        self.shown: Recap | None = None
        self.shows_itself = True

    def update(self, seconds: float) -> None:  # noqa: ARG002 - nothing of it is animated
        """Read what happened; show the recap of a turn that has just ended."""
        self.reader.read()
        if not self._presenter.settled:
            self.shown = None
        elif self._presenter.deciding and self.reader.turns != self._seen:
            self._seen = self.reader.turns
            recap = self._latest()
            if self._wants_recap() and recap is not None and not recap.is_empty:
                self.shown = recap

    @property
    def is_there(self) -> bool:
        """Whether there is a turn of the other side to show."""
        return self._latest() is not None

    def _wants_recap(self) -> bool:
        """Whether the recap shows itself to whoever begins a turn now."""
        presenter = self._presenter
        session = presenter.session
        if not self.shows_itself or session.state.side is not session.state.to_act:
            return False
        return presenter.hands_over or not session.seats.shared

    def _latest(self) -> Recap | None:
        """Return the latest turn of the side that the person at the screen does not play."""
        session = self._presenter.session
        if session.seats.shared:
            return self.reader.recap_of(session.state.to_act.other)
        others = [side for side in Side if not session.seats.is_person(side)]
        found = [recap for side in others if (recap := self.reader.recap_of(side)) is not None]
        return max(found, key=lambda one: one.turn, default=None)

    def press(self, command: KeyCommand) -> bool:
        """Show the recap, or end it."""
        if command is not KeyCommand.RECAP:
            return False
        if self.shown is not None:
            self.shown = None
        elif self._presenter.settled:
            self.shown = self._latest()
            if self.shown is None:
                self._presenter.say(text("battle.recap.none"))
        return True

    def end_by(self, command: KeyCommand | None) -> None:
        """End the recap by a click or a key, which means a command or none."""
        if command not in _LOOKING:
            self.shown = None

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture with the recap."""
        if self.shown is None:
            return picture
        return with_recap(picture, self.shown, self._presenter.names)

    def words(self) -> Sequence[str]:
        """Return the recap."""
        return [] if self.shown is None else recap_words(self.shown, self._presenter.names)
