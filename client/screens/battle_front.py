"""The overlays over the board of a battle: pushes them and carries out their answers."""

from __future__ import annotations

import dataclasses
import enum
from typing import TYPE_CHECKING, Any, Final, Protocol, TypeAlias, TypeVar

from client.battle.input import intent
from client.battle.input.intent import Choose, Leave, OpenMenu, Undo
from client.battle.input.questions import Question, QuestionAnswer
from client.battle.input.unit_selection import open_question
from client.overlays.hand_over import HandOverAnswer, HandOverOverlay
from client.overlays.menu import MenuChoice, MenuOverlay
from client.overlays.name_entry import NameChoice
from client.overlays.question import QuestionOverlay
from client.overlays.result import EndChoice, ResultOverlay
from client.overlays.take_back import LessonAnswer, LessonOverlay
from client.screen import Pop, Push
from client.settings import HandOver
from client.text.goal import goal_words

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.input.intent import Intent
    from client.battle.presenter import BattlePresenter
    from client.host import Host
    from client.overlays.question import Board
    from client.screen import Screen
    from client.screens.battle_menu import BattleMenu

A = TypeVar("A")


class FrontedBattle(Protocol):
    """A battle on the screen, as its overlays see it."""

    @property
    def menu(self) -> BattleMenu:
        """Return what the menu and the result do with the battle."""
        ...

    def show_settings(self) -> None:
        """Show the settings."""

    def show_help(self) -> None:
        """Show the help screen."""

    def show_report(self) -> None:
        """Show the report of a battle that is over."""

    def show_hint(self) -> None:
        """Show what the policy would do."""

    def leave(self, *, wants_new: bool = False) -> None:
        """Leave the battle."""

    def lose_hover(self) -> None:
        """Clear the hex under the mouse, as an overlay covers it."""

    def board(self) -> Board:
        """Return the board, and the part of it that should stay visible."""
        ...


class _Other(enum.Enum):
    """The overlays over the board besides questions."""

    HAND_OVER = enum.auto()
    LESSON = enum.auto()
    RESULT = enum.auto()


_Wanted: TypeAlias = tuple[Question | _Other, int]
"""An overlay that must be answered, and the ply."""


class BattleFront:
    """Keeps one overlay over the board while something must be answered.

    The menu may be opened over it at any time, and from it the question whether to leave.
    """

    asks_to_leave = True
    """Whether it is asked before the battle is left by the menu."""

    def __init__(self, app: Host, presenter: BattlePresenter, battle: FrontedBattle) -> None:
        """Start without an overlay."""
        self._app: Final = app
        self._presenter: Final = presenter
        self._battle: Final = battle
        self._asked: _Wanted | None = None
        self._asking: Screen[Any] | None = None
        self._above = 0
        self._left = False
        self.viewing = False

    @property
    def is_shown(self) -> bool:
        """Whether an overlay over the board must be answered first."""
        return self._asking is not None or self._above > 0

    def do(self, outcome: Intent) -> None:
        """Carry out the intent of a click, a key or an answer."""
        match outcome:
            case OpenMenu():
                self.open_menu()
            case Leave():
                self._leave()
            case _:
                self._presenter.do(outcome)
                self.refresh()

    def refresh(self) -> None:
        """Push the overlay that is needed now, and remove one that is not needed any more."""
        if self._above or self._left:
            return
        wanted = self._wanted()
        if wanted == self._asked:
            return
        if self._asking is not None:
            self._app.go(Pop(self._asking))
        self._asked, self._asking = wanted, None
        if wanted is not None:
            self._ask(wanted[0])

    def _wanted(self) -> _Wanted | None:
        presenter = self._presenter
        ply = presenter.session.records
        lesson = presenter.lesson
        told = lesson is not None and lesson.ply == ply and presenter.can_undo
        if told and presenter.animator.idle:
            return _Other.LESSON, ply
        if presenter.handing_to is not None:
            return _Other.HAND_OVER, ply
        if presenter.over:
            return None if self.viewing else (_Other.RESULT, ply)
        if not presenter.deciding:
            return None
        question = open_question(presenter.decision, presenter.chosen)
        return None if question is None else (question, ply)

    def _ask(self, what: Question | _Other) -> None:
        presenter, app = self._presenter, self._app
        if what is _Other.RESULT:
            rematch = self._battle.menu.offers_rematch
            self._push(ResultOverlay(app, presenter, rematch=rematch), self._end)
        elif what is _Other.HAND_OVER:
            assert presenter.handing_to is not None, "somebody takes over"
            covers = app.settings.hand_over is HandOver.OPAQUE
            overlay = HandOverOverlay(
                app, presenter.handing_to, presenter, self.open_menu, covers=covers
            )
            self._push(overlay, self._take_over)
        elif what is _Other.LESSON:
            assert presenter.lesson is not None, "there is something to tell"
            lesson = LessonOverlay(app, presenter.lesson, self._battle.board)
            self._push(lesson, self._take_back_or_not)
        else:
            self._push(QuestionOverlay(app, what, presenter, self._battle.board), self._answer)

    def _push(self, overlay: Screen[A], on_answer: Callable[[A], None]) -> None:
        """Push the front overlay; *on_answer* is not called if it is removed unanswered."""

        def take(answer: A | None) -> None:
            if self._asking is overlay:
                self._asked = self._asking = None
            if answer is not None:
                on_answer(answer)
                self.refresh()

        self._battle.lose_hover()
        self._asking = overlay
        self._app.go(Push(overlay, take))

    def _push_above(self, overlay: Screen[A], on_answer: Callable[[A], None]) -> None:
        """Push an overlay above the front one."""

        def take(answer: A | None) -> None:
            self._above -= 1
            if answer is not None:
                on_answer(answer)
                self.refresh()

        self._battle.lose_hover()
        self._above += 1
        self._app.go(Push(overlay, take))

    # Answers

    def _answer(self, answer: QuestionAnswer) -> None:
        presenter = self._presenter
        self.do(intent.answer(presenter.decision, presenter.chosen, answer))
        if answer is QuestionAnswer.HINT:
            self._battle.show_hint()

    def _take_over(self, answer: HandOverAnswer) -> None:
        if answer is HandOverAnswer.UNDO:
            self._presenter.do(Undo())
        else:
            self._presenter.take_over()

    def _take_back_or_not(self, answer: LessonAnswer) -> None:
        self._presenter.lesson = None
        if answer is LessonAnswer.TAKE_BACK:
            self.do(Undo())
            self._battle.show_hint()

    def _end(self, choice: EndChoice) -> None:
        if choice is EndChoice.VIEW:
            self.viewing = True
        elif choice is EndChoice.REPORT:
            self.viewing = True
            self._battle.show_report()
        elif choice in {EndChoice.AGAIN, EndChoice.SWAP}:
            self._left = True
            self._battle.menu.rematch(swapped=choice is EndChoice.SWAP)
        else:
            self._leave(wants_new=choice is EndChoice.NEW)

    def _leave(self, *, wants_new: bool = False) -> None:
        """Leave the battle; no further overlay is pushed."""
        self._left = True
        self._battle.leave(wants_new=wants_new)

    def open_menu(self) -> None:
        """Open the menu."""
        self._push_above(self.make_menu(), self._choose)

    def make_menu(self) -> MenuOverlay:
        """Return the menu, which tells the goal: its line beside the board goes soon."""
        goal = goal_words(self._presenter.session.game.header.scenario)
        return MenuOverlay(self._app, self._battle.menu.left_out, [goal])

    def _choose(self, choice: MenuChoice) -> None:
        match choice:
            case MenuChoice.SAVE:
                self._ask_name()
            case MenuChoice.RESTART:
                self._battle.menu.ask_to_restart()
            case MenuChoice.CONCEDE:
                self._battle.menu.ask_to_concede()
            case MenuChoice.SETTINGS:
                self._battle.show_settings()
            case MenuChoice.HELP:
                self._battle.show_help()
            case MenuChoice.LEAVE if not self.asks_to_leave:
                self._leave()
            case MenuChoice.LEAVE:
                overlay = QuestionOverlay(
                    self._app, Question.LEAVE, self._presenter, self._battle.board
                )
                self._push_above(overlay, self._leave_or_stay)
            case MenuChoice.RESUME:
                pass

    def _ask_name(self) -> None:
        """Ask for the name of a save."""
        overlay = self._battle.menu.name_overlay()

        def take(choice: NameChoice) -> None:
            if choice is NameChoice.CONFIRM:
                self._battle.menu.save_as(overlay.name)

        self._push_above(overlay, take)

    def _leave_or_stay(self, answer: QuestionAnswer) -> None:
        presenter = self._presenter
        asked = dataclasses.replace(presenter.chosen, question=Question.LEAVE)
        outcome = intent.answer(presenter.decision, asked, answer)
        if not isinstance(outcome, Choose):  # staying selects nothing
            self.do(outcome)
