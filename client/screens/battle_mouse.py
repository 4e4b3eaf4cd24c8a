"""The mouse on the screen of a battle: what it points at, and what its buttons and wheel do."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud.hit_areas import (
    PickTarget,
    PickUnit,
    PickWeapon,
    Tab,
    Unfold,
    area_at,
)
from client.battle.hud.shown_battle import ShownBattle
from client.battle.input import intent
from client.battle.input.intent import Choose
from client.battle.input.keys import KeyCommand, Press
from client.draw import geometry

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.aids.recap import RecapAid
    from client.battle.hud.hit_areas import AreaAction, HitArea
    from client.screens.battle_drawing import BattleDrawing
    from client.screens.battle_front import BattleFront
    from engine.battle.actions import UnitId

_LOG_STEP: Final = 3
NOWHERE: Final = (-1, -1)
"""Position of the mouse while it is outside the window."""


class PointedBattle(ShownBattle, Protocol):
    """A battle on the screen, as the mouse acts on it; *areas* are the hit areas as last drawn."""

    areas: list[HitArea]

    @property
    def front(self) -> BattleFront:
        """Return what keeps the overlays over the board."""
        ...

    @property
    def recap(self) -> RecapAid:
        """Return the recap of the opponent's turn."""
        ...

    def is_clear(self, pixel: tuple[int, int]) -> bool:
        """Whether nothing covers the board at a pixel."""
        ...

    def wait_for_mouse(self) -> None:
        """Clear the board of what a resting mouse explains: somebody plays."""

    def press(self, pressed: Press) -> None:
        """Carry out the command of a key or a button."""


class BattleMouse:
    """What the mouse does with a battle on the screen."""

    def __init__(self, screen: PointedBattle, drawing: Callable[[], BattleDrawing]) -> None:
        """Create it for a screen and what draws it at the time."""
        self._screen: Final = screen
        self._drawing: Final = drawing
        self._hovered_in = screen.control.camera

    def handle(self, event: pygame.event.Event) -> bool:
        """Handle an event of the mouse or of the view; return whether it was one."""
        screen = self._screen
        if event.type == pygame.MOUSEMOTION:
            screen.mouse = event.pos
        if event.type == pygame.WINDOWLEAVE:
            screen.mouse = NOWHERE
            if not screen.presenter.chosen.keyed:
                self._hover()
        elif event.type == pygame.MOUSEWHEEL:
            self._wheel(event.y)
        elif screen.control.handle(event):
            pass
        elif event.type == pygame.MOUSEMOTION:
            self._hover()
        elif event.type == pygame.MOUSEBUTTONDOWN:
            self._press(event)
        else:
            return False
        return True

    def _press(self, event: pygame.event.Event) -> None:
        screen = self._screen
        screen.mouse = event.pos
        screen.wait_for_mouse()
        self._hover()
        screen.recap.end_by(self._command_at(event.pos))
        if event.button == pygame.BUTTON_LEFT:
            self._click(event.pos)
        elif event.button == pygame.BUTTON_RIGHT:
            self._step_back()

    def update(self) -> None:
        """Update the hex under a resting mouse when the view has moved; keys keep their pick."""
        screen = self._screen
        if self._hovered_in != screen.control.camera:
            self._hovered_in = screen.control.camera
            chosen = screen.presenter.chosen
            if chosen.hovered is not None and not chosen.keyed:
                self._hover()

    def _hover(self) -> None:
        """Update the hex under the mouse, if the mouse is over the board."""
        screen = self._screen
        screen.presenter.hover(None if screen.in_front else self._hex_at(screen.mouse))

    def _hex_at(self, pixel: tuple[int, int]) -> tuple[int, int] | None:
        screen = self._screen
        return screen.control.camera.hex_under(pixel) if screen.is_clear(pixel) else None

    def _wheel(self, steps: int) -> None:
        screen = self._screen
        if screen.roster.turn_wheel(steps, screen.mouse):
            return
        if self._drawing().log_rect.collidepoint(screen.mouse):
            most = max(0, len(screen.presenter.lines) - 1)
            screen.log_scroll = min(max(screen.log_scroll - _LOG_STEP * steps, 0), most)
        else:
            screen.control.wheel(steps, screen.mouse)

    def _command_at(self, pixel: tuple[int, int]) -> KeyCommand | None:
        """Return the command of the button below the board that is under a pixel."""
        code = self._drawing().actions.action_at(pixel)
        return None if code is None else KeyCommand[code.upper()]

    def _click(self, pixel: tuple[int, int]) -> None:
        screen, drawing = self._screen, self._drawing()
        area = area_at(screen.areas, pixel)
        if area is not None:
            self._carry_out(area.action)
            return
        command = self._command_at(pixel)
        if command is not None:
            screen.press(Press(command))
        elif drawing.minimap_shown and screen.layout.minimap.collidepoint(pixel):
            screen.control.jump_to(drawing.minimap.spot(pixel))
        elif screen.layout.board.collidepoint(pixel) and not screen.presenter.over:
            self._click_board(pixel)

    def _click_board(self, pixel: tuple[int, int]) -> None:
        screen, presenter = self._screen, self._screen.presenter
        if not presenter.settled and not presenter.skip():
            return
        # The skipped animations may have ended in something that must be answered first.
        screen.front.refresh()
        if not screen.in_front:
            at = self._hex_at(pixel)
            presenter.hover(at)
            screen.front.do(intent.click(presenter.decision, presenter.chosen, at))

    def _step_back(self) -> None:
        """Go one step back on a right click; unlike Esc, it does not open the menu."""
        screen, presenter = self._screen, self._screen.presenter
        if any(aid.press(KeyCommand.BACK) for aid in screen.aids):
            return
        if presenter.deciding:
            screen.front.do(intent.right_click(presenter.decision, presenter.chosen))

    def _carry_out(self, action: AreaAction) -> None:
        """Carry out the action of a hit area."""
        screen, presenter = self._screen, self._screen.presenter
        match action:
            case Press():
                screen.press(action)
            case Tab():
                screen.tab = action
            case PickWeapon(code):
                presenter.do(intent.pick_weapon(presenter.decision, presenter.chosen, code))
            case PickTarget(unit, weapon):
                chosen = dataclasses.replace(presenter.chosen, target=unit, hovered=None)
                if weapon is not None:
                    chosen = dataclasses.replace(chosen, weapon=weapon)
                presenter.do(Choose(chosen))
                screen.tab = Tab.ODDS
            case PickUnit(unit):
                self._pick_unit(unit)
            case Unfold(line):
                screen.unfolded ^= {line}

    def _pick_unit(self, unit: UnitId) -> None:
        """Select a unit of the roster or show its card, with its hex in sight."""
        screen, presenter = self._screen, self._screen.presenter
        shown = presenter.animator.scene.units[unit]
        if shown.hp:
            screen.control.follow(geometry.centre(shown.at))
        if presenter.deciding and presenter.decision.state.active is None:
            screen.front.do(intent.pick_unit(presenter.decision, presenter.chosen, unit))
        else:
            presenter.do(Choose(dataclasses.replace(presenter.chosen, looked_at=unit)))
