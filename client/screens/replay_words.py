"""What the screen of a replay says: its place, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.replay_keys import ReplayCommand, replay_label
from client.battle.model.seats import Seats
from client.battle.speech import board_words
from client.battle.speech.roster_words import roster_words
from client.speech.spoken import TITLE, Speech
from client.text.catalogue import text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.screens.replay_drawing import ReplayDrawing, ShownReplay

PLACE: Final = "place"
PLAYING: Final = "playing"
STANDING: Final = "standing"


class ReplayWords:
    """The words of a replay on the screen."""

    def __init__(self, screen: ShownReplay, drawing: Callable[[], ReplayDrawing]) -> None:
        """Create them for a screen and what draws it at the time."""
        self._player: Final = screen.player
        self._names: Final = screen.names
        self._explainer: Final = screen.explainer
        self._drawing: Final = drawing
        self._screen: Final = screen
        self._heard: int | None = None

    def speech(self) -> Speech:
        """Return the place that is shown, and what happened there, once it has been shown."""
        topics: dict[str, tuple[str, ...]] = {TITLE: (text("replay.title"), self._keys())}
        topics[PLAYING] = (self._playing(),)
        if self._player.animator.idle:
            topics[PLACE] = tuple(self._place())
            topics |= self._standing_after_jump()
        return Speech(topics, panels={type(self._explainer).__name__: self._explained()})

    def overview(self) -> list[str]:
        """Return the place, everything on the board, and the keys."""
        player = self._player
        board = board_words.survey_words(player.replay.state(player.place), self._names)
        seats = Seats.from_header(player.replay.timeline.header)
        players = board_words.player_words(seats, self._names)
        card = self._drawing().card()
        acting = [] if card is None else board_words.card_words(card)
        log = board_words.recent_words(self._screen.lines)
        shown = [
            *acting,
            *self._place(),
            *board,
            *roster_words(self._drawing().roster()),
            *players,
            *log,
        ]
        return [*shown, *self._explained(), self._playing(), self._keys()]

    def _explained(self) -> tuple[str, ...]:
        return tuple(self._explainer.words())

    def _playing(self) -> str:
        """Return whether the replay plays by itself, or waits."""
        return text("speech.playing" if self._player.playing else "speech.waiting")

    def _standing_after_jump(self) -> dict[str, tuple[str, ...]]:
        """Return how the battle stands if the place was jumped to: what a step changes is said."""
        before, self._heard = self._heard, self._player.place
        if before is not None and abs(self._player.place - before) <= 1:
            return {}
        state = self._player.replay.state(self._player.place)
        return {STANDING: tuple(board_words.standing_words(state, self._names))}

    def _place(self) -> list[str]:
        player = self._player
        lines = player.replay.lines(player.place, self._names)
        place = text("speech.replay-place", n=player.place, count=player.replay.end)
        judged = self._screen.judged
        facts = () if judged is None else judged.facts
        return [place, *(line.headline for line in lines), *(fact.words for fact in facts)]

    def _keys(self) -> str:
        """Return the commands with their keys."""
        keys = [
            text("speech.action", label=text(command.value), cap=replay_label(command))
            for command in ReplayCommand
            if replay_label(command)
        ]
        return text("speech.actions", actions=comma_list(keys))
