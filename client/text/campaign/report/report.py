"""Every event of a campaign as a line of a report."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from client.text.campaign.report.conflict_lines import Landings, describe_conflict
from client.text.campaign.report.income_lines import Income, describe_income
from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.report.order_lines import Politics, describe_politics
from client.text.catalogue import text
from client.text.format import capitalised
from engine.campaign import events as e
from engine.campaign.vocabulary import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.events import Event
    from engine.campaign.vocabulary import HouseId


def report_lines(events: Iterable[Event], house: HouseId | None) -> list[ReportLine]:
    """Return the lines of the events that a house was told, in the order of a report.

    None tells them as somebody who sees everything. Equal lines are one, with their number.
    """
    lines = [_as_line(event, house) for event in without_echoes(events)]
    weights: dict[tuple[Group, str], list[int]] = {}
    for line in lines:
        weights.setdefault((line.group, line.subject), []).append(line.weight)
    places = {story: place for place, story in enumerate(weights)}
    groups = list(Group)

    def place_of(line: ReportLine) -> tuple[int, int, int]:
        story = (line.group, line.subject)
        return groups.index(line.group), -max(weights[story]), places[story]

    return list(_counted(sorted(lines, key=place_of)))


def without_echoes(events: Iterable[Event]) -> list[Event]:
    """Return events without the letters whose effect is told by an event of its own."""
    told = list(events)
    pacts_broken = {(one.house, one.other) for one in told if isinstance(one, e.PactBroken)}
    signed = {frozenset(one.houses) for one in told if isinstance(one, e.TreatyMade)}
    wars = {frozenset(one.houses) for one in told if isinstance(one, e.WarBegan) and one.declared}

    def is_echo(event: Event) -> bool:
        if not isinstance(event, e.MessageSent):
            return False
        pair = frozenset((event.house, event.receiver))
        match event.kind:
            case Message.BREAK:
                return (event.house, event.receiver) in pacts_broken
            case Message.DECLARE:
                return pair in wars
            case Message.PACT | Message.PEACE | Message.ACCEPT:
                return pair in signed

    return [event for event in told if not is_echo(event)]


def _as_line(event: Event, house: HouseId | None) -> ReportLine:
    line = describe(event, house)
    return replace(line, sentence=_begun(line.sentence), subject=_subject_of(event, line))


def _begun(sentence: str) -> str:
    """Return a sentence with a capital letter, but ids at its beginning as they are."""
    first = sentence.partition(" ")[0]
    return capitalised(sentence) if first.isalpha() else sentence


def _subject_of(event: Event, line: ReportLine) -> str:
    """Return what else is told together with a line: of its fleet, its house or its world."""
    match event:
        case e.FleetMoved() | e.FleetFled() | e.ColonyWaits() | e.BidFailed():
            return event.fleet
        case e.ShipsSalvaged() | e.WreckageSalvaged() | e.IncomeCollected() | e.ShipCrippled():
            return event.house
        case e.LevelReached() | e.PrestigeChanged():
            return event.house
        case _:
            return line.world or ""


def _counted(lines: Iterable[ReportLine]) -> Iterator[ReportLine]:
    for line, same in groupby(lines):
        times = sum(1 for _ in same)
        if times == 1:
            yield line
        else:
            told = text("campaign-report.times", line=line.sentence, n=times)
            yield replace(line, sentence=told)


def describe(event: Event, house: HouseId | None) -> ReportLine:
    """Return an event as a line for a house, or for somebody who sees everything."""
    if isinstance(event, Politics):
        return describe_politics(event, house)
    if isinstance(event, Income):
        return describe_income(event, house)
    return describe_conflict(event, house)


__all__ = ["Landings", "describe", "report_lines", "without_echoes"]
