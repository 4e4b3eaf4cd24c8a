from __future__ import annotations

from typing import Final

from engine.battle import Side, load_scenario, rules, turn
from engine.battle.state import Setup
from engine.dice import SeededDice
from engine.players.scripted_bots import make_bot

SEEDS: Final = range(700, 730)
MOST: Final = 0.1


def lost_in_the_first_turn(seed: int) -> float:
    """Return the share of its VALUE that the side which goes second loses before its turn."""
    state, _ = turn.start(Setup(load_scenario(f"random:{seed}")))
    players = {side: make_bot("bot:tactician", side, seed) for side in Side}
    first, dice = state.side, SeededDice(seed)
    whole = state.value_left(first.other)
    while state.result is None and state.side is first:
        action = players[state.to_act].choose(state, rules.legal_actions(state))
        state, _ = rules.apply(state, action, dice)
    return 1 - state.value_left(first.other) / whole


def test_who_goes_first_does_not_win_by_it_at_once() -> None:
    lost = [lost_in_the_first_turn(seed) for seed in SEEDS]
    assert sum(lost) / len(lost) <= MOST
    assert max(lost) > 0
