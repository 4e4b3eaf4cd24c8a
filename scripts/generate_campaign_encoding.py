"""Writes the marked part of docs/campaign-encoding.md: the meaning of each number of a decision,
from the code and the data file. A test fails if the page is stale.
"""

from __future__ import annotations

from pathlib import Path

from engine.campaign.encoding.codec import Codec
from engine.campaign.encoding.spec import KIND, packaged_spec
from engine.data.datafiles import SUFFIX, packaged_data
from scripts.generate_encoding import BEGIN, END, bounds_of, numbers_of, table

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "campaign-encoding.md"


def section() -> list[str]:
    """Return the numbers of the data file and the features of each block."""
    lines = numbers_of(packaged_data().joinpath(f"{KIND}{SUFFIX}"))
    layout = Codec(packaged_spec()).layout
    for block in layout.blocks.values():
        rows = (
            f"| {place} | `{feature.name}` | {bounds_of(feature)} | {feature.meaning} |"
            for place, feature in enumerate(block.columns.features)
        )
        lines += [f"### `{block.name}`", ""]
        lines += table("| place | name | bounds | says |", rows)
    blocks = ", ".join(
        f"`{block.name}` from {block.start} ({block.rows} × {len(block.columns)})"
        for block in layout.blocks.values()
    )
    return [*lines, f"As one array an observation is {layout.size:,} numbers: {blocks}.", ""]


def write_page(page: str) -> str:
    """Return a page with its marked part replaced; ValueError if it has no marks."""
    begin, end = BEGIN.format(KIND), END.format(KIND)
    before, first, rest = page.partition(begin)
    _, last, after = rest.partition(end)
    if not first or not last:
        raise ValueError(f"{TARGET.name} has lost its marks")
    return "\n".join([before + begin, "", *section(), end]) + after


if __name__ == "__main__":
    current = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(write_page(current), encoding="utf-8", newline="\n")
