"""The table of the levels' strength belongs to the policy that ships, and is whole."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.errors import ModelError
from engine.players.arena.score import DRAW, wilson
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.players.strength import differences, packaged_strength, read_strength

TABLE = packaged_strength()


def test_the_table_speaks_of_the_policy_the_levels_and_the_rules_there_are() -> None:
    assert not differences(TABLE), "measure again: hexfront strength --page docs/opponents.md"


@pytest.mark.parametrize(
    ("field", "value"), [("policy", "0" * 64), ("levels", "0" * 64), ("rules_version", 99)]
)
def test_a_table_of_something_else_is_noticed(field: str, value: object) -> None:
    assert differences(msgspec.structs.replace(TABLE, **{field: value})) == [field]


@pytest.mark.parametrize("level", level_names())
def test_every_level_has_met_every_bot_and_every_other_level(level: str) -> None:
    met = [row.opponent for row in TABLE.rows if row.level == level]
    assert sorted(met) == sorted({*bot_names(), *level_names()} - {level})
    assert TABLE.ratings[level].error > 0
    assert TABLE.milliseconds[level].decisions > 0
    assert TABLE.cuts[level] >= 0


def test_everybody_is_rated_and_the_anchor_is_a_bot() -> None:
    assert set(TABLE.ratings) == {*bot_names(), *level_names()}
    assert TABLE.anchor in bot_names()


def test_every_row_adds_up_and_both_seats_are_played_equally_often() -> None:
    for row in TABLE.rows:
        assert row.games == row.wins + row.draws + row.losses > 0
        points = row.wins + DRAW * row.draws
        assert row.win_rate == pytest.approx(points / row.games, abs=1e-4)
        assert row.interval == pytest.approx(wilson(points, row.games), abs=1e-4)
        one, two = row.by_seat.values()
        assert one.games == two.games == row.games / 2
        assert one.wins + two.wins == row.wins
        for told in ("games", "wins", "draws", "losses"):
            parts = sum(getattr(part, told) for part in row.by_faction.values())
            assert parts == getattr(row, told), f"{row.level} v {row.opponent}: {told}"


def test_what_one_level_wins_the_other_loses() -> None:
    for row in TABLE.rows:
        mirrored = TABLE.row(row.opponent, row.level)
        assert (mirrored is None) is (row.opponent in bot_names())
        if mirrored is not None:
            assert (mirrored.wins, mirrored.draws, mirrored.losses) == (
                row.losses,
                row.draws,
                row.wins,
            )


def test_a_table_that_cannot_be_read_is_refused_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "strength.json"
    with pytest.raises(ModelError, match="can't be read"):
        read_strength(file)
    file.write_bytes(msgspec.json.encode(TABLE)[:-1])
    with pytest.raises(ModelError, match=r"strength\.json: this is not a strength table"):
        read_strength(file)
    file.write_bytes(msgspec.json.encode(msgspec.to_builtins(TABLE) | {"more": 1}))
    with pytest.raises(ModelError, match="more"):
        read_strength(file)
    for field in ("ratings", "milliseconds", "cuts"):
        torn = msgspec.to_builtins(TABLE)
        del torn[field]["veteran"]
        file.write_bytes(msgspec.json.encode(torn))
        with pytest.raises(ModelError, match=rf"strength\.json: {field}: veteran is missing"):
            read_strength(file)
