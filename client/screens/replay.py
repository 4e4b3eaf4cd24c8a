"""The replay screen: a recorded battle is shown again, and branched at any point."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client.battle.battle_layout import battle_layout_of
from client.battle.hud.hit_areas import HitArea, PickUnit, Unfold, area_at
from client.battle.hud.roster_panel import RosterScroll
from client.battle.input.board_control import BoardControl
from client.battle.input.keys import Press
from client.battle.input.replay_keys import HELD, VIEWING, ReplayCommand, replay_command
from client.battle.model.replay import Landmark, Replay
from client.battle.model.seats import Seats
from client.battle.playback.event_sounds import EventSounds
from client.battle.playback.frames import AnimationContext
from client.battle.playback.replay_player import ReplayPlayer
from client.battle.view.judged_decision import judged_decision
from client.draw import geometry
from client.keyboard import key_name
from client.screen import FULL, Pop, Push, Replace, Reply
from client.screens.help import HelpScreen
from client.screens.preparing import PreparingScreen
from client.screens.replay_drawing import TOP_BAR, ReplayDrawing
from client.screens.replay_explainer import ReplayExplainer
from client.screens.replay_words import ReplayWords
from client.settings import Follow
from client.text.catalogue import text
from client.text.names import BattleNames
from engine.battle.activation import is_untouched
from engine.battle.game import Game
from engine.battle.side import Side
from engine.battle.state import Setup, setup_of
from engine.battle.timeline import read_timeline
from engine.players.scripted_bots import PERSON

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.battle_layout import BattleLayout
    from client.battle.view.judged_decision import JudgedDecision
    from client.battle.view.roster import RosterArmy
    from client.draw.geometry import Spot
    from client.host import Host
    from client.text.battle_log import LogLine
    from engine.analysis.battle_report.figures import DecisionCost
    from engine.battle.actions import UnitId
    from engine.battle.save import Save

_LOG_STEP: Final = 3
_NOWHERE: Final = (-1, -1)
_JUMPS: Final = {
    ReplayCommand.TURN: (Landmark.TURN, False),
    ReplayCommand.TURN_BACK: (Landmark.TURN, True),
    ReplayCommand.PHASE: (Landmark.PHASE, False),
    ReplayCommand.PHASE_BACK: (Landmark.PHASE, True),
    ReplayCommand.KILL: (Landmark.KILL, False),
    ReplayCommand.KILL_BACK: (Landmark.KILL, True),
}


def read_replay(save: Save) -> Replay:
    """Return the replay of a save; SaveError names the line that does not re-simulate."""
    setup: Setup = setup_of(msgspec.json.encode(save.header.scenario))
    steps = read_timeline(save, Game(save.header, setup))
    while True:
        try:
            next(steps)
        except StopIteration as finished:
            return Replay(save, finished.value)


def open_replay(
    app: Host,
    read: Callable[[], Save],
    on_report: Callable[[Save], None] | None,
    judged: DecisionCost | None = None,
) -> None:
    """Push the replay of the save that *read* returns, at its start or at the decision that was
    *judged*; problems are shown.

    *on_report* shows its report; None if it is the report that opens the replay.
    """

    def show(replay: Replay) -> None:
        place = 0 if judged is None else judged.step
        app.go(Replace(preparing, ReplayScreen(app, replay, place, on_report, judged)))

    preparing: PreparingScreen[Replay] = PreparingScreen(
        app,
        (text("replay.title"), text("app.save.broken")),
        lambda: read_replay(read()),
        show,
        lambda _: None,
    )
    app.go(Push(preparing))


class ReplayScreen:
    """The screen of a recorded battle, which a person can only look at.

    *areas* are the hit areas as last drawn.
    """

    layer = FULL
    result = None

    def __init__(
        self,
        app: Host,
        replay: Replay,
        place: int,
        on_report: Callable[[Save], None] | None,
        judged: DecisionCost | None = None,
    ) -> None:
        """Create the screen for a replay, which starts at a place, paused.

        *on_report* shows the report; None if it is the report that has opened the replay. At its
        place, the decision that was *judged* is shown with what would have been better.
        """
        self.app: Final = app
        self._on_report = on_report
        setup = replay.timeline.setup
        self.names, grid = BattleNames(setup), setup.field.grid
        context = AnimationContext.of(app.style.motion, self.names, setup.scenario)
        self.player = ReplayPlayer(replay, context, app.settings.pace.speed)
        self.player.animator.listener = EventSounds(app.style.motion, (), app.sounds.play).hear
        self.layout: BattleLayout = battle_layout_of(app.style, app.size)
        self.control = BoardControl(grid.columns, grid.rows, self.layout)
        self._judged = self._explained(replay, judged)
        self.control.open_on(self._first_spots(replay))
        self.areas: list[HitArea] = []
        self.mouse: tuple[int, int] = _NOWHERE
        self.explainer: Final = ReplayExplainer()
        self.log_scroll = 0
        self.unfolded: set[int] = set()
        self.all_unfolded = False
        self.roster = RosterScroll()
        self._picked: tuple[int, UnitId] | None = None
        self._dragging = False
        self._counts: list[int] = []
        self._lines: list[LogLine] = []
        self._word_log(replay)
        self._drawing = ReplayDrawing(app.style, self)
        self._words = ReplayWords(self, lambda: self._drawing)
        self.player.seek(place)

    @property
    def judged(self) -> JudgedDecision | None:
        """Return the decision that was judged, if the replay stands before it."""
        judged = self._judged
        at_place = judged is not None and judged.place == self.player.place
        return judged if at_place and self.player.animator.idle else None

    def _explained(self, replay: Replay, cost: DecisionCost | None) -> JudgedDecision | None:
        """Return a decision that was judged as it is shown."""
        if cost is None:
            return None
        return judged_decision(cost, replay.state(cost.step), self.names)

    def _first_spots(self, replay: Replay) -> list[Spot]:
        """Return what is in sight at first: the decision that was judged, or else both armies."""
        start, judged = replay.timeline.start, self._judged
        ways = [] if judged is None else [at for one in judged.pictures for at in one.way]
        return [geometry.centre(at) for at in ways or map(start.offset, start.units)]

    def words(self) -> ReplayWords:
        """Return what text mode says of the replay."""
        return self._words

    def _word_log(self, replay: Replay) -> None:
        """Word the whole log, with the number of its lines up to each place."""
        for place in range(replay.end + 1):
            self._lines += replay.lines(place, self.names)
            self._counts.append(len(self._lines))

    @property
    def lines(self) -> list[LogLine]:
        """Return the lines of the log up to the place that is shown."""
        player = self.player
        shown = player.place if player.animator.idle else max(0, player.place - 1)
        return self._lines[: self._counts[shown]]

    @property
    def looked_at(self) -> UnitId | None:
        """Return the unit that was picked from the roster at this place; None if there is none."""
        picked = self._picked
        return picked[1] if picked is not None and picked[0] == self.player.place else None

    def roster_shown(self) -> tuple[RosterArmy, RosterArmy]:
        """Return both armies as the board shows them."""
        return self._drawing.roster()

    # The protocol of a screen

    def lay_out(self) -> None:
        """Lay out everything for the window's size, theme and scale."""
        self.layout = battle_layout_of(self.app.style, self.app.size)
        self.control.lay_out(self.layout)
        self.player.animator.speed = self.app.settings.pace.speed
        self.player.animator.calm = self.app.settings.reduce_motion
        self.explainer.by_mouse = self.app.settings.explain_at_mouse
        self.control.follow_by(self.app.settings)
        self._drawing = ReplayDrawing(self.app.style, self)

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*."""
        self.control.update(seconds)
        self.explainer.update(self.mouse, seconds)
        self.player.update(seconds)
        spot = self._drawing.active_spot()
        follows = self.app.settings.follow is not Follow.OFF
        if follows and spot is not None and not self.player.animator.idle:
            self.control.follow(spot)

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the whole window."""
        self.areas = self._drawing.draw(surface)

    def close(self) -> None:
        """Do nothing: there is nothing to close."""

    @property
    def animating(self) -> bool:
        """Whether the picture is changing by itself at the moment."""
        return not self.player.still or self.control.moving or self._drawing.unfinished

    def handle(self, event: pygame.event.Event) -> None:
        """Handle an event."""
        if event.type == pygame.MOUSEMOTION:
            self.mouse = event.pos
            if self._dragging and event.buttons[0]:
                self._go_to(self._drawing.track.place_at(event.pos[0]))
        if event.type == pygame.WINDOWLEAVE:
            self.mouse = _NOWHERE
        elif event.type == pygame.MOUSEWHEEL:
            self._wheel(event.y)
        elif self.control.handle(event):
            pass
        elif event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            self.mouse = event.pos
            self._click(event.pos)
        elif event.type == pygame.MOUSEBUTTONUP:
            self._dragging = False
        elif event.type == pygame.KEYDOWN:
            self._press(key_name(event), held=event.repeat)

    # Mouse and keys

    def _wheel(self, steps: int) -> None:
        if self.roster.turn_wheel(steps, self.mouse):
            return
        if self._drawing.log_rect.collidepoint(self.mouse):
            most = max(0, len(self.lines) - 1)
            self.log_scroll = min(max(self.log_scroll - _LOG_STEP * steps, 0), most)
        else:
            self.control.wheel(steps, self.mouse)

    def _click(self, pixel: tuple[int, int]) -> None:
        area = area_at(self.areas, pixel)
        code = self._drawing.actions.action_at(pixel)
        if area is not None and isinstance(area.action, Unfold):
            self.unfolded ^= {area.action.line}
        elif area is not None and isinstance(area.action, PickUnit):
            self._look_at(area.action.unit)
        elif area is not None and isinstance(area.action, Press):
            self.do(TOP_BAR[area.action.command])
        elif code is not None:
            self.do(ReplayCommand[code.upper()])
        elif self._drawing.track.hit(pixel):
            self._dragging = True
            self._go_to(self._drawing.track.place_at(pixel[0]))
        elif self._drawing.minimap_shown and self.layout.minimap.collidepoint(pixel):
            self.control.jump_to(self._drawing.minimap.spot(pixel))

    def _look_at(self, unit: UnitId) -> None:
        """Show the card of a unit of the roster, until another click or the replay goes on, and
        its hex.
        """
        self._picked = None if self.looked_at == unit else (self.player.place, unit)
        shown = self.player.animator.scene.units[unit]
        if shown.hp:
            self.control.follow(geometry.centre(shown.at))

    def _press(self, name: str, *, held: bool) -> None:
        command = replay_command(name)
        if command is not None and (not held or command in HELD):
            self.do(command)

    def action_rect(self, command: ReplayCommand) -> pygame.Rect:
        """Return the rectangle of a button below the board; KeyError if it is not shown."""
        return self._drawing.actions.place(command.name.lower())

    def track_pixel(self, place: int) -> tuple[int, int]:
        """Return the pixel of a place on the track."""
        track = self._drawing.track
        return track.x_of(place), track.bar.centery

    # Commands

    def do(self, command: ReplayCommand) -> None:
        """Carry out a command."""
        player = self.player
        if self.explainer.press(command):
            return
        if command in _JUMPS:
            kind, back = _JUMPS[command]
            player.jump(kind, back=back)
            self.log_scroll = 0
            return
        if command in VIEWING:
            self.control.press(VIEWING[command])
            return
        match command:
            case ReplayCommand.HELP:
                self.app.go(Push(HelpScreen(self.app)))
            case ReplayCommand.PLAY:
                player.toggle()
            case ReplayCommand.STEP:
                player.playing = False
                player.step()
            case ReplayCommand.BACK:
                player.step_back()
            case ReplayCommand.START:
                self._go_to(0)
            case ReplayCommand.END:
                self._go_to(player.replay.end)
            case ReplayCommand.SPEED:
                self._next_pace()
            case ReplayCommand.LOG:
                self.all_unfolded = not self.all_unfolded
            case ReplayCommand.REPORT:
                self._show_report()
            case ReplayCommand.BRANCH:
                self._ask_branch()
            case _:
                self.app.go(Pop(self))

    def _show_report(self) -> None:
        """Leave to the report if it is beneath, otherwise show it."""
        self.player.playing = False
        if self._on_report is None:
            self.app.go(Pop(self))
        else:
            self._on_report(self.player.replay.save)

    def _go_to(self, place: int) -> None:
        self.player.seek(place)
        self.log_scroll = 0

    def _next_pace(self) -> None:
        self.app.change(self.app.settings.with_next_pace(opponent=False))
        self.player.animator.speed = self.app.settings.pace.speed

    def _ask_branch(self) -> None:
        """Ask who plays a new battle that begins at the place that is shown."""
        player = self.player
        player.playing = False
        player.animator.skip()
        if player.replay.state(player.place).result is not None:
            return
        same = player.replay.timeline.header.players
        seats = Seats(*same)
        offers = [(text("replay.branch.same"), same)]
        for side in Side:
            if not seats.is_person(side):
                players = (PERSON, same[1]) if side is Side.ONE else (same[0], PERSON)
                offers.append((text("replay.branch.play", side=self.names.side(side)), players))
        replies = [
            Reply(label, functools.partial(self.branch, players)) for label, players in offers
        ]
        replies.append(Reply(text("app.cancel"), lambda: None))
        told = [text("replay.branch.text")]
        self.app.ask(text("replay.branch.title"), told, replies, cautious=False)

    def branch(self, players: tuple[str, str]) -> None:
        """Start a new battle from the place that is shown.

        A person begins before the activation of a unit that has done nothing yet: what lies before
        a branch is not taken back, so that the unit could not be put back.
        """
        replay, place = self.player.replay, self.player.place
        state = replay.state(place)
        if is_untouched(state) and Seats(*players).is_person(state.to_act):
            place -= 1
        self.app.battles.branch(replay.save, replay.records(place), players)
