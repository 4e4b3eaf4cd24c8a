"""Lists of scenarios, as the command line takes them, and their preparation."""

from __future__ import annotations

import functools
import hashlib
import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from engine import limits
from engine.battle.generator.generation import parse_name
from engine.battle.scenario_files import faction_of_side, load_scenario, packaged_materials
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.data.datafiles import (
    FOLDERS,
    GENERATOR_FILE,
    RULES_FILE,
    files_of_folder,
    names_of,
    packaged_data,
)
from engine.errors import DataError, MatchError
from engine.files import is_file, is_folder
from engine.players.bots import BOTS_FILE
from engine.players.removal import Removal, remove
from engine.sentences import Lines, Sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from importlib.resources.abc import Traversable

    from engine.battle.scenario import Scenario

RANDOM: Final = "random:"
"""Prefix of the name of a generated scenario; its seed follows, then factions if they are
chosen.
"""
PACKAGED: Final = "packaged"
"""The word for all scenarios that come with the game."""
MIXED: Final = "mixed"
"""Faction of an army whose units are of several."""

_SEEDS: Final = re.compile(r"(0|[1-9][0-9]*)(?:\.\.(0|[1-9][0-9]*))?((?::\w+:\w+)?)")
_KEPT: Final = 64
"""Setups that a process caches: games on one source are consecutive in matches, and sources
of an environment recur.
"""


class ScenarioSource(msgspec.Struct, frozen=True, omit_defaults=True):
    """The scenario of a game: *name* is a packaged name, a path or `random:SEED`.

    *without* is what is removed from a side.
    """

    name: str
    without: Removal | None = None

    def __str__(self) -> str:
        """Return the source as messages and tables show it."""
        if self.without is None:
            return self.name
        return f"{self.name} ({self.without.side.name} without {self.without.code})"


class PreparedScenario(msgspec.Struct, frozen=True):
    """A prepared source: the setup that all its games share, and the faction of each side."""

    setup: Setup
    factions: tuple[str, str]


def read_scenario_list(text: str) -> tuple[ScenarioSource, ...]:
    """Return the sources of a comma-separated list of names, files, folders, `random:N`,
    `random:FIRST..LAST` and `packaged`.

    MatchError names a word that is unknown or a scenario that is listed twice.
    """
    found: list[ScenarioSource] = []
    for word in text.split(","):
        found += [ScenarioSource(name) for name in _names(word.strip())]
    seen: set[ScenarioSource] = set()
    for source in found:
        if source in seen:
            raise MatchError(
                Sentence("scenario-list.listed-twice", scenario=str(source), text=text)
            )
        seen.add(source)
    return tuple(found)


def _names(word: str) -> Iterator[str]:
    path = Path(word)
    if word.startswith(RANDOM):
        yield from _generated(word)
    elif word == PACKAGED:
        yield from packaged_names()
    elif word in packaged_names():
        yield word
    elif word and is_folder(path):
        files = [str(path / file.name) for file in files_of_folder(path)]
        if not files:
            raise MatchError(Sentence("scenario-list.no-files", folder=word))
        yield from files
    elif is_file(path):
        yield word
    else:
        known = ", ".join(packaged_names())
        raise MatchError(
            Sentence(
                "scenario-list.unknown",
                scenario=word,
                random=RANDOM,
                packaged=PACKAGED,
                known=known,
            )
        )


def _generated(word: str) -> Iterator[str]:
    match = _SEEDS.fullmatch(word.removeprefix(RANDOM))
    if match is None:
        raise MatchError(Sentence("scenario-list.no-seeds", text=word, random=RANDOM))
    first = int(match[1])
    last = first if match[2] is None else int(match[2])
    if last < first:
        raise MatchError(Sentence("scenario-list.wrong-order", text=word))
    if last - first >= limits.LISTED:
        raise MatchError(Sentence("scenario-list.too-many", text=word, most=limits.LISTED))
    try:
        parse_name(f"{RANDOM}{last}{match[3]}", packaged_materials())
    except DataError as error:
        raise MatchError(Lines(error.problems)) from error
    yield from (f"{RANDOM}{seed}{match[3]}" for seed in range(first, last + 1))


@functools.cache
def packaged_names() -> tuple[str, ...]:
    """Return the names of the scenarios that come with the game."""
    return tuple(names_of(packaged_data(), "scenario"))


def open_source(source: ScenarioSource) -> Scenario:
    """Return the scenario of a source, nothing removed; DataError says what is wrong with it."""
    if source.name.startswith(RANDOM) or source.name in packaged_names():
        return load_scenario(source.name)
    return load_scenario(Path(source.name))


@functools.lru_cache(_KEPT)
def prepare_scenario(source: ScenarioSource) -> PreparedScenario:
    """Return a prepared source, cached for the games on it."""
    scenario = open_source(source)
    factions = (name_faction(scenario, Side.ONE), name_faction(scenario, Side.TWO))
    fought = scenario if source.without is None else remove(scenario, source.without)
    return PreparedScenario(Setup(fought), factions)


def name_faction(scenario: Scenario, side: Side) -> str:
    """Return the packaged faction of a side; "mixed" if its units are not of one faction."""
    faction = faction_of_side(scenario, side)
    return MIXED if faction is None else faction


def checksum(further: Sequence[tuple[str, bytes]]) -> str:
    """Return a checksum of all packaged data that bots' battles depend on, and of *further* files,
    given as names and contents.
    """
    root = packaged_data()
    digest = hashlib.sha256()
    shaping = [
        *((name, root.joinpath(name)) for name in (RULES_FILE, GENERATOR_FILE, BOTS_FILE)),
        *(entry for folder in FOLDERS.values() for entry in _files_in(root, folder)),
    ]
    # Line ends depend on the checkout.
    read = [(name, file.read_text(encoding="utf-8").encode()) for name, file in shaping]
    for name, content in (*read, *further):
        digest.update(f"{name}\n{len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _files_in(root: Traversable, folder: str) -> Iterator[tuple[str, Traversable]]:
    for entry in sorted(root.joinpath(folder).iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            yield f"{folder}/{entry.name}", entry
