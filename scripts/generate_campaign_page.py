"""Writes docs/campaign.md: the sentences of the rules, the numbers of the data, and the choices
that docstrings name.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
TEMPLATE: Final = ROOT / "scripts" / "campaign_page.md"
PAGE: Final = ROOT / "docs" / "campaign.md"
DATA: Final = ROOT / "assets" / "data" / "campaign"
CODE: Final = ROOT / "engine" / "campaign"
RULE: Final = re.compile(r"C\d+\.\d+")
CHOICE: Final = re.compile(r"Choice(?: \((?P<rules>[^)]*)\))?: ")
HULL_KEYS: Final = (
    *("PRICE", "ATTACK", "HULL", "UPKEEP", "BOMBARDMENT", "CAPACITY", "ENGINEERING"),
    "DOCKS",
)


def page() -> str:
    """Return the page as code and data are now."""
    choices = dict[str, list[str]]()
    for rule, words in choices_of():
        choices.setdefault(rule, []).append(words)
    template = TEMPLATE.read_text(encoding="utf-8")
    parts = []
    for paragraph in template.split("\n\n"):
        parts.append(fill(paragraph))
        begun = re.match(r"\*\*(C\d+\.\d+)\*\*", paragraph)
        if begun is not None:
            found = choices.pop(begun[1], [])
            parts += ["\n".join(f"- **Choice:** {words}" for words in found)] if found else []
    if choices:
        msg = f"the page has no rule {', '.join(sorted(choices))}"
        raise ValueError(msg)
    return "\n\n".join(parts)


# Numbers


def fill(paragraph: str) -> str:
    """Return a paragraph with each `{file.KEY}` replaced by the number of the data."""
    return re.sub(r"\{([\w.]+)\}", lambda found: value_of(found[1]), paragraph)


def value_of(name: str) -> str:
    """Return the number or the table that a name in braces stands for."""
    if name in TABLES:
        return TABLES[name]()
    file, *keys = name.split(".")
    found: Any = table(file)
    for key in keys:
        found = found[int(key)] if isinstance(found, list) else found[key]
    return str(found)


def table(file: str) -> dict[str, Any]:
    """Return a data file of campaigns."""
    return tomllib.loads((DATA / f"{file}.toml").read_text(encoding="utf-8"))


def rows(heads: tuple[str, ...], lines: Iterator[list[str]]) -> str:
    """Return a table of the page."""
    shown = [list(heads), ["---"] * len(heads), *lines]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in shown)


def hulls() -> str:
    """Return the table of hulls."""
    lines = (
        [f"`{hull}`", *(str(numbers[key]) for key in HULL_KEYS)]
        for hull, numbers in table("ships")["hulls"].items()
    )
    return rows(("hull", *(f"{key.lower()}†" for key in HULL_KEYS)), lines)


def things() -> str:
    """Return the table of what is built at worlds."""
    worlds = table("worlds")
    yards = "/".join(map(str, worlds["YARD_PRICES"]))
    needs = "/".join(map(str, worlds["YARD_POPULATION"]))
    lines = [
        [f"`industry` +{worlds['INDUSTRY_STEP']}", str(worlds["INDUSTRY_PRICE"]), "0", "–"],
        ["`yard` 1/2/3", yards, "0", f"population {needs}"],
        *(
            [f"`{one}`", str(worlds[one]["PRICE"]), str(worlds[one]["UPKEEP"]),
             f"at most {worlds[one]['MOST']}"]
            for one in ("starbase", "battery", "shield")
        ),
    ]  # fmt: skip
    return rows(("thing", "price†", "upkeep†", "needs"), iter(lines))


def deeds() -> str:
    """Return the table of deeds."""
    prestige = table("victory")["prestige"]
    lines = (
        [f"`{deed}`", "/".join(map(str, points)) if isinstance(points, list) else str(points)]
        for deed, points in prestige.items()
    )
    return rows(("key", "prestige†"), lines)


TABLES: Final[dict[str, Callable[[], str]]] = {
    "deeds": deeds,
    "hulls": hulls,
    "things": things,
    "layouts": lambda: ", ".join(str(one["HOUSES"]) for one in table("map")["layouts"]),
    "prices": lambda: ", ".join(map(str, table("research")["LEVEL_PRICES"])),
    "keepers": lambda: ", ".join(
        f"{one['SHARE']} per cent with {one['HOUSES']} houses"
        for one in table("victory")["keepers"]
    ),
}


# Choices


def choices_of() -> Iterator[tuple[str, str]]:
    """Yield each choice that a docstring names, with its rule: the first one that it names, else
    the last one of its docstring, else the first one of its file.
    """
    for file in sorted(CODE.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        of_file = RULE.findall(ast.get_docstring(tree) or "")
        for node in ast.walk(tree):
            if not isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef):
                continue
            text = ast.get_docstring(node) or ""
            for paragraph in text.split("\n\n"):
                yield from _choices_in(paragraph, [*of_file[:1], *RULE.findall(text)], file)


def _choices_in(paragraph: str, named: list[str], file: Path) -> Iterator[tuple[str, str]]:
    words = " ".join(paragraph.split())
    found = list(CHOICE.finditer(words))
    for number, begun in enumerate(found):
        end = found[number + 1].start() if number + 1 < len(found) else len(words)
        rules = RULE.findall(begun["rules"] or "") or named[-1:]
        if not rules:
            msg = f"{file}: a choice names no rule: {words}"
            raise ValueError(msg)
        said = words[begun.end() : end].strip()
        yield rules[0], said[:1].upper() + said[1:]


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    if not arguments.check:
        PAGE.write_text(page(), encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != page():
        print(f"{PAGE} is stale: run python -m scripts.generate_campaign_page")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
