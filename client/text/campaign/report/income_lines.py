"""Lines about spies, work, books, standing and the ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from client.text.campaign.campaign_names import (
    fleet_name,
    house_name,
    ship_names,
    thing_name,
    unit_names,
)
from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.words import shown
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign import events as e
from engine.campaign.vocabulary import Spying, Work

if TYPE_CHECKING:
    from engine.campaign.vocabulary import HouseId

Income = (
    e.SpyMissionDone
    | e.EffectEnded
    | e.WorkDone
    | e.WorkCancelled
    | e.IncomeCollected
    | e.LevelReached
    | e.PrestigeChanged
    | e.ShipCrippled
    | e.AnchorRelit
    | e.FreeWorldMustered
    | e.LastStandBegan
    | e.HouseEliminated
    | e.CampaignEnded
)


def describe_income(event: Income, house: HouseId | None) -> ReportLine:
    """Return an event of the espionage and income phases as a line."""
    match event:
        case e.SpyMissionDone() | e.EffectEnded():
            return _spies(event)
        case e.WorkDone() | e.WorkCancelled() | e.FreeWorldMustered() | e.AnchorRelit():
            return _world(event, house)
        case e.IncomeCollected() | e.ShipCrippled():
            return _stores(event, house)
        case e.LevelReached():
            sentence = text(
                "campaign-report.level",
                house=house_name(event.house),
                field=shown("field", event.field),
                level=event.level,
            )
            return ReportLine(Group.STORES, 2, sentence)
        case e.PrestigeChanged():
            sentence = text(
                "campaign-report.standing",
                house=house_name(event.house),
                amount=signed(event.amount),
                deed=shown("deed", event.code),
            )
            return ReportLine(Group.STORES, 1, sentence)
        case _:
            return _end(event)


def signed(amount: int) -> str:
    """Return a number with its sign."""
    return text("campaign-report.plus" if amount >= 0 else "campaign-report.minus", n=abs(amount))


def _spies(event: e.SpyMissionDone | e.EffectEnded) -> ReportLine:
    if isinstance(event, e.EffectEnded):
        sentence = text(f"campaign-report.over-{event.kind.value}", world=event.world)
        return ReportLine(Group.SPIES, 1, sentence, event.world)
    facts = {
        "house": house_name(event.house),
        "kind": shown("spying", event.kind),
        "victim": house_name(event.victim),
        "target": house_name(event.target) if event.kind is Spying.STEAL else event.target,
        "amount": event.amount,
    }
    world = None if event.kind is Spying.STEAL else event.target
    details: tuple[str, ...] = ()
    if event.roll:
        details = (
            text("campaign-report.spy-roll", roll=event.roll, modifier=signed(event.modifier)),
        )
    if event.succeeded:
        key, weight = f"campaign-report.spied-{event.kind.value}", 3
    elif event.exposed:
        key, weight = "campaign-report.spies-caught", 4
    else:
        key, weight = "campaign-report.spies-failed", 2
        if not event.roll:
            key = "campaign-report.spies-void"
    return ReportLine(Group.SPIES, weight, text(key, **facts), world, details)


def _world(
    event: e.WorkDone | e.WorkCancelled | e.FreeWorldMustered | e.AnchorRelit,
    house: HouseId | None,
) -> ReportLine:
    match event:
        case e.WorkDone(order=order):
            thing = _thing(order.work, order.thing, house)
            key = f"campaign-report.done-{order.work.value}"
            sentence = text(key, world=event.world, thing=thing)
            return ReportLine(Group.WORLDS, 1, sentence, event.world)
        case e.WorkCancelled(order=order):
            thing = _thing(order.work, order.thing, house)
            sentence = text(
                "campaign-report.cancelled", world=event.world, thing=thing, refund=event.refund
            )
            return ReportLine(Group.WORLDS, 3, sentence, event.world)
        case e.FreeWorldMustered():
            sentence = text(
                "campaign-report.free-mustered", world=event.world, units=unit_names(event.units)
            )
            return ReportLine(Group.WORLDS, 0, sentence, event.world)
        case e.AnchorRelit():
            sentence = text("campaign-report.relit", world=event.world)
            return ReportLine(Group.WORLDS, 2, sentence, event.world)
        case _:
            assert_never(event)


def _thing(work: Work, thing: str, house: HouseId | None) -> str:
    if work is Work.MUSTER:
        return shown("unit", thing)
    return fleet_name(thing, house) if "." in thing else thing_name(thing)


def _stores(event: e.IncomeCollected | e.ShipCrippled, house: HouseId | None) -> ReportLine:
    if isinstance(event, e.ShipCrippled):
        sentence = text(
            "campaign-report.unpaid-ship",
            house=house_name(event.house),
            fleet=fleet_name(event.fleet, house),
            ship=ship_names([event.ship]),
        )
        return ReportLine(Group.STORES, 5, sentence)
    facts = {
        "house": house_name(event.house),
        "yields": event.yields,
        "overhead": event.overhead,
        "pacts": event.pacts,
        "research": event.research,
        "upkeep": event.upkeep,
        "shortfall": event.shortfall,
    }
    key = "campaign-report.shortfall" if event.shortfall else "campaign-report.income"
    return ReportLine(Group.STORES, 6 if event.shortfall else 3, text(key, **facts))


def _end(event: e.LastStandBegan | e.HouseEliminated | e.CampaignEnded) -> ReportLine:
    match event:
        case e.LastStandBegan():
            sentence = text(
                "campaign-report.last-stand", house=house_name(event.house), turn=event.until
            )
            return ReportLine(Group.END, 1, sentence)
        case e.HouseEliminated():
            sentence = text("campaign-report.eliminated", house=house_name(event.house))
            return ReportLine(Group.END, 2, sentence)
        case e.CampaignEnded(finish=finish):
            key = f"campaign-report.end-{finish.ending.value}"
            if finish.winner is None:
                key = "campaign-report.end-nobody"
            sentence = text(key, house=house_name(finish.winner), turn=finish.turn)
            also = (text("campaign-report.also", ends=_endings(event)),) if event.also else ()
            return ReportLine(Group.END, 3, sentence, None, also)
        case _:
            assert_never(event)


def _endings(event: e.CampaignEnded) -> str:
    return comma_list(shown("ending", ending) for ending in event.also)
