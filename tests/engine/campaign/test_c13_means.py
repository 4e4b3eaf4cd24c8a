"""Everything that keeps a house from an order: what no stores can mend first, then the price."""

from __future__ import annotations

import pytest

from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.checks.means import price_of, refusals, with_any_price
from engine.campaign.obedience import obey
from engine.campaign.orders import parse_order
from engine.sentences import InvalidValue
from tests.engine.campaign.build_orders import set_treasury, view
from tests.engine.campaign.order_cases import CASES, Case

PRICE = "C3.5"


def is_order(case: Case) -> bool:
    try:
        parse_order(case.text)
    except InvalidValue:
        return False
    return True


ORDERS = [case for case in CASES if is_order(case)]


@pytest.mark.parametrize("treasury", [None, 0])
def test_c13_2_what_check_names_is_among_the_reasons_and_the_price_is_last(
    treasury: int | None,
) -> None:
    several = 0
    for case in ORDERS:
        state = case.state()
        seen = view(state)
        budget = Budget.of_view(seen)
        for text in case.first:
            obey(seen, budget, parse_order(text))
        if treasury is not None:
            set_treasury(state, treasury)
            budget.house = view(state).house
        order = parse_order(case.text)
        first, found = check(seen, budget, order), refusals(seen, budget, order)
        assert (first is None) == (found == []), case.text
        assert first is None or first in found, case.text
        assert PRICE not in [one.rule for one in found[:-1]], case.text
        several += len(found) > 1
    assert (several > 5) == (treasury == 0)


def test_c3_5_the_price_is_what_an_order_takes() -> None:
    priced = 0
    for case in ORDERS:
        if case.rule is not None:
            continue
        seen = view(case.state())
        budget = Budget.of_view(seen)
        for text in case.first:
            obey(seen, budget, parse_order(text))
        order = parse_order(case.text)
        price = price_of(seen, budget, order)
        rich = with_any_price(budget)
        before = rich.house.treasury
        obey(seen, rich, order)
        paid = before - rich.house.treasury
        assert paid == (0 if price is None else price) or case.verb == "salvage", case.text
        priced += price is not None
    assert priced > 10
