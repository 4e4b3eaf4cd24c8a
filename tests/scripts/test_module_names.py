"""A file is found by its name: no two modules share one unless they are about one thing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("client", "engine", "hexfront", "training")
SHARED = {
    "advice": "worked out by the analysis, in the worker, and shown at the board",
    "codec": "of the main encoding, and of the classic one",
    "errors": "of a whole package: the engine, its networks, training",
    "recap": "folded from the events, and shown at the board",
    "replay": "of a battle, the screen that shows it, the command that prints its log",
    "report": "of a battle, and the screen that shows it",
    "rules": "of the battle, and the benchmark of them",
    "session": "a battle in the window, and one in the terminal",
    "settings": "the file, and the screen where they are changed",
    "spec": "of the main encoding, and of the classic one",
    "start": "of the window, and of the terminal",
    "strength": "the table, the screen that shows it, the command that measures it",
    "threats": "worked out by the engine, in the worker, and shown at the board",
    "train": "the command, and its benchmark",
}
"""The names that several modules have, and what they are all about."""


def modules_by_name(root: Path) -> dict[str, list[str]]:
    """Return the modules of the product by their names."""
    found = defaultdict(list)
    for package in PACKAGES:
        for file in sorted((root / package).rglob("*.py")):
            if not file.stem.startswith("__"):
                found[file.stem].append(file.relative_to(root).as_posix())
    return found


def test_no_two_modules_share_a_name_unless_they_are_about_one_thing() -> None:
    shared = {name: files for name, files in modules_by_name(ROOT).items() if len(files) > 1}
    assert {name: files for name, files in shared.items() if name not in SHARED} == {}
    assert set(SHARED) - set(shared) == set(), "these names are not shared any more"


def test_two_modules_of_one_name_are_found(tmp_path: Path) -> None:
    for folder in ("engine/battle", "client"):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "options.py").touch()
        (tmp_path / folder / "__init__.py").touch()
    assert modules_by_name(tmp_path) == {
        "options": ["client/options.py", "engine/battle/options.py"]
    }
