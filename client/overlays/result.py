"""The end of a battle: the winner and the reason, the points and the survivors, side by side."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.battle.playback.frames import team_of
from client.battle.view.board_picture import face_of
from client.draw.board import tokens
from client.draw.ui import shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.theme import mix
from client.draw.ui.writer import Face
from client.overlays.battle_overlay import BattleOverlay
from client.overlays.dialog_overlay import Choice
from client.text.catalogue import name, plural, text
from client.widgets.dialog import Dialog, DialogShape
from engine.battle.events import Reason
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.seats import Seats
    from client.battle.presenter import BattlePresenter
    from client.draw.ui.style import Style
    from client.overlays.dialog_overlay import OverlayHost
    from client.text.names import BattleNames
    from client.widgets.dialog import DialogButton
    from engine.battle.events import Result

_WIDTH: Final = 560
_HEAD: Final = 84
_TABLE_HEAD: Final = 84
_ROW: Final = 36


class EndChoice(enum.Enum):
    """What may be done once a battle is over; the value is the key of its name."""

    NEW = "battle.end.new"
    AGAIN = "battle.end.again"
    SWAP = "battle.end.swap"
    REPORT = "battle.end.report"
    TITLE = "battle.end.title"
    VIEW = "battle.end.view"


_LOOKS: Final = {
    EndChoice.NEW: (ButtonKind.NORMAL, "play"),
    EndChoice.AGAIN: (ButtonKind.NORMAL, "undo"),
    EndChoice.SWAP: (ButtonKind.NORMAL, "hand_over"),
    EndChoice.REPORT: (ButtonKind.NORMAL, "book"),
    EndChoice.TITLE: (ButtonKind.NORMAL, "exit"),
    EndChoice.VIEW: (ButtonKind.PRIMARY, "eye"),
}
_REMATCHES: Final = {EndChoice.AGAIN, EndChoice.SWAP}


class ResultOverlay(BattleOverlay[EndChoice]):
    """The result of a battle, and what may be done next."""

    def __init__(self, app: OverlayHost, presenter: BattlePresenter, *, rematch: bool) -> None:
        """Create the overlay for a battle that is over, with or without a rematch."""
        super().__init__(app)
        self._presenter = presenter
        self._offered = [one for one in EndChoice if rematch or one not in _REMATCHES]

    def choices(self) -> list[Choice[EndChoice]]:
        """Return the choices."""
        return [
            Choice(choice, ButtonFace(text(choice.value), _LOOKS[choice][1]), _LOOKS[choice][0])
            for choice in self._offered
        ]

    def build(self, buttons: Sequence[DialogButton]) -> Dialog:
        """Return a dialog with the table of the result.

        Enter, held or pressed once too often, leads nowhere, and so does Escape: to the board.
        """
        view = result_view(self._presenter)
        dialog = _ResultDialog(view, self.app.style, self.app.size, buttons)
        dialog.form.focus_on(dialog.form.controls[self._offered.index(EndChoice.VIEW)])
        return dialog

    def spoken_content(self, dialog: Dialog) -> list[str]:
        """Return the reason, and the table row by row."""
        del dialog  # its table is drawn
        view = result_view(self._presenter)
        one, two = view.names
        rows = [
            text("speech.figures", label=label, one=one, two=two, first=first, second=second)
            for label, first, second in view.rows
        ]
        return [view.reason, view.note, *rows]


class ResultView(NamedTuple):
    """The content of the result: each of *rows* has a label and the figures of ONE and TWO."""

    title: str
    reason: str
    note: str
    winner: Side | None
    names: tuple[str, str]
    codes: tuple[str, str]
    rows: tuple[tuple[str, str, str], ...]


def result_view(presenter: BattlePresenter) -> ResultView:
    """Return the result and its reason (R9.3), the points and the survivors of both sides."""
    result, state = presenter.session.game.result, presenter.session.state
    assert result is not None, "the battle is over"
    one, two = (presenter.names.side(side) for side in Side)
    title = result_title(result, presenter.names, presenter.session.seats)
    rows = [_row("battle.end.value", result.value_left)]
    if state.setup.scenario.score_objectives:
        rows.insert(0, _row("battle.end.points", result.victory_points))
    return ResultView(
        title,
        result_reason(result, presenter.names, presenter.session.seats),
        plural("battle.end.rounds", state.round),
        result.winner,
        (one, two),
        (face_of(state, Side.ONE), face_of(state, Side.TWO)),
        tuple(rows),
    )


def result_title(result: Result, names: BattleNames, seats: Seats) -> str:
    """Return who won, as seen by the person at the screen if there is one."""
    if result.winner is None:
        return text("battle.end.draw")
    if seats.shared or seats.watched:
        return text("battle.end.wins", side=names.side(result.winner))
    won = seats.is_person(result.winner)
    return text("battle.end.victory" if won else "battle.end.defeat")


def result_reason(result: Result, names: BattleNames, seats: Seats) -> str:
    """Return why a battle ended; who conceded is told by name, or as the person at the screen."""
    if result.reason is not Reason.CONCESSION or result.winner is None:
        return name("result", result.reason.value)
    loser = result.winner.other
    if not seats.shared and not seats.watched and seats.is_person(loser):
        return text("battle.end.you-conceded")
    return text("battle.end.conceded", side=names.side(loser))


def _row(label: str, pair: tuple[int, int]) -> tuple[str, str, str]:
    return text(label), str(pair[0]), str(pair[1])


class _ResultDialog(Dialog):
    """A dialog with a table of both sides instead of lines."""

    def __init__(
        self,
        view: ResultView,
        style: Style,
        size: tuple[int, int],
        choices: Sequence[DialogButton],
    ) -> None:
        self._view = view
        super().__init__(style, size, view.title, (), choices, shape=DialogShape(_WIDTH))

    def _write_head(self, title: str, lines: Sequence[str], room: int) -> int:
        del title, lines, room  # drawn later, in `_draw_sides` and `_draw_rows`
        style = self._style
        pad = style.px(style.layout.space.padding)
        return style.px(_HEAD + _TABLE_HEAD + _ROW * len(self._view.rows)) - pad

    def _draw_head(self, surface: pygame.Surface, at: tuple[int, int]) -> None:
        pad = self._style.px(self._style.layout.space.padding)
        frame = self.rect.move(0, at[1] - pad - self.rect.y)
        self._write_winner(surface, frame)
        table = frame.inflate(-2 * pad, 0)
        table.y += self._style.px(_HEAD)
        self._draw_sides(surface, table)
        self._draw_rows(surface, table)

    def _draw_behind(self, surface: pygame.Surface) -> None:
        """Wash the head of the box in the colour of the winner."""
        style, winner = self._style, self._view.winner
        if winner is not None:
            colours = style.colours
            wash = self.rect.inflate(-2, -2)
            wash.h = style.px(_HEAD) - 2
            tone = colours.team(team_of(winner)).base
            shapes.box(surface, style, wash, (mix(colours.ink800, tone, 0.45), colours.ink800))

    def _write_winner(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        style, view = self._style, self._view
        colours, sizes = style.colours, style.layout.text
        room = rect.w - 2 * style.px(style.layout.space.padding)
        title = style.writer.shorten(view.title, sizes.result, room, Face.BOLD)
        at = rect.centerx, rect.y + style.px(32)
        style.writer.write(surface, title, at, sizes.result, colours.bone100, Face.BOLD, (0.5, 0.5))
        words = style.writer.shorten(view.reason, sizes.body, room)
        at = rect.centerx, rect.y + style.px(66)
        style.writer.write(surface, words, at, sizes.body, colours.bone300, align=(0.5, 0.5))

    def _draw_sides(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Draw the column headings of both sides, and the note between them."""
        style, view = self._style, self._view
        colours, sizes = style.colours, style.layout.text
        for side, x in zip(Side, _columns(rect), strict=True):
            face = tokens.face(style, team_of(side), view.codes[side.index], style.px(44))
            surface.blit(face, face.get_rect(center=(x, rect.y + style.px(28))))
            words = style.writer.shorten(view.names[side.index], sizes.body, rect.w // 3, Face.BOLD)
            tone = colours.team(team_of(side)).light
            at = x, rect.y + style.px(62)
            style.writer.write(surface, words, at, sizes.body, tone, Face.BOLD, (0.5, 0.5))
        at = rect.centerx, rect.y + style.px(28)
        style.writer.write(surface, view.note, at, sizes.table, colours.bone500, align=(0.5, 0.5))

    def _draw_rows(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Draw the figures of both sides around their labels."""
        style = self._style
        colours, sizes = style.colours, style.layout.text
        y = rect.y + style.px(_TABLE_HEAD)
        for label, *figures in self._view.rows:
            line = pygame.Rect(rect.x, y, rect.w, style.px(_ROW - 4))
            shapes.box(surface, style, line, colours.ink900, colours.line, style.px(4))
            style.writer.write(
                surface, label, line.center, sizes.table, colours.bone300, align=(0.5, 0.5)
            )
            for figure, x in zip(figures, _columns(rect), strict=True):
                at = x, line.centery
                style.writer.write(
                    surface, figure, at, sizes.lead, colours.bone100, Face.BOLD, (0.5, 0.5)
                )
            y += style.px(_ROW)


def _columns(rect: pygame.Rect) -> tuple[int, int]:
    """Return the x coordinates of the columns of ONE and TWO, in pixels."""
    return rect.x + rect.w // 5, rect.right - rect.w // 5
