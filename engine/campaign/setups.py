"""Setups of campaigns: drawn by a seed, or read from a file (C1.1, C1.4).

    kind = "campaign_setup"
    seed = 5003
    turns = 35

    [[houses]]
    id = "askerry"
    faction = "ordinate"
    home = 0
    player = "warden:veteran"

Factions and personas are dealt like cards: none comes twice before each came once. Choice (C1.1):
a person's house keeps the faction of `houses.toml`, by which it was chosen.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec

from engine import limits
from engine.campaign.randomness import dice
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.vocabulary import PERSON, WORLD_ID, HouseId
from engine.data.catalog import Code
from engine.data.datafiles import read_table
from engine.errors import MatchError
from engine.sentences import Sentence
from engine.validation import Draft, Findings, draft_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from importlib.resources.abc import Traversable

    from engine.campaign.numbers import CampaignNumbers
    from engine.random_source import RandomSource

KIND: Final = "campaign_setup"
_PURPOSE: Final = "setup"
_BETWEEN: Final = ":"
"""Between a persona and its level."""


class _HouseTable(msgspec.Struct, frozen=True):
    id: Code
    faction: Code
    home: Annotated[int, msgspec.Meta(ge=0, le=limits.STAT)]
    player: str


class _SetupTable(msgspec.Struct, frozen=True):
    seed: Annotated[int, msgspec.Meta(ge=0, le=limits.SEED)]
    turns: Annotated[int, msgspec.Meta(ge=1, le=limits.VALUE)]
    houses: tuple[_HouseTable, ...]


def player_of(persona: str, level: str) -> str:
    """Return the player of a house that a persona decides for, at a level."""
    return f"{persona}{_BETWEEN}{level}"


def split_player(player: str) -> tuple[str, str]:
    """Return the persona and the level of a house's player that is no person."""
    persona, _, level = player.partition(_BETWEEN)
    return persona, level


# Drawing


def draw_setup(
    numbers: CampaignNumbers,
    seed: int,
    houses: int,
    *,
    turns: int | None = None,
    level: str,
    you: HouseId | None = None,
) -> CampaignSetup:
    """Return the setup of a seed: houses, factions, personas and homes are drawn from it.

    *turns* are those of `victory.toml` if None; *you* is the house of a person, the others are
    personas of a *level*. MatchError if there is no map, house or level of that kind.
    """
    turns = numbers.victory.turns if turns is None else turns
    _check_request(numbers, houses, turns, level, you)
    source = dice(seed, _PURPOSE)
    others = [name for name in sorted(numbers.houses) if name != you]
    drawn = list(source.shuffled(others))[: houses - (you is not None)]
    names = sorted(drawn if you is None else [you, *drawn])
    factions = _deal(numbers.factions, source, first=_own_faction(numbers, you))
    personas = _deal(numbers.personas.personas, source)
    homes = list(source.shuffled(range(houses)))
    entries = []
    for name, home in zip(names, homes, strict=True):
        if name == you:
            entries.append(HouseSetup(name, numbers.houses[name].faction, home, PERSON))
        else:
            player = player_of(next(personas), level)
            entries.append(HouseSetup(name, next(factions), home, player))
    return CampaignSetup(seed, turns, tuple(entries))


def _own_faction(numbers: CampaignNumbers, you: HouseId | None) -> str | None:
    return None if you is None else numbers.houses[you].faction


def _deal(names: Iterable[str], source: RandomSource, *, first: str | None = None) -> Iterator[str]:
    """Yield names in random order, all of them before any again; *first* is dealt already."""
    left = [name for name in sorted(names) if name != first]
    while True:
        yield from source.shuffled(left)
        left = sorted(names)


def _check_request(
    numbers: CampaignNumbers, houses: int, turns: int, level: str, you: HouseId | None
) -> None:
    layouts = [layout.houses for layout in numbers.map.layouts]
    if houses not in layouts:
        known = ", ".join(map(str, layouts))
        raise MatchError(Sentence("campaign.no-layout", value=houses, known=known))
    if level not in numbers.personas.levels:
        known = ", ".join(numbers.personas.levels)
        raise MatchError(Sentence("campaign.no-level", value=level, known=known))
    if you is not None and you not in numbers.houses:
        known = ", ".join(numbers.houses)
        raise MatchError(Sentence("campaign.no-house", value=you, known=known))
    most = numbers.victory.most_turns
    if not 1 <= turns <= most:
        raise MatchError(Sentence("campaign.turns", turns=turns, most=most))


# Reading


def read_setup(file: Traversable, numbers: CampaignNumbers) -> CampaignSetup:
    """Return the setup in a file; DataError lists all problems of it."""
    return decode_setup(read_table(file, (KIND,)), str(file), numbers)


def decode_setup(raw: dict[str, Any], file: str, numbers: CampaignNumbers) -> CampaignSetup:
    """Return the setup in a table that *file* contains; DataError lists all problems of it."""
    findings = Findings(file)
    draft = draft_table(raw, _SetupTable, "", findings, _rule_of)
    _check(draft, numbers, findings)
    findings.raise_if_any()
    return msgspec.convert(raw, CampaignSetup)


_RULES: Final = {"seed": "C2.1", "turns": "C1.4", "home": "C2.2", "id": "C14.3"}


def _rule_of(_: type[msgspec.Struct], field: str) -> str:
    return _RULES[field] if field in _RULES else "C1.1"


def _check(draft: Draft, numbers: CampaignNumbers, findings: Findings) -> None:
    most = numbers.victory.most_turns
    if "turns" in draft and draft["turns"] > most:
        sentence = Sentence("data.not-between", value=draft["turns"], least=1, most=most)
        findings.add("", "turns", sentence, "C1.4")
    if "houses" not in draft:
        return
    houses: list[Draft] = draft["houses"]
    layouts = [layout.houses for layout in numbers.map.layouts]
    if len(houses) not in layouts:
        known = ", ".join(map(str, layouts))
        sentence = Sentence("data.unknown-name", name=str(len(houses)), known=known)
        findings.add("", "houses", sentence, "C1.1")
    for field, rule in (("id", "C14.3"), ("home", "C2.2")):
        _refuse_repeats(houses, field, rule, findings)
    people = [number for number, house in enumerate(houses) if _value(house, "player") == PERSON]
    for number in people[1:]:
        findings.add(f"houses[{number}]", "player", Sentence("data.second-person"), "C1.1")
    for number, house in enumerate(houses):
        _check_house(house, f"houses[{number}]", len(houses), numbers, findings)


def _check_house(
    house: Draft, entry: str, houses: int, numbers: CampaignNumbers, findings: Findings
) -> None:
    if "id" in house and re.fullmatch(WORLD_ID, house["id"]):
        findings.add(entry, "id", Sentence("data.name-of-world"), "C14.3")
    if "home" in house and house["home"] >= houses:
        sentence = Sentence("data.not-between", value=house["home"], least=0, most=houses - 1)
        findings.add(entry, "home", sentence, "C2.2")
    if "faction" in house:
        _require_known(house["faction"], numbers.factions, entry, "faction", findings)
    if "player" in house and house["player"] != PERSON:
        persona, level = split_player(house["player"])
        known = [*numbers.personas.personas, PERSON]
        _require_known(persona, known, entry, "player", findings)
        if persona in numbers.personas.personas:
            _require_known(level, numbers.personas.levels, entry, "player", findings)


def _require_known(
    value: str, known: Iterable[str], entry: str, field: str, findings: Findings
) -> None:
    listed = list(known)
    if value not in listed:
        sentence = Sentence("data.unknown-name", name=value, known=", ".join(listed))
        findings.add(entry, field, sentence, "C1.1")


def _refuse_repeats(houses: Sequence[Draft], field: str, rule: str, findings: Findings) -> None:
    seen: set[Any] = set()
    for number, house in enumerate(houses):
        value = _value(house, field)
        if value is not None and value in seen:
            sentence = Sentence("data.twice", name=str(value))
            findings.add(f"houses[{number}]", field, sentence, rule)
        seen.add(value)


def _value(house: Draft, field: str) -> Any | None:  # noqa: ANN401 - any value of a file
    return house[field] if field in house else None
