"""`hexfront encodings`: a comparison of the two encodings by training on each."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
import typer

from hexfront.command_options import AsJson, Page
from hexfront.extra import needing_train
from hexfront.output import output_of
from hexfront.pages import read_part, write_part
from hexfront.progress import Bars, failing_clearly, make_bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from training.encoding_comparison import EncodingResult
    from training.recipe import Recipe

PART: Final = "encodings"
"""The name of the part of a page that holds the table, and of the packaged recipe."""


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("encodings")(encodings)


def encodings(
    context: typer.Context,
    recipe: Annotated[
        Path | None, typer.Option(help="Recipe to train by instead of the packaged one.")
    ] = None,
    page: Page = None,
    as_json: AsJson = False,
) -> None:
    """Train an untrained learner on each encoding by one recipe, and compare their results."""
    with needing_train():
        from training.encoding_comparison import compare_encodings
        from training.recipe_file import packaged_recipe, read_recipe
    with failing_clearly(None):
        read = read_recipe(packaged_recipe(PART) if recipe is None else recipe)
        if page is not None:
            read_part(page, PART)
        with make_bars() as progress:
            results = compare_encodings(read, Bars(progress))
        table = markdown(read, results)
        if page is not None:
            write_part(page, PART, table)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(results), table)


def markdown(recipe: Recipe, results: Sequence[EncodingResult]) -> str:
    """Return the table: win rates in per cent, draws counted half, with 95 % intervals."""
    opponents = recipe.evaluation.opponents
    method = (
        f"{recipe.ppo.total_timesteps:,} timesteps each without pretraining, seed {recipe.seed},"
        f" then {recipe.evaluation.games} games against each opponent:"
    )
    lines = [
        method,
        "",
        f"| environment | {' | '.join(f'`{name}`' for name in opponents)} |",
        f"|---|{'---|' * len(opponents)}",
    ]
    for one in results:
        cells = [one.against[name] for name in opponents]
        rates = [
            f"{cell.win_rate:.1%} ({cell.interval[0]:.1%} to {cell.interval[1]:.1%})"
            for cell in cells
        ]
        lines.append(f"| `{one.environment}` | {' | '.join(rates)} |")
    return "\n".join(lines)
