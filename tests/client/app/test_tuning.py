"""The window's data file names only players that exist: others would be taken for people."""

from __future__ import annotations

import pytest

from client.tuning import FILE, load_tuning, read_tuning
from engine.errors import DataError
from engine.resources import read_text


def test_the_packaged_file_is_what_is_loaded() -> None:
    assert read_tuning(read_text(FILE)) == load_tuning()


@pytest.mark.parametrize(
    ("table", "key", "player"),
    [
        ("opponent", "first", "lieutenant"),
        ("opponent", "first", "person"),
        ("worker", "stand_in", "veteran"),
    ],
)
def test_a_player_that_does_not_exist_is_refused_with_its_place(
    table: str, key: str, player: str
) -> None:
    line = f'{key} = "{getattr(getattr(load_tuning(), table), key)}"'
    broken = read_text(FILE).replace(f"\n{line}", f'\n{key} = "{player}"')
    with pytest.raises(DataError, match=rf"{FILE}: {table}.{key}: '{player}' is unknown; expected"):
        read_tuning(broken)
