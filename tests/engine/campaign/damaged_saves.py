"""Saves of campaigns, each damaged in one place: what was done, and the line and the rule that the
message names.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Final, NamedTuple

from engine import limits

Rows = list[str]
Edit = Callable[[dict[str, Any]], object]
FIRST_TURN: Final = 2
"""The line of turn 1."""


class Damage(NamedTuple):
    """What is done to the lines of a save; *line* and *rule* are those that the message names."""

    line: int
    rule: str
    apply: Callable[[Rows], Rows | bytes]


def edit(line: int, change: Edit, rule: str = "C14.4", named: int | None = None) -> Damage:
    """Return damage to the JSON of a line; the message names that line, or another one."""

    def apply(rows: Rows) -> Rows:
        table = json.loads(rows[line - 1])
        change(table)
        return [*rows[: line - 1], json.dumps(table), *rows[line:]]

    return Damage(line if named is None else named, rule, apply)


def row(line: int, text: str, rule: str = "C14.4") -> Damage:
    """Return damage that puts another text in the place of a line."""
    return Damage(line, rule, lambda rows: [*rows[: line - 1], text, *rows[line:]])


def header(rule: str = "C14.4", **changes: Any) -> Damage:
    return edit(1, lambda table: table.update(changes), rule)


def setup(rule: str = "C14.4", **changes: Any) -> Damage:
    return edit(1, lambda table: table["setup"].update(changes), rule)


def house(number: int, rule: str = "C1.1", **changes: Any) -> Damage:
    return edit(1, lambda table: table["setup"]["houses"][number].update(changes), rule)


def data(name: str, old: str, new: str) -> Damage:
    """Return damage to a data file in the header."""

    def change(table: dict[str, Any]) -> None:
        assert old in table["data"][name], (name, old)
        table["data"][name] = table["data"][name].replace(old, new, 1)

    return edit(1, change)


def packets(turn: int, change: Callable[[dict[str, Any]], object], **more: Any) -> Damage:
    return edit(turn + 1, lambda table: change(table["packets"]), **more)


def landing(change: Callable[[dict[str, Any]], object], rule: str = "C14.4") -> Damage:
    """Return damage to the first landing of a save, whichever turn it is in."""

    def apply(rows: Rows) -> Rows:
        line = line_of_landing(rows)
        table = json.loads(rows[line - 1])
        change(table["results"])
        return [*rows[: line - 1], json.dumps(table), *rows[line:]]

    return Damage(LANDING, rule, apply)


def line_of_landing(rows: Rows) -> int:
    """Return the line of the first turn with a landing."""
    return next(
        number for number, text in enumerate(rows, start=1) if number > 1 and '"results"' in text
    )


LANDING: Final = -1
"""A placeholder for the line of the first landing."""


def first(results: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = next(iter(results.values()))
    return found


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


MANY: Final = ("tax light",) * (limits.PACKET_ORDERS + 1)

DAMAGES: Final[dict[str, Damage]] = {
    # The header
    "nothing": Damage(1, "C14.4", lambda _: b""),
    "no header": Damage(1, "C14.4", lambda rows: rows[1:]),
    "a header that is no JSON": row(1, "{format: 1"),
    "a header that is a list": row(1, "[1]"),
    "a header nested for ever": row(1, "[" * 100_000),
    "a header nested deeply": header(setup={"seed": nested(60)}),
    "a header of a megabyte": header(padding="x" * limits.CAMPAIGN_HEADER_BYTES),
    "no format": edit(1, lambda table: table.pop("format")),
    "no version of the campaign's rules": edit(1, lambda table: table.pop("campaign_rules")),
    "no version of the rules": edit(1, lambda table: table.pop("rules_version")),
    "a format of tomorrow": header(format=99),
    "a format in words": header(format="1"),
    "a format that is true": header(format=True),
    "other rules of the campaign": header(campaign_rules=0),
    "other rules": header(rules_version=0),
    "no setup": edit(1, lambda table: table.pop("setup")),
    "a setup that is a list": header(setup=[]),
    "no data": edit(1, lambda table: table.pop("data")),
    "data that is a list": header(data=[]),
    "data files without end": edit(
        1, lambda table: table["data"].update({f"x{n}.toml": "" for n in range(200)})
    ),
    "a data file that is a number": edit(1, lambda table: table["data"].update({"rules.toml": 1})),
    "an unknown key in the header": header(author="me"),
    # The setup
    "no seed": edit(1, lambda table: table["setup"].pop("seed")),
    "a negative seed": setup(seed=-1),
    "a seed in words": setup(seed="five"),
    "no turns": setup(turns=0),
    "turns without end": setup(turns=100_000),
    "turns above the most": setup(turns=201),
    "an unknown key in the setup": setup(map="mine"),
    "houses that are a number": setup(houses=2),
    "one house": edit(1, lambda table: table["setup"]["houses"].pop()),
    "no houses": setup(houses=[]),
    "a house of no name": house(0, "C14.3", id=""),
    "a house named as a world": house(0, "C14.3", id="w01"),
    "a house named as a path": house(0, "C14.3", id="../../etc"),
    "the same house twice": edit(
        1, lambda table: table["setup"].update(houses=[table["setup"]["houses"][0]] * 2)
    ),
    "a home twice": edit(
        1,
        lambda table: table["setup"]["houses"][1].update(home=table["setup"]["houses"][0]["home"]),
    ),
    "a home that is not on the map": house(0, "C2.2", home=7),
    "an unknown faction": house(0, faction="elves"),
    "an unknown persona": house(0, player="napoleon:veteran"),
    "an unknown level": house(0, player="warden:god"),
    # The data
    "a data file that is missing": edit(1, lambda table: table["data"].pop("campaign/worlds.toml")),
    "a data file that nothing reads": edit(
        1, lambda table: table["data"].update({"campaign/more.toml": 'kind = "campaign_map"'})
    ),
    "a data file that is no TOML": data("campaign/map.toml", "ATTEMPTS =", "ATTEMPTS = ="),
    "a number out of bounds": data("campaign/worlds.toml", "SETTLERS = 10", "SETTLERS = -10"),
    "a number that is a word": data("campaign/worlds.toml", "SETTLERS = 10", 'SETTLERS = "ten"'),
    "a number that is missing": data("campaign/worlds.toml", "SETTLERS = 10", ""),
    "a number that is unknown": data("campaign/ships.toml", "POINTS = 2", "POINTS = 2\nPOINT = 3"),
    "an unknown ground": data("campaign/worlds.toml", 'GROUND = "wold"', 'GROUND = "moon"'),
    "an unknown kind of unit": data("campaign/factions/murmur.toml", '"needle"', '"bodkin"'),
    # Turns
    "a blank line": Damage(3, "C14.4", lambda rows: [*rows[:2], "", *rows[2:]]),
    "a line that is no JSON": row(3, '{"turn": 2'),
    "a line that is a number": row(3, "17"),
    "a line nested for ever": row(3, '{"turn":' + "[" * 100_000),
    "a line without end": row(3, json.dumps({"turn": 2, "x": "x" * limits.CAMPAIGN_LINE_BYTES})),
    "a turn that is missing": Damage(3, "C14.4", lambda rows: [*rows[:2], *rows[3:]]),
    "a turn that comes twice": Damage(4, "C14.4", lambda rows: [*rows[:3], *rows[2:]]),
    "turns in another order": Damage(
        2, "C14.4", lambda rows: [rows[0], rows[2], rows[1], *rows[3:]]
    ),
    "a turn in words": edit(2, lambda table: table.update(turn="one")),
    "turn nought": edit(2, lambda table: table.update(turn=0)),
    "no turn": edit(2, lambda table: table.pop("turn")),
    "an unknown key in a turn": edit(2, lambda table: table.update(note="hello")),
    "a turn after the end": Damage(
        -2, "C12.3", lambda rows: [*rows, json.dumps({"turn": len(rows), "packets": {}})]
    ),
    # Packets
    "no packets": edit(2, lambda table: table.pop("packets")),
    "packets that are a list": edit(2, lambda table: table.update(packets=[])),
    "the packet of a stranger": packets(1, lambda table: table.update(nobody=[])),
    "the packet of a path": packets(1, lambda table: table.update({"../x": []})),
    "a packet that is a text": packets(1, lambda table: table.update(dict.fromkeys(table, "tax"))),
    "an order that is a number": packets(
        1, lambda table: table.update({name: [1] for name in table})
    ),
    "an order without end": packets(
        1, lambda table: table.update({name: ["x" * (limits.ORDER + 1)] for name in table})
    ),
    "orders without end": packets(1, lambda table: table.update(dict.fromkeys(table, MANY))),
    "orders that were never given": packets(
        1, lambda table: table.update({name: ["tax heavy"] for name in table}), rule="C1"
    ),
    # Refusals
    "a refusal that never was": edit(
        2,
        lambda table: table.update(
            refusals=[{"house": "askerry", "order": "tax x", "rule": "C13.1", "code": "x"}]
        ),
        "C13.1",
    ),
    "refusals that are a number": edit(2, lambda table: table.update(refusals=1)),
    "a refusal of nobody": edit(
        2, lambda table: table.update(refusals=[{"order": "x", "rule": "C13.1", "code": "x"}])
    ),
    # Landings
    "a landing that never was": edit(
        2,
        lambda table: table.update(
            results={"w00": {"winner": "attacker", "hp": {}, "conclusion": "resolved"}}
        ),
        "C10.6",
    ),
    "a landing that is missing": landing(lambda results: results.clear(), "C10.6"),
    "a landing at another world": landing(
        lambda results: results.update(w99=results.pop(next(iter(results)))), "C10.6"
    ),
    "a landing that nobody won": landing(lambda results: first(results).update(winner="nobody")),
    "a landing without a winner": landing(lambda results: first(results).pop("winner")),
    "a landing that was dreamt": landing(
        lambda results: first(results).update(conclusion="dreamt")
    ),
    "negative hit points": landing(
        lambda results: first(results)["hp"].update(dict.fromkeys(first(results)["hp"], -1))
    ),
    "more hit points than before": landing(
        lambda results: first(results)["hp"].update(dict.fromkeys(first(results)["hp"], 99))
    ),
    "a unit that was not there": landing(lambda results: first(results)["hp"].update(ghost=1)),
    "a unit that is missing": landing(lambda results: first(results)["hp"].popitem()),
    "hit points that are a list": landing(lambda results: first(results).update(hp=[])),
    "a battle somewhere else": landing(
        lambda results: first(results).update(record="/etc/passwd"), "C10.6"
    ),
    # Checksums
    "another checksum": edit(6, lambda table: table.update(checksum="0" * 64)),
    "a checksum that is none": edit(6, lambda table: table.update(checksum="abc")),
    "a checksum that is a number": edit(6, lambda table: table.update(checksum=7)),
    "no checksum": edit(6, lambda table: table.pop("checksum")),
    "a checksum in between": edit(4, lambda table: table.update(checksum="0" * 64)),
    # Bytes
    "a byte that is no text": Damage(
        3, "C14.4", lambda rows: encoded(rows).replace(b'"turn":2', b'"turn":\xff', 1)
    ),
    "UTF-16": Damage(1, "C14.4", lambda rows: "\n".join(rows).encode("utf-16")),
    "a NUL": Damage(3, "C14.4", lambda rows: encoded(rows).replace(b'"turn":2', b'"turn":\x00', 1)),
}


def encoded(rows: Rows) -> bytes:
    """Return the content of a file with these lines."""
    return "".join(f"{text}\n" for text in rows).encode()
