"""The words of a campaign: ids, and the closed sets of values that records and orders use."""

from __future__ import annotations

import enum
import functools
from typing import Final, TypeAlias

HouseId: TypeAlias = str
"""The id of a house: an entry of `houses.toml` or of a setup file."""
WorldId: TypeAlias = str
"""`w00`, `w01`, … ring by ring (C2.1)."""
FleetId: TypeAlias = str
"""`<house>.f<number>` (C14.3)."""
ShipId: TypeAlias = str
"""`<house>.s<number>`."""
UnitId: TypeAlias = str
"""`<house>.m<number>`, of free worlds `<world>.g<number>`."""


class Field(enum.StrEnum):
    """The fields of research, in their order (C6.3)."""

    ENGINEERING = "engineering"
    ECONOMY = "economy"
    WEAPONS = "weapons"
    GROUND_COMBAT = "ground_combat"
    DEFENCE = "defence"
    INTELLIGENCE = "intelligence"

    @functools.cached_property
    def place(self) -> int:
        """Return the place of the field in their order."""
        return FIELDS.index(self)


FIELDS: Final = tuple(Field)
LEVELS: Final = 5
"""Levels of each field of research (C6.2)."""
YARD_LEVELS: Final = 3
"""Levels of a yard (C3.1)."""
FREE_TIERS: Final = 3
"""Tiers of free worlds: near the homes, between them, the hub (C2.4)."""

HUB_CLASS: Final = "heath"
"""The class of the hub (C2.4)."""
HOME_CLASS: Final = "home"
CAPITAL_RICHNESS: Final = "plain"
"""The richness of homes and of the hub (C2.4)."""
SMALL: Final = "small"
LARGE: Final = "large"
CAPITAL: Final = "capital"
"""The size of homes and of the hub; the sizes are entries of `map.toml` (C2.7)."""
WORLD_ID: Final = r"w[0-9]+"
"""The form of the ids of worlds, which no house may have (C14.3)."""
PERSON: Final = "person"
"""The player of a house for which a person decides."""


class Role(enum.StrEnum):
    """The roles of worlds on the map (C2.4)."""

    HOME = "home"
    FREE = "free"
    EMPTY = "empty"
    HOLLOW = "hollow"


class Lane(enum.StrEnum):
    """The classes of lanes (C2.3)."""

    BROAD = "broad"
    NARROW = "narrow"
    SHOAL = "shoal"


class Condition(enum.StrEnum):
    """The condition of a ship or a starbase (C9.2)."""

    SOUND = "sound"
    CRIPPLED = "crippled"


class Duty(enum.StrEnum):
    """What hulls are for: new ships of one duty form one fleet (C4.2)."""

    SCOUTING = "scouting"
    COLONISING = "colonising"
    WAR = "war"


class Posture(enum.StrEnum):
    """When a fleet leaves a fight (C4.6, C9.4)."""

    EVADE = "evade"
    BALANCED = "balanced"
    HOLD = "hold"


class Mission(enum.StrEnum):
    """The missions of fleets (C4.7)."""

    MOVE = "move"
    GUARD = "guard"
    SPY = "spy"
    COLONISE = "colonise"
    BLOCKADE = "blockade"
    BOMBARD = "bombard"
    INVADE = "invade"
    ASSAULT = "assault"


LANDINGS: Final = frozenset({Mission.INVADE, Mission.ASSAULT})
"""The missions that bid for a landing (C10.1)."""
HOSTILE: Final = frozenset({Mission.BLOCKADE, Mission.BOMBARD, *LANDINGS})
"""The missions that need an enemy's world."""


class Stance(enum.StrEnum):
    """What two houses are to each other (C8.1)."""

    WAR = "war"
    NEUTRAL = "neutral"
    PACT = "pact"


class Message(enum.StrEnum):
    """The kinds of diplomatic messages (C8.2 to C8.5)."""

    PACT = "pact"
    PEACE = "peace"
    ACCEPT = "accept"
    BREAK = "break"
    DECLARE = "declare"


class Spying(enum.StrEnum):
    """The kinds of spy missions (C7.2)."""

    SURVEY = "survey"
    STEAL = "steal"
    SABOTAGE = "sabotage"
    INCITE = "incite"
    BLIND = "blind"


class Thing(enum.StrEnum):
    """What can be built at a world besides ships (C3.6)."""

    INDUSTRY = "industry"
    YARD = "yard"
    STARBASE = "starbase"
    BATTERY = "battery"
    SHIELD = "shield"


class Work(enum.StrEnum):
    """The kinds of work that are paid when ordered and done at the income phase (C3.6, C3.8)."""

    BUILD = "build"
    MUSTER = "muster"
    REPAIR = "repair"


class Entry(enum.StrEnum):
    """The kinds of rows of the ledger (C14.5)."""

    START = "start"
    INCOME = "income"
    UPKEEP = "upkeep"
    BUILD = "build"
    MUSTER = "muster"
    REPAIR = "repair"
    SALVAGE = "salvage"
    WRECKAGE = "wreckage"
    REFUND = "refund"
    SPY_MISSION = "spy_mission"
    SHORTFALL = "shortfall"


class Ending(enum.StrEnum):
    """How a campaign ends (C12.3), in the order in which the ends are looked at."""

    LAST_HOUSE = "last_house"
    KEEPER = "keeper"
    ACCLAIM = "acclaim"
    RECKONING = "reckoning"


class Conclusion(enum.StrEnum):
    """How a landing was decided (C10.6)."""

    FOUGHT = "fought"
    WATCHED = "watched"
    RESOLVED = "resolved"


class Winner(enum.StrEnum):
    """Which side won a landing."""

    ATTACKER = "attacker"
    DEFENDER = "defender"
