"""Eliminations, last stands and the ends of a campaign (C12.3, C12.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.events import (
    CampaignEnded,
    HouseEliminated,
    LastStandBegan,
    ShipsLost,
    UnitsLost,
)
from engine.campaign.income.treaties import end_pact
from engine.campaign.prestige import lit_anchors_of, rank_houses
from engine.campaign.records import Finish
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Ending, Stance

if TYPE_CHECKING:
    from engine.campaign.records import House
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId


# Eliminations


def eliminate_houses(state: CampaignState) -> None:
    """Eliminate houses without a world and without a landing force, or after their last stand."""
    for house in state.living():
        if state.worlds_of(house.id):
            continue
        has_force = any(fleet.units for fleet in state.fleets_of(house.id))
        if not has_force or (house.last_stand is not None and house.last_stand <= state.turn):
            _eliminate(state, house)
        elif house.last_stand is None:
            until = state.turn + state.numbers.victory.last_stand_turns
            state.put_house(replace(house, last_stand=until))
            state.note(LastStandBegan(house.id, until))


def _eliminate(state: CampaignState, house: House) -> None:
    """Eliminate a house: its ships and units are gone, its treaties end (C12.4).

    Choice: its offers and grievances, and those against it, are gone as well.
    """
    name = house.id
    state.note(HouseEliminated(name))
    for fleet in state.fleets_of(name):
        if fleet.units:
            state.note(UnitsLost(name, fleet.id, fleet.units, "eliminated"))
        state.note(ShipsLost(name, fleet.id, fleet.ships, "eliminated"))
        state.remove_fleet(fleet.id)
    for _, treaty in sorted(state.treaties.items()):
        if name in treaty.houses:
            if treaty.stance is Stance.PACT:
                end_pact(state, treaty)
            state.put_treaty(replace(treaty, stance=Stance.NEUTRAL, truce=0, declared=()))
    state.offers = tuple(one for one in state.offers if name not in {one.sender, one.receiver})
    state.grievances = tuple(
        one for one in state.grievances if name not in {one.holder, one.against}
    )
    state.surveys = tuple(one for one in state.surveys if one.house != name)
    state.put_house(replace(house, eliminated=state.turn, last_stand=None, keeper_harvests=0))


# Ends


def look_at_ends(state: CampaignState) -> None:
    """End the campaign if an end is reached; of several, the first in their order (C12.3)."""
    _count_keepers(state)
    reached: list[tuple[Ending, HouseId | None]] = []
    living = state.living()
    if len(living) <= 1:
        reached.append((Ending.LAST_HOUSE, living[0].id if living else None))
    for ending, winner in (
        (Ending.KEEPER, _keeper(state)),
        (Ending.ACCLAIM, _acclaimed(state)),
        (Ending.RECKONING, _first_at_the_end(state)),
    ):
        if winner is not None:
            reached.append((ending, winner))
    if not reached:
        return
    ending, winner = reached[0]
    state.finish = Finish(ending, winner, state.turn)
    state.note(CampaignEnded(state.finish, tuple(other for other, _ in reached[1:])))


def _count_keepers(state: CampaignState) -> None:
    """Count the harvests in a row at which houses hold the share of anchors that wins."""
    every = sum(state.lit(world) for world in state.worlds)
    needed = state.numbers.victory.keeper_share(len(state.setup.houses))
    for house in state.living():
        holds = lit_anchors_of(state, house.id) * PERCENT >= needed * every
        state.put_house(replace(house, keeper_harvests=house.keeper_harvests + 1 if holds else 0))


def _keeper(state: CampaignState) -> HouseId | None:
    """Return the keeper of the largest share; of two, the longer run, then the better prestige."""
    needed = state.numbers.victory.keeper_harvests
    ranks = rank_houses(state)
    keepers = [house for house in state.living() if house.keeper_harvests >= needed]
    if not keepers:
        return None
    return min(keepers, key=lambda one: (-one.keeper_harvests, ranks.index(one.id))).id


def _acclaimed(state: CampaignState) -> HouseId | None:
    """Return the house that is acclaimed: with enough prestige, and far enough ahead.

    Choice: the second is the second of the living houses; alone, a house is ahead of nobody.
    """
    victory = state.numbers.victory
    ranks = rank_houses(state)
    if len(ranks) < 2:
        return None
    first, second = (state.houses[name].prestige for name in ranks[:2])
    enough = first >= victory.acclaim_per_turn * state.setup.turns
    return ranks[0] if enough and first - second >= victory.acclaim_lead else None


def _first_at_the_end(state: CampaignState) -> HouseId | None:
    """Return the house that is first at the last turn; ties by lit anchors, then lot."""
    if state.turn < state.setup.turns or not state.living():
        return None
    return rank_houses(state)[0]
