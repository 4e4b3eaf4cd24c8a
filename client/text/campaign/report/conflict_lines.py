"""Lines about fights, sieges, colonies and landings."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from client.text.campaign.campaign_names import fleet_name, house_name, ship_names, unit_names
from client.text.campaign.report.income_lines import signed
from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.words import shown
from client.text.catalogue import plural, text
from client.text.format import comma_list, terminal_percent
from engine.campaign import events as e
from engine.campaign.invasion import can_recover
from engine.campaign.shares import THOUSAND
from engine.campaign.vocabulary import Conclusion, Winner

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.vocabulary import HouseId

Sky = e.SpaceFight | e.UnitsLost | e.ShipsLost | e.WreckageSalvaged
Siege = e.Blockaded | e.Bombarded | e.Colonised | e.ColonyWaits
Landings = (
    e.BidFailed
    | e.FlakFired
    | e.LandingDecided
    | e.UnitsRecovered
    | e.LandingUnfought
    | e.WorldCaptured
)


def describe_conflict(event: Sky | Siege | Landings, house: HouseId | None) -> ReportLine:
    """Return an event of the conflict phase as a line."""
    if isinstance(event, Sky):
        return _sky(event, house)
    if isinstance(event, Siege):
        return _siege(event, house)
    return _landing(event, house)


def _numbered(key: str, house: HouseId | None) -> str:
    """Return the key of a sentence that a house begins; the free folk are many (a plural)."""
    return f"{key}-free" if house is None else key


# In the sky


def _sky(event: Sky, house: HouseId | None) -> ReportLine:
    match event:
        case e.SpaceFight():
            return _space_fight(event)
        case e.UnitsLost():
            sentence = plural(
                f"campaign-report.units-{event.code.replace('_', '-')}",
                len(event.units),
                house=house_name(event.house),
                place=fleet_name(event.place, house),
                units=unit_names(event.units),
            )
            return ReportLine(Group.BATTLES, 4, sentence)
        case e.ShipsLost():
            sentence = text(
                f"campaign-report.ships-{event.code}",
                house=house_name(event.house),
                place=fleet_name(event.place, house),
                ships=ship_names(event.ships),
            )
            return ReportLine(Group.FLEETS, 1, sentence)
        case e.WreckageSalvaged():
            sentence = text(
                "campaign-report.wreckage",
                house=house_name(event.house),
                world=event.world,
                amount=event.amount,
            )
            return ReportLine(Group.STORES, 4, sentence, event.world)
        case _:
            assert_never(event)


def _space_fight(event: e.SpaceFight) -> ReportLine:
    keeper, other = event.houses[event.keeper], event.houses[1 - event.keeper]
    key = "campaign-report.sky-left"
    if not event.left[1 - event.keeper]:
        key = _numbered("campaign-report.sky-kept", keeper)
    sentence = plural(
        key,
        len(event.volleys),
        world=event.world,
        keeper=house_name(keeper),
        other=house_name(other),
    )
    return ReportLine(Group.BATTLES, 5, sentence, event.world, tuple(_sky_details(event)))


def _sky_details(event: e.SpaceFight) -> Iterator[str]:
    """Yield what both sides rolled round by round, and what they lost."""
    for number, volley in enumerate(event.volleys, start=1):
        sides = [
            text(
                "campaign-report.volley"
                if volley.rolls[i]
                else _numbered("campaign-report.parting", event.houses[i]),
                house=house_name(event.houses[i]),
                roll=volley.rolls[i],
                modifier=signed(volley.modifiers[i]),
                attack=volley.attack[i],
                strikes=volley.hits[i],
            )
            for i in (0, 1)
        ]
        yield text("campaign-report.round", round=number, one=sides[0], other=sides[1])
    for i in (0, 1):
        if event.lost[i] or event.crippled[i]:
            yield text(
                "campaign-report.sky-losses",
                house=house_name(event.houses[i]),
                lost=ship_names(event.lost[i]),
                crippled=ship_names(event.crippled[i]),
            )
    if event.batteries:
        yield plural("campaign-report.batteries-lost", event.batteries, world=event.world)
    if event.starbase_lost:
        yield text("campaign-report.bastion-lost", world=event.world)
    elif event.starbase is not None:
        yield text("campaign-report.bastion-crippled", world=event.world)


# Sieges and colonies


def _siege(event: Siege, house: HouseId | None) -> ReportLine:
    match event:
        case e.Blockaded():
            key = "starving" if event.starving else "besieged"
            sentence = plural(
                f"campaign-report.{key}",
                event.turns,
                house=house_name(event.house),
                world=event.world,
                owner=house_name(event.owner),
            )
            return ReportLine(Group.WORLDS, 5, sentence, event.world)
        case e.Bombarded():
            return _bombarded(event)
        case e.Colonised():
            sentence = text(
                "campaign-report.settled", house=house_name(event.house), world=event.world
            )
            return ReportLine(Group.WORLDS, 6, sentence, event.world)
        case e.ColonyWaits():
            sentence = text(
                "campaign-report.ark-waits",
                fleet=fleet_name(event.fleet, house),
                world=event.world,
                reason=text(event.code),
            )
            return ReportLine(Group.FLEETS, 4, sentence, event.world)
        case _:
            assert_never(event)


def _bombarded(event: e.Bombarded) -> ReportLine:
    key = "darkened" if event.darkened else "bombarded"
    sentence = text(
        f"campaign-report.{key}",
        house=house_name(event.house),
        world=event.world,
        owner=house_name(event.owner),
        industry=event.industry,
    )
    details = []
    if event.rolls:
        rolls = comma_list(str(roll) for roll in event.rolls)
        details.append(text("campaign-report.bombs", rolls=rolls, mills=event.industry))
    if event.units:
        details.append(plural("campaign-report.bombs-hit", len(event.units)))
    return ReportLine(
        Group.BATTLES, 6 if event.darkened else 3, sentence, event.world, tuple(details)
    )


# Landings


def _landing(event: Landings, house: HouseId | None) -> ReportLine:
    match event:
        case e.BidFailed():
            sentence = text(
                f"campaign-report.no-landing-{event.mission.value}",
                house=house_name(event.house),
                fleet=fleet_name(event.fleet, house),
                world=event.world,
                reason=text(event.code),
                rule=event.rule,
            )
            return ReportLine(Group.FLEETS, 5, sentence, event.world)
        case e.FlakFired():
            return _flak(event)
        case e.LandingDecided():
            return _decided(event, house)
        case e.UnitsRecovered():
            sentence = plural(
                _numbered("campaign-report.recovered", event.house),
                len(event.units),
                house=house_name(event.house),
                world=event.world,
                units=unit_names(event.units),
            )
            return ReportLine(Group.BATTLES, 2, sentence, event.world)
        case e.LandingUnfought():
            sentence = text(
                "campaign-report.shot-down", house=house_name(event.house), world=event.world
            )
            return ReportLine(Group.BATTLES, 7, sentence, event.world)
        case e.WorldCaptured():
            return _captured(event)
        case _:
            assert_never(event)


def _flak(event: e.FlakFired) -> ReportLine:
    sentence = plural(
        "campaign-report.flak",
        len(event.destroyed),
        house=house_name(event.house),
        world=event.world,
        shots=len(event.rolls),
        hits=len(event.hit),
    )
    rolls = comma_list(str(roll) for roll in event.rolls)
    details = (text("campaign-report.flak-rolls", rolls=rolls),)
    return ReportLine(Group.BATTLES, 6, sentence, event.world, details)


def _decided(event: e.LandingDecided, house: HouseId | None) -> ReportLine:
    spec, result = event.spec, event.result
    key = "campaign-report.landing-won"
    if result.winner is Winner.DEFENDER:
        key = _numbered("campaign-report.landing-beaten-off", spec.defender)
    sentence = text(
        key,
        attacker=house_name(spec.attacker),
        defender=house_name(spec.defender),
        world=spec.world,
        how=shown("conclusion", result.conclusion),
    )
    details = []
    if result.hp:  # whoever only watches learns who won
        standing = {name for name, hp in result.hp.items() if hp}
        for side, units in ((spec.attacker, spec.attackers), (spec.defender, spec.defenders)):
            details.append(
                text(
                    "campaign-report.landing-side",
                    house=house_name(side),
                    units=unit_names(units),
                    left=unit_names(unit for unit in units if unit.id in standing),
                )
            )
        how = "drawn" if result.conclusion is Conclusion.RESOLVED else "chance"
        details.append(
            text(f"campaign-report.landing-{how}", chance=terminal_percent(event.chance / THOUSAND))
        )
        details.extend(_struck_down(event, house))
    return ReportLine(Group.BATTLES, 8, sentence, spec.world, tuple(details))


def _struck_down(event: e.LandingDecided, house: HouseId | None) -> Iterator[str]:
    """Yield to the loser that of those struck down on the other side some may be found alive, which
    that side alone learns (C5.2, C10.9).
    """
    spec, result = event.spec, event.result
    sides = (spec.defender, spec.defenders), (spec.attacker, spec.attackers)
    (winner, units), (loser, _) = sides if result.winner is Winner.DEFENDER else sides[::-1]
    fallen = {name for name, hp in result.hp.items() if not hp and can_recover(name)}
    struck = sum(unit.id in fallen for unit in units)
    if struck and house is not None and house == loser:
        key = _numbered("campaign-report.struck-down", winner)
        yield plural(key, struck, house=house_name(winner))


def _captured(event: e.WorldCaptured) -> ReportLine:
    key = "taken" if event.fought else "taken-unfought"
    sentence = text(
        f"campaign-report.{key}",
        house=house_name(event.house),
        loser=house_name(event.loser),
        world=event.world,
    )
    details = []
    if event.escaped:
        details.append(
            plural(
                "campaign-report.escaped",
                len(event.escaped),
                units=unit_names(event.escaped),
                refuge=event.refuge,
            )
        )
    return ReportLine(Group.BATTLES, 9, sentence, event.world, tuple(details))
