"""The judge of missions (C4.7): C13.1, C13.2, the way, then the table of C13 from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.checks.reasons import Reason, no_fleet, no_site
from engine.campaign.fleets import has_attack, has_duty, is_all, passes_shoals
from engine.campaign.routes import distances
from engine.campaign.vocabulary import Duty, Message, Mission, Stance
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.orders import FleetMission
    from engine.campaign.records import Fleet
    from engine.campaign.view import View
    from engine.campaign.vocabulary import WorldId

_SIEGES: Final = frozenset({Mission.BLOCKADE, Mission.BOMBARD})


def check_mission(view: View, budget: Budget, order: FleetMission) -> Reason | None:
    """Return why a mission is refused."""
    unknown = no_fleet(budget, order.fleet) or no_site(view, order.world)
    if unknown:
        return unknown
    fleet = budget.fleets[order.fleet]
    return (
        _no_way(view, fleet, order.world)
        or fleet_unfit(view, fleet, order.mission)
        or world_closed(view, budget, order.mission, order.world)
    )


def fleet_unfit(view: View, fleet: Fleet, mission: Mission) -> Reason | None:
    """Return why a fleet is refused a mission wherever it is (C13)."""
    match mission:
        case Mission.MOVE | Mission.GUARD:
            return None
        case Mission.SPY:
            return _not_scouts(view, fleet)
        case Mission.COLONISE:
            return _no_colony_ship(view, fleet)
        case Mission.BLOCKADE | Mission.BOMBARD:
            return _no_attack(view, fleet)
        case Mission.INVADE | Mission.ASSAULT:
            return _no_landing_force(view, fleet, mission)


def world_closed(view: View, budget: Budget, mission: Mission, world: WorldId) -> Reason | None:
    """Return why a mission at a world is refused to every fleet (C13)."""
    match mission:
        case Mission.MOVE | Mission.GUARD | Mission.SPY:
            return None
        case Mission.COLONISE:
            return _not_open(view, world)
        case Mission.BLOCKADE:
            return _no_enemy(view, budget, world) or _free(view, world)
        case Mission.BOMBARD:
            return _no_enemy(view, budget, world) or _last_anchor(view, world)
        case Mission.INVADE | Mission.ASSAULT:
            return _no_enemy(view, budget, world)


def _no_way(view: View, fleet: Fleet, world: str) -> Reason | None:
    ships = view.numbers.ships
    shoals = passes_shoals(fleet.ships, ships)
    if world in distances(view.map, ships, fleet.world, shoals=shoals):
        return None
    sentence = Sentence("campaign.refusal.no-way", fleet=fleet.id, world=world)
    return Reason("C4.4", sentence)


def _not_scouts(view: View, fleet: Fleet) -> Reason | None:
    if is_all(fleet.ships, Duty.SCOUTING, view.numbers.ships):
        return None
    return Reason("C5.4", Sentence("campaign.refusal.not-scouts", fleet=fleet.id))


def _no_colony_ship(view: View, fleet: Fleet) -> Reason | None:
    if has_duty(fleet.ships, Duty.COLONISING, view.numbers.ships):
        return None
    return Reason("C3.9", Sentence("campaign.refusal.no-colony-ship", fleet=fleet.id))


def _not_open(view: View, world: str) -> Reason | None:
    if not view.map.sites[world].anchors:
        return Reason("C3.9", Sentence("campaign.refusal.no-anchors", world=world))
    if view.owner(world) is not None or view.is_free(world):
        return Reason("C3.9", Sentence("campaign.refusal.world-taken", world=world))
    return None


def _no_attack(view: View, fleet: Fleet) -> Reason | None:
    if has_attack(fleet, view.numbers.ships):
        return None
    return Reason("C9.7", Sentence("campaign.refusal.no-attack", fleet=fleet.id))


def _no_landing_force(view: View, fleet: Fleet, mission: Mission) -> Reason | None:
    if not fleet.units:
        return Reason("C10.1", Sentence("campaign.refusal.nobody-aboard", fleet=fleet.id))
    if mission is Mission.INVADE and not has_attack(fleet, view.numbers.ships):
        return Reason("C10.2", Sentence("campaign.refusal.invade-unarmed", fleet=fleet.id))
    return None


def _no_enemy(view: View, budget: Budget, world: str) -> Reason | None:
    """Refuse an own world, one that is nobody's, and one of a house with which there is peace.

    A declaration of war in the same packet is enough: the fleet waits until the war begins (C8.5).
    """
    owner = view.owner(world)
    if owner == view.house.id:
        return Reason("C10.1", Sentence("campaign.refusal.own-world", world=world))
    if owner is None:
        if view.is_free(world):
            return None
        return Reason("C10.1", Sentence("campaign.refusal.empty-world", world=world))
    declared = owner in budget.messages and budget.messages[owner] is Message.DECLARE
    if declared or view.stance(owner) is Stance.WAR:
        return None
    return Reason("C8.5", Sentence("campaign.refusal.no-war", world=world, house=owner))


def _free(view: View, world: str) -> Reason | None:
    if not view.is_free(world):
        return None
    return Reason("C11.3", Sentence("campaign.refusal.free-blockade", world=world))


def _last_anchor(view: View, world: str) -> Reason | None:
    if view.lit(world) > 1:
        return None
    return Reason("C9.8", Sentence("campaign.refusal.last-anchor", world=world))
