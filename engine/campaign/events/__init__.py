"""The events of a campaign: facts only, with every roll, for reports, statistics and the map.

Each event names the houses that take part in it; `engine.campaign.report` says who is told.
"""

from typing import TypeAlias

from engine.campaign.events.conflict_events import (
    BidFailed,
    Blockaded,
    Bombarded,
    Colonised,
    ColonyWaits,
    FlakFired,
    LandingDecided,
    LandingUnfought,
    ShipsLost,
    SpaceFight,
    UnitsLost,
    UnitsRecovered,
    Volley,
    WorldCaptured,
    WreckageSalvaged,
)
from engine.campaign.events.income_events import (
    AnchorRelit,
    CampaignEnded,
    EffectEnded,
    FreeWorldMustered,
    HouseEliminated,
    IncomeCollected,
    LastStandBegan,
    LevelReached,
    PrestigeChanged,
    ShipCrippled,
    SpyMissionDone,
    WorkCancelled,
    WorkDone,
)
from engine.campaign.events.order_events import (
    FleetFled,
    FleetMoved,
    MessageSent,
    OrderFailed,
    OrderRefused,
    PactBroken,
    PactEnded,
    ShipsSalvaged,
    TreatyMade,
    WarBegan,
)

Event: TypeAlias = (
    OrderRefused
    | OrderFailed
    | ShipsSalvaged
    | MessageSent
    | TreatyMade
    | PactBroken
    | PactEnded
    | WarBegan
    | FleetMoved
    | FleetFled
    | SpaceFight
    | UnitsLost
    | ShipsLost
    | WreckageSalvaged
    | Blockaded
    | Bombarded
    | Colonised
    | ColonyWaits
    | BidFailed
    | FlakFired
    | LandingDecided
    | UnitsRecovered
    | LandingUnfought
    | WorldCaptured
    | SpyMissionDone
    | EffectEnded
    | WorkDone
    | WorkCancelled
    | IncomeCollected
    | LevelReached
    | PrestigeChanged
    | ShipCrippled
    | AnchorRelit
    | FreeWorldMustered
    | LastStandBegan
    | HouseEliminated
    | CampaignEnded
)

__all__ = [
    "AnchorRelit",
    "BidFailed",
    "Blockaded",
    "Bombarded",
    "CampaignEnded",
    "Colonised",
    "ColonyWaits",
    "EffectEnded",
    "Event",
    "FlakFired",
    "FleetFled",
    "FleetMoved",
    "FreeWorldMustered",
    "HouseEliminated",
    "IncomeCollected",
    "LandingDecided",
    "LandingUnfought",
    "LastStandBegan",
    "LevelReached",
    "MessageSent",
    "OrderFailed",
    "OrderRefused",
    "PactBroken",
    "PactEnded",
    "PrestigeChanged",
    "ShipCrippled",
    "ShipsLost",
    "ShipsSalvaged",
    "SpaceFight",
    "SpyMissionDone",
    "TreatyMade",
    "UnitsLost",
    "UnitsRecovered",
    "Volley",
    "WarBegan",
    "WorkCancelled",
    "WorkDone",
    "WorldCaptured",
    "WreckageSalvaged",
]
