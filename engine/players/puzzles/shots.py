"""Puzzles of SHOOT: taking the sure kill, and not shooting at what can't be hurt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from engine.battle import forecast
from engine.battle.actions import Action, GiveUp, Mode, Shoot
from engine.battle.phase import Phase
from engine.players.puzzles import answer_values
from engine.players.puzzles.draw import require
from engine.players.puzzles.puzzle import Puzzle
from engine.players.puzzles.sketch import RULE_NUMBERS

if TYPE_CHECKING:
    from engine.battle.forecast import Chances
    from engine.battle.state import BattleState
    from engine.hexgrid import CellSet
    from engine.players.puzzles.sketch import Piece, Sketch

Shots: TypeAlias = "dict[tuple[str, int], tuple[float, Chances]]"
Pairs: TypeAlias = set[tuple[str, int]]
"""Weapons and targets."""

SHORT_RANGE: Final = 7
"""Maximum distance of targets, in hexes: within every gun's range."""
MORE: Final = (0, 1)
"""Number of further targets of a kind."""
SECOND_GUN_PERCENT: Final = 40
TEMPTING_PERCENT: Final = 60
UNSCORED_PERCENT: Final = 40
GOALS_OFF: Final = RULE_NUMBERS.advance_roll.highest + 1
"""Objectives that count are farther away than this: no advance reaches them instead of a shot."""


def sure_kill(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: one target is almost surely destroyed, near ones worth more or easier to
    wound.
    """
    margins = sketch.numbers.margins
    shooter = sketch.enlist("gunner", ("rifle",), sketch.free, mine=True)
    victim = _place(sketch, shooter, "mark", ("rifle", "knife"), wounded=True)
    others = [
        _place(sketch, shooter, role, ("rifle", "knife"), wounded=False)
        for role in ("prize", *_more(sketch, "prize"), *_more(sketch, "mark"))
    ]
    require(others[0].entry.value > victim.entry.value)
    state = _ready(sketch, shooter, victim, *others)
    shots = answer_values.shots(state, state.units[_active(state)], margins.wound_credit)
    target = sketch.unit_id(state, victim)
    kills = {pair for pair, (_, left) in shots.items() if pair[1] == target}
    require(bool(kills) and len(shots) > len(kills))
    best = max(shots[pair][0] for pair in kills)
    for pair, (gain, left) in shots.items():
        if pair in kills:
            require(left[0] >= margins.sure)
        else:
            require(left[0] <= margins.unlikely and gain * margins.better <= best)
            # Even if hit points were worth as much as a destroyed unit.
            require(answer_values.loss(state.units[pair[1]], left, 1.0) * margins.more <= best)
    right = _both_modes(kills)
    why = f"shoot at unit {target}: a volley destroys it for certain, or nearly so"
    return Puzzle(theme, seed, state, right, frozenset(), why)


def hurts_what_it_can(sketch: Sketch, theme: str, seed: int) -> Puzzle:
    """Draw a puzzle: a weak weapon can't hurt a valuable target, but can hurt one next to it.

    A second weapon, which does hurt the valuable one, may be fired before.
    """
    margins = sketch.numbers.margins
    second = ("lance",) if sketch.plan.happens(SECOND_GUN_PERCENT) else ()
    shooter = sketch.enlist("gunner", ("needler", *second), sketch.free, mine=True)
    bulwarks = [
        _place(sketch, shooter, role, ("rifle", "knife"), wounded=False)
        for role in ("bulwark", *_more(sketch, "bulwark"))
    ]
    tempting = sketch.plan.happens(TEMPTING_PERCENT)
    role = "remnant" if tempting else "mark"
    soft = [
        _place(sketch, shooter, name, ("rifle", "knife"), wounded=True)
        for name in (role, *_more(sketch, role))
    ]
    state = _ready(sketch, shooter, *bulwarks, *soft)
    unit = state.units[_active(state)]
    weak = unit.profile.ranged[0].code
    shots = answer_values.shots(state, unit, margins.wound_credit)
    dear = {(weak, sketch.unit_id(state, piece)) for piece in bulwarks}
    good = {(weak, sketch.unit_id(state, piece)) for piece in soft}
    require({pair for pair in shots if pair[0] == weak} == dear | good)
    _require_apart(sketch, state, shots, dear, good)
    if tempting:
        scratch = max(_value_scratched(state, shots, pair) for pair in dear)
        require(all(_value_scratched(state, shots, pair) < scratch for pair in good))
    why = f"fire {weak} at a target it hurts: unit {', '.join(str(n) for _, n in sorted(good))}"
    strong = {weapon.code for weapon in unit.profile.ranged[1:]}
    foes = state.living(unit.side.other)
    neutral = _both_modes({(code, foe.id) for code in strong for foe in foes})
    if strong:
        neutral |= {GiveUp()}
    return Puzzle(theme, seed, state, _both_modes(good), neutral, why)


def _require_apart(
    sketch: Sketch, state: BattleState, shots: Shots, dear: Pairs, good: Pairs
) -> None:
    """Require that the weapon can't hurt any of *dear*, and hurts every one of *good* enough."""
    margins = sketch.numbers.margins
    require(all(answer_values.share_lost(shots[pair][1]) <= margins.tiny for pair in dear))
    require(all(answer_values.share_lost(shots[pair][1]) > 2 * margins.tiny for pair in good))
    most = max(shots[pair][0] for pair in dear)
    own = state.units[_active(state)].profile.value
    least = max(most * margins.better, margins.clearly * own)
    require(all(shots[pair][0] >= least for pair in good))


def _value_scratched(state: BattleState, shots: Shots, pair: tuple[str, int]) -> float:
    """Return the VALUE of the fraction of a target's full hit points that a volley takes."""
    target = state.units[pair[1]]
    lost = target.hp - forecast.mean_left(shots[pair][1])
    return target.profile.value * lost / target.profile.hp_max


def _both_modes(pairs: set[tuple[str, int]]) -> frozenset[Action]:
    return frozenset(Shoot(code, target, mode) for code, target in pairs for mode in Mode)


def _more(sketch: Sketch, role: str) -> list[str]:
    return [role] * sketch.draw.within(MORE)


def _active(state: BattleState) -> int:
    assert state.active is not None, "a puzzle's unit is active"
    return state.active


def _place(
    sketch: Sketch, shooter: Piece, role: str, arms: tuple[str, ...], *, wounded: bool
) -> Piece:
    """Add an enemy in sight of the shooter and not next to it."""
    hp = sketch.numbers.board.remnant_hp if wounded else None
    return sketch.enlist(role, arms, _sighted(sketch, shooter), mine=False, hp=hp)


def _sighted(sketch: Sketch, shooter: Piece) -> CellSet:
    return sketch.field.visible[shooter.cell] & sketch.ring(shooter.cell, 2, SHORT_RANGE)


def _ready(sketch: Sketch, shooter: Piece, *enemies: Piece) -> BattleState:
    """Add bystanders, and return the state in which the shooter acts in SHOOT."""
    sketch.add_bystanders(shooter, *enemies)
    sketch.scored = not sketch.plan.happens(UNSCORED_PERCENT)
    off = GOALS_OFF if sketch.scored else 1
    for owner in (True, False):
        sketch.add_goal(sketch.free & ~sketch.near(shooter, distance=off), owner)
    return sketch.build(Phase.SHOOT, shooter)
