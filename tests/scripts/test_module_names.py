"""A file is found by its name: no two modules share one unless they are about one thing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("client", "engine", "hexfront", "training")
SHARED = {
    "advice": "worked out by the analysis, in the worker, and shown at the board",
    "balance": "of factions in battles, and of campaigns: the commands that measure it",
    "codec": "of the main encoding, and of the classic one",
    "data_kinds": "of the battle's data files, and of the campaign's",
    "diplomacy": "the rules of treaties, and what personas make of them",
    "errors": "of a whole package: the engine, its networks, training",
    "export": "of a campaign's decisions by a command, and of a trained network",
    "forecast": "of attacks and charges, and of a house's next income",
    "movement": "the phase of a battle, and that of a campaign",
    "overview": "of the battle's encoding, and of the campaign's: the row of the whole",
    "play": "a battle in the terminal, and a campaign there",
    "recap": "folded from the events, and shown at the board",
    "replay": "of a battle, the screen that shows it, the command that prints its log",
    "report": "of a battle, and the screen that shows it",
    "routes": "of fleets over lanes, and those drawn on a board",
    "rules": "of the battle, and the benchmark of them",
    "running": "of matches, and of campaigns, on a pool of processes",
    "save": "of a battle, and of a campaign",
    "session": "a battle in the window, one in the terminal, and a campaign there",
    "settings": "the file, and the screen where they are changed",
    "spec": "of the main encoding, and of the classic one",
    "start": "of the window, and of the terminal",
    "state": "of a battle, and of a campaign",
    "strength": "the table, the screen that shows it, the command that measures it",
    "threats": "worked out by the engine, in the worker, and shown at the board",
    "train": "the command, and its benchmark",
    "turn": "of a battle, and of a campaign",
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
