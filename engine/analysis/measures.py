"""Thresholds of the analysis, as data: what counts as fair, as leading, as an outlier."""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

Share = Annotated[float, Meta(ge=0, le=1)]


class Measures(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The thresholds that results are compared with.

    A pairing is fair if its win rate is within *fair* and its whole 95 % interval within *whole*;
    the seats of a scenario, if the rate is within *fair*. A faction leads with *lead* times the
    value of the next one. A unit stands out by *stands_out* percentage points of win rate per 100
    VALUE, if the interval excludes 0. *ridge* is the weight of the ridge penalty, for units with
    few games. *claims* are the percentage points of win rate for which the report says how many
    games they take.
    """

    fair: tuple[Share, Share]
    whole: tuple[Share, Share]
    lead: Annotated[float, Meta(ge=1)]
    stands_out: Annotated[float, Meta(ge=0)]
    ridge: Annotated[float, Meta(gt=0)]
    claims: tuple[Annotated[float, Meta(gt=0)], ...]
