"""Lets a player for a side be chosen: who can sit there, and how strong they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Pop, Push
from client.screens.form_screen import FormScreen
from client.screens.strength import StrengthScreen, rating_of, strength_of
from client.text.catalogue import text
from client.text.names import seat_name
from client.widgets.controls import Button
from engine.players import scripted_bots
from engine.players.levels import level_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from client.host import Host
    from client.widgets.form import Form

_WIDE: Final = 900
_SEAT: Final = 52
"""Points both columns of players are wide together, and one player is high."""
_LINES: Final = 3
"""Lines that the reason why levels can't play may take."""
_GROUPS: Final = ("seats.opponents", "seats.bots")
_STEPS: Final = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}


def seats() -> list[list[str]]:
    """List who can sit at a side: a person and the levels, then the bots."""
    return [[scripted_bots.PERSON, *level_names()], scripted_bots.bot_names()]


def refusal_text(reason: str | None) -> str:
    """Tell that no level can play a battle, and the reason; nothing where all can."""
    return "" if reason is None else text("new.levels-refuse", reason=reason)


def seat_face(player: str) -> ButtonFace:
    """Return what a button for a player shows."""
    return ButtonFace(seat_name(player), "person" if player == scripted_bots.PERSON else "chip")


class SeatButton(Button):
    """Show who sits at a side, and ask for another one; left and right take the next in the list.

    Whoever is *barred* is left out by these.
    """

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        player: str,
        on_press: Callable[[], None],
        on_choose: Callable[[str], None],
    ) -> None:
        """Take who sits there, who opens the list, and who hears of another player."""
        super().__init__(form, rect, seat_face(player), on_press)
        self.left_aligned = True
        self.player = player
        self.barred: Collection[str] = ()
        self._on_choose = on_choose
        self.show(player)

    def show(self, player: str) -> None:
        """Show another player; where its strength has no room, its rating alone."""
        self.player = player
        self.face, self.subtitle = seat_face(player), strength_of(player)
        style = self.form.style
        room = panels.lines_room(style, self.rect, self.face)
        if style.writer.width(self.subtitle, style.layout.text.table) > room:
            self.subtitle = rating_of(player)

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Step to the left or right in the list."""
        if event.key not in _STEPS:
            return False
        every = [code for group in seats() for code in group]
        free = [code for code in every if code == self.player or code not in self.barred]
        place = free.index(self.player) + _STEPS[event.key]
        if 0 <= place < len(free):
            self.show(free[place])
            self._on_choose(self.player)
        return True


class SeatScreen(FormScreen):
    """Choose who plays a side: everybody has a button. The result is the player's name."""

    title = "seats.title"

    def __init__(
        self,
        app: Host,
        side: str,
        player: str,
        refusal: str | None,
    ) -> None:
        """Take the side's name, who sits there now, and why no level can, if none can."""
        super().__init__(app)
        self._side = side
        self._player = player
        self._refusal = refusal
        self._chosen: str | None = None

    @property
    def result(self) -> str | None:
        """Return the player that was chosen."""
        return self._chosen

    def build(self, form: Form) -> None:
        """Put people and levels left, bots right, and below why levels can't play."""
        style, space = self.style, self.style.layout.space
        body, gap, pad = self.body, style.px(space.gap), style.px(space.padding_tight)
        wide = min(body.w, style.px(_WIDE))
        groups = seats()
        head, most = style.px(space.panel_head), max(map(len, groups))
        row = min(style.px(_SEAT), (body.h - head - 2 * pad - self._foot()) // most - gap)
        column = (wide - gap) // 2
        left = body.centerx - wide // 2
        tall = head + 2 * pad + most * (row + gap) - gap
        for number, (group, key) in enumerate(zip(groups, _GROUPS, strict=True)):
            panel = pygame.Rect(left + number * (column + gap), body.y, column, tall)
            form.panel(panel, text(key), self._side)
            for place, player in enumerate(group):
                y = panel.y + head + pad + place * (row + gap)
                rect = pygame.Rect(panel.x + pad, y, panel.w - 2 * pad, row)
                self._build_seat(form, rect, player)
        size, y = style.layout.text.table, body.y + tall + gap
        words = refusal_text(self._refusal)
        for line in style.writer.wrap(words, size, wide)[:_LINES] if words else ():
            form.label(line, (left, y), size, style.colours.bad)
            y += style.writer.height(size)
        face = ButtonFace(text("strength.button"), "chip")
        self.build_beside_title(form, face, lambda: self.app.go(Push(StrengthScreen(self.app))))

    def _foot(self) -> int:
        lines = 0 if self._refusal is None else _LINES
        return lines * self.style.writer.height(self.style.layout.text.table) + self.style.px(8)

    def _build_seat(self, form: Form, rect: pygame.Rect, player: str) -> None:
        def choose() -> None:
            self._chosen = player
            self.app.go(Pop(self))

        kind = ButtonKind.PRIMARY if player == self._player else ButtonKind.NORMAL
        button = Button(form, rect, seat_face(player), choose, kind, strength_of(player))
        button.left_aligned = True
        button.enable(self._refusal is None or player not in level_names())
        if player == self._player and button.enabled:
            form.focus_on(button)
