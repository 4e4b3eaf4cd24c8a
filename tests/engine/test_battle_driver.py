"""The driver of battles: what it carries out, where it stops, and who is told of each step."""

from __future__ import annotations

import itertools
import random
from typing import TYPE_CHECKING

import pytest

from engine.battle import Game, load_scenario, rules
from engine.battle.actions import EndPhase, Move
from engine.battle.battle import Battle, Step
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.dice import SeededDice
from engine.errors import IllegalAction, PlayerError
from engine.players.game_loop import play
from engine.players.random_bot import RandomBot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.battle.actions import Action
    from engine.battle.options import Options
    from engine.battle.state import BattleState

SCENARIO = load_scenario("first_landing")


class Notes:
    """An observer that keeps every step."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def observe(self, step: Step) -> None:
        self.steps.append(step)


class Answers:
    """A player with the same answer whatever is asked."""

    name = "stubborn"

    def __init__(self, answer: Action) -> None:
        self.answer = answer

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - as the protocol has it
        return self.answer


def start(seed: int = 3) -> Battle:
    return Battle.from_setup(Setup(SCENARIO), SeededDice(seed))


def randomly(seed: int) -> dict[Side, RandomBot]:
    return {side: RandomBot(seed + side.index) for side in Side}


def test_steps_follow_one_another_from_the_start_to_the_end() -> None:
    battle, notes = start(), Notes()
    first = battle.state
    steps = list(play(battle, randomly(1), "a test", [notes]))
    assert steps == notes.steps
    assert steps[0].before is first
    assert all(one.after is other.before for one, other in itertools.pairwise(steps))
    assert steps[-1].after is battle.state
    assert battle.result is not None
    assert battle.ply == len(steps)


def test_a_game_plays_the_same_battle_and_records_it() -> None:
    game, battle = Game.start(SCENARIO, 3), start(3)
    for one, other in zip(
        play(game, randomly(1), "a test"), play(battle, randomly(1), "a test"), strict=True
    ):
        assert (one.action, one.events) == (other.action, other.events)
    assert game.checksum() == battle.state.checksum()
    assert game.records == battle.ply


def test_it_stops_where_a_side_without_a_player_decides() -> None:
    battle = start()
    steps = list(play(battle, {Side.TWO: RandomBot(1)}, "a test"))
    assert steps == []
    battle.carry_out(EndPhase())
    for step in play(battle, {Side.ONE: RandomBot(1)}, "a test"):
        assert step.before.to_act is Side.ONE
    assert battle.state.to_act is Side.TWO


def test_whoever_decides_may_leave_a_decision_open() -> None:
    battle, draw = start(), random.Random(1)

    def decide(state: BattleState, options: Options) -> Action | None:  # noqa: ARG001 - as it is asked
        return None if battle.ply == 5 else draw.choice(rules.legal_actions(state))

    assert len(list(battle.run(decide))) == 5
    assert battle.result is None


@pytest.mark.parametrize("answer", [Move((99, 99)), Move((0, 0))])
def test_an_illegal_answer_changes_nothing_and_names_player_battle_and_rule(answer: Action) -> None:
    battle = start()
    before = battle.state
    players = {side: Answers(answer) for side in Side}
    with pytest.raises(PlayerError, match=r"player stubborn as ONE in a test, ply 0 chose MOVE"):
        list(play(battle, players, "a test"))
    assert battle.state is before
    assert battle.ply == 0
    with pytest.raises(IllegalAction):
        battle.apply(answer)
    assert battle.state is before
