"""The battle screen: mouse and keys in, a frame out; the presenter runs what goes on between."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client.battle.battle_layout import battle_layout_of
from client.battle.hud.hit_areas import (
    EndChoice,
    HitArea,
    MenuChoice,
    PickTarget,
    PickWeapon,
    Ready,
    Tab,
    Unfold,
    area_at,
)
from client.battle.input import intent
from client.battle.input.board_control import BoardControl
from client.battle.input.intent import Choose, Question, QuestionAnswer, Undo
from client.battle.input.keys import KEYS, REPEATING, KeyCommand, Press
from client.battle.presenter import BattlePresenter
from client.draw import geometry
from client.keyboard import key_name
from client.screen import Push, ToTitle
from client.screens.battle_drawing import BattleDrawing
from client.screens.help import HelpScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.settings import SettingsScreen
from client.settings import HandOver, Pace
from client.text.catalogue import text
from engine.errors import describe

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.hit_areas import AreaAction
    from client.battle.model.session import Session
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Spot
    from client.host import Host

_PACES: Final = list(Pace)
_LOG_STEP: Final = 3
_NOWHERE: Final = (-1, -1)
"""Where the mouse is while it is outside the window."""


class BattleScreen:
    """The screen of a battle, on which people play it.

    *areas* are the buttons as they were drawn last; *tab* is the one shown in a narrow window.
    """

    def __init__(self, app: Host, session: Session) -> None:
        """Take the window and a session, fresh or resumed."""
        self.app: Final = app
        self.session: Final = session
        self.presenter: Final = BattlePresenter(session, app.style.motion, app.settings.pace.speed)
        self.layout: BattleLayout = battle_layout_of(app.style, app.size)
        grid = session.state.field.grid
        self.control: Final = BoardControl(grid.columns, grid.rows, self.layout)
        self.control.open_on(self._army())
        self.areas: list[HitArea] = []
        self.mouse: tuple[int, int] = _NOWHERE
        self.tab = Tab.UNIT
        self.log_scroll = 0
        self.unfolded: set[int] = set()
        self.all_unfolded = False
        self.viewing = False
        self._decided: tuple[int, int | None] | None = None
        self._followed: int | None = None
        self._drawing = BattleDrawing(self.app.style, self)

    # The protocol of a screen

    def lay_out(self) -> None:
        """Arrange everything for the window's size, theme and scale, and take the settings."""
        self.layout = battle_layout_of(self.app.style, self.app.size)
        self.control.lay_out(self.layout)
        self.presenter.speed = self.app.settings.pace.speed
        self.presenter.hands_over = self.app.settings.hand_over is not HandOver.OFF
        self.presenter.asks_before_end = self.app.settings.ask_before_end
        self._drawing = BattleDrawing(self.app.style, self)

    def update(self, seconds: float) -> None:
        """Let time pass, unless the menu is open."""
        self.control.update(seconds)
        if self.presenter.menu_open:
            return
        self.presenter.update(seconds)
        self._follow()
        self._turn_tab()

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window."""
        self.areas = self._drawing.draw(surface)

    def close(self) -> None:
        """Let go of the bot; everything is recorded."""
        self.session.leave()

    def handle(self, event: pygame.event.Event) -> None:
        """Answer an event."""
        if event.type == pygame.MOUSEMOTION:
            self.mouse = event.pos
        if event.type == pygame.WINDOWLEAVE:
            self.mouse = _NOWHERE
            self._hover()
        elif event.type == pygame.MOUSEWHEEL:
            self._wheel(event.y)
        elif self.control.handle(event):
            pass
        elif event.type == pygame.MOUSEMOTION:
            self._hover()
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self.mouse = event.pos
            self._hover()
            if event.button == pygame.BUTTON_LEFT:
                self._click(event.pos)
            elif event.button == pygame.BUTTON_RIGHT:
                self._press(Press(KeyCommand.BACK))
        elif event.type == pygame.KEYDOWN:
            name = key_name(event)
            if name in KEYS and (not event.repeat or KEYS[name].command in REPEATING):
                self._press(KEYS[name])
        self._obey()

    @property
    def still(self) -> bool:
        """Whether nothing moves, and nothing will until somebody does something."""
        presenter = self.presenter
        return presenter.settled and presenter.animator.still and not self.control.moving

    @property
    def animating(self) -> bool:
        """Whether the picture changes by itself at the moment."""
        return not self.still or self._drawing.unfinished

    # What is in front

    @property
    def trouble(self) -> str:
        """Return why the battle can't be saved at the moment; "" while it can be."""
        return self.app.battles.trouble

    @property
    def covered(self) -> bool:
        """Whether the board is hidden until the next person takes over."""
        opaque = self.app.settings.hand_over is HandOver.OPAQUE
        return opaque and self.presenter.handing_to is not None

    @property
    def shows_end(self) -> bool:
        """Whether the end is shown over the board."""
        return self.presenter.over and not self.viewing

    @property
    def question(self) -> Question | None:
        """Name the question that is asked over the board."""
        presenter = self.presenter
        if presenter.chosen.question is Question.LEAVE:
            return Question.LEAVE
        if not presenter.deciding:
            return None
        return intent.open_question(presenter.decision, presenter.chosen)

    @property
    def in_front(self) -> bool:
        """Whether something over the board must be answered first."""
        presenter = self.presenter
        front = presenter.menu_open or presenter.handing_to is not None
        return front or self.shows_end or self.question is not None

    def picture(self) -> BoardPicture:
        """Return what the board shows at this moment."""
        return self._drawing.picture()

    def action_codes(self) -> list[str]:
        """List what the buttons under the board offer now."""
        return [action.code for action in self._drawing.offered if action.enabled]

    def action_place(self, code: str) -> pygame.Rect:
        """Return the rectangle of a button under the board; KeyError when it is not shown."""
        return self._drawing.actions.place(code)

    def is_clear(self, pixel: tuple[int, int]) -> bool:
        """Whether nothing lies over the board at a pixel."""
        small = self._drawing.minimap_shown and self.layout.minimap.collidepoint(pixel)
        return self.layout.board.collidepoint(pixel) and not small

    # Mouse

    def _hover(self) -> None:
        """Note the hex under the mouse, if it is over the board."""
        self.presenter.hover(None if self.in_front else self._hex_at(self.mouse))

    def _hex_at(self, pixel: tuple[int, int]) -> tuple[int, int] | None:
        return self.control.camera.hex_under(pixel) if self.is_clear(pixel) else None

    def _wheel(self, steps: int) -> None:
        if self._drawing.log_rect.collidepoint(self.mouse):
            most = max(0, len(self.presenter.lines) - 1)
            self.log_scroll = min(max(self.log_scroll - _LOG_STEP * steps, 0), most)
        elif not self.in_front:
            self.control.wheel(steps, self.mouse)

    def _click(self, pixel: tuple[int, int]) -> None:
        area = area_at(self.areas, pixel)
        if area is not None:
            self._carry_out(area.action)
            return
        if self.in_front:
            return
        code = self._drawing.actions.action_at(pixel)
        if code is not None:
            self._press(Press(KeyCommand[code.upper()]))
            return
        if self._drawing.minimap_shown and self.layout.minimap.collidepoint(pixel):
            self.control.jump_to(self._drawing.minimap.spot(pixel))
            return
        if not self.layout.board.collidepoint(pixel) or self.presenter.over:
            return
        if not self.presenter.settled and not self.presenter.skip():
            return
        if not self.in_front:
            presenter = self.presenter
            presenter.hover(self._hex_at(pixel))
            presenter.do(intent.click(presenter.decision, presenter.chosen, self._hex_at(pixel)))

    def _carry_out(self, action: AreaAction) -> None:
        """Do what a button is for."""
        presenter = self.presenter
        match action:
            case Press():
                self._press(action)
            case QuestionAnswer():
                presenter.do(intent.answer(presenter.decision, presenter.chosen, action))
            case Tab():
                self.tab = action
            case EndChoice():
                self._end(action)
            case MenuChoice():
                self._choose(action)
            case PickWeapon(code):
                presenter.do(intent.pick_weapon(presenter.decision, presenter.chosen, code))
            case PickTarget(unit):
                presenter.do(
                    Choose(dataclasses.replace(presenter.chosen, target=unit, hovered=None))
                )
                self.tab = Tab.ODDS
            case Unfold(line):
                self.unfolded ^= {line}
            case Ready():
                presenter.take_over()

    # Keys

    def _press(self, pressed: Press) -> None:
        command, presenter = pressed.command, self.presenter
        if self._press_anytime(command):
            return
        if presenter.menu_open:
            if command in {KeyCommand.BACK, KeyCommand.MENU}:
                presenter.menu_open = False
        elif presenter.chosen.question is Question.LEAVE:
            presenter.do(intent.press(presenter.decision, presenter.chosen, pressed))
        elif presenter.handing_to is not None:
            self._press_at_hand_over(command)
        elif command is KeyCommand.MENU or (command is KeyCommand.BACK and not presenter.deciding):
            presenter.menu_open = True
        elif presenter.over:
            self.viewing = command is not KeyCommand.CONFIRM and self.viewing
        elif not presenter.settled and command is KeyCommand.WAIT:
            presenter.hurried = not presenter.hurried
            presenter.animator.skip()
        elif presenter.settled or presenter.skip():
            presenter.do(intent.press(presenter.decision, presenter.chosen, pressed))

    def _press_anytime(self, command: KeyCommand) -> bool:
        """Do what never depends on the battle; return whether it was that."""
        match command:
            case KeyCommand.LOG:
                self.all_unfolded = not self.all_unfolded
            case KeyCommand.TAB:
                tabs = list(Tab)
                self.tab = tabs[(tabs.index(self.tab) + 1) % len(tabs)]
            case KeyCommand.SPEED:
                self._next_pace()
            case KeyCommand.SAVE:
                self._save()
            case KeyCommand.HELP:
                self._show_help()
            case _:
                return self.control.press(command)
        return True

    def _press_at_hand_over(self, command: KeyCommand) -> None:
        if command in {KeyCommand.CONFIRM, KeyCommand.WAIT}:
            self.presenter.take_over()
        elif command is KeyCommand.UNDO and self.presenter.may_undo:
            self.presenter.do(Undo())
        elif command in {KeyCommand.MENU, KeyCommand.BACK}:
            self.presenter.menu_open = True

    # What the battle does not know of

    def _obey(self) -> None:
        if self.presenter.leaving:
            self.app.go(ToTitle())

    def _next_pace(self) -> None:
        settings = self.app.settings
        pace = _PACES[(_PACES.index(settings.pace) + 1) % len(_PACES)]
        self.app.change(msgspec.structs.replace(settings, pace=pace))
        self.presenter.speed = pace.speed

    def _save(self) -> None:
        try:
            path = self.app.battles.save()
        except OSError as error:
            reason = describe(error)
            self.presenter.say(text("battle.notice.not-saved", reason=reason), bad=True)
        else:
            self.presenter.say(text("battle.notice.saved", file=path.name))

    def _show_help(self) -> None:
        self.app.go(Push(HelpScreen(self.app)))

    def _choose(self, choice: MenuChoice) -> None:
        self.presenter.menu_open = False
        match choice:
            case MenuChoice.SAVE:
                self._save()
            case MenuChoice.SETTINGS:
                self.app.go(Push(SettingsScreen(self.app)))
            case MenuChoice.HELP:
                self._show_help()
            case MenuChoice.LEAVE:
                self.presenter.do(
                    Choose(dataclasses.replace(self.presenter.chosen, question=Question.LEAVE))
                )
            case MenuChoice.RESUME:
                pass

    def _end(self, choice: EndChoice) -> None:
        if choice is EndChoice.VIEW:
            self.viewing = True
            return
        self.app.go(ToTitle())
        if choice is EndChoice.NEW:
            self.app.go(Push(NewBattleScreen(self.app)))

    # Following what happens

    def _army(self) -> list[Spot]:
        """List where the army stands that a person leads, the one to act where both are."""
        state, seats = self.session.state, self.session.seats
        side = state.to_act if seats.is_person(state.to_act) else state.to_act.other
        units = state.living(side) or [unit for unit in state.units if unit.side is side]
        return [geometry.centre(state.offset(unit)) for unit in units]

    def _follow(self) -> None:
        """Bring into sight whoever acts: while that is shown, and when a person begins to act."""
        animator = self.presenter.animator
        active = self.session.state.active if self.presenter.deciding else animator.scene.active
        if self.presenter.deciding:
            if active == self._followed:
                return
            self._followed = active
        if active is not None:
            self.control.follow(self._drawing.spot_of(active, animator.frame()))

    def _turn_tab(self) -> None:
        """Show what a fresh decision is about, in narrow windows; the log stays if it is shown."""
        state = self.session.state
        now = (self.session.ply, state.active) if self.presenter.deciding else None
        if now == self._decided:
            return
        self._decided = now
        if now is not None and self.tab is not Tab.LOG:
            self.tab = Tab.UNIT if state.active is None else Tab.ODDS
