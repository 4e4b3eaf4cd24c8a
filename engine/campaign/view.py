"""The view of one house: everything it may know, and nothing else (C5.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.campaign.events import Event
from engine.campaign.numbers import CampaignNumbers
from engine.campaign.records import (
    Effect,
    Fleet,
    Grievance,
    House,
    Offer,
    Sighting,
    Survey,
    Treaty,
    World,
)
from engine.campaign.report import UNKNOWN, told
from engine.campaign.star_map import StarMap
from engine.campaign.vocabulary import Condition, HouseId, Stance, WorldId

if TYPE_CHECKING:
    from engine.campaign.state import CampaignState


class PublicHouse(msgspec.Struct, frozen=True):
    """What all houses know of a house (C5.5)."""

    id: HouseId
    faction: str
    home: WorldId
    prestige: int
    levels: tuple[int, ...]
    eliminated: int | None
    pact_broken: int | None


class View(msgspec.Struct, frozen=True):
    """What one house knows: its own records in full, and what it saw of everything else (C5.6).

    *worlds*, *fleets* and *surveys* are its own. *effects* are those on its worlds, and those that
    it caused. *sightings* has one entry for each world that it ever saw, *seen* are those that it
    sees now. *ranks* are the living houses by prestige as the turn began.
    """

    numbers: CampaignNumbers
    map: StarMap
    """The map as every house knows it: who lives on free worlds is in the sightings."""
    turn: int
    turns: int
    seed_houses: int
    """Number of houses at the start."""
    house: House
    worlds: dict[WorldId, World]
    fleets: dict[str, Fleet]
    effects: tuple[Effect, ...]
    """Who caused an effect on one of its worlds is `UNKNOWN` (C7.5)."""
    surveys: tuple[Survey, ...]
    sightings: dict[WorldId, Sighting]
    seen: frozenset[WorldId]
    houses: dict[HouseId, PublicHouse]
    treaties: dict[tuple[HouseId, HouseId], Treaty]
    offers: tuple[Offer, ...]
    """Offers to and from the house that stand now."""
    grievances: tuple[Grievance, ...]
    """Grievances of the house and against it."""
    ranks: tuple[HouseId, ...]
    events: tuple[Event, ...]
    """What the house was told of the last turn."""

    def owner(self, world: WorldId) -> HouseId | None:
        """Return the owner of a world as far as the house knows (C13.2)."""
        if world in self.worlds:
            return self.house.id
        return self.sightings[world].house if world in self.sightings else None

    def is_free(self, world: WorldId) -> bool:
        """Whether a world is a free one as far as the house knows (C13.2)."""
        if world not in self.sightings or self.owner(world) is not None:
            return False
        return self.sightings[world].tier > 0

    def lit(self, world: WorldId) -> int:
        """Return the lit anchors of a world as far as the house knows."""
        anchors = self.map.sites[world].anchors
        if world in self.worlds:
            return self.worlds[world].lit(anchors)
        return self.sightings[world].lit if world in self.sightings else anchors

    def has_starbase(self, world: WorldId) -> bool:
        """Whether a world has a sound starbase as far as the house knows."""
        if world not in self.sightings:
            return False
        return self.sightings[world].starbase is Condition.SOUND

    def stance(self, house: HouseId) -> Stance:
        """Return what another house is to this one."""
        return self.treaty(house).stance

    def treaty(self, house: HouseId) -> Treaty:
        """Return the treaty with another house."""
        one, other = sorted((self.house.id, house))
        return self.treaties[one, other]


def view_of(state: CampaignState, house: HouseId) -> View:
    """Return what a house knows of a state (C5.6): what is hidden is not in it."""
    worlds = {world.id: world for world in state.worlds_of(house)}
    return View(
        numbers=state.numbers,
        map=state.chart,
        turn=state.turn,
        turns=state.setup.turns,
        seed_houses=len(state.setup.houses),
        house=state.houses[house],
        worlds=worlds,
        fleets={fleet.id: fleet for fleet in state.fleets_of(house)},
        effects=tuple(
            effect if effect.house == house else replace(effect, house=UNKNOWN)
            for effect in state.effects
            if effect.house == house or effect.world in worlds
        ),
        surveys=tuple(survey for survey in state.surveys if survey.house == house),
        sightings=dict(sorted(state.sightings[house].items())),
        seen=state.seen[house],
        houses={key: _public(record) for key, record in sorted(state.houses.items())},
        treaties=dict(sorted(state.treaties.items())),
        offers=tuple(
            offer
            for offer in state.offers
            if house in (offer.sender, offer.receiver) and offer.turn == state.turn
        ),
        grievances=tuple(
            grievance
            for grievance in state.grievances
            if house in (grievance.holder, grievance.against)
        ),
        ranks=state.ranks,
        events=tuple(told(state, house)),
    )


def _public(house: House) -> PublicHouse:
    return PublicHouse(
        id=house.id,
        faction=house.faction,
        home=house.home,
        prestige=house.prestige,
        levels=house.levels,
        eliminated=house.eliminated,
        pact_broken=house.pact_broken,
    )
