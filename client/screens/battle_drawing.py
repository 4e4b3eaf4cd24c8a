"""Draws the battle screen: board, bars, column, and whatever stands in front of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from client.battle.hud import prompts
from client.battle.hud.action_buttons import actions_now, slots
from client.battle.hud.log_panel import LogView
from client.battle.hud.prompts import Tone
from client.battle.hud.shown_battle import ShownBattle
from client.battle.hud.sidebar import Sidebar
from client.battle.hud.tip import draw_tip, draw_tip_below
from client.battle.hud.turn_bar import UNSAVED, TurnInfo, draw_turn_bar
from client.battle.input import intent
from client.battle.playback.frames import team_of
from client.battle.view import cards
from client.battle.view.board_picture import compose, face_of
from client.draw import geometry
from client.draw.board.board_view import BoardView
from client.draw.board.minimap import MiniMap
from client.draw.ui import panels
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.widgets.action_bar import ActionBar
from engine.battle.phase import Phase
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.prompts import Prompt
    from client.battle.playback.frames import AnimationFrame, Notice
    from client.battle.view.cards import UnitCard
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Spot
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.action_bar import BarAction
    from engine.battle.actions import UnitId

_BANNER = 40
_NOTICE = 46


class BattleDrawing:
    """Draw the screen in one style and size; another one is made when either changes."""

    def __init__(self, style: Style, screen: ShownBattle) -> None:
        """Take the style, and the screen, whose layout are those of the window now."""
        self._screen = screen
        self._style = style
        self._board = BoardView(self._style)
        self.actions = ActionBar(self._style, screen.layout.action_bar, slots())
        grid = screen.session.state.field.grid
        self.minimap = MiniMap(self._style, screen.layout.minimap, grid.columns, grid.rows)
        self.offered: list[BarAction] = []
        self.log_rect = pygame.Rect(0, 0, 0, 0)
        self._faces = tuple(face_of(screen.session.state, side) for side in Side)

    @property
    def minimap_shown(self) -> bool:
        """Whether there is a small map: when the board does not fit."""
        return not self._screen.control.camera.shows_all

    def spot_of(self, unit: UnitId, frame: AnimationFrame) -> Spot:
        """Find where a unit is on its way."""
        if unit in frame.spots:
            return frame.spots[unit]
        return geometry.centre(self._screen.presenter.animator.scene.units[unit].at)

    def draw(self, surface: pygame.Surface) -> list[HitArea]:
        """Draw everything; return what may be clicked now."""
        screen, presenter = self._screen, self._screen.presenter
        surface.fill(self._style.colours.ink900)
        frame = presenter.animator.frame()
        self._draw_board(surface, self.picture())
        areas = draw_turn_bar(
            surface,
            self._style,
            screen.layout.turn_bar,
            self._turn_info(),
            screen.layout.level,
            screen.mouse,
        )
        areas += self._draw_column(surface)
        self.offered = actions_now(presenter)
        self.actions.show(self.offered)
        self.actions.draw(surface, (-1, -1) if screen.in_front else screen.mouse)
        if not screen.in_front:
            self._draw_tip(surface)
        self._draw_prompt(surface, prompts.prompt_of(presenter))
        if frame.notice is not None:
            self._draw_notice(surface, frame.notice)
        if not screen.in_front:
            self._draw_reason(surface, areas)
        return areas

    def picture(self) -> BoardPicture:
        """Put together what the board shows at this moment."""
        presenter = self._screen.presenter
        frame, scene = presenter.animator.frame(), presenter.animator.scene
        return compose(self._screen.session.state.setup, scene, frame, presenter.overlay)

    def _draw_board(self, surface: pygame.Surface, picture: BoardPicture) -> None:
        camera = self._screen.control.camera
        self._board.draw(surface, camera, picture, pygame.time.get_ticks())
        if self.minimap_shown:
            self.minimap.draw(surface, camera, picture)

    def _turn_info(self) -> TurnInfo:
        screen, presenter, session = self._screen, self._screen.presenter, self._screen.session
        scene, rules = presenter.animator.scene, session.state.setup.rules
        waiting = presenter.decision.waiting.bit_count() if presenter.deciding else 0
        return TurnInfo(
            session.state.to_act if presenter.deciding else scene.side,
            scene.phase,
            max(1, scene.round),
            rules.rounds,
            waiting,
            (presenter.names.side(Side.ONE), presenter.names.side(Side.TWO)),
            (session.seats.display_name(Side.ONE), session.seats.display_name(Side.TWO)),
            scene.points,
            (self._faces[0], self._faces[1]),
            _speed(presenter.speed),
            bool(screen.trouble),
        )

    def _draw_column(self, surface: pygame.Surface) -> list[HitArea]:
        screen, layout = self._screen, self._screen.layout
        edge = pygame.Rect(layout.board.right, layout.turn_bar.bottom, surface.get_width(), 0)
        edge.h = surface.get_height() - edge.y
        surface.fill(self._style.colours.ink900, edge)
        self.log_rect = layout.column
        column = Sidebar(surface, self._style, (-1, -1) if screen.in_front else screen.mouse)
        lines = screen.presenter.lines[::-1]
        view = LogView(lines, frozenset(screen.unfolded), screen.all_unfolded, screen.log_scroll)
        return column.draw(layout, screen.presenter, self._card(), view, screen.tab)

    def _card(self) -> UnitCard | None:
        """Tell about the unit looked at, else the active one, else the one under the mouse."""
        presenter, state = self._screen.presenter, self._screen.session.state
        chosen = presenter.chosen
        unit = chosen.looked_at
        if unit is None:
            unit = presenter.overlay.selected
        if unit is None:
            unit = intent.unit_at(state, chosen.hovered)
        if unit is None:
            return None
        offered: tuple[str, ...] = ()
        in_hand = None
        if presenter.deciding and unit == state.active:
            offered = tuple(code for code, _ in presenter.decision.attacks)
            in_hand = intent.weapon_in_hand(presenter.decision, chosen)
        card = cards.unit_card(state, unit, presenter.names, offered, in_hand)
        # Beside a forecast there is room for those weapons only that it may be about.
        if offered and not self._screen.layout.narrow:
            fighting = state.phase is Phase.FIGHT
            return cards.without(card, ranged=fighting, melee=not fighting)
        return card

    def _draw_prompt(self, surface: pygame.Surface, prompt: Prompt) -> None:
        style, board = self._style, self._screen.layout.board
        size = style.layout.text.strong
        width = style.writer.width(prompt.words, size, Face.BOLD) + style.px(64)
        width = min(max(width, style.px(220)), board.w - style.px(24))
        rect = pygame.Rect(0, board.y + style.px(10), width, style.px(_BANNER))
        rect.centerx = board.centerx
        panels.draw_banner(surface, style, rect, self._tone(prompt.tone), prompt.icon, prompt.words)

    def _draw_tip(self, surface: pygame.Surface) -> None:
        """Name the button under the mouse where there is no room for its words or key."""
        code = self.actions.action_at(self._screen.mouse)
        if code is None:
            return
        place = self.actions.place(code)
        face = next(action.face for action in self.offered if action.code == code)
        if panels.button_width(self._style, face) > place.w:
            words = text("battle.tip", label=face.label, cap=face.key)
            draw_tip(surface, self._style, place.midtop, words)

    def _draw_reason(self, surface: pygame.Surface, areas: list[HitArea]) -> None:
        """Say why the battle is not wholly saved, under the mouse on the sign that it is not."""
        for area in areas:
            if area.name == UNSAVED and area.rect.collidepoint(self._screen.mouse):
                words = text("battle.unsaved.tip", reason=self._screen.trouble)
                draw_tip_below(surface, self._style, area.rect.midbottom, words)

    def _tone(self, tone: Tone) -> Rgb:
        colours = self._style.colours
        return {
            Tone.PLAIN: colours.brass,
            Tone.MOVE: colours.move,
            Tone.SHOOT: colours.shoot,
            Tone.ADVANCE: colours.adv,
            Tone.FIGHT: colours.warn,
            Tone.REFUSED: colours.bad,
        }[tone]

    def _draw_notice(self, surface: pygame.Surface, notice: Notice) -> None:
        style, board = self._style, self._screen.layout.board
        size = style.layout.text.name
        colours = style.colours
        edge = colours.brass if notice.side is None else colours.team(team_of(notice.side)).light
        width = style.writer.width(notice.words, size, Face.BOLD) + style.px(64)
        rise = round(style.px(10) * (1 - notice.progress) ** 3)
        rect = pygame.Rect(0, 0, min(width, board.w), style.px(_NOTICE))
        rect.center = board.centerx, board.y + board.h // 3 + rise
        panels.draw_banner(surface, style, rect, edge, "", "")
        fade = min(1.0, 4 * (1 - notice.progress))
        line = style.writer.line(notice.words, size, colours.bone100, Face.BOLD)
        if fade < 1:
            line = line.copy()
            line.set_alpha(round(255 * fade))
        surface.blit(line, line.get_rect(center=rect.center))


def _speed(speed: float) -> str:
    if speed == float("inf"):
        return text("battle.speed.instant")
    return text("battle.speed.times", n=round(speed))
