"""`hexfront bench train`: a step of the environment, and a step of the shipped recipe's learner."""

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
"""The recipe of the opponent that ships."""
JUDGED: Final = "bot:greedy"
"""The opponent that the budgets are about."""
APART: Final = "bot:tactician"
STEPS: Final = 3000
"""Of an environment, a run; a learner takes the steps between two updates of its recipe."""
MICROSECONDS: Final = 1_000_000
DIGITS: Final = 3


def register(app: typer.Typer) -> None:
    """Add the command to `bench`."""
    app.command("train")(bench_train)


def bench_train(
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe: docs/training.md; the shipped one unless told.")
    ] = None,
    steps: Annotated[
        int, typer.Option(min=1, help="Steps a run of an environment by itself.")
    ] = STEPS,
) -> None:
    """Measure a step of the environment, and one of a learner that plays in it, in microseconds."""
    try:
        facts = _measure(recipe, steps)
    except EngineError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(FAILED) from error
    timing.report(facts)


def _measure(file: Path | None, steps: int) -> dict[str, object]:
    """Measure all of it three times, one after the other, so that every run has its own share."""
    from engine.players.model import codec_of

    with needing_train():
        from training.league import League
        from training.recipe import packaged_recipe, read_recipe
        from training.step_benchmark import EnvironmentLoop, LearnerLoop
    recipe = read_recipe(packaged_recipe(SHIPPED) if file is None else file)
    walks = {opponent: EnvironmentLoop(recipe, opponent) for opponent in (JUDGED, APART)}
    still, judged = LearnerLoop(recipe, None), LearnerLoop(recipe, JUDGED)
    pool = LearnerLoop(recipe, League(recipe, codec_of(recipe.encoding)).draw)
    for walk in walks.values():
        walk.go(steps)  # warms up, as making a practice does
    loops: list[float] = []
    runs: dict[str, list[StepTimes]] = {key: [] for key in (*walks, "still", "judged", "pool")}
    for _ in range(timing.RUNS):
        loops.append(timing.time_of(timing.run_loop))
        for opponent, walk in walks.items():
            runs[opponent].append(walk.go(steps))
        runs["still"].append(still.go())
        runs["judged"].append(judged.go())
        runs["pool"].append(pool.go())
    return {
        "recipe": recipe.name,
        "environment": [_environment(opponent, runs[opponent]) for opponent in walks],
        "learning": _learning(runs),
        "pool": _pool(runs["pool"]),
        "loop_seconds": timing.rounded(loops),
    }


def _environment(opponent: str, runs: list[StepTimes]) -> dict[str, object]:
    each = [run.a_step for run in runs]
    return {
        "opponent": opponent,
        "steps": runs[0].steps,
        "microseconds_best": _microseconds([min(each)])[0],
        "microseconds": _microseconds(each),
        "microseconds_with_beginnings": _microseconds([run.in_all for run in runs]),
    }


def _learning(runs: dict[str, list[StepTimes]]) -> dict[str, object]:
    """Put a step of learning beside what it is made of, in the same run."""
    judged = [run.in_all for run in runs["judged"]]
    still = [run.in_all for run in runs["still"]]
    environment = [run.in_all for run in runs[JUDGED]]
    ratios = [
        whole / (alone + around)
        for whole, alone, around in zip(judged, still, environment, strict=True)
    ]
    return {
        "opponent": JUDGED,
        "steps": runs["judged"][0].steps,
        "ratio_best": round(min(ratios), DIGITS),
        "ratio": [round(ratio, DIGITS) for ratio in ratios],
        "microseconds": _microseconds(judged),
        "microseconds_around_nothing": _microseconds(still),
        "microseconds_of_environment": _microseconds(environment),
    }


def _pool(runs: list[StepTimes]) -> dict[str, object]:
    rates = [1 / run.in_all for run in runs]
    return {
        "steps": runs[0].steps,
        "per_second_best": round(max(rates)),
        "per_second": [round(rate) for rate in rates],
    }


def _microseconds(seconds: list[float]) -> list[float]:
    return [round(value * MICROSECONDS, 1) for value in seconds]
