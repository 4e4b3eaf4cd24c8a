"""Drawing of the battle screen: board, bars and sidebar."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pygame

from client.battle.hud import prompts
from client.battle.hud.action_buttons import actions_now, slots
from client.battle.hud.explained import ExplainedPlaces
from client.battle.hud.explanation_box import draw_explanation
from client.battle.hud.hit_areas import Unfold
from client.battle.hud.log_panel import LogView
from client.battle.hud.marked_places import hexes_marked_by
from client.battle.hud.notice import draw_notice
from client.battle.hud.prompts import Tone
from client.battle.hud.roster_panel import RosterPanel
from client.battle.hud.shown_battle import ShownBattle
from client.battle.hud.sidebar import Sidebar
from client.battle.hud.turn_bar import UNSAVED, TurnInfo, draw_turn_bar
from client.battle.input.keys import KeyCommand, Press, key_label, key_words
from client.battle.input.unit_selection import unit_at, weapon_in_hand
from client.battle.view import cards
from client.battle.view.board_picture import compose, face_of
from client.battle.view.roster import roster_of
from client.draw.board.board_view import BoardView
from client.draw.board.minimap import MiniMap
from client.draw.ui import panels
from client.draw.ui.style import half_blink
from client.draw.ui.writer import Face
from client.text.catalogue import text
from client.text.glossary import Term
from client.widgets.action_bar import ActionBar
from client.widgets.canvas import Canvas
from client.widgets.tooltip import draw_tooltip, hint_at_pointer
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.prompts import Prompt
    from client.battle.playback.scene import Scene
    from client.battle.view.cards import UnitCard
    from client.battle.view.roster import RosterArmy
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex
    from client.draw.ui.style import Style
    from client.draw.ui.theme import Rgb
    from client.widgets.action_bar import BarAction, BarSlot
    from engine.battle.actions import UnitId


class BattleDrawing:
    """The drawing of the battle screen in one style and size; a change of either needs a new
    one.
    """

    def __init__(self, style: Style, screen: ShownBattle) -> None:
        """Create the drawing for a style and a screen, whose layout must be up to date."""
        self._screen = screen
        self._style = style
        self._board = BoardView(self._style)
        self.actions = ActionBar(self._style, screen.layout.action_bar, self.slots())
        grid = screen.session.state.field.grid
        self.minimap = MiniMap(self._style, screen.layout.minimap, grid.columns, grid.rows)
        self.offered: list[BarAction] = []
        self.explained = ExplainedPlaces(screen.session.state.setup.rules)
        self.log_rect = pygame.Rect(0, 0, 0, 0)
        self._column_areas: list[HitArea] = []
        self._faces = tuple(face_of(screen.session.state, side) for side in Side)

    @property
    def minimap_shown(self) -> bool:
        """Whether the minimap is shown: if the board does not fit."""
        return not self._screen.control.camera.shows_all

    @property
    def unfinished(self) -> bool:
        """Whether the next frame would differ: ground is still to be drawn, or bars blink."""
        presenter = self._screen.presenter
        blinks = not presenter.animator.calm and bool(presenter.decision_view.offer.odds)
        return not self._board.complete or blinks

    def draw(self, surface: pygame.Surface) -> list[HitArea]:
        """Draw everything; return the hit areas."""
        screen, presenter = self._screen, self._screen.presenter
        surface.fill(self._style.colours.ink900)
        frame, picture = presenter.animator.frame(), self.picture()
        self.explained = ExplainedPlaces(screen.session.state.setup.rules)
        self._draw_board(surface, picture)
        areas = draw_turn_bar(
            surface,
            self._style,
            screen.layout.turn_bar,
            self.turn_info(),
            screen.layout.level,
            screen.mouse,
            self.explained,
        )
        areas += self._draw_beside(surface)
        self.offered = self.actions_offered()
        self.actions.show(self.offered)
        self.actions.draw(surface, (-1, -1) if screen.in_front else screen.mouse)
        self._draw_prompt(surface, self.prompt())
        if frame.notice is not None:
            draw_notice(surface, self._style, screen.layout.board, frame.notice)
        if not screen.in_front:
            self._draw_tooltip(surface, areas, picture)
        return areas

    def prompt(self) -> Prompt:
        """Return what the person at the screen is asked now."""
        return prompts.prompt_of(self._screen.presenter)

    def actions_offered(self) -> list[BarAction]:
        """Return the buttons below the board."""
        return actions_now(self._screen.presenter, recapped=self._screen.recap.is_there)

    def slots(self) -> list[BarSlot]:
        """Return the slots of all buttons below the board."""
        return slots()

    def picture(self) -> BoardPicture:
        """Return the picture of the board at this moment."""
        presenter = self._screen.presenter
        frame, scene = presenter.animator.frame(), presenter.animator.scene
        setup = self._screen.session.state.setup
        marked = frozenset() if self._screen.in_front else self._marked(scene)
        chosen = presenter.chosen
        shows_cursor = chosen.keyed and not self._screen.in_front
        picture = compose(setup, scene, frame, presenter.decision_view, marked)
        picture = dataclasses.replace(picture, cursor=chosen.hovered if shows_cursor else None)
        for aid in self._screen.aids:
            picture = aid.add_to(picture)
        return picture

    def _marked(self, scene: Scene) -> frozenset[Hex]:
        """Return the hexes of the log line or the unit under the mouse, as last drawn."""
        lines, setup = self._screen.presenter.lines, self._screen.session.state.setup
        return hexes_marked_by(self._column_areas, self._screen.mouse, lines, setup, scene)

    def _draw_board(self, surface: pygame.Surface, picture: BoardPicture) -> None:
        camera = self._screen.control.camera
        calm = self._screen.presenter.animator.calm
        now = half_blink(self._style.motion) if calm else pygame.time.get_ticks()
        self._board.draw(surface, camera, picture, now)
        if self.minimap_shown:
            self.minimap.draw(surface, camera, picture)
            self.explained.add(self._screen.layout.minimap, Term.MAP.topic)

    def turn_info(self) -> TurnInfo:
        """Return what the bar at the top shows."""
        screen, presenter, session = self._screen, self._screen.presenter, self._screen.session
        scene, rules = presenter.animator.scene, session.state.setup.rules
        waiting = presenter.decision.unfinished.bit_count() if presenter.deciding else 0
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
            speed_label(presenter.shown_speed),
            screen.threats.is_shown,
            bool(screen.trouble),
        )

    def _draw_beside(self, surface: pygame.Surface) -> list[HitArea]:
        """Draw the sidebar, with the goal of the battle at its foot; in narrow windows, whose
        sidebar has no room for both, it gives way to the card of a unit.
        """
        layout, goal = self._screen.layout, self._screen.goal
        height = goal.height(self._style, layout.column.w)
        if not height or (layout.narrow and self._card_unit() is not None):
            return self.draw_column(surface, layout)
        column, foot = layout.column.copy(), layout.column.copy()
        foot.h, foot.bottom = height, column.bottom
        column.h -= height + self._style.px(self._style.layout.space.gap)
        areas = self.draw_column(surface, layout._replace(column=column))
        goal.draw(surface, self._style, foot)
        return areas

    def draw_column(self, surface: pygame.Surface, layout: BattleLayout) -> list[HitArea]:
        """Draw the sidebar in the column of a layout; return its hit areas."""
        screen = self._screen
        edge = pygame.Rect(layout.board.right, layout.turn_bar.bottom, surface.get_width(), 0)
        edge.h = surface.get_height() - edge.y
        surface.fill(self._style.colours.ink900, edge)
        self.log_rect = layout.column
        mouse = (-1, -1) if screen.in_front else screen.mouse
        column = Sidebar(surface, self._style, mouse, screen.threats, screen.advice, self.explained)
        presenter = screen.presenter
        unfolded, scroll = frozenset(screen.unfolded), screen.log_scroll
        view = LogView(
            presenter.lines,
            presenter.log_order,
            unfolded,
            screen.all_unfolded,
            scroll,
            key_label(KeyCommand.LOG),
        )
        screen.roster.hide()
        roster = None
        if presenter.decision_view.selected is None or not presenter.deciding:
            cap = key_label(KeyCommand.NEXT_TARGET)
            note = text("battle.roster.step", cap=cap) if cap else ""
            roster = RosterPanel(
                self._style,
                self.roster(),
                screen.roster,
                self._card_unit(),
                keyed=presenter.chosen.keyed,
                note=note,
            )
        areas = column.draw(layout, presenter, self.card(), view, screen.tab, roster)
        self._column_areas = areas
        self._log_lines = [
            (area.rect, area.action.line) for area in areas if isinstance(area.action, Unfold)
        ]
        return areas

    def roster(self) -> tuple[RosterArmy, RosterArmy]:
        """Return both armies as the board shows them, one's own first."""
        presenter, session = self._screen.presenter, self._screen.session
        scene, view = presenter.animator.scene, presenter.decision_view
        first = session.seats.own_side(session.state.to_act)
        return roster_of(session.state.setup, scene, view, presenter.names, first)

    def card(self) -> UnitCard | None:
        """Return the card of the unit that `_card_unit` returns."""
        presenter, state = self._screen.presenter, self._screen.session.state
        chosen, unit = presenter.chosen, self._card_unit()
        if unit is None:
            return None
        offered: tuple[str, ...] = ()
        in_hand = None
        asked = presenter.deciding and unit == state.active
        if asked:
            offered = tuple(code for code, _ in presenter.decision.attacks)
            in_hand = weapon_in_hand(presenter.decision, chosen)
        return cards.unit_card(state, unit, presenter.names, offered, in_hand, asked=asked)

    def _card_unit(self) -> UnitId | None:
        """Return the subject of all panels: the enemy under the mouse, or else the active unit.

        While no unit is active, it is any unit under the mouse, or else the one clicked last.
        """
        presenter, state = self._screen.presenter, self._screen.session.state
        hovered = unit_at(state, presenter.chosen.hovered)
        active = presenter.decision_view.selected
        if active is None:
            return presenter.chosen.looked_at if hovered is None else hovered
        if hovered is not None and state.units[hovered].side is not state.units[active].side:
            return hovered
        return active

    def _draw_prompt(self, surface: pygame.Surface, prompt: Prompt) -> None:
        style, room = self._style, self._screen.layout.prompt
        sizes, across = style.layout.text, room.w - style.px(24)
        size, lines = sizes.strong, [prompt.words]
        if style.writer.width(prompt.words, size, Face.BOLD) + style.px(64) > across:
            size = sizes.caption
            lines = style.writer.wrap(prompt.words, size, across - style.px(64), Face.BOLD)
        width = max(style.writer.width(words, size, Face.BOLD) for words in lines) + style.px(64)
        rect = pygame.Rect(0, 0, max(width, style.px(220)), room.h - style.px(8))
        rect.center = room.center
        at = panels.draw_banner(surface, style, rect, self._tone(prompt.tone), prompt.icon, "")
        step = style.writer.pixels(size) + style.px(4)
        y = rect.centery - (len(lines) - 1) * step / 2
        for words in lines:
            tone = style.colours.bone100
            style.writer.write(surface, words, (at.x, y), size, tone, Face.BOLD, (0, 0.5))
            y += step

    def _draw_tooltip(
        self, surface: pygame.Surface, areas: list[HitArea], picture: BoardPicture
    ) -> None:
        """Name a button under the mouse; explain what else the mouse or a key has chosen."""
        canvas = Canvas(surface, self._style, self._screen.mouse)
        code = self.actions.action_at(self._screen.mouse)
        if code is not None:
            self._hint_at_button(canvas, code)
        for area in areas:
            if area.name == UNSAVED:
                canvas.hint(area.rect, text("battle.unsaved.tip", reason=self._screen.trouble))
            elif isinstance(area.action, Press):
                label, cap = text(area.action.command.value), key_words(area.action.command)
                canvas.hint(area.rect, text("battle.tip", label=label, cap=cap))
        hint = hint_at_pointer(canvas)
        explanation = self._screen.explainer.explain(self.explained, picture)
        if hint is not None and not (explanation is not None and explanation.walked):
            draw_tooltip(canvas, hint, surface.get_rect())
        elif explanation is not None:
            keys = key_words(KeyCommand.INSPECT), key_words(KeyCommand.BACK)
            draw_explanation(surface, self._style, explanation, keys)

    def _hint_at_button(self, canvas: Canvas, code: str) -> None:
        """Add the hint of a button that has no room for its words, or is a toggle."""
        place = self.actions.place(code)
        face = next(action.face for action in self.offered if action.code == code)
        cap = face.key or text("controls.none")
        if code == KeyCommand.MODE.name.lower():
            mode = self._screen.presenter.chosen.mode.value.lower()
            canvas.hint(place, text(f"battle.tip.{mode}", cap=cap))
        elif panels.button_width(self._style, face) > place.w:
            canvas.hint(place, text("battle.tip", label=face.label, cap=cap))

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


def speed_label(speed: float) -> str:
    """Return the label of a speed of animations."""
    if speed == float("inf"):
        return text("battle.speed.instant")
    if speed < 1:
        return text("battle.speed.slow")
    return text("battle.speed.times", n=round(speed))
