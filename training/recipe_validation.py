"""Validation of a recipe beyond key types: names that exist, seeds, sizes that fit together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle.scenario_files import packaged_materials
from engine.battle.side import Side
from engine.encoding.reward_config import packaged_reward_config
from engine.errors import DataError, MatchError
from engine.players.levels import SELF
from engine.players.model import codec_of
from engine.players.registry import make_player
from engine.players.scenario_list import RANDOM, read_scenario_list
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.players.scenario_list import ScenarioSource
    from engine.validation import Findings
    from training.recipe import Recipe

OPPONENT: Final = "opponent"
"""In a round of policy improvement: the player that the policy meets in the game."""


def check_recipe(recipe: Recipe, findings: Findings, rule: str) -> None:
    """Add a problem to *findings* for everything that makes a recipe unusable."""
    _check_encoding(recipe, findings, rule)
    _check_reward(recipe, findings, rule)
    _check_players(recipe, findings, rule)
    _check_sizes(recipe, findings, rule)
    _check_scenarios(recipe, findings, rule)


def _check_encoding(recipe: Recipe, findings: Findings, rule: str) -> None:
    try:
        spec = codec_of(recipe.encoding).spec
    except DataError as error:
        sentence = Sentence("data.unusable", name=recipe.encoding, reason=error)
        findings.add("", "encoding", sentence, rule)
        return
    numbers = packaged_materials().numbers
    if (units := numbers.units[1]) > spec.units:
        sentence = Sentence(
            "data.encoding-of-few-units", units=units, encoding=recipe.encoding, most=spec.units
        )
        findings.add("", "encoding", sentence, rule)
    if (objectives := numbers.objectives[1]) > spec.objectives:
        sentence = Sentence(
            "data.encoding-of-few-objectives",
            objectives=objectives,
            encoding=recipe.encoding,
            most=spec.objectives,
        )
        findings.add("", "encoding", sentence, rule)


def _check_reward(recipe: Recipe, findings: Findings, rule: str) -> None:
    try:
        reward = packaged_reward_config(recipe.reward)
    except DataError as error:
        sentence = Sentence("data.unusable", name=recipe.reward, reason=error)
        findings.add("", "reward", sentence, rule)
        return
    if recipe.ppo.gamma != reward.discount:
        # Only then does potential-based shaping leave the best policy unchanged.
        sentence = Sentence("data.other-discount", reward=recipe.reward, discount=reward.discount)
        findings.add("ppo", "gamma", sentence, rule)


def _check_players(recipe: Recipe, findings: Findings, rule: str) -> None:
    specs = [("imitation", "teacher", recipe.imitation.teacher)]
    specs += [("imitation", "opponents", spec) for spec in recipe.imitation.opponents]
    improvement = recipe.policy_improvement
    specs += [
        ("policy_improvement", "opponents", spec) for spec in improvement.opponents if spec != SELF
    ]
    for number, one in enumerate(improvement.rounds):
        keys = ("rollout_player", "rollout_opponent")
        specs += [
            (f"policy_improvement.rounds[{number}]", key, spec)
            for key, spec in zip(keys, (one.rollout_player, one.rollout_opponent), strict=True)
            if spec not in (SELF, OPPONENT)
        ]
    specs += [("evaluation", "opponents", spec) for spec in recipe.evaluation.opponents]
    specs += [("pool", spec, spec) for spec in recipe.pool]
    for table, key, spec in specs:
        try:
            make_player(spec, Side.ONE, recipe.seed)
        except MatchError as error:
            findings.add(table, key, Sentence("data.because", reason=error), rule)
    if not sum(recipe.pool.values()):
        findings.add("pool", "", Sentence("data.no-weight"), rule)


def _check_sizes(recipe: Recipe, findings: Findings, rule: str) -> None:
    ppo = recipe.ppo
    rollout = ppo.n_envs * ppo.n_steps
    if rollout % ppo.batch_size:
        findings.add("ppo", "batch_size", Sentence("data.batch-size", steps=rollout), rule)
    improvement = recipe.policy_improvement
    columns = improvement.top_options + improvement.sampled_options
    if columns < 2:
        findings.add("policy_improvement", "top_options", Sentence("data.too-few-options"), rule)
    if improvement.sampled_from < columns:
        sentence = Sentence("data.sampled-from", least=columns)
        findings.add("policy_improvement", "sampled_from", sentence, rule)


def _check_scenarios(recipe: Recipe, findings: Findings, rule: str) -> None:
    limit = packaged_materials().numbers.making_seeds
    sources = _read(recipe.scenarios, "", findings, rule)
    if any(seed >= limit for seed in _seeds(sources, "", findings, rule)):
        findings.add("", "scenarios", Sentence("data.seeds-of-training", most=limit), rule)
    sources = _read(recipe.evaluation.scenarios, "evaluation", findings, rule)
    if any(seed < limit for seed in _seeds(sources, "evaluation", findings, rule)):
        sentence = Sentence("data.seeds-of-evaluation", least=limit)
        findings.add("evaluation", "scenarios", sentence, rule)
    each = len(Side) * len(sources)
    if each and recipe.evaluation.games % each:
        findings.add("evaluation", "games", Sentence("data.games", number=each), rule)


def _read(text: str, table: str, findings: Findings, rule: str) -> tuple[ScenarioSource, ...]:
    try:
        return read_scenario_list(text)
    except MatchError as error:
        findings.add(table, "scenarios", Sentence("data.because", reason=error), rule)
        return ()


def _seeds(
    sources: Iterable[ScenarioSource], table: str, findings: Findings, rule: str
) -> list[int]:
    """Return the seeds of *sources*; add a problem and return none if one is not generated."""
    seeds = []
    for source in sources:
        if not source.name.startswith(RANDOM):
            sentence = Sentence("data.not-generated", scenario=str(source), random=RANDOM)
            findings.add(table, "scenarios", sentence, rule)
            return []
        seeds.append(int(source.name.removeprefix(RANDOM).split(":")[0]))
    return seeds
