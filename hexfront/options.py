"""Options that several commands take, each said once."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from engine.errors import MatchError

AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Workers: TypeAlias = Annotated[
    int | None, typer.Option(min=1, help="Processes that play; one a processor unless told.")
]
Seed: TypeAlias = Annotated[int | None, typer.Option(min=0, help="All dice follow from it.")]
Page: TypeAlias = Annotated[
    Path | None, typer.Option(help="Write the tables between the marks of this page.")
]

# Of commands that play many pairings

Scenarios: TypeAlias = Annotated[
    str | None, typer.Option(metavar="LIST", help="For every pairing, as `arena` takes them.")
]
Repeats: TypeAlias = Annotated[
    int | None, typer.Option(min=1, help="Seeds a scenario, each played from both seats.")
]
Notes: TypeAlias = Annotated[
    Path | None, typer.Option(help="Note every game in here; go on from what it holds.")
]


def refuse_combination(option: str, others: Mapping[str, object]) -> None:
    """Raise MatchError if any of the *others*, values by option, was given; None was not."""
    given = [other for other, value in others.items() if value is not None]
    if given:
        raise MatchError(f"{', '.join(given)}: cannot be combined with {option}")
