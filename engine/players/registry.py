"""The registry of players: what a SPEC means, and making the player of any SPEC."""

from __future__ import annotations

import functools
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

import msgspec

from engine import limits
from engine.errors import EncodingError, MatchError, ModelError
from engine.files import is_file, read_bounded
from engine.players import scripted_bots
from engine.players.level_player import make_level_player
from engine.players.levels import level_names, packaged_levels, packaged_model
from engine.players.model import POLICY_FILE, Model, read_model
from engine.players.policy import Network, Policy
from engine.players.think_time import AS_MEASURED
from engine.sentences import Sentence
from engine.system_errors import reason_of

if TYPE_CHECKING:
    from types import ModuleType

    from engine.battle.scenario import Scenario
    from engine.battle.side import Side
    from engine.players import Player
    from engine.players.scenario_list import ScenarioSource
    from engine.players.think_time import ThinkTime

MODEL: Final = "model:"
"""The prefix of a trained model, `model:FOLDER`, which takes its best option every time."""
PYTHON: Final = "py:"
"""The prefix of a class from a file, `py:FILE.py:ClassName`."""


def make_player(spec: str, side: Side, seed: int, think: ThinkTime = AS_MEASURED) -> Player:
    """Return the player *spec* for a *side* in the battle of *seed*; MatchError if there is none.

    One that searches thinks as *think* says. A class is loaded from its file anew and constructed
    without arguments.
    """
    if spec.startswith(scripted_bots.BOT):
        try:
            return scripted_bots.make_bot(spec, side, seed, think)
        except LookupError as error:
            known = ", ".join(scripted_bots.bot_names())
            raise MatchError(Sentence("player.no-bot", player=spec, known=known)) from error
    if spec in level_names():
        try:
            return make_level_player(spec, side, seed, think=think)
        except ModelError as error:
            raise MatchError(Sentence("player.unusable", player=spec, reason=error)) from error
    if spec.startswith(MODEL):
        return _load_policy(spec, scripted_bots.seed_of(side, seed))
    if spec.startswith(PYTHON):
        return _load_player(spec)
    raise MatchError(_unknown(spec))


def _unknown(spec: str) -> Sentence:
    return Sentence(
        "player.unknown",
        player=spec,
        known=", ".join([*level_names(), *scripted_bots.bot_names()]),
        model=MODEL,
        python=PYTHON,
    )


def _load_policy(spec: str, seed: int) -> Player:
    try:
        model, network = _open_model(_folder_of(spec))
    except ModelError as error:
        raise MatchError(Sentence("player.unusable", player=spec, reason=error)) from error
    return Policy(spec, model.codec, network, 1, None, seed)


def _folder_of(spec: str) -> Path:
    return Path(spec.removeprefix(MODEL)).absolute()


@functools.lru_cache
def _open_model(folder: Path) -> tuple[Model, Network]:
    """Return a model and its network, read once a process: a match is played with what it began
    with.
    """
    model = read_model(folder)
    return model, Network(model.policy, model.codec)


def check_limits(spec: str, source: ScenarioSource, scenario: Scenario) -> None:
    """Raise MatchError if a player's encoding can't represent a battle; scripted bots play any."""
    if spec in level_names():
        codec = packaged_model().codec
    elif spec.startswith(MODEL):
        codec = _open_model(_folder_of(spec))[0].codec
    else:
        return
    try:
        codec.check_scenario(scenario)
    except EncodingError as error:
        sentence = Sentence("player.unfit", player=spec, scenario=str(source), reason=error)
        raise MatchError(sentence) from error


def read_player_data(spec: str) -> list[tuple[str, bytes]]:
    """Return what else, besides the packaged data of battles, decides how a player plays, by name.

    It must be there, as `make_player` has made the player; MatchError if it is not.
    """
    if spec in level_names():
        level = packaged_levels().levels[spec]
        numbers = msgspec.json.encode(level, order="deterministic")
        return [(spec, numbers), (POLICY_FILE, packaged_model().policy)]
    file = file_of(spec)
    if file is None:
        return []
    if spec.startswith(MODEL):
        return [(str(file), _open_model(_folder_of(spec))[0].policy)]
    try:
        return [(str(file), read_bounded(file, limits.PLAYER_BYTES))]
    except OSError as error:
        reason = reason_of(error)
        raise MatchError(
            Sentence("player.unreadable", player=spec, file=str(file), reason=reason)
        ) from error


def file_of(spec: str) -> Path | None:
    """Return the file a player comes from; None for packaged players."""
    if spec.startswith(MODEL):
        return Path(spec.removeprefix(MODEL)) / POLICY_FILE
    if not spec.startswith(PYTHON):
        return None
    file, colon, _ = spec.removeprefix(PYTHON).rpartition(":")
    if not colon:
        raise MatchError(Sentence("player.no-class-named", player=spec, python=PYTHON))
    return Path(file)


def _load_player(spec: str) -> Player:
    file = file_of(spec)
    assert file is not None, "only players from files come here"
    name = spec.rpartition(":")[2]
    module = _load_module(spec, file)
    if name not in vars(module):
        raise MatchError(Sentence("player.no-class", player=spec, file=str(file), name=name))
    try:
        player = vars(module)[name]()
    except Exception as error:
        raise MatchError(Sentence("player.not-made", player=spec, error=repr(error))) from error
    if not hasattr(player, "choose"):
        raise MatchError(Sentence("player.no-choose", player=spec))
    return cast("Player", player)


def _load_module(spec: str, file: Path) -> ModuleType:
    if not is_file(file):
        raise MatchError(Sentence("player.no-file", player=spec, file=str(file)))
    name = f"hexfront_player_{file.stem}"
    found = spec_from_file_location(name, file)
    if found is None or found.loader is None:
        raise MatchError(Sentence("player.no-python-file", player=spec, file=str(file)))
    module = module_from_spec(found)
    # Dataclasses and the like look their module up by name while it is being run.
    sys.modules[name] = module
    try:
        found.loader.exec_module(module)
    except Exception as error:
        raise MatchError(
            Sentence("player.not-run", player=spec, file=str(file), error=repr(error))
        ) from error
    return module
