"""The battle screen: passes mouse and keys on, and draws a frame; the presenter does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.aids.battle_aids import battle_aids
from client.aids.explainer import Explainer
from client.aids.recap import RecapAid
from client.battle.battle_layout import battle_layout_of
from client.battle.hud.goal_line import GoalLine
from client.battle.hud.hit_areas import HitArea, Tab
from client.battle.hud.roster_panel import RosterScroll
from client.battle.input import intent
from client.battle.input.board_control import BoardControl
from client.battle.input.intent import OpenMenu
from client.battle.input.keys import REPEATING, KeyCommand, Press, press_of
from client.battle.input.unit_selection import destinations
from client.battle.model.battle_end import BattleEnd
from client.battle.presenter import BattlePresenter
from client.battle.speech.battle_speech import BattleSpeech
from client.battle.view.advice_view import AdviceView
from client.battle.view.threat_view import ThreatView
from client.keyboard import key_name
from client.overlays.question import Board
from client.screen import FULL, Pop, Push
from client.screens.battle_cursor import BattleCursor
from client.screens.battle_drawing import BattleDrawing
from client.screens.battle_front import BattleFront
from client.screens.battle_menu import BattleMenu
from client.screens.battle_mouse import NOWHERE, BattleMouse
from client.screens.battle_settings import apply_settings
from client.screens.camera_follower import CameraFollower
from client.screens.help import HelpScreen
from client.screens.report import ReportScreen
from client.screens.settings import SettingsScreen
from client.text.catalogue import text

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.model.session import Session
    from client.battle.view.board_aid import BoardAid
    from client.draw.board.picture import BoardPicture
    from client.host import Host
    from client.speech.spoken import ScreenWords


class BattleScreen:
    """The screen of a battle, on which people play it.

    *areas* are the hit areas as last drawn; *tab* is the one shown in a narrow window.
    """

    layer = FULL

    def __init__(self, app: Host, session: Session) -> None:
        """Create the screen for a session, new or resumed."""
        self.app: Final = app
        self.session: Final = session
        self.presenter: Final = BattlePresenter(
            session, app.style.motion, app.settings.pace.speed, app.sounds.play
        )
        self.threats: Final = ThreatView(session, app.worker)
        self.advice: Final = AdviceView(session, app.worker, self.presenter.names)
        self.recap: Final = RecapAid(self.presenter)
        self.goal: Final = GoalLine(session)
        self.mouse: tuple[int, int] = NOWHERE
        self.explainer: Final = Explainer(self)
        self.aids: Final = self.make_aids()
        self.layout: BattleLayout = self.make_layout()
        grid = session.state.field.grid
        self.control: Final = BoardControl(grid.columns, grid.rows, self.layout)
        self._follower: Final = CameraFollower(self.presenter, self.control)
        self.cursor: Final = BattleCursor(self.presenter, self.control)
        self.areas: list[HitArea] = []
        self.tab = Tab.UNIT
        self.log_scroll = 0
        self.unfolded: set[int] = set()
        self.all_unfolded = False
        self.roster = RosterScroll()
        self.menu: Final = BattleMenu(app, self.presenter)
        self.front: Final = self.make_front()
        self._wants_new = False
        self._muted = app.settings.muted
        self._decided: tuple[int, int | None] | None = None
        self._drawing = self.make_drawing()
        self._pointer: Final = BattleMouse(self, lambda: self._drawing)
        self._words = BattleSpeech(self, lambda: self._drawing)

    # The protocol of a screen

    @property
    def result(self) -> BattleEnd:
        """Return how the battle ended, or that it was left before its end."""
        return BattleEnd(self.session.game.result, self.session.game, self._wants_new)

    def lay_out(self) -> None:
        """Lay out everything for the window's size, theme and scale, and apply the settings."""
        self.layout = self.make_layout()
        self.control.lay_out(self.layout)
        self.presenter.reword()
        self._apply_settings()
        self._tell_if_muted()
        self._drawing = self.make_drawing()

    def _apply_settings(self) -> None:
        settings, presenter = self.app.settings, self.presenter
        apply_settings(settings, presenter, self._follower, self.recap, self.explainer)

    def make_layout(self) -> BattleLayout:
        """Return the layout for the size and the style of the window."""
        return battle_layout_of(self.app.style, self.app.size)

    def make_aids(self) -> tuple[BoardAid, ...]:
        """Return the aids of the person at the board."""
        return *battle_aids(self.app, self, self.recap), self.recap, self.explainer

    def make_front(self) -> BattleFront:
        """Return what keeps the overlays over the board."""
        return BattleFront(self.app, self.presenter, self)

    def make_drawing(self) -> BattleDrawing:
        """Return a new drawing for the layout and the style of now."""
        return BattleDrawing(self.app.style, self)

    def _tell_if_muted(self) -> None:
        """Say it where sound was switched off or on: silence alone tells nobody."""
        if self.app.settings.muted is not self._muted:
            self._muted = self.app.settings.muted
            key = "battle.notice.muted" if self._muted else "battle.notice.unmuted"
            self.presenter.say(text(key))

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""
        self.control.update(seconds)
        presenter = self.presenter
        presenter.update(seconds)
        for aid in self.aids:
            aid.update(seconds)
        self._follower.update()
        if not self.in_front:
            self.cursor.update()
        self._pointer.update()
        self._turn_tab()
        self.front.refresh()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window."""
        self.areas = self._drawing.draw(surface)

    def words(self) -> ScreenWords:
        """Return what text mode says of the battle."""
        return self._words

    def close(self) -> None:
        """Cancel the request to the bot; everything is recorded."""
        self.session.leave()

    def handle(self, event: pygame.event.Event) -> None:
        """Handle an event."""
        if self._pointer.handle(event) or event.type != pygame.KEYDOWN:
            return
        pressed = press_of(key_name(event))
        self.recap.end_by(None if pressed is None else pressed.command)
        if pressed is not None and (not event.repeat or pressed.command in REPEATING):
            self.wait_for_mouse()
            self.press(pressed)
            self.cursor.show_after(pressed.command)

    def wait_for_mouse(self) -> None:
        """Clear the board of the goal and of what a resting mouse explains: somebody plays."""
        self.goal.dismiss()
        self.explainer.wait_for_mouse()

    @property
    def still(self) -> bool:
        """Whether nothing moves, and nothing will until a person acts."""
        presenter = self.presenter
        rests = presenter.settled and presenter.animator.still
        return (rests or presenter.steps.is_frozen) and not self.control.moving

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself at the moment."""
        return not self.still or self._drawing.unfinished

    # Overlays

    @property
    def trouble(self) -> str:
        """Return why the battle can't be saved at the moment; "" while it can be."""
        return self.app.battles.trouble

    @property
    def in_front(self) -> bool:
        """Whether an overlay over the board must be answered first."""
        return self.front.is_shown

    def lose_hover(self) -> None:
        """Clear the hex under the mouse or the cursor, as an overlay covers it."""
        self.mouse = NOWHERE
        self.presenter.hover(None, keyed=self.presenter.chosen.keyed)

    def board(self) -> Board:
        """Return the board, and the pixels of reachable hexes and of the acting unit."""
        camera, state = self.control.camera, self.session.state
        hexes = {at for glow in self.presenter.offer.glows for at in glow.hexes}
        lesson = self.presenter.lesson
        if lesson is not None:
            hexes |= {at for hint in lesson.pictures for at in hint.way}
        if state.active is not None:
            hexes.add(state.offset(state.units[state.active]))
        spots = (camera.centre(at) for at in sorted(hexes))
        return Board(self.layout.board, tuple((round(x), round(y)) for x, y in spots))

    def picture(self) -> BoardPicture:
        """Return the current picture of the board."""
        return self._drawing.picture()

    def action_codes(self) -> list[str]:
        """Return the codes of the buttons below the board."""
        return [action.code for action in self._drawing.offered if action.enabled]

    def action_rect(self, code: str) -> pygame.Rect:
        """Return the rectangle of a button below the board; KeyError if it is not shown."""
        return self._drawing.actions.place(code)

    def is_clear(self, pixel: tuple[int, int]) -> bool:
        """Whether nothing covers the board at a pixel."""
        small = self._drawing.minimap_shown and self.layout.minimap.collidepoint(pixel)
        return self.layout.board.collidepoint(pixel) and not small

    # Keys

    def press(self, pressed: Press) -> None:
        """Carry out the command of a key or a button."""
        command, presenter = pressed.command, self.presenter
        if self.press_anytime(command):
            return
        if command is KeyCommand.MENU or (command is KeyCommand.BACK and not presenter.deciding):
            self.front.do(OpenMenu())
        elif presenter.over:
            if command is KeyCommand.CONFIRM:
                self.front.viewing = False
                self.front.refresh()
        elif not presenter.settled and command is KeyCommand.WAIT:
            presenter.hurry()
        elif presenter.settled or (self._skips(command) and presenter.skip()):
            self.front.do(intent.press(presenter.decision, presenter.chosen, pressed))

    def _skips(self, command: KeyCommand) -> bool:
        """Whether a command skips what is being shown: of an opponent's actions, only one that is
        meant to, as no other is possible there.
        """
        return command is KeyCommand.CONFIRM or not self.presenter.shows_opponent

    def press_anytime(self, command: KeyCommand) -> bool:
        """Carry out a command that is always available; return whether it was one."""
        match command:
            case KeyCommand.LOG if self.layout.narrow and self.tab is not Tab.LOG:
                self.tab = Tab.LOG
            case KeyCommand.LOG:
                self.all_unfolded = not self.all_unfolded
            case KeyCommand.TAB:
                tabs = list(Tab)
                self.tab = tabs[(tabs.index(self.tab) + 1) % len(tabs)]
            case KeyCommand.SPEED:
                self._next_pace()
            case KeyCommand.SAVE:
                self.menu.save()
            case KeyCommand.HELP:
                self.show_help()
            case _:
                aided = any(aid.press(command) for aid in self.aids)
                return aided or self.control.press(command) or self.cursor.press(command)
        return True

    # Outside the battle

    def _next_pace(self) -> None:
        opponent = self.presenter.shows_opponent
        self.app.change(self.app.settings.with_next_pace(opponent=opponent))
        self._apply_settings()

    def show_settings(self) -> None:
        """Show the settings."""
        self.app.go(Push(SettingsScreen(self.app)))

    def show_help(self) -> None:
        """Show the help screen."""
        self.app.go(Push(HelpScreen(self.app)))

    def show_hint(self) -> None:
        """Show what the policy would do in the current decision."""
        if self.advice.kind is None:
            self.press_anytime(KeyCommand.HINT)

    def show_report(self) -> None:
        """Show the report of a battle that is over."""
        self.app.go(Push(ReportScreen(self.app, self.session.recorded)))

    def leave(self, *, wants_new: bool = False) -> None:
        """Leave the battle; its end is returned to whoever started it."""
        self._wants_new = wants_new
        self.app.go(Pop(self))

    def _turn_tab(self) -> None:
        """In narrow windows, show the tab of a new decision, unless the log is shown: the forecast
        if there may be one.
        """
        state = self.session.state
        now = (self.session.records, state.active) if self.presenter.deciding else None
        if now == self._decided:
            return
        self._decided = now
        if now is not None and self.tab is not Tab.LOG:
            offered = self.presenter.offer.odds or destinations(self.presenter.decision)
            self.tab = Tab.ODDS if state.active is not None and offered else Tab.UNIT
