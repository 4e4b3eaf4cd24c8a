"""A campaign's numbers while their files are checked: the valid values of all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import msgspec

from engine.campaign.numbers import (
    DiplomacyNumbers,
    InvasionNumbers,
    MapNumbers,
    PersonaNumbers,
    ResearchNumbers,
    ResolverTables,
    ShipNumbers,
    VictoryNumbers,
    WorldNumbers,
)
from engine.data.factions import CatalogDraft
from engine.errors import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from engine.sentences import Sentence
    from engine.validation import Draft

PARTS: Final[Mapping[str, type[msgspec.Struct]]] = {
    "victory": VictoryNumbers,
    "map": MapNumbers,
    "worlds": WorldNumbers,
    "ships": ShipNumbers,
    "research": ResearchNumbers,
    "diplomacy": DiplomacyNumbers,
    "invasion": InvasionNumbers,
    "resolver": ResolverTables,
    "personas": PersonaNumbers,
}
"""The struct of each file that is one struct of numbers."""
HOUSES: Final = "houses"
FACTIONS: Final = "factions"
GROUNDS: Final = "grounds"


class CampaignDraft:
    """What the files of a campaign say as far as it is valid, and all problems of them.

    *parts* are the drafts of the files by name, with `houses` and `grounds`; *factions* those of
    the files of factions by stem, *files* all files by place: `map`, `factions.murmur`. *raw* are
    the tables as they were read. *catalog* and *works* are what they refer to. *grounds* are the
    names of the kinds of ground. *of_no_file* are those of the problems that are in no file.
    """

    def __init__(self) -> None:
        """Start without files."""
        self.files: dict[str, str] = {}
        self.raw: dict[str, dict[str, Any]] = {}
        self.parts: dict[str, Draft] = {}
        self.factions: dict[str, Draft] = {}
        self.catalog = CatalogDraft()
        self.works = CatalogDraft()
        self.problems: list[Problem] = []
        self.of_no_file: list[Problem] = []

    def add_of_no_file(self, problem: Problem) -> None:
        """Add a problem that belongs to no file of a kind, such as one that is missing."""
        self.problems.append(problem)
        self.of_no_file.append(problem)

    def value(self, part: str, *keys: str) -> Any | None:  # noqa: ANN401 - any value of a file
        """Return a value of a part; None where it is missing or invalid."""
        found: Any = self.parts[part] if part in self.parts else None
        for key in keys:
            if not isinstance(found, dict) or key not in found:
                return None
            found = found[key]
        return found

    def items(self, part: str, table: str) -> Iterator[tuple[str, Draft]]:
        """Yield the name and the draft of each entry of a table, or of a list of tables."""
        entries = self.value(part, table)
        if isinstance(entries, dict):
            for code, entry in entries.items():
                yield f"{table}.{code}", entry
        for number, entry in enumerate(entries if isinstance(entries, list) else ()):
            yield f"{table}[{number}]", entry

    def names(self, part: str, table: str = "") -> list[str] | None:
        """Return the names of the entries of a table, valid or not; None if there is no table."""
        entries = self.value(part, table) if table else self.value(part)
        return None if entries is None else list(entries)

    def add(self, part: str, place: str, rule: str, sentence: Sentence) -> None:
        """Add a problem of a part; *place* ends with the field, as in `start.TAX`."""
        entry, _, field = place.rpartition(".")
        self.problems.append(Problem(self.files[part], entry, field, sentence, rule))

    def add_entry(self, part: str, entry: str, rule: str, sentence: Sentence) -> None:
        """Add a problem of a whole entry of a part."""
        self.problems.append(Problem(self.files[part], entry, "", sentence, rule))
