"""How many of several orders of one line a limit lets pass: docks, folk, one work a turn.

The figures are those of the world before the line, whatever the stores are: who reads that a yard
has no free dock, where the line itself has taken the docks, can't make out what was ordered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.campaign.campaign_names import thing_name
from client.text.catalogue import text
from engine.campaign.orders import Build, Muster, Repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from engine.campaign.orders import Order, Refusal
    from engine.campaign.view import View

_DOCKS: Final = "campaign.refusal.docks"
_FLEETS: Final = "campaign.refusal.no-fleet-to-spare"
_FOLK: Final = "campaign.refusal.muster-population"
_TWICE: Final = "campaign.refusal.twice"
_LIMITS: Final = {
    _DOCKS: "campaign-play.limit-docks",
    _FLEETS: "campaign-play.limit-fleets",
    _FOLK: "campaign-play.limit-folk",
    _TWICE: "campaign-play.limit-twice",
}
"""The texts of limits, by the codes of refusals."""


class Limit(NamedTuple):
    """The limit behind a *refusal*: of the orders of a line that it is for, so many are *wanted*,
    and so many *possible* if they can be paid.
    """

    refusal: Refusal
    possible: int
    wanted: int


def find_limit(
    view: View, refused: Order, refusal: Refusal, possible: Sequence[Order], wanted: Sequence[Order]
) -> Limit | None:
    """Return the limit that an order of a line comes up against; None if it is no question of
    number, or none of the line's orders is possible.

    *possible* are those orders of the line which could be given with any stores.
    """
    code = refusal.sentence.code
    if code not in _LIMITS:
        return None
    count = _count(view, code, refused, possible)
    return Limit(refusal, count, _count(view, code, refused, wanted)) if count else None


def _count(view: View, code: str, refused: Order, orders: Iterable[Order]) -> int:
    return sum(_is_like(view, code, refused, one) for one in orders)


def _is_like(view: View, code: str, refused: Order, order: Order) -> bool:
    """Whether a limit is for an order as it is for the one that was refused."""
    assert isinstance(refused, Build | Muster | Repair), "limits are those of worlds"
    if not isinstance(order, Build | Muster | Repair) or order.world != refused.world:
        return False
    is_ship = isinstance(order, Build) and order.thing in view.numbers.ships.hulls
    if code == _DOCKS:
        return is_ship or isinstance(order, Repair)
    if code == _FLEETS:
        return is_ship
    return isinstance(order, Muster) if code == _FOLK else order == refused


def limit_text(limit: Limit) -> str:
    """Return how many of the orders of a line are possible, with the number of the rule."""
    refusal, possible, wanted = limit
    facts = dict(refusal.sentence.parameters) | {"n": possible, "wanted": wanted}
    if "thing" in facts:
        facts["thing"] = thing_name(str(facts["thing"]))
    reason = text(_LIMITS[refusal.sentence.code], **facts)
    return text("campaign-play.refused", rule=refusal.rule, reason=reason)
