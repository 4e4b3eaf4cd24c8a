"""What counts as fair, as a lead, as standing out: numbers that are data."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Share = Annotated[float, Meta(ge=0, le=1)]


class Measures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what findings are measured against.

    A pairing is fair when its rate is within *fair* and its whole 95 % interval within *whole*; a
    scenario's seats when the rate is within *fair*. A faction leads with *lead* times what the next
    one has. A unit stands out by *stands_out* points of win rate per 100 VALUE, when the interval
    leaves 0 out. *ridge* is the weight that holds estimates together where games are few. *claims*
    are the points of win rate for which the report says how many games they take.
    """

    fair: tuple[Share, Share]
    whole: tuple[Share, Share]
    lead: Annotated[float, Meta(ge=1)]
    stands_out: Annotated[float, Meta(ge=0)]
    ridge: Annotated[float, Meta(gt=0)]
    claims: tuple[Annotated[float, Meta(gt=0)], ...]
