"""A decision of the active unit, and the values that are worked out once for it."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from engine.battle import forecast, rules, targets
from engine.battle.phase import Phase
from engine.encoding.side_view import side_view_of
from engine.evaluation import action_scores, terms
from engine.evaluation.values import Valuation
from engine.hexgrid import cells_of
from engine.validation import require_present

if TYPE_CHECKING:
    from engine.battle.options import Options
    from engine.battle.state import BattleState, Unit, UnitSet
    from engine.encoding.classic.spec import ClassicSpec
    from engine.encoding.side_view import SideView
    from engine.evaluation.action_scores import DestinationScores

SURE: Final = 1.0
"""The chance that a shot or a melee attack can be made."""


class Target(NamedTuple):
    """An enemy that may be attacked, and the value of the best attack on it.

    *weapon* is the code of the best weapon, "" for a charge. *damage* is a share of the hit points
    the enemy has; *kill* and *chance* (to reach it) are probabilities.
    """

    unit: Unit
    weapon: str
    score: float
    damage: float
    kill: float
    chance: float


class DecisionContext:
    """A state as its active unit sees it."""

    def __init__(self, state: BattleState, spec: ClassicSpec) -> None:
        """Set a state with an active unit; LookupError if there is none."""
        self.state: Final = state
        self.unit: Final = state.units[require_present(state.active, "the active unit")]
        self.side: Final = self.unit.side
        self.spec: Final = spec
        self.options: Final[Options] = rules.options(state)
        self.valuation: Final = Valuation(state, self.side, spec.weights)
        self.view: Final[SideView] = side_view_of(state.setup, self.side)

    @functools.cached_property
    def moves(self) -> DestinationScores:
        """Return the scores of the cells the unit may move to (R4)."""
        return action_scores.score_moves(self.valuation, self.unit)

    @functools.cached_property
    def advance(self) -> DestinationScores:
        """Return the scores of the cells the unit may advance to (R5)."""
        return action_scores.score_advance(self.valuation, self.unit)

    @functools.cached_property
    def targets(self) -> list[Target]:
        """Return the enemies that may be attacked now, or in MOVE shot at from here, the best
        first.

        At equal scores the lowest id comes first.
        """
        match self.state.phase:
            case Phase.MOVE:
                found = self._attacked(self._in_sight())
            case Phase.CHARGE:
                found = self._charged()
            case _:
                found = self._attacked(self.options.shoot or self.options.fight)
        return sorted(found, key=lambda target: (-target.score, target.unit.id))

    def _in_sight(self) -> tuple[tuple[str, UnitSet], ...]:
        weapons = targets.usable_ranged(self.state, self.unit)
        return tuple(
            (weapon.code, targets.ranged_targets(self.state, self.unit, weapon))
            for weapon in weapons
        )

    def _attacked(self, pairs: tuple[tuple[str, UnitSet], ...]) -> list[Target]:
        """Return the best attack on each enemy, of equal ones the first."""
        best: dict[int, tuple[str, float]] = {}
        for (code, at), score in action_scores.score_attacks(
            self.valuation, self.unit, pairs
        ).items():
            if at not in best or score.total > best[at][1]:
                best[at] = code, score.total
        return [self._aim(at, code, score) for at, (code, score) in best.items()]

    def _aim(self, at: int, code: str, score: float) -> Target:
        target, weapon = self.state.units[at], terms.weapon_of(self.unit, code)
        summary = forecast.summarise_attack(self.state, self.unit, weapon, target)
        return Target(target, code, score, summary.damage / target.hp, summary.destroyed, SURE)

    def _charged(self) -> list[Target]:
        foes = [self.state.units[at] for at in cells_of(self.options.charge)]
        charges = action_scores.score_charges(self.valuation, self.unit, foes)
        forecasts = forecast.damage_forecasts_of(self.state.setup)
        found = []
        for foe, score, chance in zip(foes, charges.totals, charges.chances, strict=True):
            summary = forecasts.of_fight(self.unit.profile, foe.profile, foe.hp)
            found.append(Target(foe, "", score, summary.damage / foe.hp, summary.destroyed, chance))
        return found
