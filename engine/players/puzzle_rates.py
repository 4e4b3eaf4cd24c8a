"""How many puzzles of each theme players solve: the table `models/puzzles.json`."""

from __future__ import annotations

import functools
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import msgspec
from msgspec import Meta

from engine import limits
from engine.data.datafiles import packaged_data
from engine.errors import ModelError
from engine.files import read_bounded
from engine.plaintext import Name
from engine.players.levels import packaged_levels, packaged_model
from engine.players.puzzles import THEMES
from engine.players.puzzles.puzzle_settings import FILE
from engine.resources import model
from engine.sentences import Sentence
from engine.system_errors import reason_of
from engine.validation import UNREADABLE, in_words
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

RATES_FILE: Final = "puzzles.json"

Natural = Annotated[int, Meta(ge=0)]


class PuzzleRates(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How many of *count* puzzles of each theme, of seeds from *seed* on, each player solves.

    *policy*, *levels*, *puzzles* and *rules_version* identify what was measured: the SHA-256 of the
    policy, the fingerprint of the levels, the SHA-256 of `puzzles.toml`.
    """

    policy: str
    levels: str
    puzzles: str
    rules_version: int
    seed: Natural
    count: Annotated[int, Meta(ge=1)]
    players: tuple[Name, ...]
    solved: dict[str, dict[Name, Natural]]

    def rate(self, theme: str, player: str) -> float:
        """Return the fraction of a theme's puzzles that a player solves."""
        return self.solved[theme][player] / self.count


def puzzles_digest() -> str:
    """Return the SHA-256 of the file that puzzles are drawn from."""
    return hashlib.sha256(packaged_data().joinpath(FILE).read_bytes()).hexdigest()


def make_rates(
    seed: int, count: int, players: tuple[str, ...], solved: dict[str, dict[str, int]]
) -> PuzzleRates:
    """Return the table of a measurement of the packaged levels."""
    return PuzzleRates(
        packaged_model().card.sha256,
        packaged_levels().fingerprint,
        puzzles_digest(),
        RULES_VERSION,
        seed,
        count,
        players,
        solved,
    )


def rate_differences(rates: PuzzleRates) -> list[str]:
    """Return the fields in which a table differs from the packaged policy, levels and puzzles."""
    there_is = {
        "policy": (rates.policy, packaged_model().card.sha256),
        "levels": (rates.levels, packaged_levels().fingerprint),
        "puzzles": (rates.puzzles, puzzles_digest()),
        "rules_version": (rates.rules_version, RULES_VERSION),
    }
    return [field for field, (said, found) in there_is.items() if said != found]


def read_rates(file: Traversable) -> PuzzleRates:
    """Return the table in a file; ModelError says why it can't be used."""
    try:
        content = (
            read_bounded(file, limits.TABLE_BYTES) if isinstance(file, Path) else file.read_bytes()
        )
        rates = msgspec.json.decode(content, type=PuzzleRates)
    except OSError as error:
        sentence = Sentence("model.rates-unreadable", file=str(file), reason=reason_of(error))
        raise ModelError(sentence) from error
    except UNREADABLE as error:
        reason = in_words(str(error))
        raise ModelError(Sentence("model.no-rates", file=str(file), reason=reason)) from error
    whole = {theme: set(rates.players) for theme in THEMES}
    if {theme: set(by) for theme, by in rates.solved.items()} != whole or any(
        solved > rates.count for by in rates.solved.values() for solved in by.values()
    ):
        sentence = Sentence("model.no-rates", file=str(file), reason="solved")
        raise ModelError(sentence)
    return rates


@functools.cache
def packaged_rates() -> PuzzleRates:
    """Return the table that comes with the game, read once."""
    return read_rates(model(RATES_FILE))
