"""The data files of encodings: read strictly, and told apart by their schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from engine.battle import turn
from engine.battle.scenario_files import load_scenario
from engine.battle.state import Setup
from engine.data.datafiles import packaged_data
from engine.encoding.action_features import AT
from engine.encoding.classic.observation import layout_of
from engine.encoding.classic.spec import packaged_classic, read_classic
from engine.encoding.codec import Codec
from engine.encoding.spec import packaged_spec, read_spec
from engine.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

ROWS = packaged_data().joinpath("encodings", "rows.toml")
CLASSIC = packaged_data().joinpath("encodings", "classic.toml")


def written(folder: Path, text: str, *changes: tuple[str, str]) -> Path:
    """Write a file with changes, each of which must fit."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    file = folder / "mine.toml"
    file.write_text(text, encoding="utf-8")
    return file


def problems(file: Path, read: object) -> set[str]:
    with pytest.raises(DataError) as caught:
        read(file)  # type: ignore[operator] - one of two readers
    return {f"{one.field}: {one.message}" for one in caught.value.problems}


def test_the_numbers_of_the_classic_encoding_are_those_it_promises() -> None:
    spec = packaged_classic("classic")
    assert (spec.radius, spec.sectors, spec.nearest, spec.targets) == (25, 8, 7, 5)
    assert (spec.shoot, spec.charge, spec.fight, spec.wait, spec.actions) == (4, 9, 10, 11, 12)


def test_numbers_are_read_as_they_are_written(tmp_path: Path) -> None:
    rows = written(tmp_path, ROWS.read_text(encoding="utf-8"), ("ROWS = 40", "ROWS = 50"))
    assert read_spec(rows) == replace(packaged_spec("rows"), rows=50)
    classic = written(tmp_path, CLASSIC.read_text(encoding="utf-8"), ("RADIUS = 25", "RADIUS = 9"))
    assert read_classic(classic) == replace(packaged_classic("classic"), radius=9)


def test_what_may_be_large_is_bounded_by_the_data() -> None:
    spec = replace(packaged_spec("rows"), largest=7.0)
    low, high = Codec(spec).layout.bounds()
    assert (low.min(), high.max()) == (-7, 7)
    classic = replace(packaged_classic("classic"), largest=7.0)
    low, high = layout_of(classic).bounds()
    assert (low.min(), high.max()) == (-7, 7)


def test_who_is_near_is_said_by_the_data() -> None:
    state, _ = turn.start(Setup(load_scenario("crossroads")))

    def friends_near(friendly: int) -> float:
        spec = replace(packaged_spec("rows"), friendly=friendly)
        codec = Codec(spec)
        rows = codec.layout.blocks["rows"].rows_of(codec.encode(state).observation)
        return float(rows[:, AT["friends_near"]].sum())

    assert friends_near(1) < friends_near(3) < friends_near(20)


def test_a_file_of_the_other_contract_is_not_taken_for_one_of_this() -> None:
    assert problems(CLASSIC, read_spec) == {"schema: 'classic' is not rows"}
    assert problems(ROWS, read_classic) == {"schema: 'rows' is not classic"}


def test_a_file_without_a_contract_is_refused(tmp_path: Path) -> None:
    text = CLASSIC.read_text(encoding="utf-8")
    file = written(tmp_path, text, ('schema = "classic"\n', ""))
    assert problems(file, read_classic) == {"schema: missing; expected classic"}


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    text = CLASSIC.read_text(encoding="utf-8")
    file = written(tmp_path, text, ('kind = "encoding"', 'kind = "reward"'))
    assert problems(file, read_classic) == {"kind: 'reward' is not one of encoding"}


def test_every_mistake_is_told_at_once(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        CLASSIC.read_text(encoding="utf-8"),
        ("RADIUS = 25", "RADIUS = 0"),
        ("SECTORS = 8", "SECTORS = 6"),
        ("NEAREST = 7", 'NEAREST = "seven"'),
        ("TARGETS", "TARGET"),
        ("MOVE = 10.0", "MOVE = 0.0"),
    )
    fields = {problem.partition(":")[0] for problem in problems(file, read_classic)}
    assert fields == {"RADIUS", "SECTORS", "NEAREST", "TARGETS", "TARGET", "MOVE"}


@pytest.mark.parametrize("key", ["ROWS", "UNITS", "OBJECTIVES", "LARGEST"])
def test_sizes_of_the_main_encoding_have_limits(tmp_path: Path, key: str) -> None:
    text = ROWS.read_text(encoding="utf-8")
    (line,) = [line for line in text.splitlines() if line.startswith(f"{key} = ")]
    file = written(tmp_path, text, (line, f"{key} = 100000"))
    assert {problem.partition(":")[0] for problem in problems(file, read_spec)} == {key}
