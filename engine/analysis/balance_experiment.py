"""Balance experiments: the matches of `hexfront balance`, and their finished games."""

from __future__ import annotations

import hashlib
import re
from itertools import combinations, cycle, product
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from engine.analysis.statistics.collector import COLLECTOR
from engine.analysis.tables import AnalysedGame
from engine.errors import MatchError
from engine.players.arena.match import Match, make_match
from engine.players.arena.match_log import MatchLog
from engine.players.scenario_list import RANDOM, ScenarioSource, read_scenario_list

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from engine.analysis.plans import BalancePlan


class BalanceExperiment(msgspec.Struct, frozen=True):
    """A match of a player against itself: of two factions, on one scenario, or the random baseline.

    *generated* armies are those of generated battles. The *baseline* shows what random players use.
    """

    name: str
    match: Match
    generated: bool = False
    baseline: bool = False


def plan_experiments(plan: BalancePlan, factions: Sequence[str]) -> list[BalanceExperiment]:
    """Return a match for every pairing of *factions*, one for every scenario, and the baseline.

    Each faction is on side ONE in half of a pairing's games, with the same seeds. MatchError if the
    number of games is odd, or if nothing is left to play.
    """
    if plan.games % 2:
        raise MatchError(f"{plan.games} games a pairing: the number must be even, for both sides")
    experiments = []
    if plan.games:
        seeds = range(plan.first_seed, plan.first_seed + plan.games // 2)
        for one, two in combinations(factions, 2):
            sources = [
                ScenarioSource(f"{RANDOM}{seed}:{first}:{second}")
                for seed in seeds
                for first, second in ((one, two), (two, one))
            ]
            match = _match(plan, sources, plan.games)
            experiments.append(BalanceExperiment(f"{one} against {two}", match, generated=True))
    if plan.scenario_games:
        for source in read_scenario_list(plan.scenarios):
            match = _match(plan, [source], plan.scenario_games)
            experiments.append(BalanceExperiment(str(source), match))
    if not experiments:
        raise MatchError("nothing to play: fewer than two factions, and no scenario")
    return [*experiments, *_baseline(plan, factions)]


def _baseline(plan: BalancePlan, factions: Sequence[str]) -> Iterator[BalanceExperiment]:
    """Yield matches of random players: every faction meets itself and the others in turn."""
    pairs = cycle(product(factions, repeat=2))
    seeds = range(plan.first_seed, plan.first_seed + plan.baseline_games)
    sources = [
        ScenarioSource(f"{RANDOM}{seed}:{one}:{two}")
        for seed, (one, two) in zip(seeds, pairs, strict=False)
    ]
    if sources:
        match = _match(replace(plan, player=plan.baseline_player), sources, len(sources))
        yield BalanceExperiment("what can be used", match, baseline=True)


def _match(plan: BalancePlan, sources: Sequence[ScenarioSource], games: int) -> Match:
    """Return a match of the player against itself: from the other seat the games would be the
    same.
    """
    return make_match(
        plan.player, plan.player, sources, games, plan.seed, both_seats=False, with_statistics=True
    )


def folder_of(matches: Sequence[Match], above: Path) -> Path:
    """Return the folder of these matches below *above*, named by all their options and data."""
    return above / hashlib.sha256(msgspec.json.encode(matches)).hexdigest()[:8]


def open_match_logs(experiments: Sequence[BalanceExperiment], folder: Path) -> list[MatchLog]:
    """Open a match log in *folder* for each experiment; MatchError if one is of another match."""
    return [
        MatchLog(
            one.match,
            folder / f"{re.sub(r'[^a-z0-9]+', '_', one.name.lower())}.jsonl",
            COLLECTOR,
        )
        for one in experiments
    ]


def games_of(
    experiments: Sequence[BalanceExperiment], match_logs: Sequence[MatchLog], *, baseline: bool
) -> list[AnalysedGame]:
    """Return the finished games, those of the *baseline* or all others."""
    return [
        AnalysedGame(str(game.source), game.seed, experiment.generated, result)
        for experiment, match_log in zip(experiments, match_logs, strict=True)
        if experiment.baseline is baseline
        for result in match_log.played
        for game in [match_log.match.game(result.number)]
    ]
