"""What is shown of the policy's advice: hints for a decision, explanations of what was done."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec

from client.battle.model.latest_task import LatestTask
from client.battle.view import option_view
from client.text.catalogue import render, text
from client.text.format import percent
from client.tuning import load_tuning
from client.worker.advice import give_advice, request_of
from client.worker.protocol import TaskKind
from engine.battle import rules
from engine.battle.actions import Activate, EndPhase
from engine.battle.side import Side
from engine.encoding.forced import forced_action

if TYPE_CHECKING:
    from client.battle.model.latest_task import TaskWorker
    from client.battle.model.session import Deed, Session
    from client.battle.view.stop_facts import Fact
    from client.draw.board.picture import HintPicture
    from client.draw.geometry import Hex
    from client.text.names import BattleNames
    from engine.analysis.advice import Advice, AdvisedOption
    from engine.battle.state import BattleState


class AdviceKind(enum.Enum):
    """What is shown: what a person could do, or what the enemy has done."""

    HINT = enum.auto()
    EXPLANATION = enum.auto()


class AdviceRow(NamedTuple):
    """An option beside the board: its number on the board, its title, its share, and facts.

    *taken* is whether it is what was done; *way* are the hexes that its arrow on the board passes.
    """

    number: int
    title: str
    share: str
    facts: tuple[Fact, ...]
    taken: bool
    way: tuple[Hex, ...]


class AdviceCard(NamedTuple):
    """The content of the panel of advice: *words* before the *rows*; *more* is whether an earlier
    action than the one shown can be explained, *explains* whether any (other) one can.
    """

    title: str
    words: str
    rows: tuple[AdviceRow, ...]
    more: bool
    explains: bool


class _Subject(NamedTuple):
    """What is asked: about the decision in *state*, at a *ply*; *deed* is what was done then.

    *led_on* is whether more was done after that which left no choice.
    """

    kind: AdviceKind
    ply: int
    state: BattleState
    deed: Deed | None
    led_on: bool = False


class AdviceView:
    """The advice about a battle at this screen; nothing is asked for before somebody wants it."""

    def __init__(self, session: Session, worker: TaskWorker, names: BattleNames) -> None:
        """Start with nothing shown."""
        self._session: Final = session
        self._names: Final = names
        self._scenario: Final = msgspec.json.encode(session.game.header.scenario)
        self._task: Final[LatestTask[_Subject, Advice]] = LatestTask(worker)
        self._back = 0
        self._has_more = False
        self._seen = 0
        self._shown: tuple[Advice, AdviceCard, tuple[HintPicture, ...]] | None = None

    @property
    def kind(self) -> AdviceKind | None:
        """Return what is shown, or about to be; None if nothing is."""
        return None if self._task.question is None else self._task.question.kind

    @property
    def advice(self) -> Advice | None:
        """Return the advice that is shown, if it has arrived."""
        return self._task.answer

    def hint(self) -> None:
        """Ask what the policy would do in the current decision."""
        subject = _Subject(AdviceKind.HINT, self._session.records, self._session.state, None)
        self._ask(subject, TaskKind.HINT)

    def explain(self, viewer: Side | None) -> bool:
        """Ask about the last action of the enemy of *viewer*, or of anybody if it is None.

        If that is shown already, ask about the one before. Returns whether there is one.
        """
        found = explained_deeds(self._session, viewer)
        again = self.kind is AdviceKind.EXPLANATION
        back = self._back + 1 if again else 0
        if back >= len(found):
            return False
        deed = found[back]
        before = None if not back else found[back - 1]
        led_on = _led_on(self._session, viewer, deed, before)
        kind = AdviceKind.EXPLANATION
        self._ask(_Subject(kind, deed.ply, deed.before, deed, led_on), TaskKind.EXPLAIN)
        self._back = back
        self._has_more = back + 1 < len(found)
        return True

    def _ask(self, subject: _Subject, kind: TaskKind) -> None:
        taken = None if subject.deed is None else subject.deed.action
        most = load_tuning().advice.favourites
        request = request_of(self._scenario, subject.state, most, taken)
        self._task.ask(subject, kind, give_advice, request)
        self._seen = self._session.records
        self._back, self._has_more, self._shown = 0, False, None

    def close(self) -> None:
        """Show nothing any more."""
        self._task.forget()
        self._shown = None

    def update(self) -> None:
        """Take the answer; drop a hint once something was done, and an explanation once the person
        here has done something.
        """
        session = self._session
        if self.kind is not None and session.records != self._seen:
            by = session.history[-1].by
            enemy = by is not None and not session.seats.is_person(by)
            if self.kind is AdviceKind.HINT or not enemy:
                self.close()
            self._seen = session.records
        self._task.update()

    # What is shown

    @property
    def card(self) -> AdviceCard | None:
        """Return the content of the panel; None if nothing is shown."""
        subject = self._task.question
        if subject is None:
            return None
        if self._task.answer is None:
            return AdviceCard(
                _title(subject.kind), self._status(), (), self._has_more, self._explains(subject)
            )
        return self._composed(subject, self._task.answer)[1]

    @property
    def pictures(self) -> tuple[HintPicture, ...]:
        """Return what is drawn on the board; the same object until the advice changes."""
        if self._task.question is None or self._task.answer is None:
            return ()
        return self._composed(self._task.question, self._task.answer)[2]

    def _status(self) -> str:
        if self._task.failure is not None:
            return text("advice.failed", reason=render(self._task.failure))
        return text("advice.lost" if self._task.is_lost else "advice.waiting")

    def _composed(
        self, subject: _Subject, advice: Advice
    ) -> tuple[Advice, AdviceCard, tuple[HintPicture, ...]]:
        if self._shown is None or self._shown[0] is not advice:
            options = [*advice.favourites]
            if advice.taken is not None and advice.taken not in options:
                options.append(advice.taken)
            pictures = hint_pictures(subject.state, options, advice.taken)
            rows = [self._row(subject, advice, *one) for one in enumerate(options, start=1)]
            ways = {picture.number: picture.way for picture in pictures}
            card = AdviceCard(
                _title(subject.kind),
                self._words(subject, advice),
                tuple(
                    row._replace(way=ways[row.number]) if row.number in ways else row
                    for row in rows
                ),
                self._has_more,
                self._explains(subject),
            )
            self._shown = advice, card, pictures
        return self._shown

    def _explains(self, subject: _Subject) -> bool:
        """Whether the key that explains has something to show beside what is shown."""
        if subject.kind is AdviceKind.EXPLANATION:
            return self._has_more
        return bool(explained_deeds(self._session, subject.state.to_act))

    def _row(
        self, subject: _Subject, advice: Advice, number: int, option: AdvisedOption
    ) -> AdviceRow:
        facts = option_view.option_facts(subject.state, option, self._names)
        return AdviceRow(
            number,
            option_view.option_title(option.action, self._names),
            option_view.option_label(option),
            tuple(facts),
            option == advice.taken,
            (),
        )

    def _words(self, subject: _Subject, advice: Advice) -> str:
        """Return what is advised, or what was done and how much the policy likes that."""
        if subject.deed is None:
            active = subject.state.active
            if active is None:
                return text("advice.hint.unit")
            return text("advice.hint.option", unit=self._names.unit(active))
        done = option_view.option_title(subject.deed.action, self._names)
        active = subject.state.active
        who = self._names.side(subject.state.to_act) if active is None else self._names.unit(active)
        said = self._explained(advice, who, done)
        return f"{said} {text('advice.explain.forced-after')}" if subject.led_on else said

    def _explained(self, advice: Advice, who: str, done: str) -> str:
        """Return what was done and how much the policy likes that."""
        if not advice.has_choice:
            return text("advice.explain.forced", unit=who, option=done)
        if advice.taken is None:
            return text("advice.explain.unlisted", unit=who, option=done)
        return text(
            "advice.explain.taken",
            unit=who,
            option=done,
            share=percent(advice.taken.share),
            rank=advice.taken.rank,
            count=advice.count,
        )


def _title(kind: AdviceKind) -> str:
    return text("advice.hint" if kind is AdviceKind.HINT else "advice.explain")


def explained_deeds(session: Session, viewer: Side | None) -> list[Deed]:
    """Return the decisions of the enemy of *viewer*, or of both sides if it is None, that had a
    choice, the last one first.
    """
    return [deed for deed in _deeds(session, viewer) if _has_choice(deed.before)]


def _deeds(session: Session, viewer: Side | None) -> list[Deed]:
    """Return what the enemy of *viewer* did with its units, the last one first."""
    deeds = [deed for side in Side if side is not viewer for deed in session.deeds[side]]
    deeds.sort(key=lambda deed: -deed.ply)
    return [deed for deed in deeds if not isinstance(deed.action, Activate | EndPhase)]


def _led_on(session: Session, viewer: Side | None, deed: Deed, later: Deed | None) -> bool:
    """Whether something without a choice was done after a deed, and before a *later* one."""
    plies = [one.ply for one in _deeds(session, viewer)]
    return any(ply > deed.ply and (later is None or ply < later.ply) for ply in plies)


def _has_choice(state: BattleState) -> bool:
    forced = forced_action(rules.options(state), state.field.grid)
    return forced is None and len(rules.legal_actions(state)) > 1


def hint_pictures(
    state: BattleState, options: list[AdvisedOption], taken: AdvisedOption | None
) -> tuple[HintPicture, ...]:
    """Return the pictures of options in *state*, numbered from 1."""
    pictures = [
        option_view.option_picture(state, option, number=number, taken=option == taken)
        for number, option in enumerate(options, start=1)
    ]
    return tuple(picture for picture in pictures if picture is not None)
