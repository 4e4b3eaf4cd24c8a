"""Every kind of mistake in a data file: what is broken, and what the message must say."""

from __future__ import annotations

from typing import NamedTuple

from tests.engine.badfiles.data_root import BLUE, FIGHT, GENERATOR, RED, RULES, TEXTS, YARD


class Broken(NamedTuple):
    """What is replaced in a file, and what the message must say: place, rule, words."""

    file: str
    old: str
    new: str
    place: str
    rule: str
    says: str


ROWS = TEXTS[YARD].split('"""')[1]
WIDE = "." * 45
UNIT = '[[units]]\nside = "{}"\nunit = "trooper"\nhex = [{}, {}]\n'
ONE_HEX = "hexes = [[5, 4]]"
TROOPER_AT = 'unit = "trooper"\nhex = [0, 0]'
CROWD = TEXTS[FIGHT].replace('board = "yard"', 'terrain = """' + "......\n" * 8 + '"""') + "".join(
    UNIT.format("ONE", n % 5, 3 + n // 5) for n in range(20)
)
CASES = (
    # TOML and kinds
    Broken(RULES, "ROUNDS = 5", "ROUNDS = = 5", "", "R2.4", "not valid TOML"),
    Broken(RED, "[weapons.torch]", "[weapons.gun]", "", "R2.4", "not valid TOML"),
    Broken(BLUE, "MOVE = 8", "MOVE = 8\nMOVE = 9", "", "R2.4", "line"),
    Broken(YARD, '"""\n......', "......", "", "R2.4", "not valid TOML"),
    Broken(FIGHT, "[[units]]", "[[units]", "", "R2.4", "not valid TOML"),
    Broken(RED, 'kind = "faction"', "", "kind", "R2.4", "missing"),
    Broken(RED, '"faction"', '"board"', "kind", "R2.4", "'board' is not one of faction"),
    Broken(FIGHT, '"scenario"', '["scenario"]', "kind", "R2.4", "is not one of scenario"),
    Broken(BLUE, TEXTS[BLUE], "", "kind", "R2.4", "missing"),
    Broken(RED, "MOVE = 5", "MOVE = " + "9" * 5000, "", "R2.4", "not valid TOML"),
    Broken(RED, "MOVE = 5", "MOVE = " + "[" * 50_000, "", "R2.4", "more than 32 deep"),
    Broken(RED, 'kind = "faction"', 'kind = "faction"\n# \udcff', "", "R2.4", "not UTF-8"),
    # FloatArray of the rules
    Broken(RULES, "ROUNDS = 5", "", "ROUNDS", "R3.1", "missing"),
    Broken(RULES, "ROUNDS = 5", "ROUNDS = 0", "ROUNDS", "R3.1", ">= 1"),
    Broken(RULES, "ROUNDS = 5", "ROUNDS = 5\nTURNS = 2", "TURNS", "R1.1", "unknown key"),
    Broken(RULES, "ROUGH_COST = 2", "ROUGH_COST = 1.5", "ROUGH_COST", "R1.3", "float"),
    Broken(RULES, '"2D6"', '"3D6"', "CHARGE_DICE", "R7.2", "'3D6'"),
    Broken(RULES, 'ADVANCE_DICE = "D6"', "ADVANCE_DICE = 3", "ADVANCE_DICE", "R5.2", "dice"),
    Broken(RULES, "HAZARD_DAMAGE = 3", 'HAZARD_DAMAGE = "D3"', "HAZARD_DAMAGE", "R8", "str"),
    Broken(
        RULES, "OBJECTIVE_POINTS = 5", "OBJECTIVE_POINTS = -5", "OBJECTIVE_POINTS", "R9.2", ">= 0"
    ),
    Broken(RULES, "SMALLEST_ROWS = 5", "SMALLEST_ROWS = 61", "SMALLEST_ROWS", "R1.1", "above"),
    # FloatArray of the generator
    Broken(GENERATOR, '"generator"', '"rules"', "kind", "R2.4", "'rules' is not one of generator"),
    Broken(GENERATOR, "TRIES = 200", "TRIES = 0", "TRIES", "R1.1", ">= 1"),
    Broken(GENERATOR, "TRIES = 200", "", "TRIES", "R1.1", "missing"),
    Broken(GENERATOR, "TRIES = 200", "TRIES = 200\nLUCK = 7", "LUCK", "R1.1", "unknown key"),
    Broken(
        GENERATOR,
        "DEFAULT_COLUMNS = 25",
        "DEFAULT_COLUMNS = 45",
        "DEFAULT_COLUMNS",
        "R1.1",
        "45 is not between 5 and 44",
    ),
    Broken(
        GENERATOR, "DEFAULT_ROWS = 21", "DEFAULT_ROWS = 4", "DEFAULT_ROWS", "R1.1", "not between 5"
    ),
    Broken(
        GENERATOR,
        "DEFAULT_COLUMNS = 25",
        "DEFAULT_COLUMNS = 8",
        "DEFAULT_COLUMNS",
        "R3.1",
        "no two starts of 4",
    ),
    Broken(
        GENERATOR,
        "START_DEPTH = [3, 4]",
        "START_DEPTH = [4, 3]",
        "START_DEPTH",
        "R3.1",
        "4 is above 3",
    ),
    Broken(
        GENERATOR, "DEFAULT_SHARE = 0.85", "DEFAULT_SHARE = 85", "DEFAULT_SHARE", "R1.1", "<= 1"
    ),
    Broken(GENERATOR, "OBJECTIVES = [3, 6]", "OBJECTIVES = 5", "OBJECTIVES", "R9.1", "int"),
    Broken(GENERATOR, "OBJECTIVES = [3, 6]", "OBJECTIVES = [0, 6]", "OBJECTIVES", "R9.1", ">= 1"),
    Broken(
        GENERATOR, "OBJECTIVES = [3, 6]", "OBJECTIVES = [5, 5]", "sizes[1].COLUMNS", "R1.6", "even"
    ),
    Broken(
        GENERATOR, "OBJECTIVES = [3, 6]", "OBJECTIVES = [3, 27]", "OBJECTIVES", "R9.1", "26 letters"
    ),
    Broken(GENERATOR, "UNITS = [5, 12]", "UNITS = [5, 21]", "UNITS", "R3.1", "MOST_UNITS"),
    Broken(GENERATOR, "POINTS = [500, 1000]", "POINTS = [500]", "POINTS", "R2.1", "length"),
    Broken(
        GENERATOR,
        "POINTS_TOLERANCE = 0.03",
        'POINTS_TOLERANCE = "3 %"',
        "POINTS_TOLERANCE",
        "R2.1",
        "str",
    ),
    Broken(GENERATOR, "COLUMNS = 31", "COLUMNS = 61", "sizes[2].COLUMNS", "R1.1", "61 is not"),
    Broken(GENERATOR, "MOST_UNITS = 8\n", "", "sizes[0].MOST_UNITS", "R3.1", "missing"),
    Broken(
        GENERATOR, "MOST_UNITS = 8", "MOST_UNITS = 4", "sizes[0].MOST_UNITS", "R3.1", "less than"
    ),
    Broken(GENERATOR, "ROWS = 17", "ROWS = 17.5", "sizes[0].ROWS", "R1.1", "float"),
    Broken(GENERATOR, "[[sizes]]", "[[size]]", "size", "R1.1", "unknown key"),
    Broken(GENERATOR, "[grounds.heath]", "[grounds.Heath]", "grounds.Heath", "R2.4", "lower-case"),
    Broken(
        GENERATOR,
        "WALL_SHARE = [0.10, 0.13]",
        "WALL_SHARE = [0.13, 0.10]",
        "grounds.heath.WALL_SHARE",
        "R1.3",
        "0.13 is above 0.1",
    ),
    Broken(GENERATOR, "DOORS = [4, 6]\n", "", "grounds.heath.DOORS", "R1.3", "missing"),
    Broken(
        GENERATOR,
        "[grounds.heath]",
        "[grounds]\nfen = 3\n\n[grounds.heath]",
        "grounds.fen",
        "R1.3",
        "expected a table",
    ),
    # Weapons
    Broken(RED, "RNG = 12", "RNG = -12", "weapons.gun.RNG", "R2.2", ">= 0"),
    Broken(RED, "RNG = 12", "RANGE = 12", "weapons.gun.RANGE", "R2.2", "unknown key"),
    Broken(RED, "NB = 2", "NB = 0", "weapons.gun.NB", "R2.2", "at least 1"),
    Broken(RED, "NB = 2", 'NB = "D4"', "weapons.gun.NB", "R2.2", "D3, D6, 2D6, D6+1"),
    Broken(RED, 'DMG = "D3"', 'DMG = "2D3"', "weapons.gun.DMG", "R2.2", "'2D3'"),
    Broken(RED, 'DMG = "D3"', "DMG = true", "weapons.gun.DMG", "R2.2", "bool"),
    Broken(RED, "ATK = 3", "ATK = 1", "weapons.gun.ATK", "R2.2", ">= 2"),
    Broken(RED, "ATK = 3", "ATK = 7", "weapons.gun.ATK", "R2.2", "<= 6"),
    Broken(RED, "ATK = 3\n", "", "weapons.gun.ATK", "R2.2", "TORRENT"),
    Broken(RED, "AP = -1", "AP = 1", "weapons.gun.AP", "R2.2", "<= 0"),
    Broken(RED, "AP = -1\n", "", "weapons.gun.AP", "R2.2", "missing"),
    Broken(RED, "STR = 4\nAP = -1", "STR = 0\nAP = -1", "weapons.gun.STR", "R2.2", ">= 1"),
    Broken(RED, '"RAPID_FIRE 1"', '"RAPID_FIRE"', "weapons.gun.WEAPON_RULES", "R8", "number"),
    Broken(
        RED, '"RAPID_FIRE 1"', '"RAPID_FIRE 0"', "weapons.gun.WEAPON_RULES", "R8", "'RAPID_FIRE 0'"
    ),
    Broken(RED, '"RAPID_FIRE 1"', '"MELTA -1"', "weapons.gun.WEAPON_RULES", "R8", "MELTA -1"),
    Broken(RED, '"RAPID_FIRE 1"', '"HEAVY 1"', "weapons.gun.WEAPON_RULES", "R8", "takes no number"),
    Broken(RED, '"RAPID_FIRE 1"', '"heavy"', "weapons.gun.WEAPON_RULES", "R8", "capitals"),
    Broken(
        RED, '"RAPID_FIRE 1"', '"LANCE"', "weapons.gun.WEAPON_RULES", "R8", "LANCE does not exist"
    ),
    Broken(RED, '"RAPID_FIRE 1"', '"HEAVY", "HEAVY"', "weapons.gun.WEAPON_RULES", "R8", "twice"),
    Broken(
        RED, '"RAPID_FIRE 1"', '"MELTA 1", "MELTA 2"', "weapons.gun.WEAPON_RULES", "R8", "twice"
    ),
    Broken(RED, '"RAPID_FIRE 1"', "3", "weapons.gun.WEAPON_RULES", "R2.2", "int"),
    Broken(RED, '["TORRENT"]', '"TORRENT"', "weapons.torch.WEAPON_RULES", "R2.2", "str"),
    Broken(
        RED,
        '"RAPID_FIRE 1"',
        '"EXTRA_ATTACKS"',
        "weapons.gun.WEAPON_RULES",
        "R8",
        "melee weapons only",
    ),
    Broken(
        RED,
        '"EXTRA_ATTACKS"',
        '"PISTOL"',
        "weapons.blade.WEAPON_RULES",
        "R8",
        "ranged weapons only",
    ),
    Broken(
        RED, '"EXTRA_ATTACKS"', '"BLAST"', "weapons.blade.WEAPON_RULES", "R8", "ranged weapons only"
    ),
    Broken(RED, "ANTI_BEAST 4", "ANTI_BEAST 7", "weapons.gun.WEAPON_RULES", "R8", "2 to 6"),
    Broken(RED, "ANTI_BEAST 4", "ANTI_BEAST 1", "weapons.gun.WEAPON_RULES", "R8", "2 to 6"),
    Broken(RED, "ANTI_BEAST 4", "ANTI_BEAST", "weapons.gun.WEAPON_RULES", "R8", "2 to 6"),
    Broken(RED, "ANTI_BEAST 4", "ANTI_ 4", "weapons.gun.WEAPON_RULES", "R8", "does not exist"),
    Broken(
        RED, "ANTI_BEAST 4", "ANTI_GHOST 4", "weapons.gun.WEAPON_RULES", "R2.4", "keyword GHOST"
    ),
    Broken(RED, "[weapons.torch]", "[weapons.Torch]", "weapons.Torch", "R2.4", "lower-case"),
    Broken(
        RED, "[weapons.torch]", '[weapons."torch\\n"]', "weapons.torch\\n", "R2.4", "lower-case"
    ),
    # Units
    Broken(RED, "HP_MAX = 2", "HP_MAX = 0", "units.trooper.HP_MAX", "R2.1", ">= 1"),
    Broken(RED, "MOVE = 5", "MOVE = -1", "units.trooper.MOVE", "R2.1", ">= 0"),
    Broken(RED, "MOVE = 5", 'MOVE = "5"', "units.trooper.MOVE", "R2.1", "str"),
    Broken(RED, "MOVE = 5", "MOVE = nan", "units.trooper.MOVE", "R2.1", "float"),
    Broken(RED, "MOVE = 5", "MOVE = 2025-01-01", "units.trooper.MOVE", "R2.1", "date"),
    Broken(RED, "MOVE = 5", "move = 5", "units.trooper.move", "R2.1", "unknown key"),
    Broken(RED, "ARMOR_SAVE = 5", "ARMOR_SAVE = 1", "units.trooper.ARMOR_SAVE", "R2.1", ">= 2"),
    Broken(RED, "INVUL_SAVE = 7", "INVUL_SAVE = 8", "units.trooper.INVUL_SAVE", "R2.1", "<= 7"),
    Broken(RED, "T = 4", "T = 0", "units.trooper.T", "R2.1", ">= 1"),
    Broken(RED, "VALUE = 40\n", "", "units.trooper.VALUE", "R2.1", "missing"),
    Broken(
        RED, 'CC_WEAPON_CODES = ["blade"]\n', "", "units.trooper.CC_WEAPON_CODES", "R2.1", "missing"
    ),
    Broken(RED, '["PEOPLE"]', '["people"]', "units.trooper.KEYWORDS", "R2.1", "at [0]"),
    Broken(RED, '["PEOPLE"]', '["PEOPLE\\n"]', "units.trooper.KEYWORDS", "R2.1", "at [0]"),
    Broken(RED, '["PEOPLE"]', '["PEOPLE", "PEOPLE"]', "units.trooper.KEYWORDS", "R2.1", "twice"),
    Broken(
        RED, '["gun", "torch"]', '["gun", "gun"]', "units.trooper.RNG_WEAPON_CODES", "R2.1", "twice"
    ),
    Broken(
        RED,
        '["gun", "torch"]',
        '["gnu"]',
        "units.trooper.RNG_WEAPON_CODES",
        "R2.4",
        "'gnu' does not exist",
    ),
    Broken(
        RED,
        '["gun", "torch"]',
        '["blade"]',
        "units.trooper.RNG_WEAPON_CODES",
        "R2.4",
        "melee weapon",
    ),
    Broken(RED, '["blade"]', '["gun"]', "units.trooper.CC_WEAPON_CODES", "R2.4", "ranged weapon"),
    Broken(RED, "[units.trooper]", "[units.hound]", "units.hound", "R2.4", "already declared"),
    Broken(RED, "[weapons.torch]", "[weapons.claws]", "weapons.claws", "R2.4", "already declared"),
    Broken(BLUE, "[units.hound]", "[unit.hound]", "unit", "R2.4", "unknown key"),
    Broken(BLUE, TEXTS[BLUE], 'kind = "faction"\nunits = {}', "weapons", "R2.4", "missing"),
    Broken(
        BLUE, TEXTS[BLUE], 'kind = "faction"\nunits = []\nweapons = {}', "units", "R2.1", "table"
    ),
    Broken(
        BLUE,
        TEXTS[BLUE],
        'kind = "faction"\nunits.hound = 5\nweapons = {}',
        "units.hound",
        "R2.1",
        "table",
    ),
    # Boards
    Broken(YARD, ".%..~.", ".%..~", "terrain row 1", "R1.1", "5 hexes, but row 0 has 6"),
    Broken(YARD, ".%..~.", ".%..~..", "terrain row 1", "R1.1", "7 hexes, but row 0 has 6"),
    Broken(YARD, ".%..~.", ".%..X.", "terrain row 1", "R1.3", "column 4: unknown terrain 'X'"),
    Broken(YARD, ".%..~.", ".% .~.", "terrain row 1", "R1.3", "column 2: unknown terrain ' '"),
    Broken(YARD, ".%..~.\n", "", "terrain", "R1.1", "4 rows"),
    Broken(YARD, ROWS, "\n....\n....\n....\n....\n....\n", "terrain", "R1.1", "4 columns"),
    Broken(
        YARD, ROWS, f"\n{WIDE}\n{WIDE}\n{WIDE}\n{WIDE}\n{WIDE}\n", "terrain", "R1.1", "45 columns"
    ),
    Broken(YARD, ROWS, "\n" + ".....\n" * 61, "terrain", "R1.1", "61 rows"),
    Broken(YARD, ROWS, "", "terrain", "R1.1", "0 rows"),
    Broken(YARD, "terrain =", "rows =", "rows", "R1.1", "unknown key"),
    Broken(YARD, TEXTS[YARD], 'kind = "board"\nterrain = 5', "terrain", "R1.1", "int"),
    Broken(YARD, TEXTS[YARD], 'kind = "board"', "terrain", "R1.1", "missing"),
    # Scenarios
    Broken(FIGHT, 'board = "yard"', 'board = "garden"', "board", "R3.1", "'garden' does not exist"),
    Broken(
        FIGHT,
        'board = "yard"',
        'board = "../boards/yard"',
        "board",
        "R3.1",
        "a code is lower-case letters",
    ),
    Broken(FIGHT, 'board = "yard"', "", "board", "R3.1", "and not both"),
    Broken(
        FIGHT,
        'board = "yard"',
        'board = "yard"\nterrain = "....."',
        "board",
        "R3.1",
        "and not both",
    ),
    Broken(FIGHT, 'board = "yard"', 'terrain = "....."', "terrain", "R1.1", "1 rows"),
    Broken(FIGHT, 'board = "yard"', "board = 3", "board", "R3.1", "int"),
    Broken(FIGHT, 'first = "ONE"', 'first = "THREE"', "first", "R3.1", "THREE"),
    Broken(FIGHT, 'first = "ONE"', "first = 1", "first", "R3.1", "int"),
    Broken(
        FIGHT,
        "score_objectives = true",
        'score_objectives = "yes"',
        "score_objectives",
        "R3.1",
        "str",
    ),
    Broken(FIGHT, "score_objectives = true", "", "score_objectives", "R3.1", "missing"),
    Broken(
        FIGHT,
        "score_objectives = true",
        "scores = true\nscore_objectives = true",
        "scores",
        "R3.1",
        "unknown key",
    ),
    Broken(
        FIGHT,
        TROOPER_AT,
        'unit = "ghost"\nhex = [0, 0]',
        "units[0].unit",
        "R2.4",
        "'ghost' does not exist",
    ),
    Broken(
        FIGHT,
        TROOPER_AT,
        'unit = "trooper"\nhex = [3, 2]',
        "units[0].hex",
        "R3.1",
        "hex 3,2 is a WALL",
    ),
    Broken(
        FIGHT,
        TROOPER_AT,
        'unit = "trooper"\nhex = [6, 0]',
        "units[0].hex",
        "R3.1",
        "off the board of 6 x 5",
    ),
    Broken(FIGHT, TROOPER_AT, 'unit = "trooper"\nhex = [0, -1]', "units[0].hex", "R3.1", ">= 0"),
    Broken(FIGHT, TROOPER_AT, 'unit = "trooper"\nhex = [0]', "units[0].hex", "R3.1", "length"),
    Broken(FIGHT, TROOPER_AT, 'unit = "trooper"\nhex = "0,0"', "units[0].hex", "R3.1", "str"),
    Broken(FIGHT, TROOPER_AT, 'unit = "trooper"', "units[0].hex", "R3.1", "missing"),
    Broken(FIGHT, TROOPER_AT, TROOPER_AT + "\nHP = 1", "units[0].HP", "R3.1", "unknown key"),
    Broken(FIGHT, "hex = [5, 1]", "hex = [5, 0]", "units[2].hex", "R3.1", "taken by units[1]"),
    Broken(FIGHT, 'side = "ONE"', 'side = "one"', "units[0].side", "R3.1", "one"),
    Broken(FIGHT, 'side = "ONE"', 'side = "TWO"', "units", "R3.1", "side ONE has 0 units"),
    Broken(FIGHT, "[[units]]", "[[unit]]", "unit", "R3.1", "unknown key"),
    Broken(FIGHT, TEXTS[FIGHT], CROWD, "units", "R3.1", "side ONE has 21 units"),
    Broken(FIGHT, ONE_HEX, "hexes = []", "objectives[1].hexes", "R9.1", "at least one hex"),
    Broken(FIGHT, ONE_HEX, "hexes = [[5, 5]]", "objectives[1].hexes", "R9.1", "hex 5,5 is off"),
    Broken(FIGHT, ONE_HEX, "hexes = [[5, 4], [5, 4]]", "objectives[1].hexes", "R9.1", "twice"),
    Broken(FIGHT, ONE_HEX, "hexes = [5, 4]", "objectives[1].hexes", "R3.1", "int"),
    Broken(FIGHT, ONE_HEX, ONE_HEX + "\nowner = 1", "objectives[1].owner", "R3.1", "unknown key"),
    Broken(FIGHT, 'code = "B"', 'code = "A"', "objectives[1].code", "R9.1", "A is listed twice"),
    Broken(
        FIGHT,
        'code = "B"',
        'code = "the yard"',
        "objectives[1].code",
        "R3.1",
        "an objective's code is",
    ),
    Broken(
        FIGHT, 'code = "B"', 'code = "B\\n"', "objectives[1].code", "R3.1", "an objective's code is"
    ),
    Broken(FIGHT, "[[objectives]]", "[[nothing]]", "objectives", "R3.1", "missing"),
)
