"""Odds shown are odds rolled: the forecast against the resolver, by count and by sample (R8)."""

from __future__ import annotations

import itertools
import math
from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import attack, forecast, rules, weapon_use
from engine.battle.actions import Charge, Fight, Mode
from engine.battle.events import AttackMade, AttacksCounted, ChargeRolled
from engine.battle.phase import Phase
from engine.battle.state import AttackPending
from engine.data.catalog import build_weapon
from engine.data.weapon_rules import ANTI, NUMBERED, PLAIN
from engine.dice import DiceValue, ScriptedDice
from tests.engine.generated import SMALL, DrawnChooser, scenarios, weapon
from tests.engine.property.shooting_range import TRIALS, FastDice, Trial, lay_out
from tests.engine.walk import CASES, mostly_slow, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.battle.attack import AttackStats
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState, Unit

ATTACKS = 100_000
PILOT = 300
ERRORS = 4.5
FEW = 25
"""Below so many expected cases the normal law says nothing; there is only a ceiling then."""


def require_within_errors(seen: Counter[int], chances: dict[int, float], drawn: int) -> None:
    """Compare counted outcomes with their chances, and the mean, in standard errors."""
    assert set(seen) <= {value for value, chance in chances.items() if chance > 0}
    for value, chance in chances.items():
        expected = drawn * chance
        if min(expected, drawn - expected) < FEW:
            assert abs(seen[value] - expected) < 2 * FEW
            continue
        error = math.sqrt(drawn * chance * (1 - chance))
        assert abs(seen[value] - expected) <= ERRORS * error, (value, chance, seen[value] / drawn)
    mean = sum(value * chance for value, chance in chances.items())
    spread = sum(chance * (value - mean) ** 2 for value, chance in chances.items())
    found = sum(value * count for value, count in seen.items()) / drawn
    assert abs(found - mean) <= ERRORS * math.sqrt(spread / drawn) + 1e-12


def fire(state: BattleState, trial: Trial, dice: FastDice) -> tuple[int, int]:
    """Fire one volley at a fresh target; give what it has left and how many attacks were made."""
    after = state.fork()
    events = weapon_use.use_weapon(after, 0, after.units[0].profile.weapon("arm"), 1, VOLLEY, dice)  # type: ignore[arg-type]
    assert trial.hp >= after.units[1].hp
    return after.units[1].hp, sum(type(event) is AttackMade for event in events)


VOLLEY = Mode.VOLLEY


@pytest.mark.slow
@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_a_volley_is_forecast_as_it_is_rolled(trial: Trial) -> None:
    """100,000 attacks a weapon: the chance of each number of hit points left, and the mean."""
    state, unit, target, arm = lay_out(trial)
    odds = forecast.forecast_attack(state, unit, arm, target)
    dice = FastDice(2024)
    attacks = sum(fire(state, trial, dice)[1] for _ in range(PILOT))
    volleys = math.ceil(ATTACKS * PILOT / attacks)
    seen = Counter(fire(state, trial, dice)[0] for _ in range(volleys))
    require_within_errors(seen, dict(enumerate(odds.left)), volleys)
    mean = sum((trial.hp - left) * count for left, count in seen.items()) / volleys
    assert odds.expected_damage == pytest.approx(mean, rel=0.1, abs=0.02)
    assert odds.destroyed == odds.left[0]
    assert odds.unharmed == odds.left[-1]


def test_the_trials_use_every_weapon_rule() -> None:
    written = {text.split(" ")[0] for trial in TRIALS for text in trial.rules}
    assert written >= {*PLAIN, *NUMBERED}
    assert any(text.startswith(ANTI) for text in written)


# ---------------------------------------------------------------- one attack, counted out


def outcomes_of(stats: AttackStats, hp: int) -> dict[int, Fraction]:
    """Roll one attack in every way the dice can fall; give the chance of each loss exactly."""
    chances: dict[int, Fraction] = {}
    waiting: list[tuple[int, ...]] = [()]
    while waiting:
        faces = waiting.pop()
        dice = ScriptedDice(faces)
        try:
            _, hits = attack.roll_attack(stats, hp, dice)
        except LookupError:
            waiting.extend((*faces, face) for face in range(1, 7))
            continue
        assert not dice.left
        lost = sum(hit.lost for hit in hits)
        chances[lost] = chances.get(lost, Fraction(0)) + Fraction(1, 6 ** len(faces))
    assert sum(chances.values()) == 1
    return chances


def require_exact(stats: AttackStats, hp: int) -> None:
    left = forecast.volley((stats,), (((1, 1.0),),), hp)
    counted = outcomes_of(stats, hp)
    for lost in range(hp + 1):
        exact = float(counted[lost]) if lost in counted else 0.0
        assert left[hp - lost] == pytest.approx(exact, abs=1e-12)


PLAIN_DAMAGE = ("D3", "D6", "D6+1", 1, 2, 3)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.name)
def test_one_attack_is_forecast_exactly(trial: Trial) -> None:
    # Two dice of damage a hit, and several hits, would be counted out for minutes.
    light = trial._replace(dmg=trial.dmg if trial.dmg in PLAIN_DAMAGE else "D3")
    light = light._replace(rules=tuple(r.replace("HITS 3", "HITS 1") for r in light.rules))
    light = light._replace(rules=tuple(r.replace("HITS 2", "HITS 1") for r in light.rules))
    if any("SUSTAINED" in rule for rule in light.rules):
        light = light._replace(dmg=1 if light.dmg == 1 else 2)
    state, unit, target, arm = lay_out(light)
    require_exact(attack.fold(state, unit, target, arm), target.hp)


@settings(max_examples=60)
@given(st.data())
def test_one_attack_of_any_weapon_is_forecast_exactly(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from(["ranged", "melee"]))
    made = weapon(DrawnChooser(data.draw), kind)  # type: ignore[arg-type]
    arm = build_weapon("any", made)
    stats = attack.AttackStats(
        to_hit=arm.to_hit,
        wound=attack.wound_needed(arm.strength, data.draw(st.integers(1, 12))),
        critical_wound=min([6, *(number for _, number in arm.anti)]),
        save=data.draw(st.integers(2, 7)),
        damage=DiceValue.parse(data.draw(st.sampled_from([1, 2, "D3"]))),
        melta=min(arm.melta, 1),
        twin_linked=arm.twin_linked,
        lethal_hits=arm.lethal_hits,
        sustained_hits=0 if arm.twin_linked else min(arm.sustained_hits, 1),
        devastating_wounds=arm.devastating_wounds,
        cover=False,
        heavy=False,
    )
    require_exact(stats, data.draw(st.integers(1, 5)))


# ---------------------------------------------------------------- sums, questions, other weapons


def matchups(state: BattleState) -> Iterator[tuple[Unit, Unit]]:
    for unit, target in itertools.product(state.units, state.units):
        if unit.side is not target.side and unit.hp and target.hp:
            yield unit, target


def require_whole_chances(state: BattleState) -> None:
    for unit, target in matchups(state):
        for arm in unit.profile.ranged + unit.profile.melee:
            odds = forecast.forecast_attack(state, unit, arm, target)
            assert sum(odds.left) == pytest.approx(1, abs=1e-9)
            assert sum(chance for _, chance in odds.attacks) == pytest.approx(1, abs=1e-9)
            assert len(odds.left) == target.hp + 1
            assert all(-1e-12 <= chance <= 1 + 1e-12 for chance in odds.left)
            assert -1e-9 <= odds.expected_damage <= target.hp + 1e-9
        if unit.profile.melee:
            left = forecast.forecast_fight(unit, target)
            assert sum(left) == pytest.approx(1, abs=1e-9)
        assert 0 <= forecast.charge_chance(state, unit, target) <= 1 + 1e-12


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_chances_sum_to_one(case: str) -> None:
    states = [step.before for step in walk(CASES[case], 31)]
    for state in (states[0], states[len(states) // 2], states[-1]):
        require_whole_chances(state)


@settings(max_examples=25)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1))
def test_chances_sum_to_one_anywhere(scenario: Scenario, seed: int) -> None:
    for step in itertools.islice(walk(scenario, seed), 0, 40, 13):
        require_whole_chances(step.before)


@pytest.mark.parametrize("dice", ["D3", "D6", "2D6", "D6+1", 1, 7])
def test_dice_values_are_distributed_as_they_roll(dice: int | str) -> None:
    value = DiceValue.parse(dice)
    drawn, source = 60_000, FastDice(5)
    seen = Counter(value.roll(source)[1] for _ in range(drawn))
    require_within_errors(seen, value.distribution(), drawn)
    assert sum(value.distribution().values()) == pytest.approx(1, abs=1e-12)
    assert max(value.distribution()) == value.highest
    for needed in range(15):
        at_least = sum(chance for one, chance in value.distribution().items() if one >= needed)
        assert value.chance_at_least(needed) == pytest.approx(at_least, abs=1e-12)


def test_what_is_left_of_a_weapon_is_forecast_as_what_is_left() -> None:
    state, unit, target, arm = lay_out(Trial(("BLAST",), nb=5, friends=4, hp=6))
    state.used = ("arm",)
    state.pending = AttackPending("arm", 1, 2, 2)
    assert forecast.attack_counts(state, unit, arm, target) == ((4, 1.0),)
    assert forecast.attack_counts(state, unit, arm, state.units[2]) == ((2, 1.0),)


COUNTED = (
    (Trial(nb=3), (3,)),
    (Trial(("RAPID_FIRE 2",), nb=1, gap=6, reach=12), (3,)),
    (Trial(("RAPID_FIRE 2",), nb=1, gap=6, reach=11), (1,)),
    (Trial(("BLAST",), nb=1, friends=1), (1,)),
    (Trial(("BLAST",), nb=1, friends=2), (2,)),
    (Trial(("BLAST",), nb=1, friends=3), (2,)),
    (Trial(("BLAST",), nb="D3", friends=4), (3, 4, 5)),
    (Trial(("BLAST", "RAPID_FIRE 1"), nb=2, friends=4, gap=6), (5,)),
)


@pytest.mark.parametrize(("trial", "counts"), COUNTED, ids=str)
def test_r6_4_attacks_are_counted_as_one_would_by_hand(
    trial: Trial, counts: tuple[int, ...]
) -> None:
    state, unit, target, arm = lay_out(trial)
    forecasted = forecast.attack_counts(state, unit, arm, target)
    assert tuple(count for count, _ in forecasted) == counts
    assert all(chance == pytest.approx(1 / len(counts)) for _, chance in forecasted)
    for face in range(1, 7):
        dice = ScriptedDice([face] * 99)
        events = weapon_use.use_weapon(state.fork(), 0, arm, 1, Mode.SINGLE, dice)
        told = next(event for event in events if isinstance(event, AttacksCounted))
        assert told.attacks + told.rapid_fire + told.blast in counts


def test_a_weapon_beside_the_one_with_attacks_left_is_forecast_whole() -> None:
    state, unit, target, arm = lay_out(Trial(nb=5))
    state.used = ("other",)
    state.pending = AttackPending("other", 1, 2, 2)
    assert forecast.attack_counts(state, unit, arm, target) == ((5, 1.0),)


# ---------------------------------------------------------------- charges and fights


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_the_chance_of_a_charge_is_the_share_of_rolls_that_reach(case: str) -> None:
    """Every roll of the charge dice is applied, at most a few targets a battle."""
    tried = 0
    for step in walk(CASES[case], 32):
        state = step.before
        if tried > 8 or state.phase is not Phase.CHARGE or state.active is None or state.pending:
            continue
        unit = state.units[state.active]
        count = state.setup.charge_roll.count
        for action in rules.legal_actions(state):
            if isinstance(action, Charge):
                reached = 0
                for faces in itertools.product(range(1, 7), repeat=count):
                    _, events = rules.apply(state, action, ScriptedDice(faces))
                    assert isinstance(events[0], ChargeRolled)
                    reached += events[0].reached
                chance = forecast.charge_chance(state, unit, state.units[action.target])
                assert chance == pytest.approx(reached / 6**count, abs=1e-12)
                assert chance > 0
                tried += 1


def test_the_chance_of_a_charge_is_what_sampled_charges_do() -> None:
    drawn, dice = 4_000, FastDice(9)
    for step in walk(CASES["crossroads"], 33):
        state = step.before
        charges = [a for a in rules.legal_actions(state) if isinstance(a, Charge)]
        if not charges:
            continue
        assert state.active is not None
        unit, target = state.units[state.active], state.units[charges[0].target]
        reached = Counter(
            int(rules.apply(state, charges[0], dice)[1][0].reached)  # type: ignore[union-attr]
            for _ in range(drawn)
        )
        chance = forecast.charge_chance(state, unit, target)
        require_within_errors(reached, {0: 1 - chance, 1: chance}, drawn)
        if 0 < chance < 1:
            return


@pytest.mark.slow
@pytest.mark.parametrize("case", ["full_muster", "small_2"])
def test_a_whole_fight_is_forecast_as_it_is_fought(case: str) -> None:
    """R7.5: the best main weapon, then every weapon with EXTRA_ATTACKS, as a captain has."""
    tried = 0
    for step in itertools.chain(*(walk(CASES[case], seed) for seed in range(30))):
        state = step.after
        if state.phase is not Phase.FIGHT or state.active is None or state.pending or state.used:
            continue
        unit = state.units[state.active]
        if len(unit.profile.melee) < 2 or tried == 3:
            continue
        enemies = {action.target for action in rules.legal_actions(state)}  # type: ignore[union-attr]
        if len(enemies) == 1:
            tried += 1
            require_fight(state, unit, state.units[enemies.pop()])
    assert tried


def require_fight(state: BattleState, unit: Unit, target: Unit) -> None:
    drawn, dice = 3_000, FastDice(11)
    left = forecast.forecast_fight(unit, target)
    mains = [arm for arm in unit.profile.melee if not arm.extra_attacks]
    best = min(
        mains,
        key=lambda arm: forecast.mean_left(forecast._fight_with(
            [arm, *(a for a in unit.profile.melee if a.extra_attacks)], target.profile, target.hp
        )),
    )  # fmt: skip
    seen: Counter[int] = Counter()
    for _ in range(drawn):
        now = state
        while now.active == unit.id and now.result is None and now.units[target.id].hp:
            blow = next(
                action
                for action in rules.legal_actions(now)
                if isinstance(action, Fight)
                and action.mode is VOLLEY
                and (now.used or action.weapon == best.code)
            )
            now, _ = rules.apply(now, blow, dice)
        seen[now.units[target.id].hp] += 1
    require_within_errors(seen, dict(enumerate(left)), drawn)
