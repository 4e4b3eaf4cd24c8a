"""Broken data files of worlds and ships: the frame and the map, each with what must be said."""

from __future__ import annotations

from tests.engine.campaign.build_data import HULL, Broken

BROKEN_WORLDS = (
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
)
