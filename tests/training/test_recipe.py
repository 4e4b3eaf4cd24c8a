"""A recipe that cannot be used is refused with file, table and key of every problem."""

from __future__ import annotations

import inspect
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("gymnasium")

from engine.errors import DataError
from training.recipe import Ppo
from training.recipe_file import read_recipe
from training.renamed_keys import KEYS, ROUND_KEYS, TABLES

TINY = (Path(__file__).parent / "tiny.toml").read_text(encoding="utf-8")
OLD = Path(__file__).parent / "tiny_with_old_keys.toml"
RECIPES = Path(__file__).parents[2] / "training" / "recipes"

BROKEN: list[tuple[str, str, str]] = [
    # a text of the recipe, its replacement, the start of the message
    ("seed = 3", "", "seed: missing"),
    ("seed = 3", "seed = -1", "seed: expected `int` >= 0"),
    ('name = "tiny"', 'name = "../tiny"', "name: "),
    ("width = 16", "width = 16\ndepth = 2", "depth: unknown key"),
    ("width = 16", "width = 3", "width: expected `int` >= 4"),
    ('encoding = "rows"', 'encoding = "columns"', "encoding: 'columns' cannot be used"),
    ('encoding = "rows"', 'encoding = "classic"', "encoding: 'classic' cannot be used"),
    ('reward = "main"', 'reward = "gold"', "reward: 'gold' cannot be used"),
    ("random:1..4", "random:4..1", "scenarios: 'random:4..1': the last seed is lower"),
    ("random:1..4", "random:999999..1000000", "scenarios: training scenarios must have seeds"),
    ("random:1..4", "random:1000000:ordinate:murmur", "scenarios: training scenarios must"),
    ("random:1..4", "random:1..4:ordinate:murmr", "scenarios: random:4:ordinate:murmr: after the"),
    ("random:1000001", "random:2000000000000000000", "evaluation.scenarios: random:2000000000000"),
    ("random:1..4", "random:1,crossroads", "scenarios: crossroads is not generated"),
    ("random:1000001", "random:999999", "evaluation.scenarios: evaluation scenarios must"),
    ("random:1000001", "first_landing", "evaluation.scenarios: first_landing is not generated"),
    ("games = 2\n", "games = 3\n", "evaluation.games: must be a multiple of 2"),
    ('teacher = "bot:tactician"', 'teacher = "bot:me"', "imitation.teacher: "),
    ('opponents = ["bot:greedy"]', 'opponents = ["greedy"]', "imitation.opponents: "),
    ('opponents = ["bot:random"]', "opponents = []", "evaluation.opponents: "),
    ("probs = [0.0, 0.1]", "probs = [0.0, 1.1]", "imitation.random_action_probs: "),
    ("recorded_fraction = 0.5", "recorded_fraction = 0.0", "imitation.recorded_fraction: "),
    ("epochs = 2", 'epochs = "two"', "imitation.n_epochs: expected `int`"),
    ("2\nsampled_options = 1", "1\nsampled_options = 0", "policy_improvement.top_options: top_"),
    ("from = 6", "from = 2", "policy_improvement.sampled_from: must be at least"),
    ("from = 6", "from = 1", "policy_improvement.sampled_from: expected `int` >= 2"),
    ('"self", "bot:greedy"', '"self", "bot:nobody"', "policy_improvement.opponents: "),
    ('player = "self"', 'player = "me"', "policy_improvement.rounds[1].rollout_player: u"),
    ('nt = "bot:greedy"', 'nt = "bot:me"', "policy_improvement.rounds[0].rollout_opponent: "),
    ("{ games = 2, ", "{ ", "policy_improvement.rounds: object missing required field `games`"),
    ("temperature = 2.0", "temperature = 0.0", "policy_improvement.prior_temperature: expected"),
    ("gamma = 0.998", "gamma = 0.99", "ppo.gamma: must equal the DISCOUNT of reward"),
    ("n_steps = 32", "n_steps = 33", "ppo.batch_size: must divide n_envs × n_steps (66) evenly"),
    ("rate = [1e-3, 1e-4]", "rate = [1e-3]", "ppo.learning_rate: "),
    ("clip_range = 0.2", "clip_range = nan", "ppo.clip_range: "),
    ("total_timesteps = 640", "", "ppo.total_timesteps: missing"),
    ("averaging_from = 0.1", "averaging_from = 1.1", "ppo.averaging_from: expected `float` <="),
    ("per_theme = 2", "per_theme = 1000001", "puzzles.variations_per_theme: expected `int` <="),
    ("per_update = 2", "per_update = 0", "puzzles.batches_per_update: expected `int` >= 1"),
    ('"bot:random" = 0.3', '"bot:nobody" = 0.3', "pool.bot:nobody: "),
    ('"bot:random" = 0.3', '"bot:random" = -0.3', "pool: "),
    ('0.7\n"bot:random" = 0.3', "0.0", "pool: at least one weight must be greater"),
    ("[self_play]", "[others]", "self_play: missing"),
    ("minutes = 0.0", "minutes = inf", "checkpoint.minutes: "),
    ("[pool]", "[pool", "not valid TOML"),
]  # fmt: skip


def write(folder: Path, text: str) -> Path:
    file = folder / "recipe.toml"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(("old", "new", "message"), BROKEN)
def test_a_broken_recipe_is_refused_by_file_table_and_key(
    old: str, new: str, message: str, tmp_path: Path
) -> None:
    assert old in TINY
    file = write(tmp_path, TINY.replace(old, new, 1))
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    lines = str(caught.value).splitlines()
    assert any(line.startswith(f"{file}: {message}") for line in lines), lines


def test_every_problem_is_reported_at_once(tmp_path: Path) -> None:
    text = TINY.replace("width = 16", "width = 0").replace("clip_range = 0.2", "clip_range = 2.0")
    text = text.replace("minutes = 0.0", "hours = 1.0")
    file = write(tmp_path, text)
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    places = re.findall(rf"^{re.escape(str(file))}: ([\w.]+):", str(caught.value), re.MULTILINE)
    assert sorted(places) == ["checkpoint.hours", "checkpoint.minutes", "ppo.clip_range", "width"]


@pytest.mark.parametrize("file", sorted(RECIPES.glob("*.toml")), ids=lambda file: file.stem)
def test_packaged_recipes_are_valid(file: Path) -> None:
    assert read_recipe(file).name


def test_a_recipe_has_the_values_of_its_file(tmp_path: Path) -> None:
    recipe = read_recipe(write(tmp_path, TINY))
    assert recipe.pool == {"bot:greedy": 0.7, "bot:random": 0.3}
    assert recipe.ppo.learning_rate == (1e-3, 1e-4)


# Renamed keys


def renamed_in(file: Path) -> dict[str, str]:
    """Return the new names of old keys, by table and key, that a recipe is refused with."""
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    lines = str(caught.value).splitlines()
    pattern = re.compile(
        rf"{re.escape(str(file))}: (\S+): renamed to '(\w+)'; see docs/training.md "
    )
    found = [pattern.match(line) for line in lines]
    assert all(found), lines
    return {match[1]: match[2] for match in found if match}


def test_an_old_recipe_is_refused_with_the_new_name_of_every_old_key() -> None:
    old, renamed = tomllib.loads(OLD.read_text(encoding="utf-8")), renamed_in(OLD)
    new: dict[str, Any] = {}
    for table, content in old.items():
        name = renamed.pop(table, table)
        new[name] = content
        if isinstance(content, dict) and table != "pool":
            new[name] = {
                renamed.pop(f"{table}.{key}", key): value for key, value in content.items()
            }
    rounds = new["policy_improvement"]["rounds"]
    for number, one in enumerate(rounds):
        place = f"improvement.rounds[{number}]"
        rounds[number] = {renamed.pop(f"{place}.{key}", key): one[key] for key in one}
    assert not renamed
    # With the names in the messages it is today's recipe.
    assert new == tomllib.loads(TINY)


def test_other_problems_of_an_old_recipe_are_reported_too(tmp_path: Path) -> None:
    text = OLD.read_text(encoding="utf-8").replace("width = 16", "width = 0")
    file = write(tmp_path, text.replace("trace = 0.95", "trace = 2.0"))
    with pytest.raises(DataError) as caught:
        read_recipe(file)
    assert f"{file}: width: expected `int` >= 4" in str(caught.value)
    assert f"{file}: learning.trace: renamed to 'gae_lambda'" in str(caught.value)
    assert f"{file}: ppo.gae_lambda: expected `float` <= 1.0" in str(caught.value)


def test_an_old_key_in_a_new_table_is_refused_with_its_new_name(tmp_path: Path) -> None:
    file = write(tmp_path, TINY.replace("target_kl = ", "most_divergence = "))
    assert renamed_in(file) == {"ppo.most_divergence": "target_kl"}


def test_every_new_name_is_a_key_of_its_table() -> None:
    tables = tomllib.loads(TINY)
    assert set(TABLES.values()) <= tables.keys()
    for table, names in KEYS.items():
        assert {new for old, new in names.items() if new in tables[table]}
        assert not names.keys() & tables[table].keys()
    assert tables["policy_improvement"]["rounds"][0].keys() == set(ROUND_KEYS.values())


def test_keys_of_ppo_are_arguments_of_maskable_ppo_or_of_the_run() -> None:
    pytest.importorskip("torch")
    from sb3_contrib import MaskablePPO

    from training.ppo import RUN_KEYS, ppo_arguments

    known = inspect.signature(MaskablePPO).parameters
    assert set(Ppo.__struct_fields__) == {*RUN_KEYS, *(known.keys() & set(Ppo.__struct_fields__))}
    arguments = ppo_arguments(read_recipe(RECIPES / "main.toml"))
    assert arguments.keys() <= known.keys()
    assert [arguments["learning_rate"](left) for left in (1.0, 0.0)] == [1e-4, 5e-5]
    assert (arguments["target_kl"], arguments["gae_lambda"]) == (0.03, 0.95)
