"""What a decision costs is sampled with dice of its own, and is the same every time."""

from __future__ import annotations

import pytest

from engine.analysis.battle_report.decision_costs import cost_of, find_costs
from engine.analysis.battle_report.figures import DecisionCost, Sampling, costliest
from engine.battle import Game, load_scenario, rules
from engine.battle.actions import Activate, EndPhase, Wait, from_text
from engine.battle.battle import Step
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.dice import ScriptedDice
from engine.players.level_player import packaged_policy
from engine.validation import require_present
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


def test_what_the_policy_itself_would_do_is_never_among_the_costliest(steps: list[Step]) -> None:
    policy = packaged_policy()
    costs = []
    for number, step in enumerate(steps):
        offered, scores = policy.weigh(step.before)
        if len(offered) > 1:
            own = step._replace(action=offered[policy.pick(scores)])
            costs.append(require_present(finish(cost_of(policy, number, own, FEW)), "a cost"))
    assert any(one.cost > 0 for one in costs), "another favourite may be valued higher"
    assert all(one.is_own for one in costs)
    assert costliest(costs, Side, 3, 0) == []


def ending(game: Game) -> Step:
    after, events = rules.carry_out(game.state, EndPhase(), ScriptedDice([]))
    return Step(game.state, EndPhase(), events, after)


def test_ending_a_phase_with_units_unplayed_is_judged() -> None:
    policy = packaged_policy()
    game = Game.start(load_scenario("first_landing"), 3)
    step = ending(game)
    found = require_present(finish(cost_of(policy, 0, step, FEW)), "a cost")
    assert found.cost > 0, "nobody moved"
    assert found.taken == "END_PHASE"
    assert found.best.startswith("ACTIVATE")
    after, _ = rules.carry_out(game.state, from_text(found.best), ScriptedDice([]))
    offered, scores = policy.weigh(after)
    assert found.then == offered[policy.pick(scores)].to_text()
    # The value of ending is that after it; the other, that after the policy has played the phase.
    state = game.state
    while state.phase is game.state.phase:
        offered, scores = policy.weigh(state)
        state, _ = rules.carry_out(state, offered[policy.pick(scores)], ScriptedDice([]))
    played_on = policy.value(state, game.state.to_act)
    assert found.taken_value == policy.value(step.after, game.state.to_act)
    assert found.best_value >= played_on - 1e-6


def test_ending_a_phase_in_which_the_policy_would_only_wait_costs_nothing() -> None:
    policy = packaged_policy()
    game = Game.start(load_scenario("first_landing"), 3)
    checked = 0
    while game.result is None:
        state = game.state
        if state.active is None and EndPhase() in game.legal_actions():
            left, taken = state, []
            while left.result is None and (left.side, left.phase) == (state.side, state.phase):
                offered, scores = policy.weigh(left)
                taken.append(offered[policy.pick(scores)])
                if not isinstance(taken[-1], Activate | Wait):
                    break
                left, _ = rules.carry_out(left, taken[-1], ScriptedDice([]))
            if all(isinstance(one, Activate | Wait) for one in taken):
                checked += 1
                found = finish(cost_of(policy, 0, ending(game), FEW))
                assert found is not None
                assert found.cost == pytest.approx(0, abs=1e-6)
        offered, scores = policy.weigh(state)
        game.apply(offered[policy.pick(scores)])
    assert checked, "there is such a phase in this battle"


def test_forced_decisions_cost_nothing_and_are_left_out(steps: list[Step]) -> None:
    costs = finish(find_costs(packaged_policy(), steps, FEW))
    policy = packaged_policy()
    free = [
        n
        for n, step in enumerate(steps)
        if isinstance(step.action, EndPhase) or len(policy.weigh(step.before)[0]) > 1
    ]
    assert [one.step for one in costs] == free


def test_how_much_is_judged_is_told(steps: list[Step]) -> None:
    judging = find_costs(packaged_policy(), steps[:12], FEW)
    shares = [share for share in judging if share is not None]
    assert shares == [number / 12 for number in range(1, 13)]


def test_the_costliest_come_first_and_only_of_the_sides_asked_for() -> None:
    def cost(step: int, side: Side, best: float, *, own: bool = False) -> DecisionCost:
        text = EndPhase().to_text()
        return DecisionCost(
            step, side, None, 1, Phase.MOVE, text, text, 0.0, best, None, is_own=own
        )

    costs = [cost(0, Side.ONE, 0.1), cost(1, Side.TWO, 0.9), cost(2, Side.ONE, 0.5)]
    costs += [cost(3, Side.ONE, -0.5), cost(4, Side.ONE, 1, own=True)]
    assert [one.step for one in costliest(costs, [Side.ONE], 3, 0.1)] == [2, 0]
    assert [one.step for one in costliest(costs, [Side.ONE], 3, 0.2)] == [2]
    assert [one.step for one in costliest(costs, Side, 2, 0.1)] == [1, 2]
