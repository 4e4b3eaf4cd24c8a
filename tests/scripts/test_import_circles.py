from __future__ import annotations

from pathlib import Path

from scripts.import_circles import circles_in, graph_of, report

ROOT = Path(__file__).parents[2]
ALLOWED = '[tool.hexfront.import_circles]\nallowed = [["engine.a", "engine.b"]]\n'


def write(root: Path, **modules: str) -> None:
    (root / "engine").mkdir(exist_ok=True)
    for name, content in modules.items():
        (root / "engine" / f"{name}.py").write_text(content)


def test_no_files_of_the_project_import_one_another() -> None:
    assert report(ROOT) == []


def test_a_circle_is_found_also_through_functions_and_types(tmp_path: Path) -> None:
    typed = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from engine.b import B\n"
    write(
        tmp_path,
        a=typed,
        b="def f():\n    import engine.c\n",
        c="from engine import a\n",
        d="import engine.a\n",
    )
    assert circles_in(graph_of(tmp_path)) == [["engine.a", "engine.b", "engine.c"]]


def test_two_circles_that_meet_in_no_file_are_two() -> None:
    graph = {"a": {"b"}, "b": {"a", "c"}, "c": {"d"}, "d": {"c"}, "e": set()}
    assert sorted(circles_in(graph)) == [["a", "b"], ["c", "d"]]


def test_an_allowed_circle_is_not_reported_until_it_is_gone(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(ALLOWED)
    write(tmp_path, a="import engine.b\n", b="import engine.a\n")
    assert report(tmp_path) == []
    write(tmp_path, b="")
    (line,) = report(tmp_path)
    assert line.startswith("allowed, but no circle any more")


def test_a_circle_that_is_not_allowed_is_reported(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(ALLOWED)
    write(tmp_path, a="import engine.b\n", b="import engine.a\n", c="import engine.d\n")
    write(tmp_path, d="import engine.c\n")
    assert report(tmp_path) == ["these modules import one another: engine.c, engine.d"]
