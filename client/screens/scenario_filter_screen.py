"""The filter of the list of scenarios, as rows of values; each change is applied at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.model.scenario_filter import Armies, Origin, ScenarioFilter, Size
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace
from client.screens.form_screen import FormScreen
from client.text.catalogue import name, plural, text
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.segmented_control import Segment, SegmentedControl, lines_needed
from engine.battle.scenario_files import packaged_materials

if TYPE_CHECKING:
    from collections.abc import Callable

    import pygame

    from client.host import Host
    from client.screens.scenario_choice import ScenarioChoice
    from client.widgets.form import Form

_WIDE: Final = 820
_ANY: Final = ""
"""The code of the value that lets everything through."""
_ROWS: Final = ("origin", "size", "armies", "faction")
_GAP: Final = 4
_BESIDE: Final = 16


class ScenarioFilterScreen(FormScreen):
    """The choice of a filter."""

    title = "filter.title"

    def __init__(self, app: Host, choice: ScenarioChoice) -> None:
        """Create the screen for the choice of a scenario."""
        super().__init__(app)
        self._choice = choice

    def build(self, form: Form) -> None:
        """Add a row of values for each property, how many scenarios are listed, and the way back
        to all of them.
        """
        style, space, body = self.style, self.style.layout.space, self.body
        pad, gap, target = style.px(space.padding), style.px(_GAP), style.px(space.target)
        wide, size = min(body.w, style.px(_WIDE)), style.layout.text.strong
        names = [text(f"filter.{row}") for row in _ROWS]
        label = max(style.writer.width(one, size) for one in names) + style.px(_BESIDE)
        segments = [self._segments(row) for row in _ROWS]
        room = wide - 2 * pad - label
        lines = [lines_needed(style, room, row) for row in segments]
        heights = [*(count * (target + gap) - gap for count in lines), style.px(space.button)]
        between = style.px(space.gap)
        tall = sum(heights) + between * (len(heights) - 1) + 2 * pad
        panel = layout.within(body, (wide, tall), (0.5, 0))
        form.panel(panel)
        places = layout.stack(layout.inset(panel, pad), heights, between)
        for row, words, values, place in zip(_ROWS, names, segments, places, strict=False):
            left, right = layout.split_columns(place, [label, Share()])
            form.label(words, left.midleft, size, align=(0, 0.5), room=left.w)
            chosen = self._code(row)
            SegmentedControl(form, right, values, chosen, self._setter(row), words)
        self._build_foot(form, places[-1])

    def _build_foot(self, form: Form, place: pygame.Rect) -> None:
        """Add how many scenarios are listed, and the button that removes the filter."""
        style = self.style
        face = ButtonFace(text("filter.clear"), "undo")
        lengths: list[Length] = [Share(), panels.button_width(style, face)]
        left, right = layout.split_columns(place, lengths, style.px(8))
        count = plural("filter.found", len(self._choice.listed))
        form.label(count, left.midleft, style.layout.text.body, align=(0, 0.5), room=left.w)
        button = Button(form, right, face, lambda: self._set(ScenarioFilter()))
        button.enable(self._choice.filter != ScenarioFilter())

    def _code(self, row: str) -> str:
        """Return the code of the current value of a row."""
        current = self._choice.filter
        if row == "origin":
            return _ANY if current.origin is None else current.origin.value
        if row == "size":
            return _ANY if current.size is None else current.size.value
        if row == "armies":
            return _ANY if current.armies is None else current.armies.value
        return _ANY if current.faction is None else current.faction

    def _with(self, row: str, code: str) -> ScenarioFilter:
        """Return the filter with another value of a row."""
        current = self._choice.filter
        if row == "origin":
            return current._replace(origin=Origin(code) if code else None)
        if row == "size":
            return current._replace(size=Size(code) if code else None)
        if row == "armies":
            return current._replace(armies=Armies(code) if code else None)
        return current._replace(faction=code or None)

    def _segments(self, row: str) -> list[Segment]:
        """Return the values of a row; those that would leave nothing can't be chosen."""
        if row == "faction":
            named = {one: name("faction", one) for one in packaged_materials().catalog.factions}
        else:
            values = {"origin": Origin, "size": Size, "armies": Armies}[row]
            named = {one.value: text(f"filter.{row}.{one.value}") for one in values}
        every = self._choice.every
        found = {code: self._with(row, code).finds(every) for code in (_ANY, *named)}
        return [
            Segment(code, words, enabled=found[code] > 0)
            for code, words in {_ANY: text("filter.any"), **named}.items()
        ]

    def _setter(self, row: str) -> Callable[[str], None]:
        return lambda code: self._set(self._with(row, code))

    def _set(self, filter_: ScenarioFilter) -> None:
        self._choice.narrow(filter_)
        self.lay_out()
