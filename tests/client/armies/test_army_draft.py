"""An army while it is being built."""

from __future__ import annotations

from client.armies.army_draft import ArmyDraft
from engine.battle.army import Army
from tests.engine.armies.rosters import MATERIALS, army_of


def draft_of(army: Army | None = None, *, is_saved: bool = False) -> ArmyDraft:
    return ArmyDraft(MATERIALS, army or army_of(), is_saved=is_saved)


def test_units_are_added_up_to_the_most_of_a_kind() -> None:
    draft = draft_of()
    most = MATERIALS.numbers.most_of_a_kind
    assert [draft.add("linesman") for _ in range(most + 1)] == [True] * most + [False]
    assert draft.number("linesman") == most
    assert not draft.can_add("linesman")


def test_units_are_added_up_to_the_most_an_army_may_have() -> None:
    draft = draft_of()
    added = sum(draft.add(code) for code in draft.rows for _ in range(9))
    assert added == draft.army.size == MATERIALS.rules.most_units


def test_the_limit_does_not_keep_units_out_but_is_said() -> None:
    draft = draft_of(army_of(limit=100))
    for _ in range(4):
        draft.add("linesman")
    assert draft.points == 120
    assert [one.code for one in draft.problems()] == ["army.over-limit"]
    draft.remove("linesman")
    assert draft.problems() == []


def test_units_are_removed_until_there_is_none() -> None:
    draft = draft_of(army_of(linesman=1))
    assert [draft.remove("linesman") for _ in range(2)] == [True, False]
    assert draft.army.units == {}


def test_units_of_another_faction_can_be_removed_and_not_added() -> None:
    draft = draft_of(army_of(linesman=1, fleck=2))
    assert draft.rows[-1] == "fleck"
    assert not draft.add("fleck")
    draft.remove("fleck")
    assert [one.code for one in draft.problems()] == ["army.other-faction"]
    draft.remove("fleck")
    assert draft.problems() == []
    assert draft.rows[-1] == "fleck", "rows stay in their places while units are removed"


def test_another_faction_begins_empty_and_coming_back_loses_nothing() -> None:
    draft = draft_of(army_of(linesman=2))
    draft.faction = "murmur"
    assert draft.army.units == {}
    assert set(draft.rows) == set(MATERIALS.catalog.factions["murmur"].units)
    draft.add("fleck")
    draft.faction = "ordinate"
    assert draft.army.units == {"linesman": 2}


def test_the_army_has_its_units_in_the_order_of_the_faction() -> None:
    draft = draft_of()
    for code in ("marshal", "linesman"):
        draft.add(code)
    assert list(draft.army.units) == ["linesman", "marshal"]


def test_changes_are_those_against_the_file() -> None:
    draft = draft_of(army_of(linesman=2), is_saved=True)
    assert not draft.is_changed
    draft.add("linesman")
    assert draft.is_changed
    draft.remove("linesman")
    assert not draft.is_changed
    draft.name = "Another"
    assert draft.is_changed
    draft.saved = draft.army
    assert not draft.is_changed


def test_a_new_army_that_was_not_touched_is_no_change() -> None:
    draft = draft_of()
    assert not draft.is_changed
    draft.add("linesman")
    assert draft.is_changed


def test_a_faction_that_is_gone_can_be_replaced() -> None:
    draft = draft_of(army_of("nobody", linesman=1))
    assert draft.rows == ("linesman",)
    assert [one.code for one in draft.problems()] == ["army.no-faction"]
    draft.faction = "ordinate"
    assert draft.add("linesman")
    assert draft.problems() == []
