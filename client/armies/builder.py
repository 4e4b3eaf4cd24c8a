"""The army builder: faction, points limit, units and their number, name, and what is wrong yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.armies.army_draft import ArmyDraft
from client.armies.unit_counts import UnitCounts
from client.battle.model.army_files import save_army
from client.battle.view.catalog_cards import catalog_card
from client.draw.ui import panels, shapes
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Pop, Reply
from client.screens.form_screen import FormScreen
from client.screens.unit_cards import UnitCards
from client.text.army_text import army_problem
from client.text.catalogue import has_name, name, plural, text
from client.text.problems import file_problem
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListRow
from client.widgets.scrolling import ScrollArea
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed
from client.widgets.text_field import TextField
from engine import limits
from engine.battle import Side
from engine.battle.scenario_files import packaged_materials
from engine.plaintext import escape

if TYPE_CHECKING:
    from pathlib import Path

    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.battle.army import Army

_SIDE_BY_SIDE: Final = 1100
"""Width from which faction and limit share a row, in points."""
_LIST: Final = 0.5
"""Width of the list, as a fraction of the body's."""
_STATUS: Final = 3
"""Lines of the status below; more scroll."""
_METER: Final = 10
"""Height of the meter of points, in points."""


class BuilderScreen(FormScreen):
    """The builder of one army. *path* is its file, None as long as it has none."""

    title = "builder.title"

    def __init__(self, app: Host, army: Army, path: Path | None) -> None:
        """Create the screen for an army, new or from a file."""
        super().__init__(app)
        self.draft: Final = ArmyDraft(packaged_materials(), army, is_saved=path is not None)
        self.path = path
        self._chosen = self.draft.rows[0] if self.draft.rows else ""
        self._save: Button | None = None
        self._cards: UnitCards | None = None
        self._area: ScrollArea | None = None
        self.name_field: TextField | None = None
        self.units: UnitCounts | None = None
        self.status: list[str] = []
        """What is said about the army, in lines."""

    @property
    def result(self) -> Path | None:
        """Return the file of the army, if it is in one."""
        return self.path

    # Building

    def build(self, form: Form) -> None:
        """Add name, faction and limit above the units, the chosen unit's card beside them, and
        the status below.
        """
        style, space = self.style, self.style.layout.space
        gap, line = style.px(space.gap), style.writer.height(style.layout.text.body)
        lengths: list[Length] = [
            style.px(space.button),
            self._choices_height(),
            Share(),
            style.px(_METER),
            _STATUS * line,
        ]
        head, choices, main, meter, status = layout.split_rows(self.body, lengths, gap // 2)
        self._build_naming(form, head)
        self._build_choices(form, choices)
        left, right = layout.split_columns(main, [Share(_LIST), Share(1 - _LIST)], gap)
        self._build_units(form, left)
        self._cards = UnitCards(form, right)
        self._area = ScrollArea(form, status, 0, self._draw_status)
        form.paint(lambda canvas: self._draw_meter(canvas, meter))
        self._show_unit()
        self._judge()
        if self.units is not None and self.units.enabled:
            form.focus_on(self.units)

    def _build_naming(self, form: Form, rect: pygame.Rect) -> None:
        """Add the name, and the button that saves."""
        style, label = self.style, text("builder.name")
        face = ButtonFace(text("builder.save"), "save", text("key.f9"))
        widths: list[Length] = [
            self._label_width(),
            Share(),
            max(style.px(200), panels.button_width(style, face)),
        ]
        place, middle, right = layout.split_columns(rect, widths, style.px(8))
        size = style.layout.text.body
        form.label(label, place.midleft, size, style.colours.bone300, align=(0, 0.5), room=place.w)
        written, change = self.draft.name, self._rename
        self.name_field = TextField(form, middle, written, change, "", limits.NAME, label)
        self._save = Button(form, right, face, self._press_save, ButtonKind.PRIMARY)
        self._save.shortcut = pygame.K_F9

    def _label_width(self) -> int:
        style = self.style
        words = [text(key) for key in ("builder.name", "builder.faction", "builder.limit")]
        return max(style.writer.width(one, style.layout.text.body) for one in words) + style.px(8)

    def _segments(self) -> tuple[list[Segment], list[Segment]]:
        """Return the factions and the limits to choose from, those of the army among them."""
        factions = dict.fromkeys([*packaged_materials().catalog.factions, self.draft.faction])
        numbers = sorted({*load_tuning().armies.limits, self.draft.limit})
        return (
            [Segment(code, escape(name("faction", code))) for code in factions],
            [Segment(str(number), text("new.points", n=number)) for number in numbers],
        )

    def _choice_width(self) -> int:
        """Return the width of the values of a row, in pixels."""
        body, gap = self.body.w, self.style.px(8)
        wide = body >= self.style.px(_SIDE_BY_SIDE)
        room = (body - self.style.px(self.style.layout.space.gap)) // 2 if wide else body
        return room - self._label_width() - gap

    def _choice_heights(self) -> list[int]:
        style, width = self.style, self._choice_width()
        target = style.px(style.layout.space.target)
        lines = [lines_needed(style, width, segments) for segments in self._segments()]
        return [count * (target + style.px(4)) - style.px(4) for count in lines]

    def _choices_height(self) -> int:
        heights, gap = self._choice_heights(), self.style.px(self.style.layout.space.gap) // 2
        if self.body.w >= self.style.px(_SIDE_BY_SIDE):
            return max(heights)
        return sum(heights) + gap

    def _build_choices(self, form: Form, rect: pygame.Rect) -> None:
        """Add the factions and the points limits, beside or below each other."""
        style, heights = self.style, self._choice_heights()
        gap = style.px(style.layout.space.gap)
        if rect.w >= style.px(_SIDE_BY_SIDE):
            rows = layout.split_columns(rect, [Share(), Share()], gap)
        else:
            rows = layout.stack(rect, heights, gap // 2)
        draft, size = self.draft, style.layout.text.body
        choices = (
            ("builder.faction", draft.faction, self._choose_faction),
            ("builder.limit", str(draft.limit), self._choose_limit),
        )
        for row, height, segments, (key, chosen, choose) in zip(
            rows, heights, self._segments(), choices, strict=True
        ):
            lengths: list[Length] = [self._label_width(), Share()]
            place, right = layout.split_columns(row, lengths, style.px(8))
            right.h = height
            at = place.x, right.centery
            ink = style.colours.bone300
            form.label(text(key), at, size, ink, align=(0, 0.5), room=place.w)
            SegmentedControl(form, right, segments, chosen, choose, text(key))

    def _build_units(self, form: Form, rect: pygame.Rect) -> None:
        """Add the units of the faction, with their costs and how many of each there are."""
        style = self.style
        form.paint(lambda canvas: self._draw_head(canvas, rect))
        lengths: list[Length] = [style.px(style.layout.space.panel_head), Share()]
        _, inner = layout.split_rows(rect, lengths)
        inner = layout.inset(inner, style.px(8))
        rows = [self._row(code) for code in self.draft.rows]
        self.units = UnitCounts(form, inner, rows, self._chosen, self._choose_unit, self)

    def _row(self, code: str) -> ListRow:
        cost = self.draft.cost(code)
        if cost is None:
            return ListRow(code, escape(code), text("builder.unknown"), "bug")
        value = plural("battle.card.value", cost)
        if has_name("unit-role", code):
            value = text("builder.cost", value=value, role=name("unit-role", code))
        return ListRow(code, name("unit", code), value)

    # Changing

    def number(self, code: str) -> int:
        """Return how many of a unit there are."""
        return self.draft.number(code)

    def can_add(self, code: str) -> bool:
        """Whether another of a unit may be added."""
        return self.draft.can_add(code)

    def step(self, code: str, step: int) -> None:
        """Add one of a unit, or remove one."""
        if step > 0:
            self.draft.add(code)
        else:
            self.draft.remove(code)
        self._judge()

    def _choose_unit(self, code: str) -> None:
        self._chosen = code
        self._show_unit()

    def _show_unit(self) -> None:
        catalog = packaged_materials().catalog
        if self._cards is None:
            return
        if self._chosen not in catalog.units:
            self._cards.show([])
            return
        unit = catalog.units[self._chosen]
        card = catalog_card(self._chosen, 0, Side.ONE, unit, catalog.weapons)
        is_told = has_name("unit-text", self._chosen)
        self._cards.show([card], [name("unit-text", self._chosen)] if is_told else [])

    def _rename(self, written: str) -> None:
        self.draft.name = written
        self._judge()

    def _choose_faction(self, code: str) -> None:
        self.draft.faction = code
        self._chosen = self.draft.rows[0] if self.draft.rows else ""
        self.lay_out()

    def _choose_limit(self, code: str) -> None:
        self.draft.limit = int(code)
        self._judge()

    def _judge(self, *, saved: bool = False) -> None:
        """Say what is wrong with the army, and whether it was *saved* just now."""
        draft = self.draft
        problems = [army_problem(one) for one in draft.problems()]
        lines = problems or [plural("builder.fits", draft.limit - draft.points)]
        if saved:
            lines.insert(0, text("builder.saved-unfit" if problems else "builder.saved"))
        if not draft.is_named:
            lines.insert(0, text("builder.nameless"))
        if self._save is not None:
            self._save.enable(draft.is_named)  # also when it was just saved: the focus is there
        if self._area is not None:
            style, size = self.style, self.style.layout.text.body
            room = ScrollArea.width_inside(self._area.form, self._area.rect, scrolls=True)
            self.status = [part for line in lines for part in style.writer.wrap(line, size, room)]
            self._area.show(len(self.status) * style.writer.height(size))

    # Saving and leaving

    def save(self) -> bool:
        """Write the army to its file; report it if that fails; return whether it was written."""
        army = self.draft.army
        try:
            self.path = save_army(self.app.folders, army, self.path)
        except OSError as error:
            self.app.tell(text("armies.failed"), [file_problem(error)])
            return False
        self.draft.saved = army
        self._judge(saved=True)
        return True

    def _press_save(self) -> None:
        self.save()

    def leave(self) -> None:
        """Go back; ask first if the army would be lost."""
        if not self.draft.is_changed:
            super().leave()
            return
        replies = [
            Reply(text("builder.save"), self._save_and_leave, ButtonKind.PRIMARY),
            Reply(text("builder.discard"), lambda: self.app.go(Pop(self)), ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        if not self.draft.is_named:
            replies = replies[1:]
        self.app.ask(text("builder.leave"), [escape(self.draft.name)], replies)

    def _save_and_leave(self) -> None:
        if self.save():
            self.app.go(Pop(self))

    # Drawing

    def _draw_head(self, canvas: Canvas, rect: pygame.Rect) -> None:
        draft = self.draft
        note = text("builder.points", points=draft.points, limit=draft.limit)
        canvas.panel(rect, text("builder.units"), note)

    def _draw_meter(self, canvas: Canvas, rect: pygame.Rect) -> None:
        """Draw how much of the limit is spent."""
        draft, c = self.draft, self.style.colours
        share = min(1.0, draft.points / draft.limit)
        colour = c.bad if draft.points > draft.limit else c.brass
        shapes.bar(canvas.surface, self.style, rect, share, colour)

    def _draw_status(self, canvas: Canvas, rect: pygame.Rect) -> None:
        style, size = self.style, self.style.layout.text.body
        good = not self.draft.problems() and self.draft.is_named
        ink = style.colours.bone300 if good else style.colours.bad
        rows = layout.stack(rect, [style.writer.height(size)] * len(self.status))
        for row, line in zip(rows, self.status, strict=True):
            canvas.text(line, row.topleft, size, ink)
