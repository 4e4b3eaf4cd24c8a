"""The hand-over between two people at one screen."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final

import pygame

from client.battle.input.keys import KeyCommand, key_label
from client.battle.playback.frames import team_of
from client.battle.view.board_picture import face_of
from client.draw.board import tokens
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.overlays.battle_overlay import WIDTH, BattleOverlay
from client.overlays.dialog_overlay import Choice
from client.screen import COVER, OVERLAY
from client.text.catalogue import text
from client.widgets.dialog import Dialog, DialogShape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.presenter import BattlePresenter
    from client.draw.ui.style import Style
    from client.overlays.dialog_overlay import OverlayHost
    from client.widgets.dialog import DialogButton
    from engine.battle.side import Side

_TOKEN: Final = 52
_BESIDE: Final = 64
"""Distance from the left edge of the token to that of the text, in points."""


class HandOverAnswer(enum.Enum):
    """The answers of the next person, or of the previous one."""

    READY = enum.auto()
    UNDO = enum.auto()


class HandOverOverlay(BattleOverlay[HandOverAnswer]):
    """The hand-over to the next person; if *covers*, the battle is hidden.

    The menu opens over it and does not replace it, so that the battle stays hidden.
    """

    def __init__(
        self,
        app: OverlayHost,
        side: Side,
        presenter: BattlePresenter,
        open_menu: Callable[[], None],
        *,
        covers: bool,
    ) -> None:
        """Create the hand-over to a side."""
        super().__init__(app)
        self.layer = COVER if covers else OVERLAY
        self._side = side
        self._presenter = presenter
        self._open_menu = open_menu

    def choices(self) -> list[Choice[HandOverAnswer]]:
        """Return Ready, and Undo while the previous person may still take something back."""
        ready = ButtonFace(
            text("battle.hand-over.ready"), "hand_over", key_label(KeyCommand.CONFIRM)
        )
        found = [Choice(HandOverAnswer.READY, ready, ButtonKind.PRIMARY)]
        if self._presenter.can_undo:
            undo = ButtonFace(text("battle.do.undo"), "undo", key_label(KeyCommand.UNDO))
            found.append(Choice(HandOverAnswer.UNDO, undo))
        return found

    def commands(self) -> dict[KeyCommand, HandOverAnswer]:
        """Return the answers of keys."""
        keys = {KeyCommand.WAIT: HandOverAnswer.READY}
        if self._presenter.can_undo:
            keys[KeyCommand.UNDO] = HandOverAnswer.UNDO
        return keys

    def take(self, event: pygame.event.Event) -> bool:
        """Open the menu on its keys; Escape does not close the hand-over."""
        if event.type == pygame.KEYDOWN and event.key in {pygame.K_ESCAPE, pygame.K_F10}:
            if not event.repeat:
                self._open_menu()
            return True
        return super().take(event)

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a dialog with the token of the side."""
        presenter, state = self._presenter, self._presenter.session.state
        title = text("battle.hand-over.title", side=presenter.names.side(self._side))
        rounds = state.setup.rules.rounds
        lines = (text("battle.hand-over.text", round=state.round, rounds=rounds),)
        style = self.app.style
        token = tokens.face(
            style, team_of(self._side), face_of(state, self._side), style.px(_TOKEN)
        )
        return _TokenDialog(token, style, self.app.size, title, lines, buttons)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the dialog, in front of the side's colours if the board must be hidden."""
        if self.layer is COVER:
            style = self.app.style
            colours = style.colours.team(team_of(self._side))
            stops = (style.colours.ink900, colours.dark, style.colours.ink900)
            surface.blit(panels.gradient(style, surface.get_size(), stops), (0, 0))
        super().draw(surface)


class _TokenDialog(Dialog):
    """A dialog with a token beside its text."""

    def __init__(
        self,
        token: pygame.Surface,
        style: Style,
        size: tuple[int, int],
        title: str,
        lines: Sequence[str],
        choices: Sequence[DialogButton],
    ) -> None:
        self._token = token
        super().__init__(style, size, title, lines, choices, shape=DialogShape(WIDTH))

    def _write_head(self, title: str, lines: Sequence[str], room: int) -> int:
        beside = self._style.px(_BESIDE)
        return max(super()._write_head(title, lines, room - beside), beside)

    def _draw_head(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        surface.blit(self._token, at)
        super()._draw_head(surface, (at[0] + self._style.px(_BESIDE), at[1]))
