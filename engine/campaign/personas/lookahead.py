"""Looking ahead: the best packets of a persona are played on, on its own view alone.

The packets come from the persona as it is, and from a bolder and a more careful one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.fleets import total_attack
from engine.campaign.packets import check_packet
from engine.campaign.personas.imagination import imagine
from engine.campaign.resolver import landing_source, resolve, total_points
from engine.campaign.turn import close_turn, open_turn
from engine.campaign.view import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from engine.campaign.numbers import Persona
    from engine.campaign.numbers.persona_numbers import PersonaLevel
    from engine.campaign.orders import Order
    from engine.campaign.state import CampaignState
    from engine.campaign.view import View
    from engine.random_source import RandomSource

_MOST_SEED = 2**32


def moods(persona: Persona, level: PersonaLevel, step: float) -> Iterator[Persona]:
    """Yield the personas whose packets are compared: as it is, bolder, more careful, and so on."""
    for place in range(level.plans):
        strength = (place + 1) // 2 * step
        change = strength if place % 2 else -strength
        yield replace(
            persona, war=max(0.0, persona.war + change), caution=max(0.0, persona.caution - change)
        )


def choose_packet(
    view: View,
    packets: Sequence[Sequence[Order]],
    level: PersonaLevel,
    source: RandomSource,
    go_on: Callable[[View], Sequence[Order]],
) -> int:
    """Return the place of the packet after which the house stands best; the first one on ties.

    Each is played so many turns ahead by `go_on`, several times with the same dice for all.
    """
    if not level.turns_ahead or len(packets) == 1:
        return 0
    scores = view.numbers.personas.lookahead
    seeds = [source.integer(0, _MOST_SEED) for _ in range(scores.samples)]
    totals = []
    for packet in packets:
        ends = [_play(imagine(view, seed), view, packet, level, go_on) for seed in seeds]
        totals.append(sum(_value(end, view.house.id) for end in ends) / len(ends))
    best = max(totals)
    if best < totals[0] + scores.margin:
        return 0
    return totals.index(best)


def _play(
    state: CampaignState,
    view: View,
    packet: Sequence[Order],
    level: PersonaLevel,
    go_on: Callable[[View], Sequence[Order]],
) -> CampaignState:
    house = view.house.id
    for ahead in range(level.turns_ahead):
        if state.finish is not None or not state.houses[house].is_alive:
            break
        seen = view if not ahead else view_of(state, house)
        orders = packet if not ahead else go_on(seen)
        halfway = open_turn(state, {house: check_packet(seen, orders)})
        seed = state.setup.seed
        results = {
            world: resolve(spec, state.numbers, landing_source(seed, spec))
            for world, spec in halfway.specs.items()
        }
        state = close_turn(halfway, results)
    return state


def _value(state: CampaignState, name: str) -> float:
    """Return how well a house stands: prestige, worlds, forces, treasury."""
    scores = state.numbers.personas.lookahead
    house = state.houses[name]
    value = scores.prestige * house.prestige + scores.treasury * house.treasury
    for world in state.worlds_of(name):
        value += scores.anchor * state.lit(world.id)
        value += scores.wealth * (world.population + world.industry)
        value += scores.force * total_points(world.garrison, state.numbers)
    for fleet in state.fleets_of(name):
        value += scores.force * total_points(fleet.units, state.numbers)
        value += scores.attack * total_attack(fleet.ships, state.numbers.ships)
    return value
