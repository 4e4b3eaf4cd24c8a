"""Teaching as an aid: an action that rolled no dice and cost much may be taken back."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import msgspec

from client.battle.model.latest_task import LatestTask
from client.battle.view.costly_action import lesson_of
from client.tuning import load_tuning
from client.worker.advice import judge_action, request_of
from client.worker.protocol import TaskKind
from engine.analysis.battle_report.figures import Sampling
from engine.battle.actions import Activate, EndPhase

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.input.keys import KeyCommand
    from client.battle.model.latest_task import TaskWorker
    from client.battle.model.session import Deed
    from client.battle.presenter import BattlePresenter
    from client.draw.board.picture import BoardPicture
    from client.worker.advice import Judgement
    from engine.battle.actions import Action


class TeachingAid:
    """Judges each action of a person that can be taken back, and offers it back if it cost much.

    The decision of a bot that follows is made meanwhile, but carried out only when it is known that
    there is nothing to tell, or when that takes too long.
    """

    def __init__(
        self, presenter: BattlePresenter, worker: TaskWorker, is_on: Callable[[], bool]
    ) -> None:
        """Create the aid for a presenter; *is_on* is the setting."""
        self._presenter: Final = presenter
        self._is_on: Final = is_on
        self._task: Final[LatestTask[Deed, Judgement]] = LatestTask(worker)
        self._scenario: Final = msgspec.json.encode(presenter.session.game.header.scenario)
        self._seen = presenter.session.records
        self._waited = 0.0
        self._told: set[tuple[str, Action]] = set()
        presenter.brakes.append(self._holds)

    def update(self, seconds: float) -> None:
        """Judge what was done last, and take the judgement when it arrives."""
        self._watch()
        if not self._task.is_waiting:
            return
        self._waited += seconds
        self._task.update()
        deed, judgement = self._task.question, self._task.answer
        if self._waited > load_tuning().teaching.most_seconds:
            self._task.forget()
        elif deed is not None and judgement is not None:
            lesson = lesson_of(deed, judgement, self._presenter.names)
            if lesson is not None:
                self._told.add(_key(deed))
            self._presenter.lesson = lesson
            self._task.forget()

    def _holds(self) -> bool:
        """Whether it is not known yet if the last action is offered back, or it is offered now."""
        self._watch()
        return self._task.is_waiting or self._presenter.lesson is not None

    def _watch(self) -> None:
        """Drop what is about an earlier action, and have the last one judged."""
        session = self._presenter.session
        if session.records == self._seen:
            return
        self._seen = session.records
        self._task.forget()
        self._presenter.lesson = None
        deed = self._last_deed()
        if deed is None or not self._is_on():
            return
        numbers = load_tuning().report
        sampling = Sampling(numbers.samples, numbers.favourites, numbers.seed)
        request = request_of(self._scenario, deed.before, numbers.favourites, deed.action)
        self._waited = 0.0
        self._task.ask(deed, TaskKind.TEACH, judge_action, request, sampling)

    def _last_deed(self) -> Deed | None:
        """Return the last action if a person did it, it can be taken back, and was not told yet."""
        session = self._presenter.session
        by = session.history[-1].by
        if by is None or not session.can_undo or not session.deeds[by]:
            return None
        deed = session.deeds[by][-1]
        if deed.ply != session.records - 1 or isinstance(deed.action, Activate | EndPhase):
            return None
        return None if _key(deed) in self._told else deed

    def press(self, command: KeyCommand) -> bool:  # noqa: ARG002 - it has no key
        """Return that no command is one of this aid."""
        return False

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture with what was done, and what would have been better."""
        lesson = self._presenter.lesson
        if lesson is None or lesson.ply != self._presenter.session.records:
            return picture
        return dataclasses.replace(picture, hints=lesson.pictures)

    def words(self) -> Sequence[str]:
        """Return nothing: the box says it."""
        return []


def _key(deed: Deed) -> tuple[str, Action]:
    return deed.before.checksum(), deed.action
