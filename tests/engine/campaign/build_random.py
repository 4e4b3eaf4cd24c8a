"""Random campaigns, and the same with everything changed that is hidden from a house (C5.6)."""

from __future__ import annotations

from random import Random
from typing import Final

from msgspec.structs import replace

from engine.campaign.fleets import is_hidden
from engine.campaign.orders import SpyMission
from engine.campaign.records import (
    Effect,
    Fleet,
    Grievance,
    LedgerRow,
    Offer,
    Ship,
    Survey,
    Unit,
    WorkOrder,
    World,
)
from engine.campaign.sight import seen_worlds, take_sight
from engine.campaign.star_map import chart_of
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import (
    Condition,
    Entry,
    Message,
    Mission,
    Posture,
    Role,
    Spying,
    Stance,
    Work,
)
from tests.engine.campaign.build_orders import (
    FACTIONS,
    ME,
    campaign,
    change_house,
    fleet,
    garrison,
    set_treasury,
)

HOUSES: Final = tuple(FACTIONS)
PEACEFUL: Final = tuple(mission for mission in Mission if mission is not Mission.SPY)


def random_campaign(random: Random) -> CampaignState:
    """Return a campaign in the middle of things, two turns after some of its worlds were seen."""
    state = campaign(turn=random.randint(1, 25))
    for house in HOUSES:
        _draw_house(state, house, random)
    for key, treaty in state.treaties.items():
        truce = state.turn + random.randint(-2, 3)
        state.treaties[key] = replace(treaty, stance=random.choice(list(Stance)), truce=truce)
    for name in ("w10", "w11", "w12", "w21", "w30"):
        if random.random() < 0.5:
            _draw_world(state, name, random)
    _draw_fleets(state, random)
    take_sight(state)
    state.fleets = {}
    state.turn += 2
    _draw_fleets(state, random)
    _draw_politics(state, random)
    state.ranks = tuple(random.sample(HOUSES, len(HOUSES)))
    return state


def _draw_house(state: CampaignState, house: str, random: Random) -> None:
    levels = tuple(random.randint(0, 5) for _ in range(6))
    broken = random.choice([None, None, state.turn, state.turn - 3])
    change_house(state, house, levels=levels, pact_broken=broken)
    set_treasury(state, random.randint(0, 300), house)
    garrison(state, state.houses[house].home, *random.choices(_kinds(state, house), k=3))


def _kinds(state: CampaignState, house: str) -> tuple[str, ...]:
    return state.numbers.factions[FACTIONS[house]].units[0]


def _draw_world(state: CampaignState, name: str, random: Random) -> None:
    house = random.choice(HOUSES)
    world = World(
        name,
        house,
        faction=FACTIONS[house],
        population=random.randint(1, 60),
        industry=random.randint(0, 30),
        yard=random.randint(0, 3),
        starbase=random.choice([None, *Condition]),
        batteries=random.randint(0, 3),
        shield=random.randint(0, 3),
        militia=random.randint(0, 2),
        dark=(40,) * random.randint(0, 2),
        unrest=random.choice([0, 0, state.turn + 4]),
        blockaded=random.choice([0, 0, 1]),
    )
    state.put_world(world)
    garrison(state, name, *random.choices(_kinds(state, house), k=random.randint(0, 3)))


def _draw_fleets(state: CampaignState, random: Random) -> None:
    hulls = sorted(state.numbers.ships.hulls)
    for house in HOUSES:
        for _ in range(random.randint(1, 5)):
            world = random.choice([state.houses[house].home, *state.worlds])
            ships = random.choices([*hulls, "transport"], k=random.randint(1, 4))
            if random.random() < 0.3:
                ships = ["scout"]
            room = ships.count("transport")
            fleet(
                state,
                world,
                *ships,
                house=house,
                aboard=tuple(random.choices(_kinds(state, house), k=2)) if room else (),
                crippled=tuple(n for n in range(len(ships)) if random.random() < 0.3),
                mission=random.choice(list(Mission)),
                target=random.choice(list(state.worlds)),
                posture=random.choice(list(Posture)),
            )


def _draw_politics(state: CampaignState, random: Random) -> None:
    pairs = [(one, other) for one in HOUSES for other in HOUSES if one != other]
    kinds = (Message.PACT, Message.PEACE)
    state.offers = tuple(
        Offer(random.choice(kinds), *pair, state.turn) for pair in pairs if random.random() < 0.4
    )
    state.grievances = tuple(
        Grievance(*pair, state.turn + 2) for pair in pairs if random.random() < 0.4
    )
    state.effects = tuple(
        Effect(Spying.INCITE, world, random.choice(HOUSES), 50, random.randint(1, 3))
        for world in state.worlds
        if random.random() < 0.3
    )
    state.surveys = tuple(
        Survey(random.choice(HOUSES), world, state.turn + random.randint(-1, 1), 1, 1, ())
        for world in state.worlds
        if random.random() < 0.3
    )


# What is hidden


def change_what_is_hidden(state: CampaignState, random: Random, house: str = ME) -> CampaignState:
    """Return the campaign with everything changed that it does not tell a house."""
    state = state.fork()
    seen = seen_worlds(state, house)
    surveyed = {
        survey.world
        for survey in state.surveys
        if survey.house == house and survey.until >= state.turn
    }
    for other in HOUSES:
        if other != house:
            _change_house(state, other, random)
    for name, world in sorted(state.worlds.items()):
        if world.house == house:
            continue
        if name in seen:
            _change_seen_world(state, name, random, surveyed=name in surveyed)
        elif name not in surveyed:
            _change_unseen_world(state, name, random, house)
    _change_fleets(state, seen, random, house)
    _change_map(state, random, house)
    _change_books(state, random, house)
    assert seen_worlds(state, house) == seen
    return state


def _change_house(state: CampaignState, house: str, random: Random) -> None:
    change_house(
        state,
        house,
        treasury=random.randint(0, 500),
        tax=random.choice(["light", "heavy"]),
        research_share=random.choice([0, 50]),
        weights=tuple(random.randint(0, 9) for _ in range(6)),
        points=tuple(random.randint(0, 30) for _ in range(6)),
        next_number=900 + random.randint(0, 99),
        keeper_harvests=random.randint(0, 2),
        last_stand=random.choice([None, 40]),
    )


def _change_seen_world(state: CampaignState, name: str, random: Random, *, surveyed: bool) -> None:
    before = state.worlds[name]
    known = _known_defence(state, before)
    shuffled = replace(
        before,
        dark=tuple(random.randint(30, 50) for _ in before.dark),
        orders=(WorkOrder(Work.BUILD, "battery", random.randint(1, 20)),),
        next_unit=random.randint(50, 99),
    )
    state.put_world(shuffled)
    if surveyed:
        return
    for _ in range(20):
        units = tuple(
            Unit(f"x.m{random.randint(0, 999)}", random.choice(["picker", "fleck", "bellman"]), 1)
            for _ in range(random.randint(0, 4))
        )
        changed = replace(shuffled, garrison=units, militia=random.randint(0, 4))
        if _known_defence(state, changed) == known:
            state.put_world(changed)
            return


def _known_defence(state: CampaignState, world: World) -> int:
    """Return the defence of a world to the next 60, as C5.3 says it."""
    kinds = state.numbers.units
    points = 30 * world.batteries
    for unit in world.garrison:
        kind = kinds[unit.code]
        points += kind.value * (kind.hp_max + unit.hp) // (2 * kind.hp_max)
    if world.faction is not None:
        points += world.militia * kinds[state.numbers.factions[world.faction].militia].value
    return (points + 30) // 60 * 60


def _change_unseen_world(state: CampaignState, name: str, random: Random, house: str) -> None:
    strangers = [
        other
        for other in HOUSES
        if other != house and state.treaty(house, other).stance is not Stance.PACT
    ]
    world = World(name, tier=random.randint(0, 3), faction="murmur")
    owner = state.worlds[name].house
    if strangers and (owner is None or owner in strangers):
        world = replace(world, house=random.choice([None, *strangers]))
    else:
        world = replace(world, house=owner)
    state.put_world(
        replace(
            world,
            population=random.randint(1, 60),
            batteries=random.randint(0, 3),
            garrison=(Unit("x.m1", "fleck", 1),) * random.randint(0, 3),
            starbase=random.choice([None, *Condition]),
            blockaded=random.randint(0, 3),
        )
    )


def _change_fleets(state: CampaignState, seen: frozenset[str], random: Random, house: str) -> None:
    ships = state.numbers.ships
    for old in [one for one in state.fleets.values() if one.house != house]:
        if old.world not in seen or is_hidden(old, ships):
            state.remove_fleet(old.id)
            continue
        state.put_fleet(
            replace(
                old,
                units=tuple(Unit(f"x.m{n}", "fleck", 1) for n in range(random.randint(0, 3))),
                posture=random.choice(list(Posture)),
                mission=random.choice(PEACEFUL),
                target=random.choice(list(state.worlds)),
                came_from=random.choice([None, "w30"]),
                ships=tuple(replace(ship, id=f"x.s{random.randint(0, 99)}") for ship in old.ships),
            )
        )
    for number in range(random.randint(0, 4)):
        stranger = random.choice([other for other in HOUSES if other != house])
        hidden = Ship(f"x.s{number}", "scout")
        armed = Ship(f"x.s{number}", "battleship")
        unseen = sorted(set(state.worlds) - seen)
        spies = Fleet(
            f"{stranger}.f{800 + number}", stranger, random.choice(list(state.worlds)), (hidden,),
            (), Posture.EVADE, Mission.SPY, "w00",
        )  # fmt: skip
        state.put_fleet(spies)
        if unseen:
            name = f"{stranger}.f{700 + number}"
            there = random.choice(unseen)
            state.put_fleet(replace(spies, id=name, ships=(armed,), world=there))


def _change_map(state: CampaignState, random: Random, house: str) -> None:
    """Change who lives on worlds that the house never saw."""
    sites = dict(state.map.sites)
    for name in ("w00", "w10", "w11", "w12", "w21", "w30"):
        if name not in state.sightings[house] and name not in seen_worlds(state, house):
            free = {"role": Role.FREE, "faction": "murmur", "tier": random.randint(1, 3)}
            empty = {"role": Role.EMPTY, "faction": None, "tier": 0}
            sites[name] = replace(sites[name], **random.choice([free, empty]))
    state.map = replace(state.map, sites=sites)
    state.chart = chart_of(state.map)


def _change_books(state: CampaignState, random: Random, house: str) -> None:
    others = [other for other in HOUSES if other != house]
    own = {world.id for world in state.worlds_of(house)}
    state.effects = tuple(
        effect if effect.house == house else replace(effect, house=random.choice(others))
        for effect in state.effects
        if effect.house == house or effect.world in own
    )
    state.effects += (Effect(Spying.BLIND, "w02", random.choice(others), 0, 3),)
    state.surveys = tuple(survey for survey in state.surveys if survey.house == house)
    state.surveys += (Survey(random.choice(others), "w01", 99, 1, 1, ()),)
    state.offers = tuple(offer for offer in state.offers if house in (offer.sender, offer.receiver))
    state.offers += (Offer(Message.PACT, others[0], others[1], state.turn),)
    state.grievances = tuple(
        grievance
        for grievance in state.grievances
        if house in (grievance.holder, grievance.against)
    )
    state.grievances += (Grievance(others[0], others[1], 99),)
    state.spy_missions = {others[0]: SpyMission(Spying.SURVEY, "w01")}
    state.lost_prestige = {other: random.randint(0, 9) for other in HOUSES}
    state.ledger.append(LedgerRow(1, others[0], Entry.INCOME, "", random.randint(0, 99)))
    state.setup = replace(state.setup, seed=random.randint(0, 999))
    for other in others:
        state.sightings[other] = {}
        state.seen[other] = frozenset(random.sample(sorted(state.worlds), 3))
