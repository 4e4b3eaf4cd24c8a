"""Damaged saves: each is refused with a SaveError that names file and line, or read whole."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import Game, Side
from engine.battle.save import player_of, read_save
from engine.errors import SaveError
from engine.journal import encode_line
from tests.engine.badfiles.mutation import damage
from tests.engine.walk import CASES, Walker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

DAMAGES = 1_500
RECORDS = 60


def played() -> list[str]:
    """Play a while, with take-backs, and give the lines of the save."""
    game = Game.start(CASES["lock_keepers"], 3, ("person", "bot:greedy"))
    player = Walker(3)
    while game.records < RECORDS and game.result is None:
        game.apply(player.choose(game.state, game.legal_actions()))
        if game.undo_side is not None and game.records % 7 == 0:
            game.undo()
    return list(game.lines)


LINES = played()
HEADER = json.loads(LINES[0])


def first(says: Callable[[dict[str, Any]], bool]) -> int:
    """Find the first line that is like that; lines count from 1, as people do."""
    return next(n for n, line in enumerate(LINES, start=1) if says(json.loads(line)))


ROLLED = first(lambda line: "rolls" in line and len(line["rolls"]) > 0)
PLAIN = first(lambda line: "rolls" in line and not line["rolls"])
TAKEN_BACK = first(lambda line: "take_back" in line)
CHECKED = first(lambda line: "checksum" in line)


def changed(number: int, **values: Any) -> list[str]:
    """Change keys of a line; ... takes a key away."""
    line = json.loads(LINES[number - 1]) | values
    kept = {key: value for key, value in line.items() if value is not ...}
    return [*LINES[: number - 1], json.dumps(kept), *LINES[number:]]


def replaced(number: int, text: str) -> list[str]:
    return [*LINES[: number - 1], text, *LINES[number:]]


def inserted(number: int, text: str) -> list[str]:
    return [*LINES[: number - 1], text, *LINES[number - 1 :]]


def scenario_with(**values: Any) -> list[str]:
    return changed(1, scenario=HEADER["scenario"] | values)


def unit_with(**values: Any) -> list[str]:
    units = HEADER["scenario"]["units"]
    return scenario_with(units=[units[0] | values, *units[1:]])


def profile_with(**values: Any) -> list[str]:
    profiles = HEADER["scenario"]["profiles"]
    code = HEADER["scenario"]["units"][0]["unit"]
    return scenario_with(profiles=profiles | {code: profiles[code] | values})


class Damaged(NamedTuple):
    """The lines of a damaged save, the line the message must name, and what it says."""

    name: str
    lines: list[str]
    line: int
    says: str


DEEP = '{"a":' * 50_000
CASES_OF_DAMAGE = (
    Damaged("header gone", LINES[1:], 1, "missing"),
    Damaged("header no object", replaced(1, "[]"), 1, "not a JSON object"),
    Damaged("header garbled", replaced(1, LINES[0][:-5]), 1, "not a JSON object"),
    Damaged("header empty", replaced(1, ""), 1, "not a JSON object"),
    Damaged("header nested without end", replaced(1, DEEP), 1, "not a JSON object"),
    Damaged("header twice", inserted(2, LINES[0]), 2, "expected one of the keys"),
    Damaged("format unknown", changed(1, format=99), 1, "format: 99 is unknown"),
    Damaged("format no number", changed(1, format=True), 1, "format: True is unknown"),
    Damaged("format missing", changed(1, format=...), 1, "format: missing"),
    Damaged("rules unknown", changed(1, rules_version=0), 1, "rules_version: 0 is unknown"),
    Damaged("key unknown", changed(1, mood="bad"), 1, "unknown keys: mood"),
    Damaged("seed no number", changed(1, seed="3"), 1, "seed"),
    Damaged("seed negative", changed(1, seed=-3), 1, "seed"),
    Damaged("one player", changed(1, players=["person"]), 1, "players"),
    Damaged("scenario missing", changed(1, scenario=...), 1, "scenario: missing"),
    Damaged("scenario no object", changed(1, scenario=[]), 1, "scenario"),
    Damaged("scenario without board", scenario_with(terrain=[]), 1, "0 rows"),
    Damaged("scenario board ragged", scenario_with(terrain=["....."] * 4 + ["..."]), 1, "3 hexes"),
    Damaged("scenario key unknown", scenario_with(weather="rain"), 1, "weather: unknown key"),
    Damaged("scenario first", scenario_with(first="NONE"), 1, "first: "),
    Damaged("unit unknown", unit_with(unit="ghost"), 1, "units[0].unit: unit 'ghost'"),
    Damaged("unit off board", unit_with(hex=[50, 50]), 1, "units[0].hex: hex 50,50 is off"),
    Damaged("unit key unknown", unit_with(armour=3), 1, "units[0].armour: unknown key"),
    Damaged("unit side", unit_with(side="THREE"), 1, "units[0].side: "),
    Damaged("profile save", profile_with(ARMOR_SAVE=1), 1, "ARMOR_SAVE: "),
    Damaged("profile key unknown", profile_with(SPEED=1), 1, "SPEED: unknown key"),
    Damaged("profile weapon", profile_with(CC_WEAPON_CODES=["gone"]), 1, "'gone' does not exist"),
    Damaged("no weapons", scenario_with(weapons={}), 1, "does not exist"),
    Damaged("no rules", scenario_with(rules={}), 1, "rules.ROUNDS: missing"),
    Damaged("no profiles", scenario_with(profiles={}), 1, "does not exist"),
    Damaged("line no JSON", replaced(5, "{action: WAIT}"), 5, "not a JSON object"),
    Damaged("line nested without end", replaced(5, DEEP), 5, "at most 20000"),
    Damaged("line empty", inserted(5, ""), 5, "not a JSON object"),
    Damaged("line of nothing known", replaced(5, '{"note": 1}'), 5, "expected one of the keys"),
    Damaged("line of two kinds", replaced(5, '{"action":"WAIT","take_back":true}'), 5, "one of"),
    Damaged("line key unknown", changed(PLAIN, note=1), PLAIN, "unknown keys: note"),
    Damaged("rolls missing", changed(PLAIN, rolls=...), PLAIN, "rolls"),
    Damaged("rolls no list", changed(PLAIN, rolls=3), PLAIN, "rolls"),
    Damaged("action no text", changed(PLAIN, action=3), PLAIN, "action"),
    Damaged("action unknown", changed(PLAIN, action="DANCE 1"), PLAIN, "unknown action"),
    Damaged("action short", changed(PLAIN, action="ACTIVATE"), PLAIN, "expected ACTIVATE unit"),
    Damaged("action long", changed(PLAIN, action="WAIT 1"), PLAIN, "expected WAIT"),
    Damaged("action padded", changed(PLAIN, action="ACTIVATE 01"), PLAIN, "not a whole number"),
    Damaged("action huge", changed(PLAIN, action="ACTIVATE " + "9" * 9999), PLAIN, "length <= 200"),
    Damaged("action illegal", changed(PLAIN, action="STAY"), PLAIN, "[R"),
    Damaged("unit that isn't", changed(2, action="ACTIVATE 77"), 2, "[R2.4]"),
    Damaged("too few rolls", changed(ROLLED, rolls=[]), ROLLED, "more dice were rolled"),
    Damaged("too many rolls", changed(PLAIN, rolls=[1]), PLAIN, "does not use all its rolls"),
    Damaged(
        "other rolls than the seed's",
        changed(ROLLED, rolls=[face % 6 + 1 for face in json.loads(LINES[ROLLED - 1])["rolls"]]),
        ROLLED,
        f"but the dice of seed {HEADER['seed']} show",
    ),
    Damaged("another seed", [json.dumps(HEADER | {"seed": 1}), *LINES[1:]], ROLLED, "seed 1 show"),
    Damaged("a seven", changed(ROLLED, rolls=[7]), ROLLED, "<= 6"),
    Damaged("a roll of 1.5", changed(ROLLED, rolls=[1.5]), ROLLED, "float"),
    Damaged("checksum wrong", changed(CHECKED, checksum="0" * 64), CHECKED, "match its checksum"),
    Damaged("checksum early", changed(CHECKED, records=3), CHECKED, "says 3 records"),
    Damaged("checksum no text", changed(CHECKED, checksum=None), CHECKED, "checksum"),
    Damaged("line left out", [*LINES[:2], *LINES[3:]], 3, "[R"),
    Damaged("line twice", inserted(3, LINES[1]), 3, "[R"),
    Damaged("dice taken back", inserted(ROLLED + 1, '{"take_back":true}'), ROLLED + 1, "R10.4"),
    Damaged("nothing to take back", inserted(2, '{"take_back":true}'), 2, "R10.4"),
    Damaged("take-back of none", changed(TAKEN_BACK, take_back=False), TAKEN_BACK, "true"),
    Damaged("take-back no bool", changed(TAKEN_BACK, take_back=1), TAKEN_BACK, "take_back"),
)  # fmt: skip


def write(path: Path, lines: list[str]) -> Path:
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return path


def test_the_save_is_right_until_it_is_damaged(tmp_path: Path) -> None:
    save = read_save(write(tmp_path / "battle.jsonl", LINES))
    assert save.torn is None
    assert player_of(save.header, Side.ONE) == "person"
    assert player_of(save.header, Side.TWO) == "bot:greedy"
    assert list(Game.from_save(save).lines) == LINES
    assert [encode_line(line) for _, line in save.lines] == LINES[1:]
    assert [number for number, _ in save.lines] == list(range(2, len(LINES) + 1))


@pytest.mark.parametrize("damaged", CASES_OF_DAMAGE, ids=lambda damaged: damaged.name)
def test_a_damaged_save_is_refused_with_file_and_line(damaged: Damaged, tmp_path: Path) -> None:
    path = write(tmp_path / "battle.jsonl", damaged.lines)
    with pytest.raises(SaveError) as refused:
        Game.load(path)
    message = str(refused.value)
    assert message.startswith(f"{path}: line {damaged.line}: "), message
    assert damaged.says in message
    assert len(message) < 20_000


def test_there_are_enough_damaged_saves() -> None:
    assert len(CASES_OF_DAMAGE) >= 50


def test_several_mistakes_of_a_scenario_are_told_once_and_together(tmp_path: Path) -> None:
    raw = HEADER["scenario"]
    lines = scenario_with(first="NONE", units=[raw["units"][0] | {"hex": [-1, 0]}])
    with pytest.raises(SaveError) as refused:
        Game.load(write(tmp_path / "battle.jsonl", lines))
    told = str(refused.value).split("\n")
    assert any(": first: " in line for line in told)
    assert any(": units[0].hex: " in line for line in told)
    assert len(told) == len(set(told))


# ---------------------------------------------------------------- files that aren't saves


@pytest.mark.parametrize("content", [b"", b"\n", b"\x00" * 100, b"{}\n", b"PK\x03\x04\xff\xfe"])
def test_what_is_no_save_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    path.write_bytes(content)
    with pytest.raises(SaveError) as refused:
        Game.load(path)
    assert str(path) in str(refused.value)


def test_a_save_that_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.jsonl", tmp_path):
        with pytest.raises(SaveError, match="can't be read"):
            Game.load(path)


# ---------------------------------------------------------------- torn last lines


def test_a_torn_last_line_is_dropped_and_kept_for_the_message(tmp_path: Path) -> None:
    """A killed process leaves any part of its last line; what is before it is played."""
    whole = "".join(f"{line}\n" for line in LINES[:-1])
    path = tmp_path / "battle.jsonl"
    before = Game.load(write(path, LINES[:-1]))
    for length in range(1, len(LINES[-1])):
        path.write_text(whole + LINES[-1][:length], encoding="utf-8")
        save = read_save(path)
        assert save.torn == LINES[-1][:length]
        assert Game.from_save(save).checksum() == before.checksum()


def test_a_last_line_that_lacks_only_its_end_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    save = read_save(path)
    assert save.torn is None
    assert list(Game.from_save(save).lines) == LINES


def test_a_torn_header_is_no_save(tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    path.write_text(LINES[0][:100], encoding="utf-8")
    with pytest.raises(SaveError, match="line 1: the header is missing"):
        read_save(path)


def test_a_save_that_is_cut_between_lines_is_a_shorter_save(tmp_path: Path) -> None:
    for length in range(1, len(LINES), 5):
        loaded = Game.load(write(tmp_path / "battle.jsonl", LINES[:length]))
        # A checksum that was not written yet is written by whoever goes on.
        assert list(loaded.lines[:length]) == LINES[:length]
        assert list(loaded.lines) == LINES[: len(loaded.lines)]


def test_lines_may_end_as_on_windows(tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    path.write_bytes("".join(f"{line}\r\n" for line in LINES).encode())
    assert list(Game.load(path).lines) == LINES


# ---------------------------------------------------------------- damage at random


@pytest.mark.fuzz
@pytest.mark.parametrize("shard", range(6))
def test_a_save_damaged_at_random_is_read_or_refused(shard: int, tmp_path: Path) -> None:
    whole = "".join(f"{line}\n" for line in LINES).encode()
    path = tmp_path / "battle.jsonl"
    told = []
    for seed in range(shard * DAMAGES // 6, (shard + 1) * DAMAGES // 6):
        path.write_bytes(damage(whole, seed))
        try:
            game = Game.load(path)
        except SaveError as error:
            told.append(str(error))
        else:
            assert game.records <= RECORDS + 1
    assert len(told) > DAMAGES // 12
    assert all(str(path) in message for message in told)


@pytest.mark.fuzz
def test_a_header_damaged_at_random_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    told = []
    for seed in range(DAMAGES):
        path.write_bytes(damage(LINES[0].encode(), seed) + b"\n" + "\n".join(LINES[1:6]).encode())
        try:
            Game.load(path)
        except SaveError as error:
            told.append(str(error))
    assert len(told) > DAMAGES // 2
    assert all(str(path) in message for message in told)


@settings(max_examples=150)
@given(st.binary(max_size=300))
def test_anything_in_place_of_a_save_is_refused(
    tmp_path_factory: pytest.TempPathFactory, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("saves") / "battle.jsonl"
    path.write_bytes(content)
    with pytest.raises(SaveError):
        Game.load(path)
    path.write_bytes(LINES[0].encode() + b"\n" + content + b"\n")
    with contextlib.suppress(SaveError):
        Game.load(path)


ODD: tuple[Any, ...] = (None, True, -1, 0, 1.5, 10**20, "", "x", "9" * 30, [], {}, [[]], [1, 1])


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """List the paths to everything in a JSON value; of a list, to its first two items."""
    found = [path] if path else []
    if isinstance(value, dict | list):
        inside = value.items() if isinstance(value, dict) else enumerate(value[:2])
        for key, item in inside:
            found += leaves(item, (*path, key))
    return found


def with_odd(value: Any, path: tuple[str | int, ...], odd: Any) -> Any:
    if not path:
        return odd
    copied = value.copy()
    copied[path[0]] = with_odd(value[path[0]], path[1:], odd)
    return copied


@pytest.mark.fuzz
@pytest.mark.parametrize("number", [1, PLAIN, ROLLED, TAKEN_BACK, CHECKED])
def test_an_odd_value_in_any_place_of_a_line_is_read_or_refused(
    number: int, tmp_path: Path
) -> None:
    line = json.loads(LINES[number - 1])
    path = tmp_path / "battle.jsonl"
    told = []
    for place in leaves(line):
        for odd in ODD:
            write(path, replaced(number, json.dumps(with_odd(line, place, odd))))
            try:
                Game.load(path)
            except SaveError as error:
                told.append(str(error))
    assert len(told) > len(leaves(line)) * len(ODD) // 2
    assert all(str(path) in message for message in told)
