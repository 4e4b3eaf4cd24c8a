"""The version of the program, which packaging reads from here, and the build it comes from."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Final, NamedTuple

VERSION: Final = "0.1.0"
BUILD_FILE: Final = "build.json"
"""Next to this module in wheels and bundles built from a repository; not present in a checkout."""


class Build(NamedTuple):
    """The place of a build in the project's history."""

    number: int | None
    """The number of commits; None if the history is shallow."""
    commit: str
    """The last commit, followed by `+` if files had been changed since."""

    def __str__(self) -> str:
        """Return both as text."""
        number = "build without a number" if self.number is None else f"build {self.number}"
        return f"{number}, commit {self.commit}"


def read_build() -> Build | None:
    """Return the build that this program comes from; None in a checkout."""
    file = files("hexfront") / BUILD_FILE
    if not file.is_file():
        return None
    return Build(**json.loads(file.read_text(encoding="ascii")))
