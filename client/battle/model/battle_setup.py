"""The setup of a battle: a scenario, the armies that are fielded in it, players and seed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.battle.army import Army, find_problems
from engine.battle.deployment_areas import Battleground
from engine.battle.fielding import field_armies, find_obstacles
from engine.battle.scenario_files import packaged_materials
from engine.errors import DataError

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from engine.battle import Side
    from engine.battle.fielding import Armies
    from engine.battle.scenario import Scenario
    from engine.sentences import Sentence

NO_ARMIES: Armies = (None, None)
"""Both sides field the scenario's own."""


class BattleSetup(NamedTuple):
    """Everything that makes a battle: the *scenario* has the armies in place, and so the same
    setup is the same battle.
    """

    scenario: Scenario
    seed: int
    players: tuple[str, str]


def obstacles(army: Army, listed: Listed, side: Side) -> list[Sentence]:
    """Return what keeps an army from being fielded by a side of a scenario."""
    problems = find_problems(army, packaged_materials())
    return problems or find_obstacles(army, listed.deployment, side)


def fielded(listed: Listed, armies: Armies) -> Scenario | None:
    """Return a listed scenario with armies in place; None if it can't be played with them."""
    if listed.scenario is None or armies == NO_ARMIES:
        return listed.scenario
    try:
        ground = Battleground(listed.scenario, listed.deployment)
        return field_armies(ground, armies, packaged_materials())
    except DataError:
        return None
