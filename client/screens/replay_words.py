"""What the screen of a replay says: its place, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.replay_keys import ReplayCommand, replay_label
from client.battle.speech import board_words
from client.battle.speech.roster_words import roster_words
from client.speech.spoken import TITLE, Speech
from client.text.catalogue import text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.playback.replay_player import ReplayPlayer
    from client.battle.view.roster import RosterArmy
    from client.text.names import BattleNames

PLACE: Final = "place"


class ReplayWords:
    """The words of a replay on the screen."""

    def __init__(
        self,
        player: ReplayPlayer,
        names: BattleNames,
        roster: Callable[[], tuple[RosterArmy, RosterArmy]],
    ) -> None:
        """Create them for a player of a replay and the names of its battle; *roster* returns both
        armies.
        """
        self._roster: Final = roster
        self._player: Final = player
        self._names: Final = names

    def speech(self) -> Speech:
        """Return the place that is shown, and what happened there, once it has been shown."""
        topics: dict[str, tuple[str, ...]] = {TITLE: (text("replay.title"), self._keys())}
        if self._player.animator.idle:
            topics[PLACE] = tuple(self._place())
        return Speech(topics)

    def overview(self) -> list[str]:
        """Return the place, everything on the board, and the keys."""
        player = self._player
        board = board_words.survey_words(player.replay.state(player.place), self._names)
        return [*self._place(), *board, *roster_words(self._roster()), self._keys()]

    def _place(self) -> list[str]:
        player = self._player
        lines = player.replay.lines(player.place, self._names)
        place = text("speech.replay-place", n=player.place, count=player.replay.end)
        return [place, *(line.headline for line in lines)]

    def _keys(self) -> str:
        """Return the commands with their keys."""
        keys = [
            text("speech.action", label=text(command.value), cap=replay_label(command))
            for command in ReplayCommand
            if replay_label(command)
        ]
        return text("speech.actions", actions=comma_list(keys))
