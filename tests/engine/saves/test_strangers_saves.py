"""Saves of strangers: their texts are plain, their numbers and their size bounded."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import pytest

from engine import limits, plaintext
from engine.battle import Game, IllegalAction, load_scenario
from engine.battle.save import read_save
from engine.errors import SaveError
from tests.engine.test_plaintext import ODD

if TYPE_CHECKING:
    from pathlib import Path

SCENARIO = load_scenario("shift_change")
PLAYERS = ("person", "bot:greedy")
HEADER: dict[str, Any] = json.loads(Game.start(SCENARIO, 3, PLAYERS).lines[0])
FIRST = Game.start(SCENARIO, 3, PLAYERS).legal_actions()[0].to_text()
ACTED = json.dumps({"action": FIRST, "rolls": []})
TAKEN_BACK = '{"take_back":true}'


def write(path: Path, header: dict[str, Any], *lines: str) -> Path:
    path.write_text("\n".join([json.dumps(header), *lines, ""]), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(SaveError) as refused:
        Game.load(path)
    return str(refused.value)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_name_that_is_no_plain_text_is_refused(text: str, tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    scenario = HEADER["scenario"] | {"name": text}
    for header, field in (
        (HEADER | {"scenario": scenario}, "name"),
        (HEADER | {"players": ["person", text]}, "players"),
    ):
        told = refusal(write(path, header))
        assert told.startswith(f"{path}: line 1: ")
        # Half a character is no JSON to begin with.
        if "\\ud" not in json.dumps(text) and len(text) < limits.HEADER_BYTES:
            assert f"line 1: {field}: a name is 1 to {limits.NAME} characters" in told


def test_what_could_not_be_read_again_is_not_started() -> None:
    for seed, players in ((limits.SEED + 1, PLAYERS), (-1, PLAYERS), (1, ("person", "a\x00"))):
        with pytest.raises(ValueError, match="can't be saved"):
            Game.start(SCENARIO, seed, players)


NUMBERS = {
    "a seed": (HEADER | {"seed": 10**4000}, ()),
    "a seed that is no number": (HEADER | {"seed": "1" * 5000}, ()),
    "a format": (HEADER | {"format": 10**4000}, ()),
    "a roll": (HEADER, (json.dumps({"action": FIRST, "rolls": [10**4000]}),)),
    "a count": (HEADER, (json.dumps({"checksum": "", "records": 10**4000}),)),
    "an action": (HEADER, (json.dumps({"action": "MOVE " + "9" * 5000, "rolls": []}),)),
    "a key": (HEADER | {"k" * 9000: 1}, ()),
    "a unit": (HEADER | {"scenario": HEADER["scenario"] | {"units": [{"x" * 9000: 1}]}}, ()),
}


@pytest.mark.parametrize(("header", "lines"), NUMBERS.values(), ids=NUMBERS.keys())
def test_what_is_huge_is_refused_in_a_short_message(
    header: dict[str, Any], lines: tuple[str, ...], tmp_path: Path
) -> None:
    told = refusal(write(tmp_path / "battle.jsonl", header, *lines))
    assert len(max(told.split("\n"), key=len)) < len(str(tmp_path)) + 2 * limits.MESSAGE


@pytest.mark.parametrize("key", ["units", "objectives"])
def test_lists_without_end_are_refused_without_a_look_at_each_entry(
    key: str, tmp_path: Path
) -> None:
    entries: list[Any] = [{}] * (limits.ENTRIES + 1)
    header = HEADER | {"scenario": HEADER["scenario"] | {key: entries}}
    told = refusal(write(tmp_path / "battle.jsonl", header))
    assert f"{key}: {limits.ENTRIES + 1} entries; at most 1000 are allowed" in told
    assert told.count("\n") == 0


@pytest.mark.parametrize("key", ["profiles", "weapons"])
def test_tables_without_end_are_refused_likewise(key: str, tmp_path: Path) -> None:
    entries: dict[str, Any] = {f"x{number}": {} for number in range(limits.ENTRIES + 1)}
    header = HEADER | {"scenario": HEADER["scenario"] | {key: entries}}
    told = refusal(write(tmp_path / "battle.jsonl", header))
    assert f"{key}: {limits.ENTRIES + 1} entries; at most 1000 are allowed" in told
    assert told.count("\n") == 0


def test_a_save_with_a_mistake_in_each_of_many_places_tells_the_first(tmp_path: Path) -> None:
    unknown = {f"key_{number}": 1 for number in range(10_000)}
    header = HEADER | {"scenario": HEADER["scenario"] | unknown}
    told = refusal(write(tmp_path / "battle.jsonl", header)).split("\n")
    assert len(told) == limits.PROBLEMS_SHOWN + 1
    assert told[-1] == f"… and {10_000 - limits.PROBLEMS_SHOWN} more"


def test_more_records_than_any_battle_has_are_refused(tmp_path: Path) -> None:
    lines = [ACTED, TAKEN_BACK] * (limits.RECORDS // 2)
    told = refusal(write(tmp_path / "battle.jsonl", HEADER, *lines, ACTED))
    assert f"{limits.RECORDS + 1} records; no battle has more than {limits.RECORDS}" in told


def test_more_checksums_than_a_game_writes_are_refused(tmp_path: Path) -> None:
    lines = [ACTED, json.dumps({"checksum": "0", "records": 1})]
    told = refusal(write(tmp_path / "battle.jsonl", HEADER, *lines))
    assert "line 3: 1 checksums of 1 records; there is one every 25" in told


def test_more_bytes_than_any_battle_has_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "battle.jsonl"
    with path.open("wb") as file:
        file.truncate(limits.SAVE_BYTES + 1)
    assert "can't be read: larger than" in refusal(path)


def test_a_header_nested_deeper_than_any_of_ours_is_refused(tmp_path: Path) -> None:
    nested: Any = {}
    for _ in range(limits.DEPTH + 1):
        nested = {"a": nested}
    header = HEADER | {"scenario": HEADER["scenario"] | {"rules": nested}}
    assert "are nested more than 32 deep" in refusal(write(tmp_path / "battle.jsonl", header))


def test_nothing_is_taken_back_once_a_record_is_half_full(tmp_path: Path) -> None:
    game = Game.start(SCENARIO, 3)
    action = game.legal_actions()[0]
    for _ in range(limits.RECORDS // 4):
        game.apply(action)
        game.undo()
    assert game.undo_side is None
    game.apply(action)
    with pytest.raises(IllegalAction, match="nothing can be undone any more"):
        game.undo()
    game.save(tmp_path / "battle.jsonl")
    assert Game.load(tmp_path / "battle.jsonl").checksum() == game.checksum()


def test_a_byte_order_mark_does_not_keep_a_save_from_being_read(tmp_path: Path) -> None:
    path = write(tmp_path / "battle.jsonl", HEADER, ACTED)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert Game.load(path).records == 1
    path.write_text(path.read_text(encoding="utf-8-sig"), encoding="utf-16")
    assert "not UTF-8 text but UTF-16: save it as UTF-8" in refusal(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_what_is_no_plain_file_is_refused_at_once(tmp_path: Path) -> None:
    pipe, link, folder = (tmp_path / name for name in ("p.jsonl", "l.jsonl", "f.jsonl"))
    os.mkfifo(pipe)
    link.symlink_to("/dev/zero")
    folder.mkdir()
    assert "it is not a plain file" in refusal(pipe)
    assert "it is not a plain file" in refusal(link)
    assert "it is a folder, not a file" in refusal(folder)


def test_a_files_own_name_is_quoted_in_characters_that_can_be_shown(tmp_path: Path) -> None:
    told = refusal(tmp_path / "a\x1b[2J\nb\u202e.jsonl")
    assert told == plaintext.escape(told)
    assert "a\\x1b[2J\\nb\\u202e.jsonl: can't be read" in told


def test_a_torn_line_without_end_is_quoted_in_short(tmp_path: Path) -> None:
    path = write(tmp_path / "battle.jsonl", HEADER)
    path.write_text(path.read_text() + "{" * 1_000_000)
    torn = read_save(path).torn
    assert torn is not None
    assert len(torn) == limits.MESSAGE + 1
