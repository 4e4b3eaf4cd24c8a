"""What a stranger's model may take of the machine: `assets/data/models.toml`.

Sizes that no model may have, whatever the machine, stand in `engine.limits`.
"""

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
    """What a model may take: the seconds until its network's first answer."""

    first_answer_seconds: Seconds


def read_allowances(file: Traversable) -> Allowances:
    """Read what models may take; DataError says everything that is wrong with the file."""
    findings = Findings(str(file))
    table = read_table(file, (KIND,))
    allowances = decode_table(table, Allowances, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert allowances is not None, "without a finding there is a table"
    return allowances


@functools.cache
def packaged_allowances() -> Allowances:
    """Read what models may take, once."""
    return read_allowances(packaged_data().joinpath(FILE))
