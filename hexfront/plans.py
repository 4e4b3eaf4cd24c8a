"""What the matches of `ladder` and `balance` are unless one says otherwise: assets/arena.toml."""

from __future__ import annotations

import functools
from typing import Annotated

import msgspec
from msgspec import Meta
from msgspec.structs import replace

from engine import resources
from engine.players.laboratory.measures import Measures

FILE = "arena.toml"

Positive = Annotated[int, Meta(ge=1)]
Count = Annotated[int, Meta(ge=0)]


class LessNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what pairings play of which all *players* are part."""

    players: tuple[str, ...]
    scenarios: str
    repeats: Positive


class LadderNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a pairing of the ladder plays: *repeats* seeds a scenario, from both seats."""

    folder: str
    seed: Count
    scenarios: str
    repeats: Positive
    less: tuple[LessNumbers, ...]

    def but(self, *, scenarios: str | None, repeats: int | None, seed: int | None) -> LadderNumbers:
        """Give the numbers with what is not None in place of what the file says."""
        return replace(
            self,
            scenarios=self.scenarios if scenarios is None else scenarios,
            repeats=self.repeats if repeats is None else repeats,
            seed=self.seed if seed is None else seed,
            less=tuple(
                replace(
                    less,
                    scenarios=less.scenarios if scenarios is None else scenarios,
                    repeats=less.repeats if repeats is None else repeats,
                )
                for less in self.less
            ),
        )

    def plan(self, a: str, b: str) -> tuple[str, int]:
        """Give the scenarios and the repeats of a pairing."""
        for less in self.less:
            if set(less.players) <= {a, b}:
                return less.scenarios, less.repeats
        return self.scenarios, self.repeats


class BalanceNumbers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hold what a laboratory plays: *games* a pairing, *scenario_games* a scenario.

    In *wild_games* the *wild_player* shows what can be used, whether or not *player* wants to.
    """

    folder: str
    player: str
    seed: Count
    games: Count
    first_seed: Count
    scenarios: str
    scenario_games: Count
    without_games: Positive
    wild_games: Count
    wild_player: str
    measures: Measures


class Plans(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="arena"):
    """Hold everything the file says."""

    ladder: LadderNumbers
    balance: BalanceNumbers


@functools.cache
def load_plans() -> Plans:
    """Load the packaged file."""
    return msgspec.toml.decode(resources.read_text(FILE), type=Plans)
