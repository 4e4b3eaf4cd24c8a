"""The numbers of the puzzles are decoded as strictly as any data."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.data.datafiles import packaged_data
from engine.errors import DataError
from engine.players.puzzles.puzzle_settings import FILE, packaged_settings, read_settings

PACKAGED = packaged_data().joinpath(FILE).read_text(encoding="utf-8")


def test_the_packaged_numbers_load() -> None:
    numbers = packaged_settings()
    assert "gunner" in numbers.roles
    assert "rifle" in numbers.arms


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("BOARDS = 500", "BOARDS = 0", r"tries\.BOARDS"),
        ("COLUMNS = [9, 25]", "COLUMNS = [25, 9]", r"board\.COLUMNS: the least, 25, is above"),
        ("COLUMNS = [9, 25]", "COLUMNS = [9]", r"board\.COLUMNS"),
        ("SURE = 0.9", "SURE = 1.9", r"margins\.SURE"),
        ("SURE = 0.9", "SURER = 0.9", r"margins\.SURER: unknown key"),
        ("[roles.prize]", "[roles.prize]\nLUCK = [1, 2]", r"roles\.prize\.LUCK: unknown key"),
        ("[arms.rifle]\nRNG = [7, 14]\n", "[arms.rifle]\n", r"arms\.rifle\.RNG: missing"),
        ("[margins]", "[margin]", r"margin: unknown key"),
        ('kind = "puzzles"', 'kind = "riddles"', "'riddles' is not one of puzzles"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, before: str, after: str, message: str) -> None:
    assert before in PACKAGED
    file = tmp_path / FILE
    file.write_text(PACKAGED.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_settings(file)
