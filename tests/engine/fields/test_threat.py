"""What enemies can take from a unit in each cell in their next turn (R4, R6, R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest
from msgspec.structs import replace

from engine.battle import fields, reachable, targets, threats
from engine.battle.forecast import charge_chance, damage_forecasts_of, summarise_attack
from engine.hexgrid import cells_of
from tests.engine.boards import battle, blade, gun, unit
from tests.engine.fields.samples import BATTLES, TOLERANCE, Sample, samples
from tests.engine.walk import mostly_slow

if TYPE_CHECKING:
    from engine.battle.state import BattleState, Unit
    from engine.hexgrid import Cell, Grid

CELLS = 5
PLACES = 40


class Turn:
    """An enemy's next turn, played alone in every way, with the unit in one cell of its choice."""

    def __init__(self, sample: Sample, cell: Cell, foe: Unit) -> None:
        self.state, self.unit = sample.put(cell)
        self.foe = foe.unmarked()
        self.state = self.state.fork()
        self.state.put(self.foe)
        # What the enemy is in the middle of is over by then.
        self.state.end_activation()
        self.was_engaged = self.state.is_engaged(self.foe)
        self.chooser = sample.chooser

    def places(self) -> list[tuple[BattleState, Unit]]:
        """List where the enemy may be after MOVE: where it stands, or at any destination."""
        cells = cells_of(reachable.destinations(self.state, self.foe, self.foe.profile.move))
        cells = self.chooser.sample(cells, min(PLACES, len(cells)))
        found = [(self.state, self.foe)]
        for cell in cells:
            after = self.state.fork()
            gone = msgspec.structs.replace(
                self.foe,
                cell=cell,
                marks=replace(self.foe.marks, moved=True, fled=self.was_engaged),
            )
            after.put(gone)
            found.append((after, gone))
        return found

    def shots(self, state: BattleState, foe: Unit) -> float:
        """Add up the volleys at the unit that are legal; of two lots the better."""
        lots = {True: 0.0, False: 0.0}
        for weapon in targets.usable_ranged(state, foe):
            if targets.ranged_targets(state, foe, weapon) >> self.unit.id & 1:
                lots[weapon.pistol] += summarise_attack(state, foe, weapon, self.unit).damage
        return max(lots.values())

    def blows(self, state: BattleState, foe: Unit) -> float:
        """Return the damage of a fight, times the chance of a charge unless adjacent."""
        summary = damage_forecasts_of(state.setup).of_fight(
            foe.profile, self.unit.profile, self.unit.hp
        )
        if state.field.grid.near[foe.cell] >> self.unit.cell & 1:
            return summary.damage
        if foe.marks.fled or state.is_engaged(foe):
            return 0.0
        return summary.damage * charge_chance(state, foe, self.unit)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_no_enemy_can_take_more_than_the_map_says(name: str) -> None:
    for sample in samples(name, 3, moving=True):
        danger = threats.threat(sample.state, sample.unit)
        for cell in sample.cells(CELLS):
            for row, foe in enumerate(danger.enemies):
                turn = Turn(sample, cell, foe)
                bound = is_bound(sample, foe)
                ranged = melee = 0.0
                for state, there in turn.places():
                    # The one thing that is left out: a PISTOL of who is engaged with a friend.
                    ranged = max(ranged, 0.0 if bound else turn.shots(state, there))
                    melee = max(melee, turn.blows(state, there))
                assert danger.ranged[row, cell] >= ranged - TOLERANCE * (1 + ranged)
                assert danger.melee[row, cell] >= melee - TOLERANCE * (1 + melee)


def is_bound(sample: Sample, foe: Unit) -> bool:
    """Whether an enemy is engaged with somebody else than the unit."""
    own = sample.state.occupied[sample.unit.side.index] & ~(1 << sample.unit.cell)
    return bool(sample.state.field.grid.near[foe.cell] & own)


@pytest.mark.parametrize("name", mostly_slow(BATTLES))
def test_it_is_zero_where_no_enemy_gets_near(name: str) -> None:
    """No further than moved, then shot or charged: nothing falls beyond that."""
    for sample in samples(name, 4, moving=True):
        danger = threats.threat(sample.state, sample.unit)
        field = sample.state.field
        for row, foe in enumerate(danger.enemies):
            guns = max([weapon.range for weapon in foe.profile.ranged], default=0)
            blades = sample.state.setup.charge_roll.highest + 1 if foe.profile.melee else 0
            move = foe.profile.move
            for cell in field.grid.cells:
                apart = field.grid.distance(foe.cell, cell)
                if apart > move + guns:
                    assert danger.ranged[row, cell] == 0
                if apart > move + blades:
                    assert danger.melee[row, cell] == 0


# ---------------------------------------------------------------- one case at a time

FIGHTER = unit(blade("blade", NB=3), MOVE=2)


def column(row: fields.Map, grid: Grid, at: int) -> float:
    return float(row[grid.cell((at, 0))])


def test_an_enemy_that_fires_reaches_its_move_and_its_range() -> None:
    begun = battle("A.........b", A=unit(MOVE=9), b=unit(gun(RNG=3), MOVE=2))
    danger = threats.threat(begun.state, begun.unit("A"))
    seen = [column(danger.ranged[0], begun.state.field.grid, at) > 0 for at in range(10)]
    assert seen == [False] * 5 + [True] * 5
    assert not danger.melee.any()


def test_nothing_is_seen_through_a_wall() -> None:
    begun = battle("..#..\nA.#.b\n..#..", A=unit(), b=unit(gun(), MOVE=1))
    danger = threats.threat(begun.state, begun.unit("A"))
    assert danger.total[begun.unit("A").cell] == 0


@pytest.mark.parametrize("apart", range(4, 13))
def test_a_charge_counts_its_chance_times_the_fight(apart: int) -> None:
    begun = battle("A" + "." * (apart - 1) + "b", A=unit(HP_MAX=9), b=FIGHTER)
    state = begun.state
    danger = threats.threat(state, begun.unit("A"))
    summary = damage_forecasts_of(state.setup).of_fight(
        begun.unit("b").profile, begun.unit("A").profile, begun.hp("A")
    )
    needed = apart - 1 - 2
    expected = summary.damage * state.setup.charge_roll.chance_at_least(needed)
    assert danger.melee[0, begun.unit("A").cell] == pytest.approx(expected)
    assert summary.damage == pytest.approx(0.75)


@pytest.mark.parametrize(
    ("board", "needed"), [("A.~.b", 4), ("A~.b", 3), ("A..~b", 4), ("A...b", 3)]
)
def test_a_charge_pays_for_rough_ground(board: str, needed: int) -> None:
    begun = battle(board, A=unit(HP_MAX=9), b=unit(blade(), MOVE=0))
    danger = threats.threat(begun.state, begun.unit("A"))
    chance = begun.state.setup.charge_roll.chance_at_least(needed)
    assert danger.melee[0, begun.unit("A").cell] == pytest.approx(0.25 * chance)


def test_a_charge_may_end_beside_a_friend_but_not_pass_one() -> None:
    begun = battle("A.b\n...\nC..", A=unit(HP_MAX=9), b=unit(blade(), MOVE=0), C=unit())
    state, goal = begun.state, begun.unit("A")
    danger = threats.threat(state, goal)
    expected = 0.25 * charge_chance(state, begun.unit("b"), goal)
    assert danger.melee[0, goal.cell] == pytest.approx(expected)
    assert expected > 0


def test_who_is_engaged_with_a_friend_stays_and_fights() -> None:
    begun = battle("A...Cb", A=unit(MOVE=4), C=unit(), b=unit(gun(), blade()))
    danger = threats.threat(begun.state, begun.unit("A"))
    assert not danger.ranged.any()
    assert column(danger.melee[0], begun.state.field.grid, 3) == 0
    assert column(danger.melee[0], begun.state.field.grid, 4) == pytest.approx(0.25)


def test_who_is_engaged_with_the_unit_alone_is_free_once_it_leaves() -> None:
    begun = battle(".......Ab", A=unit(MOVE=9), b=unit(gun(RNG=3), blade(), MOVE=3))
    danger = threats.threat(begun.state, begun.unit("A"))
    grid = begun.state.field.grid
    # It moves past where the unit stood: 3 to column 5, and fires at column 2.
    assert [column(danger.ranged[0], grid, at) > 0 for at in range(4)] == [False, False, True, True]
    assert column(danger.melee[0], grid, 4) == pytest.approx(0.25)


def test_a_heavy_weapon_counts_as_still_where_it_stands() -> None:
    begun = battle("A....b", A=unit(HP_MAX=9), b=unit(gun("gun", "HEAVY", RNG=4), MOVE=2))
    danger = threats.threat(begun.state, begun.unit("A"))
    grid = begun.state.field.grid
    assert column(danger.ranged[0], grid, 1) == pytest.approx(1 / 3)
    assert column(danger.ranged[0], grid, 0) == pytest.approx(0.25)


def test_heavy_and_rapid_fire_count_for_the_better_of_both() -> None:
    gun_ = gun("gun", "HEAVY", "RAPID_FIRE 2", RNG=4)
    begun = battle("A....b", A=unit(HP_MAX=9), b=unit(gun_, MOVE=2))
    danger = threats.threat(begun.state, begun.unit("A"))
    grid = begun.state.field.grid
    assert column(danger.ranged[0], grid, 3) == pytest.approx(1.0)  # close where it stands
    assert column(danger.ranged[0], grid, 1) == pytest.approx(0.75)  # close after a move


def test_blast_counts_the_friends_beside_the_cell() -> None:
    begun = battle("A.CD....b", A=unit(HP_MAX=9), b=unit(gun("gun", "BLAST"), MOVE=0))
    both = battle("A.C.D...b", A=unit(HP_MAX=9), b=unit(gun("gun", "BLAST"), MOVE=0))
    between = column(threats.threat(both.state, both.unit("A")).ranged[0], both.state.field.grid, 3)
    beside = column(
        threats.threat(begun.state, begun.unit("A")).ranged[0], begun.state.field.grid, 1
    )
    assert between == pytest.approx(0.5)
    assert beside == pytest.approx(0.25)


def test_cover_helps_in_cover_only() -> None:
    begun = battle("A.%..b", A=unit(ARMOR_SAVE=6), b=unit(gun(), MOVE=0))
    danger = threats.threat(begun.state, begun.unit("A"))
    grid = begun.state.field.grid
    assert column(danger.ranged[0], grid, 2) == pytest.approx(0.25 * 4 / 6)
    assert column(danger.ranged[0], grid, 1) == pytest.approx(0.25 * 5 / 6)


def test_who_can_choose_is_shared_out() -> None:
    """Both are in reach of b: A and C; in reach of d is A alone."""
    begun = battle(
        "d...A....C..b",
        A=unit(HP_MAX=9), C=unit(HP_MAX=9),
        b=unit(gun("long", RNG=12, NB=4), MOVE=0), d=unit(gun("short", RNG=4), MOVE=0),
    )  # fmt: skip
    danger = threats.threat(begun.state, begun.unit("A"))
    cell = begun.unit("A").cell
    assert [foe.id for foe in danger.enemies] == [begun.ids["b"], begun.ids["d"]]
    assert danger.choices.tolist() == [1, 0]
    assert danger.total[cell] == pytest.approx(1.0 + 0.25)
    assert danger.shared[cell] == pytest.approx(1.0 / 2 + 0.25)
