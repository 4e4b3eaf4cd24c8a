"""A recipe: everything that decides how a policy is trained, read from a TOML file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Meta

from engine.battle.phase import Phase
from engine.data.catalog import Code
from engine.data.datafiles import read_file
from engine.players.puzzles import SEEDS_MEASURED_FROM
from engine.validation import Findings, decode_fields, decode_table, parse_toml
from training.recipe_validation import check_recipe

RULE: Final = "recipe"

Count = Annotated[int, Meta(ge=1)]
Number = Annotated[int, Meta(ge=0)]
Seed = Annotated[int, Meta(ge=0, lt=2**32)]
Share = Annotated[float, Meta(ge=0, le=1)]
Rate = Annotated[float, Meta(gt=0, le=1)]
Weight = Annotated[float, Meta(ge=0, le=1000)]
Limit = Annotated[float, Meta(gt=0, le=1000)]
Some = Meta(min_length=1)


class Imitation(msgspec.Struct, frozen=True):
    """Say what is imitated before anything is learned by playing; with 0 games nothing is."""

    teacher: str
    opponents: Annotated[list[str], Some]
    games: Number
    recorded_fraction: Rate
    random_action_probs: Annotated[list[Share], Some]
    validation_fraction: Rate
    n_epochs: Count
    batch_size: Count
    learning_rate: Rate
    vf_coef: Weight
    max_grad_norm: Limit


class PhaseFractions(msgspec.Struct, frozen=True):
    """Hold shares of decisions, phase by phase."""

    move: Share
    shoot: Share
    charge: Share
    fight: Share

    def of(self, phase: Phase) -> float:
        """Give the share of a phase in which somebody decides."""
        shares = {
            Phase.MOVE: self.move,
            Phase.SHOOT: self.shoot,
            Phase.CHARGE: self.charge,
            Phase.FIGHT: self.fight,
        }
        return shares[phase]


class Round(msgspec.Struct, frozen=True):
    """Say how many battles a round of trials is, and who plays out each of the two sides."""

    battles: Count
    own: str
    enemy: str


class PolicyImprovement(msgspec.Struct, frozen=True):
    """Say what is tried out before anything is learned by playing; without rounds nothing is."""

    rounds: list[Round]
    opponents: Annotated[list[str], Some]
    recorded_fraction: PhaseFractions
    random_action_probs: Annotated[list[Share], Some]
    top_options: Count
    sampled_options: Number
    sampled_from: Annotated[int, Meta(ge=2)]
    n_samples: Count
    validation_fraction: Rate
    n_epochs: Count
    batch_size: Count
    learning_rate: Rate
    temperature: Limit
    prior_temperature: Limit
    max_grad_norm: Limit


class Ppo(msgspec.Struct, frozen=True):
    """Hold the settings of proximal policy optimisation (Schulman et al. 2017)."""

    total_timesteps: Count
    n_envs: Count
    n_steps: Count
    batch_size: Annotated[int, Meta(ge=2)]
    n_epochs: Count
    gamma: Share
    gae_lambda: Share
    clip_range: Rate
    ent_coef: Share
    vf_coef: Weight
    max_grad_norm: Limit
    target_kl: Limit
    learning_rate: tuple[Rate, Rate]
    shaping_until: Share
    averaging_from: Share


class Puzzles(msgspec.Struct, frozen=True):
    """Say how puzzles are practised with between updates; without variations none are."""

    variations_per_theme: Annotated[int, Meta(ge=0, lt=SEEDS_MEASURED_FROM)]
    batches_per_update: Count
    batch_size: Count


class SelfPlay(msgspec.Struct, frozen=True):
    """Say how past selves are met."""

    probability: Share
    every_steps: Count
    max_opponents: Count
    newest_probability: Share


class Evaluation(msgspec.Struct, frozen=True):
    """Say how progress is measured."""

    every_steps: Count
    opponents: Annotated[list[str], Some]
    scenarios: str
    games: Count


class Checkpoint(msgspec.Struct, frozen=True):
    """Say how often the run is saved."""

    minutes: Weight


class Recipe(msgspec.Struct, frozen=True):
    """Hold a whole recipe."""

    name: Code
    seed: Seed
    encoding: Code
    reward: Code
    scenarios: str
    repeats: Count
    width: Annotated[int, Meta(ge=4, le=4096)]
    imitation: Imitation
    policy_improvement: PolicyImprovement
    ppo: Ppo
    puzzles: Puzzles
    pool: Annotated[dict[str, Weight], Some]
    self_play: SelfPlay
    evaluation: Evaluation
    checkpoint: Checkpoint


class Assignment(NamedTuple):
    """Name one battle or puzzle to learn from: its number in the recipe."""

    recipe: Recipe
    number: int


TABLES: Final[dict[str, type[msgspec.Struct]]] = {
    "imitation": Imitation,
    "policy_improvement": PolicyImprovement,
    "ppo": Ppo,
    "puzzles": Puzzles,
    "self_play": SelfPlay,
    "evaluation": Evaluation,
    "checkpoint": Checkpoint,
}


def packaged_recipe(name: str) -> Path:
    """Give the file of a recipe that comes with the game."""
    return Path(str(files("training"))) / "recipes" / f"{name}.toml"


def read_recipe(file: Path) -> Recipe:
    """Read a recipe; DataError says everything that is wrong with it."""
    findings = Findings(str(file))
    raw = parse_toml(read_file(file), str(file), RULE)
    tables: dict[str, Any] = {}
    for name, kind in TABLES.items():
        if name in raw:
            tables[name] = decode_table(raw[name], kind, name, findings, lambda _: RULE)
    top = Findings(str(file))
    values = decode_fields({**raw, **tables}, Recipe, "", top, lambda _: RULE)
    broken = {name for name, table in tables.items() if table is None}
    findings.problems += [one for one in top.problems if one.field not in broken]
    findings.raise_if_any()
    recipe = Recipe(**values)
    check_recipe(recipe, findings, RULE)
    findings.raise_if_any()
    return recipe
