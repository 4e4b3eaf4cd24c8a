"""Counts of all ways a battle can go for some actions, on three tiny scenarios with fixed dice.

A die shows 1, 2, 3, 4, 5, 6 and 1 again, so that a sequence of actions is all there is to count.
Run this file to write the counts anew: `python -m tests.engine.perft.tiny`. A change of them is a
change of the rules: say why in the commit, and raise RULES_VERSION.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.battle import rules, turn
from engine.battle.scenario import Objective, Placement, Scenario
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.data.catalog import UnitEntry, WeaponEntry
from tests.engine.generated import PACKAGED_RULES, require_playable

if TYPE_CHECKING:
    from engine.battle.state import BattleState

COUNTS = Path(__file__).with_name("counts.json")
FACES = 6
WEAPONS = {
    "rifle": WeaponEntry(6, 1, 4, 0, 1, ("RAPID_FIRE 1", "HEAVY"), 3),
    "sidearm": WeaponEntry(3, 2, 4, -1, 1, ("PISTOL", "ASSAULT"), 4),
    "mortar": WeaponEntry(5, "D3", 5, 0, "D3", ("BLAST", "HAZARDOUS"), 4),
    "sword": WeaponEntry(0, 2, 5, -1, 1, ("LETHAL_HITS",), 3),
    "mace": WeaponEntry(0, 1, 8, -2, 2, ("TWIN_LINKED",), 4),
    "horns": WeaponEntry(0, 1, 4, 0, 1, ("EXTRA_ATTACKS",), 4),
}
PROFILES = {
    "shooter": UnitEntry(1, 4, 5, 7, 2, 2, 40, ("INFANTRY",), ("rifle", "sidearm"), ("sword",)),
    "brawler": UnitEntry(2, 4, 4, 7, 3, 1, 60, ("INFANTRY",), (), ("sword", "mace", "horns")),
    "gunner": UnitEntry(1, 5, 4, 6, 3, 1, 80, ("VEHICLE",), ("mortar",), ()),
}


def tiny(
    name: str, terrain: str, units: list[tuple[Side, str, tuple[int, int]]], rounds: int
) -> Scenario:
    taking_part = {unit for _, unit, _ in units}
    profiles = {code: entry for code, entry in PROFILES.items() if code in taking_part}
    carried = {code for p in profiles.values() for code in p.rng_weapon_codes + p.cc_weapon_codes}
    made = Scenario(
        name=name,
        terrain=tuple(terrain.split()),
        first=Side.ONE,
        score_objectives=True,
        objectives=(Objective("A", ((2, 2),)),),
        units=tuple(Placement(side, unit, place) for side, unit, place in units),
        rules=msgspec.structs.replace(PACKAGED_RULES, rounds=rounds),
        profiles=profiles,
        weapons={code: entry for code, entry in WEAPONS.items() if code in carried},
    )
    require_playable(made)
    return made


# A duel of shooters around a wall, a brawl in the mud, and a gun whose crew is caught.
SCENARIOS = (
    tiny(
        "duel",
        "..... ..#.. .%... ..~.. .....",
        [(Side.ONE, "shooter", (0, 2)), (Side.TWO, "shooter", (4, 2))],
        2,
    ),
    tiny(
        "brawl",
        "#...# .~.~. ..... .~.~. #...#",
        [
            (Side.ONE, "brawler", (1, 2)),
            (Side.ONE, "shooter", (2, 4)),
            (Side.TWO, "brawler", (3, 2)),
        ],
        1,
    ),
    tiny(
        "battery",
        "..... ..... ##.## ..... .....",
        [
            (Side.ONE, "gunner", (2, 4)),
            (Side.TWO, "brawler", (2, 1)),
            (Side.TWO, "shooter", (1, 0)),
        ],
        2,
    ),
)
DEPTHS = {"duel": 12, "brawl": 11, "battery": 10}


class CyclingDice:
    """Dice that show 1 to 6 over and over, from a place in the cycle on."""

    def __init__(self, shown: int) -> None:
        self.shown = shown

    def d6(self) -> int:
        self.shown = self.shown % FACES + 1
        return self.shown


class Counter:
    """A counter of sequences of actions, and of states, to a depth.

    A state with its place in the cycle of dice leads to the same sequences however it came about;
    remembering that is what makes these depths possible.
    """

    def __init__(self) -> None:
        self.known: dict[tuple[bytes, int, int], int] = {}

    def sequences(self, state: BattleState, shown: int, depth: int) -> int:
        if depth == 0:
            return 1
        key = (state.to_bytes(), shown, depth)
        if key not in self.known:
            total = 0
            for action in rules.legal_actions(state):
                dice = CyclingDice(shown)
                after, _ = rules.apply(state, action, dice)
                total += self.sequences(after, dice.shown, depth - 1)
            self.known[key] = total
        return self.known[key]


def states_to(state: BattleState, depth: int) -> tuple[list[int], set[str]]:
    """Count the states (with their place in the cycle) after each number of actions.

    Gives the verbs that were met on the way, too.
    """
    layer = {(state.to_bytes(), 0): state}
    counts, verbs = [], set()
    for _ in range(depth):
        following: dict[tuple[bytes, int], BattleState] = {}
        for (_, shown), now in layer.items():
            for action in rules.legal_actions(now):
                dice = CyclingDice(shown)
                after, _ = rules.apply(now, action, dice)
                following[after.to_bytes(), dice.shown] = after
                verbs.add(action.word)
        layer = following
        counts.append(len(layer))
    return counts, verbs


def count(scenario: Scenario, depth: int) -> dict[str, list[int] | list[str]]:
    state, _ = turn.start(Setup(scenario))
    counter = Counter()
    states, verbs = states_to(state, depth)
    return {
        "sequences": [counter.sequences(state, 0, n) for n in range(1, depth + 1)],
        "states": states,
        "verbs": sorted(verbs),
    }


def count_all() -> dict[str, dict[str, list[int] | list[str]]]:
    return {one.name: count(one, DEPTHS[one.name]) for one in SCENARIOS}


if __name__ == "__main__":
    COUNTS.write_bytes(msgspec.json.format(msgspec.json.encode(count_all()), indent=1) + b"\n")
