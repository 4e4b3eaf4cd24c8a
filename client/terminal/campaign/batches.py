"""Batches: the orders of one typed line, given as far as they are legal.

Every short line is filled alike: what can be given is, one order after another, and why the rest
can't is said once for all of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.campaign.batch_limits import Limit, find_limit, limit_text
from client.text.campaign.refusal_reasons import refusal_text
from client.text.catalogue import plural, text
from engine.campaign.checks import check
from engine.campaign.checks.means import refusals, with_any_price
from engine.campaign.obedience import obey

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.campaign.budget import Budget
    from engine.campaign.orders import Order, Refusal
    from engine.campaign.view import View

_PRICE_RULE: Final = "C3.5"


class Batch(NamedTuple):
    """The orders that a line stands for, whether legal or not.

    *nothing* says why there are none, *notes* what the line leaves out.
    """

    orders: Sequence[Order]
    nothing: str = ""
    notes: tuple[str, ...] = ()


class Expansion(NamedTuple):
    """What a line comes to: orders that are legal one after another, of so many *wanted*.

    *refusals* say why the others are refused, each reason once, and *limits* how many orders some
    of these reasons let pass. Of the others *dear* are refused for their price alone: together they
    need *missing* stores more than are left. *notes* are what else is to be said.
    """

    orders: list[Order]
    wanted: int
    refusals: tuple[Refusal, ...] = ()
    dear: int = 0
    missing: int = 0
    notes: tuple[str, ...] = ()
    limits: tuple[Limit, ...] = ()


def fill(view: View, budget: Budget, batch: Batch) -> Expansion:
    """Return what a batch comes to, after the orders that made the budget what it is."""
    wanted = len(batch.orders)
    notes = batch.notes if wanted else (batch.nothing, *batch.notes)
    left = budget.copy()
    orders, rest = [], []
    for order in batch.orders:
        if check(view, left, order) is None:
            obey(view, left, order)
            orders.append(order)
        else:
            rest.append(order)
    if wanted == 1:
        found = tuple(one for order in rest for one in refusals(view, left, order))
        return Expansion(orders, wanted, found, notes=notes)
    return _with_rest(view, left, Expansion(orders, wanted, notes=notes), rest, batch.orders)


def _with_rest(
    view: View, left: Budget, given: Expansion, rest: Sequence[Order], wanted: Sequence[Order]
) -> Expansion:
    """Return an expansion with the reasons why the rest of its orders is refused."""
    paid = with_any_price(left)
    before = paid.house.treasury
    reasons: dict[tuple[str, str], tuple[Order, Refusal]] = {}
    possible = list(given.orders)
    dear = 0
    for order in rest:
        refusal = check(view, paid, order)
        if refusal is None:
            obey(view, paid, order)
            possible.append(order)
            dear += 1
        else:
            reasons.setdefault((refusal.rule, str(refusal.sentence)), (order, refusal))
    missing = before - paid.house.treasury - left.house.treasury if dear else 0
    limits = [find_limit(view, *reason, possible, wanted) for reason in reasons.values()]
    return given._replace(
        refusals=tuple(refusal for _, refusal in reasons.values()),
        limits=tuple(limit for limit in limits if limit is not None),
        dear=dear,
        missing=missing,
    )


def rest_rows(found: Expansion, view: View) -> Iterator[str]:
    """Yield what is to be said of those orders of a line that are not given."""
    if found.wanted > 1 and len(found.orders) < found.wanted:
        yield text("campaign-play.batch", n=len(found.orders), wanted=found.wanted)
    limits = {limit.refusal: limit for limit in found.limits}
    reasons = (
        limit_text(limits[refusal]) if refusal in limits else refusal_text(refusal, view)
        for refusal in found.refusals
    )
    yield from dict.fromkeys(reasons)
    if found.dear:
        reason = plural("campaign-play.batch-price", found.dear, missing=found.missing)
        yield text("campaign-play.refused", rule=_PRICE_RULE, reason=reason)
    yield from found.notes
