"""`hexfront train`: a policy from a recipe, killed and resumed as one likes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from hexfront.extra import needing_train
from hexfront.options import AsJson, Workers
from hexfront.output import output_of
from hexfront.progress import Bars, default_workers, failing_clearly, make_bars

if TYPE_CHECKING:
    from engine.players.model import Card


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("train")(train)


def train(
    context: typer.Context,
    recipe: Annotated[Path, typer.Argument(help="A TOML file: docs/training.md.")],
    folder: Annotated[
        Path, typer.Option(help="Where the run is kept; the same command goes on from it.")
    ],
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Train a policy: lessons, imitation, learning by playing, the model with its card."""
    with needing_train():
        from training.recipe import read_recipe
        from training.run import Run
    with failing_clearly("folder"), make_bars() as progress:
        count = default_workers() if workers is None else workers
        card = Run(read_recipe(recipe), folder, count, Bars(progress)).finish()
    told = msgspec.to_builtins(card)
    output_of(context, as_json=as_json).report(told, in_words(folder, card))


def in_words(folder: Path, card: Card) -> str:
    """Write a model as text: where it is, what it has learned, how strong it was at last."""
    lines = [f"model:{folder}: {card.steps} steps in {card.seconds / 60:.0f} minutes"]
    for opponent, tally in card.results["last"]["against"].items():
        low, high = tally["interval"]
        lines.append(f"  against {opponent} {tally['win_rate']:.1%} ({low:.1%} to {high:.1%})")
    return "\n".join(lines)
