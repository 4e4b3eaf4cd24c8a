"""Referees: whoever turns the spec of a landing into its result (C10.6, C10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from engine.campaign import bridge, resolver
from engine.campaign.save import record_name
from engine.campaign.vocabulary import Conclusion
from engine.players.staged_game import play_scenario
from engine.players.think_time import AS_MEASURED

if TYPE_CHECKING:
    from pathlib import Path

    from engine.campaign.bridge import Materials
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.players.think_time import ThinkTime


class Referee(Protocol):
    """Decides a landing."""

    def __call__(self, spec: BattleSpec) -> BattleResult:
        """Return the result of a landing: of the same spec always the same one."""
        ...


class ResolvingReferee:
    """Decides landings by the resolver, in the campaign of a seed (C10.10)."""

    def __init__(self, numbers: CampaignNumbers, seed: int) -> None:
        """Resolve with the tables of *numbers*."""
        self._numbers = numbers
        self._seed = seed

    def __call__(self, spec: BattleSpec) -> BattleResult:
        """Return the result of a landing that nobody plays."""
        source = resolver.landing_source(self._seed, spec)
        return resolver.resolve(spec, self._numbers, source)


class FightingReferee:
    """Has landings fought on the board by two players, the attacker's and the defender's."""

    def __init__(
        self,
        materials: Materials,
        players: tuple[str, str],
        folder: Path | None = None,
        conclusion: Conclusion = Conclusion.FOUGHT,
        think: ThinkTime = AS_MEASURED,
    ) -> None:
        """Fight with the players of two specs.

        With a *folder*, that of the campaign, each battle is saved in it, as an ordinary battle.
        """
        self._materials = materials
        self._players = players
        self._folder = folder
        self._conclusion = conclusion
        self._think = think

    def __call__(self, spec: BattleSpec) -> BattleResult:
        """Return the result of a landing that is fought.

        DataError if no battle can be made of it, MatchError or PlayerError if a player can't play
        it, OSError if its record can't be written.
        """
        scenario = bridge.scenario_from(spec, self._materials)
        game = play_scenario(scenario, bridge.battle_seed(spec), self._players, self._think)
        if self._folder is not None:
            path = self._folder / record_name(spec.turn, spec.world)
            path.parent.mkdir(parents=True, exist_ok=True)
            game.save(path)
        checksum = bridge.record_checksum(game.lines)
        return bridge.result_from(spec, game.state, self._conclusion, checksum)
