"""The types of numbers in the campaign's data files, with the bounds that each must keep."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

from engine import limits

_MOST: Final = 10_000

Count = Annotated[int, Meta(ge=0, le=_MOST)]
Positive = Annotated[int, Meta(ge=1, le=_MOST)]
Battles = Annotated[int, Meta(ge=0, le=limits.CALIBRATION_BATTLES)]
"""A number of battles that were fought for the odds of landings."""
Percent = Annotated[int, Meta(ge=0, le=100)]
"""A percentage of something, from 0 to 100."""
Scale = Annotated[int, Meta(ge=0, le=1000)]
"""A percentage that something is scaled by, from 0 to 1,000."""
Signed = Annotated[int, Meta(ge=-_MOST, le=_MOST)]
Face = Annotated[int, Meta(ge=1, le=21)]
"""The least roll of a die that succeeds; more than its sides never do."""
Thousandth = Annotated[int, Meta(ge=0, le=1000)]
Share = Annotated[float, Meta(ge=0, le=1)]
Weight = Annotated[float, Meta(ge=0, le=100)]
Shift = Annotated[float, Meta(ge=-100, le=100)]
"""What is added to a weight."""
Rings = Annotated[int, Meta(ge=2, le=5)]
"""Rings of a map: ids of worlds have two digits, so that they sort as numbers (C2.1)."""
Lanes = Annotated[int, Meta(ge=1, le=3)]
"""Lanes of a world: at a corner of the map there are no more than three."""
Attempts = Annotated[int, Meta(ge=1, le=limits.TRIES)]
Rounds = Annotated[int, Meta(ge=1, le=limits.STAT)]
Volleys = Annotated[int, Meta(ge=1, le=10)]
"""Rounds of a fight in space: the outcomes that exact odds look at grow with the fourth power."""
BoardSide = Annotated[int, Meta(ge=1, le=limits.SIDE)]
BoardUnits = Annotated[int, Meta(ge=1, le=limits.UNITS)]
Anchors = Annotated[int, Meta(ge=1, le=26)]
"""Anchors of a world: objectives of a board are named by letters."""
