"""The supported operators of ONNX: those of feed-forward networks."""

from __future__ import annotations

from typing import Final

from engine.players.network.operators import (
    arrangement,
    elementwise,
    normalization,
    products,
    reductions,
    selection,
)
from engine.players.network.operators.operator import Operator

OPERATORS: Final[dict[str, Operator]] = {
    **arrangement.OPERATORS,
    **elementwise.OPERATORS,
    **normalization.OPERATORS,
    **products.OPERATORS,
    **reductions.OPERATORS,
    **selection.OPERATORS,
}
