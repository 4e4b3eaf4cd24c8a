"""Why an action is illegal, told by names: no code and no number of a unit is left."""

from __future__ import annotations

import json
import string
from typing import Final

import pytest

from client.text.catalogue import name, text
from client.text.names import BattleNames
from client.text.refusals import illegal_action_text
from engine.battle import Side, load_scenario
from engine.battle.state import Setup
from engine.errors import IllegalAction
from engine.resources import read_text
from engine.sentences import Sentence

SETUP: Final = Setup(load_scenario("first_landing"))
NAMES: Final = BattleNames(SETUP)
UNIT: Final = Sentence("refusal.unit", number=2)
HEX: Final = Sentence("refusal.hex", column=3, row=4)
WEAPON: Final = min(SETUP.scenario.weapons)
VALUES: Final = {
    "first": (WEAPON, name("weapon", WEAPON)),
    "format": (2, "2"),
    "hex": (HEX, "that hex"),
    "needed": ("FIGHT", "Fight"),
    "phase": ("MOVE", "Move"),
    "points": (7, "7"),
    "distance": (9, "9"),
    "range": (6, "6"),
    "records": (12, "12"),
    "roll": (5, "5"),
    "side": ("TWO", NAMES.side(Side.TWO)),
    "terrain": ("WALL", name("terrain", "WALL")),
    "unit": (UNIT, NAMES.unit(2)),
    "weapon": (WEAPON, name("weapon", WEAPON)),
    "weapon_rule": ("EXTRA_ATTACKS", name("weapon-rule", "EXTRA_ATTACKS", x="", keyword="")),
}
"""A value of each parameter, and what a player reads."""

PARTS: Final = ("refusal.hex", "refusal.unit")
REASONS: Final = {
    code: written
    for code, written in json.loads(read_text("locale/en/sentences.json")).items()
    if code.startswith("refusal.") and code not in PARTS
}


@pytest.mark.parametrize("code", sorted(REASONS))
def test_a_reason_is_told_by_names(code: str) -> None:
    holes = [hole for _, hole, _, _ in string.Formatter().parse(REASONS[code]) if hole]
    values = {hole: VALUES[hole][0] for hole in holes}
    told = illegal_action_text(IllegalAction("WAIT", "R0", Sentence(code, **values)), NAMES)
    reason = REASONS[code].format(**{hole: VALUES[hole][1] for hole in holes})
    expected = text("battle.refuse.illegal", reason=reason[0].upper() + reason[1:])
    assert told == expected
