"""Plants every violation that check_rules knows, and near misses that it must let pass."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from scripts.check_rules import Allowance, Finding, Settings, inspect_file, inspect_project, main

PROJECT = Path(__file__).parents[2]


def settings(*exceptions: Allowance) -> Settings:
    return Settings(
        roots=["engine", "client", "training", "hexfront"],
        file_lines=400,
        function_lines=40,
        number_roots=["engine/battle"],
        numbers_allowed=[-1, 0, 1, 2],
        numbers_free=["attack.py"],
        exceptions=list(exceptions),
    )


def found(code: str, path: str = "engine/battle/state.py") -> list[str]:
    text = textwrap.dedent(code).lstrip("\n")
    return [finding.rule for finding in inspect_file(path, text, settings())]


RETURNS_FIRST = """
def g():
    try:
        f()
    except Exception:
        if ok:
            return 1
        raise
"""

PLANTED = [
    ("default", "x = table.get(key, 0)"),
    ("default", "x = table.get(key, default=0)"),
    ("default", "x = a.b().get(key, None)"),
    ("default", "x = getattr(thing, 'name', None)"),
    ("default", "import builtins\nx = builtins.getattr(thing, 'name', 1)"),
    ("default", "x = f(lambda: table.get(key, []))"),
    ("broad-suppress", "from contextlib import suppress\nwith suppress(Exception):\n    f()"),
    ("broad-suppress", "import contextlib\nwith contextlib.suppress(Exception):\n    f()"),
    ("conditional-raise", "try:\n    f()\nexcept Exception:\n    if bad:\n        raise"),
    ("conditional-raise", "try:\n    f()\nexcept:\n    if bad:\n        raise"),
    (
        "conditional-raise",
        "try:\n    f()\nexcept (KeyError, BaseException):\n    g()\n    if bad:\n        raise",
    ),
    ("conditional-raise", RETURNS_FIRST),
    ("number", "LIMIT = 3"),
    ("number", "x = y * 0.5"),
    ("number", "x = -2"),
    ("number", "x = 2j"),
    ("number", "def f(a=6): ..."),
    ("number", "x = [0, 1, 2, 3]"),
    ("number", "match x:\n    case 7:\n        pass"),
    ("number", "x = f'{y + 4}'"),
    ("suppression", "import os  # noqa"),
    ("suppression", "import os  # noqa: F401"),
    ("suppression", "import os  # noqa - because of reasons"),
    ("suppression", "import os  # NOQA: F401, E501"),
    ("suppression", "x = y  # type: ignore"),
    ("suppression", "x = y  # type: ignore[attr-defined]"),
    ("suppression", "x = y  # type: ignore  # the stubs are wrong"),
    ("suppression", "x = y  # type: ignore[attr-defined]  # noqa: F401"),
    ("suppression", "# ruff: noqa"),
    ("suppression", "# mypy: ignore-errors"),
    ("syntax", "def f(:"),
]

NEAR_MISSES = [
    "try:\n    f()\nexcept Exception:\n    close()\n    raise",
    "try:\n    f()\nexcept Exception as error:\n    raise ValueError from error",
    "try:\n    f()\nexcept Exception:\n    if bad:\n        raise\n    else:\n        raise",
    "try:\n    f()\nexcept Exception:\n    with lock:\n        raise",
    "try:\n    f()\nexcept KeyError:\n    if bad:\n        raise",
    "try:\n    f()\nexcept Exception:\n    def g():\n        raise ValueError",
    "x = table.get(key)",
    "x = table.pop(key)",
    "x = get(key, 0)",
    "x = getattr(thing, name)",
    "text = 'table.get(key, 0)'",
    "# table.get(key, 0)",
    "def get(self, key, default): ...",
    "from contextlib import suppress\nwith suppress(mine.Exception):\n    f()",
    "from contextlib import suppress\nwith suppress(KeyError):\n    f()",
    "x = [-1, 0, 1, 2, True, False, None]",
    "x = 1.0 - 2",
    "x = '3'",
    "x = f'{y:.3f}'",
    "x3 = y4",
    "import os  # noqa: F401 - read by name",
    "import os  # noqa: F401, E501 - a long story",
    "x = y  # type: ignore[attr-defined]  # the stubs are wrong",
    "x = y  # type: ignore[attr-defined] - the stubs are wrong",
    "# no quarter",
    "text = '# noqa'",
]


@pytest.mark.parametrize(("rule", "code"), PLANTED)
def test_a_violation_is_reported(rule: str, code: str) -> None:
    assert found(code) == [rule]


@pytest.mark.parametrize("code", NEAR_MISSES)
def test_a_near_miss_passes(code: str) -> None:
    assert found(code) == []


@pytest.mark.parametrize(
    "path",
    [
        "engine/battle/attack.py",
        "engine/dice.py",
        "engine/battlefield.py",
        "client/draw/board.py",
    ],
)
def test_numbers_are_free_outside_the_rules(path: str) -> None:
    assert found("x = 17", path) == []


def test_numbers_are_judged_in_folders_below() -> None:
    assert found("x = 17", "engine/battle/phases/movement.py") == ["number"]


@pytest.mark.parametrize(
    "path",
    [
        "engine/utils.py",
        "engine/battle/helper.py",
        "client/window_manager.py",
        "client/helpers/board.py",
        "engine/battle/dice_util.py",
        "client/Manager.py",
    ],
)
def test_a_vague_module_name_is_reported(path: str) -> None:
    assert found("x = 1", path) == ["module-name"]


@pytest.mark.parametrize("path", ["client/managed.py", "engine/utility.py", "client/helping.py"])
def test_a_name_that_only_resembles_passes(path: str) -> None:
    assert found("x = 1", path) == []


def test_a_file_of_400_lines_is_reported() -> None:
    assert found("x = 1\n" * 400) == ["long-file"]
    assert found("x = 1\n" * 399) == []


@pytest.mark.parametrize("start", ["def f():", "async def f():"])
def test_a_function_of_40_lines_is_reported(start: str) -> None:
    assert found(f"{start}\n" + "    x = 1\n" * 39) == ["long-function"]
    assert found(f"{start}\n" + "    x = 1\n" * 38) == []


def test_a_finding_says_where() -> None:
    code = "class A:\n    def f(self):\n        return self.t.get(1, 2)\n"
    (finding,) = inspect_file("client/a.py", code, settings())
    assert (finding.path, finding.line, finding.where) == ("client/a.py", 3, "A.f")
    assert str(finding).startswith("client/a.py:3: default in A.f: `self.t.get(1, 2)`")


def plant(root: Path, path: str, code: str) -> None:
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(code, encoding="utf-8")


SWALLOW = "def run():\n    with suppress(Exception):\n        f()\n"


def in_project(root: Path, *exceptions: Allowance) -> list[Finding]:
    return inspect_project(root, settings(*exceptions))


def test_only_the_listed_folders_are_read(tmp_path: Path) -> None:
    plant(tmp_path, "client/app.py", SWALLOW)
    plant(tmp_path, "tests/test_app.py", SWALLOW)
    assert [finding.path for finding in in_project(tmp_path)] == ["client/app.py"]


def test_an_exception_covers_its_place_and_no_other(tmp_path: Path) -> None:
    plant(tmp_path, "client/app.py", SWALLOW + SWALLOW.replace("run", "walk"))
    allowed = Allowance("broad-suppress", "client/app.py", "run", "the one crash handler")
    assert [finding.where for finding in in_project(tmp_path, allowed)] == ["walk"]


def test_an_exception_can_cover_a_file(tmp_path: Path) -> None:
    plant(tmp_path, "client/app.py", SWALLOW + SWALLOW.replace("run", "walk"))
    allowed = Allowance("broad-suppress", "client/app.py", "", "the one crash handler")
    assert in_project(tmp_path, allowed) == []


@pytest.mark.parametrize(
    "allowed",
    [
        Allowance("broad-suppress", "client/app.py", "run", " "),
        Allowance("nonsense", "client/app.py", "run", "because"),
        Allowance("number", "client/app.py", "run", "because"),
    ],
)
def test_an_exception_without_reason_rule_or_need_is_reported(
    tmp_path: Path, allowed: Allowance
) -> None:
    plant(tmp_path, "client/app.py", SWALLOW)
    assert "exception" in [finding.rule for finding in in_project(tmp_path, allowed)]


def test_the_program_exits_with_1_when_it_finds_something(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    table = (PROJECT / "pyproject.toml").read_text(encoding="utf-8")
    rules = table[table.index("[tool.hexfront.check_rules]") :]
    without = rules.partition("[[tool.hexfront.check_rules.exceptions]]")[0]
    plant(tmp_path, "pyproject.toml", without)
    monkeypatch.setattr("sys.argv", ["check_rules.py", str(tmp_path)])
    assert main() == 0
    plant(tmp_path, "engine/battle/state.py", "ROUNDS = 5\n")
    assert main() == 1
    assert capsys.readouterr().out.startswith("engine/battle/state.py:1: number: `5`")


def test_the_projects_own_settings_are_complete() -> None:
    own = Settings.read(PROJECT / "pyproject.toml")
    assert (own.file_lines, own.function_lines) == (400, 40)
    assert own.roots == settings().roots
    assert own.numbers_allowed == settings().numbers_allowed
    assert own.numbers_free == settings().numbers_free
