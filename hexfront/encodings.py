"""`hexfront encodings`: what learners make of the two encodings, side by side."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from hexfront.extra import needing_train
from hexfront.options import AsJson, Page
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import Bars, failing_clearly, make_bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.encoding_comparison import Learned
    from training.recipe import Recipe

PART: Final = "encodings"
"""The part of a page that holds the table, and the packaged recipe."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("encodings")(encodings)


def encodings(
    context: typer.Context,
    recipe: Annotated[
        Path | None, typer.Option(help="A recipe: docs/training.md; the packaged one unless told.")
    ] = None,
    page: Page = None,
    as_json: AsJson = False,
) -> None:
    """Let a learner begin from nothing on each environment, and measure what it has learned."""
    with needing_train():
        from training.encoding_comparison import compare
        from training.recipe import packaged_recipe, read_recipe
    with failing_clearly(None):
        read = read_recipe(packaged_recipe(PART) if recipe is None else recipe)
        if page is not None:
            read_part(page, PART)
        with make_bars() as progress:
            learned = compare(read, Bars(progress))
        table = markdown(read, learned)
        if page is not None:
            write_part(page, PART, table)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(learned), table)


def markdown(recipe: Recipe, learned: Sequence[Learned]) -> str:
    """Write the table: per cent won, draws counted half, with 95 % intervals."""
    opponents = recipe.evaluation.opponents
    how = (
        f"{recipe.ppo.total_timesteps:,} steps from nothing each, seed {recipe.seed}, then"
        f" {recipe.evaluation.games} games against each of these:"
    )
    lines = [
        how,
        "",
        f"| environment | {' | '.join(f'`{name}`' for name in opponents)} |",
        f"|---|{'---|' * len(opponents)}",
    ]
    for one in learned:
        cells = [one.against[name] for name in opponents]
        rates = [
            f"{cell.win_rate:.1%} ({cell.interval[0]:.1%} to {cell.interval[1]:.1%})"
            for cell in cells
        ]
        lines.append(f"| `{one.environment}` | {' | '.join(rates)} |")
    return "\n".join(lines)
