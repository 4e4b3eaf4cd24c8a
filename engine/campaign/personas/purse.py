"""The last step: what is left of the treasury goes to what is worth most (C3.4 to C3.7)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.economy import upkeep_of
from engine.campaign.fleets import bombardment_of, capacity_of, has_duty, load_of, total_attack
from engine.campaign.kinds import open_kinds
from engine.campaign.orders import Build, Muster
from engine.campaign.personas.garrisons import missing_points, spare_units, wanted_points
from engine.campaign.personas.settlers import is_open, score_of
from engine.campaign.prices import free_docks, muster_price, musters_left, thing_price
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import Duty, Field, Thing, Work

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.personas.planner import Planner
    from engine.campaign.records import World


class _Purchase(NamedTuple):
    order: Build | Muster
    price: int


_Offer = tuple[float, str, _Purchase]


class _Standing(NamedTuple):
    """The forces of a house, those on order with them, by which it weighs what else it needs."""

    capacity: int
    load: int
    attack: int
    bombardment: int
    spare: int
    """VALUE of units that garrisons can spare."""
    on_order: frozenset[str]
    """Everything that is being built somewhere."""
    fleets: dict[Duty, int]
    """Number of fleets with a ship of each duty."""


def spend(planner: Planner) -> None:
    """Buy what is worth most until nothing is, or until it is worth saving for something."""
    scores = planner.scores.purse
    # Fleets stay as they are, and what is ordered costs no upkeep before it is there.
    afloat = _count_fleets(planner)
    strain = _strain(planner)
    for _ in range(scores.most_purchases):
        standing = _add_worlds(planner, afloat)
        offers = [one for one in _offers(planner, standing, strain) if one[0] >= scores.least]
        if not offers:
            return
        treasury = planner.budget.house.treasury
        affordable = [one for one in offers if one[2].price <= treasury]
        score, name, best = planner.best(offers)
        if best.price > treasury:
            planner.note(name.partition(" ")[0], "no-money")
            if score >= scores.worth_saving:
                return
        chosen = planner.choose(affordable)
        if chosen is None or not planner.give(chosen.order):
            return


def _offers(planner: Planner, standing: _Standing, strain: float) -> Iterator[_Offer]:
    """Yield what could be bought, each with its score, in a fixed order."""
    war_ships = _war_ships(planner, standing, strain)
    for _, world in sorted(planner.budget.worlds.items()):
        if world.blockaded:
            continue
        yield from _peaceful(planner, world)
        yield from _musters(planner, world, standing, strain)
        docks = free_docks(world, planner.view.numbers)
        if docks > 0:
            yield from _civil_ships(planner, world, standing)
            for score, name in war_ships:
                hull = planner.view.numbers.ships.hulls[name]
                if hull.docks <= docks:
                    yield _offer(score, Build(world.id, name), hull.price)


def _peaceful(planner: Planner, world: World) -> tuple[_Offer, ...]:
    """Return what has nothing to do with forces, remembered until something is ordered there."""
    return planner.recall(
        "peaceful",
        world.id,
        world,
        lambda: (*_growth(planner, world), *_defences(planner, world)),
    )


def _offer(score: float, order: Build | Muster, price: int) -> _Offer:
    return score, order.to_text(), _Purchase(order, price)


def _build(planner: Planner, score: float, world: World, thing: Thing) -> _Offer:
    price = thing_price(world, thing, planner.view.numbers.worlds)
    assert price is not None, "nobody offers a yard above the highest level"
    return _offer(score, Build(world.id, thing.value), price)


def _ordered(world: World, thing: str) -> int:
    return sum(one.work is Work.BUILD and one.thing == thing for one in world.orders)


def _count_fleets(planner: Planner) -> _Standing:
    """Count the ships and the units aboard."""
    numbers = planner.view.numbers
    fleets = planner.budget.fleets.values()
    return _Standing(
        capacity=sum(capacity_of(fleet.ships, numbers.ships) for fleet in fleets),
        load=sum(load_of(fleet.units, numbers) for fleet in fleets),
        attack=sum(total_attack(fleet.ships, numbers.ships) for fleet in fleets),
        bombardment=sum(bombardment_of(fleet.ships, numbers.ships) for fleet in fleets),
        spare=0,
        on_order=frozenset(),
        fleets={
            duty: sum(has_duty(fleet.ships, duty, numbers.ships) for fleet in fleets)
            for duty in Duty
        },
    )


def _add_worlds(planner: Planner, afloat: _Standing) -> _Standing:
    """Count the units that worlds can spare, and what is on order, beside the fleets."""
    numbers = planner.view.numbers
    hulls = numbers.ships.hulls
    worlds = planner.budget.worlds.values()
    orders = [order for world in worlds for order in world.orders]
    built = [order.thing for order in orders if order.work is Work.BUILD]
    mustered = [order.thing for order in orders if order.work is Work.MUSTER]
    ships = [hulls[thing] for thing in built if thing in hulls]
    spare = sum(load_of(spare_units(planner, world), numbers) for world in worlds)
    return _Standing(
        capacity=afloat.capacity + sum(hull.capacity for hull in ships),
        load=afloat.load,
        attack=afloat.attack + sum(hull.attack for hull in ships),
        bombardment=afloat.bombardment + sum(hull.bombardment for hull in ships),
        spare=spare + sum(numbers.units[kind].value for kind in mustered),
        on_order=frozenset(built),
        fleets=afloat.fleets,
    )


def _strain(planner: Planner) -> float:
    """Return what is left of the score of forces when upkeep weighs on the income: 1 to 0."""
    scores = planner.scores.purse
    upkeep = upkeep_of(
        planner.view.numbers, planner.budget.worlds.values(), planner.budget.fleets.values()
    ).total
    income = max(1, planner.income)
    over = upkeep / income - scores.upkeep_share
    return max(0.0, 1 - max(0.0, over) / (1 - scores.upkeep_share))


# Growth


def _growth(planner: Planner, world: World) -> Iterator[_Offer]:
    scores = planner.scores.purse
    growth = scores.growth_base + planner.persona.growth
    numbers = planner.view.numbers.worlds
    left = planner.turns_left
    if world.industry + numbers.industry_step <= world.population and not _ordered(
        world, Thing.INDUSTRY
    ):
        tax = numbers.taxes[planner.budget.house.tax].income
        gain = numbers.industry_step * tax * left / (PERCENT * numbers.industry_price)
        yield _build(planner, scores.industry * growth * gain, world, Thing.INDUSTRY)
    needs = numbers.yard_population
    has_people = world.yard < len(needs) and world.population >= needs[world.yard]
    if has_people and not _ordered(world, Thing.YARD) and left > scores.yard_turns:
        full = world.yard and not free_docks(world, planner.view.numbers)
        score = scores.yard_full if full else scores.yard_new * (world.yard == 0)
        yield _build(planner, score, world, Thing.YARD)


def _places_to_settle(planner: Planner, world: World) -> float:
    """Return the best score of a world that a colony ship from here could settle; 0 if none."""
    return planner.recall("settle", world.id, None, lambda: _best_place(planner, world))


def _best_place(planner: Planner, world: World) -> float:
    turns = planner.turns_from(world.id, shoals=False)
    most = planner.scores.settling.most_turns
    # Nothing is reserved while the purse is spent, so the same worlds are open to all.
    sites = planner.view.map.sites
    places = planner.recall(
        "open", "", None, lambda: frozenset(one for one in sites if is_open(planner, one))
    )
    scored = [
        score_of(planner, other, turns[other])
        for other in turns
        if turns[other] <= most and other in places
    ]
    return max(scored, default=0.0)


# Defences


def _defences(planner: Planner, world: World) -> Iterator[_Offer]:
    scores = planner.scores.purse
    numbers = planner.view.numbers.worlds
    caution = scores.caution_base + planner.persona.caution
    need = _exposure(planner, world) * caution
    is_time = planner.view.turn >= scores.starbase_turn and planner.turns_left > scores.yard_turns
    is_bare = world.starbase is None and not _ordered(world, Thing.STARBASE)
    if is_time and is_bare and world.id == planner.view.house.home:
        yield _build(planner, scores.starbase * need, world, Thing.STARBASE)
    if world.batteries < numbers.battery.most and not _ordered(world, Thing.BATTERY):
        yield _build(planner, scores.battery * need, world, Thing.BATTERY)
    level = planner.view.house.level(Field.DEFENCE)
    if world.shield < min(level, numbers.shield.most) and not _ordered(world, Thing.SHIELD):
        yield _build(planner, scores.shield * need, world, Thing.SHIELD)


def _exposure(planner: Planner, world: World) -> float:
    """Return how much a world needs defences: what it is worth, by how near enemies are."""
    return planner.recall("exposure", world.id, None, lambda: _weigh_exposure(planner, world))


def _weigh_exposure(planner: Planner, world: World) -> float:
    threat = planner.scores.purse.threat if planner.known.threat(world.id) else 0.0
    return wanted_points(planner, world) / planner.scores.garrison.home + threat


def _musters(
    planner: Planner, world: World, standing: _Standing, strain: float
) -> Iterator[_Offer]:
    """Yield the musters of a world: of each kind as far as there are people and money."""
    numbers = planner.view.numbers
    scores = planner.scores.purse
    if world.unrest >= planner.view.turn or musters_left(world, numbers.worlds) <= 0:
        return
    ordered = sum(numbers.units[one.thing].value for one in world.orders if one.work is Work.MUSTER)
    missing = (missing_points(planner, world) - ordered) / planner.scores.garrison.home
    garrison = scores.garrison * missing * (scores.caution_base + planner.persona.caution)
    army = 0.0
    if world.yard:
        room = standing.capacity + scores.army_ahead - standing.load - standing.spare
        army = scores.army * room / max(1, standing.capacity) * _war(planner) * strain
    score = max(garrison, army)
    if score <= 0:
        return
    kind = _kind(planner, world)
    yield _offer(score, Muster(world.id, kind), muster_price(kind, numbers))


def _kind(planner: Planner, world: World) -> str:
    """Return a kind to muster: drawn, dear ones more often, for there are few places to land.

    It is the one that was drawn before as long as nothing is mustered.
    """
    return planner.recall("kind", world.id, world.orders, lambda: _draw_kind(planner))


def _draw_kind(planner: Planner) -> str:
    numbers = planner.view.numbers
    kinds = open_kinds(planner.view.house, numbers)
    return planner.source.pick_weighted(kinds, [numbers.units[kind].value for kind in kinds])


def _war(planner: Planner) -> float:
    scores = planner.scores.purse
    war = scores.war_base + planner.persona.war
    return war * scores.at_war if planner.known.wars else war


# Ships


def _war_ships(planner: Planner, standing: _Standing, strain: float) -> list[tuple[float, str]]:
    """Return the scores of transports and of ships with attack, which are the same at all yards."""
    scores = planner.scores.purse
    if planner.turns_left <= scores.ship_turns:
        return []
    war = _war(planner) * strain
    wanted = scores.attack_base + scores.attack_per_room * standing.capacity / PERCENT
    wanted += scores.attack_per_turn * planner.view.turn
    lack = max(0.0, 1 - standing.attack / max(1, wanted))
    return [*_transports(planner, standing, war), *_armed_ships(planner, standing, lack * war)]


def _transports(planner: Planner, standing: _Standing, war: float) -> Iterator[tuple[float, str]]:
    """Yield the hulls with room, while the house has less than it can use: by who waits for it."""
    scores = planner.scores.purse
    if standing.capacity >= scores.most_capacity:
        return
    filled = (standing.load + standing.spare) / max(1, standing.capacity)
    for name, hull in planner.view.numbers.ships.hulls.items():
        if hull.capacity:
            yield scores.transport * filled * war, name


def _armed_ships(planner: Planner, standing: _Standing, lack: float) -> Iterator[tuple[float, str]]:
    """Yield the hulls with attack that are open: by what they can for their price."""
    scores = planner.scores.purse
    level = planner.view.house.level(Field.ENGINEERING)
    shelling = max(0.0, 1 - standing.bombardment / scores.bombardment)
    for name, hull in planner.view.numbers.ships.hulls.items():
        if not hull.attack or hull.engineering > level:
            continue
        strength = (hull.attack * hull.hull) ** 0.5 / hull.price * scores.ship_price
        shells = scores.shells * hull.bombardment * shelling if planner.known.wars else 0.0
        yield lack * (scores.ship * strength + shells), name


def _civil_ships(planner: Planner, world: World, standing: _Standing) -> Iterator[_Offer]:
    """Yield scouts and colony ships, as far as there is something to do for them."""
    scores = planner.scores.purse
    ships = planner.view.numbers.ships
    for name, hull in ships.hulls.items():
        if hull.duty == Duty.WAR or name in standing.on_order:
            continue
        have = standing.fleets[Duty(hull.duty)]
        if hull.duty == Duty.SCOUTING:
            if have < planner.scores.scouting.fleets and planner.turns_left > scores.ship_turns:
                yield _offer(scores.scout / (1 + have), Build(world.id, name), hull.price)
        elif have <= scores.most_colony_ships and planner.turns_left > scores.colony_turns:
            place = _places_to_settle(planner, world)
            share = planner.turns_left / planner.view.turns
            growth = scores.growth_base + planner.persona.growth
            score = scores.colony * place * growth * share / (1 + have)
            yield _offer(score, Build(world.id, name), hull.price)
