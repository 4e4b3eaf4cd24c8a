"""The types of numbers in the campaign's data files, with the bounds that each must keep."""

from __future__ import annotations

from typing import Annotated, Final

from msgspec import Meta

_MOST: Final = 10_000

Count = Annotated[int, Meta(ge=0, le=_MOST)]
Positive = Annotated[int, Meta(ge=1, le=_MOST)]
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
