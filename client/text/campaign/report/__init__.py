"""The report of a turn: sentences grouped by what they are about, each story in its order."""

from client.text.campaign.report.lines import Group, ReportLine
from client.text.campaign.report.report import describe, report_lines, without_echoes

__all__ = ["Group", "ReportLine", "describe", "report_lines", "without_echoes"]
