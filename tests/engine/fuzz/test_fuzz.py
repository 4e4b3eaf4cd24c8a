"""2,000 random battles: none raises anything, and each ends in a way of R9.3.

They come in shards, so that several workers share them; `-m "not fuzz"` leaves them out.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec
import pytest

from engine.battle import Game, Side
from engine.battle.events import Reason, Result
from engine.players.greedy import GreedyBot
from engine.players.random_bot import RandomBot
from tests.engine.generated import ANY, MIDDLING, SMALL, TINY, seeded
from tests.engine.walk import CASES, Walker

if TYPE_CHECKING:
    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState
    from engine.players import Player

SHARDS = 40
BATTLES = 50
MANY_ACTIONS = 5_000
LIMITS = (SMALL, TINY, SMALL, MIDDLING)


def players_of(seed: int) -> tuple[Player | Walker, Player | Walker]:
    """Pair two players: mostly of those who do anything, now and then one who wants to win."""
    match seed % 5:
        case 0:
            return RandomBot(seed), RandomBot(seed + 1)
        case 1:
            return GreedyBot(), Walker(seed)
        case 2:
            return Walker(seed), GreedyBot()
        case _:
            return Walker(seed), Walker(seed + 1)


def play(scenario: Scenario, seed: int) -> Game:
    """Play a battle to its end; every action must lead nearer to it (R10.1)."""
    game = Game.start(scenario, seed)
    players = players_of(seed)
    for _ in range(MANY_ACTIONS):
        actions = game.legal_actions()
        if game.result is not None:
            assert actions == []
            return game
        assert actions
        game.apply(players[game.state.to_act.index].choose(game.state, actions))
    pytest.fail("the battle does not end")


def require_end_of_r9_3(state: BattleState, result: Result) -> None:
    """Work out from the last state alone who has won, and why."""
    alive = {side: any(u.hp > 0 and u.side is side for u in state.units) for side in Side}
    values = {
        side: sum(u.profile.value for u in state.units if u.hp > 0 and u.side is side)
        for side in Side
    }
    assert result.victory_points == (state.points[0], state.points[1])
    assert result.value_left == (values[Side.ONE], values[Side.TWO])
    if not all(alive.values()):
        assert any(alive.values()), "never both"
        winner = Side.ONE if alive[Side.ONE] else Side.TWO
        assert (result.reason, result.winner) == (Reason.ELIMINATION, winner)
        return
    assert state.round == state.setup.rules.rounds
    assert state.side is state.setup.scenario.first.other
    scored = state.setup.scenario.score_objectives
    assert scored or state.points == [0, 0]
    if state.points[0] != state.points[1]:
        winner = Side.ONE if state.points[0] > state.points[1] else Side.TWO
        assert (result.reason, result.winner) == (Reason.VICTORY_POINTS, winner)
    elif values[Side.ONE] != values[Side.TWO]:
        winner = max(Side, key=lambda side: values[side])
        assert (result.reason, result.winner) == (Reason.VALUE, winner)
    else:
        assert (result.reason, result.winner) == (Reason.DRAW, None)


def seeds_of(shard: int) -> range:
    return range(shard * BATTLES, (shard + 1) * BATTLES)


def scenario_of(seed: int) -> Scenario:
    return seeded(seed, LIMITS[seed % len(LIMITS)])


@pytest.mark.fuzz
@pytest.mark.parametrize("shard", range(SHARDS))
def test_random_battles_end_without_an_exception(shard: int) -> None:
    for seed in seeds_of(shard):
        game = play(scenario_of(seed), seed)
        assert game.result is not None
        require_end_of_r9_3(game.state, game.result)


@pytest.mark.fuzz
@pytest.mark.parametrize("shard", range(0, SHARDS, 4))
def test_the_same_seed_gives_the_same_battle(shard: int) -> None:
    for seed in seeds_of(shard)[::3]:
        one, two = play(scenario_of(seed), seed), play(scenario_of(seed), seed)
        assert one.checksum() == two.checksum()
        assert one.lines == two.lines


@pytest.mark.fuzz
def test_another_seed_gives_another_battle() -> None:
    checksums = {play(CASES["shift_change"], seed).checksum() for seed in range(0, 100, 5)}
    assert len(checksums) > 15


@pytest.mark.fuzz
@pytest.mark.parametrize("seed", range(16))
def test_battles_on_boards_of_any_size_end(seed: int) -> None:
    game = play(seeded(10_000 + seed, ANY), seed)
    assert game.result is not None
    require_end_of_r9_3(game.state, game.result)


@pytest.mark.fuzz
@pytest.mark.parametrize("case", CASES)
def test_battles_on_every_case_end(case: str) -> None:
    for seed in range(5):
        game = play(CASES[case], seed)
        assert game.result is not None
        require_end_of_r9_3(game.state, game.result)


@pytest.mark.fuzz
def test_every_way_to_end_occurs_from_both_seats() -> None:
    """R9.3: elimination, victory points, value, a draw; the first three for ONE and for TWO."""
    seen: Counter[tuple[Reason, Side | None]] = Counter()
    for seed in range(120):
        result = play(scenario_of(seed), seed).result
        assert result is not None
        seen[result.reason, result.winner] += 1
    result = play(drawn_out(), 0).result
    assert result is not None
    assert result.reason is Reason.DRAW
    for reason in (Reason.ELIMINATION, Reason.VICTORY_POINTS, Reason.VALUE):
        assert seen[reason, Side.ONE]
        assert seen[reason, Side.TWO]


def drawn_out() -> Scenario:
    """Make a scenario that nobody can win: nothing to hold, and nobody armed."""
    base = seeded(4, TINY)
    one = base.units[0]
    two = next(placed for placed in base.units if placed.side is not one.side)
    unarmed = msgspec.structs.replace(
        base.profiles[one.unit], rng_weapon_codes=(), cc_weapon_codes=()
    )
    return msgspec.structs.replace(
        base,
        score_objectives=False,
        objectives=(),
        units=(one, msgspec.structs.replace(two, unit=one.unit)),
        profiles={one.unit: unarmed},
    )
