"""What a recipe must also be, beyond keys of the right type: names that exist, sums that fit."""

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

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.players.scenario_list import ScenarioSource
    from engine.validation import Findings
    from training.recipe import Recipe

OPPONENT: Final = "opponent"
"""Names, in a round of trials, whoever the policy has met in the battle."""
_SEATS: Final = len(Side)


def check_recipe(recipe: Recipe, findings: Findings, rule: str) -> None:
    """Note everything in a recipe that could not be trained by."""
    _check_names(recipe, findings, rule)
    _check_players(recipe, findings, rule)
    _check_sizes(recipe, findings, rule)
    making = packaged_materials().numbers.making_seeds
    sources = _read(recipe.scenarios, "", findings, rule)
    if any(seed >= making for seed in _seeds(sources, "", findings, rule)):
        message = f"training is on seeds below {making:,}; those from there on are for measuring"
        findings.add("", "scenarios", message, rule)
    sources = _read(recipe.evaluation.scenarios, "evaluation", findings, rule)
    if any(seed < making for seed in _seeds(sources, "evaluation", findings, rule)):
        message = f"measuring is on seeds from {making:,} on; those below are for training"
        findings.add("evaluation", "scenarios", message, rule)
    each = _SEATS * len(sources)
    if each and recipe.evaluation.games % each:
        message = f"must be a multiple of {each}: every scenario is played from both seats"
        findings.add("evaluation", "games", message, rule)


def _check_names(recipe: Recipe, findings: Findings, rule: str) -> None:
    try:
        spec = codec_of(recipe.encoding).spec
    except DataError as error:
        findings.add("", "encoding", f"{recipe.encoding!r} can't be used: {error}", rule)
    else:
        numbers = packaged_materials().numbers
        for what, (_, most), held in (
            ("units a side", numbers.units, spec.units),
            ("objectives", numbers.objectives, spec.objectives),
        ):
            if most > held:
                message = f"generated battles have up to {most} {what}; {recipe.encoding!r} holds"
                findings.add("", "encoding", f"{message} {held}", rule)
    try:
        reward = packaged_reward_config(recipe.reward)
    except DataError as error:
        findings.add("", "reward", f"{recipe.reward!r} can't be used: {error}", rule)
        return
    if recipe.ppo.gamma != reward.discount:
        # Only then does the potential leave the best way of playing what it is.
        message = f"must be the DISCOUNT of reward {recipe.reward!r}, {reward.discount}"
        findings.add("ppo", "gamma", message, rule)


def _check_players(recipe: Recipe, findings: Findings, rule: str) -> None:
    named = [("imitation", "teacher", recipe.imitation.teacher)]
    named += [("imitation", "opponents", spec) for spec in recipe.imitation.opponents]
    improvement = recipe.policy_improvement
    named += [
        ("policy_improvement", "opponents", spec) for spec in improvement.opponents if spec != SELF
    ]
    for number, one in enumerate(improvement.rounds):
        sides = (("own", one.own), ("enemy", one.enemy))
        named += [
            (f"policy_improvement.rounds[{number}]", side, spec)
            for side, spec in sides
            if spec not in (SELF, OPPONENT)
        ]
    named += [("evaluation", "opponents", spec) for spec in recipe.evaluation.opponents]
    named += [("pool", spec, spec) for spec in recipe.pool]
    for table, key, spec in named:
        try:
            make_player(spec, Side.ONE, recipe.seed)
        except MatchError as error:
            findings.add(table, key, str(error), rule)
    if not sum(recipe.pool.values()):
        findings.add("pool", "", "at least one weight must be above 0", rule)


def _check_sizes(recipe: Recipe, findings: Findings, rule: str) -> None:
    ppo = recipe.ppo
    between = ppo.n_envs * ppo.n_steps
    if between % ppo.batch_size:
        message = f"must divide n_envs · n_steps, {between}, without a rest"
        findings.add("ppo", "batch_size", message, rule)

    improvement = recipe.policy_improvement
    if improvement.top_options + improvement.sampled_options < 2:
        message = "top_options and sampled_options must add up to at least 2: one option can't be compared"
        findings.add("policy_improvement", "top_options", message, rule)
    if improvement.sampled_from < improvement.top_options + improvement.sampled_options:
        message = "must be at least top_options plus sampled_options"
        findings.add("policy_improvement", "sampled_from", message, rule)


def _read(text: str, table: str, findings: Findings, rule: str) -> tuple[ScenarioSource, ...]:
    try:
        return read_scenario_list(text)
    except MatchError as error:
        findings.add(table, "scenarios", str(error), rule)
        return ()


def _seeds(
    sources: Iterable[ScenarioSource], table: str, findings: Findings, rule: str
) -> list[int]:
    """List the seeds of generated scenarios; others have none, and are noted."""
    seeds = []
    for source in sources:
        if not source.name.startswith(RANDOM):
            message = f"{source} is not generated; expected {RANDOM}FIRST..LAST"
            findings.add(table, "scenarios", message, rule)
            return []
        seeds.append(int(source.name.removeprefix(RANDOM).split(":")[0]))
    return seeds
