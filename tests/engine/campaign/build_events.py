"""Events of every type, as they are told and as they are hidden from askerry (C5.5)."""

from __future__ import annotations

from random import Random

from msgspec.structs import replace

from engine.campaign import events as e
from engine.campaign.events import Event
from engine.campaign.records import (
    BattleResult,
    BattleSpec,
    Fielded,
    Finish,
    Ship,
    Unit,
    WorkOrder,
)
from engine.campaign.sight import seen_worlds
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import (
    Conclusion,
    Ending,
    Field,
    Message,
    Mission,
    Spying,
    Winner,
    Work,
)
from tests.engine.campaign.build_orders import FOE, ME, THIRD


def spec(world: str, attacker: str, defender: str | None, *, units: int = 1) -> BattleSpec:
    fielded = tuple(Fielded(f"{attacker}.m{n}", "fleck", 1) for n in range(units))
    return BattleSpec(
        1, 3, world, Mission.INVADE, attacker, defender, "heath", 21, 17, 3, 3, 7, 8, 9, 5, True,
        fielded, fielded,
    )  # fmt: skip


def landing(
    world: str, attacker: str, defender: str | None, *, units: int = 1, chance: int = 500
) -> e.LandingDecided:
    result = BattleResult(Winner.ATTACKER, {f"x{units}": 1}, Conclusion.RESOLVED)
    return e.LandingDecided(spec(world, attacker, defender, units=units), chance, result)


def fight(world: str, one: str | None, other: str | None) -> e.SpaceFight:
    return e.SpaceFight(
        world, (one, other), (), (False, True), 0, ((), ()), ((), ()), 1, None, False
    )


def own_affairs(house: str) -> list[Event]:
    """Return an event of each type that only its house is told."""
    unit, ship = Unit(f"{house}.m1", "fleck", 1), Ship(f"{house}.s1", "scout")
    work = WorkOrder(Work.BUILD, "battery", 20)
    return [
        e.OrderRefused(house, "move x y", "C13.2", "campaign.refusal.no-fleet"),
        e.OrderFailed(house, "move x y", "C4.4", "campaign.refusal.no-way"),
        e.ShipsSalvaged(house, "w01", (ship,), 7),
        e.UnitsLost(house, "w01", (unit,), "drowned"),
        e.UnitsRecovered(house, "w01", (unit,)),
        e.ShipsLost(house, "w01", (ship,), "settled"),
        e.ShipCrippled(house, f"{house}.f1", ship),
        e.WreckageSalvaged(house, "w01", 10),
        e.ColonyWaits(house, f"{house}.f1", "w01", "enemy"),
        e.BidFailed(house, f"{house}.f1", "w01", Mission.INVADE, "C10.2", "line"),
        e.WorkDone(house, "w01", work),
        e.WorkCancelled(house, "w01", work, 10),
        e.IncomeCollected(house, 1, 2, 3, 4, 5, 6),
        e.LastStandBegan(house, 9),
        e.SpyMissionDone(house, Spying.SURVEY, "w00", None, 12, 3, True, False, 0),
    ]


def public_events() -> list[Event]:
    return [
        e.TreatyMade(Message.PACT, (THIRD, FOE)),
        e.PactBroken(FOE, THIRD),
        e.PactEnded((THIRD, FOE)),
        e.WarBegan((THIRD, FOE), (FOE,)),
        e.LevelReached(FOE, Field.WEAPONS, 2),
        e.PrestigeChanged(FOE, "colonised", 2),
        e.HouseEliminated(FOE),
        e.CampaignEnded(Finish(Ending.RECKONING, FOE, 35), ()),
    ]


def events_at(world: str, house: str, other: str) -> list[Event]:
    """Return an event of each type that those who see its world are told."""
    return [
        fight(world, house, other),
        e.Blockaded(house, world, other, 2, starving=True),
        e.Bombarded(house, f"{house}.f1", world, other, (5, 9), ("x",), 2, False),
        e.Colonised(house, f"{house}.f1", world),
        e.FlakFired(house, world, (7,), ("x",), (Unit("x", "fleck", 1),)),
        landing(world, house, other),
        e.LandingUnfought(house, world, Mission.ASSAULT),
        e.AnchorRelit(world, other),
        e.FleetMoved(house, f"{house}.f1", (world,), stopped=True, hidden=False),
        e.FleetFled(house, f"{house}.f1", world, world),
    ]


def draw_events(state: CampaignState, random: Random) -> list[Event]:
    """Return events of all types at random worlds; half of them are told to askerry or in part."""
    worlds = sorted(state.worlds)
    drawn: list[Event] = [*own_affairs(ME), *public_events()]
    for house, other in ((ME, FOE), (FOE, ME), (FOE, THIRD)):
        drawn += events_at(random.choice(worlds), house, other)
        drawn.append(e.WorldCaptured(house, other, random.choice(worlds), 0, True, (), None))
        done = e.SpyMissionDone(house, Spying.INCITE, "w03", other, 4, 2, True, False, 50)
        drawn += [done, replace(done, succeeded=False, exposed=True)]
        drawn.append(e.MessageSent(house, Message.PACT, other))
        drawn.append(e.EffectEnded(house, Spying.INCITE, random.choice(worlds)))
    random.shuffle(drawn)
    return drawn


def add_hidden_events(state: CampaignState, random: Random) -> list[Event]:
    """Return the events of a campaign with everything changed that askerry is not told."""
    lost = {
        event.world
        for event in state.events
        if isinstance(event, e.WorldCaptured) and event.loser == ME
    }
    seen = seen_worlds(state, ME) | lost
    unseen = random.choice(sorted(set(state.worlds) - seen) or ["w99"])
    hidden: list[Event] = [
        *own_affairs(FOE),
        *events_at(unseen, FOE, THIRD),
        e.MessageSent(FOE, Message.PACT, THIRD),
        e.SpyMissionDone(FOE, Spying.INCITE, "w03", THIRD, 4, 2, False, True, 0),
        e.SpyMissionDone(FOE, Spying.SABOTAGE, "w01", ME, 7, 2, False, False, 0),
        e.FreeWorldMustered("w00", (Unit("w00.g9", "fleck", 1),)),
        e.FleetMoved(FOE, "tolvane.f9", ("w01", "w10"), stopped=False, hidden=True),
    ]
    random.shuffle(hidden)
    changed: list[Event] = []
    for event in state.events:
        changed += hidden[: random.randint(0, 2)]
        changed.append(_otherwise(event))
    return changed + hidden


def _otherwise(event: Event) -> Event:
    """Return an event with what askerry, when it only watches, is not told of it."""
    match event:
        case e.SpyMissionDone(victim="askerry"):
            other = event if event.exposed else replace(event, house=THIRD)
            return replace(other, roll=1, modifier=9)
        case e.Blockaded(owner="merrowby"):
            return replace(event, starving=False)
        case e.Bombarded(owner="merrowby"):
            return replace(event, units=("y", "z"))
        case e.LandingDecided() if ME not in (event.spec.attacker, event.spec.defender):
            return landing(event.spec.world, FOE, THIRD, units=3, chance=100)
        case e.WorldCaptured(loser="merrowby"):
            return replace(event, escaped=(Unit("x", "fleck", 1),), refuge="w10")
        case _:
            return event
