"""The choice of a side's army: the scenario's own or one of the players', with the cards of its
units.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

import pygame

from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Pop
from client.screens.army_rows import army_row, show_army, unit_cards
from client.screens.form_screen import FormScreen
from client.screens.unit_cards import UnitCards
from client.text.catalogue import name, text
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow

if TYPE_CHECKING:
    from client.battle.model.army_files import ListedArmy
    from client.battle.model.listing import Listed
    from client.host import Host
    from client.screens.fielded_armies import FieldedArmies
    from client.widgets.form import Form
    from engine.battle import Side
    from engine.sentences import Sentence

_LIST: Final = 0.42
"""Width of the list, as a fraction of the body's."""
_OWN: Final = "scenario"
"""The code of the row of the scenario's own army; that of a file is its path."""


class ChosenArmy(NamedTuple):
    """The result: an army of the players', or None for the scenario's own."""

    army: ListedArmy | None


class ArmyChoiceScreen(FormScreen):
    """The choice of a side's army in a scenario."""

    title = "army-choice.title"

    def __init__(self, app: Host, armies: FieldedArmies, listed: Listed, side: Side) -> None:
        """Create the screen for a side of a listed scenario."""
        super().__init__(app)
        self._armies = armies
        self._scenario = listed
        self._side = side
        current = armies.fielded(listed, side)
        self._code = _OWN if current is None else current.code
        self._chosen: ChosenArmy | None = None
        self._cards: UnitCards | None = None
        self._field: Button | None = None

    @property
    def result(self) -> ChosenArmy | None:
        """Return the chosen army."""
        return self._chosen

    def _choices(self) -> list[ListedArmy]:
        """Return the armies of the list; one that was shared is among them as long as it is
        wanted.
        """
        wanted = self._armies.wanted(self._side)
        shared = [wanted] if wanted is not None and wanted.path is None else []
        return [*shared, *self._armies.listed]

    @property
    def _listed(self) -> ListedArmy | None:
        """Return the army of the current row; None for the scenario's own."""
        return next((one for one in self._choices() if one.code == self._code), None)

    def build(self, form: Form) -> None:
        """Add the list at the left, the cards of the army's units at the right, the actions
        below.
        """
        self._armies.refresh()
        style, space = self.style, self.style.layout.space
        lengths: list[Length] = [Share(), style.px(space.button)]
        main, bar = layout.split_rows(self.body, lengths, style.px(space.gap))
        left, right = layout.split_columns(main, [Share(_LIST), Share(1 - _LIST)], style.px(8))
        rows = [ListRow(_OWN, text("army-choice.own"), self._own_facts())]
        rows += [army_row(one, self._obstacles(one)) for one in self._choices()]
        if self._code not in {row.code for row in rows}:
            self._code = _OWN
        head, inset = style.px(space.panel_head), style.px(8)
        needed = len(rows) * style.px(space.row + space.gap) + 2 * inset
        left.h = min(left.h, head + needed)
        form.panel(left, name("side", self._side.name))
        heights: list[Length] = [head, Share()]
        _, below = layout.split_rows(left, heights)
        inner = layout.inset(below, inset)
        ListBox(form, inner, rows, self._code, self._choose, self._take)
        self._cards = UnitCards(form, right)
        self._build_bar(form, bar)
        self._show()

    def _build_bar(self, form: Form, bar: pygame.Rect) -> None:
        style = self.style
        build = ButtonFace(text("army-choice.build"), "gear", "N")
        field = ButtonFace(text("army-choice.field"), "check", text("key.enter"))
        widths: list[Length] = [
            Share(),
            panels.button_width(style, build),
            max(style.px(200), panels.button_width(style, field)),
        ]
        _, middle, right = layout.split_columns(bar, widths, style.px(8))
        Button(form, middle, build, self.app.armies.open).shortcut = pygame.K_n
        self._field = Button(form, right, field, self._take, ButtonKind.PRIMARY)

    def _own_facts(self) -> str:
        scenario = self._scenario.scenario
        assert scenario is not None, "only of scenarios that can be played an army is chosen"
        placed = [one.unit for one in scenario.units if one.side is self._side]
        return text("new.points", n=sum(scenario.profiles[code].value for code in placed))

    def _obstacles(self, one: ListedArmy) -> list[Sentence]:
        return self._armies.obstacles(self._scenario, self._side, one)

    def _choose(self, code: str) -> None:
        self._code = code
        self._show()

    def _show(self) -> None:
        """Show the units of the current row's army, and whether it may be fielded."""
        listed = self._listed
        if self._cards is not None:
            if listed is None:
                self._show_own(self._cards)
            else:
                show_army(self._cards, listed, self._obstacles(listed), self._side)
        if self._field is not None:
            self._field.enable(self._may_take)

    def _show_own(self, cards: UnitCards) -> None:
        scenario = self._scenario.scenario
        assert scenario is not None, "as above"
        placed = [one.unit for one in scenario.units if one.side is self._side]
        numbers = {code: placed.count(code) for code in placed}
        shown = unit_cards(numbers, self._side, scenario.profiles, scenario.weapons)
        notes = [] if self._scenario.deployment is not None else [text("army-choice.fixed")]
        cards.show(shown, notes)

    @property
    def _may_take(self) -> bool:
        listed = self._listed
        return listed is None or (listed.army is not None and not self._obstacles(listed))

    def _take(self) -> None:
        if self._may_take:
            self._chosen = ChosenArmy(self._listed)
            self.app.go(Pop(self))
