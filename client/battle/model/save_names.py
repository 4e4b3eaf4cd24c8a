"""Names of saves: what a player types is data, and names a file in the folder of saves."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from client.battle.model.autosave import SUFFIX
from client.folders import free_name
from client.text.catalogue import text
from client.text.names import scenario_name
from client.tuning import load_tuning
from engine.plaintext import file_stem

if TYPE_CHECKING:
    from pathlib import Path

    from client.battle.model.session import Session
    from client.folders import Folders


def suggested_name(session: Session) -> str:
    """Return the name that is suggested for a save: that of the scenario, and the round."""
    scenario = scenario_name(session.game.header.scenario.name)
    suggested = text("saving.suggested", scenario=scenario, n=max(1, session.state.round))
    return file_stem(suggested)[: load_tuning().saves.longest_name].rstrip(" .")


def name_problem(name: str) -> str:
    """Return the key of the text that says why a save can't have a name; "" if it can."""
    if not name:
        return "saving.name.empty"
    if len(name) > load_tuning().saves.longest_name:
        return "saving.name.long"
    return "" if file_stem(name) == name else "saving.name.characters"


def path_of(folders: Folders, name: str) -> Path:
    """Return the file of the save with a valid name, which may not exist."""
    assert not name_problem(name), name
    return folders.saves / f"{name}{SUFFIX}"


def is_taken(folders: Folders, name: str) -> bool:
    """Whether a save has a name."""
    return os.path.lexists(path_of(folders, name))


def free_path(folders: Folders, name: str) -> Path:
    """Return the file of a save named after any text, followed by a number if it is taken."""
    return free_name(folders.saves, name[: load_tuning().saves.longest_name], SUFFIX)
