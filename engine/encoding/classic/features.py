"""The features of the compact observation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.encoding.layout import LARGE, Columns, Feature, Layout

if TYPE_CHECKING:
    from engine.encoding.classic.spec import ClassicSpec


def layout_of(spec: ClassicSpec) -> Layout:
    """Return the layout of the observation: the whole, the active unit, sectors, nearest units,
    targets.
    """
    return Layout(
        [
            ("whole", 1, _WHOLE),
            ("own", 1, _OWN),
            ("sectors", spec.sectors, _SECTOR),
            ("nearest", spec.nearest, _UNIT),
            ("targets", spec.targets, _TARGET),
        ],
        spec.largest,
    )


_WHOLE = Columns(
    [
        Feature("phase", 0, 1, "0 MOVE, 1/3 SHOOT, 2/3 CHARGE, 1 FIGHT"),
        Feature("round", 0, 1, "the round, as a share of all rounds"),
        Feature("goes_first", 0, 1, "whether the side goes first in a round"),
        Feature(
            "units_waiting", 0, 1, "own units not activated in this phase, as a share of the living"
        ),
        Feature("lead", -1, 1, "own victory points less the enemy's, by LEAD, squashed by tanh"),
        Feature(
            "value_balance", -1, 1, "own hit points' VALUE less the enemy's, as a share of both"
        ),
        Feature("own_units", 0, 1, "share of the own units that are in play"),
        Feature("enemy_units", 0, 1, "share of the enemy units that are in play"),
        Feature("own_objectives", 0, 1, "share of the objectives that the side controls"),
        Feature("enemy_objectives", 0, 1, "share of the objectives that the enemy controls"),
    ]
)


_OWN = Columns(
    [
        Feature("hp_fraction", 0, 1, "the share of its hit points that the active unit has left"),
        Feature("value_share", 0, 1, "its VALUE, as a share of its army's"),
        Feature("move", 0, LARGE, "its MOVE, by MOVE"),
        Feature("control", 0, LARGE, "its OC, by CONTROL"),
        Feature("reach", 0, 1, "the reach of its longest gun, by RADIUS"),
        Feature("ranged", 0, 1, "the share of an average enemy that its guns take"),
        Feature("melee", 0, 1, "the share of an average enemy that its fight takes"),
        Feature("on_objective", 0, 1, "whether it stands on an objective"),
    ]
)


_NEAR = "1 for the next hex, 0 beyond RADIUS"
_SECTOR = Columns(
    [
        Feature("enemy", 0, 1, f"how near the nearest enemy is there: {_NEAR}"),
        Feature("friend", 0, 1, "how near the nearest friend is there, likewise"),
        Feature(
            "objective",
            0,
            1,
            "how near the nearest hex of an objective to win is there, likewise",
        ),
        Feature(
            "place",
            -LARGE,
            LARGE,
            "the best hex to move to there, less staying, by POINTS; least if none",
        ),
    ]
)


_UNIT = Columns(
    [
        Feature("side", -1, 1, "1 a friend, -1 an enemy, 0 nobody"),
        Feature("east", -1, 1, "columns to the east of the active unit, by RADIUS"),
        Feature("south", -1, 1, "rows to the south of it, by RADIUS"),
        Feature("distance", 0, 1, "hexes from it, by RADIUS"),
        Feature("in_sight", 0, 1, "whether it is in sight (R1.4)"),
        Feature("hp_fraction", 0, 1, "the share of its hit points that it has left"),
        Feature("value_share", 0, 1, "its VALUE, as a share of its army's"),
        Feature("ranged", 0, 1, "the share of an average enemy that its guns take"),
        Feature("melee", 0, 1, "the share of an average enemy that its fight takes"),
        Feature("control", 0, LARGE, "its OC, by CONTROL, where it stands on an objective"),
    ]
)


_TARGET = Columns(
    [
        Feature("present", 0, 1, "whether there is an enemy in this slot"),
        Feature(
            "score",
            -LARGE,
            LARGE,
            "what attacking it comes to, other weapons counted in, by POINTS",
        ),
        Feature("damage", 0, 1, "share of its hit points the attack is expected to take"),
        Feature("kill", 0, 1, "chance that the attack destroys it"),
        Feature("chance", 0, 1, "chance that a charge reaches it; 1 for shots and blows"),
        Feature("distance", 0, 1, "hexes to it, by RADIUS"),
    ]
)
