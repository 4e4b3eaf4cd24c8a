"""Levels of the trained opponent, from `assets/data/levels.toml`."""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta

from engine.data.catalog import Code, Positive, check_code
from engine.data.datafiles import packaged_data, read_table
from engine.errors import EncodingError, EngineError, ModelError
from engine.evaluation.weights import Share, Weight
from engine.players import scripted_bots
from engine.players.model import Model, read_model
from engine.resources import model
from engine.sentences import Sentence
from engine.validation import Findings, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.battle.scenario import Scenario

LEVELS_FILE: Final = "levels.toml"
KIND: Final = "levels"

SELF: Final = "self"
"""Names the policy of the level itself where players are named."""

Milliseconds = Annotated[int, Meta(ge=1, le=60_000)]
Temperature = Annotated[float, Meta(gt=0, le=100)]


class Lookahead(msgspec.Struct, frozen=True, rename="upper"):
    """How a level searches: at most *options* are played out, *samples* times each."""

    player: str
    options: Annotated[int, Meta(ge=2, le=100)]
    least: Share
    samples: Positive
    trust: Weight
    most_ms: Milliseconds


class Level(msgspec.Struct, frozen=True):
    """How a level chooses: one of the network's best *candidates* is drawn."""

    candidates: Positive
    temperature: Temperature | None
    search: Lookahead | None


class Levels(msgspec.Struct, frozen=True):
    """All levels by name, the weakest first, and the *model* whose policy they use."""

    model: str
    levels: dict[str, Level]

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of all numbers, as hexadecimal digits."""
        return hashlib.sha256(msgspec.json.encode(self, order="deterministic")).hexdigest()


class _LevelsFile(msgspec.Struct, frozen=True):
    model: Code = msgspec.field(name="MODEL")
    levels: dict[str, Any]


class _LevelTable(msgspec.Struct, frozen=True):
    candidates: Positive = msgspec.field(name="CANDIDATES")
    temperature: Temperature | None = msgspec.field(name="TEMPERATURE", default=None)
    search: dict[str, Any] | None = None


def read_levels(file: Traversable) -> Levels:
    """Read levels from a file; DataError lists everything that is wrong with it."""
    findings = Findings(str(file))
    raw = decode_table(read_table(file, (KIND,)), _LevelsFile, "", findings, _rule_of_levels)
    findings.raise_if_any()
    assert raw is not None, "without a finding there are tables"
    if not model(raw.model).is_dir():
        findings.add("", "MODEL", Sentence("data.no-model", model=raw.model), KIND)
    if not raw.levels:
        findings.add("", "levels", Sentence("data.no-levels"), KIND)
    levels = {name: _decode_level(name, table, findings) for name, table in raw.levels.items()}
    findings.raise_if_any()
    return Levels(raw.model, {name: one for name, one in levels.items() if one is not None})


def _decode_level(name: str, table: object, findings: Findings) -> Level | None:
    entry = f"levels.{name}"
    check_code(name, entry, findings, KIND)
    if name == scripted_bots.PERSON:
        findings.add(entry, "", Sentence("data.name-of-people"), KIND)
    plain = decode_table(table, _LevelTable, entry, findings, _rule_of_levels)
    if plain is None:
        return None
    if (plain.candidates > 1) != (plain.temperature is not None):
        findings.add(entry, "TEMPERATURE", Sentence("data.temperature"), KIND)
    search = None if plain.search is None else _decode_search(plain.search, entry, findings)
    return Level(plain.candidates, plain.temperature, search)


def _decode_search(table: object, level: str, findings: Findings) -> Lookahead | None:
    entry = f"{level}.search"
    search = decode_table(table, Lookahead, entry, findings, _rule_of_levels)
    if search is None:
        return None
    players = (SELF, *scripted_bots.bot_names())
    if search.player not in players:
        sentence = Sentence(
            "data.unknown-player", player=repr(search.player), known=", ".join(players)
        )
        findings.add(entry, "PLAYER", sentence, KIND)
    return search


def _rule_of_levels(_: str) -> str:
    """Return the kind of file: no rule of the battle is about levels."""
    return KIND


@functools.cache
def packaged_levels() -> Levels:
    """Return the packaged levels, read once."""
    return read_levels(packaged_data().joinpath(LEVELS_FILE))


def level_names() -> list[str]:
    """Return the names of the levels, which are players' names, the weakest first."""
    return list(packaged_levels().levels)


@functools.cache
def packaged_model() -> Model:
    """Return the model of the levels, read once; ModelError if it can't be used."""
    return read_model(model(packaged_levels().model))


def refusal(scenario: Scenario) -> EngineError | None:
    """Return the error for which no level can play *scenario*; None if all can."""
    try:
        packaged_model().codec.check_scenario(scenario)
    except (ModelError, EncodingError) as error:
        return error
    return None
