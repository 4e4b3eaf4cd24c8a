"""`hexfront train`: a policy from a recipe; a run may be stopped and resumed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from hexfront.command_options import AsJson, Workers
from hexfront.extra import needing_train
from hexfront.output import output_of
from hexfront.progress import Bars, default_workers, failing_clearly, make_bars

if TYPE_CHECKING:
    from engine.players.model import Card


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("train")(train)


def train(
    context: typer.Context,
    recipe: Annotated[
        Path, typer.Argument(help="TOML file with the settings; see docs/training.md.")
    ],
    folder: Annotated[
        Path,
        typer.Option(help="Folder of the run; the same command resumes a run that was stopped."),
    ],
    workers: Workers = None,
    as_json: AsJson = False,
) -> None:
    """Train a policy by imitation, policy improvement and PPO, and write it as a model."""
    with needing_train():
        from training.recipe_file import read_recipe
        from training.run import Run
    with failing_clearly("folder"), make_bars() as progress:
        count = default_workers() if workers is None else workers
        card = Run(read_recipe(recipe), folder, count, Bars(progress)).finish()
    content = msgspec.to_builtins(card)
    output_of(context, as_json=as_json).report(content, in_words(folder, card))


def in_words(folder: Path, card: Card) -> str:
    """Return a model as text: its folder, its timesteps, the results of its last evaluation."""
    lines = [f"model:{folder}: {card.steps} steps in {card.seconds / 60:.0f} minutes"]
    for opponent, tally in card.results["last"]["against"].items():
        low, high = tally["interval"]
        lines.append(f"  against {opponent} {tally['win_rate']:.1%} ({low:.1%} to {high:.1%})")
    return "\n".join(lines)
