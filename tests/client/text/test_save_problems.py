"""Why a battle can't be opened, as a player reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.text.catalogue import text
from client.text.save_problems import save_problem_lines
from engine.battle import Game, load_scenario
from engine.battle.save import read_save
from engine.errors import SaveError
from engine.sentences import Lines, Sentence


def saved(folder: Path) -> Path:
    game = Game.start(load_scenario("first_landing"), 1)
    path = folder / "mine.jsonl"
    path.write_text("".join(f"{line}\n" for line in game.lines), encoding="utf-8")
    return path


def problem_of(path: Path) -> SaveError:
    with pytest.raises(SaveError) as caught:
        read_save(path)
    return caught.value


DAMAGES = {
    "empty": ("", "damaged"),
    "no JSON": ("{", "damaged"),
    "no object": ("[1, 2]", "damaged"),
    "other format": ('{"format": 99}', "other-version"),
}


@pytest.mark.parametrize(("content", "why"), DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_file_is_named_without_path_and_details(
    tmp_path: Path, content: str, why: str
) -> None:
    path = tmp_path / "mine.jsonl"
    path.write_text(content + "\n", encoding="utf-8")
    lines = save_problem_lines(problem_of(path), path)
    assert lines == [text(f"save-problem.{why}", file="mine.jsonl", reason="")]


def test_many_problems_of_one_file_are_one_line(tmp_path: Path) -> None:
    path = saved(tmp_path)
    content = path.read_text(encoding="utf-8").replace('"seed":1', '"seed":-1')
    path.write_text(content, encoding="utf-8")
    assert save_problem_lines(problem_of(path), path) == [
        text("save-problem.damaged", file="mine.jsonl")
    ]
    assert save_problem_lines(problem_of(path)) == [
        text("save-problem.damaged", file=text("save-problem.file"))
    ]


def test_a_line_for_each_of_several_files() -> None:
    errors = [
        SaveError(Sentence("save.in-use", place="/home/me/one.jsonl")),
        SaveError(Sentence("save.unreadable", place="/home/me/two.jsonl", reason="It is gone")),
    ]
    assert save_problem_lines(SaveError(Lines(errors))) == [
        text("save-problem.in-use", file="one.jsonl"),
        text("save-problem.unreadable", file="two.jsonl", reason="It is gone"),
    ]


def test_what_a_name_hides_is_shown() -> None:
    error = SaveError(Sentence("save.in-use", place="/home/me/a\u202eb.jsonl"))
    (line,) = save_problem_lines(error)
    assert "\u202e" not in line
