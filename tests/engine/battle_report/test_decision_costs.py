"""What a decision costs is sampled with dice of its own, and is the same every time."""

from __future__ import annotations

import pytest

from engine.analysis.battle_report.decision_costs import cost_of, find_costs
from engine.analysis.battle_report.figures import DecisionCost, Sampling, costliest
from engine.battle.actions import EndPhase, from_text
from engine.battle.battle import Step
from engine.battle.side import Side
from engine.players.level_player import packaged_policy
from tests.engine.battle_report.recorded import finish, played, save_of, timeline_of

FEW = Sampling(samples=3, favourites=3, seed=5)


@pytest.fixture(scope="module")
def steps() -> list[Step]:
    return [moment.step for moment in timeline_of(save_of(played("first_landing", 3))).moments]


def test_costs_are_the_same_every_time_and_touch_nothing(steps: list[Step]) -> None:
    before = [step.after.checksum() for step in steps]
    first, again = (finish(find_costs(packaged_policy(), steps[:30], FEW)) for _ in range(2))
    assert first
    assert first == again
    assert [step.after.checksum() for step in steps] == before


def test_another_seed_samples_other_dice(steps: list[Step]) -> None:
    others = Sampling(3, 3, 6)
    costs = [finish(find_costs(packaged_policy(), steps, one)) for one in (FEW, others)]
    assert costs[0] != costs[1]
    assert [one.step for one in costs[0]] == [one.step for one in costs[1]]


def test_the_favourite_itself_costs_nothing(steps: list[Step]) -> None:
    policy = packaged_policy()
    number, step = next(
        (n, one) for n, one in enumerate(steps) if len(policy.weigh(one.before)[0]) > 2
    )
    found = finish(cost_of(policy, number, step, FEW))
    assert found is not None
    same = step._replace(action=from_text(found.best))
    again = finish(cost_of(policy, number, same, FEW))
    assert again is not None
    assert again.cost == 0
    assert -1 <= found.best_value <= 1


def test_forced_decisions_cost_nothing_and_are_left_out(steps: list[Step]) -> None:
    costs = finish(find_costs(packaged_policy(), steps, FEW))
    policy = packaged_policy()
    free = [n for n, step in enumerate(steps) if len(policy.weigh(step.before)[0]) > 1]
    assert [one.step for one in costs] == free


def test_the_costliest_come_first_and_only_of_the_sides_asked_for() -> None:
    def cost(step: int, side: Side, best: float) -> DecisionCost:
        text = EndPhase().to_text()
        return DecisionCost(step, side, None, 1, text, text, 0.0, best)

    costs = [cost(0, Side.ONE, 0.1), cost(1, Side.TWO, 0.9), cost(2, Side.ONE, 0.5)]
    costs.append(cost(3, Side.ONE, -0.5))
    assert [one.step for one in costliest(costs, [Side.ONE], 3)] == [2, 0]
    assert [one.step for one in costliest(costs, Side, 2)] == [1, 2]
