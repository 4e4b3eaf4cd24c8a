"""A data root with a campaign, for tests that break it in one place."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from engine.campaign.data.loading import read_campaign
from engine.data.datafiles import packaged_data

if TYPE_CHECKING:
    from engine.errors import Problem

PACKAGED = Path(str(packaged_data()))
HULL = """[hulls.{}]
PRICE = 1
ATTACK = 0
HULL = 1
UPKEEP = 0
BOMBARDMENT = 0
CAPACITY = 0
ENGINEERING = 0
DOCKS = 1
SHOALS = true
DUTY = "war"
"""


class Broken(NamedTuple):
    """What is replaced in a file of the campaign, and what the problem says: its entry, its field,
    its rule, and some of its words.
    """

    file: str
    old: str
    new: str
    entry: str
    field: str
    rule: str
    says: str


def lay_out(root: Path) -> Path:
    """Copy the packaged campaign and factions into a folder, and return it as a data root."""
    for folder in ("campaign", "factions"):
        shutil.copytree(PACKAGED / folder, root / folder)
    return root


def change(root: Path, file: str, old: str, new: str) -> Path:
    """Replace the only piece of a file that is *old*."""
    path = root / "campaign" / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{file}: {old!r} is there {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return path


def problems_of(root: Path) -> list[Problem]:
    """Return the problems of a root's campaign."""
    return read_campaign(root, {}).problems
