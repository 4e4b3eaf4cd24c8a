"""A recipe: every setting of a training run."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from msgspec import Meta

from engine.battle.phase import Phase
from engine.data.catalog import Code
from engine.players.puzzles import SEEDS_MEASURED_FROM

RULE: Final = "recipe"

PositiveInt = Annotated[int, Meta(ge=1)]
NonNegativeInt = Annotated[int, Meta(ge=0)]
Seed = Annotated[int, Meta(ge=0, lt=2**32)]
Fraction = Annotated[float, Meta(ge=0, le=1)]
PositiveFraction = Annotated[float, Meta(gt=0, le=1)]
Weight = Annotated[float, Meta(ge=0, le=1000)]
PositiveFloat = Annotated[float, Meta(gt=0, le=1000)]
NonEmpty = Meta(min_length=1)


class Imitation(msgspec.Struct, frozen=True):
    """Settings of behaviour cloning, the first stage of pretraining; 0 games skip it."""

    teacher: str
    opponents: Annotated[list[str], NonEmpty]
    games: NonNegativeInt
    recorded_fraction: PositiveFraction
    random_action_probs: Annotated[list[Fraction], NonEmpty]
    validation_fraction: PositiveFraction
    n_epochs: PositiveInt
    batch_size: PositiveInt
    learning_rate: PositiveFraction
    vf_coef: Weight
    max_grad_norm: PositiveFloat


class PhaseFractions(msgspec.Struct, frozen=True):
    """A fraction of decisions for each phase, from 0 to 1."""

    move: Fraction
    shoot: Fraction
    charge: Fraction
    fight: Fraction

    def of(self, phase: Phase) -> float:
        """Return the fraction of *phase*; raise KeyError for a phase without decisions."""
        fractions = {
            Phase.MOVE: self.move,
            Phase.SHOOT: self.shoot,
            Phase.CHARGE: self.charge,
            Phase.FIGHT: self.fight,
        }
        return fractions[phase]


class ImprovementRound(msgspec.Struct, frozen=True):
    """A round of policy improvement: its number of games, and who plays rollouts for each side.

    Besides player names, *rollout_player* and *rollout_opponent* may be `SELF`, the policy,
    or `OPPONENT`, the player that the policy meets in the game.
    """

    games: PositiveInt
    rollout_player: str
    rollout_opponent: str


class PolicyImprovement(msgspec.Struct, frozen=True):
    """Settings of policy improvement by rollouts, the second stage; no rounds skip it."""

    rounds: list[ImprovementRound]
    opponents: Annotated[list[str], NonEmpty]
    recorded_fraction: PhaseFractions
    random_action_probs: Annotated[list[Fraction], NonEmpty]
    top_options: PositiveInt
    sampled_options: NonNegativeInt
    sampled_from: Annotated[int, Meta(ge=2)]
    n_samples: PositiveInt
    validation_fraction: PositiveFraction
    n_epochs: PositiveInt
    batch_size: PositiveInt
    learning_rate: PositiveFraction
    temperature: PositiveFloat
    prior_temperature: PositiveFloat
    max_grad_norm: PositiveFloat


class Ppo(msgspec.Struct, frozen=True):
    """Settings of proximal policy optimisation (Schulman et al. 2017), named as in SB3."""

    total_timesteps: PositiveInt
    n_envs: PositiveInt
    n_steps: PositiveInt
    batch_size: Annotated[int, Meta(ge=2)]
    n_epochs: PositiveInt
    gamma: Fraction
    gae_lambda: Fraction
    clip_range: PositiveFraction
    ent_coef: Fraction
    vf_coef: Weight
    max_grad_norm: PositiveFloat
    target_kl: PositiveFloat
    learning_rate: tuple[PositiveFraction, PositiveFraction]
    shaping_until: Fraction
    averaging_from: Fraction


class Puzzles(msgspec.Struct, frozen=True):
    """Settings of puzzle training between PPO updates; 0 variations skip it."""

    variations_per_theme: Annotated[int, Meta(ge=0, lt=SEEDS_MEASURED_FROM)]
    batches_per_update: PositiveInt
    batch_size: PositiveInt


class SelfPlay(msgspec.Struct, frozen=True):
    """Settings of games against past policies."""

    probability: Fraction
    every_steps: PositiveInt
    max_opponents: PositiveInt
    newest_probability: Fraction


class Evaluation(msgspec.Struct, frozen=True):
    """Settings of the matches that measure progress."""

    every_steps: PositiveInt
    opponents: Annotated[list[str], NonEmpty]
    scenarios: str
    games: PositiveInt


class Checkpoint(msgspec.Struct, frozen=True):
    """Settings of checkpoints: the minutes between two of them."""

    minutes: Weight


class Recipe(msgspec.Struct, frozen=True):
    """All settings of a training run."""

    name: Code
    seed: Seed
    encoding: Code
    reward: Code
    scenarios: str
    repeats: PositiveInt
    width: Annotated[int, Meta(ge=4, le=4096)]
    imitation: Imitation
    policy_improvement: PolicyImprovement
    ppo: Ppo
    puzzles: Puzzles
    pool: Annotated[dict[str, Weight], NonEmpty]
    self_play: SelfPlay
    evaluation: Evaluation
    checkpoint: Checkpoint
