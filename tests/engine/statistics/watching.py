"""Battles that are counted while a test plays them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis.statistics.collector import StatisticsCollector
from engine.battle import battle as driver
from engine.battle import rules
from engine.battle.battle import Step
from engine.battle.side import Side
from engine.dice import ScriptedDice, SeededDice
from engine.players.game_loop import play
from engine.players.random_bot import RandomBot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.statistics.counts import SideCount, Statistics
    from engine.battle.state import BattleState, Setup
    from tests.engine.boards import Battle


class Counted:
    """A drawn battle, played on from where it stands, every action counted."""

    def __init__(self, battle: Battle) -> None:
        self.battle = battle
        self.reader = StatisticsCollector(battle.state)

    def play(self, *lines: str, dice: Sequence[int] = ()) -> Counted:
        scripted = ScriptedDice(list(dice))
        for line in lines:
            action = self.battle.action(line)
            before = self.battle.state
            state, events = rules.apply(before, action, scripted)
            self.reader.observe(Step(before, action, events, state))
            self.battle = type(self.battle)(state, events)
        assert not scripted.left
        return self

    @property
    def counts(self) -> Statistics:
        return self.reader.finish()

    def side(self, whose: str) -> SideCount:
        return self.counts.sides[self.battle.side(whose).index]

    def rules(self, whose: str) -> dict[str, int]:
        return {name: use.used for name, use in self.side(whose).rules.items()}

    def actions(self, whose: str) -> dict[str, int]:
        return {name: use.used for name, use in self.side(whose).actions.items()}


def play_randomly(setup: Setup, seed: int) -> tuple[BattleState, Statistics]:
    """Play a whole battle by random legal actions; give its end and its counts."""
    battle = driver.Battle.from_setup(setup, SeededDice(seed))
    reader, player = StatisticsCollector(battle.state), RandomBot(seed)
    for _ in play(battle, dict.fromkeys(Side, player), "a test", [reader]):
        pass
    return battle.state, reader.finish()
