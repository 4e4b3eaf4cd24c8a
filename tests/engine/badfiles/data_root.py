"""A small data root that is right in every way, for tests that break it in one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.scenario_files import load_materials, load_rules, read_scenario
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.scenario import Scenario

RULES, GENERATOR, RED, BLUE, YARD, FIGHT = (
    "rules.toml",
    "generator.toml",
    "factions/red.toml",
    "factions/blue.toml",
    "boards/yard.toml",
    "scenarios/fight.toml",
)
TEXTS = {
    RULES: packaged_data().joinpath(RULES).read_text(encoding="utf-8"),
    GENERATOR: packaged_data().joinpath(GENERATOR).read_text(encoding="utf-8"),
    RED: """kind = "faction"

[weapons.gun]
RNG = 12
NB = 2
ATK = 3
STR = 4
AP = -1
DMG = "D3"
WEAPON_RULES = ["RAPID_FIRE 1", "ANTI_BEAST 4"]

[weapons.torch]
RNG = 4
NB = "D6"
STR = 4
AP = 0
DMG = 1
WEAPON_RULES = ["TORRENT"]

[weapons.blade]
RNG = 0
NB = 3
ATK = 4
STR = 5
AP = 0
DMG = 1
WEAPON_RULES = ["EXTRA_ATTACKS"]

[units.trooper]
MOVE = 5
T = 4
ARMOR_SAVE = 5
INVUL_SAVE = 7
HP_MAX = 2
OC = 2
VALUE = 40
KEYWORDS = ["PEOPLE"]
RNG_WEAPON_CODES = ["gun", "torch"]
CC_WEAPON_CODES = ["blade"]
""",
    BLUE: """kind = "faction"

[weapons.claws]
RNG = 0
NB = 4
ATK = 3
STR = 5
AP = -2
DMG = "D6+1"
WEAPON_RULES = []

[units.hound]
MOVE = 8
T = 5
ARMOR_SAVE = 4
INVUL_SAVE = 5
HP_MAX = 6
OC = 0
VALUE = 0
KEYWORDS = ["BEAST"]
RNG_WEAPON_CODES = []
CC_WEAPON_CODES = ["claws"]
""",
    YARD: '''kind = "board"
terrain = """
......
.%..~.
...#..
.~..%.
......
"""
''',
    FIGHT: """kind = "scenario"
board = "yard"
first = "ONE"
score_objectives = true

[[objectives]]
code = "A"
hexes = [[2, 2], [3, 2]]

[[objectives]]
code = "B"
hexes = [[5, 4]]

[[units]]
side = "ONE"
unit = "trooper"
hex = [0, 0]

[[units]]
side = "TWO"
unit = "hound"
hex = [5, 0]

[[units]]
side = "TWO"
unit = "trooper"
hex = [5, 1]
""",
}


def lay_out(folder: Path, texts: dict[str, str]) -> Path:
    """Write the root with some of its files replaced."""
    for name, text in (TEXTS | texts).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode("utf-8", "surrogateescape"))
    return folder


def read(root: Path) -> Scenario:
    """Read everything there is in a root, its scenario last."""
    load_materials(root)
    return read_scenario(root / FIGHT, root, load_rules(root), load_catalog(root))
