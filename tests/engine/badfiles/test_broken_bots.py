"""Broken files of bots: each is refused with its file, the entry and the field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec
import pytest

from engine.data.datafiles import packaged_data
from engine.errors import DataError
from engine.evaluation.weights import EvaluationWeights
from engine.players.bots import BOTS_FILE, packaged_bots, read_bots, weights_of

if TYPE_CHECKING:
    from pathlib import Path

WEIGHTS = [field.encode_name for field in msgspec.structs.fields(EvaluationWeights)]
LINES = "".join(f"{name} = 0.5\n" for name in WEIGHTS)
SOUND = f"""kind = "bots"

[weights.calm]
{LINES}
[searches.far]
WEIGHTS = "calm"
OPTIONS = 4
SAMPLES = 3
MARGIN = 12.0
TRUST = 0.5

[position]
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
    Broken("[weights.calm]", "[weights.calm", "", "not valid TOML"),
    Broken(
        "[weights.calm]",
        "[weight.calm]",
        "weight",
        "known are: weights, searches, position",
    ),
    Broken(SOUND[SOUND.index("[searches") : SOUND.index("[pos")], "", "searches", "missing"),
    Broken(SOUND[SOUND.index("[position") :], "", "position", "missing"),
    Broken("HOLD = 0.1\n", "", "position.HOLD", "missing"),
    Broken("FORCE = 0.3", "FORCE = -1", "position.FORCE", ">= 0"),
    Broken("SPREAD = 15.0", "SPREAD = 0", "position.SPREAD", "> 0"),
    Broken("SPREAD = 15.0", "SPREAD = 15.0\nLUCK = 1", "position.LUCK", "unknown key"),
    Broken(f"[weights.calm]\n{LINES}", "[weights]\ncalm = 3\n", "weights.calm", "expected a table"),
    Broken(f"[weights.calm]\n{LINES}", "weights = 3\n", "weights", "int"),
    Broken("KILL = 0.5\n", "", "weights.calm.KILL", "missing"),
    Broken("KILL = 0.5", "KILL = 0.5\nRAGE = 1", "weights.calm.RAGE", "unknown key"),
    Broken("KILL = 0.5", "kill = 0.5", "weights.calm.kill", "unknown key"),
    Broken("KILL = 0.5", "KILL = -0.5", "weights.calm.KILL", ">= 0"),
    Broken("KILL = 0.5", "KILL = 1001", "weights.calm.KILL", "<= 1000"),
    Broken("KILL = 0.5", "KILL = nan", "weights.calm.KILL", ">= 0"),
    Broken("KILL = 0.5", "KILL = inf", "weights.calm.KILL", "<= 1000"),
    Broken("KILL = 0.5", 'KILL = "much"', "weights.calm.KILL", "str"),
    Broken("KILL = 0.5", "KILL = true", "weights.calm.KILL", "bool"),
    Broken("PULL = 0.5", "PULL = 1.5", "weights.calm.PULL", "<= 1"),
    Broken("OPTIONS = 4", "OPTIONS = 0", "searches.far.OPTIONS", ">= 1"),
    Broken("OPTIONS = 4", "OPTIONS = 4.5", "searches.far.OPTIONS", "float"),
    Broken("OPTIONS = 4", "OPTIONS = 1000000", "searches.far.OPTIONS", "<= "),
    Broken("SAMPLES = 3", "SAMPLES = -1", "searches.far.SAMPLES", ">= 1"),
    Broken("MARGIN = 12.0\n", "", "searches.far.MARGIN", "missing"),
    Broken("TRUST = 0.5", "TRUST = []", "searches.far.TRUST", "array"),
    Broken(
        'WEIGHTS = "calm"',
        'WEIGHTS = "wild"',
        "searches.far.WEIGHTS",
        "weights 'wild' do not exist; there are: calm",
    ),
    Broken('WEIGHTS = "calm"', "WEIGHTS = 1", "searches.far.WEIGHTS", "int"),
    Broken(
        "[searches.far]",
        "[searches.calm]",
        "searches.calm",
        "weights of this name already exist",
    ),
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
    assert [*bots.weights, *bots.searches] == ["calm", "far"]
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
    for place in ("weights.calm.KILL", "weights.calm.GUARD", "searches.far.OPTIONS"):
        assert any(problem.startswith(f"{place}: ") for problem in problems), place


def test_a_temper_that_is_broken_is_not_called_unknown(tmp_path: Path) -> None:
    problems = problems_of(SOUND.replace("KILL = 0.5", "KILL = -1"), tmp_path)
    assert len(problems) == 1


def test_the_packaged_file_is_right() -> None:
    assert packaged_data().joinpath(BOTS_FILE).is_file()
    bots = packaged_bots()
    assert {"tactician", "gun_line", "rush", "holder"} <= set(bots.weights)
    assert "rollout" in bots.searches


def test_an_unknown_temper_is_answered_with_those_there_are() -> None:
    with pytest.raises(LookupError, match="'meek' does not exist; there are: gun_line, holder"):
        weights_of("meek")
