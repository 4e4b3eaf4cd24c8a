"""R2: units, weapons, destruction, declarations."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from engine.battle.events import AttackMade, AttacksCounted, UnitDestroyed
from engine.battle.scenario import decode_scenario
from engine.battle.scenario_files import load_rules, read_scenario
from engine.data.catalog import decode_units, decode_weapons
from engine.data.factions import load_catalog
from engine.dice import DiceValue, ScriptedDice
from engine.errors import DataError
from engine.validation import Findings
from tests.engine.boards import battle, blade, both_seats, gun, scenario_table, unit

ASSETS = Path(__file__).parents[3] / "assets" / "data"


def problems_of_unit(**stats: object) -> list[tuple[str, str]]:
    """Decode one unit's entry; a stat of None is left out. Gives fields and rules."""
    entry = {**unit()[0], **stats}
    findings = Findings("file")
    decode_units({"one": {k: v for k, v in entry.items() if v is not None}}, "units", findings)
    return [(problem.field, problem.rule) for problem in findings.problems]


def problems_of_weapon(*rules: str, **stats: object) -> list[tuple[str, str]]:
    entry = gun("gun", *rules, **stats)[1]
    findings = Findings("file")
    decode_weapons({"gun": {k: v for k, v in entry.items() if v is not None}}, "weapons", findings)
    return [(problem.field, problem.rule) for problem in findings.problems]


# R2.1


def test_r2_1_a_hex_holds_one_unit() -> None:
    table = scenario_table("AB.b")
    table["units"][1]["hex"] = table["units"][0]["hex"]
    findings = Findings("file")
    assert decode_scenario(table, findings) is None
    (problem,) = findings.problems
    assert (problem.entry, problem.field) == ("units[1]", "hex")


def test_r2_1_every_key_of_a_statline_is_there_and_no_other() -> None:
    assert problems_of_unit() == []
    for key in unit()[0]:
        assert problems_of_unit(**{key: None}) == [(key, "R2.1")]
    assert problems_of_unit(SPEED=3) == [("SPEED", "R2.1")]


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("MOVE", [0, 30], [-1, "4", 1.5]),
        ("T", [1, 14], [0, -1]),
        ("ARMOR_SAVE", [2, 7], [1, 8]),
        ("INVUL_SAVE", [2, 7], [1, 8]),
        ("HP_MAX", [1, 40], [0]),
        ("OC", [0, 9], [-1]),
        ("VALUE", [0, 400], [-1]),
        ("KEYWORDS", [[], ["BEAST", "FLYER"]], ["BEAST", ["beast"], ["BEAST", "BEAST"]]),
        ("RNG_WEAPON_CODES", [[], ["a", "b"]], [None, ["a", "a"], "a"]),
        ("CC_WEAPON_CODES", [[], ["a", "b"]], [None, ["b", "b"], ["B"]]),
    ],
)
def test_r2_1_a_statline_holds_what_it_may(key: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert problems_of_unit(**{key: value}) == []
    for value in bad:
        assert problems_of_unit(**{key: value}) == [(key, "R2.1")]


def test_r2_1_7_means_no_save() -> None:
    drawn = battle("A.b", phase="SHOOT", A=unit(gun()), b=unit(ARMOR_SAVE=7, INVUL_SAVE=7))
    assert drawn.act("A", "SHOOT gun b", dice=[4, 4]).hp("b") == 2


def test_r2_1_a_unit_starts_with_all_its_hit_points() -> None:
    assert battle("A..b", A=unit(HP_MAX=11)).hp("A") == 11


# R2.2


@pytest.mark.parametrize(
    ("key", "good", "bad"),
    [
        ("RNG", [1, 99], [-1, "12"]),
        ("NB", [1, 9, "D3", "D6", "2D6", "D6+1"], [0, -1, "3D6", "D4", "d6", "D6+2", "1", True]),
        ("DMG", [1, 9, "D3", "D6", "2D6", "D6+1"], [0, -1, "2D3", "D3+1", "D6 + 1", 1.5]),
        ("ATK", [2, 6], [1, 7, None]),
        ("STR", [1, 16], [0]),
        ("AP", [0, -6], [1]),
    ],
)
def test_r2_2_a_weapon_holds_what_it_may(key: str, good: list[Any], bad: list[Any]) -> None:
    for value in good:
        assert problems_of_weapon(**{key: value}) == []
    for value in bad:
        assert problems_of_weapon(**{key: value}) == [(key, "R2.2")]


def test_r2_2_only_a_weapon_with_torrent_may_leave_out_what_it_needs_to_hit() -> None:
    assert problems_of_weapon("TORRENT", ATK=None) == []
    assert problems_of_weapon("TORRENT", ATK=4) == []


@pytest.mark.parametrize(
    ("dice", "faces", "value"),
    [
        ("D3", [1], 1),
        ("D3", [2], 1),
        ("D3", [3], 2),
        ("D3", [4], 2),
        ("D3", [5], 3),
        ("D3", [6], 3),
        ("D6", [5], 5),
        ("2D6", [2, 6], 8),
        ("D6+1", [6], 7),
        (4, [], 4),
    ],
)
def test_r2_2_dice_are_read_and_rolled(dice: str | int, faces: list[int], value: int) -> None:
    source = ScriptedDice(faces)
    assert DiceValue.parse(dice).roll(source) == (tuple(faces), value)
    assert not source.left


def test_r2_2_a_number_of_attacks_and_a_damage_may_be_dice() -> None:
    weapon = gun(NB="D3", DMG="D6+1")
    drawn = battle("A.b", phase="SHOOT", A=unit(weapon), b=unit(HP_MAX=30))
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4, 4, 3, 4, 4, 6])
    assert drawn.one(AttacksCounted).faces == (4,)
    assert drawn.one(AttacksCounted).attacks == 2
    assert drawn.hp("b") == 30 - 4 - 7


def test_r2_2_a_melee_weapon_is_one_of_rng_0() -> None:
    fighter = unit(gun("pistol", "PISTOL"), blade())
    drawn = battle("Ab", phase="SHOOT", A=fighter).act("A")
    assert drawn.legal == {"SHOOT pistol b VOLLEY", "SHOOT pistol b SINGLE", "WAIT"}
    drawn = drawn.play("WAIT").act("A")
    assert drawn.legal == {"FIGHT blade b VOLLEY", "FIGHT blade b SINGLE"}


def test_r2_2_a_unit_of_move_oc_and_value_0_can_play() -> None:
    drawn = battle("A..b", A=unit(gun(), MOVE=0, OC=0, VALUE=0))
    assert drawn.phase == "SHOOT"
    assert drawn.pool == "A"


# R2.3


@both_seats
def test_r2_3_a_destroyed_unit_leaves_the_board_at_once(seat: str) -> None:
    board = """
        A...b
        B...c
    """
    lone = unit(HP_MAX=1)
    drawn = battle(
        board, seat=seat, phase="SHOOT", A=unit(gun("twice", NB=2)), B=unit(gun()), b=lone
    )
    assert drawn.act("B").may("SHOOT gun b")
    drawn = drawn.act("A", "SHOOT twice b", "SHOOT twice c", dice=[4, 4, 1])
    assert drawn.one(UnitDestroyed).hex == (4, 0)
    assert drawn.act("B").legal >= {"SHOOT gun c VOLLEY"}
    assert not drawn.act("B").may("SHOOT gun b")
    assert drawn.act("B").refuse("SHOOT gun b").rule == "R2.3"
    drawn = drawn.until("MOVE", "lower")
    assert drawn.pool == "c"
    assert drawn.act("c").may("MOVE 4,0")


def test_r2_3_hit_points_never_fall_below_zero() -> None:
    drawn = battle("A.bc", phase="SHOOT", A=unit(gun(DMG=9)), b=unit(HP_MAX=2))
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert drawn.hp("b") == 0
    assert drawn.one(AttackMade).lost == 2


def test_r2_3_a_destroyed_friend_protects_nobody_any_more() -> None:
    # B stands beside c and so keeps A from shooting it, until its own weapon ends it.
    bomb = gun("bomb", "HAZARDOUS", "PISTOL")
    drawn = battle("A..Bc", phase="SHOOT", A=unit(gun()), B=unit(bomb, HP_MAX=1))
    assert not drawn.act("A").may("SHOOT gun c")
    drawn = drawn.act("B", "SHOOT bomb c", dice=[1, 1])
    assert drawn.act("A").may("SHOOT gun c")


def test_r2_3_a_destroyed_enemy_engages_nobody() -> None:
    drawn = battle("Ab.c", phase="SHOOT", A=unit(gun("pistol", "PISTOL")), b=unit(HP_MAX=1))
    assert drawn.act("A", "WAIT").turn == (1, "lower")
    drawn = drawn.act("A", "SHOOT pistol b", dice=[4, 4])
    assert drawn.phase == "CHARGE"
    assert drawn.pool == "A"


# R2.4


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a copy of the packaged data with one faction of our own."""
    folder = tmp_path / "data"
    for part in ("factions", "boards", "scenarios"):
        (folder / part).mkdir(parents=True)
    shutil.copy(ASSETS / "rules.toml", folder)
    (folder / "factions" / "own.toml").write_text(FACTION)
    return folder


FACTION = """
kind = "faction"

[weapons.bow]
RNG = 10
NB = 1
ATK = 4
STR = 3
AP = 0
DMG = 1
WEAPON_RULES = ["HEAVY", "ANTI_RIDER 4"]

[weapons.axe]
RNG = 0
NB = 1
ATK = 4
STR = 3
AP = 0
DMG = 1
WEAPON_RULES = []

[units.archer]
MOVE = 4
T = 3
ARMOR_SAVE = 6
INVUL_SAVE = 7
HP_MAX = 2
OC = 1
VALUE = 20
KEYWORDS = ["RIDER"]
RNG_WEAPON_CODES = ["bow"]
CC_WEAPON_CODES = ["axe"]
"""


def test_r2_4_a_sound_faction_loads(root: Path) -> None:
    catalog = load_catalog(root)
    assert list(catalog.units) == ["archer"]
    assert list(catalog.weapons) == ["bow", "axe"]


@pytest.mark.parametrize(
    ("old", "new", "entry", "field"),
    [
        ('["bow"]', '["sling"]', "units.archer", "RNG_WEAPON_CODES"),
        ('["bow"]', '["axe"]', "units.archer", "RNG_WEAPON_CODES"),
        ('["axe"]', '["bow"]', "units.archer", "CC_WEAPON_CODES"),
        ('"HEAVY"', '"LOUD"', "weapons.bow", "WEAPON_RULES"),
        ('"HEAVY"', '"EXTRA_ATTACKS"', "weapons.bow", "WEAPON_RULES"),
        ("WEAPON_RULES = []", 'WEAPON_RULES = ["PISTOL"]', "weapons.axe", "WEAPON_RULES"),
        ('"ANTI_RIDER 4"', '"ANTI_BEAST 4"', "weapons.bow", "WEAPON_RULES"),
        ("OC = 1\n", "", "units.archer", "OC"),
        ("OC = 1", 'OC = "one"', "units.archer", "OC"),
    ],
)
def test_r2_4_a_bad_reference_names_file_entry_and_field(
    root: Path, old: str, new: str, entry: str, field: str
) -> None:
    file = root / "factions" / "own.toml"
    assert old in FACTION
    file.write_text(FACTION.replace(old, new))
    with pytest.raises(DataError) as caught:
        load_catalog(root)
    places = [(problem.file, problem.entry, problem.field) for problem in caught.value.problems]
    assert places == [(str(file), entry, field)]


def test_r2_4_a_unit_or_weapon_is_declared_once(root: Path) -> None:
    again = root / "factions" / "second.toml"
    again.write_text(FACTION)
    with pytest.raises(DataError) as caught:
        load_catalog(root)
    places = {(problem.file, problem.entry) for problem in caught.value.problems}
    assert places == {
        (str(again), "weapons.bow"),
        (str(again), "weapons.axe"),
        (str(again), "units.archer"),
    }


def test_r2_4_a_scenario_names_units_that_exist(root: Path) -> None:
    file = root / "scenarios" / "own.toml"
    file.write_text(
        """
        kind = "scenario"
        first = "ONE"
        score_objectives = false
        objectives = []
        terrain = '''
        .....
        .....
        .....
        .....
        .....
        '''
        units = [
            { side = "ONE", unit = "archer", hex = [0, 0] },
            { side = "TWO", unit = "sailor", hex = [4, 4] },
        ]
        """
    )
    with pytest.raises(DataError) as caught:
        read_scenario(file, root, load_rules(root), load_catalog(root))
    (problem,) = caught.value.problems
    assert (problem.file, problem.entry, problem.field) == (str(file), "units[1]", "unit")
    file.write_text(file.read_text().replace("sailor", "archer"))
    assert len(read_scenario(file, root, load_rules(root), load_catalog(root)).units) == 2
