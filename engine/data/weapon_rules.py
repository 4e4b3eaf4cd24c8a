"""The weapon rules of R8, as written in data files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import msgspec

from engine import limits
from engine.dice import D6_FACES
from engine.sentences import InvalidValue, Sentence
from engine.validation import in_short

if TYPE_CHECKING:
    from collections.abc import Iterable

NUMBERED: Final = ("RAPID_FIRE", "MELTA", "SUSTAINED_HITS")
"""Rules that are followed by a number of at least 1."""
PLAIN: Final = (
    "ASSAULT",
    "HEAVY",
    "PISTOL",
    "TORRENT",
    "TWIN_LINKED",
    "LETHAL_HITS",
    "DEVASTATING_WOUNDS",
    "IGNORES_COVER",
    "BLAST",
    "HAZARDOUS",
    "EXTRA_ATTACKS",
)
"""Rules without a number."""
ANTI: Final = "ANTI_"
"""The prefix of the one rule that names a keyword; a number from 2 to 6 follows."""

_ON_ALL: Final = (
    "TWIN_LINKED",
    "LETHAL_HITS",
    "SUSTAINED_HITS",
    "DEVASTATING_WOUNDS",
    "HAZARDOUS",
)
_MELEE_ONLY: Final = ("EXTRA_ATTACKS",)
_WRITTEN: Final = re.compile(
    rf"([A-Z][A-Z0-9_]{{0,{len(ANTI) + limits.CODE - 1}}})(?: ([1-9][0-9]{{0,11}}))?"
)
_LOWEST_ANTI: Final = 2


class WeaponRule(msgspec.Struct, frozen=True):
    """One weapon rule: *name* (ANTI_ for all of that kind), *number* or 0, *keyword*."""

    name: str
    number: int
    keyword: str | None

    @property
    def full_name(self) -> str:
        """Return the rule without its number."""
        return self.name if self.keyword is None else f"{self.name}{self.keyword}"


def parse(text: str) -> WeaponRule:
    """Return the weapon rule in a text of a data file; InvalidValue, with the reason, if it
    is invalid.
    """
    match = _WRITTEN.fullmatch(text)
    if match is None:
        raise InvalidValue(Sentence("data.no-weapon-rule", text=in_short(text)))
    name, digits = match[1], match[2]
    number = int(digits) if digits else 0
    if name.startswith(ANTI) and len(name) > len(ANTI):
        if not _LOWEST_ANTI <= number <= D6_FACES:
            raise InvalidValue(
                Sentence(
                    "data.rule-number-between",
                    text=text,
                    rule=name,
                    least=_LOWEST_ANTI,
                    most=D6_FACES,
                )
            )
        return WeaponRule(ANTI, number, name.removeprefix(ANTI))
    if name in NUMBERED and not number:
        raise InvalidValue(Sentence("data.rule-without-number", text=text, rule=name))
    if name in NUMBERED and number > limits.RULE_NUMBER:
        most = limits.RULE_NUMBER
        raise InvalidValue(Sentence("data.rule-number-above-most", rule=name, most=most))
    if name in PLAIN and number:
        raise InvalidValue(Sentence("data.rule-with-number", text=text, rule=name))
    if name not in NUMBERED and name not in PLAIN:
        raise InvalidValue(Sentence("data.unknown-weapon-rule", rule=name))
    return WeaponRule(name, number, None)


def parse_all(texts: Iterable[str]) -> tuple[list[WeaponRule], list[Sentence]]:
    """Return the weapon rules that could be read, and the problems of the others."""
    rules: list[WeaponRule] = []
    errors: list[Sentence] = []
    for text in texts:
        try:
            rules.append(parse(text))
        except InvalidValue as error:
            errors.append(error.sentence)
    return rules, errors


def only_on(full_name: str) -> str | None:
    """Return the only kind of weapon a rule may be on, "ranged" or "melee"; None if both."""
    if full_name in _ON_ALL or full_name.startswith(ANTI):
        return None
    return "melee" if full_name in _MELEE_ONLY else "ranged"
