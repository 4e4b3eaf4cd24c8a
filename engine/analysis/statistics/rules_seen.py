"""The rules that can be seen to apply in a battle, by name, with their numbers in docs/rules.md."""

from __future__ import annotations

from enum import Enum
from typing import Self


class RuleSeen(Enum):
    """A rule whose effect is visible in events or actions; *number* is where it is defined."""

    ROUGH_GROUND = "rough ground entered", "R1.3"
    COVER_OF_TERRAIN = "cover of terrain", "R8.4"
    COVER_OBSCURED = "cover of an obscured line", "R1.4"
    COVER_OF_NO_USE = "armour too good for cover", "R8.4"
    DICE_ATTACKS = "dice for attacks", "R2.2"
    DICE_DAMAGE = "dice for damage", "R2.2"
    PHASE_ENDED = "phase ended with units left", "R3.5"
    MOVED = "moved", "R4.2"
    FLED = "fled", "R4.3"
    WAITED = "waited", "R4.4"
    ADVANCE_ROLLED = "advance rolled", "R5.2"
    ADVANCED = "advanced", "R5.2"
    ADVANCE_REFUSED = "stayed after the roll", "R5.2"
    SINGLE_SHOT = "single attack", "R6.4"
    TURNED = "rest of the attacks at another target", "R6.4"
    GIVEN_UP = "rest of the attacks given up", "R6.4"
    CHARGED = "charge reached", "R7.3"
    CHARGE_FAILED = "charge failed", "R7.3"
    FOUGHT_CHARGED = "charged units fight first", "R7.4"
    FOUGHT_BACK = "fought in the enemy's turn", "R7.4"
    INVULNERABLE = "invulnerable save needed", "R8.1"
    NO_SAVE = "no save possible", "R8.1"
    CRITICAL_HIT = "critical hit", "R8.2"
    CRITICAL_WOUND = "critical wound", "R8.2"
    EXCESS_LOST = "damage lost with the target", "R8.3"
    RAPID_FIRE = "RAPID_FIRE", "R8"
    MELTA = "MELTA", "R8"
    ASSAULT = "ASSAULT", "R8"
    HEAVY = "HEAVY", "R8"
    PISTOL = "PISTOL", "R8"
    TORRENT = "TORRENT", "R8"
    TWIN_LINKED = "TWIN_LINKED", "R8"
    LETHAL_HITS = "LETHAL_HITS", "R8"
    SUSTAINED_HITS = "SUSTAINED_HITS", "R8"
    DEVASTATING_WOUNDS = "DEVASTATING_WOUNDS", "R8"
    ANTI = "ANTI_", "R8"
    IGNORES_COVER = "IGNORES_COVER", "R8"
    BLAST = "BLAST", "R8"
    HAZARDOUS = "HAZARDOUS", "R8"
    HAZARDOUS_LOSS = "HAZARDOUS loss", "R8"
    EXTRA_ATTACKS = "EXTRA_ATTACKS", "R8"
    TAKEN_FIRST = "uncontrolled objective taken", "R9.1"
    TAKEN_FROM_ENEMY = "objective taken from the enemy", "R9.1"
    SCORED = "scored", "R9.2"
    SCORED_MOST = "scored the most a turn allows", "R9.2"
    ENDED_ELIMINATION = "ended by elimination", "R9.3"
    ENDED_VICTORY_POINTS = "ended by victory points", "R9.3"
    ENDED_VALUE = "ended by VALUE left", "R9.3"
    ENDED_DRAW = "ended in a draw", "R9.3"

    number: str

    def __new__(cls, text: str, number: str) -> Self:
        """Set the text as the value and the number as an attribute."""
        made = object.__new__(cls)
        made._value_ = text
        made.number = number
        return made
