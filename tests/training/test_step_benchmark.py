"""`hexfront bench train`: what it prints, on a recipe of seconds; no time is asserted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")

from hexfront.bench import timing
from hexfront.program import build_program, complete_arguments
from training.ppo import make_env
from training.recipe_file import read_recipe
from training.step_benchmark import ConstantEnv, EnvironmentLoop, LearnerLoop, StepTimes

RECIPE_FILE = Path(__file__).parent / "tiny.toml"
TINY = read_recipe(RECIPE_FILE)
STEPS = 40


@pytest.mark.slow
def test_training_is_measured_three_times_with_a_fixed_loop() -> None:
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
        both = zip(one["microseconds"], one["microseconds_with_resets"], strict=True)
        assert all(step <= whole for step, whole in both)
    learning = report["learning"]
    assert learning["steps"] == TINY.ppo.n_envs * TINY.ppo.n_steps
    assert learning["ratio_best"] == min(learning["ratio"]) > 0
    for name in ("ratio", "microseconds", "microseconds_with_constant_env"):
        assert len(learning[name]) == timing.RUNS
    of_environment = report["environment"][0]["microseconds_with_resets"]
    assert learning["microseconds_of_env"] == of_environment
    assert report["pool"]["per_second_best"] == max(report["pool"]["per_second"]) > 0
    assert len(report["loop_seconds"]) == timing.RUNS


def test_a_recipe_that_is_wrong_is_answered_with_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(RECIPE_FILE.read_text(encoding="utf-8").replace("width = 16", ""))
    words = ["bench", "train", "--recipe", str(file)]
    done = CliRunner().invoke(build_program(words), complete_arguments(words))
    assert done.exit_code == 1
    assert "width" in done.stderr


def test_an_environment_loop_goes_through_several_episodes() -> None:
    loop = EnvironmentLoop(TINY, "bot:random")
    times = [loop.run(100) for _ in range(3)]
    assert any(part.reset_seconds for part in times)
    assert all(part.step_seconds > 0 for part in times)


def test_a_step_has_its_share_of_the_resets() -> None:
    times = StepTimes(steps=4, step_seconds=2.0, reset_seconds=1.0)
    assert times.per_step == 0.5
    assert times.per_step_with_resets == 0.75


def test_a_learner_loop_learns_from_all_it_collects() -> None:
    loop = LearnerLoop(TINY, None)
    assert loop.run().steps == TINY.ppo.n_envs * TINY.ppo.n_steps
    assert loop.run().step_seconds > 0


def test_a_constant_environment_never_changes() -> None:
    constant = ConstantEnv(make_env(TINY, "bot:random"))
    first, _ = constant.reset()
    mask = constant.action_masks()
    assert mask.any()
    again, reward, over, cut, _ = constant.step(constant.action_space.sample(mask.astype("int8")))
    assert again is first
    assert (reward, over, cut) == (0.0, False, False)
    assert constant.action_masks() is mask
