"""Drawing of a replay: board, turn bar, track, buttons, and the log beside it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud import facts_panel, log_panel, unit_panel
from client.battle.hud.explained import ExplainedPlaces
from client.battle.hud.explanation_box import draw_explanation
from client.battle.hud.log_panel import LogView
from client.battle.hud.marked_places import hexes_marked_by
from client.battle.hud.notice import draw_notice
from client.battle.hud.replay_track import ReplayTrack
from client.battle.hud.roster_panel import RosterPanel
from client.battle.hud.sidebar import roster_above_log
from client.battle.hud.turn_bar import TurnInfo, draw_turn_bar
from client.battle.input.keys import KeyCommand, Press
from client.battle.input.replay_keys import ReplayCommand, replay_key_words, replay_label
from client.battle.input.unit_selection import unit_at
from client.battle.model.replay import Landmark
from client.battle.model.seats import Seats
from client.battle.view import cards
from client.battle.view.board_picture import (
    DecisionView,
    compose,
    done_units,
    face_of,
)
from client.battle.view.roster import roster_of
from client.draw import geometry
from client.draw.board.board_view import BoardView
from client.draw.board.minimap import MiniMap
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screens.battle_drawing import speed_label
from client.text.battle_log import newest_first
from client.text.catalogue import text
from client.text.glossary import Term
from client.widgets.action_bar import ActionBar, BarAction, BarSlot
from client.widgets.canvas import Canvas
from client.widgets.tooltip import draw_tooltip, hint_at_pointer
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.roster_panel import RosterScroll
    from client.battle.input.board_control import BoardControl
    from client.battle.playback.replay_player import ReplayPlayer
    from client.battle.view.cards import UnitCard
    from client.battle.view.judged_decision import JudgedDecision
    from client.battle.view.roster import RosterArmy
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Spot
    from client.draw.ui.style import Style
    from client.screens.replay_explainer import ReplayExplainer
    from client.text.battle_log import LogLine
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId

_LEAST_LOG: Final = 110
"""Minimum height of the log, in points."""
_BUTTONS: Final = ((KeyCommand.SPEED, "speed"), (KeyCommand.MENU, "exit"))
TOP_BAR: Final = {
    KeyCommand.SPEED: ReplayCommand.SPEED,
    KeyCommand.MENU: ReplayCommand.LEAVE,
}
"""What the buttons of the bar at the top, which are those of a battle, do in a replay."""
_ICONS: Final = {
    ReplayCommand.BACK: "undo",
    ReplayCommand.PLAY: "play",
    ReplayCommand.STEP: "next",
    ReplayCommand.TURN: "end",
    ReplayCommand.PHASE: "command",
    ReplayCommand.KILL: "skull",
    ReplayCommand.BRANCH: "plus",
    ReplayCommand.REPORT: "book",
}


class ShownReplay(Protocol):
    """A replay on the screen, as its drawing sees it."""

    layout: BattleLayout
    mouse: tuple[int, int]
    log_scroll: int
    roster: RosterScroll
    unfolded: set[int]
    all_unfolded: bool
    player: ReplayPlayer
    names: BattleNames
    control: BoardControl

    @property
    def looked_at(self) -> UnitId | None:
        """Return the unit that was picked from the roster; None if there is none."""
        ...

    @property
    def judged(self) -> JudgedDecision | None:
        """Return the decision that was judged, if the replay stands before it."""
        ...

    @property
    def explainer(self) -> ReplayExplainer:
        """Return what explains what is shown."""
        ...

    @property
    def lines(self) -> list[LogLine]:
        """Return the lines of the log up to the place that is shown."""
        ...


def replay_slots() -> list[BarSlot]:
    """Return the slots of the buttons below the board."""
    slots = [BarSlot(code_of(one), (_face(one),)) for one in _ICONS]
    slots[1] = slots[1]._replace(faces=(_face(ReplayCommand.PLAY), _pause()))
    slots[-2] = slots[-2]._replace(apart=True)
    return slots


def code_of(command: ReplayCommand) -> str:
    """Return the code of a command's button."""
    return command.name.lower()


def _face(command: ReplayCommand) -> ButtonFace:
    return ButtonFace(text(command.value), _ICONS[command], replay_label(command))


def _pause() -> ButtonFace:
    label = replay_label(ReplayCommand.PLAY)
    return ButtonFace(text("replay.command.pause"), "hold", label)


class ReplayDrawing:
    """The drawing of a replay in one style and size; a change of either needs a new one."""

    def __init__(self, style: Style, screen: ShownReplay) -> None:
        """Create the drawing for a style and a screen, whose layout must be up to date."""
        self._screen = screen
        self._style = style
        replay = screen.player.replay
        self._board = BoardView(style)
        self.actions = ActionBar(style, screen.layout.action_bar, replay_slots())
        self.track = ReplayTrack(style, screen.layout.prompt, replay)
        grid = replay.timeline.setup.field.grid
        self.minimap = MiniMap(style, screen.layout.minimap, grid.columns, grid.rows)
        self.log_rect = screen.layout.column
        self._areas: list[HitArea] = []
        self._bar_areas: list[HitArea] = []
        self._faces = tuple(face_of(replay.timeline.start, side) for side in Side)
        self._seats = Seats.from_header(replay.timeline.header)

    @property
    def minimap_shown(self) -> bool:
        """Whether the minimap is shown: if the board does not fit."""
        return not self._screen.control.camera.shows_all

    @property
    def unfinished(self) -> bool:
        """Whether ground is still to be drawn."""
        return not self._board.complete

    def active_spot(self) -> Spot | None:
        """Return the spot of the acting unit, which may be moving."""
        animator = self._screen.player.animator
        unit, spots = animator.scene.active, animator.frame().spots
        if unit is None:
            return None
        return spots[unit] if unit in spots else geometry.centre(animator.scene.units[unit].at)

    def draw(self, surface: pygame.Surface) -> list[HitArea]:
        """Draw everything; return the hit areas."""
        screen, style, layout = self._screen, self._style, self._screen.layout
        surface.fill(style.colours.ink900)
        picture = self.picture()
        self._board.draw(surface, screen.control.camera, picture, pygame.time.get_ticks())
        if self.minimap_shown:
            self.minimap.draw(surface, screen.control.camera, picture)
        explained = ExplainedPlaces(screen.player.replay.timeline.setup.rules)
        bar, info = layout.turn_bar, self._turn_info()
        areas = draw_turn_bar(surface, style, bar, info, layout.level, screen.mouse, explained)
        self._bar_areas = areas
        self._areas = self._draw_column(surface, explained)
        self.actions.show(self._buttons())
        self.actions.draw(surface, screen.mouse)
        self.track.draw(surface, screen.player.place)
        notice = screen.player.animator.frame().notice
        if notice is not None:
            draw_notice(surface, style, layout.board, notice)
        self._draw_tooltip(surface, explained)
        return areas + self._areas

    def picture(self) -> BoardPicture:
        """Return the picture of the board at this moment."""
        player = self._screen.player
        scene = player.animator.scene
        state = player.replay.state(player.place)
        frame, screen = player.animator.frame(), self._screen
        marked = hexes_marked_by(self._areas, screen.mouse, screen.lines, state.setup, scene)
        picture = compose(state.setup, scene, frame, self._view(), marked)
        judged = screen.judged
        return picture if judged is None else replace(picture, hints=judged.pictures)

    def _view(self) -> DecisionView:
        """Return the acting unit, and while nothing moves those that have acted."""
        player = self._screen.player
        done = done_units(player.replay.state(player.place)) if player.animator.idle else 0
        return DecisionView(selected=player.animator.scene.active, done=done)

    def roster(self) -> tuple[RosterArmy, RosterArmy]:
        """Return both armies as the board shows them, that of a person first."""
        scene, names = self._screen.player.animator.scene, self._screen.names
        setup = self._screen.player.replay.timeline.setup
        return roster_of(setup, scene, self._view(), names, self._seats.own_side(Side.ONE))

    def _turn_info(self) -> TurnInfo:
        player, names, seats = self._screen.player, self._screen.names, self._seats
        scene, setup = player.animator.scene, player.replay.timeline.setup
        state = player.replay.state(player.place)
        done = done_units(state).bit_count()
        living = len(state.living(scene.side))
        return TurnInfo(
            scene.side,
            scene.phase,
            max(1, scene.round),
            setup.rules.rounds,
            max(0, living - done),
            (names.side(Side.ONE), names.side(Side.TWO)),
            (seats.display_name(Side.ONE), seats.display_name(Side.TWO)),
            scene.points,
            (self._faces[0], self._faces[1]),
            speed_label(player.animator.speed),
            threats=False,
            unsaved=False,
            buttons=_BUTTONS,
        )

    def _buttons(self) -> list[BarAction]:
        player = self._screen.player
        replay, place = player.replay, player.place
        can = {
            ReplayCommand.BACK: place > 0,
            ReplayCommand.PLAY: replay.end > 0,
            ReplayCommand.STEP: place < replay.end,
            ReplayCommand.TURN: replay.next_place(Landmark.TURN, place) is not None,
            ReplayCommand.PHASE: replay.next_place(Landmark.PHASE, place) is not None,
            ReplayCommand.KILL: replay.next_place(Landmark.KILL, place) is not None,
            ReplayCommand.BRANCH: replay.state(place).result is None,
            ReplayCommand.REPORT: True,
        }
        buttons = []
        for command, enabled in can.items():
            face, kind = _face(command), ButtonKind.NORMAL
            if command is ReplayCommand.PLAY:
                kind = ButtonKind.PRIMARY
                face = _pause() if player.playing else face
            buttons.append(BarAction(code_of(command), face, kind, enabled))
        return buttons

    def _card_unit(self) -> UnitId | None:
        """Return the unit under the mouse, or that picked from the roster, or the acting one."""
        screen, player = self._screen, self._screen.player
        state = player.replay.state(player.place)
        unit = unit_at(state, screen.control.camera.hex_under(screen.mouse))
        for other in (screen.looked_at, player.animator.scene.active):
            unit = other if unit is None else unit
        return unit

    def card(self) -> UnitCard | None:
        """Return the card of the unit that `_card_unit` returns."""
        screen, player = self._screen, self._screen.player
        state = player.replay.state(player.place)
        unit = self._card_unit()
        if unit is None:
            return None
        return cards.unit_card(state, unit, screen.names, (), None, asked=False)

    def _draw_column(self, surface: pygame.Surface, explained: ExplainedPlaces) -> list[HitArea]:
        """Draw the card of the unit under the mouse, of the one picked from the roster, or of the
        acting one; the roster, and the log.
        """
        screen, style, rect = self._screen, self._style, self._screen.layout.column
        edge = pygame.Rect(screen.layout.board.right, rect.y, surface.get_width(), 0)
        edge.h = surface.get_height() - edge.y
        surface.fill(style.colours.ink900, edge)
        top, lines = self._draw_judged(surface, rect), screen.lines
        unfolded, scroll = frozenset(screen.unfolded), screen.log_scroll
        cap = replay_label(ReplayCommand.LOG)
        view = LogView(lines, newest_first(lines), unfolded, screen.all_unfolded, scroll, cap)
        card = self.card()
        if card is not None:
            gap = style.px(style.layout.space.gap)
            room = rect.bottom - top - gap - style.px(_LEAST_LOG)
            height = unit_panel.card_height(style, card, rect.w)
            if height > room:
                card = cards.without(card, ranged=True, melee=True)
                height = unit_panel.card_height(style, card, rect.w)
            if height <= room:
                place = pygame.Rect(rect.x, top, rect.w, height)
                unit_panel.draw_card(surface, style, place, card, screen.mouse, explained)
                top = place.bottom + gap
        rest = pygame.Rect(rect.x, top, rect.w, screen.layout.tabs.bottom - top)
        roster = RosterPanel(style, self.roster(), screen.roster, self._card_unit())
        return self._draw_rest(surface, rest, roster, view, explained)

    def _draw_rest(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        roster: RosterPanel,
        log: LogView,
        explained: ExplainedPlaces,
    ) -> list[HitArea]:
        """Draw the roster, if there is room for it, and the log below it."""
        screen, style = self._screen, self._style
        areas: list[HitArea] = []
        screen.roster.hide()
        above = roster_above_log(style, roster, log, rect, screen.layout.column.h)
        if above is not None:
            areas = roster.draw(surface, above, screen.mouse, explained)
            top = above.bottom + style.px(style.layout.space.gap)
            rect = pygame.Rect(rect.x, top, rect.w, rect.bottom - top)
        self.log_rect = rect
        explained.add_title(style, rect, Term.LOG.topic)
        return areas + log_panel.draw_log(surface, style, rect, log, screen.mouse)

    def _draw_judged(self, surface: pygame.Surface, rect: pygame.Rect) -> int:
        """Draw the decision that was judged, if the replay stands before it; return the top of what
        follows.
        """
        judged, style = self._screen.judged, self._style
        if judged is None:
            return rect.y
        height = facts_panel.facts_height(style, judged.facts, "", rect.w)
        place = pygame.Rect(rect.x, rect.y, rect.w, height)
        facts_panel.draw_facts(surface, style, place, judged.facts, text("replay.judged"), "")
        return place.bottom + style.px(style.layout.space.gap)

    def _draw_tooltip(self, surface: pygame.Surface, explained: ExplainedPlaces) -> None:
        """Name the button under the mouse if its face has no room for its words, and explain what
        else a resting mouse is over, or keys have walked to.
        """
        canvas = Canvas(surface, self._style, self._screen.mouse)
        code = self.actions.action_at(self._screen.mouse)
        if code is not None:
            place = self.actions.place(code)
            face = next(one.face for one in self._buttons() if one.code == code)
            if panels.button_width(self._style, face) > place.w:
                canvas.hint(place, text("battle.tip", label=face.label, cap=face.key))
        for area in self._bar_areas:
            if isinstance(area.action, Press):
                command = TOP_BAR[area.action.command]
                label, cap = text(command.value), replay_label(command)
                canvas.hint(area.rect, text("battle.tip", label=label, cap=cap) if cap else label)
        canvas.hint(self.track.rect, text("replay.track"))
        hint = hint_at_pointer(canvas)
        shown = self._screen.explainer.explain(explained)
        if hint is not None and not (shown is not None and shown.walked):
            draw_tooltip(canvas, hint, surface.get_rect())
        elif shown is not None:
            on, back = ReplayCommand.INSPECT, ReplayCommand.LEAVE
            keys = replay_key_words(on), replay_key_words(back)
            draw_explanation(surface, self._style, shown, keys)
