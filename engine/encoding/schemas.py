"""The schemas of encodings, and reading the data file of an encoding of any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.data.datafiles import read_table
from engine.encoding.classic.spec import CLASSIC, read_classic
from engine.encoding.spec import KIND, ROWS, SCHEMA, read_spec
from engine.errors import DataError, Problem
from engine.sentences import Sentence

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.spec import Spec

_SCHEMAS: Final = (ROWS, CLASSIC)


def read_encoding(file: Traversable) -> Spec | ClassicSpec:
    """Return the numbers in the data file of an encoding; DataError names all its problems."""
    table = read_table(file, (KIND,))
    schema = table[SCHEMA] if SCHEMA in table else None
    if schema == CLASSIC:
        return read_classic(file)
    if schema == ROWS:
        return read_spec(file)
    sentence = Sentence("data.no-schema", schemas=", ".join(_SCHEMAS))
    raise DataError([Problem(str(file), "", SCHEMA, sentence, KIND)])
