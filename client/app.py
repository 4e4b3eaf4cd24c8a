"""The window's owner: the stack of screens, what every screen needs, the loop."""

from __future__ import annotations

import gc
from collections import deque
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client import texts
from client.battle.thinking import Trouble
from client.battles import Battles, in_short
from client.draw.panels import Kind
from client.draw.style import Style
from client.keyboard import Keyboard, is_plain
from client.launch import attempt, raise_all
from client.screen import Pop, Push, Quit, Replace, Reply, ToTitle
from client.settings import change_settings, complaint_lines
from client.texts import name, plural, text
from client.tuning import load_tuning
from client.widgets.dialog import Choice, Dialog
from client.window import fitting_scale
from engine.errors import describe

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from client.battle.thinking import Thinker
    from client.folders import Folders
    from client.screen import Command, Screen
    from client.settings import Settings
    from client.signals import Request
    from client.window import Window

MILLISECONDS: Final = 1000


class Box:
    """Hold a message that waits for an answer, and its dialog once it is shown."""

    def __init__(
        self, title: str, lines: Sequence[str], replies: Sequence[Reply], *, cautious: bool = False
    ) -> None:
        """Take finished texts; the last reply is what Escape means, when *cautious* Enter, too."""
        self.cautious = cautious
        self.title = title
        self.lines = tuple(lines)
        self.replies = tuple(replies)
        self.dialog: Dialog | None = None


class App:
    """Give screens what they need: `style`, `size`, `settings`, `folders`, `thinker`, `battles`.

    `go` changes the stack of screens, `tell` puts a message over the window.
    """

    def __init__(
        self, window: Window, folders: Folders, settings: Settings, thinker: Thinker
    ) -> None:
        """Take an open window; `begin` shows the first screen."""
        self.window: Final = window
        self.folders: Final = folders
        self.thinker: Final = thinker
        self.settings = settings
        self._written_settings = settings
        self.battles: Final = Battles(self)
        self.running = True
        self.size = window.room
        self.style = self._fresh_style()
        self._screens: list[Screen] = []
        self._commands: deque[Command] = deque()
        self._boxes: deque[Box] = deque()
        self._farewell: Box | None = None
        self.untold: Sequence[Box] = ()
        self._stale = True
        self._keyboard: Final = Keyboard()
        self._clock = pygame.time.Clock()
        texts.use_language(settings.language)

    def begin(self, screen: Screen) -> None:
        """Put the bottom screen on the stack."""
        self._screens.append(screen)

    @property
    def screen(self) -> Screen:
        """Give the screen on top."""
        return self._screens[-1]

    @property
    def box(self) -> Box | None:
        """Give the message that is shown now, if one is."""
        return self._boxes[0] if self._boxes else None

    # What screens ask for

    def go(self, command: Command) -> None:
        """Change the stack of screens, once the event at hand is answered."""
        self._commands.append(command)

    def tell(
        self,
        title: str,
        lines: Sequence[str],
        replies: Sequence[Reply] = (),
        *,
        instead_of: Box | None = None,
    ) -> Box:
        """Put a message over the window, after those that wait; Escape means the last reply.

        Without replies it can only be read and closed. It takes the place of the message
        *instead_of* while that is still there.
        """
        closing = Reply(text("app.close"), lambda: None, Kind.PRIMARY.name)
        box = Box(title, lines, replies or (closing,))
        if instead_of is not None and instead_of in self._boxes:
            if instead_of.dialog is not None:
                instead_of.dialog.close()
            self._boxes[self._boxes.index(instead_of)] = box
        else:
            self._boxes.append(box)
        return box

    def ask(self, title: str, lines: Sequence[str], replies: Sequence[Reply]) -> None:
        """Show a question on top; the last reply, which changes nothing, has the focus."""
        self._boxes.appendleft(Box(title, lines, replies, cautious=True))

    def _quit(self) -> None:
        """Close the window; who would lose something is asked first, once."""
        if self.box is not None and self.box is self._farewell:
            return
        losses = self.battles.list_losses()
        if not losses:
            self._end()
            return
        replies = [
            Reply(text("app.quit"), self._end, Kind.CANCEL.name),
            Reply(text("app.cancel"), lambda: None, Kind.SKIP.name),
        ]
        lines = [text("app.quit.ask.text"), *in_short(losses)]
        self.ask(plural("app.quit.ask", len(losses)), lines, replies)
        self._farewell = self.box

    def _end(self) -> None:
        self.running = False

    def change(self, settings: Settings) -> None:
        """Take other settings, keep them in the user folder, show them at once."""
        if settings == self.settings:
            return
        self.settings = settings
        texts.use_language(settings.language)
        self.window.show_fullscreen(settings.fullscreen)
        self._stale = True
        try:
            self._write_settings()
        except OSError as error:
            self.tell(text("app.settings.unwritable"), [describe(error)])

    def _write_settings(self) -> None:
        """Write what was changed since it could last be written; tell of a file that was broken."""
        read = change_settings(self.folders, self._written_settings, self.settings)
        self._written_settings = self.settings
        if read.problem is not None:
            self.tell(text("app.settings.broken"), complaint_lines(read))

    @property
    def scale(self) -> int:
        """Give the UI scale in use, in per cent."""
        wanted = self.window.guess if self.settings.scale is None else self.settings.scale
        return fitting_scale(wanted, self.size)

    # The loop

    def run(self, asked_to_end: Request) -> None:
        """Show frames until somebody quits, or a signal asks for the end."""
        while self.running and asked_to_end.number is None:
            self.frame(self._clock.tick(load_tuning().window.frames_a_second) / MILLISECONDS)

    def frame(self, seconds: float) -> None:
        """Answer the events that wait, let *seconds* pass, draw once."""
        self._settle()
        for event in pygame.event.get():
            self._handle(self._keyboard.read(event))
            self._settle()
        self.thinker.pass_time(seconds)
        self._watch()
        self.screen.update(seconds)
        if self.box is not None and self.box.dialog is not None:
            self.box.dialog.update(seconds)
        self._settle()
        self.screen.draw(self.window.surface)
        if self.box is not None and self.box.dialog is not None:
            self.box.dialog.draw(self.window.surface)
        pygame.display.flip()

    def close(self) -> None:
        """Let go of everything; the battle under way is in its autosave.

        What can't be kept keeps nothing else from being kept: the error is raised at the end, or
        several as a group, lost battles first. Messages that come up meanwhile are in *untold*.
        """
        shown = len(self._boxes)
        steps = self.battles.close, self._close_screens, self._keep_window_size, self.thinker.close
        problems = [problem for step in steps if (problem := attempt(step)) is not None]
        self.untold = list(self._boxes)[shown:]
        raise_all(problems)

    def _close_screens(self) -> None:
        while self._screens:
            self._screens.pop().close()

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
        elif self.box is None or self.box.dialog is None or not self.box.dialog.handle(event):
            self.screen.handle(event)

    def _settle(self) -> None:
        """Do what was asked of the stack, and lay out anew what needs it."""
        before = self._screens.copy()
        while self._commands:
            self._obey(self._commands.popleft())
        gone = any(screen not in self._screens for screen in before)
        before.clear()
        if gone:
            # Screens and what draws them know each other; a battle's pictures take 30 MB.
            gc.collect()
        if self.window.room != self.size:
            self.size = self.window.room
            self._stale = True
        if self._stale and self.running:
            self._lay_out()
        if self.box is not None and self.box.dialog is None:
            self._show_box(self.box)

    def _obey(self, command: Command) -> None:
        match command:
            case Push(screen):
                self._screens.append(screen)
            case Replace(screen):
                self._drop()
                self._screens.append(screen)
            case Pop():
                if len(self._screens) > 1:
                    self._drop()
            case ToTitle():
                while len(self._screens) > 1:
                    self._drop()
            case Quit():
                self._quit()
        self._stale = True

    def _drop(self) -> None:
        screen = self._screens.pop()
        screen.close()
        if screen is self.battles.screen:
            self.battles.leave()

    def _lay_out(self) -> None:
        self._stale = False
        if (self.style.theme_name, self.style.scale) != (self.settings.theme, self.scale / 100):
            self.style = self._fresh_style()
        self.screen.lay_out()
        for box in self._boxes:
            if box.dialog is not None:
                box.dialog.close()
            box.dialog = None

    def _fresh_style(self) -> Style:
        return Style(self.settings.theme, self.scale / 100)

    def _show_box(self, box: Box) -> None:
        choices = [
            Choice(reply.label, Kind[reply.kind], self._answer(box, reply)) for reply in box.replies
        ]
        box.dialog = Dialog(
            self.style, self.size, box.title, box.lines, choices, cautious=box.cautious
        )

    def _answer(self, box: Box, reply: Reply) -> Callable[[], None]:
        def press() -> None:
            if box in self._boxes:
                self._boxes.remove(box)
                reply.on_press()

        return press

    def _watch(self) -> None:
        """Tell of what goes wrong beside the window."""
        self.battles.update()
        trouble = self.thinker.take_trouble()
        if trouble is Trouble.RESTARTED:
            self.tell(text("app.worker.restarted"), [text("app.worker.restarted.text")])
        elif trouble is Trouble.GONE:
            replies = [
                Reply(text("app.worker.again"), self.thinker.revive, Kind.PRIMARY.name),
                Reply(text("app.worker.leave"), lambda: self.go(ToTitle())),
            ]
            self.tell(text("app.worker.gone"), [text("app.worker.gone.text")], replies)
        elif trouble is Trouble.UNSTARTED:
            self._tell_unstarted()
        elif trouble is Trouble.FAILED:
            bot = name("player", load_tuning().thinking.stand_in)
            replies = [
                Reply(text("app.player.relieve"), self.thinker.relieve, Kind.PRIMARY.name),
                Reply(text("app.worker.leave"), lambda: self.go(ToTitle())),
            ]
            lines = [self.thinker.failure, text("app.player.failed.text", bot=bot)]
            self.tell(text("app.player.failed"), lines, replies)

    def _tell_unstarted(self) -> None:
        if self.battles.session is None:
            leave = Reply(text("app.close"), lambda: None)
        else:
            leave = Reply(text("app.worker.leave"), lambda: self.go(ToTitle()))
        again = Reply(text("app.worker.again"), self.thinker.revive, Kind.PRIMARY.name)
        lines = [text("app.worker.unstarted.text"), self.thinker.failure]
        self.tell(text("app.worker.unstarted"), lines, [again, leave])
