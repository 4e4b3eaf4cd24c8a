"""Resource limits for models that don't come with the game: `assets/data/models.toml`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.data.datafiles import packaged_data, read_table
from engine.validation import Findings, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE: Final = "models.toml"
KIND: Final = "models"

Seconds = Annotated[float, Meta(gt=0, le=600)]


class Allowances(msgspec.Struct, frozen=True, rename="upper"):
    """The limits of a model: the seconds until its network's first answer."""

    first_answer_seconds: Seconds


def read_allowances(file: Traversable) -> Allowances:
    """Read the limits of models from a file; DataError lists everything that is wrong with it."""
    findings = Findings(str(file))
    table = read_table(file, (KIND,))
    allowances = decode_table(table, Allowances, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert allowances is not None, "without a finding there is a table"
    return allowances


@functools.cache
def packaged_allowances() -> Allowances:
    """Return the packaged limits, read once."""
    return read_allowances(packaged_data().joinpath(FILE))
