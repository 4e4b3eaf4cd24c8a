"""A recipe: everything that decides how a policy is trained, read from a TOML file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Final, NamedTuple

import msgspec
from msgspec import Meta

from engine.battle.catalog import Code
from engine.battle.datafiles import read_file
from engine.battle.phase import Phase
from engine.players.puzzles import SEEDS_MEASURED_FROM
from engine.validation import Findings, decode_fields, decode_table, parse_toml
from training.recipe_checks import check_recipe

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
    kept: Rate
    slips: Annotated[list[Share], Some]
    held: Rate
    epochs: Count
    batch: Count
    rate: Rate
    value: Weight
    largest_gradient: Limit


class Kept(msgspec.Struct, frozen=True):
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


class Improvement(msgspec.Struct, frozen=True):
    """Say what is tried out before anything is learned by playing; without rounds nothing is."""

    rounds: list[Round]
    opponents: Annotated[list[str], Some]
    kept: Kept
    slips: Annotated[list[Share], Some]
    options: Count
    others: Number
    among: Annotated[int, Meta(ge=2)]
    samples: Count
    held: Rate
    epochs: Count
    batch: Count
    rate: Rate
    points: Limit
    doubt: Limit
    largest_gradient: Limit


class Learning(msgspec.Struct, frozen=True):
    """Hold the settings of proximal policy optimisation (Schulman et al. 2017)."""

    steps: Count
    environments: Count
    horizon: Count
    batch: Annotated[int, Meta(ge=2)]
    epochs: Count
    discount: Share
    trace: Share
    clip: Rate
    entropy: Share
    value: Weight
    largest_gradient: Limit
    most_divergence: Limit
    rate: tuple[Rate, Rate]
    shaped_until: Share
    averaged_from: Share


class Puzzles(msgspec.Struct, frozen=True):
    """Say how puzzles are practised with between updates; without variations none are."""

    variations: Annotated[int, Meta(ge=0, lt=SEEDS_MEASURED_FROM)]
    batches: Count
    batch: Count


class Selves(msgspec.Struct, frozen=True):
    """Say how past selves are met."""

    share: Share
    every: Count
    kept: Count
    newest: Share


class Evaluation(msgspec.Struct, frozen=True):
    """Say how progress is measured."""

    every: Count
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
    improvement: Improvement
    learning: Learning
    puzzles: Puzzles
    pool: Annotated[dict[str, Weight], Some]
    selves: Selves
    evaluation: Evaluation
    checkpoint: Checkpoint


class Assignment(NamedTuple):
    """Name one battle or puzzle to learn from: its number in the recipe."""

    recipe: Recipe
    number: int


TABLES: Final[dict[str, type[msgspec.Struct]]] = {
    "imitation": Imitation,
    "improvement": Improvement,
    "learning": Learning,
    "puzzles": Puzzles,
    "selves": Selves,
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
