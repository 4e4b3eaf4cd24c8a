"""A recipe that could not be trained by is refused at once: file, table, key and all of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytest.importorskip("gymnasium")

from engine.errors import DataError
from training.recipe import read_recipe

TINY = (Path(__file__).parent / "tiny.toml").read_text(encoding="utf-8")
RECIPES = Path(__file__).parents[2] / "training" / "recipes"

BROKEN: list[tuple[str, str, str]] = [
    # what is changed, to what, and where the message must say what is wrong
    ("seed = 3", "", "seed: missing"),
    ("seed = 3", "seed = -1", "seed: expected `int` >= 0"),
    ('name = "tiny"', 'name = "../tiny"', "name: "),
    ("width = 16", "width = 16\ndepth = 2", "depth: unknown key"),
    ("width = 16", "width = 3", "width: expected `int` >= 4"),
    ('encoding = "rows"', 'encoding = "columns"', "encoding: 'columns' can't be used"),
    ('encoding = "rows"', 'encoding = "classic"', "encoding: 'classic' can't be used"),
    ('reward = "main"', 'reward = "gold"', "reward: 'gold' can't be used"),
    ("random:1..4", "random:4..1", "scenarios: 'random:4..1': the last seed is below the first"),
    ("random:1..4", "random:999999..1000000", "scenarios: training is on seeds below 1,000,000"),
    ("random:1..4", "random:1000000:ordinate:murmur", "scenarios: training is on seeds below"),
    ("random:1..4", "random:1..4:ordinate:murmr", "scenarios: random:4:ordinate:murmr: after the"),
    ("random:1000001", "random:2000000000000000000", "evaluation.scenarios: random:2000000000000"),
    ("random:1..4", "random:1,crossroads", "scenarios: crossroads is not generated"),
    ("random:1000001", "random:999999", "evaluation.scenarios: measuring is on seeds from 1,000,0"),
    ("random:1000001", "first_landing", "evaluation.scenarios: first_landing is not generated"),
    ("games = 2\n", "games = 3\n", "evaluation.games: must be a multiple of 2"),
    ('teacher = "bot:tactician"', 'teacher = "bot:me"', "imitation.teacher: "),
    ('opponents = ["bot:greedy"]', 'opponents = ["greedy"]', "imitation.opponents: "),
    ('opponents = ["bot:random"]', "opponents = []", "evaluation.opponents: "),
    ("slips = [0.0, 0.1]", "slips = [0.0, 1.1]", "imitation.slips: "),
    ("kept = 0.5", "kept = 0.0", "imitation.kept: "),
    ("epochs = 2", 'epochs = "two"', "imitation.epochs: expected `int`"),
    ("options = 2\nothers = 1", "options = 1\nothers = 0", "improvement.options: options and"),
    ("among = 6", "among = 2", "improvement.among: must be as many as options and others"),
    ("among = 6", "among = 1", "improvement.among: expected `int` >= 2"),
    ('"self", "bot:greedy"', '"self", "bot:nobody"', "improvement.opponents: "),
    ('own = "self"', 'own = "me"', "improvement.rounds[1].own: unknown player 'me'"),
    ('enemy = "bot:greedy"', 'enemy = "bot:me"', "improvement.rounds[0].enemy: "),
    ("{ battles = 2, own", "{ own", "improvement.rounds: object missing required field `battles`"),
    ("doubt = 2.0", "doubt = 0.0", "improvement.doubt: expected `float` > 0"),
    ("discount = 0.998", "discount = 0.99", "learning.discount: must be the DISCOUNT of reward"),
    ("horizon = 32", "horizon = 33", "learning.batch: must divide environments · horizon, 66"),
    ("rate = [1e-3, 1e-4]", "rate = [1e-3]", "learning.rate: "),
    ("clip = 0.2", "clip = nan", "learning.clip: "),
    ("steps = 640", "", "learning.steps: missing"),
    ("averaged_from = 0.1", "averaged_from = 1.1", "learning.averaged_from: expected `float` <="),
    ("variations = 2", "variations = 1000001", "puzzles.variations: expected `int` <= 1000000"),
    ("batches = 2", "batches = 0", "puzzles.batches: expected `int` >= 1"),
    ('"bot:random" = 0.3', '"bot:nobody" = 0.3', "pool.bot:nobody: "),
    ('"bot:random" = 0.3', '"bot:random" = -0.3', "pool: "),
    ('0.7\n"bot:random" = 0.3', "0.0", "pool: at least one weight must be above 0"),
    ("[selves]", "[others]", "selves: missing"),
    ("minutes = 0.0", "minutes = inf", "checkpoint.minutes: "),
    ("[pool]", "[pool", "not valid TOML"),
]  # fmt: skip


def write(folder: Path, text: str) -> Path:
    file = folder / "recipe.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_a_broken_recipe_is_refused_by_file_table_and_key(
    old: str, new: str, said: str, tmp_path: Path
) -> None:
    assert old in TINY
    file = write(tmp_path, TINY.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"{file}: {said}") for line in lines), lines


def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    text = TINY.replace("width = 16", "width = 0").replace("clip = 0.2", "clip = 2.0")
    text = text.replace("minutes = 0.0", "hours = 1.0")
    file = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    places = re.findall(rf"^{re.escape(str(file))}: ([\w.]+):", str(caught.value), re.MULTILINE)
    assert sorted(places) == ["checkpoint.hours", "checkpoint.minutes", "learning.clip", "width"]


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.toml")), ids=lambda file: file.stem)
def test_recipes_that_come_with_the_game_can_be_trained_by(file: Path) -> None:
    assert read_recipe(file).name


def test_the_recipe_of_the_tests_is_as_it_is_written(tmp_path: Path) -> None:
    recipe = read_recipe(write(tmp_path, TINY))
    assert recipe.pool == {"bot:greedy": 0.7, "bot:random": 0.3}
    assert recipe.ppo.rate == (1e-3, 1e-4)
