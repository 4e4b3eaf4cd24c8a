"""Which contracts there are, and reading the data file of an encoding of any of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle.datafiles import read_table
from engine.encoding.classic.spec import CLASSIC, read_classic
from engine.encoding.spec import CONTRACT, KIND, ROWS, read_spec
from engine.errors import DataError, Problem

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.spec import Spec

_CONTRACTS: Final = (ROWS, CLASSIC)


def read_encoding(file: Traversable) -> Spec | ClassicSpec:
    """Read the data file of an encoding; DataError says everything that is wrong with it."""
    table = read_table(file, (KIND,))
    contract = table[CONTRACT] if CONTRACT in table else None
    if contract == CLASSIC:
        return read_classic(file)
    if contract == ROWS:
        return read_spec(file)
    message = f"expected one of {', '.join(_CONTRACTS)}"
    raise DataError([Problem(str(file), "", CONTRACT, message, KIND)])
