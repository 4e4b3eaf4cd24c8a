"""The matches of `hexfront balance`, and their games once they are played."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import combinations, cycle, product
from pathlib import Path

import msgspec
from msgspec.structs import replace

from engine.errors import MatchError
from engine.players.arena.match import Match, make_match
from engine.players.arena.match_log import MatchLog
from engine.players.laboratory.tables import LabGame
from engine.players.scenario_list import RANDOM, ScenarioSource, read_scenario_list
from hexfront.plans import BalanceNumbers


class Experiment(msgspec.Struct, frozen=True):
    """Hold a match of the laboratory: *drawn* where its armies are generated for it, *wild* where
    its players do anything and only show what can be used.
    """

    name: str
    match: Match
    drawn: bool = False
    wild: bool = False


def plan_experiments(plan: BalanceNumbers, factions: Sequence[str]) -> list[Experiment]:
    """Plan a match for every pairing of *factions* and one for every scenario.

    Each faction is on side ONE in half of a pairing's games, by the same seeds.
    """
    if plan.games % 2:
        raise MatchError(f"{plan.games} games a pairing: it must be even, for both sides")
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
            experiments.append(Experiment(f"{one} against {two}", match, drawn=True))
    if plan.scenario_games:
        for source in read_scenario_list(plan.scenarios):
            match = _match(plan, [source], plan.scenario_games)
            experiments.append(Experiment(str(source), match))
    if not experiments:
        raise MatchError("there is nothing to play: no two factions, and no scenario")
    return [*experiments, *_wild(plan, factions)]


def _wild(plan: BalanceNumbers, factions: Sequence[str]) -> Iterator[Experiment]:
    """Plan games in which anything happens: every faction meets itself and the others in turn."""
    pairs = cycle(product(factions, repeat=2))
    seeds = range(plan.first_seed, plan.first_seed + plan.wild_games)
    sources = [
        ScenarioSource(f"{RANDOM}{seed}:{one}:{two}")
        for seed, (one, two) in zip(seeds, pairs, strict=False)
    ]
    if sources:
        match = _match(replace(plan, player=plan.wild_player), sources, len(sources))
        yield Experiment("what can be used", match, wild=True)


def _match(plan: BalanceNumbers, sources: Sequence[ScenarioSource], games: int) -> Match:
    """Plan games of the player against itself: from the other seat they would be the same."""
    return make_match(
        plan.player, plan.player, sources, games, plan.seed, both_seats=False, watched=True
    )


def folder_of(matches: Sequence[Match], above: Path) -> Path:
    """Name a folder that belongs to exactly these matches: their options, data and rules."""
    return above / hashlib.sha256(msgspec.json.encode(matches)).hexdigest()[:8]


def open_match_logs(experiments: Sequence[Experiment], folder: Path) -> list[MatchLog]:
    """Open a file a match in *folder*; MatchError when one holds another match."""
    return [
        MatchLog(one.match, folder / f"{re.sub(r'[^a-z0-9]+', '_', one.name.lower())}.jsonl")
        for one in experiments
    ]


def games_of(
    experiments: Sequence[Experiment], match_logs: Sequence[MatchLog], *, wild: bool
) -> list[LabGame]:
    """List the games that were played, of the *wild* matches or of all others."""
    return [
        LabGame(str(game.source), game.seed, experiment.drawn, record)
        for experiment, match_log in zip(experiments, match_logs, strict=True)
        if experiment.wild is wild
        for record in match_log.played
        for game in [match_log.match.game(record.number)]
    ]
