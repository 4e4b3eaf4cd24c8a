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
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.validation import Findings

if TYPE_CHECKING:
    from client.battle.model.battle_setup import BattleSetup
    from engine.battle.army import Army
    from engine.battle.fielding import Armies
    from engine.battle.scenario import Scenario

_HEAD: Final = "hexfront-battle"
_VERSION: Final = "1"
_LONGEST: Final = 4000
"""Maximum length of a code that is read, in characters."""
_CHECK: Final = 8
"""Length of the part of the checksum, in characters."""
_SIDES: Final = {Side.ONE: "one", Side.TWO: "two"}
_ARMY: Final = "army-"
_TIMES: Final = "*"
_NEEDED: Final = frozenset({"scenario", "seed", *_SIDES.values(), "check"})
_KNOWN: Final = _NEEDED | {f"{_ARMY}{side}" for side in _SIDES.values()}


class InvalidCode(ValueError):
    """The error of a text that is no setup code."""


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
    """Return what a code says; InvalidCode if it is none, or one of another version."""
    if len(text) > _LONGEST:
        raise InvalidCode(text[:_LONGEST])
    words = text.split()
    if words[:2] != [_HEAD, _VERSION]:
        raise InvalidCode(text)
    pairs = [word.partition("=")[::2] for word in words[2:]]
    values = dict(pairs)
    if len(values) != len(pairs) or not _NEEDED <= values.keys() <= _KNOWN:
        raise InvalidCode(text)
    return SharedSetup(
        _name(values["scenario"]),
        _number(values["seed"], 10 ** load_tuning().seed.digits - 1),
        (_player(values["one"]), _player(values["two"])),
        (_army(values, Side.ONE), _army(values, Side.TWO)),
        values["check"],
    )


def _name(written: str) -> str:
    try:
        return msgspec.convert(unquote(written), plaintext.Name)
    except msgspec.ValidationError as error:
        raise InvalidCode(written) from error


def _number(written: str, most: int) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > len(str(most)):
        raise InvalidCode(written)
    return int(written)


def _player(written: str) -> str:
    player = unquote(written)
    if player not in (scripted_bots.PERSON, *level_names(), *scripted_bots.bot_names()):
        raise InvalidCode(written)
    return player


def _army(values: dict[str, str], side: Side) -> Army | None:
    key = f"{_ARMY}{_SIDES[side]}"
    if key not in values:
        return None
    try:
        name, faction, limit, *units = values[key].split(",")
        pairs = [unit.split(_TIMES) for unit in units]
        numbers = {unquote(code): int(number) for code, number in pairs}
        table = {"name": unquote(name), "faction": unquote(faction), "limit": int(limit)}
    except ValueError as error:
        raise InvalidCode(values[key]) from error
    findings = Findings(key)
    army = decode_army({**table, "version": ARMY_VERSION, "units": numbers}, findings)
    if army is None or len(numbers) < len(units):
        raise InvalidCode(values[key])
    return army
