"""The books of all houses: income, research, upkeep, what is missing, prestige (C3, C6, C12)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.campaign.economy import (
    books_of,
    incited_loss,
    research_shares,
    rounded_up,
    upkeep_of,
    yield_of,
)
from engine.campaign.events import IncomeCollected, LevelReached, ShipCrippled, UnitsLost
from engine.campaign.prestige import record_deed
from engine.campaign.records import World
from engine.campaign.vocabulary import FIELDS, Condition, Entry, Stance

if TYPE_CHECKING:
    from engine.campaign.economy import Books, Yield
    from engine.campaign.records import Fleet, House, Ship, Unit
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId

_NO_PLACE: Final = ""
"""The place of rows of the ledger that are about a whole house."""


def keep_books(state: CampaignState) -> None:
    """Collect the income of all houses, and let them pay for research and upkeep."""
    for house in state.living():
        books = house_books(state, house)
        _research(state, house.id, books.income)
        _settle(state, house.id, books)
        _claim_prestige(state, house.id)


def house_books(state: CampaignState, house: House) -> Books:
    """Return the books of a house at the income of this turn."""
    worlds = state.worlds_of(house.id)
    yields: dict[WorldId, Yield] = {
        world.id: yield_of(
            state.numbers,
            state.site(world.id),
            world,
            house,
            state.turn,
            incited_loss(state.effects, world.id),
        )
        for world in worlds
    }
    upkeep = upkeep_of(state.numbers, worlds, state.fleets_of(house.id))
    return books_of(state.numbers, house, yields, count_pacts(state, house.id), upkeep)


def count_pacts(state: CampaignState, house: HouseId) -> int:
    """Return the number of pacts of a house (C8.4)."""
    return sum(
        house in treaty.houses and treaty.stance is Stance.PACT
        for treaty in state.treaties.values()
    )


def _research(state: CampaignState, name: HouseId, income: int) -> None:
    """Add research points and reach at most one level in each field (C6.1, C6.2)."""
    house = state.houses[name]
    prices = state.numbers.research.level_prices
    shares = research_shares(state.numbers, house, income)
    points = [have + more for have, more in zip(house.points, shares, strict=True)]
    levels = list(house.levels)
    for place, field in enumerate(FIELDS):
        level = levels[place]
        if level < len(prices) and points[place] >= prices[level]:
            points[place] -= prices[level]
            levels[place] = level + 1
            state.note(LevelReached(name, field, level + 1))
            record_deed(state, name, "research_level")
    house = state.houses[name]
    state.put_house(replace(house, points=tuple(points), levels=tuple(levels)))


def _settle(state: CampaignState, name: HouseId, books: Books) -> None:
    """Write income and upkeep into the ledger; what is missing is forgiven, at a price (C3.10)."""
    state.pay(name, Entry.INCOME, _NO_PLACE, books.income - books.research)
    state.pay(name, Entry.SHORTFALL, _NO_PLACE, books.shortfall)
    state.pay(name, Entry.UPKEEP, _NO_PLACE, -books.upkeep)
    state.note(
        IncomeCollected(
            name,
            books.yields,
            books.overhead,
            books.pacts,
            books.research,
            books.upkeep,
            books.shortfall,
        )
    )
    if books.shortfall:
        record_deed(state, name, "shortfall")
        for _ in range(rounded_up(books.shortfall, state.numbers.worlds.shortfall_step)):
            _suffer_shortfall(state, name)


def _suffer_shortfall(state: CampaignState, name: HouseId) -> None:
    """Cripple the sound ship of the dearest upkeep, or send a unit home for good (C3.10).

    Choice (C3.10): with neither left, nothing more is lost.
    """
    hulls = state.numbers.ships.hulls
    sound: list[tuple[int, str, Fleet, Ship]] = [
        (hulls[ship.hull].upkeep, ship.id, fleet, ship)
        for fleet in state.fleets_of(name)
        for ship in fleet.ships
        if not ship.is_crippled
    ]
    if sound:
        _, _, fleet, ship = max(sound, key=lambda entry: entry[:2])
        crippled = replace(ship, condition=Condition.CRIPPLED)
        ships = tuple(crippled if one.id == ship.id else one for one in fleet.ships)
        state.put_fleet(replace(fleet, ships=ships))
        state.note(ShipCrippled(name, fleet.id, crippled))
        return
    places: list[Fleet | World] = [*state.fleets_of(name), *state.worlds_of(name)]
    units = [
        (unit.veterancy, unit.id, place, unit) for place in places for unit in _units_of(place)
    ]
    if units:
        _, _, place, unit = min(units, key=lambda entry: entry[:2])
        _dismiss(state, place, unit)
        state.note(UnitsLost(name, place.id, (unit,), "deserted"))


def _units_of(place: Fleet | World) -> tuple[Unit, ...]:
    return place.garrison if isinstance(place, World) else place.units


def _dismiss(state: CampaignState, place: Fleet | World, unit: Unit) -> None:
    left = tuple(one for one in _units_of(place) if one.id != unit.id)
    if isinstance(place, World):
        state.put_world(replace(place, garrison=left))
    else:
        state.put_fleet(replace(place, units=left))


def _claim_prestige(state: CampaignState, name: HouseId) -> None:
    """Add the prestige of a harvest: heavy taxes, pacts, and lit anchors held (C12.1)."""
    numbers = state.numbers
    prestige = numbers.victory.prestige
    state.add_prestige(name, "tax", -numbers.worlds.taxes[state.houses[name].tax].prestige)
    if state.turn % numbers.diplomacy.treaties.pact_prestige_every == 0:
        state.add_prestige(name, "pact", prestige.pact * count_pacts(state, name))
    lit = sum(state.lit(world.id) for world in state.worlds_of(name))
    state.add_prestige(name, "anchors", lit // prestige.anchors_per_point)
