"""Every event of a campaign as a line of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.campaign.report.conflict_lines import Landings, describe_conflict
from client.text.campaign.report.income_lines import Income, describe_income
from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.report.order_lines import Politics, describe_politics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.events import Event
    from engine.campaign.vocabulary import HouseId


def report_lines(events: Iterable[Event], house: HouseId | None) -> list[ReportLine]:
    """Return the lines of the events that a house was told, in the order of a report.

    None tells them as somebody who sees everything.
    """
    lines = [describe(event, house) for event in events]
    groups = list(Group)
    return sorted(lines, key=lambda line: (groups.index(line.group), -line.weight))


def describe(event: Event, house: HouseId | None) -> ReportLine:
    """Return an event as a line for a house, or for somebody who sees everything."""
    if isinstance(event, Politics):
        return describe_politics(event, house)
    if isinstance(event, Income):
        return describe_income(event, house)
    return describe_conflict(event, house)


__all__ = ["Landings", "describe", "report_lines"]
