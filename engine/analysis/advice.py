"""What a policy would do: its favourites with their shares, and what each exposes the unit to.

Nothing here draws from a battle's dice: no action that rolls is carried out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import numpy as np

from engine.battle import rules
from engine.battle.actions import (
    Action,
    Activate,
    Advance,
    AdvanceTo,
    Charge,
    ChargeTo,
    EndPhase,
    Move,
)
from engine.battle.threat_map import ThreatSource, threat_map
from engine.dice import ScriptedDice

if TYPE_CHECKING:
    from collections.abc import Generator

    from engine.battle.state import BattleState
    from engine.battle.threat_map import ThreatMap
    from engine.encoding.observation_layout import FloatArray
    from engine.players.policy import Policy


class Exposure(msgspec.Struct, frozen=True):
    """What the next turn of all enemies can do to a unit where an action leaves it.

    *sources* are the enemies that reach it, the most dangerous first; *damage* is what they all do
    together at most, in hit points.
    """

    sources: tuple[ThreatSource, ...]
    damage: float


class AdvisedOption(msgspec.Struct, frozen=True):
    """An option of a decision, and the *share* of the policy's choices that it would be.

    *rank* is its place among all options that the policy considers, from 1. *exposure* is None for
    an action after which the unit's place is not known yet. After an activation, *then* is what the
    unit would do.
    """

    action: Action
    share: float
    rank: int
    exposure: Exposure | None = None
    then: AdvisedOption | None = None


class Advice(msgspec.Struct, frozen=True):
    """The *favourites* of a policy, the best first, of the *count* options that it considers.

    *taken* is the action that was taken, if one was; None if the policy does not consider it. With
    *has_choice* False there was nothing to choose.
    """

    favourites: tuple[AdvisedOption, ...]
    count: int
    has_choice: bool
    taken: AdvisedOption | None = None


def advise(
    policy: Policy, state: BattleState, most: int, taken: Action | None = None
) -> Generator[None, None, Advice]:
    """Return the policy's favourites in a decision, at most *most* of them, and the one *taken*.

    If the policy leaves it to the order of priorities which unit is activated, the favourites are
    the first units of that order. Yields between the parts of the work. EncodingError for a battle
    beyond the policy's encoding.
    """
    offered, scores = policy.weigh(state)
    if len(offered) == 1 and isinstance(offered[0], Activate):
        return (yield from _advise_unit(policy, state, most))
    yield
    shares = shares_of(scores)
    order = (-scores).argsort(kind="stable").tolist()
    places = order[:most]
    if taken in offered and offered.index(taken) not in places:
        places.append(offered.index(taken))
    threats = _threats(state)
    yield
    options = {
        place: AdvisedOption(
            offered[place],
            float(shares[place]),
            order.index(place) + 1,
            _exposure(state, offered[place], threats),
        )
        for place in places
    }
    return Advice(
        tuple(options[place] for place in places[:most]),
        len(offered),
        len(offered) > 1,
        next((one for one in options.values() if one.action == taken), None),
    )


def shares_of(scores: FloatArray) -> FloatArray:
    """Return the share of each option among a policy's choices, shape `(options,)`."""
    weights = np.exp(scores - scores.max())
    shares: FloatArray = weights / weights.sum()
    return shares


def _advise_unit(policy: Policy, state: BattleState, most: int) -> Generator[None, None, Advice]:
    """Return the units that are most urgent to activate, and the favourite of each."""
    ranked = policy.rank_units(state)
    options = []
    for number, choice in enumerate(ranked[:most], start=1):
        # No dice are rolled for an activation.
        after, _ = rules.carry_out(state, choice, ScriptedDice([]))
        then = yield from advise(policy, after, 1)
        (best,) = then.favourites
        options.append(AdvisedOption(choice, best.share, number, None, best))
        yield
    return Advice(tuple(options), len(ranked), len(ranked) > 1)


def _threats(state: BattleState) -> ThreatMap | None:
    if state.active is None:
        return None
    return threat_map(state, state.to_act, state.units[state.active])


def _exposure(state: BattleState, action: Action, threats: ThreatMap | None) -> Exposure | None:
    """Return what can be done to the active unit where *action* leaves it."""
    if threats is None or state.active is None:
        return None
    match action:
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            cell = state.field.grid.cell(to)
        case Advance() | Charge() | Activate() | EndPhase():
            return None
        case _:
            cell = state.units[state.active].cell
    return exposure_at(threats, cell)


def exposure_at(threats: ThreatMap, cell: int) -> Exposure:
    """Return what can be done to a unit in a cell."""
    return Exposure(tuple(threats.sources(cell)), float(threats.damage[cell]))
