"""The screen that offers puzzles: a run, the puzzle of the day, one theme; and all scores."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, Protocol

from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.puzzles.fitting_rates import fitting_rates
from client.puzzles.puzzle_run import daily_question
from client.screens.form_screen import FormScreen
from client.text.catalogue import plural, text
from client.text.format import day_of, percent
from client.text.names import seat_name
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Share
from engine.players.puzzles import THEMES

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    import pygame

    from client.host import Host
    from client.puzzles.puzzle_run import PuzzleRun
    from client.puzzles.score_file import Score, Scores
    from client.widgets.form import Form
    from client.widgets.layout import Length

_CHOICE: Final = 56
"""Height of the two large buttons, in points."""
_ROW: Final = 44
"""Maximum height of a row of the table, in points."""
_HEAD: Final = 24
"""Height of the headings of the table, in points."""
_NONE: Final = "–"
"""Shown where nothing has been answered or measured."""


class PuzzleOffer(Protocol):
    """The puzzles of the window, as the menu sees them."""

    last: PuzzleRun | None

    @property
    def scores(self) -> Scores:
        """Return the scores."""
        ...

    def today(self) -> dt.date:
        """Return the local date."""
        ...

    def start_run(self, themes: Sequence[str] = THEMES) -> None:
        """Start a run of new puzzles of some themes."""

    def resume_run(self) -> None:
        """Go on with the run that was left before its end."""

    def start_day(self) -> None:
        """Start the puzzle of today."""


class PuzzleMenuScreen(FormScreen):
    """The screen that offers puzzles."""

    title = "puzzles.title"

    def __init__(self, app: Host, offer: PuzzleOffer) -> None:
        """Create the screen for a window and its puzzles."""
        super().__init__(app)
        self._offer = offer

    def build(self, form: Form) -> None:
        """Add the large buttons, what was reached last, and the table of themes."""
        style = self.style
        gap, line = style.px(style.layout.space.gap), style.writer.height(style.layout.text.table)
        notes = style.writer.wrap(text("puzzles.note"), style.layout.text.table, self.body.w)
        rows: list[Length] = [style.px(_CHOICE), line, Share(), line * len(notes)]
        above, said, table, below = layout.split_rows(self.body, rows, gap)
        self._build_choices(form, above, gap)
        form.label(self._standing(), said.topleft, style.layout.text.table, room=said.w)
        self._build_table(form, table)
        for place, note in zip(layout.stack(below, [line] * len(notes)), notes, strict=True):
            form.label(note, place.topleft, style.layout.text.table, style.colours.bone500)

    def _build_choices(self, form: Form, rect: pygame.Rect, gap: int) -> None:
        """Add the large buttons; a run that was left before its end comes first."""
        offer, kind, kept = self._offer, ButtonKind.PRIMARY, self._offer.scores.unfinished
        columns = [Share(), Share()] if kept is None else [Share(3), Share(3), Share(5)]
        *resumed, whole, daily = layout.split_columns(rect, columns, gap)
        if kept is not None:
            face, done = ButtonFace(text("puzzles.resume"), "play"), len(kept.answers)
            told = text("puzzles.resume.told", n=done + 1, count=len(kept.questions))
            Button(form, resumed[0], face, offer.resume_run, kind, told)
            kind = ButtonKind.NORMAL
        run = ButtonFace(text("puzzles.run"), "" if resumed else "play")
        told = plural(
            "puzzles.run.short" if resumed else "puzzles.run.told", load_tuning().puzzles.run
        )
        Button(form, whole, run, offer.start_run, kind, told)
        day = offer.today()
        theme = text(f"puzzle.theme.{daily_question(day).theme}")
        days = offer.scores.days
        key = "puzzles.day.open"
        if day in days:
            key = "puzzles.day.solved" if days[day] else "puzzles.day.missed"
        face = ButtonFace(text("puzzles.day"), "hint")
        told = text(key, theme=theme, date=day_of(day))
        Button(form, daily, face, offer.start_day, ButtonKind.NORMAL, told)

    def _standing(self) -> str:
        """Return how the run under way stands, or what the last one came to, and the best."""
        kept = self._offer.scores.unfinished
        if kept is not None:
            done, solved = len(kept.answers), sum(kept.answers)
            return plural("puzzles.standing", done, solved=solved)
        last, best = self._offer.last, self._offer.scores.best
        if last is not None and last.day is None:
            shown = last.solved if best is None else best
            count = len(last.questions)
            return text("puzzles.last", solved=last.solved, count=count, best=shown)
        return text("puzzles.none-yet") if best is None else text("puzzles.best", best=best)

    # The table

    def _build_table(self, form: Form, rect: pygame.Rect) -> None:
        """Add a row for each theme: a button to practise it, one's own rate, and the levels'."""
        style, rates = self.style, fitting_rates()
        pad = style.px(style.layout.space.padding_tight)
        players = [] if rates is None else list(rates.players)
        heads = [text("puzzles.theme"), text("puzzles.you"), *map(seat_name, players)]
        head = style.px(_HEAD)
        step = min(style.px(_ROW), (rect.h - 2 * pad - head) // len(THEMES))
        panel = layout.within(rect, (rect.w, head + step * len(THEMES) + 2 * pad), (0, 0))
        form.panel(panel)
        inner = layout.inset(panel, pad)
        size = style.layout.text.table
        needed = [style.writer.width(one, size, Face.BOLD) for one in heads[2:]]
        rate = max([inner.w // (5 + len(players)) - pad, *needed])
        widths: list[Length] = [Share(3), Share(2), *[rate] * len(players)]
        places = layout.stack(inner, [head, *[step] * len(THEMES)])
        self._build_cells(form, layout.split_columns(places[0], widths, pad), heads)
        for theme, place in zip(THEMES, places[1:], strict=True):
            columns = layout.split_columns(place, widths, pad)
            label = ButtonFace(text(f"puzzle.theme.{theme}"))
            press = functools.partial(self._offer.start_run, [theme])
            button = Button(form, layout.inset(columns[0], 0, 1), label, press)
            button.left_aligned = True
            cells = ["", own_rate(self._offer.scores.of(theme))]
            cells += [
                _NONE if rates is None else percent(rates.rate(theme, player)) for player in players
            ]
            self._build_cells(form, columns, cells, button)

    def _build_cells(
        self,
        form: Form,
        places: list[pygame.Rect],
        cells: list[str],
        theme: Button | None = None,
    ) -> None:
        """Add the cells of the row of a theme's button; without one, of the head."""
        style, head = self.style, theme is None
        size, face = style.layout.text.table, Face.BOLD if head else Face.REGULAR
        ink = style.colours.brass if head else None
        for number, (place, cell) in enumerate(zip(places, cells, strict=True)):
            if cell:
                at, align = (place.midright, (1, 0.5)) if number else (place.midleft, (0, 0.5))
                form.label(cell, at, size, ink, face, align, place.w)
                if theme is not None:
                    form.label_control(theme)


def own_rate(score: Score) -> str:
    """Return how many puzzles of a theme were solved, as text."""
    if score.rate is None:
        return _NONE
    share = percent(score.rate)
    return text("puzzles.rate", solved=score.solved, answered=score.answered, share=share)
