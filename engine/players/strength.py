"""The strength of the levels: the table `models/strength.json`, and which policy it is about."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from engine import limits
from engine.errors import ModelError
from engine.files import read_bounded
from engine.plaintext import Name
from engine.players.arena.score import Latency, Tally
from engine.players.levels import packaged_levels, packaged_model
from engine.resources import model
from engine.sentences import Sentence
from engine.system_errors import reason_of
from engine.validation import UNREADABLE, in_words
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

STRENGTH_FILE: Final = "strength.json"


class Rating(msgspec.Struct, frozen=True):
    """The strength of a player in Elo points, and its standard error; the anchor's error is 0."""

    rating: float
    error: float


class LevelResult(Tally, frozen=True):
    """The games of a level against an opponent; *by_seat* and *by_faction* are the level's own."""

    level: Name
    opponent: Name
    by_seat: dict[str, Tally]
    by_faction: dict[str, Tally]


class StrengthTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Measured strength: *policy* is the SHA-256 of the policy, *levels* the fingerprint of the
    levels.

    *ratings* are those of all players, so that *anchor* has *ratings[anchor]*; *milliseconds* per
    decision, and *cuts*, the decisions that the clock ended, are those of the levels.
    """

    policy: str
    levels: str
    rules_version: int
    seed: int
    anchor: Name
    ratings: dict[Name, Rating]
    milliseconds: dict[Name, Latency]
    cuts: dict[Name, int]
    rows: tuple[LevelResult, ...]

    def row(self, level: str, opponent: str) -> LevelResult | None:
        """Return the result of a level against an opponent; None if they have not met."""
        for row in self.rows:
            if (row.level, row.opponent) == (level, opponent):
                return row
        return None


def differences(table: StrengthTable) -> list[str]:
    """Return the fields in which a table differs from the packaged policy, levels and rules."""
    there_is = {
        "policy": (table.policy, packaged_model().card.sha256),
        "levels": (table.levels, packaged_levels().fingerprint),
        "rules_version": (table.rules_version, RULES_VERSION),
    }
    return [field for field, (said, found) in there_is.items() if said != found]


def read_strength(file: Traversable) -> StrengthTable:
    """Return the table in a file; ModelError says why it can't be used."""
    try:
        table = msgspec.json.decode(_content(file), type=StrengthTable)
    except OSError as error:
        sentence = Sentence("model.strength-unreadable", file=str(file), reason=reason_of(error))
        raise ModelError(sentence) from error
    except UNREADABLE as error:
        reason = in_words(str(error))
        raise ModelError(
            Sentence("model.no-strength-table", file=str(file), reason=reason)
        ) from error
    levels = {row.level for row in table.rows}
    for field, listed, needed in (
        ("ratings", table.ratings, {*levels, table.anchor}),
        ("milliseconds", table.milliseconds, levels),
        ("cuts", table.cuts, levels),
    ):
        if missing := needed - set(listed):
            raise ModelError(
                Sentence(
                    "model.strength-missing",
                    file=str(file),
                    field=field,
                    missing=", ".join(sorted(missing)),
                )
            )
    return table


def _content(file: Traversable) -> bytes:
    if isinstance(file, Path):
        return read_bounded(file, limits.TABLE_BYTES)
    return file.read_bytes()  # packaged, and not on a disk


@functools.cache
def packaged_strength() -> StrengthTable:
    """Return the table that comes with the game, read once."""
    return read_strength(model(STRENGTH_FILE))
