"""More mistakes in data files: numbers beyond every battle, and what slips in while editing."""

from __future__ import annotations

from tests.engine.badfiles.data_root import BLUE, FIGHT, GENERATOR, RED, RULES, YARD
from tests.engine.badfiles.mistakes import ONE_HEX, ROWS, Broken

GUN = "weapons.gun"
TROOPER = "units.trooper"
BILLION = 10**9
LONG = "b" * 41
HUGE = "0x" + "f" * 6000
DEEP = "[{" + ".".join("a" * 90) + " = 1}]"

TOO_LARGE = (
    # Statlines and weapons (R2.1, R2.2)
    Broken(RED, "MOVE = 5", f"MOVE = {BILLION}", f"{TROOPER}.MOVE", "R2.1", "<= 100"),
    Broken(RED, "T = 4", f"T = {BILLION}", f"{TROOPER}.T", "R2.1", "<= 100"),
    Broken(RED, "HP_MAX = 2", f"HP_MAX = {BILLION}", f"{TROOPER}.HP_MAX", "R2.1", "<= 100"),
    Broken(RED, "HP_MAX = 2", "HP_MAX = 101", f"{TROOPER}.HP_MAX", "R2.1", "<= 100"),
    Broken(RED, "OC = 2", f"OC = {HUGE}", f"{TROOPER}.OC", "R2.1", "<= 100"),
    Broken(RED, "VALUE = 40", "VALUE = 10001", f"{TROOPER}.VALUE", "R2.1", "<= 10000"),
    Broken(RED, "RNG = 12", f"RNG = {BILLION}", f"{GUN}.RNG", "R2.2", "<= 100"),
    Broken(RED, "NB = 2", f"NB = {BILLION}", f"{GUN}.NB", "R2.2", "at most 50"),
    Broken(RED, "NB = 2", "NB = 51", f"{GUN}.NB", "R2.2", "at most 50"),
    Broken(RED, "NB = 2", f"NB = {HUGE}", f"{GUN}.NB", "R2.2", "at most 50"),
    Broken(RED, "STR = 4\nAP = -1", "STR = 101\nAP = -1", f"{GUN}.STR", "R2.2", "<= 100"),
    Broken(RED, "AP = -1", f"AP = -{BILLION}", f"{GUN}.AP", "R2.2", ">= -100"),
    Broken(RED, 'DMG = "D3"', f"DMG = {BILLION}", f"{GUN}.DMG", "R2.2", "at most 100"),
    Broken(RED, "RAPID_FIRE 1", "RAPID_FIRE 11", f"{GUN}.WEAPON_RULES", "R8", "at most 10"),
    Broken(
        RED, "RAPID_FIRE 1", f"SUSTAINED_HITS {BILLION}", f"{GUN}.WEAPON_RULES", "R8", "at most 10"
    ),
    Broken(
        RED,
        "RAPID_FIRE 1",
        "MELTA " + "9" * 5000,
        f"{GUN}.WEAPON_RULES",
        "R8",
        "is not a weapon rule",
    ),
    # The rules
    Broken(RULES, "ROUNDS = 5", f"ROUNDS = {BILLION}", "ROUNDS", "R3.1", "<= 100"),
    Broken(RULES, "ROUGH_COST = 2", f"ROUGH_COST = {BILLION}", "ROUGH_COST", "R1.3", "<= 10"),
    Broken(RULES, "MOST_UNITS = 20", "MOST_UNITS = 51", "MOST_UNITS", "R3.1", "<= 50"),
    Broken(
        RULES, "LARGEST_COLUMNS = 44", "LARGEST_COLUMNS = 65", "LARGEST_COLUMNS", "R1.1", "<= 64"
    ),
    Broken(RULES, "HAZARD_DAMAGE = 3", "HAZARD_DAMAGE = 101", "HAZARD_DAMAGE", "R8", "<= 100"),
    Broken(RULES, "MOST_POINTS = 15", f"MOST_POINTS = {HUGE}", "MOST_POINTS", "R9.2", "<= 100"),
    # The generator
    Broken(GENERATOR, "TRIES = 200", f"TRIES = {BILLION}", "TRIES", "R1.1", "<= 1000"),
    Broken(GENERATOR, "[500, 1000]", f"[500, {HUGE}]", "POINTS", "R2.1", "<= 500000 (at [1])"),
    Broken(
        GENERATOR,
        "MAKING_SEEDS = 1000000",
        f"MAKING_SEEDS = {10**30}",
        "MAKING_SEEDS",
        "R1.1",
        f"<= {10**18}",
    ),
    Broken(
        GENERATOR,
        "WALL_LENGTH = [2, 5]",
        f"WALL_LENGTH = [2, {BILLION}]",
        "grounds.heath.WALL_LENGTH",
        "R1.3",
        "<= 100",
    ),
    # Whole files
    Broken(YARD, "terrain", "#" * 100_000 + "\nterrain", "", "R2.4", "more than 100000 bytes"),
    Broken(BLUE, "MOVE = 8", ".".join("a" * 40_000) + " = 8", "", "R2.4", "more than 100 parts"),
    Broken(BLUE, "MOVE = 8", " . ".join(["'a'"] * 9000) + " = 8", "", "R2.4", "100 parts"),
)
SLIPS = (
    # Kinds
    Broken(YARD, '"board"', '"scenario"', "kind", "R2.4", "'scenario' is not one of board"),
    Broken(RULES, 'kind = "rules"', "", "kind", "R2.4", "missing; expected one of rules"),
    Broken(GENERATOR, '"generator"', "true", "kind", "R2.4", "True is not one of generator"),
    Broken(RED, '"faction"', DEEP, "", "R2.4", "more than 32 deep"),
    Broken(RED, '"faction"', HUGE, "kind", "R2.4", "a number of 24000 bits"),
    # Factions
    Broken(RED, "NB = 2", 'NB = "d6"', f"{GUN}.NB", "R2.2", "'d6'"),
    Broken(RED, "NB = 2", 'NB = "D6 + 1"', f"{GUN}.NB", "R2.2", "'D6 + 1'"),
    Broken(RED, 'NB = "D6"', 'NB = ["D6"]', "weapons.torch.NB", "R2.2", "array"),
    Broken(RED, "ATK = 3", 'ATK = "3+"', f"{GUN}.ATK", "R2.2", "str"),
    Broken(RED, "RNG = 12", "RNG = 12.0", f"{GUN}.RNG", "R2.2", "float"),
    Broken(RED, "STR = 4\nAP = -1", "AP = -1", f"{GUN}.STR", "R2.2", "missing"),
    Broken(RED, 'DMG = "D3"\n', "", f"{GUN}.DMG", "R2.2", "missing"),
    Broken(RED, '["TORRENT"]', "[]", "weapons.torch.ATK", "R2.2", "missing"),
    Broken(RED, '"RAPID_FIRE 1"', '"RAPID_FIRE 01"', f"{GUN}.WEAPON_RULES", "R8", "01"),
    Broken(RED, '"RAPID_FIRE 1"', '"RAPID FIRE 1"', f"{GUN}.WEAPON_RULES", "R8", "'RAPID FIRE 1'"),
    Broken(RED, '"RAPID_FIRE 1"', '"SUSTAINED_HITS"', f"{GUN}.WEAPON_RULES", "R8", "at least 1"),
    Broken(RED, '"RAPID_FIRE 1"', '"ANTI_BEAST 3"', f"{GUN}.WEAPON_RULES", "R8", "twice"),
    Broken(
        RED, '"EXTRA_ATTACKS"', '"TORRENT"', "weapons.blade.WEAPON_RULES", "R8", "ranged weapons"
    ),
    Broken(RED, "RNG = 0", "RNG = 1", f"{TROOPER}.CC_WEAPON_CODES", "R2.4", "ranged weapon (RNG 1"),
    Broken(RED, "[units.trooper]", '[units."line trooper"]', "units.line trooper", "R2.4", "code"),
    Broken(
        RED,
        "[units.trooper]",
        "[units.2trooper]",
        "units.2trooper",
        "R2.4",
        "beginning with a letter",
    ),
    Broken(RED, "[weapons.gun]", "[weapons.gun.long]", f"{GUN}.long", "R2.2", "unknown key"),
    Broken(RED, "ARMOR_SAVE = 5", 'ARMOR_SAVE = "5+"', f"{TROOPER}.ARMOR_SAVE", "R2.1", "str"),
    Broken(RED, "INVUL_SAVE = 7", "", f"{TROOPER}.INVUL_SAVE", "R2.1", "missing"),
    Broken(RED, "OC = 2", "OC = -1", f"{TROOPER}.OC", "R2.1", ">= 0"),
    Broken(RED, 'KEYWORDS = ["PEOPLE"]', 'KEYWORDS = "PEOPLE"', f"{TROOPER}.KEYWORDS", "R2.1", "s"),
    Broken(BLUE, '["BEAST"]', '["WILD BEAST"]', "units.hound.KEYWORDS", "R2.1", "capital letters"),
    Broken(BLUE, '["claws"]', '["Claws"]', "units.hound.CC_WEAPON_CODES", "R2.1", "(at [0])"),
    Broken(BLUE, "[weapons.claws]", "[[weapons.claws]]", "weapons.claws", "R2.2", "got a list"),
    # Boards
    Broken(YARD, ROWS, "\n\n\n", "terrain", "R1.1", "0 rows"),
    Broken(YARD, ".%..~.", "o%..~.", "terrain row 1", "R1.3", "column 0: unknown terrain"),
    Broken(YARD, ".%..~.", ".%\t.~.", "terrain row 1", "R1.3", "'\\t'"),
    Broken(YARD, 'kind = "board"', 'kind = "board"\nname = "Yard"', "name", "R1.1", "unknown key"),
    Broken(YARD, f'"""{ROWS}"""', '["......"]', "terrain", "R1.1", "array"),
    # Scenarios
    Broken(FIGHT, '"yard"', '"Yard"', "board", "R3.1", "a code is"),
    Broken(FIGHT, 'first = "ONE"', "", "first", "R3.1", "missing"),
    Broken(FIGHT, "hex = [0, 0]", "hex = [0.0, 0]", "units[0].hex", "R3.1", "float"),
    Broken(FIGHT, "hex = [0, 0]", "hex = [0, 0, 0]", "units[0].hex", "R3.1", "length 2"),
    Broken(FIGHT, "hex = [0, 0]", f"hex = [{HUGE}, 0]", "units[0].hex", "R3.1", "<= 100"),
    Broken(FIGHT, 'unit = "hound"', 'unit = "Hound"', "units[1].unit", "R3.1", "a code is"),
    Broken(FIGHT, 'unit = "hound"', 'unit = ["hound"]', "units[1].unit", "R3.1", "array"),
    Broken(
        FIGHT, 'code = "B"', 'code = ""', "objectives[1].code", "R3.1", "an objective's code is"
    ),
    Broken(FIGHT, 'code = "B"', f'code = "{LONG}"', "objectives[1].code", "R3.1", "at most 40"),
    Broken(FIGHT, 'unit = "hound"', f'unit = "{LONG}"', "units[1].unit", "R3.1", "at most 40"),
    Broken(FIGHT, '"yard"', f'"{LONG}"', "board", "R3.1", "at most 40 characters"),
    Broken(BLUE, '["BEAST"]', f'["{LONG.upper()}"]', "units.hound.KEYWORDS", "R2.1", "at most 40"),
    Broken(RED, "RAPID_FIRE 1", f"ANTI_{LONG} 4", f"{GUN}.WEAPON_RULES", "R8", "a weapon rule"),
    Broken(RED, '"D3"', f'"{LONG * 99}"', f"{GUN}.DMG", "R2.2", f"{LONG[:38]}"),
    Broken(FIGHT, 'code = "B"', "code = 2", "objectives[1].code", "R3.1", "int"),
    Broken(FIGHT, ONE_HEX, "hexes = [[5]]", "objectives[1].hexes", "R3.1", "length 2"),
    Broken(FIGHT, ONE_HEX, "", "objectives[1].hexes", "R3.1", "missing"),
    # The rules and the generator
    Broken(RULES, "ROUNDS = 5", "ROUNDS = true", "ROUNDS", "R3.1", "bool"),
    Broken(RULES, "ROUNDS = 5", "rounds = 5", "rounds", "R1.1", "unknown key"),
    Broken(RULES, '"2D6"', '""', "CHARGE_DICE", "R7.2", "got ''"),
    Broken(RULES, "FIRST_SCORING_ROUND = 2", "", "FIRST_SCORING_ROUND", "R9.2", "missing"),
    Broken(GENERATOR, "POINTS_STEP = 10", "POINTS_STEP = 0", "POINTS_STEP", "R2.1", ">= 1"),
    Broken(GENERATOR, "[500, 1000]", "[1000, 500]", "POINTS", "R2.1", "1000 is above 500"),
    Broken(
        GENERATOR,
        "COVER_STRETCH = 0.2",
        "COVER_STRETCH = nan",
        "grounds.heath.COVER_STRETCH",
        "R1.3",
        ">= 0",
    ),
    Broken(GENERATOR, "WEIGHT = 2", "WEIGHT = 0.5", "sizes[0].WEIGHT", "R1.1", "float"),
)
FURTHER = (*TOO_LARGE, *SLIPS)
