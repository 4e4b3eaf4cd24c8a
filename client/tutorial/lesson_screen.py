"""The screen of a lesson: a battle's, with what the open step says above the board."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Protocol

from client.battle.battle_layout import battle_layout_of
from client.battle.input.intent import Act, Undo
from client.battle.input.keys import KeyCommand
from client.battle.input.unit_selection import Selection
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays.menu import BATTLES_ONLY, MenuChoice, MenuOverlay
from client.screens.battle_front import BattleFront
from client.screens.battle_screen import BattleScreen
from client.text.catalogue import text
from client.tutorial import lesson_bar
from client.tutorial.lesson import Wait
from client.tutorial.lesson_drawing import LessonDrawing
from client.tutorial.lesson_session import Click
from client.tutorial.lesson_text import all_words, words_of
from client.tutorial.lesson_words import LessonWords
from engine.battle.actions import AdvanceTo, Charge, ChargeTo, Fight, Move, Shoot

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.input.intent import Intent
    from client.battle.input.keys import Press
    from client.battle.presenter import BattlePresenter
    from client.host import Host
    from client.overlays.dialog_overlay import Choice
    from client.screens.battle_front import FrontedBattle
    from client.tutorial.lesson_session import LessonSession
    from engine.battle.actions import Action
    from engine.hexgrid import Offset

_GOING_ON: Final = {KeyCommand.CONFIRM, KeyCommand.WAIT, KeyCommand.NEXT}


class LessonMenu(MenuOverlay):
    """The menu of a lesson, in which nothing needs saving, as its place is kept."""

    title = "tutorial.title"

    def choices(self) -> list[Choice[MenuChoice]]:
        """Return the entries."""
        return [
            choice._replace(
                face=ButtonFace(text("tutorial.leave"), choice.face.icon), kind=ButtonKind.NORMAL
            )
            if choice.answer is MenuChoice.LEAVE
            else choice
            for choice in super().choices()
        ]


class LessonFront(BattleFront):
    """The overlays over a lesson, which may be left at once: its place is kept."""

    asks_to_leave = False

    def __init__(
        self, app: Host, presenter: BattlePresenter, battle: FrontedBattle, asked: LessonSession
    ) -> None:
        """Start without an overlay; the lesson says itself how its battle ended."""
        super().__init__(app, presenter, battle)
        self._lesson: Final = asked
        self.viewing = True

    def do(self, outcome: Intent) -> None:
        """Carry out an intent, unless it is a click on a hex that was only to be pointed at."""
        at = self._presenter.chosen.hovered
        if at is None or not isinstance(outcome, Act) or not self._is_aimed(outcome.action, at):
            super().do(outcome)
            return
        click = self._lesson.take_click(at)
        if click is Click.ACTS:
            super().do(outcome)
        elif click is Click.LATE:
            self._presenter.say(text("tutorial.moved-on"))

    def _is_aimed(self, action: Action, at: Offset) -> bool:
        """Whether an action goes to a hex, or is done to who stands there."""
        match action:
            case Move(to) | AdvanceTo(to) | ChargeTo(to):
                return to == at
            case Charge(target) | Shoot(_, target, _) | Fight(_, target, _):
                return self._lesson.state.offset(self._lesson.state.units[target]) == at
            case _:
                return False

    def make_menu(self) -> LessonMenu:
        """Return the menu."""
        return LessonMenu(self._app, BATTLES_ONLY)


class LessonOwner(Protocol):
    """Who opened a lesson, as its screen sees it."""

    def note(self, screen: LessonScreen) -> None:
        """Take note of the place that a lesson has reached."""

    def retry(self, screen: LessonScreen) -> None:
        """Set the open step up again."""

    def finish(self, screen: LessonScreen) -> None:
        """Go on after the end of a lesson."""

    def has_next(self, screen: LessonScreen) -> bool:
        """Whether another lesson follows."""
        ...


class LessonScreen(BattleScreen):
    """The screen of a lesson. *asked* is its session."""

    def __init__(self, app: Host, session: LessonSession, owner: LessonOwner) -> None:
        """Create the screen for a session, at the step where it is."""
        self.asked: Final = session
        self.owner: Final = owner
        self._noted: tuple[object, ...] = ()
        super().__init__(app, session)
        self._lesson_words = LessonWords(self, super().words(), self._lesson_drawing)
        self.control.press(KeyCommand.FIT)

    def make_layout(self) -> BattleLayout:
        """Return the layout of the window, with room for what the lesson says above the board."""
        layout = battle_layout_of(self.app.style, self.app.size)
        words = all_words(self.asked.lesson)
        height = lesson_bar.bar_height(self.app.style, layout.board.w, words)
        return lesson_bar.with_bar(layout, height)

    def make_front(self) -> LessonFront:
        """Return what keeps the overlays over the board."""
        return LessonFront(self.app, self.presenter, self, self.asked)

    def _lesson_drawing(self) -> LessonDrawing:
        assert isinstance(self._drawing, LessonDrawing), "a lesson draws lessons"
        return self._drawing

    def make_drawing(self) -> LessonDrawing:
        """Return a new drawing for the layout and the style of now."""
        return LessonDrawing(self.app.style, self)

    @property
    def trouble(self) -> str:
        """Return nothing: a lesson is not saved as battles are."""
        return ""

    @property
    def has_next(self) -> bool:
        """Whether another lesson follows."""
        return self.owner.has_next(self)

    def words(self) -> LessonWords:
        """Return what text mode says of the lesson."""
        return self._lesson_words

    @property
    def instruction(self) -> str:
        """Return what the lesson says now."""
        return words_of(self.asked)

    @property
    def still(self) -> bool:
        """Whether nothing moves, and nothing will until the player acts."""
        if not self.asked.holds:
            return super().still
        is_waiting = self.asked.step.wait is Wait.READ or self.asked.hindrance is not None
        return is_waiting and self.presenter.animator.still and not self.control.moving

    def lay_out(self) -> None:
        """Lay out everything, with the whole board in sight."""
        super().lay_out()
        self.control.press(KeyCommand.FIT)

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*; begin the next step once what was done has been shown."""
        super().update(seconds)
        asked, presenter = self.asked, self.presenter
        if presenter.deciding and not self.in_front:
            asked.point(presenter.chosen.hovered, seconds)
        if asked.is_met and presenter.animator.idle and not asked.is_last:
            asked.go_on()
        state = asked.state
        now = asked.number, state.round, state.side, state.phase
        if now != self._noted:
            self._noted = now
            self.owner.note(self)

    # Keys and buttons

    def press(self, pressed: Press) -> None:
        """Carry out a key or a button; while the lesson holds, few of them mean anything."""
        command = pressed.command
        if command is KeyCommand.SAVE:
            self.presenter.say(text("tutorial.no-save"), bad=True)
        elif command is KeyCommand.MENU:
            self.front.open_menu()
        elif not self.asked.holds:
            super().press(pressed)
        elif command is KeyCommand.BACK:
            self.front.open_menu()
        elif self.asked.hindrance is not None:
            self._press_hindered(command)
        elif self.asked.step.wait is Wait.READ and command in _GOING_ON:
            self._read()
        elif command is KeyCommand.WAIT:
            self.presenter.animator.skip()
        else:
            self.press_anytime(command)

    def _press_hindered(self, command: KeyCommand) -> None:
        """Take back, or set the step up again; nothing else helps."""
        if command is KeyCommand.UNDO and self.presenter.can_undo:
            self.presenter.animator.skip()
            self.presenter.do(Undo())
        elif command is KeyCommand.UNDO or command in _GOING_ON:
            self.owner.retry(self)
        else:
            self.press_anytime(command)

    def _read(self) -> None:
        if self.asked.is_last:
            self.owner.finish(self)
        else:
            self.asked.go_on()

    def begin_like(self, other: LessonScreen) -> None:
        """Go on with the mouse or the keys, whichever was used on another screen."""
        chosen = other.presenter.chosen
        self.mouse = other.mouse
        if chosen.keyed:
            fresh = dataclasses.replace(Selection(), keyed=True, hovered=chosen.hovered)
            self.presenter.chosen = fresh
