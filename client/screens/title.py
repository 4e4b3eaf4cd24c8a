"""The title screen: the picture, the name of the game, and the main menu."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pygame

from client.battle.model.autosave import newest_first, retire, when_written
from client.draw.ui.backdrop import backdrop
from client.draw.ui.logotype import logotype
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.screen import Push, Quit
from client.screens.form_screen import FormScreen
from client.screens.help import HelpScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.replays import ReplaysScreen
from client.screens.settings import SettingsScreen
from client.screens.summary_text import round_and_score
from client.suggested_players import note_result
from client.text.catalogue import text
from client.text.names import scenario_name
from client.text.problems import file_problem
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Share
from client.worker.protocol import TaskKind
from client.worker.summary import summarise
from engine.append_file import is_in_use

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.host import Host
    from client.widgets.form import Form
    from client.worker.summary import Summary
    from client.worker.worker import Task

_MENU_WIDTH = 344
_COLUMN = 248
"""Width of the menu with one column of entries, and of each of several columns, in points."""
_MOST_COLUMNS = 3
_LOGO = 90
_MOTTO = 48
_BUTTON = 48
_CONTINUE = 64
_GAP = 8
_LEAST_EDGE = 12
"""Least distance of the name and of the menu from the window's edge, in points."""


class _Seen(NamedTuple):
    """A battle that can be continued, as last read; *is_own* if this window is writing it."""

    path: Path
    written: int
    is_own: bool


class TitleScreen(FormScreen):
    """The screen at the bottom of the stack."""

    def __init__(self, app: Host) -> None:
        """Create the screen for a window."""
        super().__init__(app)
        self._seen: list[_Seen] = []
        self._in_use = False
        self._passed = 0.0
        self._starts = 0
        self._unlisted = False
        self._place = 0
        self._reading: Task[Summary] | None = None
        self._summary: Summary | None = None
        self._continue: Button | None = None
        self._tutorial: Button | None = None
        self._place_to_go_on = pygame.Rect(0, 0, 0, 0)

    def spoken_title(self) -> str:
        """Return the name of the game, which is drawn as a picture."""
        return text("speech.game")

    def leave(self) -> None:
        """Do nothing: Escape closes nothing here, Quit does."""

    def lay_out(self) -> None:
        """Search for battles to continue, then lay out."""
        try:
            found = newest_first(self.app.folders.autosaves)
        except OSError as error:
            found = []
            if not self._unlisted:  # it is reported once
                self._unlisted = True
                self.app.tell(text("load.unlisted"), [file_problem(error)])
        else:
            self._unlisted = False
        before = self._seen
        self._look_through(found)
        returns = self.form is not None and self._seen != before
        focus = self.form.focus - len(self.form.controls) if self.form is not None else 0
        super().lay_out()
        if self.form is not None and -len(self.form.controls) <= focus < 0:
            # Counted from the end: Continue comes first, and may have appeared or disappeared.
            self.form.focus_on(self.form.controls[focus])
        if self.form is not None and self._continue is not None and returns:
            self.form.focus_on(self._continue)  # it is the battle that was just left

    def _look_again(self) -> None:
        """Check which battles other windows have begun or ended; no button moves because of it."""
        try:
            found = newest_first(self.app.folders.autosaves)
        except OSError:
            return  # the old menu stays; continuing reports the error
        self._look_through(found)
        if self._continue is None and self.form is not None:
            self._offer_to_go_on(self.form)
        self._suggest_tutorial()
        lost = self._reading is not None and self._reading.is_lost
        if lost and self._starts != self.app.worker.starts:
            self._summarise(self._place)

    def _look_through(self, found: list[Path]) -> None:
        """Drop the battles that other windows have open, and have the newest of the rest read."""
        seen = []
        for path in found:
            is_own = self.app.battles.is_unwritten(path)
            if is_own or not is_in_use(path):
                seen.append(_Seen(path, when_written(path), is_own))
        self._in_use = bool(found) and not seen
        if seen != self._seen:
            self._seen = seen
            self._summarise(0)

    def _summarise(self, place: int) -> None:
        """Request a summary of a battle, the newest first; those of this window need no reading."""
        self._place, self._summary, self._reading = place, None, None
        if place < len(self._seen) and not self._seen[place].is_own:
            self._reading = self.app.worker.send(
                TaskKind.SUMMARISE, summarise, self._seen[place].path
            )
            self._starts = self.app.worker.starts

    def build(self, form: Form) -> None:
        """Add the menu below the name of the game."""
        style = self.style
        gap, entries = style.px(_GAP), self._entries()
        top, below = layout.split_rows(self._menu(), [style.px(_CONTINUE), Share()], gap)
        self._continue = None
        self._place_to_go_on = top
        self._offer_to_go_on(form)
        places = layout.grid(below, len(entries), self._columns(), style.px(_BUTTON), gap)
        for place, (label, icon, press) in zip(places, entries, strict=True):
            button = Button(form, place, ButtonFace(text(label), icon), press)
            button.left_aligned = True
            if label == "title.tutorial":
                self._tutorial = button
        self._suggest_tutorial()
        self._build_words(form)

    def _suggest_tutorial(self) -> None:
        """Suggest the tutorial while nothing was ever played or learned."""
        if self._tutorial is None:
            return
        if self._continue is None and self.app.tutorial.is_suggested:
            self._tutorial.kind = ButtonKind.PRIMARY
            self._tutorial.subtitle = text("title.tutorial.suggested")
        else:
            self._tutorial.kind, self._tutorial.subtitle = ButtonKind.NORMAL, ""

    def _build_words(self, form: Form) -> None:
        """Add the motto below the name, and how to use the menu in the corner."""
        style, sizes, colours = self.style, self.style.layout.text, self.style.colours
        x, y = self._corner()
        at = x, y + self._logo_size()[1] + style.px(4)
        motto, hint = text("title.motto"), text("title.how")
        width = self.app.size[0] - 2 * x
        form.label(motto, at, sizes.lead, colours.brass_hi, Face.ITALIC, room=width)
        corner = layout.inset(pygame.Rect((0, 0), self.app.size), style.px(16), style.px(10))
        form.label(hint, corner.bottomright, sizes.table, colours.bone300, align=(1, 1))

    def _offer_to_go_on(self, form: Form) -> None:
        """Add Continue above the menu, in its reserved place, if there is a battle."""
        if not self._seen and not self._in_use:
            return
        face = ButtonFace(text("title.continue"), "play")
        place = self._place_to_go_on
        self._continue = Button(form, place, face, self._go_on, self._kind(), self._told())
        self._continue.enable(bool(self._seen))
        form.move_to_front(self._continue)

    @property
    def _is_broken(self) -> bool:
        """Whether it is known that no battle can be continued."""
        return self._summary is not None and self._summary.problem is not None

    def _kind(self) -> ButtonKind:
        return ButtonKind.NORMAL if self._is_broken else ButtonKind.PRIMARY

    def _entries(self) -> list[tuple[str, str, Callable[[], None]]]:
        app = self.app
        return [
            ("title.new-battle", "target", lambda: app.go(Push(NewBattleScreen(app)))),
            ("title.tutorial", "lesson", app.tutorial.open),
            ("title.puzzles", "hint", app.puzzles.open),
            ("title.armies", "shield", app.armies.open),
            ("title.replays", "film", lambda: app.go(Push(ReplaysScreen(app)))),
            ("title.load", "save", lambda: app.go(Push(LoadScreen(app)))),
            ("title.settings", "gear", lambda: app.go(Push(SettingsScreen(app)))),
            ("title.help", "book", lambda: app.go(Push(HelpScreen(app)))),
            ("title.quit", "exit", lambda: app.go(Quit())),
        ]

    def _go_on(self) -> None:
        self.app.battles.resume_first([one.path for one in self._seen])

    def _told(self) -> str:
        if not self._seen:
            return text("title.in-use" if self._in_use else "title.none-left")
        if self._seen[self._place].is_own:
            return text("title.unwritten")
        summary = self._summary
        if summary is None:
            lost = self._reading is not None and self._reading.is_lost
            return text("title.unread" if lost else "title.looking")
        if summary.problem:
            return text("title.unreadable")
        scenario = scenario_name(summary.scenario)
        if self._place:
            return text("title.newer-unreadable", scenario=scenario)
        return text("title.unfinished", scenario=scenario, standing=round_and_score(summary))

    def update(self, seconds: float) -> None:
        """Check periodically for battles, and show the state of the unfinished one once it is
        known.
        """
        super().update(seconds)
        self._passed += seconds
        if self._passed >= load_tuning().autosave.look_seconds:
            self._passed = 0.0
            self._look_again()
        summary = None if self._reading is None else self._reading.take()
        if summary is not None:
            self._take(summary)
        if self._continue is not None:
            self._continue.subtitle, self._continue.kind = self._told(), self._kind()
            if self._continue.enabled != bool(self._seen):
                self._continue.enable(bool(self._seen))

    def _take(self, summary: Summary) -> None:
        path = self._seen[self._place].path
        if summary.result is not None:
            winner = summary.result.winner
            self.app.change(note_result(self.app.settings, summary.players, winner))
            self.app.own_record.note(
                summary.battle, summary.players, winner, branched=summary.branched
            )
        if summary.result is not None and self._put_aside(path):
            self.lay_out()
        elif summary.problem and is_in_use(path):
            # Another window has it by now; only on Windows does that keep it from being read.
            self._seen = []
            self._look_again()
        elif summary.problem and self._place + 1 < len(self._seen):
            self._summarise(self._place + 1)
        else:
            self._summary = summary
            self._leave_broken()

    def _leave_broken(self) -> None:
        """Move the focus from Continue to the menu if no battle can be continued."""
        form = self.form
        if self._is_broken and form is not None and form.focused is self._continue:
            form.step_focus(1)

    def _put_aside(self, path: Path) -> bool:
        """Move a finished battle aside, such as one killed at its end; report it if that fails."""
        try:
            retire(self.app.folders, path)
        except OSError as error:
            self.app.tell(text("app.autosave.not-retired"), [file_problem(error)])
            return False
        return not path.exists()

    # Room

    def _menu(self) -> pygame.Rect:
        """Return the rectangle below the name of the game and its motto."""
        x, y = self._corner()
        top = y + self._logo_height() + self.style.px(_MOTTO)
        width, height = self.app.size
        columns = self._columns()
        wide = _MENU_WIDTH if columns == 1 else columns * (_COLUMN + _GAP) - _GAP
        return pygame.Rect(x, top, min(self.style.px(wide), width - 2 * x), height - top)

    def _needed(self, columns: int) -> int:
        """Return the height of everything, with the entries below Continue in columns."""
        rows = math.ceil(len(self._entries()) / columns)
        entries = _CONTINUE + rows * (_BUTTON + _GAP) + _GAP
        return self._logo_height() + self.style.px(_MOTTO + entries)

    def _columns(self) -> int:
        """Return the number of columns of entries: as few as the window is high enough for."""
        room = self.app.size[1] - 2 * self.style.px(_LEAST_EDGE)
        columns = 1
        while columns < _MOST_COLUMNS and self._needed(columns) > room:
            columns += 1
        return columns

    def _corner(self) -> tuple[int, int]:
        width, height = self.app.size
        style = self.style
        left = style.px(32 if width < style.px(1000) else 64)
        above = (height - self._needed(self._columns())) // 2
        return left, min(style.px(56), max(style.px(_LEAST_EDGE), above))

    def _logo_height(self) -> int:
        tight = self.app.size[1] < self.style.px(640)
        return self.style.px(_LOGO * (0.6 if tight else 1))

    def _logo_size(self) -> tuple[int, int]:
        return logotype(self.style, self._logo_height()).get_size()

    def draw_backdrop(self, surface: pygame.Surface) -> None:
        """Draw the picture and the name of the game."""
        style = self.style
        surface.blit(backdrop(style, self.app.size), (0, 0))
        x, y = self._corner()
        surface.blit(logotype(style, self._logo_height()), (x - style.px(4), y))
