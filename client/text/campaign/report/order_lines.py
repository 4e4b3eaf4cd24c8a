"""Lines about orders, messages, treaties and fleets on their way."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from client.text.campaign.campaign_names import fleet_name, house_name, ship_names
from client.text.campaign.order_text import order_text
from client.text.campaign.refusal_reasons import failure_text
from client.text.campaign.report.lines import Group, ReportLine
from client.text.catalogue import text
from client.text.format import comma_list
from engine.campaign import events as e

if TYPE_CHECKING:
    from engine.campaign.vocabulary import HouseId

Politics = (
    e.OrderRefused
    | e.OrderFailed
    | e.ShipsSalvaged
    | e.MessageSent
    | e.TreatyMade
    | e.PactBroken
    | e.PactEnded
    | e.WarBegan
    | e.FleetMoved
    | e.FleetFled
)


def describe_politics(event: Politics, house: HouseId | None) -> ReportLine:
    """Return an event of the orders and movement phases as a line."""
    match event:
        case e.OrderRefused() | e.OrderFailed():
            return _order(event, house)
        case e.ShipsSalvaged():
            sentence = text(
                "campaign-report.salvaged",
                house=house_name(event.house),
                world=event.world,
                ships=ship_names(event.ships),
                refund=event.refund,
            )
            return ReportLine(Group.STORES, 4, sentence, event.world)
        case e.FleetMoved():
            return _moved(event, house)
        case e.FleetFled():
            return _fled(event, house)
        case _:
            return _treaty(event)


def _treaty(
    event: e.MessageSent | e.TreatyMade | e.PactBroken | e.PactEnded | e.WarBegan,
) -> ReportLine:
    match event:
        case e.MessageSent():
            sentence = text(
                f"campaign-report.message-{event.kind.value}",
                house=house_name(event.house),
                receiver=house_name(event.receiver),
            )
            return ReportLine(Group.LETTERS, 2, sentence)
        case e.TreatyMade():
            sentence = _between(f"campaign-report.treaty-{event.kind.value}", event.houses)
            return ReportLine(Group.LETTERS, 4, sentence)
        case e.PactBroken():
            sentence = _between("campaign-report.pact-broken", (event.house, event.other))
            return ReportLine(Group.LETTERS, 5, sentence)
        case e.PactEnded():
            sentence = _between("campaign-report.pact-ended", event.houses)
            return ReportLine(Group.LETTERS, 3, sentence)
        case e.WarBegan():
            return ReportLine(Group.LETTERS, 6, _war(event))
        case _:
            assert_never(event)


def _fled(event: e.FleetFled, house: HouseId | None) -> ReportLine:
    key = "fled" if event.to != event.world else "trapped"
    sentence = text(
        f"campaign-report.fleet-{key}",
        house=house_name(event.house),
        fleet=fleet_name(event.fleet, house),
        world=event.world,
        to=event.to,
    )
    return ReportLine(Group.FLEETS, 3, sentence, event.to)


def _order(event: e.OrderRefused | e.OrderFailed, house: HouseId | None) -> ReportLine:
    """Return a line about an order; the reason of a refusal had its figures when it was given."""
    order = order_text(event.order, house)
    if isinstance(event, e.OrderRefused):
        sentence = text("campaign-report.order-refused", order=order, rule=event.rule)
    else:
        reason = failure_text(event.code, event.order, house)
        sentence = text("campaign-report.order-failed", order=order, rule=event.rule, reason=reason)
    return ReportLine(Group.ORDERS, 1, sentence)


def _between(key: str, houses: tuple[HouseId, HouseId]) -> str:
    one, other = (house_name(house) for house in houses)
    return text(key, one=one, other=other)


def _war(event: e.WarBegan) -> str:
    if not event.declared:
        return _between("campaign-report.war-last", event.houses)
    one, other = (house_name(house) for house in event.houses)
    by = comma_list(house_name(house) for house in event.declared)
    return text("campaign-report.war-began", one=one, other=other, by=by)


def _moved(event: e.FleetMoved, house: HouseId | None) -> ReportLine:
    key = "campaign-report.fleet-stopped" if event.stopped else "campaign-report.fleet-moved"
    sentence = text(
        key,
        house=house_name(event.house),
        fleet=fleet_name(event.fleet, house),
        world=event.path[-1],
    )
    return ReportLine(Group.FLEETS, 2 if event.stopped else 1, sentence, event.path[-1])
