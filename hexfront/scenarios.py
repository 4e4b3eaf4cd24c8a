"""Which scenario a word on the command line means."""

from __future__ import annotations

from pathlib import Path

from client.folders import user_folders
from engine.battle import load_scenario
from engine.battle.datafiles import names_of, packaged_data
from engine.battle.generator import is_generated
from engine.battle.scenario import Scenario
from engine.files import is_file


def find_scenario(word: str | None) -> Scenario:
    """Load the scenario that *word* names; DataError says what is wrong with it.

    First come those of the game by name, then files, then the player's own by name. None is the
    smallest of the game: the fewest units, then the first name. `random:17` is generated.
    """
    packaged = names_of(packaged_data(), "scenario")
    if word is None:
        return min(map(load_scenario, packaged), key=lambda one: (len(one.units), one.name))
    if is_generated(word):
        return load_scenario(word)
    own = user_folders().root / "scenarios" / f"{word}.toml"
    for path in (Path(word), own):
        if word not in packaged and is_file(path):
            return load_scenario(path)
    return load_scenario(word)
