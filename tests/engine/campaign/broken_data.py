"""Broken data files of a campaign, each with what must be said about it."""

from __future__ import annotations

from tests.engine.campaign.build_data import HULL, Broken

TWENTY = ", ".join(["1"] * 20)
MURMUR = "factions/murmur.toml"
ORDINATE = "factions/ordinate.toml"

BROKEN = (
    # Whole files
    Broken("map.toml", 'kind = "campaign_map"', "", "", "kind", "R2.4", "missing"),
    Broken("map.toml", '"campaign_map"', '"campaign_ships"', "", "kind", "R2.4", "is not one of"),
    Broken("ships.toml", "[battery] ", "[battery", "", "", "R2.4", "not valid TOML"),
    Broken("victory.toml", "TURNS = 35", "TURNS = 35\nTURNS = 36", "", "", "R2.4", "TOML"),
    # The frame and the ends
    Broken(
        "victory.toml", "\nTURNS = 35", "\nTURNS = 201", "", "TURNS", "C1.4", "above MOST_TURNS"
    ),
    Broken("victory.toml", "\nTURNS = 35", "\nTURNS = 0", "", "TURNS", "C1.4", ">= 1"),
    Broken("victory.toml", "KEEPER_HARVESTS = 3", "", "", "KEEPER_HARVESTS", "C12.3", "missing"),
    Broken(
        "victory.toml", "LAST_STAND_TURNS = 6", "LAST_STAND = 6", "", "LAST_STAND", "C12.3", "un"
    ),
    Broken("victory.toml", "[3, 5, 10]", "[3, 5]", "prestige", "FREE_WORLD", "C12.1", "needs 3"),
    Broken(
        "victory.toml", "LOSS_MOST = 10", "LOSS_MOST = -1", "prestige", "LOSS_MOST", "C12.2", ">= 0"
    ),
    Broken("victory.toml", "HOUSES = 6", "HOUSES = 4", "", "keepers", "C12.3", "listed twice"),
    Broken("victory.toml", "HOUSES = 6", "HOUSES = 5", "", "keepers", "C12.3", "among 6 houses"),
    Broken(
        "victory.toml", "HOUSES = 6", "HOUSES = 5", "keepers[3]", "HOUSES", "C12.3", "5 does not"
    ),
    Broken("victory.toml", "SHARE = 28", "SHARE = 101", "keepers[3]", "SHARE", "C12.3", "<= 100"),
    # The map
    Broken("map.toml", "LANE_SHARE = 68", "LANE_SHARE = 101", "", "LANE_SHARE", "C2.3", "<= 100"),
    Broken(
        "map.toml", "NARROW_SHARE = 35", "NARROW_SHARE = 51", "", "NARROW_SHARE", "C2.3", "101 per"
    ),
    Broken("map.toml", "HOME_LANES = 3", "HOME_LANES = 4", "", "HOME_LANES", "C2.3", "<= 3"),
    Broken("map.toml", "RINGS = 4", "RINGS = 6", "layouts[3]", "RINGS", "C2.1", "<= 5"),
    Broken("map.toml", "HOUSES = 6", "HOUSES = 4", "", "layouts", "C1.1", "twice"),
    Broken("map.toml", "[0, 9]", "[0, 18]", "layouts[0]", "HOMES", "C2.2", "between 0 and 17"),
    Broken("map.toml", "[0, 9]", "[0, 8]", "layouts[0]", "HOMES", "C2.2", "their own image"),
    Broken("map.toml", "[0, 6, 12]", "[0, 6]", "layouts[1]", "HOMES", "C2.2", "needs 3 entries"),
    Broken("map.toml", "[0, 6, 12]", "[0, 6, 6]", "layouts[1]", "HOMES", "C2.2", "listed twice"),
    Broken("map.toml", "[0, 6, 12]", "[0, 6, 7]", "layouts[1]", "HOMES", "C2.2", "adjacent"),
    Broken(
        "map.toml", "KIT_LEAST = 2", "KIT_LEAST = 2.5", "", "KIT_LEAST", "C2.5", "expected `int`"
    ),
    Broken("map.toml", "COLUMNS = 21", "COLUMNS = 20", "small", "COLUMNS", "C2.7", "even number"),
    Broken("map.toml", "COLUMNS = 21", "COLUMNS = 65", "small", "COLUMNS", "C2.7", "<= 64"),
    Broken("map.toml", "ATTEMPTS = 1000", "ATTEMPTS = 9999", "", "ATTEMPTS", "C2.5", "<= 1000"),
    # Worlds
    Broken(
        "worlds.toml", 'GROUND = "dykes"', 'GROUND = "bog"', "classes.fen", "GROUND", "C2.6", "bog"
    ),
    Broken("worlds.toml", "[classes.home]", "[classes.seat]", "classes", "home", "C2.4", "missing"),
    Broken(
        "worlds.toml", "WEIGHT = 0", "WEIGHT = 1", "classes.home", "WEIGHT", "C2.6", "must be 0"
    ),
    Broken(
        "worlds.toml", "[classes.fen]", '[classes."Fen"]', "classes.Fen", "", "C2.6", "lower-case"
    ),
    Broken(
        "worlds.toml", "[richness.plain]", "[richness.good]", "richness", "plain", "C2.4", "missing"
    ),
    Broken("worlds.toml", "RAW = 125", "RAW = 1001", "classes.scour", "RAW", "C2.6", "<= 1000"),
    Broken(
        "worlds.toml",
        "SETTLERS = 10",
        "SETTLERS = 31",
        "classes.scour",
        "MOST_POPULATION",
        "C3.9",
        "31",
    ),
    Broken("worlds.toml", "[40, 60, 80]", "[40, 60]", "", "YARD_PRICES", "C3.6", "needs 3 entries"),
    Broken("worlds.toml", "[20, 40, 60]", '[20, 40, "x"]', "", "YARD_POPULATION", "C3.6", "int"),
    Broken(
        "worlds.toml",
        "UPKEEP = 4\nMOST = 1",
        "UPKEEP = 4\nMOST = 2",
        "starbase",
        "MOST",
        "C3.1",
        "1",
    ),
    Broken(
        "worlds.toml", '"moderate"\n', '"fair"\n', "start", "TAX", "C3.3", "fair does not exist"
    ),
    Broken(
        "worlds.toml",
        "RESEARCH_SHARE = 20",
        "RESEARCH_SHARE = 25",
        "start",
        "RESEARCH_SHARE",
        "C6.1",
        "25",
    ),
    Broken(
        "worlds.toml",
        "\nPOPULATION = 100",
        "\nPOPULATION = 121",
        "start",
        "POPULATION",
        "C3.4",
        "120",
    ),
    Broken("worlds.toml", "YARD = 2", "YARD = 4", "start", "YARD", "C3.6", "between 0 and 3"),
    Broken(
        "worlds.toml",
        "BATTERIES = 2",
        "BATTERIES = 4",
        "start",
        "BATTERIES",
        "C3.6",
        "battery.MOST",
    ),
    Broken("worlds.toml", '["scout"]', '["sloop"]', "start", "FLEETS[2]", "C4.1", "sloop"),
    Broken("worlds.toml", '["scout"]', "[]", "start", "FLEETS[2]", "C4.2", "empty"),
    Broken(
        "worlds.toml", "GROWTH = 26", "GROWTH = true", "taxes.light", "GROWTH", "C3.3", "got `bool`"
    ),
    # Ships
    Broken(
        "ships.toml", "[10, 11, 12, 13, 14, 16]", "[10, 11]", "", "FLEET_SHIPS", "C4.2", "needs 6"
    ),
    Broken("ships.toml", "SHOAL = 2", "SHOAL = 3", "lanes", "SHOAL", "C4.4", "above POINTS, 2"),
    Broken(
        "ships.toml",
        'DUTY = "scouting"',
        'DUTY = "looking"',
        "hulls.scout",
        "DUTY",
        "C4.2",
        "looking",
    ),
    Broken(
        "ships.toml",
        "ENGINEERING = 3",
        "ENGINEERING = 6",
        "hulls.battleship",
        "ENGINEERING",
        "C4.1",
        "0 and 5",
    ),
    Broken("ships.toml", "PRICE = 110", "PRICE = 0", "hulls.battleship", "PRICE", "C4.1", ">= 1"),
    Broken(
        "ships.toml",
        "[battery] ",
        HULL.format("yard") + "[battery] ",
        "hulls.yard",
        "",
        "C3.6",
        "means",
    ),
    Broken("ships.toml", "[3, 6, 9]", "[3, 9, 6]", "combat", "VOLLEY_ROLLS", "C9.3", "ascend"),
    Broken(
        "ships.toml", "[25, 50, 75, 100]", "[25, 50]", "combat", "VOLLEY_SHARES", "C9.3", "needs 4"
    ),
    Broken(
        "ships.toml", "HUNGER = 1", "HUNGER = 1\nTHIRST = 1", "siege", "THIRST", "C9.8", "unknown"
    ),
    # Research and diplomacy
    Broken(
        "research.toml",
        "[40, 70, 110, 160, 220]",
        "[40, 70]",
        "",
        "LEVEL_PRICES",
        "C6.2",
        "needs 5",
    ),
    Broken(
        "research.toml",
        "[0, 10, 20, 30, 40, 50]",
        "[0, 20, 10, 30, 40]",
        "",
        "SHARES",
        "C6.1",
        "ascend",
    ),
    Broken(
        "research.toml",
        "START_WEIGHT = 1",
        "START_WEIGHT = 10",
        "",
        "START_WEIGHT",
        "C6.1",
        "MOST_WEIGHT",
    ),
    Broken(
        "research.toml", "SIGHT_LEVEL = 2", "SIGHT_LEVEL = 6", "", "SIGHT_LEVEL", "C5.1", "1 and 5"
    ),
    Broken(
        "diplomacy.toml", "SUCCESS = 10", "SUCCESS = 22", "espionage", "SUCCESS", "C7.3", "<= 21"
    ),
    Broken("diplomacy.toml", "SURVEY = 8", "", "espionage.prices", "SURVEY", "C7.2", "missing"),
    Broken(
        "diplomacy.toml",
        "LEADER_PACTS_TURN = 18",
        "LEADER_PACTS_TURN = 23",
        "treaties",
        "LEADER_PACTS_TURN",
        "C8.7",
        "22",
    ),
    # Landings, free worlds, the resolver
    Broken("invasion.toml", '"gun_pit"', '"hole"', "", "PIT", "C10.4", "hole does not exist"),
    Broken("invasion.toml", '"gun_pit"', '"linesman"', "", "PIT", "C10.4", "linesman"),
    Broken(
        "invasion.toml",
        "[[free_worlds.tiers]]\nPOINTS = 170\nPOPULATION = 25\nINDUSTRY = 10\nBATTERIES = 0",
        "",
        "free_worlds",
        "tiers",
        "C11.1",
        "needs 3",
    ),
    Broken(
        "invasion.toml",
        "BATTERIES = 2",
        "BATTERIES = 4",
        "free_worlds.tiers[2]",
        "BATTERIES",
        "C11.1",
        "battery.MOST",
    ),
    Broken(
        "invasion.toml",
        "INVADE_ROUNDS = 5",
        "INVADE_ROUNDS = 101",
        "",
        "INVADE_ROUNDS",
        "C10.2",
        "<= 100",
    ),
    Broken("resolver.toml", "CHANCE = [0,", "CHANCE = [0, 0,", "", "CHANCE", "C10.10", "needs 21"),
    Broken(
        "resolver.toml",
        "CHANCE = [0,",
        "CHANCE = [1001,",
        "",
        "CHANCE",
        "C10.10",
        "<= 1000",
    ),
    Broken(
        "resolver.toml",
        "CHANCE = [0,",
        "CHANCE = [5,",
        "",
        "CHANCE",
        "C10.10",
        "ascend",
    ),
    Broken(
        "resolver.toml", "TENTH_WON = [", "TENTH_WON = [1, ", "", "TENTH_WON", "C10.10", "needs 10"
    ),
    Broken(
        "resolver.toml",
        "TENTH_BATTLES = [",
        "TENTH_BATTLES = [1",
        "",
        "TENTH_BATTLES",
        "C10.10",
        "adds up to",
    ),
    Broken(
        "resolver.toml",
        "TENTH_WON = [",
        "TENTH_WON = [9",
        "",
        "TENTH_WON[0]",
        "C10.10",
        "TENTH_BATTLES[0]",
    ),
    Broken("resolver.toml", 'FITTED_TO = "', 'FITTED_TO = "x', "", "FITTED_TO", "C10.10", "digest"),
    # Factions and houses
    Broken(MURMUR, '["needle"]', '["linesman"]', "", "UNITS", "C6.3", "linesman does not exist"),
    Broken(MURMUR, '["needle"]', '["shears"]', "", "UNITS", "C6.3", "shears is listed twice"),
    Broken(
        MURMUR, '"shears", "skitter", "skitter"]', '"picker"]', "", "GARRISON", "C6.3", "picker"
    ),
    Broken(MURMUR, 'MILITIA = "shears"', 'MILITIA = "picker"', "", "MILITIA", "C3.7", "picker"),
    Broken(
        ORDINATE,
        '"outrider", "marshal"]',
        '"theodolite", "theodolite"]',
        "",
        "LANDING_FORCE",
        "C4.3",
        "do not fit",
    ),
    Broken(
        "houses.toml",
        'FACTION = "murmur"',
        'FACTION = "mumble"',
        "quillane",
        "FACTION",
        "C1.1",
        "mumble",
    ),
    Broken(
        "houses.toml",
        'PERSONA = "scholar"',
        'PERSONA = "sage"',
        "quillane",
        "PERSONA",
        "C1.1",
        "sage",
    ),
    Broken(
        "houses.toml",
        'COLOUR = "lime"',
        'COLOUR = "azure"',
        "sennet",
        "COLOUR",
        "C1.1",
        "askerry has",
    ),
    Broken("houses.toml", "[sennet]", "[w07]", "w07", "", "C14.3", "those of worlds"),
    Broken(
        "houses.toml",
        '[sennet]\nFACTION = "windfall"\nPERSONA = "warden"\nCOLOUR = "lime"\nPATTERN = "rings"',
        "",
        "",
        "",
        "C1.1",
        "5 houses",
    ),
    # The computer's houses
    Broken(
        "personas.toml",
        "[1, 2, 1, 2, 1, 4]",
        "[1, 2, 1, 2, 1]",
        "personas.weaver",
        "FIELDS",
        "C6.1",
        "needs 6",
    ),
    Broken(
        "personas.toml",
        "[1, 2, 1, 2, 1, 4]",
        "[0, 0, 0, 0, 0, 0]",
        "personas.weaver",
        "FIELDS",
        "C6.1",
        "greater than 0",
    ),
    Broken(
        "personas.toml",
        "[1, 2, 1, 2, 1, 4]",
        "[1, 2, 1, 2, 1, 10]",
        "personas.weaver",
        "FIELDS",
        "C6.1",
        "0 and 9",
    ),
    Broken("personas.toml", "[30, 40]", "[30, 35]", "policy", "RESEARCH_SHARES", "C6.1", "35"),
    Broken(
        "personas.toml", "[0.6]", "[0.6, 1.0]", "policy", "RESEARCH_SHARES", "personas", "needs 3"
    ),
    Broken(
        "personas.toml",
        "[personas.weaver]",
        "[personas.person]",
        "personas.person",
        "",
        "personas",
        "means",
    ),
    Broken(
        "personas.toml", "GUILE = 1.0", "GUILE = nan", "personas.weaver", "GUILE", "personas", ""
    ),
    Broken(
        "personas.toml",
        "WAR = 1.6",
        "WAR = -101",
        "lookahead.moods[2]",
        "WAR",
        "personas",
        ">= -100",
    ),
    # Grounds and works
    Broken(
        "works.toml",
        '["works_gun"]',
        '["big_gun"]',
        "units.gun_pit",
        "RNG_WEAPON_CODES",
        "R2.4",
        "big_gun",
    ),
    Broken("works.toml", "HP_MAX = 6", "HP_MAX = 0", "units.gun_pit", "HP_MAX", "R2.1", ">= 1"),
    Broken(
        "works.toml",
        "[units.gun_pit]",
        "[units.linesman]",
        "units.linesman",
        "",
        "R2.4",
        "already declared",
    ),
)
