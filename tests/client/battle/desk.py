"""A desk to play at without the program around it: a window, and a bot that answers at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import pygame

from client.battle.model.battle_end import BattleEnd
from client.battle.model.session import Recorder, Session
from client.draw.ui.style import Style
from client.keyboard import Keyboard
from client.screen import FULL, Push, StackChange
from client.screens.battle_screen import BattleScreen
from client.settings import HandOver, Pace, Settings
from client.sound.sound_player import SoundPlayer
from client.stack import ScreenStack
from client.worker.decisions import DecisionAnswer, Substitution
from client.worker.protocol import Steps, TaskKind
from engine.battle import Game, load_scenario, rules
from engine.battle.actions import Action
from engine.battle.events import Event
from engine.battle.scenario import Placement, Scenario
from engine.battle.side import Side
from engine.battle.state import BattleState
from engine.errors import EngineError
from engine.hexgrid import Offset
from engine.players.registry import make_player
from tests.client.pilot import Pilot

T = TypeVar("T")

PEOPLE = ("person", "person")
AGAINST_BOT = ("person", "bot:greedy")
AGAINST_LEVEL = ("person", "soldier")
OPEN = tuple("." * 15 for _ in range(9))


class Prompt:
    """A thinker in this process, which has the answer as soon as it is asked for."""

    def __init__(self) -> None:
        self.question: tuple[int, str, Side, BattleState] | None = None
        self.silent = False
        self.note: Substitution | None = None

    def ask(self, ply: int, player: str, side: Side, state: BattleState) -> None:
        self.question = ply, player, side, state

    def poll(self) -> DecisionAnswer | None:
        if self.question is None or self.silent:
            return None
        ply, player, side, state = self.question
        self.question = None
        bot = make_player(player, side, ply)
        return DecisionAnswer(ply, bot.choose(state, rules.legal_actions(state)), self.note)

    def forget(self) -> None:
        self.question = None

    def hurry(self, *, hurried: bool) -> None:
        pass


class Kept:
    """The lines of a save in memory."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def append(self, lines: Sequence[str]) -> None:
        self.lines.extend(lines)


class Battles:
    """Saves of battles where the test says."""

    def __init__(self) -> None:
        self.saved: list[str] = []
        self.trouble = ""
        self.path: Path | None = None
        self.session: Session | None = None

    offers_rematch = False

    def save(self) -> Path:
        assert self.path is not None, "the test names a place"
        assert self.session is not None, "somebody plays"
        self.session.save(self.path)
        return self.path


class Floor:
    """The bottom of the stack, which records how battles ended."""

    layer = FULL
    result = None

    def __init__(self) -> None:
        self.ends: list[BattleEnd | None] = []

    def lay_out(self) -> None:
        pass

    def handle(self, event: pygame.event.Event) -> None:
        pass

    def update(self, seconds: float) -> None:
        pass

    def draw(self, surface: pygame.Surface) -> None:
        pass

    def close(self) -> None:
        pass


class Finished:
    """A task that is done at once."""

    is_lost = False

    def __init__(self, result: object) -> None:
        self._result: object | None = result

    def take(self) -> object | None:
        result, self._result = self._result, None
        return result

    def drop(self) -> None:
        self._result = None


class Failed(Finished):
    """A task that has failed."""

    def __init__(self, error: EngineError) -> None:
        super().__init__(None)
        self._error = error

    def take(self) -> object | None:
        raise self._error


class Waiting(Finished):
    """A task that is done when the test says so."""

    def __init__(self, work: Callable[[], object]) -> None:
        super().__init__(None)
        self.work = work
        self.is_dropped = False

    def finish(self) -> None:
        self._result = self.work()

    def drop(self) -> None:
        self.is_dropped = True


class Worker:
    """A worker in this process, which has the result as soon as it is asked for.

    Tasks of the kinds in *slow* wait until the test finishes them.
    """

    def __init__(self) -> None:
        self.sent: list[tuple[TaskKind, tuple[object, ...]]] = []
        self.slow: set[TaskKind] = set()
        self.waiting: list[Waiting] = []

    def send(self, kind: TaskKind, call: Callable[..., Steps[object]], *given: object) -> Finished:
        self.sent.append((kind, given))
        if kind in self.slow:
            self.waiting.append(Waiting(lambda: finish(call(*given))))
            return self.waiting[-1]
        try:
            return Finished(finish(call(*given)))
        except EngineError as error:
            return Failed(error)


def finish(steps: Steps[T]) -> T:
    """Do a task of the worker to its end."""
    while True:
        try:
            next(steps)
        except StopIteration as finished:
            return finished.value


class Desk:
    """A stub of the window's owner."""

    def __init__(self, size: tuple[int, int], scale: float, settings: Settings) -> None:
        self.size = size
        self.surface = pygame.display.set_mode(size)
        self.settings = settings
        self.style = Style(settings.theme, scale)
        self.battles = Battles()
        self.sounds = SoundPlayer()
        self.sounds.set_volumes(settings.volumes, muted=settings.muted)
        self.worker = Worker()
        self.stack = ScreenStack()
        self.floor = Floor()
        self.stack.change(Push(self.floor))
        self._commands: list[StackChange] = []

    def go(self, command: StackChange) -> None:
        self._commands.append(command)

    def settle(self, *, anew: bool = False) -> None:
        """Do what was asked of the stack."""
        while self._commands:
            self.stack.change(self._commands.pop(0))
        self.stack.arrange(anew=anew)

    def change(self, settings: Settings) -> None:
        self.settings = settings


def sit_down(
    session: Session,
    size: tuple[int, int] = (1280, 800),
    scale: float = 1.0,
    pace: Pace = Pace.INSTANT,
    hand_over: HandOver = HandOver.BANNER,
    *,
    teaching: bool = False,
) -> Pilot:
    """Open a battle screen and put a pilot before it; the first frame is drawn."""
    any_desk: Any = Desk(size, scale, Settings(pace=pace, hand_over=hand_over, teaching=teaching))
    any_desk.battles.session = session
    stack = any_desk.stack
    screen = BattleScreen(any_desk, session)
    stack.change(Push(screen, any_desk.floor.ends.append))
    any_desk.settle()

    keyboard = Keyboard()

    def frame(seconds: float) -> None:
        for event in pygame.event.get():
            stack.handle(keyboard.read(event))
            any_desk.settle()
        stack.update(seconds)
        any_desk.settle()
        stack.draw(any_desk.surface, any_desk.style)

    pygame.event.clear()
    pilot = Pilot(screen, stack, frame)
    pilot.frame()
    return pilot


def start(
    scenario: Scenario | str,
    players: tuple[str, str] = PEOPLE,
    seed: int = 7,
    recorder: Recorder | None = None,
) -> Session:
    """Start a session that thinks in this process."""
    chosen = load_scenario(scenario) if isinstance(scenario, str) else scenario
    return Session.start(chosen, seed, players, Prompt(), recorder)


def muster(
    one: Sequence[tuple[str, Offset]],
    two: Sequence[tuple[str, Offset]],
    terrain: tuple[str, ...] = OPEN,
    first: Side = Side.ONE,
) -> Scenario:
    """Make a scenario of packaged units on open ground, without objectives."""
    whole = load_scenario("full_muster")
    placed = [
        Placement(side, unit, at)
        for side, army in ((Side.ONE, one), (Side.TWO, two))
        for unit, at in army
    ]
    return msgspec.structs.replace(
        whole,
        name="test",
        terrain=terrain,
        objectives=(),
        score_objectives=False,
        units=tuple(placed),
        first=first,
    )


def seed_where(
    scenario: Scenario, actions: Sequence[Action], wanted: Callable[[list[Event]], bool]
) -> int:
    """Find a seed with which *actions* from the start end in events as *wanted*."""
    for seed in range(2000):
        game = Game.start(scenario, seed)
        events: list[Event] = []
        for action in actions:
            events = game.apply(action)
        if wanted(events):
            return seed
    raise AssertionError("no seed does it")
