"""The window that `hexfront bench kills` kills: the real one, operated by an automatic person.

Its progress and every answered action are reported on stdout, one per line.
"""

from __future__ import annotations

import os
import random
import sys
import time
from typing import TYPE_CHECKING, Annotated, Final, TypeAlias

import msgspec
import typer

if TYPE_CHECKING:
    from client.app import App
    from client.battle.model.session import Session
    from client.screens.battle_screen import BattleScreen
    from client.screens.title import TitleScreen

COMMAND: Final = "killed-window"
SCENARIOS: Final = ("first_landing", "lock_keepers", "water_rights", "shift_change", "rent_day")
"""The smaller ones, so that some battles end."""
PERSON: Final = "person"
SEATINGS: Final = (
    (PERSON, "bot:greedy"),
    ("bot:greedy", PERSON),
    (PERSON, "recruit"),
    (PERSON, "soldier"),
    (PERSON, PERSON),
    ("bot:greedy", "bot:greedy"),
    ("bot:tactician", "bot:random"),
)
WINDOW: Final = (960, 600)
SEEDS: Final = 10**9
"""Upper bound of the battles' random seeds: all seeds of a run are different."""
PATIENCE: Final = 40
"""Maximum number of frames that the person waits at the title, or before a finished battle."""
NEW_ONES: Final = 0.25
"""The share of new battles when one could be continued."""
RANDOM_ONES: Final = 0.3
"""The share of random actions; the others are those of `greedy`."""
CHANCES: Final = {"save": 0.03, "leave": 0.015, "settings": 0.015, "take back": 0.05}
"""Probability of something other than an action, at every decision."""
WATCHED: Final = 0.002
"""The probability per frame that a watching person leaves, and that they save."""


class Doing(msgspec.Struct, frozen=True, tag="doing"):
    """The current activity of the window."""

    what: str


class Offered(msgspec.Struct, frozen=True, tag="offered"):
    """What the title offers: `continue`, `in use` or `new`."""

    what: str


class Answered(msgspec.Struct, frozen=True, tag="answered"):
    """An answered action, in the battle of a scenario and a seed."""

    scenario: str
    seed: int
    ply: int
    checksum: str


class Told(msgspec.Struct, frozen=True, tag="told"):
    """A message shown over the window."""

    words: str


Said: TypeAlias = Doing | Offered | Answered | Told


def register(app: typer.Typer) -> None:
    """Add the command that `bench kills` starts."""
    app.command(COMMAND, hidden=True)(play_until_killed)


def play_until_killed(
    seed: Annotated[int, typer.Option(help="Of what the person does.")],
    sync_seconds: Annotated[float, typer.Option(help="That the disk takes to sync.")],
) -> None:
    """Open the window in the user folder and play, until the process is ended."""
    import pygame

    from client.app import App
    from client.battle.model.autosave import remove_leftovers
    from client.folders import user_folders
    from client.screens.title import TitleScreen
    from client.settings import read_settings
    from client.tuning import load_tuning
    from client.window import Window
    from client.worker.worker import Worker

    if sync_seconds:
        slow_down_syncs(sync_seconds)
    folders = user_folders()
    folders.require_writable()
    read = read_settings(folders.settings)
    if read.problem is not None:
        say(Told(f"settings: {read.problem}"))
    remove_leftovers(folders)
    window = Window(WINDOW, fullscreen=False)
    app = App(window, folders, read.settings, Worker())
    app.begin(TitleScreen(app))
    person = Person(app, random.Random(seed))
    clock = pygame.time.Clock()
    while app.running:
        app.frame(clock.tick(load_tuning().window.frames_a_second) / 1000)
        person.act()


def slow_down_syncs(seconds: float) -> None:
    """Make every sync of the disk take longer by so many seconds."""
    real = os.fsync

    def sync(descriptor: int) -> None:
        time.sleep(seconds)
        real(descriptor)

    os.fsync = sync  # type: ignore[assignment] # files have numbers here


def say(said: Said) -> None:
    """Write a line to stdout at once."""
    os.write(sys.stdout.fileno(), msgspec.json.encode(said) + b"\n")


class Person:
    """An automatic person, who decides after every frame what to do next."""

    def __init__(self, app: App, rolls: random.Random) -> None:
        """Create the person for a window, with the source of random decisions."""
        self._app = app
        self._rolls = rolls
        self._doing = ""
        self._ply: tuple[int, int] | None = None
        self._wait = -1

    def act(self) -> None:
        """Report what was answered, and perform one action if it is time."""
        from client.screens.battle_screen import BattleScreen
        from client.screens.title import TitleScreen

        screen = self._app.screen
        if self._app.message is not None:
            self._close_box()
        elif isinstance(screen, BattleScreen):
            self._say_answered(screen.session)
            self._play(screen)
        elif isinstance(screen, TitleScreen):
            self._choose(screen)
        else:
            self._do("preparing")

    def _do(self, what: str) -> None:
        if what != self._doing:
            self._doing = what
            say(Doing(what))

    def _press(self, key: int) -> None:
        import pygame

        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            values = {"key": key, "mod": 0, "unicode": "", "scancode": 0, "repeat": False}
            pygame.event.post(pygame.event.Event(kind, values))

    def _close_box(self) -> None:
        import pygame

        box = self._app.message
        assert box is not None, "it is shown"
        say(Told(": ".join((box.title, *box.lines))))
        self._press(pygame.K_ESCAPE)

    def _is_time(self) -> bool:
        """Whether a number of frames, drawn at the first call, has passed."""
        if self._wait < 0:
            self._wait = self._rolls.randrange(PATIENCE)
        self._wait -= 1
        return self._wait < 0

    # At the title

    def _choose(self, screen: TitleScreen) -> None:
        """Report what is offered; continue the battle, or start another."""
        import pygame

        if self._doing != "title":
            self._do("title")
            say(Offered(offered_at(screen)))
        if not self._is_time():
            return
        if offered_at(screen) == "continue" and self._rolls.random() >= NEW_ONES:
            self._do("preparing")
            self._press(pygame.K_RETURN)
            return
        self._begin()

    def _begin(self) -> None:
        from engine.battle import load_scenario

        scenario = load_scenario(self._rolls.choice(SCENARIOS))
        players = self._rolls.choice(SEATINGS)
        self._do("preparing")
        self._app.battles.start(scenario, self._rolls.randrange(SEEDS), players)

    # In a battle

    def _say_answered(self, session: Session) -> None:
        header = session.game.header
        now = (header.seed, session.records)
        if now != self._ply:
            self._ply = now
            checksum = session.game.checksum()
            say(Answered(header.scenario.name, header.seed, session.records, checksum))

    def _play(self, screen: BattleScreen) -> None:
        presenter = screen.presenter
        if presenter.handing_to is not None:
            self._do("handing over")
            presenter.take_over()
        elif presenter.over:
            self._do("over")
            if self._is_time():
                self._leave()
        elif presenter.deciding:
            self._do("waiting for a person")
            self._decide(screen)
        else:
            self._do("animation" if not presenter.animator.idle else "opponent thinking")
            if screen.session.seats.watched:
                self._watch()

    def _watch(self) -> None:
        roll = self._rolls.random()
        if roll < WATCHED:
            self._leave()
        elif roll < 2 * WATCHED:
            self._save()

    def _decide(self, screen: BattleScreen) -> None:
        from client.battle.input.intent import Act, Undo
        from engine.players.greedy import GreedyBot

        session, presenter, roll = screen.session, screen.presenter, self._rolls.random
        if roll() < CHANCES["save"]:
            self._save()
        elif roll() < CHANCES["leave"]:
            self._leave()
        elif roll() < CHANCES["settings"]:
            self._change_settings()
        elif presenter.can_undo and roll() < CHANCES["take back"]:
            presenter.do(Undo())
        else:
            actions = session.game.legal_actions()
            drawn = self._rolls.choice(actions)
            best = GreedyBot().choose(session.state, actions)
            presenter.do(Act(drawn if roll() < RANDOM_ONES else best))
        self._say_answered(session)

    def _save(self) -> None:
        import pygame

        self._do("saving")
        self._press(pygame.K_F5)

    def _leave(self) -> None:
        from client.screen import BackTo

        self._do("leaving")
        self._app.go(BackTo())

    def _change_settings(self) -> None:
        from client.settings import Pace

        self._do("changing settings")
        pace = self._rolls.choice(list(Pace))
        self._app.change(msgspec.structs.replace(self._app.settings, pace=pace))


def offered_at(screen: TitleScreen) -> str:
    """Return what the title's first button does."""
    from client.text.catalogue import text
    from client.widgets.controls import Button

    assert screen.form is not None, "it was laid out"
    for control in screen.form.controls:
        if isinstance(control, Button) and control.face.label == text("title.continue"):
            return "continue" if control.enabled else "in use"
    return "new"
