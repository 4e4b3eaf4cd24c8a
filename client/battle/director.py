"""Runs a battle on the screen: plays what happened, lets bots answer, takes what people decide."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle import intent, offers
from client.battle.board_picture import Cues, cues_of, done_units
from client.battle.frames import Stage
from client.battle.intent import Act, Choose, Leave, OpenMenu, Refuse, Selection, TakeBack
from client.battle.naming import Names
from client.battle.offers import Offer
from client.battle.player import DWELL, NAMED, EventPlayer
from client.battle.scene import Scene
from client.battle.session import Note
from client.battle.situation import situation_of
from client.battle.wording import Line, tell
from client.texts import name, text
from client.tuning import load_tuning
from engine.battle.actions import Activate
from engine.battle.side import Side
from engine.players import roster
from engine.players.greedy import GreedyBot

if TYPE_CHECKING:
    from client.battle.intent import Outcome, Situation
    from client.battle.session import Batch, Session
    from client.draw.geometry import Hex
    from client.draw.picture import PathPicture
    from client.draw.theme import Motion

LATE_BOT: Final = f"{roster.BOT}{GreedyBot.name}"
"""Decides for players that take too long."""
_READ: Final = 1.8
"""Seconds a message stays to be read."""


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """Hold a message, *bad* when something was not possible, and the seconds it still stays."""

    words: str
    bad: bool
    left: float = _READ


class Director:
    """Stand between a session and whoever shows it; nothing here draws.

    *chosen* is what the person has picked so far. *hands_over* tells whether two people are parted
    by a hand-over; *handing_to* is the side that must take over before anything goes on.
    """

    def __init__(self, session: Session, motion: Motion, speed: float) -> None:
        """Show a session from where it is; a fresh one begins with its opening."""
        self.session: Final = session
        self.names: Final = Names(session.state.setup)
        scenario = session.game.header.scenario
        stage = Stage(
            motion,
            (self.names.side(Side.ONE), self.names.side(Side.TWO)),
            {objective.code: objective.hexes for objective in scenario.objectives},
        )
        setup = session.state.setup
        fresh = session.ply == 0
        scene = Scene.before(setup) if fresh else Scene.of(session.state)
        self.player: Final = EventPlayer(stage, scene, speed)
        self.speed = speed
        self.chosen = Selection()
        self.asks_before_end = True
        self.hands_over = True
        self.handing_to: Side | None = None
        self.hurried = False
        self.menu_open = False
        self.leaving = False
        self.lines: list[Line] = []
        self._side = session.state.side
        self._own = True
        self.said: Said | None = None
        self._situation: tuple[tuple[object, ...], Situation] | None = None
        self._offer: tuple[tuple[object, ...], Offer] | None = None
        self._path: tuple[tuple[object, ...], PathPicture | None] | None = None
        self._told = -1
        self._resumed_at = len(session.history)
        self._newcomers = self._lines_of_newcomers()
        self._take()

    # What is going on

    @property
    def deciding(self) -> bool:
        """Tell whether a person decides now, with everything shown that led to it."""
        return self.player.idle and self.session.awaits_person and self.handing_to is None

    @property
    def over(self) -> bool:
        """Tell whether the battle has ended, and that has been shown."""
        return self.player.idle and self.session.game.result is not None

    @property
    def settled(self) -> bool:
        """Tell whether nothing happens until somebody does something."""
        return self.deciding or self.over or (self.player.idle and self.handing_to is not None)

    @property
    def may_undo(self) -> bool:
        """Tell whether whoever sits here may take back: once handed over, only the own actions."""
        session = self.session
        if not session.may_undo:
            return False
        passed = session.seats.shared and self.hands_over and self.handing_to is None
        return not passed or session.game.may_undo is session.state.to_act

    @property
    def situation(self) -> Situation:
        """Give what may be decided now."""
        key = (self.session.ply, self.may_undo, self.asks_before_end)
        if self._situation is None or self._situation[0] != key:
            now = situation_of(self.session, asks_before_end=self.asks_before_end)
            self._situation = key, dataclasses.replace(now, may_undo=self.may_undo)
        return self._situation[1]

    @property
    def offer(self) -> Offer:
        """Give what the board offers with the weapon in hand."""
        chosen = self.chosen
        key = (self.session.ply, intent.weapon_in_hand(self.situation, chosen), chosen.mode)
        if self._offer is None or self._offer[0] != key:
            self._offer = key, offers.offer_of(self.situation, chosen)
        return self._offer[1]

    @property
    def path(self) -> PathPicture | None:
        """Give the way to the hex under the mouse."""
        at = self.chosen.hovered
        if at is None:
            return None
        key = (self.session.ply, at)
        if self._path is None or self._path[0] != key:
            self._path = key, offers.path_to(self.situation, at)
        return self._path[1]

    @property
    def cues(self) -> Cues:
        """Give what is to be seen of a decision; who acts, while that is shown."""
        if self.deciding:
            return cues_of(self.situation, self.chosen, self.offer, self.path)
        done = 0 if self.over else done_units(self.session.state)
        return Cues(selected=None if self.over else self.player.scene.active, done=done)

    # Time

    def update(self, seconds: float) -> None:
        """Let time pass: play, and let the bot whose turn it is answer; never waits."""
        if self.said is not None:
            left = self.said.left - seconds
            self.said = dataclasses.replace(self.said, left=left) if left > 0 else None
        self.player.speed = float("inf") if self.hurried else self.speed
        self.session.think()
        self.player.advance(seconds)
        self._take()
        if self.player.idle:
            self._settle()

    def _settle(self) -> None:
        self._tell()
        if self.session.awaits_bot:
            if self.session.poll():
                self._take()
            return
        if not self.session.seats.watched:
            self.hurried = False
        side = self.session.state.side
        if side is not self._side and self.session.game.result is None:
            self._side = side
            if self.session.seats.shared and self.hands_over:
                self.handing_to = side

    def _take(self) -> None:
        """Show what happened since the last look."""
        while (batch := self.session.take_batch()) is not None:
            by_bot = batch.by is not None and not self.session.seats.is_person(batch.by)
            self._own = not by_bot
            dwell = NAMED if isinstance(batch.action, Activate) else DWELL
            self.player.show(batch.events, dwell if by_bot else 0)

    def _tell(self) -> None:
        """Bring the log up to date."""
        if self._told != self.session.ply:
            history, place = self.session.history, self._resumed_at
            earlier = [line for batch in history[:place] for line in self._lines_of(batch)]
            since = [line for batch in history[place:] for line in self._lines_of(batch)]
            self.lines = [*earlier, *self._newcomers, *since]
            self._told = self.session.ply

    def _lines_of_newcomers(self) -> list[Line]:
        """Note the sides that people play from here on instead of players not known here."""
        session = self.session
        sides = [] if session.game.result is not None else list(Side)
        return [
            Line(text("log.person", side=self.names.side(side)), side)
            for side in sides
            if session.seats.is_stand_in(side)
        ]

    def _lines_of(self, batch: Batch) -> list[Line]:
        lines = tell(batch.events, self.names)
        if batch.note is None or batch.by is None:
            return lines
        bots = {Note.LATE: LATE_BOT, Note.RELIEVED: load_tuning().thinking.stand_in}
        bot = name("player", bots[batch.note])
        words = text(f"log.{batch.note.value}", side=self.names.side(batch.by), bot=bot)
        return [Line(words, batch.by), *lines]

    def skip(self) -> bool:
        """Go to the end of what is shown; tell whether the person may go on at once."""
        self.player.skip()
        self._settle()
        return self._own and self.deciding

    # Decisions

    def hover(self, at: Hex | None) -> None:
        """Note the hex under the mouse."""
        if at != self.chosen.hovered:
            self.chosen = dataclasses.replace(self.chosen, hovered=at)

    def do(self, outcome: Outcome) -> None:
        """Do what a click or a key asked for."""
        match outcome:
            case Choose(selection):
                self.chosen = selection
            case Act(action, put_back):
                if put_back:
                    self._take_back()
                self.session.submit(self.session.ply, action)
                self.chosen = self.chosen.after_action()
                self._take()
            case TakeBack():
                self._take_back()
            case OpenMenu():
                self.menu_open = True
            case Leave():
                self.leaving = True
            case Refuse(key):
                self.say(text(key), bad=True)
            case _:
                pass

    def _take_back(self) -> None:
        self.session.take_back()
        self.chosen = self.chosen.after_action()
        self.handing_to = None
        self._side = self.session.state.side
        self.player.reset(Scene.of(self.session.state))
        self._tell()

    def say(self, words: str, *, bad: bool = False) -> None:
        """Show a message for a moment."""
        self.said = Said(words, bad)

    def take_over(self) -> None:
        """Let the next person begin."""
        self.handing_to = None
