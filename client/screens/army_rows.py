"""The rows of lists of the player's own armies, and what is shown of the chosen one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.view.catalog_cards import catalog_card
from client.text.army_text import army_facts, army_problem
from client.text.catalogue import render, text
from client.widgets.list_box import ListRow
from engine.battle import Side
from engine.battle.army import find_problems
from engine.battle.scenario_files import packaged_materials
from engine.errors import shorten_problems
from engine.plaintext import escape

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from client.battle.model.army_files import ListedArmy
    from client.battle.view.cards import UnitCard
    from client.screens.unit_cards import UnitCards
    from engine.battle.army import Army
    from engine.data.catalog import UnitEntry, WeaponEntry
    from engine.sentences import Sentence

BROKEN: Final = "bug"
"""The icon of armies that can't be read."""
UNFIT: Final = "cross"
"""The icon of armies that can't be fielded."""


def army_obstacles(listed: ListedArmy) -> list[Sentence]:
    """Return what keeps an army from being fielded in any battle."""
    return [] if listed.army is None else find_problems(listed.army, packaged_materials())


def army_row(listed: ListedArmy, obstacles: Sequence[Sentence]) -> ListRow:
    """Return the row of an army: its facts, or that it can't be read or, for some *obstacles*,
    fielded.
    """
    title = escape(listed.title)
    if listed.army is None:
        return ListRow(listed.code, title, text("armies.broken-row"), BROKEN)
    if obstacles:
        return ListRow(listed.code, title, text("armies.unfit-row"), UNFIT)
    return ListRow(listed.code, title, army_facts(listed.army, packaged_materials().catalog))


def show_army(
    cards: UnitCards, listed: ListedArmy, obstacles: Sequence[Sentence], side: Side = Side.ONE
) -> None:
    """Show the units of an army, and above them what is wrong with it."""
    shown = [] if listed.army is None else army_cards(listed.army, side)
    cards.show(shown, problem_lines(listed, obstacles), is_wrong=True)


def problem_lines(listed: ListedArmy, obstacles: Sequence[Sentence]) -> list[str]:
    """Return what is wrong with an army: its file's problems, or what keeps it from being
    fielded.
    """
    if listed.army is not None:
        return [army_problem(one) for one in obstacles]
    file = escape(str(listed.path))
    problems = render(shorten_problems(listed.problems)).splitlines()
    return [text("armies.broken"), *(one.removeprefix(f"{file}: ") for one in problems)]


def army_cards(army: Army, side: Side) -> list[UnitCard]:
    """Return the cards of an army's units; units that are not declared have none."""
    catalog = packaged_materials().catalog
    known = {code: n for code, n in army.units.items() if code in catalog.units}
    return unit_cards(known, side, catalog.units, catalog.weapons)


def unit_cards(
    numbers: Mapping[str, int],
    side: Side,
    units: Mapping[str, UnitEntry],
    weapons: Mapping[str, WeaponEntry],
) -> list[UnitCard]:
    """Return the cards of units, by how many there are of each."""
    return [catalog_card(code, n, side, units[code], weapons) for code, n in numbers.items()]
