"""The features of an option: the columns of a row."""

from __future__ import annotations

from typing import Final

from engine.encoding.layout import LARGE, Columns, Feature

KINDS: Final = (
    "activate",
    "move",
    "shoot",
    "advance",
    "advance_to",
    "stay",
    "charge",
    "charge_to",
    "fight",
    "wait",
)
"""The kinds of option that a row can be."""

_WORTH: Final = "points of appraisal"

ROW: Final = Columns(
    [
        Feature("present", 0, 1, "whether there is an option in this row"),
        *(Feature(f"is_{kind}", 0, 1, f"the option is of kind {kind}") for kind in KINDS),
        Feature("score_gap", -LARGE, 0, f"how far its score is behind the best, {_WORTH}"),
        # The destination: the unit's own hex if the option leads nowhere; for a charge the best of
        # the hexes adjacent to its target.
        Feature("objectives", -LARGE, LARGE, f"what the place is worth for objectives, {_WORTH}"),
        Feature("loss", 0, LARGE, f"what the enemy's next turn may cost there, {_WORTH}"),
        Feature("approach", -LARGE, 0, f"how far from the enemy it is, {_WORTH}"),
        Feature("shots", -LARGE, LARGE, f"what shooting from there is worth, {_WORTH}"),
        Feature("charges", -LARGE, LARGE, f"what charging from there is worth, {_WORTH}"),
        Feature(
            "expected_ranged_damage",
            0,
            LARGE,
            "hit points all enemy guns may take, of those it has",
        ),
        Feature(
            "expected_melee_damage",
            0,
            LARGE,
            "hit points all enemy charges may take there, likewise",
        ),
        Feature(
            "expected_shared_damage",
            0,
            LARGE,
            "hit points if every enemy picks any target, likewise",
        ),
        Feature("threatening_enemies", 0, LARGE, "enemies that may hurt it there"),
        Feature("exposure", 0, LARGE, f"what the blows of adjacent enemies cost there, {_WORTH}"),
        Feature("cover", 0, 1, "whether the place is in cover"),
        Feature("rough", 0, 1, "whether the place is rough ground"),
        Feature("own_objective", 0, 1, "the place is on an objective the side controls"),
        Feature("enemy_objective", 0, 1, "it is on one the enemy controls"),
        Feature("free_objective", 0, 1, "it is on one nobody controls"),
        Feature("margin", -LARGE, LARGE, "OC there with the unit, less the enemy's"),
        Feature("turns_to_objective", 0, 1, "turns from there to an objective not controlled"),
        Feature("turns_to_enemy", 0, 1, "turns from there to an enemy"),
        Feature("turns_gained", -1, 1, "turns nearer to an objective not controlled than now"),
        Feature("friends_near", 0, LARGE, "friends that are near"),
        Feature("enemies_near", 0, LARGE, "enemies that are near"),
        Feature("enemies_beside", 0, LARGE, "enemies adjacent to it"),
        Feature(
            "suppressed_value", 0, LARGE, f"worth of guns that fall silent beside it, {_WORTH}"
        ),
        Feature("distance", 0, LARGE, "hexes from where the unit is"),
        Feature("x", -1, 1, "where it is, from the own end of the board"),
        Feature("y", -1, 1, "where it is, across the board"),
        # The target.
        Feature("attack", -LARGE, LARGE, f"what the attack is worth, {_WORTH}"),
        Feature("other_weapons", 0, LARGE, f"what other weapons may add, {_WORTH}"),
        Feature("damage", 0, 1, "share of the target's hit points it is expected to take"),
        Feature("kill", 0, 1, "chance that the target is destroyed"),
        Feature("chance", 0, 1, "chance that a charge reaches"),
        Feature("return_damage", 0, 1, "share of the own hit points the target's fight may take"),
        Feature("target_value_share", 0, 1, "the target's VALUE, as a share of its army's"),
        Feature("target_hp_fraction", 0, 1, "share of its hit points that the target has left"),
        Feature("target_control", 0, LARGE, "the target's OC, where it stands on an objective"),
        Feature("target_ranged", 0, 1, "what the target's guns can do"),
        Feature("target_melee", 0, 1, "what the target's fight can do"),
        Feature("target_distance", 0, LARGE, "hexes to the target"),
        # The unit that is activated.
        Feature("unit_value_share", 0, 1, "the unit's VALUE, as a share of its army's"),
        Feature("unit_hp_fraction", 0, 1, "share of its hit points that the unit has left"),
        Feature("unit_control", 0, LARGE, "the unit's OC"),
        Feature("unit_ranged", 0, 1, "what the unit's guns can do"),
        Feature("unit_melee", 0, 1, "what the unit's fight can do"),
        Feature("unit_move", 0, LARGE, "the unit's MOVE"),
    ]
)
AT: Final = ROW.index
"""The column of each feature in a row, by name."""
