"""The threat map of a side, against a slow computation hex by hex from the forecast."""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from engine.battle import attack, forecast, threat_map
from engine.battle.attack import Circumstances
from engine.battle.battlefield import is_visible
from engine.battle.forecast import damage_of
from engine.hexgrid import cells_of
from tests.engine.boards import battle, blade, gun, unit
from tests.engine.fields.samples import BATTLES, TOLERANCE, samples
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.side import Side
    from engine.battle.state import BattleState, Unit
    from engine.data.catalog import Profile, Weapon
    from engine.hexgrid import Cell

CELLS = 6
UNITS = 3


class PlainThreat:
    """What each enemy can do to a unit in a hex, found by walking from hex to hex."""

    def __init__(self, state: BattleState, side: Side, unit: Unit | None) -> None:
        self.state = state
        self.grid = state.field.grid
        self.own = {one.cell for one in state.living(side) if unit is None or one.id != unit.id}
        self.foes = {foe.cell for foe in state.living(side.other)}
        self.near = {
            cell: [at for at in self.grid.cells if self.grid.distance(at, cell) == 1]
            for cell in self.grid.cells
        }
        self.moves_of = {foe.id: self.moves(foe) for foe in state.living(side.other)}
        self.ways_of = {foe.id: self.ways(foe) for foe in state.living(side.other)}

    def is_near_own(self, cell: Cell) -> bool:
        return any(at in self.own for at in self.near[cell])

    def walk(self, starts: Iterable[Cell], most: int, *, last_step: bool) -> dict[Cell, int]:
        """Return the points to each hex, cheapest first; the last step may end near a friend."""
        costs = dict.fromkeys(starts, 0)
        waiting = [(0, cell) for cell in costs]
        while waiting:
            spent, cell = heapq.heappop(waiting)
            if spent > costs[cell] or (spent and self.is_near_own(cell)):
                continue
            for at in self.near[cell]:
                cost = spent + self.state.field.cost(at)
                if not self.state.field.ground >> at & 1 or at in self.own | self.foes:
                    continue
                if cost > most or (self.is_near_own(at) and not last_step):
                    continue
                if at not in costs or cost < costs[at]:
                    costs[at] = cost
                    heapq.heappush(waiting, (cost, at))
        return costs

    def moves(self, foe: Unit) -> set[Cell]:
        if self.is_near_own(foe.cell):
            return {foe.cell}
        return set(self.walk([foe.cell], foe.profile.move, last_step=False))

    def ways(self, foe: Unit) -> dict[Cell, int]:
        """Return the points that a charge needs to each hex, after any move."""
        if self.is_near_own(foe.cell):
            return {foe.cell: 0}
        highest = self.state.setup.charge_roll.highest
        return self.walk(self.moves_of[foe.id], highest, last_step=True)

    def ranged(self, foe: Unit, profile: Profile, hp: int, cell: Cell) -> float:
        if self.is_near_own(foe.cell):
            return 0.0
        moves = self.moves_of[foe.id]
        return sum(
            max(self.shot(weapon, profile, hp, cell, at, foe.cell) for at in moves)
            for weapon in foe.profile.ranged
        )

    def shot(
        self, weapon: Weapon, profile: Profile, hp: int, cell: Cell, at: Cell, stood: Cell
    ) -> float:
        """Return the damage of a volley from *at*, by the exact odds."""
        field, apart = self.state.field, self.grid.distance(at, cell)
        if apart > weapon.range or not is_visible(self.grid, field.walls, at, cell):
            return 0.0
        close = 2 * apart <= weapon.range
        here = Circumstances(bool(field.cover >> cell & 1), close, at == stood)
        added = weapon.rapid_fire if close else 0
        if weapon.blast:
            added += sum(self.grid.distance(cell, own) == 1 for own in self.own) // 2
        counts = tuple((n + added, p) for n, p in weapon.attacks.distribution().items())
        return damage_of(forecast.volley((attack.stats_of(weapon, profile, here),), (counts,), hp))

    def melee(self, foe: Unit, profile: Profile, hp: int, cell: Cell) -> float:
        if not foe.profile.melee:
            return 0.0
        roll = self.state.setup.charge_roll
        needed = [points for at, points in self.ways_of[foe.id].items() if cell in self.near[at]]
        if not needed:
            return 0.0
        chance = sum(p for points, p in roll.distribution().items() if points >= min(needed))
        return chance * damage_of(forecast.fight_between(foe.profile, profile, hp))


@pytest.mark.parametrize("whole_side", [True, False], ids=["side", "unit"])
@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_every_number_is_that_of_a_plain_computation(name: str, *, whole_side: bool) -> None:
    for sample in samples(name, 5)[:UNITS]:
        state, own = sample.state, sample.unit
        side, foes = own.side, state.living(own.side.other)
        found = threat_map.threat_map(state, side, None if whole_side else own)
        assert [reach.unit for reach in found.reaches] == [foe.id for foe in foes]
        common = threat_map.most_common(state.living(side))
        leaving, staying = PlainThreat(state, side, own), PlainThreat(state, side, None)
        for cell in sample.cells(CELLS):
            judged, hp, plain = own, own.hp, leaving
            if whole_side and cell != own.cell:
                judged, hp, plain = common, common.profile.hp_max, staying
            damages = []
            for row, foe in enumerate(foes):
                ranged = plain.ranged(foe, judged.profile, hp, cell)
                melee = plain.melee(foe, judged.profile, hp, cell)
                assert found.ranged[row, cell] == pytest.approx(ranged, abs=TOLERANCE)
                assert found.melee[row, cell] == pytest.approx(melee, abs=TOLERANCE)
                damages.append(ranged + melee)
            assert found.counts[cell] == sum(damage > 0 for damage in damages)
            assert found.hp[cell] == hp
            assert found.damage[cell] == pytest.approx(min(hp, sum(damages)), abs=TOLERANCE)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_the_reach_of_an_enemy_is_where_it_can_do_damage(name: str) -> None:
    for sample in samples(name, 6)[:UNITS]:
        state, own = sample.state, sample.unit
        found = threat_map.threat_map(state, own.side, own)
        plain = PlainThreat(state, own.side, own)
        for row, reach in enumerate(found.reaches):
            assert set(cells_of(reach.moves)) == plain.moves_of[reach.unit]
            for cell in cells_of(state.field.ground):
                assert bool(found.ranged[row, cell]) <= bool(reach.shots >> cell & 1)
                assert bool(found.melee[row, cell]) <= bool(reach.charges >> cell & 1)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_an_attack_comes_from_a_hex_where_it_is_possible(name: str) -> None:
    for sample in samples(name, 7)[:UNITS]:
        state, own = sample.state, sample.unit
        found = threat_map.threat_map(state, own.side, own)
        for cell in sample.cells(CELLS):
            for source in found.sources(cell):
                reach = next(one for one in found.reaches if one.unit == source.unit)
                start = threat_map.attack_cell(state, reach, cell)
                assert reach.moves >> start & 1
                if source.ranged:
                    far = max(weapon.range for weapon in state.units[reach.unit].profile.ranged)
                    assert state.field.grid.distance(start, cell) <= far
                    assert is_visible(state.field.grid, state.field.walls, start, cell)


# ---------------------------------------------------------------- one case at a time


def test_sources_are_sorted_by_damage() -> None:
    begun = battle(
        "c...A....b",
        A=unit(HP_MAX=9), b=unit(gun("strong", NB=4, RNG=9)), c=unit(gun("weak", RNG=9)),
    )  # fmt: skip
    own = begun.unit("A")
    found = threat_map.threat_map(begun.state, own.side, own)
    sources = found.sources(own.cell)
    assert [source.unit for source in sources] == [begun.ids["b"], begun.ids["c"]]
    assert [source.damage for source in sources] == pytest.approx([1.0, 0.25])
    assert found.counts[own.cell] == 2
    assert found.damage[own.cell] == pytest.approx(1.25)


def test_nobody_loses_more_than_it_has() -> None:
    begun = battle(
        "b.A.c", A=unit(HP_MAX=1), b=unit(gun("one", NB=9)), c=unit(gun("two", NB=9))
    )  # fmt: skip
    own = begun.unit("A")
    found = threat_map.threat_map(begun.state, own.side, own)
    assert found.ranged[:, own.cell].sum() > 1
    assert found.damage[own.cell] == 1


def test_without_a_unit_empty_hexes_are_about_the_most_common_statline() -> None:
    begun = battle(
        "A.B.C...d",
        A=unit(HP_MAX=7), B=unit(HP_MAX=2), C=unit(HP_MAX=2), d=unit(gun(RNG=9)),
    )  # fmt: skip
    state = begun.state
    found = threat_map.threat_map(state, begun.unit("A").side)
    assert found.hp[begun.unit("A").cell] == 7
    assert found.hp[begun.unit("B").cell] == 2
    # The three statlines are one unit each: the first counts.
    assert found.hp[state.field.grid.cell((1, 0))] == 7


def test_no_unit_is_threatened_in_a_wall() -> None:
    begun = battle("A#...b", A=unit(), b=unit(gun(RNG=9), blade(), MOVE=9))
    own = begun.unit("A")
    for judged in (own, None):
        found = threat_map.threat_map(begun.state, own.side, judged)
        wall = begun.state.field.grid.cell((1, 0))
        assert found.damage[wall] == found.counts[wall] == found.hp[wall] == 0


def test_a_side_without_enemies_or_without_units_is_not_threatened() -> None:
    begun = battle("A....b", A=unit(gun("gun", NB=9), HP_MAX=9), b=unit(HP_MAX=1))
    for gone in ("A", "b"):
        emptied = begun.state.fork()
        emptied.put(replace(begun.unit(gone), hp=0))
        found = threat_map.threat_map(emptied, begun.unit("A").side)
        assert not found.damage.any()
        assert not found.counts.any()
