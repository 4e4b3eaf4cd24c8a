"""The numbers of an encoding: `assets/data/encodings/NAME.toml` (docs/encoding.md).

Each file says which `schema` it holds the numbers of: here is the reader of all of them, and the
numbers of the main one.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from engine import limits
from engine.data.datafiles import packaged_data, read_table
from engine.evaluation.weights import EvaluationWeights
from engine.validation import Findings, decode_table, in_short

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KIND: Final = "encoding"
FOLDER: Final = "encodings"
SCHEMA: Final = "schema"
ROWS: Final = "rows"
"""The encoding of the trained opponent, and its schema."""

_S = TypeVar("_S", bound=msgspec.Struct)

Size = Annotated[int, Meta(ge=1, le=256)]
Scale = Annotated[float, Meta(gt=0, le=1000)]


class Spec(msgspec.Struct, frozen=True, rename="upper"):
    """Hold the sizes of the main encoding, and what makes each kind of feature 1.

    *weights* are those of the evaluation that ranks options. *largest* is where features that
    may be large are cut off. Friends are near within *friendly* hexes, enemies within *hostile*.
    In phases of *orders* the policy says who acts next.
    """

    weights: EvaluationWeights = msgspec.field(name="weights")
    rows: Annotated[int, Meta(ge=16, le=256)]
    units: Annotated[int, Meta(ge=1, le=limits.UNITS)]
    objectives: Size
    friendly: Size
    hostile: Size
    orders: frozenset[Literal["MOVE", "SHOOT", "CHARGE", "FIGHT"]]
    points: Scale
    largest: Scale
    turns: Scale
    hexes: Scale
    control: Scale
    crowd: Scale
    victory_points: Scale
    lead: Scale
    near: Scale
    far: Scale
    hit_points: Scale
    move: Scale


def read_schema(file: Traversable, schema: str, numbers: type[_S]) -> _S:
    """Read the data file of an encoding that must be of *schema*, which has these *numbers*.

    DataError says everything that is wrong with it.
    """
    findings = Findings(str(file))
    table = read_table(file, (KIND,))
    if SCHEMA not in table:
        findings.add("", SCHEMA, f"missing; expected {schema}", KIND)
    elif (given := table.pop(SCHEMA)) != schema:
        findings.add("", SCHEMA, f"{in_short(given)} is not {schema}", KIND)
    # The numbers of another schema are not worth a message each.
    findings.raise_if_any()
    spec = decode_table(table, numbers, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert spec is not None, "without a finding there is a spec"
    return spec


def read_spec(file: Traversable) -> Spec:
    """Read the data file of the main encoding; DataError says all that is wrong with it."""
    return read_schema(file, ROWS, Spec)


@functools.cache
def packaged_spec(name: str) -> Spec:
    """Read a main encoding that comes with the game, once."""
    return read_spec(packaged_data().joinpath(FOLDER, f"{name}.toml"))
