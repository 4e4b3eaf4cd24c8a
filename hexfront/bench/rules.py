"""`hexfront bench rules`: decisions per second in random legal play, boards' tables, generator."""

from __future__ import annotations

import random
from typing import Annotated, Final

import typer

from engine import hexgrid
from engine.battle import load_scenario
from engine.battle.battle import Battle
from engine.battle.battlefield import Battlefield
from engine.battle.scenario import Scenario
from engine.battle.state import Setup
from engine.dice import SeededDice
from hexfront.bench import timing

SCENARIO: Final = "crossroads"
"""Ten against ten on 25 columns and 21 rows."""
BATTLES: Final = 40
SEEDS: Final = 40
"""Number of generated battles, from seed 0 on."""
BOARDS: Final = ((25, 21), (44, 60))
TERRAIN: Final = "......##%~"
"""The hexes that a random board is drawn from."""
ROUGH_COST: Final = 2
MILLISECONDS: Final = 1000


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("rules")(bench_rules)


def bench_rules(
    battles: Annotated[int, typer.Option(min=1, help="Battles a run.")] = BATTLES,
) -> None:
    """Measure the rules: legal actions listed and one applied, whole battles, ACTIVATE counted."""
    scenario = load_scenario(SCENARIO)
    timing.report(
        {"decisions": decisions(scenario, battles), "tables": tables(), "generator": generator()}
    )


def decisions(scenario: Scenario, battles: int) -> dict[str, object]:
    """Measure random battles of *scenario*, the same ones in every run."""
    setup = Setup(scenario)
    made = sum(play(setup, seed) for seed in range(battles))  # also warms up
    measured = timing.measure(lambda: [play(setup, seed) for seed in range(battles)])
    rates = [made / seconds for seconds in measured.seconds]
    return {
        "scenario": scenario.name,
        "battles": battles,
        "decisions": made,
        "per_second_best": round(max(rates)),
        "per_second": [round(rate) for rate in rates],
        "loop_seconds": timing.rounded(measured.loop_seconds),
    }


def play(setup: Setup, seed: int) -> int:
    """Play a battle by random legal actions to its end; return the number of decisions."""
    battle = Battle.from_setup(setup, SeededDice(seed))
    draw = random.Random(seed)
    made = 0
    while battle.result is None:
        actions = battle.legal_actions()
        battle.apply(actions[int(draw.random() * len(actions))])
        made += 1
    return made


def generator() -> dict[str, object]:
    """Measure the generator on the same seeds in every run, without the tables of the boards."""
    measured = timing.measure(lambda: [load_scenario(f"random:{seed}") for seed in range(SEEDS)])
    a_battle = [seconds / SEEDS for seconds in measured.seconds]
    return {
        "battles": SEEDS,
        "milliseconds_best": timing.rounded([min(a_battle)], MILLISECONDS)[0],
        "milliseconds": timing.rounded(a_battle, MILLISECONDS),
        "loop_seconds": timing.rounded(measured.loop_seconds),
    }


def tables() -> list[dict[str, object]]:
    """Measure the tables computed once per board, on random boards, without caches."""
    return [_table(columns, rows) for columns, rows in BOARDS]


def _table(columns: int, rows: int) -> dict[str, object]:
    draw = random.Random(columns)
    terrain = tuple("".join(draw.choices(TERRAIN, k=columns)) for _ in range(rows))

    def build() -> Battlefield:
        hexgrid.lines.cache_clear()
        return Battlefield(terrain, ROUGH_COST)

    measured = timing.measure(build)
    return {
        "columns": columns,
        "rows": rows,
        "milliseconds_best": timing.rounded([min(measured.seconds)], MILLISECONDS)[0],
        "milliseconds": timing.rounded(measured.seconds, MILLISECONDS),
        "loop_seconds": timing.rounded(measured.loop_seconds),
    }
