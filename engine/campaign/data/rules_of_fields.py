"""The rules that the numbers of a campaign belong to, by struct and by field (docs/campaign.md)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.campaign.numbers import (
    CampaignFaction,
    DiplomacyNumbers,
    HouseEntry,
    HullNumbers,
    InvasionNumbers,
    MapLayout,
    MapNumbers,
    Persona,
    PersonaNumbers,
    PrestigeNumbers,
    ResearchNumbers,
    ResolverTables,
    ShipNumbers,
    SizeNumbers,
    TaxNumbers,
    Tier,
    VictoryNumbers,
    WorldClass,
    WorldNumbers,
)
from engine.campaign.numbers.invasion_numbers import (
    CalibrationNumbers,
    DrawNumbers,
    FreeWorldNumbers,
    ResolverNumbers,
)
from engine.campaign.numbers.persona_numbers import (
    CareScores,
    ForceScores,
    GarrisonScores,
    LandingScores,
    LookaheadScores,
    Mood,
    PersonaLevel,
    PolicyScores,
    PurseScores,
    ScoutingScores,
    SettlingScores,
    SpyingScores,
)
from engine.campaign.numbers.politics_numbers import (
    EspionageNumbers,
    KeeperNumbers,
    SpyPrices,
    TreatyNumbers,
)
from engine.campaign.numbers.ship_numbers import (
    CombatNumbers,
    GroundDefenceNumbers,
    LaneNumbers,
    SiegeNumbers,
)
from engine.campaign.numbers.world_numbers import (
    BuildingNumbers,
    RichnessNumbers,
    StartNumbers,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import msgspec

PERSONAS: Final = "personas"
"""The rule of the computer's houses, which have a chapter of their own and no number."""


def _by_rule(rule: str, **fields: str) -> dict[str, str]:
    """Return the rule of each field: *rule*, but for those listed under another one.

    The keys of *fields* are rules with `_` for the dot, the values names of fields.
    """
    rules = {"": rule}
    for other, names in fields.items():
        rules |= dict.fromkeys(names.split(), other.replace("_", "."))
    return rules


_RULES: Final[Mapping[type[msgspec.Struct], Mapping[str, str]]] = {
    VictoryNumbers: _by_rule(
        "C12.3", C1_4="TURNS MOST_TURNS", C12_4="LAST_STAND_TURNS", C12_1="prestige"
    ),
    KeeperNumbers: _by_rule("C12.3"),
    PrestigeNumbers: _by_rule("C12.1", C12_2="LEADER_BONUS UNFOUGHT_MOST LOSS_MOST"),
    MapNumbers: _by_rule(
        "C2.1",
        C2_3="LANE_SHARE HOME_LANES LEAST_LANES BROAD_SHARE NARROW_SHARE",
        C2_4="MIDDLE_FREE_WORLDS HOLLOW_SHARE",
        C2_5="ATTEMPTS KIT_POINTS KIT_DIFFERENCE KIT_LEAST REACH_POINTS REACH_RATIO",
        C2_7="SMALL_SHARE small large capital",
    ),
    MapLayout: _by_rule("C2.1", C1_1="HOUSES", C2_2="HOMES"),
    SizeNumbers: _by_rule("C2.7"),
    WorldNumbers: _by_rule(
        "C3.1",
        C2_6="classes",
        C2_7="richness",
        C3_2="INDUSTRY_BONUS UNREST_INCOME BLOCKADE_INCOME",
        C3_3="OVERHEAD_FREE OVERHEAD_PER_WORLD OVERHEAD_MOST taxes",
        C3_4="INDUSTRY_STEP INDUSTRY_PRICE",
        C3_6="YARD_PRICES YARD_POPULATION DOCKS_PER_LEVEL CANCEL_REFUND starbase battery shield",
        C3_7="MUSTER_POPULATION MUSTER_VALUE MILITIA_BASE MILITIA_POPULATION HEALING",
        C3_8="REPAIR_PRICE SALVAGE_REFUND WRECKAGE_SHARE",
        C3_9="SETTLERS COLONY_MILITIA",
        C3_10="UNIT_UPKEEP_VALUE SHORTFALL_STEP",
        C6_3="start",
    ),
    BuildingNumbers: _by_rule("C3.6"),
    StartNumbers: _by_rule("C6.3"),
    TaxNumbers: _by_rule("C3.3"),
    RichnessNumbers: _by_rule("C2.7"),
    WorldClass: _by_rule("C2.6"),
    ShipNumbers: _by_rule(
        "C4.1",
        C4_2="FLEETS FLEET_SHIPS",
        C4_4="POINTS lanes",
        C3_6="battery starbase",
        C9_3="combat",
        C9_8="siege",
    ),
    LaneNumbers: _by_rule("C4.4"),
    HullNumbers: _by_rule("C4.1", C4_2="DUTY"),
    GroundDefenceNumbers: _by_rule("C3.6"),
    CombatNumbers: _by_rule(
        "C9.3", C6_3="WEAPONS_BONUS DEFENCE_BONUS", C9_4="BALANCED_SHARE PARTING_SHARE"
    ),
    SiegeNumbers: _by_rule("C9.8", C9_7="HUNGER"),
    ResearchNumbers: _by_rule(
        "C6.3", C6_1="SHARES MOST_WEIGHT", C6_2="LEVEL_PRICES", C7_3="SPY_OWN", C5_1="SIGHT_LEVEL"
    ),
    DiplomacyNumbers: _by_rule("C7.1", C8_1="treaties"),
    EspionageNumbers: _by_rule("C7.4", C7_2="prices", C7_3="SUCCESS SCOUT_BONUS", C7_5="EXPOSED"),
    SpyPrices: _by_rule("C7.2"),
    TreatyNumbers: _by_rule(
        "C8.1",
        C8_2="MOST_PACTS",
        C8_4="PACT_INCOME PACT_PRESTIGE_EVERY",
        C8_3="TRUCE_TURNS",
        C7_5="GRIEVANCE_TURNS",
        C8_6="DISTRUST_TURNS",
        C8_7="LEADER_PACTS_TURN LEADER_END_TURN",
    ),
    InvasionNumbers: _by_rule(
        "C10.1",
        C10_2="INVADE_ROUNDS CAPTURED_INDUSTRY CAPTURED_POPULATION YARD_LOSS",
        C10_3="ASSAULT_ROUNDS ASSAULT_MOST STARBASE_SHOTS FLAK_ROLL FLAK_HARM",
        C10_4="PIT",
        C10_7="UNREST_TURNS",
        C10_8="COOLDOWN_TURNS",
        C10_9="MOST_VETERANCY RECOVERY VETERAN_RECOVERY",
        C10_10="resolver calibration",
        C5_3="DEFENCE_STEP BATTERY_DEFENCE",
        C9_7="SIEGE_TURNS",
        C11_1="free_worlds",
    ),
    FreeWorldNumbers: _by_rule("C11.1", C11_2="MUSTER_EVERY MUSTER_POINTS"),
    Tier: _by_rule("C11.1"),
    ResolverNumbers: _by_rule("C10.10"),
    CalibrationNumbers: _by_rule("C10.10"),
    DrawNumbers: _by_rule("C10.10"),
    ResolverTables: _by_rule("C10.10"),
    PersonaNumbers: _by_rule(PERSONAS),
    Persona: _by_rule(PERSONAS),
    PersonaLevel: _by_rule(PERSONAS),
    LandingScores: _by_rule(PERSONAS),
    ForceScores: _by_rule(PERSONAS),
    GarrisonScores: _by_rule(PERSONAS),
    PolicyScores: _by_rule(PERSONAS),
    CareScores: _by_rule(PERSONAS),
    SettlingScores: _by_rule(PERSONAS),
    ScoutingScores: _by_rule(PERSONAS),
    SpyingScores: _by_rule(PERSONAS),
    PurseScores: _by_rule(PERSONAS),
    LookaheadScores: _by_rule(PERSONAS),
    Mood: _by_rule(PERSONAS),
    CampaignFaction: _by_rule("C6.3", C3_7="MILITIA"),
    HouseEntry: _by_rule("C1.1"),
}


def rule_of(kind: type[msgspec.Struct], field: str) -> str:
    """Return the number of the rule that is about a field of a struct of numbers."""
    rules = _RULES[kind]
    return rules[field] if field in rules else rules[""]
