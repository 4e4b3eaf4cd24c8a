"""A run that was killed again and again resumes to its end, and its model plays."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import msgspec
import numpy as np
import pytest

pytest.importorskip("torch")

from sb3_contrib import MaskablePPO

from engine.errors import ModelError
from engine.players.model import CARD_FILE, POLICY_FILE, codec_of, read_model
from engine.players.network.evaluator import Evaluator
from engine.players.network.onnx_file import read_graph
from engine.players.puzzles import THEMES
from engine.versions import RULES_VERSION
from tests.training.story import PROGRAM, TINY, TRAIN, Story, progress_in, start
from training import run_folder
from training.errors import TrainingError
from training.export import export_onnx
from training.league import League
from training.network import RowPolicy
from training.network_weights import read_weights, strip_prefix
from training.ppo import make_learner, make_vec_env, reseed
from training.recipe import Recipe
from training.run_folder import RunFolder
from training.supervised import POLICY, trainer_state_template

SECONDS = 60.0
"""Far more than a first answer takes."""


def new_learner() -> MaskablePPO:
    return make_learner(TINY, make_vec_env(TINY, League(TINY, codec_of("rows"))))


# Resuming


def test_a_killed_run_goes_on_to_the_end(story: Story) -> None:
    progress = progress_in(story.folder)
    assert progress.steps == TINY.ppo.total_timesteps == story.card["steps"]
    assert [result.steps for result in progress.results] == [0, 320, 640]
    assert progress.past_policies == ["000000512.onnx", "000000640.onnx"]
    saved = sorted(file.name for file in (story.folder / "checkpoints").iterdir())
    assert saved == ["000000640.safetensors"]


def test_demonstrations_that_were_recorded_are_not_recorded_again(story: Story) -> None:
    assert story.demonstrations[0] == story.demonstrations[1]


def test_each_round_of_rollouts_is_played_by_the_policy_of_the_round_before(story: Story) -> None:
    first, second, second_later = story.policies
    assert first != second == second_later
    # PPO starts from the last round: its policy is the first that is evaluated.
    learner = new_learner()
    template = trainer_state_template(learner.policy)
    kept = read_weights(story.folder / "policy_improvement-01.safetensors", template)
    learner.policy.load_state_dict(strip_prefix(POLICY, kept))
    evaluated = story.folder / "evaluated" / "000000000" / POLICY_FILE
    assert export_onnx(learner.policy) == evaluated.read_bytes()


def test_a_round_learns_from_the_rollouts_of_earlier_ones_too(story: Story) -> None:
    # They were deleted before the second round, which had to make them again.
    assert story.rollouts[0] == story.rollouts[1]


def test_rollouts_are_not_needed_once_ppo_has_begun(story: Story) -> None:
    assert not (story.folder / "rollouts").exists()


def test_progress_never_names_a_checkpoint_that_is_not_its_own(story: Story) -> None:
    assert len(story.torn) == 2
    assert story.named == story.torn[0] < story.torn[1]


def test_the_model_is_the_average_of_the_policies_of_all_updates(story: Story) -> None:
    learner = new_learner()
    average = RunFolder(story.folder, TINY).load_learner(learner)
    ppo = TINY.ppo
    rollout = ppo.n_envs * ppo.n_steps
    # No update counts twice, or is missing, though the run was killed between them.
    updates = range(rollout, ppo.total_timesteps + 1, rollout)
    first = ppo.averaging_from * ppo.total_timesteps
    assert int(average.n_averaged) == sum(steps >= first for steps in updates) > 1
    assert isinstance(average.module, RowPolicy)
    assert export_onnx(average.module) == (story.folder / POLICY_FILE).read_bytes()
    kept = MaskablePPO.load(story.folder / "policy.zip", device="cpu").policy
    assert isinstance(kept, RowPolicy)
    assert export_onnx(kept) == export_onnx(average.module)
    assert isinstance(learner.policy, RowPolicy)
    assert learner.num_timesteps == 640
    assert export_onnx(learner.policy) != export_onnx(average.module)


@pytest.mark.parametrize("count", [1, 2, 3, 24])
def test_an_exported_policy_answers_any_number_of_observations(story: Story, count: int) -> None:
    codec = codec_of("rows")
    opened = read_graph((story.folder / POLICY_FILE).read_bytes())
    example = np.zeros((count, codec.layout.size), np.float32)
    logits = Evaluator(opened, "logits", example, SECONDS).first
    values = Evaluator(opened, "value", example, SECONDS).first
    assert logits is not None
    assert values is not None
    assert (logits.shape, values.shape) == ((count, codec.spec.rows), (count,))


def test_puzzles_are_made_once_and_trained_on(story: Story) -> None:
    made = story.folder / "puzzles" / "merged" / "correct.npy"
    assert len(np.load(made)) == TINY.puzzles.variations_per_theme * len(THEMES)
    assert made.stat().st_ino == story.puzzles


def test_time_before_a_kill_counts(story: Story) -> None:
    assert 0 < story.seconds[0] < story.seconds[1] == pytest.approx(story.card["seconds"], abs=0.1)


def test_a_run_that_is_done_stays_what_it_is(story: Story) -> None:
    before = (story.folder / CARD_FILE).read_bytes()
    with start(PROGRAM, *TRAIN, str(story.folder)) as process:
        out, said = process.communicate()
    assert process.returncode == 0, said
    assert out.startswith(f"model:{story.folder}: 640 steps")
    assert "against bot:random" in out
    assert (story.folder / CARD_FILE).read_bytes() == before


def test_another_run_is_not_resumed(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    other = msgspec.structs.replace(TINY, width=32, seed=4)
    with pytest.raises(TrainingError, match="differs in seed, width; use another folder"):
        RunFolder(story.folder, other)
    monkeypatch.setattr(
        run_folder, "checksum", lambda _: "other weights of bots, or another reward"
    )
    with pytest.raises(TrainingError, match="differs in data"):
        RunFolder(story.folder, TINY)
    monkeypatch.undo()
    monkeypatch.setattr(run_folder, "RULES_VERSION", RULES_VERSION + 1)
    with pytest.raises(TrainingError, match="differs in rules_version"):
        RunFolder(story.folder, TINY)


def test_a_file_that_is_no_progress_is_refused(tmp_path: Path) -> None:
    RunFolder(tmp_path, TINY)
    (tmp_path / "progress.json").write_text("{}", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"progress\.json"):
        RunFolder(tmp_path, TINY)


def test_a_resumed_run_does_not_replay_its_first_games() -> None:
    drawn = []
    for steps in (0, 0, 64):
        learner = make_learner(TINY, make_vec_env(TINY, League(TINY, codec_of("rows"))))
        learner.num_timesteps = steps
        reseed(learner, TINY)
        environments = learner.get_env()
        assert environments is not None
        environments.reset()
        drawn += [[int(one.integers(2**32)) for one in environments.get_attr("np_random")]]
    assert drawn[0] == drawn[1]
    assert set(drawn[0]).isdisjoint(drawn[2])


# What is written


def test_the_card_says_what_the_model_is(story: Story) -> None:
    card = read_model(story.folder).card
    assert card.name == TINY.name
    assert msgspec.convert(card.recipe, Recipe) == TINY
    assert card.rules_version == RULES_VERSION
    assert card.fingerprint == codec_of(TINY.encoding).fingerprint
    assert set(card.versions) >= {"hexfront", "python", "torch", "sb3-contrib", "onnx"}
    assert card.versions["torch"].startswith("2.")
    last = card.results["last"]
    assert last["steps"] == 640
    assert [one["steps"] for one in card.results["on_the_way"]] == [0, 320]
    low, high = last["against"]["bot:random"]["interval"]
    assert 0 <= low <= last["against"]["bot:random"]["win_rate"] <= high <= 1
    assert story.card == msgspec.to_builtins(card)


def test_the_run_is_shown_by_tensorboard(story: Story) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    board = EventAccumulator(str(story.folder / "tensorboard"))
    board.Reload()
    shown = set(board.Tags()["scalars"])
    assert shown >= {
        "eval/bot:random",
        "imitation/accuracy",
        "imitation/loss",
        "imitation/value_loss",
        "policy_improvement-01/gain",
        "puzzles/accuracy",
        "rollout/ep_rew_mean",
        "rollout/win_rate",
        "run/shaping",
        "train/loss",
    }
    shaping = {event.step: event.value for event in board.Scalars("run/shaping")}
    assert shaping[min(shaping)] > shaping[max(shaping)] == 0


def test_the_policy_is_there_for_sb3_too(story: Story) -> None:
    learner = MaskablePPO.load(story.folder / "policy.zip", device="cpu")
    assert learner.num_timesteps == 640


def test_the_digest_in_the_card_is_that_of_the_file(story: Story) -> None:
    policy = (story.folder / POLICY_FILE).read_bytes()
    assert hashlib.sha256(policy).hexdigest() == read_model(story.folder).card.sha256


# Playing with it


def test_the_model_plays_in_the_arena(story: Story) -> None:
    match = ("--scenarios", "random:1000002", "--games", "2", "--workers", "1", "--json")
    spec = f"model:{story.folder}"
    with start(PROGRAM, "arena", "--a", spec, "--b", "bot:random", *match) as process:
        out, said = process.communicate()
    assert process.returncode == 0, said
    result = json.loads(out)
    assert result["a"] == spec
    assert result["games"] == 2
    assert result["milliseconds"]["a"]["decisions"] > 20


def test_a_policy_that_was_changed_is_refused(story: Story, tmp_path: Path) -> None:
    for name in (CARD_FILE, POLICY_FILE):
        (tmp_path / name).write_bytes((story.folder / name).read_bytes())
    with (tmp_path / POLICY_FILE).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="is not the file"):
        read_model(tmp_path)


def test_a_file_is_not_a_folder_for_a_run(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("", encoding="utf-8")
    with pytest.raises(TrainingError, match="run is not a folder"):
        RunFolder(tmp_path / "run", TINY)


def test_two_runs_are_not_active_in_one_folder(tmp_path: Path) -> None:
    first, second = (RunFolder(tmp_path, TINY) for _ in range(2))
    with first.lock():
        with pytest.raises(TrainingError, match="is in use by another run"), second.lock():
            pass
        first.save_progress()
    with pytest.raises(TrainingError, match="was changed by another run meanwhile"), second.lock():
        pass
    with RunFolder(tmp_path, TINY).lock():
        assert (tmp_path / "progress.json").exists()
