"""Playing one campaign among personas, and counting what happens in it."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING, Final, TypeAlias

from engine.analysis.campaigns.counting import Counting
from engine.analysis.campaigns.game_record import GameReport
from engine.campaign.bridge import load_materials
from engine.campaign.data import load_numbers
from engine.campaign.founding import found
from engine.campaign.invariants import InvariantBroken, check_state, check_turn
from engine.campaign.packets import check_packet
from engine.campaign.personas import plan_for
from engine.campaign.randomness import dice
from engine.campaign.referee import FightingReferee
from engine.campaign.resolver import landing_source, resolve
from engine.campaign.turn import close_turn, open_turn
from engine.campaign.view import view_of
from engine.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.analysis.campaigns.game_record import GameRecord
    from engine.analysis.campaigns.simulation_plan import SimulationPlan
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.orders import Order
    from engine.campaign.packets import CheckedOrders
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.campaign.state import CampaignState
    from engine.campaign.view import View

Watch: TypeAlias = "Callable[[View, tuple[Order, ...]], None]"
"""Is given what a house knows, and the packet that was planned from it."""
_FIGHT: Final = "referee"
_TACTICIAN: Final = "bot:tactician"
_MILLI: Final = 1000


@functools.cache
def _numbers() -> CampaignNumbers:
    return load_numbers()


def play_game(plan: SimulationPlan, game: int, watch: Watch | None = None) -> GameReport:
    """Play a game of a plan, in whatever process; *watch* is given each packet as it is planned."""
    try:
        return GameReport(game, play(plan, game, _numbers(), watch=watch), None)
    except (EngineError, InvariantBroken) as error:
        return GameReport(game, None, f"game {game}, seed {plan.seed_of(game)}: {error}")


def play(
    plan: SimulationPlan,
    game: int,
    numbers: CampaignNumbers,
    *,
    watch: Watch | None = None,
    clock: Callable[[], float] = time.perf_counter,
) -> GameRecord:
    """Play a game of a plan with data of the caller's, timing its turns by a *clock* in seconds.

    EngineError or InvariantBroken if it can't be finished.
    """
    setup = plan.setup_of(game, numbers)
    state = found(numbers, setup)
    counting = Counting(setup, why=plan.why)
    if plan.check:
        check_state(state)
    while state.finish is None:
        began = clock()
        before, packets = state, {}
        for house in state.living():
            packets[house.id] = _plan(state, house.id, counting, watch)
        halfway = open_turn(state, packets)
        results = {
            world: _decide(spec, state, plan.battles) for world, spec in halfway.specs.items()
        }
        state = close_turn(halfway, results)
        counting.count(before, state, packets, (clock() - began) * _MILLI)
        if plan.check:
            check_state(state)
            check_turn(before, state)
    return counting.record(game, state)


def _plan(
    state: CampaignState, house: str, counting: Counting, watch: Watch | None
) -> CheckedOrders:
    view = view_of(state, house)
    made = plan_for(view, state.setup)
    counting.count_wishes(made.wishes)
    if watch is not None:
        watch(view, made.orders)
    return check_packet(view, made.orders)


def _decide(spec: BattleSpec, state: CampaignState, battles: float) -> BattleResult:
    """Resolve a landing, or fight it on the board if it is among those that are."""
    seed = state.setup.seed
    if battles and dice(seed, spec.turn, _FIGHT, spec.world).chance(battles):
        return fight(spec)
    return resolve(spec, state.numbers, landing_source(seed, spec))


def fight(spec: BattleSpec) -> BattleResult:
    """Fight a landing on the board, the tactician against itself."""
    return FightingReferee(load_materials(), (_TACTICIAN, _TACTICIAN))(spec)
