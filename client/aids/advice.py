"""Hints and explanations as an aid: their keys, and what they show on the board."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.hud.hit_areas import Tab
from client.battle.input.keys import KeyCommand
from client.battle.speech.panel_words import advice_words
from client.battle.view.advice_view import AdviceKind
from client.text.catalogue import text
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.aids.recap import RecapAid
    from client.battle.hud.shown_battle import ShownBattle
    from client.draw.board.picture import BoardPicture


class AdviceAid:
    """The policy's advice: a hint for the decision, an explanation of the enemy's last action."""

    def __init__(self, screen: ShownBattle, recap: RecapAid) -> None:
        """Create the aid of a battle on the screen, whose *recap* ends when there is advice: both
        draw ways on the board.
        """
        self._screen: Final = screen
        self._recap: Final = recap

    def update(self, seconds: float) -> None:  # noqa: ARG002 - nothing of it is animated
        """Take the answer of the worker; a recap that was asked for later replaces the advice."""
        advice = self._screen.advice
        advice.update()
        if advice.kind is not None and self._recap.shown is not None:
            advice.close()

    def press(self, command: KeyCommand) -> bool:
        """Show or hide a hint, explain an action, or hide what is shown."""
        match command:
            case KeyCommand.HINT:
                self._hint()
            case KeyCommand.EXPLAIN:
                self._explain()
            case KeyCommand.BACK if self._screen.advice.kind is not None:
                self._screen.advice.close()
            case _:
                return False
        return True

    def _hint(self) -> None:
        advice, presenter = self._screen.advice, self._screen.presenter
        if advice.kind is AdviceKind.HINT:
            advice.close()
        elif presenter.deciding:
            self._recap.shown = None
            advice.hint()
            self._screen.tab = Tab.ODDS
        else:
            presenter.say(text("battle.refuse.hint"), bad=True)

    def _explain(self) -> None:
        presenter = self._screen.presenter
        if presenter.handing_to is None and self._screen.advice.explain(self._viewer()):
            self._recap.shown = None
            self._screen.tab = Tab.ODDS
        else:
            presenter.say(text("battle.refuse.explain"), bad=True)

    def _viewer(self) -> Side | None:
        """Return the side of the person to act, or of the only person; None if nobody plays."""
        session = self._screen.session
        if session.awaits_person:
            return session.state.to_act
        people = [side for side in Side if session.seats.is_person(side)]
        return people[0] if len(people) == 1 else None

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture with the options that are advised, in place of other figures."""
        hints = self._screen.advice.pictures
        if not hints:
            return picture
        units = tuple(dataclasses.replace(unit, label=None) for unit in picture.units)
        return dataclasses.replace(picture, hints=hints, units=units)

    def words(self) -> Sequence[str]:
        """Return the panel of advice."""
        card = self._screen.advice.card
        return [] if card is None else advice_words(card)
