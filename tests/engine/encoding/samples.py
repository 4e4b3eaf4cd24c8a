"""Decisions to encode: of random legal play on all kinds of battles, and of bots that mean it."""

from __future__ import annotations

import functools
import math
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from engine.battle import rules, turn
from engine.battle.scenario import Placement, Scenario
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.dice import ScriptedDice, SeededDice
from engine.encoding.classic.codec import ClassicCodec
from engine.encoding.classic.spec import packaged_classic
from engine.encoding.codec import Codec
from engine.encoding.spec import packaged_spec
from engine.players.registry import make_player
from tests.engine.generated import ANY, MIDDLING, SMALL, TINY, seeded
from tests.engine.property.mirror import mirrored, mirrored_action
from tests.engine.walk import CASES, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.state import BattleState
    from engine.hexgrid import Offset

REAL: Final = ("crossroads", "full_muster", "last_light", "lock_keepers", "random:17", "random:40")
"""Battles that bots play: boards and armies of several sizes, one that no objective decides."""


def _battles() -> dict[str, Scenario]:
    some = dict(CASES)
    for seed in range(12):
        some[f"small_{1000 + seed}"] = seeded(1000 + seed, SMALL)
        some[f"tiny_{2000 + seed}"] = seeded(2000 + seed, TINY)
    for seed in range(3):
        some[f"middling_{3000 + seed}"] = seeded(3000 + seed, MIDDLING)
        some[f"any_{4000 + seed}"] = seeded(4000 + seed, ANY)
    return some


BATTLES: Final = _battles()
"""Battles of any size, army and weapon: all packaged ones, the largest board among them."""


def wandering(name: str, seed: int = 7, most: int = 120) -> Iterator[BattleState]:
    """Return the decisions of random legal play, whoever makes them."""
    return (step.before for step in walk(BATTLES[name], seed, most))


def fought(
    name: str, seed: int = 3, one: str = "tactician", two: str = "rush"
) -> Iterator[BattleState]:
    """Return the decisions of a battle between two bots, whoever makes them."""
    bots = [
        make_player(f"bot:{bot}", side, seed) for bot, side in zip((one, two), Side, strict=True)
    ]
    state, _ = turn.start(Setup(load_scenario(name)))
    dice = SeededDice(seed)
    while state.result is None:
        yield state
        action = bots[state.to_act.index].choose(state, rules.legal_actions(state))
        state, _ = rules.apply(state, action, dice)


def reflected(
    scenario: Scenario, seed: int = 7, most: int = 120
) -> Iterator[tuple[BattleState, BattleState]]:
    """Return the decisions of random legal play, each beside the same one mirrored (R1.6)."""
    twin, _ = turn.start(Setup(mirrored(scenario)))
    for step in walk(scenario, seed, most):
        yield step.before, twin
        action = mirrored_action(scenario, step.action)
        twin, _ = rules.apply(twin, action, ScriptedDice(step.faces))


def crowded(units: int, objectives: int) -> Scenario:
    """Make a battle of so many units on side ONE, and so many objectives."""
    made = load_scenario("crossroads")
    first = made.objectives[0]
    free = ((column, row) for row in range(21) for column in range(25))
    taken = {placed.hex for placed in made.units}
    ground = [
        place for place in free if place not in taken and made.terrain[place[1]][place[0]] == "."
    ]
    own = sum(placed.side is Side.ONE for placed in made.units)
    more = [Placement(Side.ONE, made.units[0].unit, place) for place in ground[: units - own]]
    return replace(
        made,
        rules=replace(made.rules, most_units=50),
        units=(*made.units, *more),
        objectives=tuple(replace(first, code=f"O{number}") for number in range(objectives)),
    )


@functools.cache
def main_codec() -> Codec:
    """Make the codec of the main encoding."""
    spec = packaged_spec("rows")
    return Codec(spec)


@functools.cache
def ordering_codec() -> Codec:
    """Make the codec of the main encoding where the policy says in all phases who acts next."""
    everywhere = frozenset({"MOVE", "SHOOT", "CHARGE", "FIGHT"})
    spec = msgspec.structs.replace(packaged_spec("rows"), orders=everywhere)
    return Codec(spec)


@functools.cache
def classic_codec() -> ClassicCodec:
    """Make the codec of the classic encoding."""
    spec = packaged_classic("classic")
    return ClassicCodec(spec)


NORTH, SOUTH, EAST, WEST = range(4)


def way(state: BattleState, start: Offset, end: Offset) -> int:
    """Return the way of an offset, by the middles of the hexes on paper; TWO's is mirrored."""
    grid = state.field.grid
    if state.to_act is Side.TWO:
        start, end = grid.mirror(start), grid.mirror(end)
    east = 1.5 * (end[0] - start[0])
    south = math.sqrt(3) * (end[1] - start[1] + (end[0] % 2 - start[0] % 2) / 2)
    if abs(east) > abs(south):
        return EAST if east > 0 else WEST
    return SOUTH if south > 0 else NORTH
