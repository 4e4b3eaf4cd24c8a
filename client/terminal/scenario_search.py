"""The scenario, and the army, that a word on the command line denotes."""

from __future__ import annotations

import os
from pathlib import Path

from client.folders import user_folders
from engine.battle.army import Army, read_army
from engine.battle.deployment_areas import Battleground
from engine.battle.generator import is_generated
from engine.battle.scenario_files import load_ground
from engine.data.datafiles import files_of_folder, names_of, packaged_data
from engine.errors import MatchError
from engine.files import is_file, is_folder
from engine.sentences import Sentence


def find_ground(word: str | None) -> Battleground:
    """Load the scenario that *word* names, with the areas for armies of the players' own.

    DataError says what is wrong with it, MatchError that there is none.

    Packaged scenarios are tried first by name, then files, then the player's own by name. None
    means the smallest packaged one: the fewest units, then the first name. `random:17` is
    generated.
    """
    packaged = names_of(packaged_data(), "scenario")
    if word is None:
        grounds = map(load_ground, packaged)
        return min(grounds, key=lambda one: (len(one.scenario.units), one.scenario.name))
    if is_generated(word) or word in packaged:
        return load_ground(word)
    file = _find_file(word, user_folders().root / "scenarios")
    if file is not None:
        return load_ground(file)
    if os.path.lexists(word):  # a path that is too long does not exist
        raise MatchError(Sentence("start.no-scenario-file", word=word))
    known = ", ".join(packaged)
    raise MatchError(Sentence("start.no-scenario", word=word, known=known))


def find_army(word: str) -> Army:
    """Load the army in the file that *word* names, or else the player's own in a file of that name.

    DataError says what is wrong with it, MatchError that there is none.
    """
    folder = user_folders().root / "armies"
    file = _find_file(word, folder)
    if file is None:
        known = ", ".join(_stems(folder)) or "-"
        raise MatchError(Sentence("start.no-army", word=word, known=known))
    return read_army(file)


def _find_file(word: str, own: Path) -> Path | None:
    """Return the file that *word* names: by its path, or in a folder of the player's."""
    if is_file(Path(word)):
        return Path(word)
    for file in files_of_folder(own) if is_folder(own) else ():
        if Path(file.name).stem == word:
            return own / file.name
    return None


def _stems(folder: Path) -> list[str]:
    return [Path(file.name).stem for file in files_of_folder(folder)] if is_folder(folder) else []
