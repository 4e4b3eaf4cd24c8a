"""What a house can expect of its next income, shown while orders are given (C3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.campaign.economy import books_of, incited_loss, upkeep_of, yield_of
from engine.campaign.income.deliveries import deliver_work
from engine.campaign.vocabulary import Stance

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.economy import Books
    from engine.campaign.view import View


def forecast_books(view: View, budget: Budget) -> Books:
    """Return the books of the next income after the orders of a packet so far.

    Its *treasury* is next turn's, if nothing interferes: everything ordered is delivered, nobody
    attacks, takes or loses a world, and treaties stay as they are. What fleets do this turn, such
    as founding colonies, is not in it.
    """
    delivered = budget.copy()
    deliver_work(view.numbers, delivered)
    house = delivered.house
    yields = {
        name: yield_of(
            view.numbers,
            view.map.sites[name],
            world,
            house,
            view.turn,
            incited_loss(view.effects, name),
        )
        for name, world in sorted(delivered.worlds.items())
    }
    upkeep = upkeep_of(view.numbers, delivered.worlds.values(), delivered.fleets.values())
    pacts = sum(
        house.id in treaty.houses and treaty.stance is Stance.PACT
        for treaty in view.treaties.values()
    )
    return books_of(view.numbers, house, yields, pacts, upkeep)
