"""What the screen of a replay says: its place, and what happened there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.input.replay_keys import ReplayCommand, replay_label
from client.battle.speech import board_words
from client.speech.spoken import TITLE, Speech
from client.text.catalogue import text
from client.text.format import comma_list

if TYPE_CHECKING:
    from client.battle.playback.replay_player import ReplayPlayer
    from client.battle.view.judged_decision import JudgedDecision
    from client.text.names import BattleNames

PLACE: Final = "place"


class ReplayWords:
    """The words of a replay on the screen."""

    def __init__(
        self, player: ReplayPlayer, names: BattleNames, judged: JudgedDecision | None
    ) -> None:
        """Create them for a player of a replay and the names of its battle, and for the decision
        that was *judged*, if one was.
        """
        self._judged: Final = judged
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
        return [*self._place(), *board, self._keys()]

    def _place(self) -> list[str]:
        player = self._player
        lines = player.replay.lines(player.place, self._names)
        place = text("speech.replay-place", n=player.place, count=player.replay.end)
        judged = self._judged
        facts = judged.facts if judged is not None and judged.place == player.place else ()
        return [place, *(line.headline for line in lines), *(fact.words for fact in facts)]

    def _keys(self) -> str:
        """Return the commands with their keys."""
        keys = [
            text("speech.action", label=text(command.value), cap=replay_label(command))
            for command in ReplayCommand
            if replay_label(command)
        ]
        return text("speech.actions", actions=comma_list(keys))
