"""The state of a campaign: one root, forked once per phase, with the only writers of its parts."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.events import PrestigeChanged
from engine.campaign.records import (
    Effect,
    Finish,
    Fleet,
    Grievance,
    House,
    LedgerRow,
    Offer,
    Sighting,
    Survey,
    Treaty,
    World,
)
from engine.campaign.star_map import chart_of
from engine.campaign.vocabulary import Entry, FleetId, HouseId, Stance, WorldId

if TYPE_CHECKING:
    from engine.campaign.events import Event
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.orders import SpyMission
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.star_map import Site, StarMap


_ID: Final = attrgetter("id")


class CampaignState:
    """The state of a campaign at one moment.

    A phase works on a fork and calls its writers; whoever has a state keeps it unchanged. Records
    are replaced, never changed. *events* are those of the current turn, or of the last one while
    orders are given. *lost_prestige* are the losses of this turn, by house (C12.2).
    """

    def __init__(self, numbers: CampaignNumbers, setup: CampaignSetup, star_map: StarMap) -> None:
        """Create the state of turn 1 without houses, worlds or fleets."""
        self.numbers = numbers
        self.setup = setup
        self.map = star_map
        self.chart = chart_of(star_map)
        self.turn = 1
        self.houses: dict[HouseId, House] = {}
        self.worlds: dict[WorldId, World] = {}
        self.fleets: dict[FleetId, Fleet] = {}
        self.treaties: dict[tuple[HouseId, HouseId], Treaty] = {}
        self.offers: tuple[Offer, ...] = ()
        self.grievances: tuple[Grievance, ...] = ()
        self.effects: tuple[Effect, ...] = ()
        self.surveys: tuple[Survey, ...] = ()
        self.sightings: dict[HouseId, dict[WorldId, Sighting]] = {}
        self.seen: dict[HouseId, frozenset[WorldId]] = {}
        """The worlds that each house sees now (C5.1)."""
        self.ledger: list[LedgerRow] = []
        self.spy_missions: dict[HouseId, SpyMission] = {}
        """The spy missions ordered this turn, kept for the espionage phase (C7.1)."""
        self.lost_prestige: dict[HouseId, int] = {}
        self.ranks: tuple[HouseId, ...] = ()
        """Living houses by prestige, the first one leading, as the turn began (C12.2)."""
        self.finish: Finish | None = None
        self.events: list[Event] = []

    def fork(self) -> CampaignState:
        """Return a state that a phase may write to; this one stays as it is."""
        fork = CampaignState.__new__(CampaignState)
        fork.__dict__.update(self.__dict__)
        for name in ("houses", "worlds", "fleets", "treaties", "sightings", "seen", "spy_missions"):
            setattr(fork, name, dict(getattr(self, name)))
        fork.lost_prestige = dict(self.lost_prestige)
        fork.ledger = list(self.ledger)
        fork.events = list(self.events)
        return fork

    # Readers

    def site(self, world: WorldId) -> Site:
        """Return what never changes of a world."""
        return self.map.sites[world]

    def living(self) -> list[House]:
        """Return the houses that are not eliminated, in the order of their ids."""
        return sorted((one for one in self.houses.values() if one.is_alive), key=_ID)

    def worlds_of(self, house: HouseId) -> list[World]:
        """Return the worlds of a house, in the order of their ids."""
        return sorted((world for world in self.worlds.values() if world.house == house), key=_ID)

    def fleets_of(self, house: HouseId) -> list[Fleet]:
        """Return the fleets of a house, in the order of their ids."""
        return sorted((fleet for fleet in self.fleets.values() if fleet.house == house), key=_ID)

    def fleets_at(self, world: WorldId) -> list[Fleet]:
        """Return the fleets at a world, in the order of their ids."""
        return sorted((fleet for fleet in self.fleets.values() if fleet.world == world), key=_ID)

    def treaty(self, one: HouseId, other: HouseId) -> Treaty:
        """Return the treaty between two houses, in either order."""
        return self.treaties[pair_of(one, other)]

    def at_war(self, one: HouseId | None, other: HouseId | None) -> bool:
        """Whether two houses are at war; a free world, None, is at war with nobody."""
        if one is None or other is None or one == other:
            return False
        return self.treaty(one, other).stance is Stance.WAR

    def lit(self, world: WorldId) -> int:
        """Return the number of lit anchors of a world."""
        return self.worlds[world].lit(self.site(world).anchors)

    # Writers

    def put_world(self, world: World) -> None:
        """Replace a world."""
        self.worlds[world.id] = world

    def put_fleet(self, fleet: Fleet) -> None:
        """Add or replace a fleet; one without a ship is removed."""
        if fleet.ships:
            self.fleets[fleet.id] = fleet
        else:
            self.remove_fleet(fleet.id)

    def remove_fleet(self, fleet: FleetId) -> None:
        """Remove a fleet, if there is one of that id."""
        self.fleets.pop(fleet, None)

    def put_house(self, house: House) -> None:
        """Replace a house."""
        self.houses[house.id] = house

    def put_treaty(self, treaty: Treaty) -> None:
        """Replace a treaty."""
        self.treaties[treaty.houses] = treaty

    def note(self, *events: Event) -> None:
        """Add events of this turn."""
        self.events.extend(events)

    def pay(self, house: HouseId, kind: Entry, place: str, amount: int) -> None:
        """Add *amount* to the treasury of a house, and a row to the ledger (C14.5).

        It is negative where the house pays. Nothing is written for 0.
        """
        if not amount:
            return
        record = self.houses[house]
        assert record.treasury + amount >= 0, f"the treasury of {house} would be negative"
        self.ledger.append(LedgerRow(self.turn, house, kind, place, amount))
        self.put_house(replace(record, treasury=record.treasury + amount))

    def add_prestige(self, house: HouseId, code: str, amount: int) -> None:
        """Add prestige for a deed; losses are limited per turn and never below 0 (C12.2)."""
        record = self.houses[house]
        if amount < 0:
            lost = self.lost_prestige[house] if house in self.lost_prestige else 0
            left = self.numbers.victory.prestige.loss_most - lost
            amount = -min(-amount, left, record.prestige)
            self.lost_prestige[house] = lost - amount
        if amount:
            self.put_house(replace(record, prestige=record.prestige + amount))
            self.note(PrestigeChanged(house, code, amount))


def pair_of(one: HouseId, other: HouseId) -> tuple[HouseId, HouseId]:
    """Return the key of the treaty between two houses: their ids in order."""
    return (one, other) if one < other else (other, one)
