"""Random scenarios: any board, any army, any weapon, from a seed or from hypothesis."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

import msgspec
from hypothesis import strategies as st

from engine.battle.scenario import (
    Objective,
    Placement,
    RuleNumbers,
    Scenario,
    check_scenario,
    decode_scenario,
)
from engine.battle.scenario_files import load_rules
from engine.battle.side import Side
from engine.data.catalog import DiceText, UnitEntry, WeaponEntry
from engine.data.datafiles import packaged_data
from engine.data.weapon_rules import NUMBERED, PLAIN, only_on
from engine.validation import Findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hypothesis.strategies import DrawFn, SearchStrategy

    from engine.hexgrid import Offset

T = TypeVar("T")
DICE: tuple[DiceText, ...] = (1, 1, 2, 3, 4, "D3", "D6", "2D6", "D6+1")
ROLLS = ("D3", "D6", "2D6", "D6+1")
KEYWORDS = ("INFANTRY", "SWARM", "VEHICLE", "MONSTER")
PACKAGED_RULES: RuleNumbers = load_rules(packaged_data())


class Chooser(Protocol):
    """The source of choices: one generator serves seeds and hypothesis."""

    def whole(self, low: int, high: int) -> int: ...


class SeededChooser:
    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def whole(self, low: int, high: int) -> int:
        return low + int(self._random.random() * (high - low + 1))


class DrawnChooser:
    def __init__(self, draw: DrawFn) -> None:
        self._draw = draw

    def whole(self, low: int, high: int) -> int:
        return self._draw(st.integers(low, high))


class Limits(NamedTuple):
    """Bounds of what is made: (columns, rows) at least and at most, units a side, rounds."""

    smallest: tuple[int, int] = (5, 5)
    largest: tuple[int, int] = (44, 60)
    most_units: int = 20
    most_rounds: int = 5


SMALL = Limits(largest=(11, 10), most_units=5)
MIDDLING = Limits(largest=(18, 16), most_units=10)
TINY = Limits(largest=(7, 7), most_units=3, most_rounds=3)
ANY = Limits()
LARGEST = Limits(smallest=(44, 60), most_rounds=2)


def pick(choose: Chooser, items: Sequence[T]) -> T:
    return items[choose.whole(0, len(items) - 1)]


def chance(choose: Chooser, percent: int) -> bool:
    # Hypothesis shrinks towards 0, so that a shrunken example is the plain one.
    return choose.whole(0, 99) >= 100 - percent


def terrain(choose: Chooser, limits: Limits = ANY) -> tuple[str, ...]:
    """Make a board with at most two hexes in five walled, so that both armies find room."""
    columns = choose.whole(limits.smallest[0], limits.largest[0])
    rows = choose.whole(limits.smallest[1], limits.largest[1])
    walls, cover, rough = (choose.whole(0, 20) * pick(choose, (0, 1, 2)) for _ in range(3))
    inside = random.Random(choose.whole(0, 2**32 - 1))
    characters, weights = "#%~.", (walls, cover, rough, max(60, 120 - walls - cover - rough))
    return tuple("".join(inside.choices(characters, weights, k=columns)) for _ in range(rows))


def weapon_rules(choose: Chooser, kind: str) -> tuple[str, ...]:
    written = []
    for name in (*PLAIN, *NUMBERED):
        fits = only_on(name) in (None, kind)
        if fits and chance(choose, 18):
            written.append(f"{name} {choose.whole(1, 3)}" if name in NUMBERED else name)
    written.extend(
        f"ANTI_{keyword} {choose.whole(2, 6)}" for keyword in KEYWORDS if chance(choose, 8)
    )
    return tuple(written)


def weapon(choose: Chooser, kind: str) -> WeaponEntry:
    rules = weapon_rules(choose, kind)
    torrent = "TORRENT" in rules
    return WeaponEntry(
        rng=choose.whole(1, 24) if kind == "ranged" else 0,
        nb=pick(choose, DICE),
        strength=choose.whole(1, 12),
        ap=-choose.whole(0, 4),
        dmg=pick(choose, DICE),
        weapon_rules=rules,
        atk=None if torrent and chance(choose, 50) else choose.whole(2, 6),
    )


def profile(choose: Chooser, ranged: list[str], melee: list[str]) -> UnitEntry:
    return UnitEntry(
        move=choose.whole(0, 9),
        t=choose.whole(1, 10),
        armor_save=choose.whole(2, 7),
        invul_save=pick(choose, (7, 7, 6, 5, 4, 3, 2)),
        hp_max=pick(choose, (1, 2, 3, 5, 10)),
        oc=choose.whole(0, 4),
        value=choose.whole(0, 200),
        keywords=tuple(keyword for keyword in KEYWORDS if chance(choose, 30)),
        rng_weapon_codes=tuple(code for code in ranged if chance(choose, 45)),
        cc_weapon_codes=tuple(code for code in melee if chance(choose, 45)),
    )


def rule_numbers(choose: Chooser, limits: Limits) -> RuleNumbers:
    rounds = choose.whole(1, limits.most_rounds)
    if chance(choose, 50):
        return msgspec.structs.replace(PACKAGED_RULES, rounds=rounds)
    return msgspec.structs.replace(
        PACKAGED_RULES,
        rounds=rounds,
        rough_cost=choose.whole(1, 4),
        advance_dice=pick(choose, ROLLS),
        charge_dice=pick(choose, ROLLS),
        hazard_damage=choose.whole(1, 4),
        first_scoring_round=choose.whole(1, 3),
        objective_points=choose.whole(0, 6),
        most_points=choose.whole(0, 20),
    )


def objectives(choose: Chooser, hexes: list[Offset]) -> tuple[Objective, ...]:
    """Place objectives anywhere, on walls and on one another too."""
    made = []
    for number in range(choose.whole(1, 4)):
        size = choose.whole(1, 5)
        places = {pick(choose, hexes) for _ in range(size)}
        made.append(Objective(chr(ord("A") + number), tuple(sorted(places))))
    return tuple(made)


def placements(
    choose: Chooser, ground: list[Offset], profiles: list[str], most_units: int
) -> tuple[Placement, ...]:
    most = min(most_units, len(ground) // 2)
    sides = [Side.ONE] * choose.whole(1, most) + [Side.TWO] * choose.whole(1, most)
    free = ground.copy()
    # Armies close together fight more; the window of hexes to choose from slides with the unit.
    near = chance(choose, 50)
    made = []
    for side in sides:
        last = min(len(free), len(sides) + 2) if near else len(free)
        place = free.pop(choose.whole(0, last - 1))
        made.append(Placement(side, pick(choose, profiles), place))
    return tuple(made)


def scenario(choose: Chooser, limits: Limits = ANY, name: str = "generated") -> Scenario:
    """Make a scenario; it is checked as those of files and saves are."""
    rows = terrain(choose, limits)
    hexes = [(column, row) for column in range(len(rows[0])) for row in range(len(rows))]
    ground = [(column, row) for column, row in hexes if rows[row][column] != "#"]
    ranged = {f"gun_{n}": weapon(choose, "ranged") for n in range(choose.whole(0, 4))}
    melee = {f"blade_{n}": weapon(choose, "melee") for n in range(choose.whole(0, 4))}
    weapons = ranged | melee
    profiles = {
        f"unit_{n}": profile(choose, [*ranged], [*melee]) for n in range(choose.whole(1, 5))
    }
    scored = chance(choose, 75)
    units = placements(choose, ground, [*profiles], limits.most_units)
    taking_part = {placed.unit for placed in units}
    made = Scenario(
        name=name,
        terrain=rows,
        first=pick(choose, (Side.ONE, Side.TWO)),
        score_objectives=scored,
        objectives=objectives(choose, hexes) if scored or chance(choose, 50) else (),
        units=units,
        rules=rule_numbers(choose, limits),
        profiles={code: entry for code, entry in profiles.items() if code in taking_part},
        weapons=weapons,
    )
    require_playable(made)
    return made


def require_playable(made: Scenario) -> None:
    findings = Findings(made.name)
    check_scenario(made, findings)
    findings.raise_if_any()
    raw = msgspec.json.decode(msgspec.json.encode(made))
    assert decode_scenario(raw, findings) == made, findings.problems


def seeded(seed: int, limits: Limits = ANY) -> Scenario:
    """Make the scenario of a seed."""
    return scenario(SeededChooser(seed), limits, f"generated_{seed}")


def scenarios(limits: Limits = SMALL) -> SearchStrategy[Scenario]:
    """Draw scenarios for hypothesis."""

    @st.composite
    def drawn(draw: DrawFn) -> Scenario:
        return scenario(DrawnChooser(draw), limits)

    return drawn()


def terrains(limits: Limits = SMALL) -> SearchStrategy[tuple[str, ...]]:
    """Draw boards for hypothesis."""

    @st.composite
    def drawn(draw: DrawFn) -> tuple[str, ...]:
        return terrain(DrawnChooser(draw), limits)

    return drawn()
