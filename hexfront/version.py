"""The version of the program, which packaging reads from here, and the build it comes from."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final, NamedTuple

VERSION: Final = "0.1.0"
BUILD_FILE: Final = "build.json"
"""Next to this module in wheels and bundles built from a repository; a checkout has none."""


class Build(NamedTuple):
    """The place of a build in the project's history."""

    number: int | None
    """How many commits had been made; None where the history was cut short."""
    commit: str
    """The last of them; `+` behind it if files were changed since."""

    def __str__(self) -> str:
        """Return both, for people."""
        number = "build without a number" if self.number is None else f"build {self.number}"
        return f"{number}, commit {self.commit}"


def read_build() -> Build | None:
    """Return the build that this program comes from; None when it is a checkout."""
    file = files("hexfront") / BUILD_FILE
    if not file.is_file():
        return None
    return Build(**json.loads(file.read_text(encoding="ascii")))
