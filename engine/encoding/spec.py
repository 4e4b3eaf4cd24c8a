"""The numbers of an encoding, `assets/data/encodings/NAME.toml` (docs/encoding.md).

Each file names the `schema` that its numbers are for. This module has the reader of all of them,
and the numbers of the main schema.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final, Literal, TypeVar

import msgspec
from msgspec import Meta

from engine import limits
from engine.data.datafiles import packaged_data, read_table
from engine.evaluation.weights import EvaluationWeights
from engine.sentences import Sentence
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
    """The sizes of the main encoding, and the scale of each kind of feature.

    A feature is 1 where its quantity equals its scale. *weights* are those of the evaluation that
    ranks options. Large features are cut off at *largest*. Friends are near within *friendly*
    hexes, enemies within *hostile*. In the phases of *orders* the policy chooses the next unit to
    act.
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
    """Return the numbers in the data file of an encoding that must be of *schema*.

    DataError names all its problems.
    """
    findings = Findings(str(file))
    table = read_table(file, (KIND,))
    if SCHEMA not in table:
        findings.add("", SCHEMA, Sentence("data.missing-schema", schema=schema), KIND)
    elif (given := table.pop(SCHEMA)) != schema:
        sentence = Sentence("data.other-schema", found=in_short(given), schema=schema)
        findings.add("", SCHEMA, sentence, KIND)
    # The numbers of another schema are not worth a message each.
    findings.raise_if_any()
    spec = decode_table(table, numbers, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert spec is not None, "without a finding there is a spec"
    return spec


def read_spec(file: Traversable) -> Spec:
    """Return the numbers in the data file of a main encoding; DataError names all its problems."""
    return read_schema(file, ROWS, Spec)


@functools.cache
def packaged_spec(name: str) -> Spec:
    """Return the numbers of a packaged main encoding."""
    return read_spec(packaged_data().joinpath(FOLDER, f"{name}.toml"))
