"""The choice of a player for a side, with the players' strengths."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.screen import Pop, Push
from client.screens.form_screen import FormScreen
from client.screens.opponent_button import OpponentButton, record_words
from client.screens.strength import (
    StrengthScreen,
    build_table,
    by_strength,
    rating_of,
    strength_of,
    table_height,
)
from client.text.catalogue import name, render, text
from client.text.names import seat_name
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Share
from engine.players import scripted_bots
from engine.players.levels import level_names

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.errors import EngineError

_WIDE: Final = 900
_SEAT: Final = 52
"""Width of both columns of players together, and height of a player, in points."""
_WIDEST: Final = 1400
_TALL_SEAT: Final = 80
"""The same in a large window."""
_PART: Final = 0.9
"""Fraction of a large window's width for players and strengths."""
_ALIGN: Final = (0.5, 0.3)
"""Alignment of the whole in a larger window."""
_GROUPS: Final = ("seats.opponents", "seats.bots")
_STEPS: Final = {pygame.K_LEFT: -1, pygame.K_RIGHT: 1}


def seats() -> list[list[str]]:
    """Return the players of a side: a person and the levels, then the bots, the weakest first."""
    return [[scripted_bots.PERSON, *level_names()], by_strength(scripted_bots.bot_names())]


def refusal_text(reason: EngineError | None) -> str:
    """Return why no level can play a battle; "" if all can."""
    return "" if reason is None else text("new.levels-refuse", reason=render(reason))


def seat_style(player: str) -> str:
    """Return a line on how a player plays."""
    return name("seat-style", player.removeprefix(scripted_bots.BOT))


def seat_face(player: str) -> ButtonFace:
    """Return the face of the button of a player."""
    return ButtonFace(seat_name(player), "person" if player == scripted_bots.PERSON else "chip")


class SeatButton(Button):
    """A button with the player of a side; the left and right keys step through the players.

    *barred* players are skipped.
    """

    def __init__(
        self,
        form: Form,
        rect: pygame.Rect,
        player: str,
        on_press: Callable[[], None],
        on_choose: Callable[[str], None],
    ) -> None:
        """Create the button; *on_press* opens the list, *on_choose* is called with another
        player.
        """
        super().__init__(form, rect, seat_face(player), on_press)
        self.left_aligned = True
        self.player = player
        self.barred: Collection[str] = ()
        self._on_choose = on_choose
        self.show(player)

    def show(self, player: str) -> None:
        """Show another player; if its strength does not fit, only its rating."""
        self.player = player
        self.face, self.subtitle = seat_face(player), strength_of(player)
        style = self.form.style
        room = panels.lines_room(style, self.rect, self.face)
        if style.writer.width(self.subtitle, style.layout.text.table) > room:
            self.subtitle = rating_of(player)

    def draw(self, canvas: Canvas) -> None:
        """Draw the button; a tooltip says how the player plays."""
        super().draw(canvas)
        canvas.hint(self.rect, seat_style(self.player))

    def handle_key(self, event: pygame.event.Event) -> bool:
        """Step through the players with the left and right keys."""
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
    """The choice of a side's player: everybody has a button. The result is the player's name."""

    title = "seats.title"

    def __init__(
        self,
        app: Host,
        side: str,
        player: str,
        refusal: EngineError | None,
    ) -> None:
        """Create the screen for a side's name, its current player, and why no level can play, if
        so.
        """
        super().__init__(app)
        self._side = side
        self._player = player
        self._refusal = refusal
        self._chosen: str | None = None
        self._seats: list[tuple[Button, str]] = []

    @property
    def result(self) -> str | None:
        """Return the chosen player."""
        return self._chosen

    def build(self, form: Form) -> None:
        """Add people and levels at the left, bots at the right, and below why levels can't play.

        If there is room, the table of strengths is at the right or below; otherwise a button opens
        it.
        """
        style, space, body = self.style, self.style.layout.space, self.body
        self._seats = []
        edge, least = style.px(space.edge), style.px(_WIDE)
        beside = body.w >= 2 * least + edge
        wide = min(max(least, (round(body.w * _PART) - edge) // 2), style.px(_WIDEST))
        wide = min(wide, body.w)
        foot = self._foot(wide)
        row = self._row(body.h - foot, _TALL_SEAT if beside else _SEAT)
        tall = self._height(row) + foot
        table = table_height(style, wide)
        if beside:
            whole = layout.within(body, (2 * wide + edge, max(tall, table)), _ALIGN)
            players, strengths = layout.split_columns(whole, [Share(), Share()], edge)
        else:
            below = tall + edge + table <= body.h
            size = wide, tall + (edge + table if below else 0)
            whole = layout.within(body, size, _ALIGN)
            players, strengths = layout.split_rows(whole, [tall, Share()], edge)
        self._build_players(form, players, row)
        if strengths.h >= table:
            build_table(form, layout.within(strengths, (wide, table), (0, 0)), self.app.own_record)
            return
        face = ButtonFace(text("strength.button"), "chip")
        self.build_beside_title(form, (face, lambda: self.app.go(Push(StrengthScreen(self.app)))))

    def _row(self, room: int, usual: float) -> int:
        """Return the height of a player's button: *usual* points, or less if there is no room."""
        most = max(map(len, seats()))
        return min(self.style.px(usual), (room - self._height(0)) // most)

    def _height(self, row: int) -> int:
        """Return the height of the panels for buttons of a height, in pixels."""
        style, space = self.style, self.style.layout.space
        most = max(map(len, seats()))
        frame = style.px(space.panel_head) + 2 * style.px(space.padding_tight)
        return frame + most * (row + style.px(space.gap)) - style.px(space.gap)

    def _foot_lines(self, wide: int) -> list[str]:
        """Return the reason why levels can't play, wrapped to a width."""
        words = refusal_text(self._refusal)
        return self.style.writer.wrap(words, self.style.layout.text.table, wide) if words else []

    def _style_lines(self, player: str, wide: int) -> list[str]:
        """Return the line on how a player plays, wrapped to a width."""
        return self.style.writer.wrap(seat_style(player), self.style.layout.text.table, wide)

    def _most_style_lines(self, wide: int) -> int:
        """Return how many lines the longest of these takes."""
        every = [player for group in seats() for player in group]
        return max(len(self._style_lines(player, wide)) for player in every)

    def _foot(self, wide: int) -> int:
        lines = len(self._foot_lines(wide)) + self._most_style_lines(wide)
        line = self.style.writer.height(self.style.layout.text.table)
        return lines * line + self.style.px(self.style.layout.space.gap)

    def _build_players(self, form: Form, rect: pygame.Rect, row: int) -> None:
        """Add the buttons of all players, and below them how the one under the pointer, or else
        the focused one, plays, and why levels can't play.
        """
        size, style = self.style.layout.text.table, self.style
        panels_at, foot = layout.split_rows(rect, [self._height(row), Share()])
        self._build_groups(form, panels_at, row)
        lines = self._foot_lines(rect.w)
        below = foot.move(0, style.px(style.layout.space.gap))
        height, told = style.writer.height(size), self._most_style_lines(rect.w)
        places = layout.stack(below, [height] * (told + len(lines)))
        for place, line in zip(places[told:], lines, strict=True):
            form.label(line, place.topleft, size, style.colours.bad)
        form.paint(lambda canvas: self._draw_style(canvas, places[:told]))

    def _draw_style(self, canvas: Canvas, places: list[pygame.Rect]) -> None:
        """Draw how the player under the pointer plays, or else the focused one."""
        focused = None if self.form is None else self.form.focused
        meant = [player for button, player in self._seats if canvas.hovers(button.rect)]
        meant += [player for button, player in self._seats if button is focused]
        if not meant:
            meant = [self._player]
        size, ink = self.style.layout.text.table, self.style.colours.bone300
        for place, line in zip(places, self._style_lines(meant[0], places[0].w), strict=False):
            canvas.text(line, place.topleft, size, ink, Face.ITALIC)

    def _build_groups(self, form: Form, rect: pygame.Rect, row: int) -> None:
        """Add a panel for each group, with a button for each player in it."""
        style, space = self.style, self.style.layout.space
        gap, pad = style.px(space.gap), style.px(space.padding_tight)
        columns = layout.split_columns(rect, [Share()] * len(_GROUPS), gap)
        for panel, group, key in zip(columns, seats(), _GROUPS, strict=True):
            form.panel(panel, text(key), self._side)
            _, inner = layout.split_rows(panel, [style.px(space.panel_head), Share()])
            places = layout.stack(layout.inset(inner, pad), [row] * len(group), gap)
            for place, player in zip(places, group, strict=True):
                self._build_seat(form, place, player)

    def _build_seat(self, form: Form, rect: pygame.Rect, player: str) -> None:
        def choose() -> None:
            self._chosen = player
            self.app.go(Pop(self))

        kind = ButtonKind.PRIMARY if player == self._player else ButtonKind.NORMAL
        face, strength = seat_face(player), strength_of(player)
        button = OpponentButton(form, rect, face, choose, kind, strength)
        button.left_aligned = True
        self._seats.append((button, player))
        button.note = record_words(self.app.own_record.standing(player))
        button.enable(self._refusal is None or player not in level_names())
        if player == self._player and button.enabled:
            form.focus_on(button)
