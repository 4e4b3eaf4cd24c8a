"""Looking ahead: the packets of a persona in several moods are played on, on its own view alone.

In the state that the house imagines, the others plan as its own persona would from what they may
know, and the packet is taken after which the house stands best against the best of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.fleets import total_attack
from engine.campaign.packets import check_packet
from engine.campaign.personas.imagination import imagine
from engine.campaign.randomness import seed_of
from engine.campaign.resolver import landing_source, resolve, total_points
from engine.campaign.shares import share
from engine.campaign.turn import close_turn, open_turn
from engine.campaign.view import view_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.campaign.numbers import Persona, PersonaNumbers
    from engine.campaign.numbers.persona_numbers import Mood, PersonaLevel
    from engine.campaign.orders import Order
    from engine.campaign.packets import CheckedOrders
    from engine.campaign.state import CampaignState
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId


def in_mood(persona: Persona, scores: PersonaNumbers, mood: Mood) -> tuple[Persona, PersonaNumbers]:
    """Return a persona and its numbers as they are in a mood."""
    moody = replace(
        persona,
        war=max(0.0, persona.war + mood.war),
        caution=max(0.0, persona.caution + mood.caution),
    )
    garrison = replace(
        scores.garrison,
        home=share(scores.garrison.home, mood.garrison),
        colony=share(scores.garrison.colony, mood.garrison),
    )
    forces = replace(scores.forces, gather_turn=mood.gather_turn)
    return moody, replace(scores, garrison=garrison, forces=forces)


def choose_packet(
    view: View,
    packets: Sequence[Sequence[Order]],
    level: PersonaLevel,
    seed: int,
    plan_for: Callable[[View], Sequence[Order]],
) -> int:
    """Return the place of the packet after which the house stands best; the first one on ties.

    Each is played so many turns ahead, several times with the same dice for all. Other houses get
    the orders of `plan_for` in the first turn; after it missions go on, and nobody gives orders.
    """
    if all(packet == packets[0] for packet in packets):
        return 0
    scores = view.numbers.personas.lookahead
    starts = [imagine(view, seed_of(seed, number)) for number in range(scores.samples)]
    answers = _answers(starts[0], view.house.id, plan_for)
    totals: list[float] = []
    for packet in packets:
        orders = answers | {view.house.id: check_packet(view, packet)}
        ends = [_play(start, orders, level.turns_ahead) for start in starts]
        totals.append(sum(_value(end, view.house.id) for end in ends) / len(ends))
    best = max(totals)
    if best < totals[0] + scores.margin:
        return 0
    return totals.index(best)


def _answers(
    state: CampaignState, house: HouseId, plan_for: Callable[[View], Sequence[Order]]
) -> dict[HouseId, CheckedOrders]:
    """Return the packets of all others, which know nothing of the one that is weighed."""
    views = [view_of(state, other.id) for other in state.living() if other.id != house]
    return {view.house.id: check_packet(view, plan_for(view)) for view in views}


def _play(
    state: CampaignState, packets: Mapping[HouseId, CheckedOrders], turns: int
) -> CampaignState:
    for _ in range(turns):
        if state.finish is not None:
            break
        halfway = open_turn(state, packets)
        seed = state.setup.seed
        results = {
            world: resolve(spec, state.numbers, landing_source(seed, spec))
            for world, spec in halfway.specs.items()
        }
        state = close_turn(halfway, results)
        packets = {}
    return state


def _value(state: CampaignState, house: HouseId) -> float:
    """Return how well a house stands against the best of the others; most if it has won."""
    scores = state.numbers.personas.lookahead
    if state.finish is not None and state.finish.winner is not None:
        return scores.victory if state.finish.winner == house else -scores.victory
    others = [_standing(state, other.id) for other in state.living() if other.id != house]
    return _standing(state, house) - scores.rival * max(others, default=0.0)


def _standing(state: CampaignState, name: HouseId) -> float:
    """Return how well a house stands by itself: prestige, forces, treasury, and its worlds by what
    they bring in the turns that are left.
    """
    scores = state.numbers.personas.lookahead
    house = state.houses[name]
    left = state.setup.turns - state.turn + 1
    value = scores.prestige * house.prestige + scores.treasury * house.treasury
    for world in state.worlds_of(name):
        value += scores.anchor * left * state.lit(world.id)
        value += scores.wealth * left * (world.population + world.industry)
        value += scores.force * total_points(world.garrison, state.numbers)
    for fleet in state.fleets_of(name):
        value += scores.force * total_points(fleet.units, state.numbers)
        value += scores.attack * total_attack(fleet.ships, state.numbers.ships)
    return value
