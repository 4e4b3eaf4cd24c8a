"""The application: owner of the screen stack, of what every screen needs, and of the main loop."""

from __future__ import annotations

import gc
from collections import deque
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client.draw.ui.panels import ButtonKind
from client.draw.ui.style import Style
from client.failures import attempt, raise_all
from client.feature_list import make_features
from client.host import ARMIES, BATTLES, OWN_RECORD, PUZZLES, TUTORIAL
from client.key_bindings import use_bindings
from client.keyboard import Keyboard, is_plain, key_name
from client.overlays.message import MessageOverlay, in_short
from client.screen import Push, Quit, Replace, Reply
from client.settings import bindings_of, change_settings, complaint_lines
from client.sound.sound_player import IN_BATTLE, IN_MENUS, SoundPlayer
from client.speech.narrator import SAY_AGAIN, Narrator
from client.stack import ScreenStack
from client.text.catalogue import name, plural, text
from client.text.problems import file_problem
from client.text.system_language import speak
from client.tuning import load_tuning
from client.window import fitting_scale
from client.worker.worker import WorkerEvent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.folders import Folders
    from client.host import ArmyHost, BattleHost, OwnRecordHost, PuzzleHost, TutorialHost
    from client.screen import Screen, StackCommand
    from client.settings import Settings
    from client.signals import Request
    from client.window import Window
    from client.worker.worker import Worker

MILLISECONDS: Final = 1000
MUTE: Final = "ctrl+m"
"""The key that mutes and unmutes all sounds, everywhere."""


class App:
    """The application: the host of its screens (see `client.host.Host`) and the main loop.

    `go` changes the stack of screens, `tell` shows a message over the window. The *narrator* of
    text mode is None unless that is on.
    """

    def __init__(
        self, window: Window, folders: Folders, settings: Settings, worker: Worker
    ) -> None:
        """Create the application for an open window; `begin` shows the first screen."""
        self.window: Final = window
        self.folders: Final = folders
        self.worker: Final = worker
        self.settings = settings
        self._written_settings = settings
        self.sounds: Final = SoundPlayer()
        self.narrator: Narrator | None = None
        self._has_focus = True
        self.sounds.set_volumes(settings.volumes, muted=settings.muted)
        worker.think_percent = settings.think_time
        self.features: Final = make_features(self)
        self.running = True
        self.size = window.room
        self.style = self._fresh_style()
        self.stack: Final = ScreenStack()
        self._commands: deque[StackCommand] = deque()
        self._waiting: deque[MessageOverlay] = deque()
        self._farewell: MessageOverlay | None = None
        self.untold: Sequence[MessageOverlay] = ()
        self._stale = True
        self._calm = 0.0
        self._keyboard: Final = Keyboard()
        self._clock = pygame.time.Clock()
        speak(settings.language)
        for bindings in bindings_of(settings):
            use_bindings(bindings)

    def begin(self, screen: Screen[object]) -> None:
        """Push the bottom screen onto the stack."""
        self.stack.change(Push(screen))

    @property
    def screen(self) -> Screen[object]:
        """Return the uppermost screen that is not an overlay; IndexError if there is none."""
        return self.stack.screen

    @property
    def message(self) -> MessageOverlay | None:
        """Return the message shown now, or the next one to be shown."""
        shown = [screen for screen in self.stack.screens if isinstance(screen, MessageOverlay)]
        if shown:
            return shown[-1]
        return self._waiting[0] if self._waiting else None

    @property
    def battles(self) -> BattleHost:
        """Return the battles, which any screen may start."""
        return self.features.get(BATTLES)

    @property
    def puzzles(self) -> PuzzleHost:
        """Return the puzzles, which the title offers."""
        return self.features.get(PUZZLES)

    @property
    def tutorial(self) -> TutorialHost:
        """Return the tutorial, which the title offers."""
        return self.features.get(TUTORIAL)

    @property
    def armies(self) -> ArmyHost:
        """Return the player's own armies, which the title offers to build."""
        return self.features.get(ARMIES)

    @property
    def own_record(self) -> OwnRecordHost:
        """Return one's own record, which the choice of an opponent shows."""
        return self.features.get(OWN_RECORD)

    # What screens ask for

    def go(self, command: StackCommand) -> None:
        """Apply a command to the stack of screens, after the current event has been handled."""
        self._commands.append(command)

    def tell(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply] = (),
        *,
        instead_of: MessageOverlay | None = None,
    ) -> MessageOverlay:
        """Queue a message over the window; Escape means the last reply.

        A message without replies can only be read and closed. It replaces the message
        *instead_of* if that is still open.
        """
        closing = Reply(text("app.close"), lambda: None, ButtonKind.PRIMARY)
        message = MessageOverlay(self, title, lines, replies or (closing,))
        if instead_of is not None and self._shows(instead_of):
            self.stack.change(Replace(instead_of, message))
        elif instead_of is not None and instead_of in self._waiting:
            self._waiting[self._waiting.index(instead_of)] = message
        else:
            self._waiting.append(message)
        return message

    def ask(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply],
        *,
        cautious: bool = True,
    ) -> None:
        """Show a question on top; if *cautious*, the last reply, which changes nothing, has the
        focus, and else the first one.
        """
        self._show(MessageOverlay(self, title, lines, replies, cautious=cautious))

    def _show(self, message: MessageOverlay) -> None:
        """Push a message on top of everything, and call the action of its reply."""

        def reply(reply: Reply | None) -> None:
            if reply is not None:
                reply.on_press()

        self.stack.change(Push(message, reply))

    def _shows(self, message: MessageOverlay) -> bool:
        return any(screen is message for screen in self.stack.screens)

    def _quit(self) -> None:
        """Close the window; a player who would lose something is asked first, once."""
        if self._farewell is not None and self._shows(self._farewell):
            return
        losses = [loss for feature in self.features for loss in feature.list_losses()]
        if not losses:
            self._end()
            return
        replies = [
            Reply(text("app.quit"), self._end, ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        lines = [text("app.quit.ask.text"), *in_short(losses)]
        title = plural("app.quit.ask", len(losses))
        self._farewell = MessageOverlay(self, title, lines, replies, cautious=True)
        self._show(self._farewell)

    def _end(self) -> None:
        self.running = False

    def change(self, settings: Settings) -> None:
        """Apply new settings at once, and write them to the user folder."""
        if settings == self.settings:
            return
        self.settings = settings
        speak(settings.language)
        for bindings in bindings_of(settings):
            use_bindings(bindings)
        self.window.show_fullscreen(settings.fullscreen)
        self.sounds.set_volumes(settings.volumes, muted=settings.muted)
        self.worker.think_percent = settings.think_time
        self._stale = True
        try:
            self._write_settings()
        except OSError as error:
            self.tell(text("app.settings.unwritable"), [file_problem(error)])

    def _write_settings(self) -> None:
        """Write settings that could not be written so far; report a settings file that was
        broken.
        """
        read = change_settings(self.folders, self._written_settings, self.settings)
        self._written_settings = self.settings
        if read.problem is not None:
            self.tell(text("app.settings.broken"), complaint_lines(read))

    @property
    def scale(self) -> int:
        """Return the UI scale in use, in per cent."""
        wanted = self.window.guess if self.settings.scale is None else self.settings.scale
        return fitting_scale(wanted, self.size)

    # The loop

    def run(self, asked_to_end: Request) -> None:
        """Run the main loop until the player quits or a signal asks the program to end.

        While nothing moves, few frames are drawn until an event arrives; results of the worker
        and changes to files outside the window are still polled.
        """
        window = load_tuning().window
        while self.running and asked_to_end.number is None:
            if self._calm >= window.calm_seconds:
                event = pygame.event.wait(MILLISECONDS // window.still_frames_a_second)
                if event.type != pygame.NOEVENT:
                    self._take(event)
            self.frame(self._clock.tick(window.frames_a_second) / MILLISECONDS)

    def frame(self, seconds: float) -> None:
        """Handle the pending events, advance time by *seconds*, and draw once."""
        self._settle()
        for event in pygame.event.get():
            self._take(event)
        self.worker.pass_time(seconds)
        self._watch()
        self.stack.update(seconds)
        self._settle()
        self.stack.draw(self.window.surface, self.style)
        pygame.display.flip()
        if self.narrator is not None:
            self.narrator.listen(self.stack)
        self._calm = 0.0 if self.stack.animating else self._calm + seconds

    def _take(self, event: pygame.event.Event) -> None:
        self._calm = 0.0
        if event.type in {pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED}:
            self._has_focus = event.type == pygame.WINDOWFOCUSGAINED
        self._handle(self._keyboard.read(event))
        self._settle()

    def close(self) -> None:
        """Close everything; the battle in progress is in its autosave.

        A part that fails to close does not keep the others from closing: the error is raised at the
        end, or several as a group, lost battles first. Messages that come up meanwhile are in
        *untold*.
        """
        before = len(self._waiting)
        closings = [feature.close for feature in self.features]
        steps = [*closings, self.stack.close, self._keep_window_size, self.worker.close]
        steps.append(self.sounds.close)
        problems = [problem for step in steps if (problem := attempt(step)) is not None]
        self.untold = list(self._waiting)[before:]
        raise_all(problems)

    def _keep_window_size(self) -> None:
        if not self.settings.fullscreen and self.settings.window != self.window.room:
            self.settings = msgspec.structs.replace(self.settings, window=self.window.room)
        if self.settings != self._written_settings:
            self._write_settings()

    def _handle(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.go(Quit())
        elif event.type == pygame.KEYDOWN and event.key == pygame.K_F11 and is_plain(event):
            fullscreen = not self.settings.fullscreen
            self.change(msgspec.structs.replace(self.settings, fullscreen=fullscreen))
        elif _is_key(event, MUTE):
            self.change(msgspec.structs.replace(self.settings, muted=not self.settings.muted))
        elif self.narrator is not None and _is_key(event, SAY_AGAIN):
            self.narrator.repeat(self.stack)
        else:
            self.stack.handle(event)

    def _settle(self) -> None:
        """Apply the pending commands to the stack, and lay out the screens that need it."""
        before = [screen for screen in self.stack.screens if not screen.layer.is_overlay]
        while self._commands:
            command = self._commands.popleft()
            if isinstance(command, Quit):
                self._quit()
            else:
                self.stack.change(command)
        now = self.stack.screens
        gone = any(screen not in now for screen in before)
        before.clear()
        if gone:
            # Screens and their drawing code refer to each other; the pictures of a battle take 30
            # MB.
            gc.collect()
        if self.window.room != self.size:
            self.size = self.window.room
            self._stale = True
        if self.running:
            self._arrange()
            self._show_next_message()

    def _arrange(self) -> None:
        if self._stale and (self.style.theme_name, self.style.scale) != (
            self.settings.theme,
            self.scale / 100,
        ):
            self.style = self._fresh_style()
        self.stack.arrange(anew=self._stale)
        self._stale = False

    def _show_next_message(self) -> None:
        """Show the message that has waited longest, unless one is shown already."""
        if self._waiting and self.message is self._waiting[0]:
            self._show(self._waiting.popleft())
            self._arrange()

    def _fresh_style(self) -> Style:
        return Style(self.settings.theme, self.scale / 100)

    def _watch(self) -> None:
        """Report problems of the worker and of files that arise outside the window."""
        for feature in self.features:
            feature.update()
        self._choose_ambience()
        event = self.worker.poll_event()
        if event is WorkerEvent.RESTARTED:
            self.tell(text("app.worker.restarted"), [text("app.worker.restarted.text")])
        elif event is WorkerEvent.GONE:
            replies = [
                Reply(text("app.worker.again"), self.worker.restart, ButtonKind.PRIMARY),
                Reply(text("app.worker.leave"), self._leave_play),
            ]
            self.tell(text("app.worker.gone"), [text("app.worker.gone.text")], replies)
        elif event is WorkerEvent.UNSTARTED:
            self._tell_unstarted()
        elif event is WorkerEvent.FAILED:
            bot = name("player", load_tuning().worker.stand_in)
            replies = [
                Reply(text("app.player.replace"), self.worker.replace_player, ButtonKind.PRIMARY),
                Reply(text("app.worker.leave"), self._leave_play),
            ]
            lines = [self.worker.failure, text("app.player.failed.text", bot=bot)]
            self.tell(text("app.player.failed"), lines, replies)

    def _choose_ambience(self) -> None:
        """Let the ambience be that of what is shown; a window in the background has none."""
        in_play = any(feature.in_play for feature in self.features)
        of_now = IN_BATTLE if in_play else IN_MENUS
        self.sounds.ambience = of_now if self._has_focus else None
        self.sounds.update()

    def _tell_unstarted(self) -> None:
        if not any(feature.in_play for feature in self.features):
            leave = Reply(text("app.close"), lambda: None)
        else:
            leave = Reply(text("app.worker.leave"), self._leave_play)
        again = Reply(text("app.worker.again"), self.worker.restart, ButtonKind.PRIMARY)
        lines = [text("app.worker.unstarted.text"), self.worker.failure]
        self.tell(text("app.worker.unstarted"), lines, [again, leave])

    def _leave_play(self) -> None:
        """Leave a battle that can't go on; whoever started it is notified."""
        for feature in self.features:
            feature.leave()


def _is_key(event: pygame.event.Event, name: str) -> bool:
    """Whether an event is the press of a key, which is not held."""
    return event.type == pygame.KEYDOWN and key_name(event) == name and not event.repeat
