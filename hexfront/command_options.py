"""Options shared by several commands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from engine.errors import MatchError

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Workers: TypeAlias = Annotated[
    int | None, typer.Option(min=1, help="Worker processes; one per processor by default.")
]
Seed: TypeAlias = Annotated[int | None, typer.Option(min=0, help="Seed of all dice.")]
Page: TypeAlias = Annotated[
    Path | None, typer.Option(help="Write the tables into this page, between its marks.")
]

# Options of commands that play many pairings

Scenarios: TypeAlias = Annotated[
    str | None, typer.Option(metavar="LIST", help="Scenarios of every pairing, as in `arena`.")
]
Repeats: TypeAlias = Annotated[
    int | None, typer.Option(min=1, help="Seeds per scenario, each played from both seats.")
]
Notes: TypeAlias = Annotated[
    Path | None, typer.Option(help="Folder of match logs, from which matches are resumed.")
]


def refuse_combination(option: str, others: Mapping[str, object]) -> None:
    """Raise MatchError if any of the *others*, values by option, was given; None means not
    given.
    """
    given = [other for other, value in others.items() if value is not None]
    if given:
        raise MatchError(f"{', '.join(given)}: cannot be combined with {option}")
