"""Writes THIRD_PARTY.md: the libraries that come with the game, from their installed metadata, and
the bundled fonts. A test fails if names or licences have changed since.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "THIRD_PARTY.md"

FONTS = {
    "NotoSans": ("Noto Sans", "https://fonts.google.com/noto/specimen/Noto+Sans"),
    "FiraCode": ("Fira Code", "https://github.com/tonsky/FiraCode"),
}

INTRODUCTION = """\
# Third-party software and fonts

Hexfront stands on the work of others. This page lists what is installed or bundled with the game
and is written by `make docs`. The full licence texts come with each package; a bundle has those of
everything in it in its folder `licenses`, made from `packaging/licences.toml`.

## Libraries

| name | version | licence | where |
|---|---|---|---|
"""

PYTHON_ROW = "| Python | 3.11 or newer | PSF-2.0 | <https://www.python.org> |"

FONT_TABLE = """
pygame-ce is under the LGPL: the bundle carries it as separate, replaceable files, together with
the libraries inside its wheel (SDL, SDL_image, SDL_ttf: Zlib; FreeType: FTL, and others).

## Fonts

| name | licence | where |
|---|---|---|
"""

SPDX_BY_TEXT = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "LGPL v2.1": "LGPL-2.1-or-later",
    "ISC License": "ISC",
    "MIT License": "MIT",
}
"""The licences of older packages in the free `License` field or as a classifier, as SPDX."""


@dataclass(frozen=True)
class Library:
    """An installed library."""

    name: str
    version: str
    licence: str
    url: str


def normal_name(name: str) -> str:
    """Return a distribution's name as the index normalizes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def required_names(requirements: list[str]) -> list[str]:
    """Return the names in requirement lines, without those of extras and other platforms."""
    here = [line for line in requirements if "extra ==" not in line and "platform_" not in line]
    found = [re.match(r"[A-Za-z0-9._-]+", line) for line in here if "python_version <" not in line]
    return [normal_name(match.group()) for match in found if match]


def collect_libraries(direct: list[str]) -> list[Library]:
    """Return the *direct* dependencies and their own dependencies, by name."""
    found: dict[str, Library] = {}
    waiting = required_names(direct)
    while waiting:
        name = waiting.pop()
        if name not in found:
            installed = distribution(name)
            found[name] = describe(installed)
            waiting += required_names(installed.requires or [])
    return [found[name] for name in sorted(found)]


def describe(installed: Distribution) -> Library:
    """Read one library's metadata; LookupError if it names no licence or no address."""
    metadata = cast("Message", installed.metadata)
    name = str(metadata["Name"])
    return Library(name, installed.version, licence_of(metadata), url_of(metadata))


def licence_of(metadata: Message) -> str:
    """Return the licence, from whichever of three fields a package uses."""
    if "License-Expression" in metadata:
        return str(metadata["License-Expression"])
    classifiers = [str(line) for line in metadata.get_all("Classifier") or []]
    named = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    texts = [str(metadata["License"]), *named] if "License" in metadata else named
    if not texts:
        raise LookupError(f"{metadata['Name']} names no licence")
    first = texts[0].splitlines()[0]
    return SPDX_BY_TEXT[first] if first in SPDX_BY_TEXT else first


def url_of(metadata: Message) -> str:
    """Return the address of a package."""
    lines = [str(line).partition(", ") for line in metadata.get_all("Project-URL") or []]
    urls = {label.lower(): url for label, _, url in lines}
    for label in ("homepage", "home", "source", "repository", "documentation"):
        if label in urls:
            return urls[label]
    if "Home-page" in metadata:
        return str(metadata["Home-page"])
    raise LookupError(f"{metadata['Name']} names no address")


def collect_fonts(folder: Path) -> list[str]:
    """Return the families of the fonts in *folder*; LookupError for one that is not listed here."""
    families = sorted({file.stem.partition("-")[0] for file in folder.glob("*.ttf")})
    unknown = [family for family in families if family not in FONTS]
    if unknown:
        raise LookupError(f"fonts without a licence in {Path(__file__).name}: {unknown}")
    return families


def write_page() -> str:
    """Return the whole page."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    rows = [
        f"| {one.name} | {one.version} | {one.licence} | <{one.url}> |"
        for one in collect_libraries(project["dependencies"])
    ]
    fonts = [
        f"| {FONTS[family][0]} | OFL-1.1 | <{FONTS[family][1]}> |"
        for family in collect_fonts(ROOT / "assets" / "fonts")
    ]
    return (
        INTRODUCTION + "\n".join([*rows, PYTHON_ROW]) + "\n" + FONT_TABLE + "\n".join(fonts) + "\n"
    )


if __name__ == "__main__":
    TARGET.write_text(write_page(), encoding="utf-8", newline="\n")
