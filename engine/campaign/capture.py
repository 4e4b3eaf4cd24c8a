"""What a landing changes: the result of a battle, captures, recovery, escapes (C10.6 to C10.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign import randomness
from engine.campaign.events import (
    LandingDecided,
    LandingUnfought,
    UnitsLost,
    UnitsRecovered,
    WorldCaptured,
)
from engine.campaign.fleets import by_id
from engine.campaign.invasion import PIT, WATCH
from engine.campaign.prestige import record_deed, reward_capture
from engine.campaign.records import Unit
from engine.campaign.refunds import cancel_work
from engine.campaign.resolver import chance
from engine.campaign.shares import share
from engine.campaign.vocabulary import Condition, Mission, Winner
from engine.errors import CampaignError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from engine.campaign.bids import Bid
    from engine.campaign.invasion import Landing
    from engine.campaign.records import BattleResult, BattleSpec, World
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, UnitId, WorldId


def check_result(spec: BattleSpec, result: BattleResult) -> None:
    """Raise CampaignError unless a result is of the units of a spec and heals none (C10.6)."""
    fielded = {unit.id: unit for unit in (*spec.attackers, *spec.defenders)}
    for name in sorted(result.hp.keys() ^ fielded.keys()):
        if name in fielded:
            sentence = Sentence("campaign.result.missing-unit", world=spec.world, unit=name)
        else:
            sentence = Sentence("campaign.result.foreign-unit", world=spec.world, unit=name)
        raise CampaignError(sentence)
    for name, hp in sorted(result.hp.items()):
        most = fielded[name].hp
        if not 0 <= hp <= most:
            raise CampaignError(
                Sentence(
                    "campaign.result.hit-points", world=spec.world, unit=name, hp=hp, most=most
                )
            )


def apply_landing(state: CampaignState, landing: Landing, result: BattleResult | None) -> None:
    """Write what came of a landing: of its battle, or without one (C10.3, C10.7)."""
    bid = landing.bid
    if landing.spec is not None:
        assert result is not None, f"the landing at {bid.world} has no result"
        apply_result(state, bid, landing.spec, result)
    elif bid.landed:
        _capture(state, bid, _taken_off(state, bid), fought=False)
    else:
        state.note(LandingUnfought(bid.house, bid.world, bid.mission))
        _spend(state, bid.world)
        _record_failure(state, bid.house, state.worlds[bid.world].house)
    for name in bid.fleets:
        fleet = state.fleets[name]
        state.put_fleet(replace(fleet, mission=Mission.MOVE))


def apply_result(state: CampaignState, bid: Bid, spec: BattleSpec, result: BattleResult) -> None:
    """Write the result of a battle, which `check_result` accepted, to a fork."""
    state.note(LandingDecided(spec, chance(spec, state.numbers), result))
    _spend(state, spec.world)
    attacker_won = result.winner is Winner.ATTACKER
    recover = _recovery(state, spec)
    world = state.worlds[spec.world]
    ids = {unit.id for unit in spec.attackers}
    landed = [unit for name in bid.fleets for unit in state.fleets[name].units if unit.id in ids]
    garrison = [unit for unit in world.garrison if unit.id in result.hp]
    reserve = [unit for unit in world.garrison if unit.id not in result.hp]
    attackers = _come_out(state, landed, result, recover if attacker_won else None)
    defenders = _come_out(state, garrison, result, None if attacker_won else recover)
    _note_recovered(state, spec, result, attackers if attacker_won else defenders)
    fallen = [name for name, hp in result.hp.items() if not hp]
    struck = {kind: _count(fallen, kind) for kind in (PIT, WATCH)}
    kept = by_id((*defenders, *reserve))
    state.put_world(
        replace(
            world,
            garrison=kept,
            militia=world.militia - struck[WATCH],
            batteries=world.batteries - struck[PIT],
        )
    )
    if attacker_won:
        _take_off(state, bid, ids)
        _capture(state, bid, attackers, fought=True)
        return
    _record_failure(state, spec.attacker, spec.defender)
    if spec.mission is Mission.INVADE:
        _reembark(state, bid, ids, attackers)
        return
    _take_off(state, bid, ids)
    if attackers:
        state.note(UnitsLost(bid.house, bid.world, tuple(attackers), "left_behind"))


def _count(names: Iterable[str], kind: str) -> int:
    """Return how many of *names* are a kind followed by a number, as of militia and pits."""
    return sum(name.startswith(kind) and name.removeprefix(kind).isdigit() for name in names)


# Units


def _recovery(state: CampaignState, spec: BattleSpec) -> Callable[[Unit], bool]:
    """Return what rolls whether a unit that was struck down is found alive (C10.9)."""
    source = randomness.dice(state.setup.seed, spec.turn, "recover", spec.world)
    numbers = state.numbers.invasion

    def recover(unit: Unit) -> bool:
        percent = numbers.veteran_recovery if unit.veterancy else numbers.recovery
        return randomness.holds(source, percent)

    return recover


def _come_out(
    state: CampaignState,
    units: list[Unit],
    result: BattleResult,
    recover: Callable[[Unit], bool] | None,
) -> list[Unit]:
    """Return those of *units* that come out of a battle, in the order of their ids, with one more
    veterancy; *recover* is None on the losing side.
    """
    most = state.numbers.invasion.most_veterancy
    out = []
    for unit in by_id(units):
        hp = result.hp[unit.id]
        if not hp and recover is not None and recover(unit):
            hp = 1
        if hp:
            veterancy = min(most, unit.veterancy + 1)
            out.append(replace(unit, hp=hp, veterancy=veterancy))
    return out


def _note_recovered(
    state: CampaignState, spec: BattleSpec, result: BattleResult, winners: list[Unit]
) -> None:
    found = tuple(unit for unit in winners if not result.hp[unit.id])
    if found:
        house = spec.attacker if result.winner is Winner.ATTACKER else spec.defender
        state.note(UnitsRecovered(house, spec.world, found))


def _taken_off(state: CampaignState, bid: Bid) -> list[Unit]:
    """Take all who landed off their fleets, and return them."""
    ids = set(bid.landed)
    units = [unit for name in bid.fleets for unit in state.fleets[name].units if unit.id in ids]
    _take_off(state, bid, ids)
    return sorted(units, key=lambda unit: unit.id)


def _take_off(state: CampaignState, bid: Bid, ids: set[UnitId]) -> None:
    for name in bid.fleets:
        fleet = state.fleets[name]
        units = tuple(unit for unit in fleet.units if unit.id not in ids)
        state.put_fleet(replace(fleet, units=units))


def _reembark(state: CampaignState, bid: Bid, ids: set[UnitId], survivors: list[Unit]) -> None:
    """Put survivors back where they were aboard; the fallen are gone (C10.2)."""
    left = {unit.id: unit for unit in survivors}
    for name in bid.fleets:
        fleet = state.fleets[name]
        units = [left[u.id] if u.id in left else u for u in fleet.units]
        kept = tuple(u for u in units if u.id in left or u.id not in ids)
        state.put_fleet(replace(fleet, units=kept))


# Worlds


def _spend(state: CampaignState, world: WorldId) -> None:
    """Forbid landings on a world for some turns (C10.8)."""
    until = state.turn + state.numbers.invasion.cooldown_turns
    state.put_world(replace(state.worlds[world], cooldown=until))


def _record_failure(state: CampaignState, attacker: HouseId, defender: HouseId | None) -> None:
    record_deed(state, attacker, "failed")
    if defender is not None:
        record_deed(state, defender, "repelled")


def _capture(state: CampaignState, bid: Bid, landed: list[Unit], *, fought: bool) -> None:
    """Transfer a world to those who landed on it (C10.2, C10.3, C10.7)."""
    before = state.worlds[bid.world]
    refuge = _find_refuge(state, before)
    state.put_world(replace(before, garrison=()))
    if before.house is not None:
        cancel_work(state, bid.world, before.house)
    escaped = () if refuge is None else before.garrison
    if refuge is not None:
        garrison = by_id((*refuge.garrison, *escaped))
        state.put_world(replace(refuge, garrison=garrison))
    elif before.garrison:
        state.note(UnitsLost(before.house, bid.world, before.garrison, "lost_ground"))
    state.put_world(_captured(state, bid, landed))
    state.note(
        WorldCaptured(
            bid.house,
            before.house,
            bid.world,
            before.tier,
            fought,
            escaped,
            None if refuge is None or not escaped else refuge.id,
        )
    )
    reward_capture(state, bid.house, before, fought=fought)


def _captured(state: CampaignState, bid: Bid, landed: list[Unit]) -> World:
    """Return a world as its new house finds it. Choice (C10.7): its blockade is over with it."""
    record = state.worlds[bid.world]
    numbers = state.numbers.invasion
    house = state.houses[bid.house]
    if bid.mission is Mission.INVADE:
        record = replace(
            record,
            yard=max(0, record.yard - numbers.yard_loss),
            shield=0,
            starbase=None,
            industry=share(record.industry, numbers.captured_industry),
            population=max(1, share(record.population, numbers.captured_population)),
        )
    elif record.starbase is not None:
        record = replace(record, starbase=Condition.CRIPPLED)
    comes_home = house.home == bid.world
    return replace(
        record,
        house=bid.house,
        tier=0,
        faction=house.faction,
        militia=0,
        garrison=tuple(landed),
        unrest=0 if comes_home else state.turn + numbers.unrest_turns,
        blockaded=0,
    )


def _find_refuge(state: CampaignState, world: World) -> World | None:
    """Return the world to which a beaten garrison gets away (C10.7); None from free worlds, or
    where no neighbour of its house is free of a blockade.
    """
    if world.house is None:
        return None
    neighbours = (state.worlds[name] for name in state.map.lanes[world.id])
    refuges = [one for one in neighbours if one.house == world.house and not one.blockaded]
    return min(refuges, key=lambda one: (len(one.garrison), one.id)) if refuges else None
