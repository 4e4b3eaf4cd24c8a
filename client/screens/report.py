"""The report of a battle: how it ended, points by round, damage, luck, kills, costly decisions."""

from __future__ import annotations

import functools
import io
import time
from typing import TYPE_CHECKING, Final

import pygame

from client.battle.model.seats import Seats
from client.battle.playback.frames import team_of
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.draw.ui.writer import Face
from client.folders import free_name
from client.overlays.result import result_reason, result_title
from client.screens.form_screen import FormScreen
from client.screens.replay import open_replay
from client.screens.report_plot import draw_plot
from client.speech.form_words import reading_order
from client.text.catalogue import text
from client.text.format import percent
from client.text.names import BattleNames
from client.text.problems import file_problem
from client.text.report_table import write_table
from client.text.report_text import cost_words, figure_rows, luck_note, unit_words
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Share
from client.widgets.list_box import ListBox, ListRow
from client.worker.protocol import TaskKind
from client.worker.reports import judge_decisions, report_battle
from engine.analysis.battle_report.figures import Sampling, costliest
from engine.battle.save import save_content
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.errors import EngineError
from engine.files import write

if TYPE_CHECKING:
    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.description import FormDescription
    from client.widgets.form import Form
    from client.worker.worker import Task
    from engine.analysis.battle_report.figures import BattleReport, DecisionCost
    from engine.battle.save import Save

_STAMP: Final = "%Y-%m-%d_%H-%M"
_PAD: Final = 8
"""Distance of the words of the ending from its panel's edge, in points."""
_LEADING: Final = 6
"""Distance between the rows of figures, in points."""


class ReportScreen(FormScreen):
    """The report of the battle in a save; the worker computes it."""

    title = "report.title"

    def __init__(self, app: Host, save: Save) -> None:
        """Create the screen; the battle is replayed and judged in the worker process."""
        super().__init__(app)
        self._save = save
        self._names = BattleNames(Setup(save.header.scenario))
        self._seats = Seats.from_header(save.header)
        self.report: BattleReport | None = None
        self.costs: list[DecisionCost] | None = None
        self._failed = False
        numbers, content = load_tuning().report, save_content(save)
        sampling = Sampling(numbers.samples, numbers.favourites, numbers.seed)
        send = app.worker.send
        self._reading: Task[BattleReport] = send(
            TaskKind.REPORT, report_battle, content, numbers.seed
        )
        self._judging: Task[list[DecisionCost]] = send(
            TaskKind.JUDGE, judge_decisions, content, sampling
        )

    # Time

    def update(self, seconds: float) -> None:
        """Show the figures once the worker has computed them."""
        super().update(seconds)
        if self.report is None and (report := self._reading.take()) is not None:
            self.report = report
            self.lay_out()
        if self.is_judging:
            self._take_costs()

    def _take_costs(self) -> None:
        try:
            costs = self._judging.take()
        except EngineError:
            costs, self._failed = None, True
        self._failed = self._failed or self._judging.is_lost
        if costs is not None:
            self.costs = costs
        if costs is not None or self._failed:
            self.lay_out()

    def close(self) -> None:
        """Close the form and drop the requests to the worker."""
        super().close()
        self._reading.drop()
        self._judging.drop()

    # What is shown

    @property
    def shown_costs(self) -> list[DecisionCost]:
        """Return the costliest decisions of the people, or of everybody if no person played."""
        people = [side for side in Side if self._seats.is_person(side)]
        numbers = load_tuning().report
        sides = people or list(Side)
        return costliest(self.costs or (), sides, numbers.decisions, numbers.least)

    @property
    def is_judging(self) -> bool:
        """Whether decisions are still being judged: nothing can be exported before."""
        return self.costs is None and not self._failed

    def _heading(self) -> tuple[str, str]:
        """Return how the battle ended, and why."""
        result = None if self.report is None else self.report.result
        if result is None:
            return text("report.unfinished"), ""
        title = result_title(result, self._names, self._seats)
        return title, result_reason(result, self._names, self._seats)

    @property
    def animating(self) -> bool:
        """Whether something is still to come from the worker, which goes on with every frame."""
        return not self._failed and (self.report is None or self.is_judging)

    # Building

    def build(self, form: Form) -> None:
        """Add the panels, and the buttons below them."""
        style, space = self.style, self.style.layout.space
        gap, bar = style.px(space.gap), style.px(space.button)
        above, below = layout.split_rows(self.body, [Share(), bar], gap)
        self._build_bar(form, below)
        if self.report is None:
            return
        left, right = layout.split_columns(above, [Share(), Share()], gap)
        costs = min(self._costs_height(), left.h // 2)
        ending, plot, below = layout.split_rows(left, [self._ending_height(), Share(), costs], gap)
        self._build_ending(form, ending)
        form.panel(plot, text("report.points"))
        points = self.report.points
        inside = self._inside(plot)
        form.paint(lambda canvas: draw_plot(canvas, inside, points))
        self._build_costs(form, below)
        note = self._note(self._inside(right).w, right.h - gap)
        figures = self._figures_height(len(note))
        table, units = layout.split_rows(right, [min(figures, right.h), Share()], gap)
        self._build_figures(form, table, note)
        self._build_units(form, units)

    def _figures_height(self, lines: int) -> int:
        """Return the height of the panel of figures with so many lines below them."""
        assert self.report is not None, "the report is there"
        rows = self._line() * (len(figure_rows(self.report)) + 1)
        height = self.style.writer.height(self.style.layout.text.small)
        return self._frame_height() + rows + lines * height

    def _note(self, width: int, room: int) -> list[str]:
        """Return what luck means, in lines; the last sentence is left out if the list of units
        would have no room for a row.
        """
        writer, small = self.style.writer, self.style.layout.text.small
        wrapped = [writer.wrap(words, small, width) for words in luck_note()]
        note = [line for lines in wrapped for line in lines]
        least = self._frame_height() + self.style.px(self.style.layout.space.row)
        if self._figures_height(len(note)) + least > room:
            return note[: -len(wrapped[-1])]
        return note

    def _ending_height(self) -> int:
        sizes, height = self.style.layout.text, self.style.writer.height
        return height(sizes.lead, Face.BOLD) + height(sizes.table) + 2 * self.style.px(_PAD)

    def _costs_height(self) -> int:
        """Return the height of the panel of the costliest decisions when all rows are full."""
        style, space = self.style, self.style.layout.space
        rows = load_tuning().report.decisions
        gaps = (rows - 1) * (style.px(space.gap) // 2)
        return self._frame_height() + rows * style.px(space.row) + gaps

    def _frame_height(self) -> int:
        """Return the height of a panel around its content: title and edges."""
        space = self.style.layout.space
        return self.style.px(space.panel_head) + 2 * self.style.px(space.padding_tight)

    def _line(self) -> int:
        """Return the height of a row of figures."""
        return self.style.writer.height(self.style.layout.text.table) + self.style.px(_LEADING)

    def _inside(self, rect: pygame.Rect) -> pygame.Rect:
        """Return the room in a panel below its title."""
        style, space = self.style, self.style.layout.space
        pad = style.px(space.padding_tight)
        inner = layout.inset(rect, pad)
        head = style.px(space.panel_head)
        return pygame.Rect(inner.x, inner.y + head, inner.w, inner.h - head)

    def _build_bar(self, form: Form, rect: pygame.Rect) -> None:
        style = self.style
        faces = [
            ButtonFace(text("report.export"), "save", "E"),
            ButtonFace(text("report.replay"), "film", "R"),
        ]
        widths = [panels.button_width(style, face) for face in faces]
        _, left, right = layout.split_columns(rect, [Share(), *widths], style.px(8))
        export = Button(form, left, faces[0], self.export)
        export.shortcut = pygame.K_e
        export.enable(self.report is not None and not self.is_judging)
        replay = Button(form, right, faces[1], self.show_replay, ButtonKind.PRIMARY)
        replay.shortcut = pygame.K_r

    def _build_ending(self, form: Form, rect: pygame.Rect) -> None:
        style, sizes = self.style, self.style.layout.text
        form.panel(rect)
        title, reason = self._heading()
        inner = layout.inset(rect, style.px(12), style.px(_PAD))
        form.label(title, inner.topleft, sizes.lead, None, Face.BOLD, room=inner.w)
        at = inner.x, inner.bottom
        form.label(reason, at, sizes.table, style.colours.bone300, align=(0, 1), room=inner.w)

    def _build_units(self, form: Form, rect: pygame.Rect) -> None:
        """Add what each unit did, those that dealt most first."""
        assert self.report is not None, "the report is there"
        form.panel(rect, text("report.units"))
        units = sorted(self.report.units, key=lambda one: (-one.dealt, -len(one.kills), one.unit))
        rows = [
            ListRow(
                str(one.unit),
                self._names.unit(one.unit),
                unit_words(one),
                "skull" if one.destroyed else "shield",
                self._names.side(one.side),
            )
            for one in units
        ]
        ListBox(form, self._inside(rect), rows, "", lambda _: None)

    def _build_figures(self, form: Form, rect: pygame.Rect, note: list[str]) -> None:
        assert self.report is not None, "the report is there"
        style, sizes, colours = self.style, self.style.layout.text, self.style.colours
        form.panel(rect, text("report.figures"))
        inner = self._inside(rect)
        rows = figure_rows(self.report)
        places = layout.stack(inner, [self._line()] * (len(rows) + 1))
        labels, *_ = layout.split_columns(inner, [Share(2), Share(), Share()])
        wide = (inner.w - labels.w) // 2
        for side in Side:
            at = inner.right - (1 - side.index) * wide, places[0].centery
            ink = colours.team(team_of(side)).light
            words = self._names.side(side)
            form.label(words, at, sizes.table, ink, Face.BOLD, (1, 0.5), wide)
        for place, row in zip(places[1:], rows, strict=True):
            at = inner.x, place.centery
            form.label(row.label, at, sizes.table, colours.bone300, align=(0, 0.5), room=labels.w)
            for side, words in zip(Side, (row.one, row.two), strict=True):
                at = inner.right - (1 - side.index) * wide, place.centery
                form.label(words, at, sizes.table, None, Face.BOLD, (1, 0.5), wide)
        y = places[-1].bottom
        for words in note:
            form.label(words, (inner.x, y), sizes.small, colours.bone500)
            y += style.writer.height(sizes.small)

    def _build_costs(self, form: Form, rect: pygame.Rect) -> None:
        """Add the costliest decisions, each a button that leads into the replay."""
        style, space = self.style, self.style.layout.space
        costs = self.shown_costs
        form.panel(rect, text("report.costs"), text("report.costs.unit") if costs else "")
        inner = self._inside(rect)
        if not costs:
            form.paint(functools.partial(self._draw_no_costs, inner))
            return
        gap = style.px(space.gap) // 2
        row = min(style.px(space.row), (inner.h - (len(costs) - 1) * gap) // len(costs))
        for cost, place in zip(costs, layout.stack(inner, [row] * len(costs), gap), strict=True):
            title, below = cost_words(cost, self._names)
            jump = functools.partial(self.show_replay, cost)
            Button(form, place, ButtonFace(title), jump, subtitle=below)

    def _draw_no_costs(self, rect: pygame.Rect, canvas: Canvas) -> None:
        """Draw why no decision is listed; while they are judged, how far that is."""
        size, ink = self.style.layout.text.table, self.style.colours.bone100
        y = rect.y
        for words in self.style.writer.wrap(self._no_costs(), size, rect.w):
            canvas.text(words, (rect.x, y), size, ink)
            y += self.style.writer.height(size)

    def _no_costs(self) -> str:
        """Return why no decision is listed."""
        if self.is_judging:
            return text("report.costs.reading", share=percent(self._judging.share))
        if self._failed:
            return text("report.costs.unjudged")
        return text("report.costs.none", least=percent(load_tuning().report.least / 2))

    def spoken_content(self, form: FormDescription) -> list[str]:
        """Return the ending, the points by round, the figures, and what is said of decisions."""
        if self.report is None:
            return reading_order(form)
        one, two = (self._names.side(side) for side in Side)
        points = [
            text("speech.round-points", round=number, one=one, two=two, first=first, second=second)
            for number, (first, second) in enumerate(self.report.points, start=1)
        ]
        figures = [
            text("speech.figures", label=row.label, one=one, two=two, first=row.one, second=row.two)
            for row in figure_rows(self.report)
        ]
        costs = text("report.costs.spoken") if self.shown_costs else self._spoken_lack()
        ending = [words for words in self._heading() if words]
        return [
            *ending,
            *(text("report.points"), *points),
            *(text("report.figures"), *figures, *luck_note()),
            text("report.units"),
            *(text("report.costs"), costs),
        ]

    def _spoken_lack(self) -> str:
        """Return why no decision is listed, which does not change while they are judged."""
        return text("report.costs.waiting") if self.is_judging else self._no_costs()

    # What can be done

    def show_replay(self, judged: DecisionCost | None = None) -> None:
        """Show the battle again, from its start or from a decision on, which is explained."""
        save = self._save
        open_replay(self.app, lambda: save, None, judged)

    def export(self) -> None:
        """Write the report as CSV, and as the picture that is shown, and tell where.

        Nothing is written while decisions are judged: the table would lack them.
        """
        if self.report is None or self.is_judging:
            return
        stem = f"{self._save.header.scenario.name}_{time.strftime(_STAMP)}"
        try:
            table = free_name(self.app.folders.reports, stem, ".csv")
            write(table, write_table(self.report, self.costs or (), self._names))
            picture = table.with_suffix(".png")
            write(picture, self._picture())
        except OSError as error:
            self.app.tell(text("report.not-exported"), [file_problem(error)])
        else:
            self.app.tell(text("report.exported"), [str(table), str(picture)])

    def _picture(self) -> bytes:
        surface = pygame.Surface(self.app.size)
        self.draw(surface)
        out = io.BytesIO()
        pygame.image.save(surface, out, "report.png")
        return out.getvalue()
