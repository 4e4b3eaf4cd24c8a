"""The scenario that a word on the command line denotes."""

from __future__ import annotations

import os
from pathlib import Path

from client.folders import user_folders
from engine.battle import load_scenario
from engine.battle.generator import is_generated
from engine.battle.scenario import Scenario
from engine.data.datafiles import files_of_folder, names_of, packaged_data
from engine.errors import MatchError
from engine.files import is_file, is_folder
from engine.sentences import Sentence


def find_scenario(word: str | None) -> Scenario:
    """Load the scenario that *word* names; DataError says what is wrong with it, MatchError that
    there is none.

    Packaged scenarios are tried first by name, then files, then the player's own by name. None
    means the smallest packaged one: the fewest units, then the first name. `random:17` is
    generated.
    """
    packaged = names_of(packaged_data(), "scenario")
    if word is None:
        return min(map(load_scenario, packaged), key=lambda one: (len(one.units), one.name))
    if is_generated(word):
        return load_scenario(word)
    if word in packaged:
        return load_scenario(word)
    if is_file(Path(word)):
        return load_scenario(Path(word))
    own = user_folders().root / "scenarios"
    for file in files_of_folder(own) if is_folder(own) else ():
        if Path(file.name).stem == word:
            return load_scenario(own / file.name)
    if os.path.lexists(word):  # a path that is too long does not exist
        raise MatchError(Sentence("start.no-scenario-file", word=word))
    known = ", ".join(packaged)
    raise MatchError(Sentence("start.no-scenario", word=word, known=known))
