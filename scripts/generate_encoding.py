"""Writes the marked parts of docs/encoding.md: the meaning of each number of an observation, from
the
code and the data files. A test fails if the page is stale.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from engine.data.datafiles import packaged_data
from engine.encoding.classic.compass import sector_names
from engine.encoding.classic.observation import layout_of
from engine.encoding.classic.spec import CLASSIC, MOVE_DIRECTIONS, ClassicSpec, packaged_classic
from engine.encoding.codec import Codec
from engine.encoding.observation_layout import Block, Feature
from engine.encoding.spec import FOLDER, ROWS, packaged_spec

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "docs" / "encoding.md"
BEGIN = "<!-- {}: begin, written by `make docs` -->"
END = "<!-- {}: end -->"
_NUMBER = re.compile(r"^([A-Z_]+) = (\S+) *(?:# (.*))?$", re.MULTILINE)


def bounds_of(feature: Feature[Any]) -> str:
    """Return the bounds of a feature as text."""
    return f"{feature.low:g} to {feature.high:g}"


def table(head: str, rows: Iterator[str]) -> list[str]:
    """Return the lines of a table: its header, its separator, its rows."""
    return [head, "|---" * (head.count("|") - 1) + "|", *rows, ""]


def numbers_of(file: Traversable) -> list[str]:
    """Return the numbers of a data file, each with the comment beside it."""
    found = _NUMBER.findall(file.read_text(encoding="utf-8"))
    rows = (f"| `{key}` | {value} | {remark} |" for key, value, remark in found)
    return table("| key | value | stands for |", rows)


# The main encoding


def describe(block: Block) -> list[str]:
    """Return the description of each row of a block of the main encoding."""
    size, start = len(block.columns), block.start
    title = f"### `{block.name}`: {start} to {start + block.size - 1}"
    told = []
    if block.rows > 1:
        told = [f"{block.rows} rows of {size} numbers: index = {start} + {size} · row + place."]
    if block.name == "units":
        told = [*told, own_and_enemy_rows(block)]
    rows = (
        f"| {place} | `{feature.name}` | {bounds_of(feature)} | {feature.meaning} |"
        for place, feature in enumerate(block.columns.features)
    )
    text = [" ".join(told), ""] if told else []
    return [title, "", *text, *table("| place | name | bounds | says |", rows)]


def own_and_enemy_rows(block: Block) -> str:
    """Return the sentence on which rows of units belong to which side."""
    half, end = block.rows // 2, block.start + block.size
    first = block.start + half * len(block.columns)
    return (
        f"Rows 0 to {half - 1} ({block.start} to {first - 1}) are the own units, rows {half} to"
        f" {block.rows - 1} ({first} to {end - 1}) the enemy's, each by id."
    )


def main_section() -> list[str]:
    """Return the numbers and the index table of the main encoding."""
    spec = packaged_spec(ROWS)
    layout = Codec(spec).layout
    lines = numbers_of(packaged_data().joinpath(FOLDER, f"{ROWS}.toml"))
    lines += [f"An observation is one array of {layout.size:,} numbers.", ""]
    for block in layout.blocks.values():
        lines += describe(block)
    return lines


# The classic encoding


def actions_of(spec: ClassicSpec) -> Iterator[str]:
    """Yield the meaning of each action of the classic encoding."""
    for number, way in enumerate(MOVE_DIRECTIONS):
        yield f"| {number} | MOVE | move to the best hex of the {way} sector |"
    for slot in range(spec.targets):
        yield f"| {spec.shoot + slot} | SHOOT | shoot target {slot + 1} with the best weapon |"
    yield f"| {spec.charge} | CHARGE | charge the best target |"
    yield f"| {spec.fight} | MOVE | stay engaged, to fight: of units that can strike |"
    yield f"| {spec.fight} | FIGHT | strike the best target with the best weapon |"
    yield f"| {spec.wait} | MOVE | stay: of all other units |"
    yield f"| {spec.wait} | SHOOT | not shoot: wait, or advance where that is better |"
    yield f"| {spec.wait} | CHARGE | wait |"


def names_in(block: Block, spec: ClassicSpec) -> list[str]:
    """Return the names of the rows of a block of the classic encoding."""
    if block.rows == 1:
        return [block.name]
    if block.name == "sectors":
        return [f"{block.name}, {wind}" for wind in sector_names(spec.sectors)]
    return [f"{block.name}, {number + 1}" for number in range(block.rows)]


def every_index(block: Block, spec: ClassicSpec) -> Iterator[str]:
    """Yield a line for each number of a block."""
    size = len(block.columns)
    for row, name in enumerate(names_in(block, spec)):
        for place, feature in enumerate(block.columns.features):
            index = block.start + row * size + place
            said = f"`{feature.name}` | {bounds_of(feature)} | {feature.meaning}"
            yield f"| {index} | {name} | {said} |"


def classic_section() -> list[str]:
    """Return the numbers, the actions and the index table of the classic encoding."""
    spec = packaged_classic(CLASSIC)
    blocks = layout_of(spec).blocks.values()
    lines = numbers_of(packaged_data().joinpath(FOLDER, f"{CLASSIC}.toml"))
    lines += table("| action | in | stands for |", actions_of(spec))
    indices = [line for block in blocks for line in every_index(block, spec)]
    lines += [f"An observation is one array of {len(indices)} numbers.", ""]
    return lines + table("| index | part | name | bounds | says |", iter(indices))


def write_page(page: str) -> str:
    """Return a page with its marked parts replaced; ValueError if it has no marks."""
    for name, lines in ((ROWS, main_section()), (CLASSIC, classic_section())):
        begin, end = BEGIN.format(name), END.format(name)
        before, first, rest = page.partition(begin)
        _, last, after = rest.partition(end)
        if not first or not last:
            raise ValueError(f"{TARGET.name} has lost the marks of {name}")
        page = "\n".join([before + begin, "", *lines, end]) + after
    return page


if __name__ == "__main__":
    current = TARGET.read_text(encoding="utf-8")
    TARGET.write_text(write_page(current), encoding="utf-8", newline="\n")
