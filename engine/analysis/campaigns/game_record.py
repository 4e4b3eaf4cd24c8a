"""The record of a simulated campaign: one line of JSON (docs/campaign-balance.md)."""

from __future__ import annotations

import msgspec


class HouseRecord(msgspec.Struct, frozen=True):
    """A house and what became of it; *home* is the index of its home on the map.

    *prestige* is that at the end of each turn, *anchors* the lit ones that it held last, *landings*
    those in which it attacked or defended.
    """

    id: str
    faction: str
    persona: str
    level: str
    home: int
    prestige: tuple[int, ...]
    worlds: tuple[int, ...]
    anchors: int
    landings: int
    first_landing: int | None
    """The turn of its first landing."""
    eliminated: int | None
    orders: int
    """Orders that were accepted."""


class LandingRecord(msgspec.Struct, frozen=True):
    """A landing that was decided: who, where, points of both sides, chance in thousandths."""

    turn: int
    world: str
    mission: str
    attacker: str
    defender: str | None
    attack: int
    defence: int
    chance: int
    winner: str
    conclusion: str


class CaptureRecord(msgspec.Struct, frozen=True):
    """A world that was taken; *loser* is None for a free world."""

    turn: int
    world: str
    house: str
    loser: str | None
    home: bool
    """Whether it was the home of the loser."""
    fought: bool


class GameRecord(msgspec.Struct, frozen=True):
    """A campaign: a line of the output. All but *milliseconds* follow from the plan alone.

    *counts* count by kind: `verbs` (accepted orders, by verb), `messages`, `spy_missions`
    (ordered), `effects` (spy missions that succeeded), `things` (work that was done), `events` (by
    class), and `deeds` (what the balance asks for). *leaders* is the leader at the end of each
    turn; *idle* the median over houses and turns of the treasury that orders left, in turns of
    income. *reasons* are the wishes that personas could not follow, with `why`.
    """

    game: int
    seed: int
    houses: tuple[HouseRecord, ...]
    winner: str | None
    ending: str
    turns: int
    checksum: str
    leaders: tuple[str, ...]
    idle: float
    landings: tuple[LandingRecord, ...]
    captures: tuple[CaptureRecord, ...]
    counts: dict[str, dict[str, int]]
    refusals: dict[str, int]
    reasons: dict[str, int]
    milliseconds: tuple[float, ...]

    def house(self, name: str) -> HouseRecord:
        """Return the record of a house; StopIteration if it takes no part."""
        return next(house for house in self.houses if house.id == name)


class GameReport(msgspec.Struct, frozen=True):
    """What comes back from a worker: a record, or why the game could not be finished."""

    game: int
    record: GameRecord | None
    failure: str | None
