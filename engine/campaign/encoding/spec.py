"""The numbers of the encoding of campaigns, `assets/data/campaign_encoding.toml`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine.data.datafiles import SUFFIX, packaged_data, read_table
from engine.validation import Findings, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KIND: Final = "campaign_encoding"

Size = Annotated[int, Meta(ge=1, le=256)]
Scale = Annotated[float, Meta(gt=0, le=1000)]


class OfferRanks(msgspec.Struct, frozen=True, rename="upper"):
    """How many of each family of orders are offered where not all can be.

    Of an order that is the nth of its family, n / value counts: the smallest are offered. The last
    two weigh the targets of missions: a lit anchor and a turn on the way, in population.
    """

    move: Scale
    guard: Scale
    spy: Scale
    colonise: Scale
    blockade: Scale
    bombard: Scale
    invade: Scale
    assault: Scale
    survey: Scale
    steal: Scale
    sabotage: Scale
    incite: Scale
    blind: Scale
    research: Scale
    others: Scale
    lit_anchor: Scale
    turn: Scale


class Spec(msgspec.Struct, frozen=True, rename="upper"):
    """The sizes of the encoding of campaigns, and the scale of each kind of feature.

    A feature is 1 where its quantity equals its scale; large ones are cut off at *largest*. Enemy
    fleets count where they were seen within *fleet_age* turns, and are near within *near_turns*.
    """

    ranks: OfferRanks = msgspec.field(name="ranks")
    worlds: Size
    houses: Size
    candidates: Size
    largest: Scale
    turns: Scale
    age: Scale
    fleet_age: Scale
    near_turns: Scale
    prestige: Scale
    lead: Scale
    held: Scale
    anchors: Scale
    money: Scale
    population: Scale
    output: Scale
    level: Scale
    siege: Scale
    ships: Scale
    attack: Scale
    points: Scale
    orders: Scale

    def cut(self, value: float) -> float:
        """Return a value cut off where it is too large, on either side of 0."""
        return max(-self.largest, min(self.largest, value))

    def soon(self, turns: float) -> float:
        """Return a number of turns to something by its scale, at most 1."""
        return min(1.0, turns / self.turns)


def read_spec(file: Traversable) -> Spec:
    """Return the numbers in a data file of the encoding; DataError names all its problems."""
    findings = Findings(str(file))
    spec = decode_table(read_table(file, (KIND,)), Spec, "", findings, lambda _: KIND)
    findings.raise_if_any()
    assert spec is not None, "without a finding there is a spec"
    return spec


@functools.cache
def packaged_spec() -> Spec:
    """Return the packaged numbers."""
    return read_spec(packaged_data().joinpath(f"{KIND}{SUFFIX}"))
