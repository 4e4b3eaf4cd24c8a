"""Evaluation of a model in matches on scenarios that training never uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.players.arena.match import make_match
from engine.players.arena.match_log import MatchLog
from engine.players.arena.running import open_pool, run
from engine.players.arena.score import Tally, tally
from engine.players.registry import MODEL
from engine.players.scenario_list import read_scenario_list

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from training.recipe import Recipe


class EvaluationResult(msgspec.Struct, frozen=True):
    """The results of a model after *steps* timesteps, by opponent."""

    steps: int
    against: dict[str, Tally]


def evaluate_model(
    recipe: Recipe, model: Path, steps: int, workers: int, report: Callable[[int, int], None]
) -> EvaluationResult:
    """Play the recipe's evaluation with the model in a folder, which takes its best option.

    *report* receives the number of games played, and of all games. Raise MatchError or PlayerError
    if a game fails.
    """
    evaluation = recipe.evaluation
    sources = read_scenario_list(evaluation.scenarios)
    against: dict[str, Tally] = {}
    done, games = 0, evaluation.games * len(evaluation.opponents)
    with open_pool(workers) as executor:
        for opponent in evaluation.opponents:
            match = make_match(f"{MODEL}{model}", opponent, sources, evaluation.games, recipe.seed)
            match_log = MatchLog(match, None)
            for _ in run(match_log, executor, workers):
                done += 1
                report(done, games)
            seats = [match.game(result.number).seat for result in match_log.played]
            against[opponent] = tally(list(zip(match_log.played, seats, strict=True)))
    return EvaluationResult(steps, against)
