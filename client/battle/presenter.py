"""The presenter of a battle: animates events, polls bots, and carries out a person's decisions."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final, assert_never

from client.battle.input.decision import pending_decision
from client.battle.input.intent import (
    Act,
    Choose,
    Explain,
    Nothing,
    PutBack,
    Redo,
    Refuse,
    Undo,
)
from client.battle.input.questions import Question
from client.battle.input.unit_selection import Selection, weapon_in_hand
from client.battle.playback.event_animator import EventAnimator, pause_after
from client.battle.playback.event_sounds import EventSounds
from client.battle.playback.frames import AnimationContext
from client.battle.playback.scene import Scene
from client.battle.playback.step_control import StepControl
from client.battle.view import advance_range, board_picture, offers
from client.battle.view.board_picture import DecisionView, done_units
from client.battle.view.offers import Odds, Offer
from client.battle.view.worded_log import WordedLog
from client.sound.sound_player import CLICK, CONFIRM, REFUSE
from client.text.catalogue import text
from client.text.names import BattleNames
from client.text.refusals import illegal_action_text
from engine.battle.refusal import refuse
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.input.decision import PendingDecision
    from client.battle.input.intent import BattleIntent
    from client.battle.model.session import Session
    from client.battle.view.costly_action import Lesson
    from client.draw.board.picture import PathPicture
    from client.draw.geometry import Hex
    from client.draw.ui.theme import Motion
    from client.text.battle_log import LogLine
    from engine.battle.actions import Action
    from engine.battle.events import Event

_READ: Final = 1.8
"""Time that a refusal is shown, in seconds."""
_TOLD: Final = 5.0
"""The same for what was done: nothing else on the screen tells it. An action ends it earlier."""


@dataclasses.dataclass(frozen=True, slots=True)
class Said:
    """A message, *bad* if something was not possible, and how many seconds it remains."""

    words: str
    bad: bool
    left: float


class BattlePresenter:
    """What a screen shows of a session and does with it; nothing here draws.

    *chosen* is the person's current selection. *hands_over* is whether a hand-over separates two
    people's turns; *handing_to* is the side that must take over before anything continues. *play*
    plays a sound. *listeners* hear of every event while it is animated. While one of the *brakes*
    returns True, no action of a bot is taken. A *lesson* offers the last action back.
    """

    def __init__(
        self, session: Session, motion: Motion, speed: float, play: Callable[[str], None]
    ) -> None:
        """Present a session in its current state; a new one begins with its opening."""
        self.session: Final = session
        self.names: Final = BattleNames(session.state.setup)
        context = AnimationContext.of(motion, self.names, session.game.header.scenario)
        setup = session.state.setup
        fresh = session.records == 0 and bool(session.history)
        scene = Scene.from_setup(setup) if fresh else Scene.from_state(session.state)
        self.animator: Final = EventAnimator(context, scene, speed)
        people = [side for side in Side if session.seats.is_person(side)]
        self.listeners: list[Callable[[Event, float, float], None]] = [
            EventSounds(motion, people, play).hear
        ]
        self.animator.listener = self._tell
        self._play = play
        self.speed = self.opponent_speed = speed
        self.steps: Final = StepControl()
        self.chosen = Selection()
        self.asks_before_end = True
        self.asks_to_advance = True
        self.hands_over = True
        self.handing_to: Side | None = None
        self.hurried = False
        self._log: Final = WordedLog(session, self.names)
        self._side = session.state.side
        self._own = True
        self.said: Said | None = None
        self.brakes: Final[list[Callable[[], bool]]] = []
        self.lesson: Lesson | None = None
        self._decision: tuple[tuple[object, ...], PendingDecision] | None = None
        self._offer: tuple[tuple[object, ...], Offer] | None = None
        self._ranking: tuple[tuple[object, ...], list[Odds]] | None = None
        self._path: tuple[tuple[object, ...], PathPicture | None] | None = None
        self._take()

    # Status

    @property
    def lines(self) -> list[LogLine]:
        """Return the lines of the log."""
        return self._log.lines

    @property
    def log_order(self) -> list[int]:
        """Return the places of the log's lines, as panels list them."""
        return self._log.order

    @property
    def deciding(self) -> bool:
        """Whether a person decides now, and everything before it has been shown."""
        return self.animator.idle and self.session.awaits_person and self.handing_to is None

    @property
    def over(self) -> bool:
        """Whether the battle has ended, and its end has been shown."""
        return self.animator.idle and self.session.game.result is not None

    @property
    def settled(self) -> bool:
        """Whether nothing happens until a person acts."""
        asked = self.handing_to is not None or self.lesson is not None
        return self.deciding or self.over or (self.animator.idle and asked)

    @property
    def shows_opponent(self) -> bool:
        """Whether an opponent acts, or what it did is being shown."""
        return self.animator.shows_opponent or (self.animator.idle and self.session.awaits_computer)

    @property
    def shown_speed(self) -> float:
        """Return the speed at which what goes on now is shown."""
        return self.opponent_speed if self.shows_opponent else self.speed

    @property
    def can_undo(self) -> bool:
        """Whether the person here may take back: after a hand-over, only their own actions."""
        session = self.session
        side = session.undone_next
        passed = session.seats.shared and self.hands_over and self.handing_to is None
        return side is not None and (not passed or side is session.state.to_act)

    @property
    def can_redo(self) -> bool:
        """Whether the person here may bring back what was taken back."""
        return self.session.redone_next is not None and self.session.awaits_person

    @property
    def decision(self) -> PendingDecision:
        """Return what may be decided now."""
        ends, advances = self.asks_before_end, self.asks_to_advance
        session = self.session
        place = session.records, session.awaits_person, self.handing_to, self.hands_over
        key = *place, ends, advances
        if self._decision is None or self._decision[0] != key:
            now = pending_decision(session, asks_before_end=ends, asks_to_advance=advances)
            can_undo, can_redo = self.can_undo, self.can_redo
            self._decision = key, dataclasses.replace(now, can_undo=can_undo, can_redo=can_redo)
        return self._decision[1]

    @property
    def offer(self) -> Offer:
        """Return what the board offers with the selected weapon."""
        chosen = self.chosen
        advances = chosen.question is Question.ADVANCE
        weapon = weapon_in_hand(self.decision, chosen)
        key = (self.session.records, weapon, chosen.mode, advances)
        if self._offer is None or self._offer[0] != key:
            offer_of = advance_range.offer_of_advance if advances else offers.offer_of
            self._offer = key, offer_of(self.decision, chosen)
        return self._offer[1]

    @property
    def ranking(self) -> list[Odds]:
        """Return all targets of the active unit, the one worth most first."""
        key = (self.session.records, self.chosen.mode)
        if self._ranking is None or self._ranking[0] != key:
            self._ranking = key, offers.ranking_of(self.decision, self.chosen)
        return self._ranking[1]

    @property
    def path(self) -> PathPicture | None:
        """Return the path to the hex under the mouse."""
        at = self.chosen.hovered
        if at is None:
            return None
        key = (self.session.records, at)
        if self._path is None or self._path[0] != key:
            self._path = key, offers.path_to(self.decision, at)
        return self._path[1]

    @property
    def decision_view(self) -> DecisionView:
        """Return what is shown of the decision; during animations, of the acting unit."""
        if self.deciding:
            return board_picture.decision_view(self.decision, self.chosen, self.offer, self.path)
        done = 0 if self.over else done_units(self.session.state)
        return DecisionView(selected=None if self.over else self.animator.scene.active, done=done)

    # Time

    def update(self, seconds: float) -> None:
        """Advance animations by *seconds*, and poll the bot whose turn it is; never waits."""
        if self.said is not None:
            left = self.said.left - seconds
            self.said = dataclasses.replace(self.said, left=left) if left > 0 else None
        animator, skips = self.animator, float("inf") if self.hurried else 0.0
        animator.speed = max(self.speed, skips)
        animator.opponent_speed = max(self.opponent_speed, skips)
        self.session.request_decision()
        if self.steps.is_frozen:
            return
        was_busy = not animator.idle
        animator.advance(seconds)
        self._take()
        if animator.idle:
            if was_busy:
                self.steps.end_step()
            self._settle()

    def _settle(self) -> None:
        self._log.update()
        if self.session.awaits_computer:
            held = self.steps.is_frozen or any(brake() for brake in self.brakes)
            if not held and self.session.poll():
                self._take()
            return
        self.steps.release()
        self.session.hurry(hurried=False)
        if not self.session.seats.watched:
            self.hurried = False
        side = self.session.state.side
        if side is not self._side and self.session.game.result is None:
            self._side = side
            if self.session.seats.shared and self.hands_over:
                self.handing_to = side

    def _take(self) -> None:
        """Show what happened since the last call."""
        while (batch := self.session.take_batch()) is not None:
            by_bot = batch.by is not None and not self.session.seats.is_person(batch.by)
            self._own = not by_bot
            pause = pause_after(batch.action) if by_bot else 0
            self.animator.show(batch.events, pause, opponent=by_bot)

    def reword(self) -> None:
        """Word the log in the current language, if it is another one than before."""
        self._log.reword()

    def _tell(self, event: Event, before: float, after: float) -> None:
        for hear in self.listeners:
            hear(event, before, after)

    def pause(self) -> None:
        """Pause what an opponent does, or let it go on."""
        if self.shows_opponent:
            self.hurried = False
            self.steps.toggle()

    def step(self) -> None:
        """Let an opponent's next action be shown, and pause after it."""
        if self.shows_opponent:
            self.hurried = False
            self.steps.step()

    def hurry(self) -> None:
        """Skip what is being shown, and what follows until a person acts; or stop doing so."""
        self.hurried = not self.hurried
        self.steps.release()
        self.animator.skip()

    def skip(self) -> bool:
        """Skip all animations; return whether the person may act at once."""
        self.animator.skip()
        self.steps.end_step()
        self._settle()
        return self._own and self.deciding

    # Decisions

    def hover(self, at: Hex | None, *, keyed: bool = False) -> None:
        """Set the hex under the mouse, or that of the cursor if *keyed*."""
        if (at, keyed) != (self.chosen.hovered, self.chosen.keyed):
            self.chosen = dataclasses.replace(self.chosen, hovered=at, keyed=keyed)

    def do(self, outcome: BattleIntent) -> None:
        """Carry out the intent of a click or a key."""
        match outcome:
            case Choose(selection, refused):
                self._play(CLICK if refused is None else REFUSE)
                self.chosen = selection
                if refused is not None:
                    self._explain(refused)
            case Act(action, put_back, question):
                self._play(CONFIRM)
                self.said = None
                if put_back:
                    self._take_back(self.session.put_back)
                last = self.session.state.active
                self.session.submit(self.session.records, action)
                last = self.chosen.last if last is None else last
                self.chosen = dataclasses.replace(self.chosen.after_action(last), question=question)
                self._take()
            case PutBack():
                self._play(CLICK)
                self._take_back(self.session.put_back)
            case Undo():
                self._play(CLICK)
                self._take_back(self.session.undo)
            case Redo():
                self._play(CONFIRM)
                self.session.redo()
                self.chosen = self.chosen.after_action(self.chosen.last)
                self._take()
            case Refuse(key):
                self._play(REFUSE)
                self.say(text(key), bad=True)
            case Explain(action):
                self._play(REFUSE)
                self._explain(action)
            case Nothing():
                pass
            case _:
                assert_never(outcome)

    def _explain(self, action: Action) -> None:
        """Show why an action is illegal."""
        now = self.decision
        self.say(illegal_action_text(refuse(now.state, now.options, action), self.names), bad=True)

    def _take_back(self, take: Callable[[], None]) -> None:
        """Take back by *take*, and show the state that was there before."""
        last = self.session.state.active
        take()
        self.chosen = self.chosen.after_action(self.chosen.last if last is None else last)
        self.handing_to = None
        self._side = self.session.state.side
        self.animator.reset(Scene.from_state(self.session.state))
        self._log.rebuild()

    def say(self, words: str, *, bad: bool = False) -> None:
        """Show a message for a moment."""
        self.said = Said(words, bad, _READ if bad else _TOLD)

    def concede(self, side: Side) -> None:
        """End the battle: *side* concedes it. What is still being shown is skipped."""
        self.animator.skip()
        self.session.concede(side)
        self.chosen = Selection()
        self.handing_to = None
        self._take()

    def hand_over(self) -> None:
        """Have the person who is to act take over first: two play, and either may be here."""
        if self.session.seats.shared and self.session.game.result is None:
            self.handing_to = self.session.state.to_act

    def take_over(self) -> None:
        """Finish the hand-over: the next person has taken over."""
        self.handing_to = None
