"""The list of scenarios with thumbnails of their boards, and below it the generated battle."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.model import listing
from client.battle.model.scenario_filter import ScenarioFilter
from client.draw.board.thumbnail import Start, thumbnail
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace
from client.draw.ui.theme import Team
from client.screens.preview import scenario_title
from client.screens.scenario_choice import DIGITS
from client.text.catalogue import name, text
from client.text.names import scenario_name
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow
from client.widgets.text_field import TextField
from engine.battle import Side

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.model.listing import Listed
    from client.draw.ui.style import Style
    from client.screens.scenario_choice import ScenarioChoice
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from engine.battle.scenario import Scenario

WIDEST: Final = 352
"""Maximum width of the list with its panel, in points."""
_USUAL: Final = 312
"""The same without thumbnails."""
_INSIDE: Final = 8
_NUMBER: Final = 120
"""Width of a number with the maximum number of digits, in points."""
_PICTURE: Final = (54, 44)
"""Room for a thumbnail, in points."""


class PicturedList(ListBox):
    """A list whose rows begin with pictures, if there is room for them."""

    pictures: Callable[[str], pygame.Surface | None] | None = None
    """Returns the picture of a row by its code; None for a list without pictures."""

    def draw_row(self, canvas: Canvas, slot: pygame.Rect, row: ListRow) -> None:
        """Draw a row with its picture."""
        if self.pictures is None:
            super().draw_row(canvas, slot, row)
            return
        style = canvas.style
        look = panels.row_look(style, chosen=row.code == self.code, hovered=canvas.hovers(slot))
        canvas.box(slot, look.fill, look.edge)
        lengths: list[Length] = [style.px(_PICTURE[0]), Share()]
        left, right = layout.split_columns(layout.inset(slot, style.px(4), 0), lengths)
        picture = self.pictures(row.code)
        if picture is not None:
            canvas.surface.blit(picture, picture.get_rect(center=left.center))
        else:
            canvas.icon(row.icon, style.px(24), style.colours.bad, left.center, (0.5, 0.5))
        inks = style.colours.bone100, style.colours.bone300
        canvas.lines(right, ButtonFace(row.title), row.subtitle, inks)


class ListOwner(Protocol):
    """The screen that the list belongs to."""

    def show_chosen(self) -> None:
        """Show the scenario that was chosen."""

    def ask_filter(self) -> None:
        """Ask for another filter."""

    def start(self) -> None:
        """Start the battle."""

    def lay_out(self) -> None:
        """Lay out everything anew: there are other rows."""


class ScenarioList:
    """The panel with the list in a rectangle of a form."""

    def __init__(
        self, form: Form, rect: pygame.Rect, choice: ScenarioChoice, owner: ListOwner
    ) -> None:
        """Create the panel: filter, list, and the number of the generated battle."""
        style = self._style = form.style
        self._choice = choice
        self._owner = owner
        pad, size = style.px(_INSIDE), style.layout.text.caption
        count = str(len(choice.listed))
        if choice.filter != ScenarioFilter():
            count = text("new.of", shown=count, all=len(choice.every))
        form.panel(rect, text("new.scenarios"), count)
        lengths: list[Length] = [style.px(style.layout.space.panel_head), Share()]
        _, below = layout.split_rows(rect, lengths)
        target = style.px(style.layout.space.target)
        heights: list[Length] = [
            target,
            Share(),
            style.writer.height(size),
            style.px(style.layout.space.button),
        ]
        inner = layout.inset(below, pad)
        filters, above, caption, foot = layout.split_rows(inner, heights, pad // 2)
        self.box = self._build_list(form, above)
        self.filter_button = Button(
            form, filters, ButtonFace(filter_words(choice.filter), "menu"), owner.ask_filter
        )
        label = text("new.number")
        form.label(label, caption.topleft, size, style.colours.bone300, room=caption.w)
        self.number_field = self._build_number(form, foot, label)

    def _build_list(self, form: Form, rect: pygame.Rect) -> PicturedList:
        choice = self._choice
        rows = [scenario_row(one) for one in choice.listed]
        box = PicturedList(form, rect, rows, choice.chosen.code, self._choose, self._owner.start)
        if rect.w >= _row_width(self._style, choice) + self._style.px(_PICTURE[0]):
            scenarios = {one.code: one.scenario for one in choice.listed}
            box.pictures = lambda code: self._picture(scenarios, code)
        return box

    def _picture(self, scenarios: dict[str, Scenario | None], code: str) -> pygame.Surface | None:
        scenario = scenarios[code] if code in scenarios else self._choice.generated.scenario
        if scenario is None:
            return None
        starts = [Start(Team[one.side.name], one.hex) for one in scenario.units]
        width, height = map(self._style.px, _PICTURE)
        return thumbnail(self._style, scenario.terrain, starts, (width - self._style.px(4), height))

    def _build_number(self, form: Form, rect: pygame.Rect, label: str) -> TextField:
        """Add the field for the number of the generated battle, and the button that rolls
        another.
        """
        style, digits = self._style, load_tuning().seed.digits
        face = ButtonFace(text("new.another"), "die", text("key.f4"))
        if rect.w - panels.button_width(style, face) < style.px(_NUMBER):
            face = ButtonFace("", "die", text("key.f4"))
        lengths: list[Length] = [Share(), panels.button_width(style, face)]
        left, right = layout.split_columns(rect, lengths, style.px(_INSIDE))
        number = self._choice.number
        field = TextField(form, left, number, self._write_number, DIGITS, digits, label)
        Button(form, right, face, self._roll_number).shortcut = pygame.K_F4
        return field

    # Choosing

    def _choose(self, code: str) -> None:
        self._choice.choose(code)
        self._owner.show_chosen()

    def _write_number(self, number: str) -> None:
        self._choice.write_number(number)
        self._refresh()

    def _roll_number(self) -> None:
        self._choice.roll_number()
        self.number_field.show(self._choice.number)
        self._refresh()

    def _refresh(self) -> None:
        """Show the generated battle anew, and the choice."""
        listed = self._choice.listed
        if len(listed) != len(self.box.rows):
            self._owner.lay_out()  # the number is that of a battle that the filter hid
            return
        self.box.rows = [scenario_row(one) for one in listed]
        if self._choice.chosen in listed:
            self.box.choose(listed.index(self._choice.chosen))
        self._owner.show_chosen()


def list_width(style: Style, choice: ScenarioChoice, usual: int) -> int:
    """Return the width of the panel: more than *usual* pixels only if the names of packaged
    scenarios need more, and less if there is no room for thumbnails.
    """
    needed = _row_width(style, choice) + 2 * style.px(_INSIDE)
    with_pictures = needed + style.px(_PICTURE[0])
    return max(needed, with_pictures if with_pictures <= usual else 0, min(usual, style.px(_USUAL)))


def _row_width(style: Style, choice: ScenarioChoice) -> int:
    """Return the width that a list needs for the names of all packaged scenarios."""
    widest = scenario_name(listing.generated_code(listing.widest_number()))
    packaged = [one for one in choice.every if not one.own and one is not choice.generated]
    rows = [*map(scenario_row, packaged), ListRow("", widest)]  # whatever number was rolled
    return max(ListBox.row_width(style, row, scrolls=True) for row in rows)


def scenario_row(listed: Listed) -> ListRow:
    """Return the row of a scenario."""
    title = scenario_title(listed)
    scenario = listed.scenario
    if scenario is None:
        return ListRow(listed.code, title, text("new.broken-row"), "bug")
    counts = [sum(placed.side is side for placed in scenario.units) for side in Side]
    subtitle = text(
        "new.own-row" if listed.own else "new.row",
        one=counts[0],
        two=counts[1],
        columns=len(scenario.terrain[0]),
        rows=len(scenario.terrain),
    )
    return ListRow(listed.code, title, subtitle)


def filter_words(filter_: ScenarioFilter) -> str:
    """Return what a filter lets through."""
    words = []
    if filter_.origin is not None:
        words.append(text(f"filter.origin.{filter_.origin.value}"))
    if filter_.size is not None:
        words.append(text(f"filter.size.{filter_.size.value}"))
    if filter_.armies is not None:
        words.append(text(f"filter.armies.{filter_.armies.value}"))
    if filter_.faction is not None:
        words.append(name("faction", filter_.faction))
    return text("filter.none") if not words else text("filter.between").join(words)
