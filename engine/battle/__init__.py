"""A battle and its rules: the names for players, the window and the tools."""

from engine.battle.actions import Action
from engine.battle.events import Event, Result
from engine.battle.game import Game
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.battle.state import BattleState
from engine.errors import IllegalAction

__all__ = [
    "Action",
    "BattleState",
    "Event",
    "Game",
    "IllegalAction",
    "Result",
    "Side",
    "load_scenario",
]
