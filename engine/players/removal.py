"""Removal of a unit or a weapon from one side of a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.battle.side import Side
from engine.errors import MatchError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario


class Removal(msgspec.Struct, frozen=True):
    """What is removed from a *side*: all its units of the *code*, or its units' weapon of the
    *code*.
    """

    side: Side
    code: str


def holds(scenario: Scenario, side: Side, code: str) -> bool:
    """Whether a side has units of the *code*, or with a weapon of it, that can be removed.

    The last kind of unit of a side can't: no unit would be left.
    """
    own = {placed.unit for placed in scenario.units if placed.side is side}
    if code in own:
        return len(own) > 1
    return any(code in scenario.profiles[unit].weapon_codes for unit in own)


def remove(scenario: Scenario, removal: Removal) -> Scenario:
    """Return the scenario without it; MatchError if there is nothing to remove."""
    side, code = removal.side, removal.code
    if not holds(scenario, side, code):
        sentence = Sentence(
            "scenario-list.not-removed", scenario=scenario.name, side=side.name, code=code
        )
        raise MatchError(sentence)
    if code in scenario.profiles:
        left = tuple(one for one in scenario.units if one.side is not side or one.unit != code)
        return replace(scenario, units=left)
    # The other side keeps its weapons: the bearers of this side become units of another code.
    renamed = {
        unit: f"{unit}_without_{code}"
        for unit in scenario.profiles
        if code in scenario.profiles[unit].weapon_codes
    }
    changed = {
        new: replace(
            scenario.profiles[unit],
            rng_weapon_codes=_without(scenario.profiles[unit].rng_weapon_codes, code),
            cc_weapon_codes=_without(scenario.profiles[unit].cc_weapon_codes, code),
        )
        for unit, new in renamed.items()
    }
    units = tuple(
        replace(one, unit=renamed[one.unit]) if one.side is side and one.unit in renamed else one
        for one in scenario.units
    )
    return replace(scenario, units=units, profiles={**scenario.profiles, **changed})


def _without(codes: tuple[str, ...], code: str) -> tuple[str, ...]:
    return tuple(one for one in codes if one != code)
