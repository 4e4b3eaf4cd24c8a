"""Plans of matches: what `ladder`, `strength` and `balance` play by default, from
assets/arena.toml.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Annotated, Any, Final, Self

import msgspec
from msgspec import Meta
from msgspec.structs import asdict, replace

from engine import resources
from engine.analysis.measures import Measures
from engine.data.datafiles import read_table
from engine.players.arena.match import Match, make_match
from engine.players.levels import level_names
from engine.players.scenario_list import read_scenario_list
from engine.players.scripted_bots import bot_names
from engine.sentences import Sentence
from engine.validation import Findings, decode_entries, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FILE: Final = "arena.toml"
RULE: Final = "arena"
"""Takes the place of a rule's number in problems, as no rule of the battle is about matches."""

Positive = Annotated[int, Meta(ge=1)]
Count = Annotated[int, Meta(ge=0)]


class PairingOverride(msgspec.Struct, frozen=True):
    """What pairings play that include all of *players*."""

    players: Annotated[tuple[str, ...], Meta(min_length=1)]
    scenarios: str
    repeats: Positive


class _Pairings(msgspec.Struct, frozen=True):
    folder: str
    seed: Count
    scenarios: str
    repeats: Positive


class PairingPlan(_Pairings, frozen=True):
    """What pairings of players play: each scenario with *repeats* seeds, each from both seats."""

    apart: tuple[PairingOverride, ...]

    def override(self, *, scenarios: str | None, repeats: int | None, seed: int | None) -> Self:
        """Return the plan with every value that is not None in place of its own."""
        return replace(
            self,
            scenarios=self.scenarios if scenarios is None else scenarios,
            repeats=self.repeats if repeats is None else repeats,
            seed=self.seed if seed is None else seed,
            apart=tuple(
                replace(
                    apart,
                    scenarios=apart.scenarios if scenarios is None else scenarios,
                    repeats=apart.repeats if repeats is None else repeats,
                )
                for apart in self.apart
            ),
        )

    def plan(self, a: str, b: str) -> tuple[str, int]:
        """Return the scenario list and the repeats of a pairing."""
        for apart in self.apart:
            if set(apart.players) <= {a, b}:
                return apart.scenarios, apart.repeats
        return self.scenarios, self.repeats

    def match(self, a: str, b: str) -> Match:
        """Return the match of a pairing; MatchError if it can't be played."""
        listed, repeats = self.plan(a, b)
        sources = read_scenario_list(listed)
        return make_match(a, b, sources, 2 * repeats * len(sources), self.seed)


class _LadderWritten(_Pairings, frozen=True):
    apart: list[Any]


class RatingSettings(msgspec.Struct, frozen=True):
    """Settings of ratings: the *anchor* has a fixed number of *points*.

    Every pairing is credited with *drawn* additional draws.
    """

    anchor: str
    points: float
    drawn: Annotated[float, Meta(gt=0, le=100)]


class StrengthPlan(PairingPlan, frozen=True):
    """What levels play, the file of their *table*, and the settings of their ratings."""

    table: str
    rating: RatingSettings


class _StrengthWritten(_Pairings, frozen=True):
    apart: list[Any]
    table: str
    rating: dict[str, Any]


class _Balance(msgspec.Struct, frozen=True):
    folder: str
    player: str
    seed: Count
    games: Count
    first_seed: Count
    scenarios: str
    scenario_games: Count
    without_games: Positive
    baseline_games: Count
    baseline_player: str


class BalancePlan(_Balance, frozen=True):
    """What a balance experiment plays: *games* per pairing, *scenario_games* per scenario.

    The *baseline_games* of *baseline_player* show what can be used, whether or not *player* chooses
    to.
    """

    measures: Measures


class _BalanceWritten(_Balance, frozen=True):
    measures: dict[str, Any]


class Plans(msgspec.Struct, frozen=True):
    """The content of the file."""

    ladder: PairingPlan
    strength: StrengthPlan
    balance: BalancePlan


class _Written(msgspec.Struct, frozen=True):
    ladder: dict[str, Any]
    strength: dict[str, Any]
    balance: dict[str, Any]


@functools.cache
def load_plans() -> Plans:
    """Return the packaged plans, read once."""
    return read_plans(resources.resource(FILE))


def read_plans(file: Traversable) -> Plans:
    """Return the plans in a file; DataError lists all problems of it."""
    findings = Findings(str(file))
    written = decode_table(read_table(file, ("arena",)), _Written, "", findings, _rule)
    findings.raise_if_any()
    assert written is not None, "a problem was noted otherwise"
    ladder = _decode_ladder(written.ladder, findings)
    strength = _decode_strength(written.strength, findings)
    balance = _decode_balance(written.balance, findings)
    findings.raise_if_any()
    assert ladder is not None, "a problem was noted otherwise"
    assert strength is not None, "a problem was noted otherwise"
    assert balance is not None, "a problem was noted otherwise"
    return Plans(ladder, strength, balance)


def _decode_ladder(raw: dict[str, Any], findings: Findings) -> PairingPlan | None:
    plain = decode_table(raw, _LadderWritten, "ladder", findings, _rule)
    if plain is None:
        return None
    apart = _decode_apart(plain.apart, "ladder.apart", findings)
    return PairingPlan(**asdict(plain) | {"apart": apart})


def _decode_apart(raw: list[Any], table: str, findings: Findings) -> tuple[PairingOverride, ...]:
    """Decode the overrides; every name must be that of a level or a bot."""
    apart = decode_entries(raw, PairingOverride, table, findings, _rule)
    known = [*level_names(), *bot_names()]
    for number, one in apart.items():
        for player in one.players:
            if player not in known:
                sentence = Sentence(
                    "data.no-level-or-bot", player=repr(player), known=", ".join(known)
                )
                findings.add(f"{table}[{number}]", "players", sentence, RULE)
    return tuple(apart.values())


def _decode_strength(raw: dict[str, Any], findings: Findings) -> StrengthPlan | None:
    plain = decode_table(raw, _StrengthWritten, "strength", findings, _rule)
    if plain is None:
        return None
    rating = decode_table(plain.rating, RatingSettings, "strength.rating", findings, _rule)
    apart = _decode_apart(plain.apart, "strength.apart", findings)
    if rating is None:
        return None
    if rating.anchor not in bot_names():
        sentence = Sentence("data.no-bot", player=repr(rating.anchor), known=", ".join(bot_names()))
        findings.add("strength.rating", "anchor", sentence, RULE)
    more = {"apart": apart, "rating": rating}
    return StrengthPlan(**asdict(plain) | more)


def _decode_balance(raw: dict[str, Any], findings: Findings) -> BalancePlan | None:
    plain = decode_table(raw, _BalanceWritten, "balance", findings, _rule)
    if plain is None:
        return None
    measures = decode_table(plain.measures, Measures, "balance.measures", findings, _rule)
    if measures is None:
        return None
    for field, (low, high) in (("fair", measures.fair), ("whole", measures.whole)):
        if low > high:
            sentence = Sentence("data.wrong-order", low=low, high=high)
            findings.add("balance.measures", field, sentence, RULE)
    return BalancePlan(**asdict(plain) | {"measures": measures})


def _rule(_: str) -> str:
    return RULE
