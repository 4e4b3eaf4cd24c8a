"""What charging from each cell is worth: the chance to reach times the fight (R7)."""

from __future__ import annotations

import random

import pytest

from engine.battle import fields
from engine.battle.forecast import DamageSummary, charge_chance, forecast_fight
from engine.battle.state import Setup
from engine.battle.turn import start
from tests.engine.boards import battle, blade, unit
from tests.engine.fields.samples import TOLERANCE, Sample, value_taken
from tests.engine.generated import SMALL, seeded

WIDE = "\n".join(["." * 15] * 9)
FIGHTER = unit(blade("blade", NB=3))


def drawn(rows: list[str], places: dict[str, tuple[int, int]]) -> str:
    board = [list(row) for row in rows]
    for letter, (column, row) in places.items():
        board[row][column] = letter
    return "\n".join("".join(row) for row in board)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("roll", ["D6", "2D6"])
def test_alone_with_one_enemy_the_map_is_chance_times_worth(seed: int, roll: str) -> None:
    chooser = random.Random(seed)
    rows = ["".join(chooser.choices(".~%#", (12, 2, 2, seed % 3), k=13)) for _ in range(9)]
    hexes = [(c, r) for c in range(13) for r in range(9)]
    here, there = chooser.sample(hexes, 2)
    begun = battle(drawn(rows, {"A": here, "b": there}), A=FIGHTER, b=unit(HP_MAX=2),
                   numbers={"CHARGE_DICE": roll})  # fmt: skip
    sample = Sample(begun.state, begun.unit("A"), chooser)
    worth = fields.charging(begun.state, begun.unit("A"), value_taken)
    for cell in sample.cells(1000):
        state, unit_there = sample.put(cell)
        if state.is_engaged(unit_there):
            continue
        foe = begun.unit("b")
        summary = DamageSummary.from_chances(forecast_fight(unit_there, foe))
        expected = charge_chance(state, unit_there, foe) * value_taken(foe, summary)
        assert worth[cell] == pytest.approx(expected, rel=TOLERANCE, abs=TOLERANCE)


def test_the_better_of_two_far_apart_counts() -> None:
    begun = battle(drawn(WIDE.split(), {"A": (7, 4), "b": (0, 4), "c": (14, 4)}), A=FIGHTER,
                   b=unit(HP_MAX=1), c=unit(T=9, HP_MAX=9))  # fmt: skip
    state, charger = begun.state, begun.unit("A")
    worth = fields.charging(state, charger, value_taken)
    expected = [
        charge_chance(state, charger, foe)
        * value_taken(foe, DamageSummary.from_chances(forecast_fight(charger, foe)))
        for foe in (begun.unit("b"), begun.unit("c"))
    ]
    assert worth[charger.cell] == pytest.approx(max(expected), rel=TOLERANCE)
    assert expected[0] > expected[1]


def test_who_has_no_melee_weapon_gains_nothing() -> None:
    begun = battle("A...b", A=unit(), b=unit())
    assert not fields.charging(begun.state, begun.unit("A"), value_taken).any()


def test_a_charge_that_is_worth_less_than_nothing_is_not_counted() -> None:
    begun = battle("A...b", A=FIGHTER)
    assert not fields.charging(
        begun.state, begun.unit("A"), lambda _, summary: -summary.damage
    ).any()


@pytest.mark.parametrize("seed", range(6))
def test_whatever_stands_around_the_map_is_never_less_than_the_best_charge(seed: int) -> None:
    """Other units only ever make a charge longer: their hexes and those beside them are closed."""
    state, _ = start(Setup(seeded(600 + seed, SMALL)))
    for charger in state.units:
        if not state.is_engaged(charger) and charger.profile.melee:
            worth = fields.charging(state, charger, value_taken)
            for foe in state.living(charger.side.other):
                summary = DamageSummary.from_chances(forecast_fight(charger, foe))
                real = charge_chance(state, charger, foe) * value_taken(foe, summary)
                assert worth[charger.cell] >= real - TOLERANCE * (1 + real)
