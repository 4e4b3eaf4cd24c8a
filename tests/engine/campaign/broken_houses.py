"""Broken data files of houses: what they learn, land with and are, each with what must be said."""

from __future__ import annotations

from tests.engine.campaign.build_data import Broken

MURMUR = "factions/murmur.toml"
ORDINATE = "factions/ordinate.toml"

BROKEN_HOUSES = (
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
        "TENTH_WON = [999",
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
