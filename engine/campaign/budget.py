"""What a house can still order: its own things as they are after the orders of its packet so far.

`check` judges an order against a budget, and `obey` changes a budget by an order that was judged
legal. The orders phase writes the budgets of all houses back into the state, so that what was shown
while orders were given is what happens (C3.5, C13.2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.vocabulary import Entry, FleetId, HouseId, Message, WorldId

if TYPE_CHECKING:
    from engine.campaign.events import ShipsSalvaged
    from engine.campaign.orders import Order, SpyMission
    from engine.campaign.records import Fleet, House, World
    from engine.campaign.view import View


class Budget:
    """The own records of a house, changed by the orders that its packet contains so far.

    *payments* are the rows for the ledger: kind, place and amount, in order. *messages* are those
    that the packet sends, by receiver; *spy_mission* is the one that it orders. *salvages* are the
    events of the ships that it scraps.
    """

    def __init__(
        self, house: House, worlds: dict[WorldId, World], fleets: dict[FleetId, Fleet]
    ) -> None:
        """Start with the records of a house before its first order."""
        self.house = house
        self.worlds = dict(worlds)
        self.fleets = dict(fleets)
        self.payments: list[tuple[Entry, str, int]] = []
        self.messages: dict[HouseId, Message] = {}
        self.spy_mission: SpyMission | None = None
        self.salvages: list[ShipsSalvaged] = []
        self.accepted: list[Order] = []

    @classmethod
    def of_view(cls, view: View) -> Budget:
        """Return the budget with which the house of a view begins its packet."""
        return cls(view.house, view.worlds, view.fleets)

    def copy(self) -> Budget:
        """Return a budget that can be changed by itself."""
        twin = Budget(self.house, self.worlds, self.fleets)
        twin.payments = list(self.payments)
        twin.messages = dict(self.messages)
        twin.spy_mission = self.spy_mission
        twin.salvages = list(self.salvages)
        twin.accepted = list(self.accepted)
        return twin

    def pay(self, kind: Entry, place: str, amount: int) -> None:
        """Add *amount*, negative where the house pays, to the treasury, and a payment."""
        self.payments.append((kind, place, amount))
        self.house = replace(self.house, treasury=self.house.treasury + amount)

    def new_number(self) -> int:
        """Return the next number of the house's ids, and count on (C14.3)."""
        number = self.house.next_number
        self.house = replace(self.house, next_number=number + 1)
        return number
