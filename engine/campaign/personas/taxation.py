"""The first step: taxes and research (C3.3, C6.1)."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from engine.campaign.orders import SetResearch, SetTax

if TYPE_CHECKING:
    from engine.campaign.personas.planner import Planner


def set_policy(planner: Planner) -> None:
    """Set the taxes and the research of the house."""
    books = planner.books
    is_short = books.income - books.research < books.upkeep
    _set_tax(planner, is_short=is_short and not planner.budget.house.treasury)
    _set_research(planner, is_short=is_short)


def _set_tax(planner: Planner, *, is_short: bool) -> None:
    """Take heavy taxes in need, light ones while the house is young, else moderate ones."""
    policy = planner.scores.policy
    taxes = planner.view.numbers.worlds.taxes
    ranked = sorted(taxes, key=lambda name: (taxes[name].income, name))
    until = policy.tax_base + policy.tax_growth * planner.persona.growth
    if is_short:
        tax = ranked[-1]
    elif policy.tax_turn <= planner.view.turn < until:
        tax = ranked[0]
    else:
        tax = ranked[len(ranked) // 2]
    if tax != planner.budget.house.tax:
        planner.give(SetTax(tax))


def _set_research(planner: Planner, *, is_short: bool) -> None:
    """Take the share that the persona likes, or a low one early and in need."""
    policy = planner.scores.policy
    house = planner.budget.house
    numbers = planner.view.numbers.research
    if is_short or planner.view.turn < policy.research_turn:
        share = policy.research_low
    else:
        share = policy.research_shares[
            bisect_right(policy.research_steps, planner.persona.research)
        ]
    most = len(numbers.level_prices)
    weights = planner.persona.fields
    pairs = list(zip(weights, house.levels, strict=True))
    if not any(weight and level < most for weight, level in pairs):
        weights = tuple(int(level < most) for level in house.levels)
    if not any(weights):
        share, weights = numbers.shares[0], house.weights
    if (share, weights) != (house.research_share, house.weights):
        planner.give(SetResearch(share, weights))
