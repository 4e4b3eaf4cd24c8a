"""Latency of players: a histogram of decision times, small enough for the record of every game."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.validation import Count

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BUCKETS: Final = 3
"""Buckets per octave of microseconds: each is a quarter wider than the one before."""
_MICROSECONDS: Final = 1_000_000
_MILLISECOND: Final = 1000
_LAST: Final = 127
"""The last bucket, of decisions that took 64 days or more."""

Bucket = Annotated[int, Meta(ge=0, le=_LAST)]


class LatencyHistogram(msgspec.Struct, frozen=True, array_like=True):
    """Times of decisions: *counts* per bucket, from the bucket *first* on, and the *total* in
    µs.
    """

    first: Bucket
    counts: Annotated[tuple[Count, ...], Meta(max_length=_LAST + 1)]
    total: Count

    @property
    def decisions(self) -> int:
        """Return the number of decisions."""
        return sum(self.counts)

    @property
    def mean(self) -> float:
        """Return the mean time of a decision in milliseconds; 0 without decisions."""
        return self.total / self.decisions / _MILLISECOND if self.counts else 0.0

    def percentile(self, percent: float) -> float:
        """Return the time in milliseconds that *percent* of the decisions, 0 to 100, stay under.

        It is interpolated within a bucket, and so accurate to a few per cent.
        """
        wanted = self.decisions * percent / 100
        below = 0
        for number, count in enumerate(self.counts, self.first):
            if count and below + count >= wanted:
                part = (wanted - below) / count
                return math.exp2((number + part) / BUCKETS) / _MILLISECOND
            below += count
        return 0.0


def measured(seconds: Sequence[float]) -> LatencyHistogram:
    """Return the histogram of times in *seconds*."""
    counts: dict[int, int] = {}
    for one in seconds:
        bucket = min(_LAST, int(math.log2(max(1.0, one * _MICROSECONDS)) * BUCKETS))
        counts[bucket] = counts[bucket] + 1 if bucket in counts else 1
    return _packed(counts, round(sum(seconds) * _MICROSECONDS))


def together(many: Iterable[LatencyHistogram]) -> LatencyHistogram:
    """Return the sum of several histograms."""
    counts: dict[int, int] = {}
    total = 0
    for times in many:
        total += times.total
        for bucket, count in enumerate(times.counts, times.first):
            counts[bucket] = counts[bucket] + count if bucket in counts else count
    return _packed(counts, total)


def _packed(counts: dict[int, int], total: int) -> LatencyHistogram:
    if not counts:
        return LatencyHistogram(0, (), total)
    first, last = min(counts), max(counts)
    every = range(first, last + 1)
    return LatencyHistogram(
        first, tuple(counts[one] if one in counts else 0 for one in every), total
    )
