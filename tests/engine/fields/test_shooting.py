"""What shooting from each cell is worth: the map against a unit put there (R6, R8)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from engine.battle import fields, targets, threats
from engine.battle.forecast import summarise_attack
from engine.battle.marks import Marks
from engine.hexgrid import cells_of
from tests.engine.boards import battle, gun, unit
from tests.engine.fields.samples import BATTLES, TOLERANCE, samples, value_taken
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from engine.battle.forecast import DamageSummary
    from engine.battle.state import BattleState, Unit
    from tests.engine.boards import Battle

CELLS = 12


def slow_worth(state: BattleState, shooter: Unit) -> float:
    """Add up the best volley of each weapon that may be fired, by lots that go together."""
    lots = {True: 0.0, False: 0.0}
    for weapon in targets.usable_ranged(state, shooter):
        worths = [
            value_taken(state.units[at], summarise_attack(state, shooter, weapon, state.units[at]))
            for at in cells_of(targets.ranged_targets(state, shooter, weapon))
        ]
        lots[weapon.pistol] += max(worths, default=0.0)
    return max(lots.values())


def fresh(shooter: Unit, *, advanced: bool, moved: bool) -> Unit:
    return msgspec.structs.replace(shooter, marks=Marks(advanced=advanced, moved=moved))


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
@pytest.mark.parametrize("advanced", [False, True])
def test_the_map_is_what_a_unit_put_there_could_do(name: str, *, advanced: bool) -> None:
    compared = 0
    for sample in samples(name, 1):
        state = sample.state.fork()
        # A unit that has done nothing yet: what it has fired or fled from is not asked.
        state.put(fresh(sample.unit, advanced=advanced, moved=sample.unit.marks.moved))
        sample_now = sample._replace(state=state, unit=state.units[sample.unit.id])
        worth = fields.shooting(state, sample_now.unit, value_taken, advanced=advanced)
        for cell in sample_now.cells(CELLS):
            there, shooter = sample_now.put(cell)
            if there.is_engaged(shooter):
                continue
            expected = slow_worth(there, shooter)
            assert worth[cell] == pytest.approx(expected, rel=TOLERANCE, abs=TOLERANCE)
            compared += expected > 0
    assert compared or name not in ("crossroads", "random:17") or advanced


def test_asking_changes_nothing() -> None:
    for sample in samples("crossroads", 2):
        before = sample.state.to_bytes()
        fields.shooting(sample.state, sample.unit, value_taken)
        fields.charging(sample.state, sample.unit, value_taken)
        threats.threat(sample.state, sample.unit)
        assert sample.state.to_bytes() == before


# ---------------------------------------------------------------- one rule at a time


def damage(_: Unit, summary: DamageSummary) -> float:
    return summary.damage


def along(begun: Battle, *, advanced: bool = False) -> list[float]:
    """Return the map of A's damage along the only row."""
    grid = begun.state.field.grid
    found = fields.shooting(begun.state, begun.unit("A"), damage, advanced=advanced)
    return [round(float(found[grid.cell((column, 0))]), 4) for column in range(grid.columns)]


HIT_AND_WOUND = 0.25
"""ATK 4 and STR 4 against T 4, without a save."""


def test_a_target_out_of_range_is_worth_nothing() -> None:
    begun = battle("A......b", A=unit(gun(RNG=3)))
    assert along(begun) == [0, 0, 0, 0, 0.25, 0.25, 0.25, 0.25]


def test_heavy_counts_where_the_unit_stands_only() -> None:
    begun = battle("..A..b", A=unit(gun("gun", "HEAVY")))
    assert along(begun)[1:4] == [0.25, round(2 / 3 / 2, 4), 0.25]
    moved = begun.act("A", "MOVE 1,0")
    assert along(moved)[1:4] == [0.25] * 3


def test_rapid_fire_and_melta_count_within_half_range() -> None:
    begun = battle("A......b", A=unit(gun("gun", "RAPID_FIRE 1", RNG=6)), b=unit(HP_MAX=9))
    assert along(begun)[:6] == [0, 0.25, 0.25, 0.25, 0.5, 0.5]
    begun = battle("A......b", A=unit(gun("gun", "MELTA 3", RNG=7)), b=unit(HP_MAX=9))
    assert along(begun)[:6] == [0.25, 0.25, 0.25, 0.25, 1, 1]


def test_cover_counts_from_where_there_is_some() -> None:
    begun = battle("A...b", on={"b": "%"}, A=unit(gun()), b=unit(ARMOR_SAVE=6))
    assert along(begun)[0] == round(HIT_AND_WOUND * 4 / 6, 4)
    begun = battle("A...b", A=unit(gun()), b=unit(ARMOR_SAVE=6))
    assert along(begun)[0] == round(HIT_AND_WOUND * 5 / 6, 4)


def test_blast_counts_the_friends_of_its_target() -> None:
    begun = battle("A...bc\n....d.", A=unit(gun("gun", "BLAST", NB=1)), b=unit(HP_MAX=9))
    assert along(begun)[0] == 0.5


def test_a_target_beside_a_friend_is_none() -> None:
    begun = battle("A...bC", A=unit(gun()), C=unit())
    assert along(begun)[0] == 0


def test_pistols_and_other_weapons_do_not_add_up() -> None:
    both = (gun("pistol", "PISTOL", NB=3), gun("rifle"), gun("carbine"))
    begun = battle("A...b", A=unit(*both), b=unit(HP_MAX=9))
    assert along(begun)[0] == 0.75
    begun = battle("A...b", A=unit(*both[1:]), b=unit(HP_MAX=9))
    assert along(begun)[0] == 0.5


def test_after_an_advance_only_assault_fires() -> None:
    begun = battle("A...b", A=unit(gun("rifle"), gun("carbine", "ASSAULT")))
    assert along(begun)[0] == 0.5
    assert along(begun, advanced=True)[0] == 0.25
