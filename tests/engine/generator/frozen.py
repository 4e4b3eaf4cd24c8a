"""Materials that never change, so that what is generated from them can be pinned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.scenario_files import load_materials

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.generator import Materials

WEAPON = """
[weapons.{code}]
RNG = {rng}
NB = 2
ATK = 4
STR = 4
AP = 0
DMG = 1
WEAPON_RULES = []
"""
UNIT = """
[units.{code}]
MOVE = 6
T = 4
ARMOR_SAVE = 5
INVUL_SAVE = 7
HP_MAX = 3
OC = 2
VALUE = {value}
KEYWORDS = []
RNG_WEAPON_CODES = {ranged}
CC_WEAPON_CODES = []
"""
RULES = """kind = "rules"
SMALLEST_COLUMNS = 5
SMALLEST_ROWS = 5
LARGEST_COLUMNS = 44
LARGEST_ROWS = 60
ROUGH_COST = 2
ROUNDS = 5
MOST_UNITS = 20
ADVANCE_DICE = "D6"
CHARGE_DICE = "2D6"
HAZARD_DAMAGE = 3
FIRST_SCORING_ROUND = 2
OBJECTIVE_POINTS = 5
MOST_POINTS = 15
"""
GENERATOR = """kind = "generator"
MAKING_SEEDS = 1000
LARGEST_SEED = 9999
TRIES = 100
DEFAULT_COLUMNS = 25
DEFAULT_ROWS = 21
DEFAULT_SHARE = 0.5
START_DEPTH = [3, 4]
LEAST_WAYS = 3
MOST_OPEN_SIGHT = 0.3
OBJECTIVES = [3, 6]
OBJECTIVE_DISTANCE = 6
OBJECTIVE_DRAWS = 2
UNITS = [5, 12]
POINTS = [300, 800]
POINTS_STEP = 10
POINTS_TOLERANCE = 0.03
MOST_OF_A_KIND = 4
ARMY_DRAWS = 3
SAME_FACTION = 0.2
MIRRORED_ARMIES = 0.5

[[sizes]]
COLUMNS = 24
ROWS = 20
MOST_UNITS = 9
WEIGHT = 1

[grounds.heath]
WEIGHT = 1
WALL_SHARE = [0.10, 0.13]
WALL_LENGTH = [2, 5]
WALL_BEND = 0.3
WALL_JOINS = 0.3
HOUSE_SHARE = 0.3
DOORS = [4, 6]
COVER_SHARE = [0.10, 0.15]
COVER_CLUMP = [3, 10]
COVER_STRETCH = 0.2
ROUGH_SHARE = [0.06, 0.10]
ROUGH_CLUMP = [3, 8]
ROUGH_STRETCH = 0.3
"""


def faction(prefix: str, values: tuple[int, ...], reach: int) -> str:
    """Write a faction whose units are worth *values*; every other one shoots as far as *reach*."""
    gun = f"{prefix}_gun"
    units = [
        UNIT.format(
            code=f"{prefix}_{number}", value=value, ranged=f'["{gun}"]' if number % 2 else "[]"
        )
        for number, value in enumerate(values)
    ]
    return 'kind = "faction"\n' + WEAPON.format(code=gun, rng=reach) + "".join(units)


FACTIONS = {
    "high": faction("high", (50, 75, 110, 160), 16),
    "low": faction("low", (25, 40, 65, 90, 130), 12),
}


def lay_out(root: Path, factions: dict[str, str], generator: str = GENERATOR) -> Path:
    """Write a data root with some factions."""
    for folder in ("factions", "boards", "scenarios"):
        (root / folder).mkdir(parents=True, exist_ok=True)
    (root / "rules.toml").write_text(RULES, encoding="utf-8")
    (root / "generator.toml").write_text(generator, encoding="utf-8")
    for code, text in factions.items():
        (root / "factions" / f"{code}.toml").write_text(text, encoding="utf-8")
    return root


def materials(root: Path, factions: dict[str, str] | None = None) -> Materials:
    """Read a root with the frozen factions, or others."""
    return load_materials(lay_out(root, FACTIONS if factions is None else factions))
