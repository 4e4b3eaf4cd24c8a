"""Broken files of bots: each is refused with its file, the entry and the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from engine.battle.datafiles import packaged_data
from engine.encoding.temper import Temper
from engine.errors import DataError
from engine.players.temper import BOTS_FILE, packaged_bots, read_bots, temper_of

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = [field.encode_name for field in msgspec.structs.fields(Temper)]
LINES = "".join(f"{name} = 0.5\n" for name in WEIGHTS)
SOUND = f"""kind = "bots"

[tempers.calm]
{LINES}
[searches.far]
TEMPER = "calm"
OPTIONS = 4
SAMPLES = 3
MARGIN = 12.0
TRUST = 0.5

[outlook]
HOLD = 0.1
FORCE = 0.3
SPREAD = 15.0
"""


class Broken(NamedTuple):
    old: str
    new: str
    place: str
    says: str


CASES = (
    Broken('"bots"', '"robots"', "kind", "'robots' is not one of bots"),
    Broken('kind = "bots"', "", "kind", "missing"),
    Broken("[tempers.calm]", "[tempers.calm", "", "not valid TOML"),
    Broken(
        "[tempers.calm]",
        "[temper.calm]",
        "temper",
        "known are: tempers, searches, outlook",
    ),
    Broken(SOUND[SOUND.index("[searches") : SOUND.index("[out")], "", "searches", "missing"),
    Broken(SOUND[SOUND.index("[outlook") :], "", "outlook", "missing"),
    Broken("HOLD = 0.1\n", "", "outlook.HOLD", "missing"),
    Broken("FORCE = 0.3", "FORCE = -1", "outlook.FORCE", ">= 0"),
    Broken("SPREAD = 15.0", "SPREAD = 0", "outlook.SPREAD", "> 0"),
    Broken("SPREAD = 15.0", "SPREAD = 15.0\nLUCK = 1", "outlook.LUCK", "unknown key"),
    Broken(f"[tempers.calm]\n{LINES}", "[tempers]\ncalm = 3\n", "tempers.calm", "expected a table"),
    Broken(f"[tempers.calm]\n{LINES}", "tempers = 3\n", "tempers", "int"),
    Broken("KILL = 0.5\n", "", "tempers.calm.KILL", "missing"),
    Broken("KILL = 0.5", "KILL = 0.5\nRAGE = 1", "tempers.calm.RAGE", "unknown key"),
    Broken("KILL = 0.5", "kill = 0.5", "tempers.calm.kill", "unknown key"),
    Broken("KILL = 0.5", "KILL = -0.5", "tempers.calm.KILL", ">= 0"),
    Broken("KILL = 0.5", "KILL = 1001", "tempers.calm.KILL", "<= 1000"),
    Broken("KILL = 0.5", "KILL = nan", "tempers.calm.KILL", ">= 0"),
    Broken("KILL = 0.5", "KILL = inf", "tempers.calm.KILL", "<= 1000"),
    Broken("KILL = 0.5", 'KILL = "much"', "tempers.calm.KILL", "str"),
    Broken("KILL = 0.5", "KILL = true", "tempers.calm.KILL", "bool"),
    Broken("PULL = 0.5", "PULL = 1.5", "tempers.calm.PULL", "<= 1"),
    Broken("OPTIONS = 4", "OPTIONS = 0", "searches.far.OPTIONS", ">= 1"),
    Broken("OPTIONS = 4", "OPTIONS = 4.5", "searches.far.OPTIONS", "float"),
    Broken("OPTIONS = 4", "OPTIONS = 1000000", "searches.far.OPTIONS", "<= "),
    Broken("SAMPLES = 3", "SAMPLES = -1", "searches.far.SAMPLES", ">= 1"),
    Broken("MARGIN = 12.0\n", "", "searches.far.MARGIN", "missing"),
    Broken("TRUST = 0.5", "TRUST = []", "searches.far.TRUST", "array"),
    Broken(
        'TEMPER = "calm"',
        'TEMPER = "wild"',
        "searches.far.TEMPER",
        "'wild' is none of the tempers: calm",
    ),
    Broken('TEMPER = "calm"', "TEMPER = 1", "searches.far.TEMPER", "int"),
    Broken("[searches.far]", "[searches.calm]", "searches.calm", "a temper has the same name"),
)


def problems_of(text: str, folder: Path) -> list[str]:
    file = folder / BOTS_FILE
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_bots(file)
    return [str(problem).removeprefix(f"{file}: ") for problem in refused.value.problems]


def test_the_file_is_right_until_it_is_broken(tmp_path: Path) -> None:
    file = tmp_path / BOTS_FILE
    file.write_text(SOUND, encoding="utf-8")
    bots = read_bots(file)
    assert [*bots.tempers, *bots.searches] == ["calm", "far"]
    assert bots.searches["far"].samples == 3


@pytest.mark.parametrize("broken", CASES, ids=lambda broken: f"{broken.place}-{broken.says}")
def test_a_broken_file_is_refused_with_its_place(broken: Broken, tmp_path: Path) -> None:
    assert broken.old in SOUND
    problems = problems_of(SOUND.replace(broken.old, broken.new, 1), tmp_path)
    start = f"{broken.place}: " if broken.place else ""
    told = [problem for problem in problems if problem.startswith(start)]
    assert any(broken.says in problem for problem in told), problems
    if broken.place not in ("", "kind"):
        assert all(problem.endswith(" [bots]") for problem in told)


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = SOUND.replace("KILL = 0.5", "KILL = -1").replace("GUARD = 0.5\n", "")
    problems = problems_of(text.replace("OPTIONS = 4", "OPTIONS = 0"), tmp_path)
    for place in ("tempers.calm.KILL", "tempers.calm.GUARD", "searches.far.OPTIONS"):
        assert any(problem.startswith(f"{place}: ") for problem in problems), place


def test_a_temper_that_is_broken_is_not_called_unknown(tmp_path: Path) -> None:
    problems = problems_of(SOUND.replace("KILL = 0.5", "KILL = -1"), tmp_path)
    assert len(problems) == 1


def test_the_packaged_file_is_right() -> None:
    assert packaged_data().joinpath(BOTS_FILE).is_file()
    bots = packaged_bots()
    assert {"tactician", "gun_line", "rush", "holder"} <= set(bots.tempers)
    assert "rollout" in bots.searches


def test_an_unknown_temper_is_answered_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="'meek' does not exist; there are: gun_line, holder"):
        temper_of("meek")
