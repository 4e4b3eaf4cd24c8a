"""Pasting the setup of a battle that somebody shared, or else saying why that is not possible."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from client.battle.model.army_files import ListedArmy
from client.battle.model.battle_setup import fielded
from client.battle.model.listing import read_generated
from client.battle.model.setup_code import checksum, read_code
from client.text.catalogue import text
from client.text.problems import problem_text
from client.widgets import clipboard
from engine.battle import Side, generator
from engine.errors import DataError
from engine.plaintext import escape

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from client.battle.model.setup_code import SharedSetup
    from client.host import Host
    from client.screens.fielded_armies import FieldedArmies
    from client.screens.scenario_choice import ScenarioChoice
    from engine.battle.army import Army


class SetUpScreen(Protocol):
    """The screen for a new battle, as a shared setup changes it."""

    @property
    def choice(self) -> ScenarioChoice:
        """Return the choice of the scenario."""
        ...

    @property
    def fielded(self) -> FieldedArmies:
        """Return the armies of both sides."""
        ...

    def set_up(self, seed: int, players: tuple[str, str]) -> None:
        """Take seed and players from a setup, and show everything anew."""


def paste_setup(app: Host, screen: SetUpScreen) -> None:
    """Take the setup from the clipboard; nothing changes if it is not the battle that was
    shared.
    """
    try:
        shared = read_code(clipboard.read_text())
    except DataError as error:
        lines = [text("new.paste.invalid"), *problem_text(error).split("\n")]
        app.tell(text("new.paste.failed"), lines)
        return
    same = [one for one in _candidates(screen.choice, shared) if _is_same(one, shared)]
    if not same:
        lines = [text("new.paste.other", scenario=escape(shared.scenario))]
        app.tell(text("new.paste.failed"), lines)
        return
    if generator.is_generated(shared.scenario):
        screen.choice.choose_generated(shared.scenario)
    else:
        screen.choice.show(same[0])
    for side, army in zip(Side, shared.armies, strict=True):
        screen.fielded.want(side, None if army is None else _known(screen.fielded, army))
    screen.set_up(shared.seed, shared.players)


def _known(armies: FieldedArmies, army: Army) -> ListedArmy:
    """Return an army as one of the player's own, if it is one."""
    return next((one for one in armies.listed if one.army == army), ListedArmy(None, army))


def _candidates(choice: ScenarioChoice, shared: SharedSetup) -> list[Listed]:
    """Return the scenarios of the name in a code; the player's own may have that of another one."""
    if generator.is_generated(shared.scenario):
        return [read_generated(shared.scenario)]
    return [one for one in choice.every if one.name == shared.scenario]


def _is_same(listed: Listed, shared: SharedSetup) -> bool:
    """Whether a scenario with the shared armies in it is the one that was shared."""
    scenario = fielded(listed, shared.armies)
    return scenario is not None and checksum(scenario) == shared.check
