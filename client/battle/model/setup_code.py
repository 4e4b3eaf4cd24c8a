"""Setup codes: the setup of a battle as one line of text, to be copied and shared.

    hexfront-battle 1 scenario=random:17 seed=4711 one=person two=recruit check=1f3a9c04

A code has everything that two windows need for the same battle, to the last die, or else it is
refused: *check* is a part of the checksum of the scenario with its armies in place. An army is
written with its units: `army-one=Night%20watch,ordinate,500,linesman*4,sighter*2`. Codes are
untrusted text.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote, unquote

import msgspec

from client.tuning import load_tuning
from engine import plaintext
from engine.battle import Side
from engine.battle.army import VERSION as ARMY_VERSION
from engine.battle.army import decode_army
from engine.errors import DataError, Problem
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.sentences import Sentence
from engine.validation import Findings, in_short, in_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.model.battle_setup import BattleSetup
    from engine.battle.army import Army
    from engine.battle.fielding import Armies
    from engine.battle.scenario import Scenario

KIND: Final = "setup"
"""Used where files of battles name a rule: no rule is about setup codes."""
_HEAD: Final = "hexfront-battle"
"""The word that a code begins with, and its name in messages."""
_VERSION: Final = "1"
_LONGEST: Final = 4000
"""Maximum length of a code that is read, in characters."""
_CHECK: Final = 8
"""Length of the part of the checksum, in characters."""
_SIDES: Final = {Side.ONE: "one", Side.TWO: "two"}
_ARMY: Final = "army-"
_TIMES: Final = "*"
_NEEDED: Final = ("scenario", "seed", *_SIDES.values(), "check")
_KNOWN: Final = (*_NEEDED, *(f"{_ARMY}{side}" for side in _SIDES.values()))
_DIGITS: Final = 9
"""Maximum number of digits of a points limit or of a number of units, in a code."""


class SharedSetup(NamedTuple):
    """What a code says: the name of a scenario, the rest of the setup, and the checksum."""

    scenario: str
    seed: int
    players: tuple[str, str]
    armies: Armies
    check: str


def checksum(scenario: Scenario) -> str:
    """Return the part of a scenario's checksum that a code has."""
    content = msgspec.json.encode(scenario, order="deterministic")
    return hashlib.sha256(content).hexdigest()[:_CHECK]


def write_code(name: str, setup: BattleSetup, armies: Armies) -> str:
    """Return the code of a setup; *name* is that of the scenario in the list, *armies* are those
    in it.
    """
    parts = [_HEAD, _VERSION, f"scenario={_quoted(name)}", f"seed={setup.seed}"]
    parts += [f"{_SIDES[side]}={_quoted(setup.players[side.index])}" for side in Side]
    for side, army in zip(Side, armies, strict=True):
        if army is not None:
            parts.append(f"{_ARMY}{_SIDES[side]}={_write_army(army)}")
    return " ".join([*parts, f"check={checksum(setup.scenario)}"])


def _quoted(text: str) -> str:
    return quote(text, safe=":/")


def _write_army(army: Army) -> str:
    units = (f"{code}{_TIMES}{number}" for code, number in army.units.items())
    return ",".join([_quoted(army.name), army.faction, str(army.limit), *units])


def read_code(text: str) -> SharedSetup:
    """Return what a code says; DataError, which names the part, if it is invalid."""
    if len(text) > _LONGEST:
        raise _refusal("", Sentence("data.long-setup", most=_LONGEST))
    words = text.split()
    if words[:2] != [_HEAD, _VERSION]:
        raise _refusal("", Sentence("data.setup-head", head=_HEAD, version=_VERSION))
    values = _read_values(words[2:])
    most = 10 ** load_tuning().seed.digits - 1
    findings = Findings(_HEAD)
    shared = SharedSetup(
        _name(values["scenario"]),
        _number("seed", values["seed"], most),
        (_player("one", values["one"]), _player("two", values["two"])),
        (_army(values, Side.ONE, findings), _army(values, Side.TWO, findings)),
        values["check"],
    )
    findings.raise_if_any()
    return shared


def _refusal(part: str, sentence: Sentence) -> DataError:
    return DataError([Problem(_HEAD, "", part, sentence, KIND)])


def _read_values(words: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for word in words:
        key, _, value = word.partition("=")
        if key not in _KNOWN:
            raise _refusal(key, Sentence("data.unknown-key", known=", ".join(_KNOWN)))
        if key in values:
            raise _refusal("", Sentence("data.twice", name=key))
        values[key] = value
    for key in _NEEDED:
        if key not in values:
            raise _refusal(key, Sentence("data.missing"))
    return values


def _name(written: str) -> str:
    try:
        return msgspec.convert(unquote(written), plaintext.Name)
    except msgspec.ValidationError as error:
        raise _refusal("scenario", in_words(str(error))) from error


def _number(part: str, written: str, most: int) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(most)):
        sentence = Sentence("data.not-between", value=in_short(written), least=0, most=most)
        raise _refusal(part, sentence)
    return int(written)


def _player(part: str, written: str) -> str:
    player = unquote(written)
    there_are = (scripted_bots.PERSON, *level_names(), *scripted_bots.bot_names())
    if player not in there_are:
        known = ", ".join(there_are)
        raise _refusal(part, Sentence("data.unknown-player", player=in_short(player), known=known))
    return player


def _army(values: dict[str, str], side: Side, findings: Findings) -> Army | None:
    """Return the army of a side, None if it has none; every problem of one is added."""
    part = f"{_ARMY}{_SIDES[side]}"
    if part not in values:
        return None
    try:
        name, faction, limit, *units = values[part].split(",")
        pairs = [unit.split(_TIMES) for unit in units]
        numbers = [(unquote(code), number) for code, number in pairs]
    except ValueError as error:
        raise _refusal(part, Sentence("data.army-code")) from error
    counts: dict[str, int] = {}
    for code, number in numbers:
        if code in counts:
            raise _refusal(part, Sentence("data.twice", name=in_short(code)))
        counts[code] = _number(part, number, 10**_DIGITS - 1)
    points = _number(part, limit, 10**_DIGITS - 1)
    table = {"name": unquote(name), "faction": unquote(faction), "limit": points}
    of_army = Findings(f"{_HEAD}: {part}")
    army = decode_army({**table, "version": ARMY_VERSION, "units": counts}, of_army)
    findings.problems += of_army.problems
    return army
