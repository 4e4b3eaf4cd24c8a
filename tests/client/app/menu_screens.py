"""Every menu by a name, for tests that go through all of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from client.app import App
from client.puzzles.puzzle_feature import Puzzles
from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.screens.form_screen import FormScreen
from client.screens.help import WORDS, HelpScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.replays import ReplaysScreen
from client.screens.report import ReportScreen
from client.screens.seating import SeatScreen
from client.screens.settings import SettingsScreen
from client.screens.strength import StrengthScreen
from client.text.catalogue import name
from client.tutorial.tutorial import Tutorial
from client.tutorial.tutorial_menu import TutorialMenuScreen
from engine.analysis.battle_report.figures import DecisionCost
from engine.analysis.battle_report.report import make_report
from engine.battle import Game, Side
from engine.battle.phase import Phase
from engine.battle.save import read_save
from engine.battle.timeline import read_timeline
from tests.client.app.army_screens import ARMY_SCREENS
from tests.client.app.test_load import save_battle
from tests.engine.battle_report.recorded import finish


def cost_of(
    step: int, unit: int | None, phase: Phase, taken: str, best: str, cost: float
) -> DecisionCost:
    then = "MOVE 1,1" if unit is None else None
    return DecisionCost(
        step, Side.ONE, unit, 1, phase, taken, best, 0.1, 0.1 + cost, then, is_own=False
    )


def report_screen(app: App) -> ReportScreen:
    """Open the report of a battle, computed here."""
    save_battle(app.folders.saves / "reported.jsonl", 100)
    save = read_save(app.folders.saves / "reported.jsonl")
    screen = ReportScreen(app, save)
    timeline = finish(read_timeline(save, Game.from_header(save.header)))
    screen.report = make_report(timeline, 1)
    screen.costs = [
        cost_of(10, 0, Phase.SHOOT, "GIVE_UP", "SHOOT rifle 3 VOLLEY", 0.3),
        cost_of(20, None, Phase.MOVE, "END_PHASE", "ACTIVATE 1", 0.2),
        cost_of(30, 1, Phase.FIGHT, "FIGHT rifle 3 VOLLEY", "WAIT", 0.17),
    ]
    return screen


SCREENS: dict[str, Callable[[App], FormScreen] | None] = {
    "title": None,
    "new": NewBattleScreen,
    "seats": lambda app: SeatScreen(app, name("side", "ONE"), "person", None),
    "strength": StrengthScreen,
    "load": LoadScreen,
    "replays": ReplaysScreen,
    "display": SettingsScreen,
    "gameplay": lambda app: SettingsScreen(app, "gameplay"),
    "camera": lambda app: SettingsScreen(app, "camera"),
    "sound": lambda app: SettingsScreen(app, "sound"),
    "keys": lambda app: SettingsScreen(app, "keys"),
    "help": HelpScreen,
    "glossary": lambda app: HelpScreen(app, WORDS),
    "report": report_screen,
    "tutorial": lambda app: TutorialMenuScreen(app, cast("Tutorial", app.tutorial)),
    **ARMY_SCREENS,
    "puzzles": lambda app: PuzzleMenuScreen(app, cast("Puzzles", app.puzzles)),
}
