"""How strong each level is: the table `models/strength.json`, and what policy it speaks of."""

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
from engine.validation import UNREADABLE, in_words
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

STRENGTH_FILE: Final = "strength.json"


class Rating(msgspec.Struct, frozen=True):
    """Hold how strong a player is in Elo points, and the standard error; the anchor has none."""

    rating: float
    error: float


class Row(msgspec.Struct, frozen=True):
    """Hold how a level did against somebody; *by_seat* and *by_faction* are the level's own."""

    level: Name
    opponent: Name
    games: int
    wins: int
    draws: int
    losses: int
    win_rate: float
    interval: tuple[float, float]
    by_seat: dict[str, Tally]
    by_faction: dict[str, Tally]


class Strength(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what was measured, and of what: the SHA-256 of the *policy*, the *levels*' fingerprint.

    *ratings* are everybody's, so that *anchor* has *ratings[anchor]*; *milliseconds* a decision
    and *cuts*, the decisions that the clock ended, are the levels'.
    """

    policy: str
    levels: str
    rules_version: int
    seed: int
    anchor: Name
    ratings: dict[Name, Rating]
    milliseconds: dict[Name, Latency]
    cuts: dict[Name, int]
    rows: tuple[Row, ...]

    def row(self, level: str, opponent: str) -> Row | None:
        """Find how a level did against somebody; None where they have not met."""
        for row in self.rows:
            if (row.level, row.opponent) == (level, opponent):
                return row
        return None


def differences(table: Strength) -> list[str]:
    """List the fields by which a table speaks of something else than what there is."""
    there_is = {
        "policy": (table.policy, packaged_model().card.sha256),
        "levels": (table.levels, packaged_levels().fingerprint),
        "rules_version": (table.rules_version, RULES_VERSION),
    }
    return [field for field, (said, found) in there_is.items() if said != found]


def read_strength(file: Traversable) -> Strength:
    """Read a table; ModelError says why it can't be used."""
    try:
        table = msgspec.json.decode(_content(file), type=Strength)
    except OSError as error:
        raise ModelError(f"{file}: can't be read: {error.strerror}") from error
    except UNREADABLE as error:
        raise ModelError(f"{file}: this is no table of strength: {in_words(str(error))}") from error
    levels = {row.level for row in table.rows}
    for field, told, needed in (
        ("ratings", table.ratings, {*levels, table.anchor}),
        ("milliseconds", table.milliseconds, levels),
        ("cuts", table.cuts, levels),
    ):
        if missing := needed - set(told):
            raise ModelError(f"{file}: {field}: {', '.join(sorted(missing))} missing")
    return table


def _content(file: Traversable) -> bytes:
    if isinstance(file, Path):
        return read_bounded(file, limits.TABLE_BYTES)
    return file.read_bytes()  # packaged, and not on a disk


@functools.cache
def packaged_strength() -> Strength:
    """Read the table that comes with the game, once."""
    return read_strength(model(STRENGTH_FILE))
