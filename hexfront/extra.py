"""The extra that training needs: a sentence reports what is missing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import typer

from hexfront.ending import FAILED

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextlib.contextmanager
def needing_train() -> Iterator[None]:
    """Exit with a message that names the extra if a library is missing."""
    try:
        yield
    except ModuleNotFoundError as error:
        typer.echo(
            f'{error.name} is missing: training needs the extra "train",'
            ' which pip install "hexfront[train]" or, in a checkout, pip install -e ".[train]"'
            " brings",
            err=True,
        )
        raise typer.Exit(FAILED) from error
