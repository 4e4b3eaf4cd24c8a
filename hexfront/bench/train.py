"""`hexfront bench train`: a timestep of the environment, and of the shipped recipe's learner."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from engine.errors import EngineError
from hexfront.bench import timing
from hexfront.ending import FAILED
from hexfront.extra import needing_train

if TYPE_CHECKING:
    from training.step_benchmark import StepTimes

SHIPPED: Final = "main"
"""The recipe of the shipped policy."""
BUDGETED: Final = "bot:greedy"
"""The opponent that the time budgets refer to."""
TEACHER: Final = "bot:tactician"
"""The strongest bot, measured without a budget."""
STEPS: Final = 3000
"""Steps of each run of an environment alone; a learner runs for one update."""
MICROSECONDS: Final = 1_000_000
DIGITS: Final = 3


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("train")(bench_train)


def bench_train(
    recipe: Annotated[
        Path | None, typer.Option(help="Recipe to measure instead of that of the shipped policy.")
    ] = None,
    steps: Annotated[
        int, typer.Option(min=1, help="Steps of each run of an environment alone.")
    ] = STEPS,
) -> None:
    """Measure a timestep of the environment, and one of a learner, in microseconds."""
    try:
        facts = _measure(recipe, steps)
    except EngineError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    timing.report(facts)


def _measure(file: Path | None, steps: int) -> dict[str, object]:
    """Return the figures; runs of all kinds alternate, so that disturbances affect all of them."""
    from engine.players.model import codec_of

    with needing_train():
        from training.league import League
        from training.recipe_file import packaged_recipe, read_recipe
        from training.step_benchmark import EnvironmentLoop, LearnerLoop
    recipe = read_recipe(packaged_recipe(SHIPPED) if file is None else file)
    env_loops = {name: EnvironmentLoop(recipe, name) for name in (BUDGETED, TEACHER)}
    constant, budgeted = LearnerLoop(recipe, None), LearnerLoop(recipe, BUDGETED)
    pool = LearnerLoop(recipe, League(recipe, codec_of(recipe.encoding)).draw)
    for loop in env_loops.values():
        loop.run(steps)  # warms up, as creating a `LearnerLoop` does
    loops: list[float] = []
    runs: dict[str, list[StepTimes]] = {
        key: [] for key in (*env_loops, "constant", "budgeted", "pool")
    }
    for _ in range(timing.RUNS):
        loops.append(timing.time_of(timing.run_loop))
        for opponent, loop in env_loops.items():
            runs[opponent].append(loop.run(steps))
        runs["constant"].append(constant.run())
        runs["budgeted"].append(budgeted.run())
        runs["pool"].append(pool.run())
    return {
        "recipe": recipe.name,
        "environment": [_environment(opponent, runs[opponent]) for opponent in env_loops],
        "learning": _learning(runs),
        "pool": _pool(runs["pool"]),
        "loop_seconds": timing.rounded(loops),
    }


def _environment(opponent: str, runs: list[StepTimes]) -> dict[str, object]:
    each = [run.per_step for run in runs]
    return {
        "opponent": opponent,
        "steps": runs[0].steps,
        "microseconds_best": _microseconds([min(each)])[0],
        "microseconds": _microseconds(each),
        "microseconds_with_resets": _microseconds([run.per_step_with_resets for run in runs]),
    }


def _learning(runs: dict[str, list[StepTimes]]) -> dict[str, object]:
    """Return the time of a learner's step as a ratio to that of its parts."""
    learner = [run.per_step_with_resets for run in runs["budgeted"]]
    constant = [run.per_step_with_resets for run in runs["constant"]]
    environment = [run.per_step_with_resets for run in runs[BUDGETED]]
    ratios = [
        whole / (alone + env)
        for whole, alone, env in zip(learner, constant, environment, strict=True)
    ]
    return {
        "opponent": BUDGETED,
        "steps": runs["budgeted"][0].steps,
        "ratio_best": round(min(ratios), DIGITS),
        "ratio": [round(ratio, DIGITS) for ratio in ratios],
        "microseconds": _microseconds(learner),
        "microseconds_with_constant_env": _microseconds(constant),
        "microseconds_of_env": _microseconds(environment),
    }


def _pool(runs: list[StepTimes]) -> dict[str, object]:
    rates = [1 / run.per_step_with_resets for run in runs]
    return {
        "steps": runs[0].steps,
        "per_second_best": round(max(rates)),
        "per_second": [round(rate) for rate in rates],
    }


def _microseconds(seconds: list[float]) -> list[float]:
    return [round(value * MICROSECONDS, 1) for value in seconds]
