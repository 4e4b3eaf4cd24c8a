"""Landings as battles in the terminal: an ordinary battle, saved beside the campaign (C10.4).

This is the one place where the terminal turns specs into battles and battles into results.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

from client.terminal.keeping import KeptGame
from client.terminal.numbered_names import NumberedNames
from client.terminal.start import Beginning, Wishes, begin, play_here
from client.text.battle_log import log_lines
from client.text.campaign.campaign_names import house_name
from client.text.catalogue import name, text
from engine.battle import Game, Side
from engine.campaign.bridge import (
    ATTACKER,
    DEFENDER,
    battle_seed,
    load_materials,
    record_checksum,
    result_from,
    scenario_from,
)
from engine.campaign.save import record_name
from engine.campaign.vocabulary import PERSON, Conclusion
from engine.errors import SaveError
from engine.players.registry import make_player
from engine.sentences import Sentence

if TYPE_CHECKING:
    from pathlib import Path

    from client.terminal.printer import Printer
    from engine.battle.scenario import Scenario
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.campaign.vocabulary import HouseId

_NO_SEED: Final = 0
"""A placeholder for the seed of a battle that is loaded, and brings its own."""


class BattleRecords:
    """The battles of a campaign's landings, in the folder of its save."""

    def __init__(self, folder: Path, opponent: str) -> None:
        """Keep them in *folder*; *opponent*, a level or a bot, plays whatever no person plays."""
        self.folder = folder
        self._opponent = opponent

    def path(self, spec: BattleSpec) -> Path:
        """Return where the battle of a landing is saved."""
        return self.folder / record_name(spec.turn, spec.world)

    def is_begun(self, spec: BattleSpec) -> bool:
        """Whether the battle of a landing was begun, and is to be gone on with."""
        return os.path.lexists(self.path(spec))

    def play(self, spec: BattleSpec, house: HouseId | None, screen: Printer) -> BattleResult | None:
        """Play the battle of a landing, or go on in it; None if it is left before its end.

        A person plays for *house*; for None both sides are played while the person watches.
        DataError, MatchError or SaveError says why it can't be played, OSError why not saved.
        """
        scenario = scenario_from(spec, load_materials())
        if self.is_begun(spec):
            beginning = self._continue(spec, scenario)
        else:
            beginning = self._begin(spec, scenario, house)
        screen.show(text("campaign-play.sides", **_names_of(spec)))
        problem = play_here(beginning)
        if problem is not None:
            raise problem
        game = beginning.game
        if game.result is None:
            return None
        fought = PERSON in beginning.names
        conclusion = Conclusion.FOUGHT if fought else Conclusion.WATCHED
        return result_from(spec, game.state, conclusion, record_checksum(game.lines))

    def _begin(self, spec: BattleSpec, scenario: Scenario, house: HouseId | None) -> Beginning:
        seed = battle_seed(spec)
        sides = {ATTACKER: spec.attacker, DEFENDER: spec.defender}
        names = [
            PERSON if house is not None and sides[side] == house else self._opponent
            for side in Side
        ]
        players = {
            side: None if name == PERSON else make_player(name, side, seed)
            for side, name in zip(Side, names, strict=True)
        }
        game = Game.start(scenario, seed, (names[0], names[1]))
        path = self.path(spec)
        path.parent.mkdir(parents=True, exist_ok=True)
        opening = log_lines(game.opening, NumberedNames(scenario))
        kept = KeptGame.begin(game, path)
        return Beginning(game, (names[0], names[1]), players, [opening], None, kept)

    def _continue(self, spec: BattleSpec, scenario: Scenario) -> Beginning:
        path = self.path(spec)
        beginning = begin(Wishes(None, (None, None), _NO_SEED, path, path))
        header = beginning.game.header
        if (header.scenario, header.seed) != (scenario, battle_seed(spec)):
            if beginning.kept is not None:
                beginning.kept.close()
            raise SaveError(
                Sentence("campaign.save.other-battle", place=str(path), world=spec.world)
            )
        return beginning


def _names_of(spec: BattleSpec) -> dict[str, str]:
    """Return the names of both sides, and of the houses that they stand for."""
    return {
        "attacker_side": name("side", ATTACKER.value),
        "attacker": house_name(spec.attacker),
        "defender_side": name("side", DEFENDER.value),
        "defender": house_name(spec.defender),
    }
