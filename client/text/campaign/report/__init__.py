"""The report of a turn: sentences grouped by what they are about, the weightiest first."""

from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.report.report import describe, report_lines

__all__ = ["Group", "ReportLine", "describe", "report_lines"]
