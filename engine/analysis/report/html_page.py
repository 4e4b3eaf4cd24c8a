"""The report as one HTML page with embedded plots; it loads nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from engine import resources
from engine.analysis.measures import Measures
from engine.analysis.tables import Table

TEMPLATE: Final = "report/balance.html"
FILE: Final = "report.html"


class Facts(msgspec.Struct, frozen=True):
    """The settings of the games, for the head of the page."""

    player: str
    games: int
    baseline: int
    data: str
    seed: int
    first_seed: int
    rules: int
    version: str


def write_page(tables: Sequence[Table], facts: Facts, measures: Measures, folder: Path) -> Path:
    """Write the page and return its path; ImportError without the `lab` extra."""
    import jinja2

    environment = jinja2.Environment(
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    template = environment.from_string(resources.read_text(TEMPLATE))
    named = {table.name: table.records for table in tables if table.name != "games"}
    text = template.render(tables=named, facts=facts, measures=measures)
    path = folder / FILE
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f} %"
