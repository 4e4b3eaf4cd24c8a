"""The screens of armies and of a new battle, for tests of how they are laid out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, cast

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.battle.model.army_files import save_army
from client.battle.model.listing import Listed
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.fielded_armies import FieldedArmies
from client.screens.scenario_choice import ScenarioChoice
from client.screens.scenario_filter_screen import ScenarioFilterScreen
from engine.battle import Side
from engine.battle.army import Army
from engine.battle.scenario_files import load_ground

if TYPE_CHECKING:
    from client.app import App
    from client.armies.army_feature import Armies
    from client.folders import Folders
    from client.screens.form_screen import FormScreen

OVERFULL: Final = Army("Far too many", "windfall", 250, {"skiff": 4, "kite": 5, "linesman": 1})
"""An army with as much wrong with it as possible."""


def read_crossroads() -> Listed:
    scenario, deployment = load_ground("crossroads")
    return Listed("crossroads", "crossroads", False, scenario, deployment=deployment)


def fill_folder(folders: Folders) -> None:
    """Write armies into the user folder: one that may be fielded, and others."""
    save_army(folders, Army("Night watch", "ordinate", 500, {"linesman": 4, "marshal": 2}), None)
    save_army(folders, OVERFULL, None)
    (folders.armies / "broken.toml").write_text("kind = 1")


ARMY_SCREENS: Final[dict[str, Callable[[App], FormScreen]]] = {
    "armies": lambda app: ArmyMenuScreen(app, cast("Armies", app.armies)),
    "builder": lambda app: BuilderScreen(app, OVERFULL, None),
    "army": lambda app: ArmyChoiceScreen(app, FieldedArmies(app), read_crossroads(), Side.ONE),
    "filter": lambda app: ScenarioFilterScreen(app, ScenarioChoice(app)),
}
"""The screens by a name each."""
