"""The classic observation: a decision as its active unit sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.encoding.classic.compass import relative_positions
from engine.encoding.classic.features import OWN, SECTOR, WHOLE
from engine.encoding.classic.other_units import NEAREST, TARGET, NearUnit, TargetContext
from engine.encoding.observation_layout import ObservationLayout

if TYPE_CHECKING:
    from engine.encoding.classic.decision_context import DecisionContext
    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.observation_layout import FloatArray


def layout_of(spec: ClassicSpec) -> ObservationLayout:
    """Return the layout of the observation: the whole, the active unit, sectors, nearest units,
    targets.
    """
    return ObservationLayout(
        [
            ("whole", 1, WHOLE),
            ("own", 1, OWN),
            ("sectors", spec.sectors, SECTOR),
            ("nearest", spec.nearest, NEAREST),
            ("targets", spec.targets, TARGET),
        ],
        spec.largest,
    )


def observe(context: DecisionContext, layout: ObservationLayout) -> FloatArray:
    """Return the observation of a decision, shape `(size,)`."""
    observation = np.zeros(layout.size, np.float32)
    whole, own, sectors, nearest, targets = layout.split(observation)
    whole[0] = WHOLE.values(context)
    own[0] = OWN.values(context)
    SECTOR.write(sectors, context)
    _fill_nearest(nearest, context)
    for row, target in zip(targets, context.targets, strict=False):
        row[:] = TARGET.values(TargetContext(context, target))
    return observation


def _fill_nearest(rows: FloatArray, context: DecisionContext) -> None:
    """Write the units nearest to the active one, within the radius, the nearest first, `(n,
    features)`.

    At equal distances they are in the order in which the side reads the board.
    """
    state, unit, spec, view = context.state, context.unit, context.spec, context.view
    others = [one for one in state.units if one.hp and one.id != unit.id]
    cells = np.array([one.cell for one in others])
    far = view.distances([unit.cell], cells)[0]
    order = np.lexsort((view.order[cells], far))[: spec.nearest]
    order = order[far[order] <= spec.radius]
    east, south = relative_positions(view, unit.cell, cells)
    for row, place in zip(rows, order.tolist(), strict=False):
        row[:] = NEAREST.values(
            NearUnit(context, others[place], east[place], south[place], far[place])
        )
