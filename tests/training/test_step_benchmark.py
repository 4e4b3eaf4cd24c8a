"""`hexfront bench train`: what it prints, on a recipe of seconds; no time is asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")

from hexfront.bench import timing
from hexfront.program import build_program, complete_arguments
from training.ppo import make_environment
from training.recipe import read_recipe
from training.step_benchmark import ConstantEnv, EnvironmentLoop, LearnerLoop, StepTimes

RECIPE_FILE = Path(__file__).parent / "tiny.toml"
TINY = read_recipe(RECIPE_FILE)
STEPS = 40


@pytest.mark.slow
def test_training_is_measured_three_times_beside_a_fixed_loop() -> None:
    words = ["bench", "train", "--recipe", str(RECIPE_FILE), "--steps", str(STEPS)]
    done = CliRunner().invoke(build_program(words), complete_arguments(words))
    assert done.exit_code == 0, done.output
    report = json.loads(done.stdout)
    assert report["recipe"] == TINY.name
    assert [one["opponent"] for one in report["environment"]] == ["bot:greedy", "bot:tactician"]
    for one in report["environment"]:
        assert one["steps"] == STEPS
        assert len(one["microseconds"]) == timing.RUNS
        assert one["microseconds_best"] == min(one["microseconds"]) > 0
        both = zip(one["microseconds"], one["microseconds_with_beginnings"], strict=True)
        assert all(step <= whole for step, whole in both)
    learning = report["learning"]
    assert learning["steps"] == TINY.ppo.n_envs * TINY.ppo.n_steps
    assert learning["ratio_best"] == min(learning["ratio"]) > 0
    for name in ("ratio", "microseconds", "microseconds_around_nothing"):
        assert len(learning[name]) == timing.RUNS
    of_environment = report["environment"][0]["microseconds_with_beginnings"]
    assert learning["microseconds_of_environment"] == of_environment
    assert report["pool"]["per_second_best"] == max(report["pool"]["per_second"]) > 0
    assert len(report["loop_seconds"]) == timing.RUNS


def test_a_recipe_that_is_wrong_is_answered_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(RECIPE_FILE.read_text(encoding="utf-8").replace("width = 16", ""))
    words = ["bench", "train", "--recipe", str(file)]
    done = CliRunner().invoke(build_program(words), complete_arguments(words))
    assert done.exit_code == 1
    assert "width" in done.stderr


def test_a_walk_goes_on_from_battle_to_battle() -> None:
    walk = EnvironmentLoop(TINY, "bot:random")
    spent = [walk.go(100) for _ in range(3)]
    assert any(part.beginning for part in spent)
    assert all(part.stepping > 0 for part in spent)


def test_a_step_has_its_share_of_what_was_spent() -> None:
    spent = StepTimes(steps=4, stepping=2.0, beginning=1.0)
    assert spent.a_step == 0.5
    assert spent.in_all == 0.75


def test_a_practice_learns_from_all_it_plays() -> None:
    practice = LearnerLoop(TINY, None)
    assert practice.go().steps == TINY.ppo.n_envs * TINY.ppo.n_steps
    assert practice.go().stepping > 0


def test_nothing_happens_in_stillness() -> None:
    still = ConstantEnv(make_environment(TINY, "bot:random"))
    first, _ = still.reset()
    mask = still.action_masks()
    assert mask.any()
    again, paid, over, cut, _ = still.step(still.action_space.sample(mask.astype("int8")))
    assert again is first
    assert (paid, over, cut) == (0.0, False, False)
    assert still.action_masks() is mask
