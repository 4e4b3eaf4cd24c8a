"""The whole recipe by the command line, killed again and again, and what comes of it."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from sb3_contrib import MaskablePPO

from engine.battle import Side, rules, turn
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.encoding.codec import Decision
from engine.encoding.overview import OBJECTIVE, UNIT
from engine.errors import ModelError
from engine.players.arena.specs import make_contestant
from engine.players.arena.venues import Venue, ground_of
from engine.players.model import CARD_FILE, POLICY_FILE, codec_of, read_model
from engine.players.policy import Network
from engine.versions import RULES_VERSION
from training import store
from training.errors import TrainingError
from training.export import export_onnx
from training.league import League
from training.learning import make_environments, make_learner, seed_anew
from training.recipe import Recipe, read_recipe
from training.store import Progress, Store

RECIPE_FILE = Path(__file__).parent / "tiny.toml"
TINY = read_recipe(RECIPE_FILE)
ROOT = Path(__file__).parents[2]
TRAIN = ("train", str(RECIPE_FILE), "--workers", "2", "--folder")
PROGRAM = ("-m", "hexfront")
FATAL = """
import os
from training.store import Store
note = Store.note
def die_with_learner_saved_and_progress_not(store):
    name = store.progress.learner
    if name is not None and name not in (store.folder / "progress.json").read_text():
        os._exit(9)
    note(store)
Store.note = die_with_learner_saved_and_progress_not
from hexfront.__main__ import main
if __name__ == "__main__":
    main()
"""
OBSERVATIONS = 1000


def start(program: tuple[str, ...], *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    pipe = subprocess.PIPE
    command = [sys.executable, *program, *arguments]
    return subprocess.Popen(
        command, stdout=pipe, stderr=pipe, text=True, env=environment, cwd=ROOT
    )  # fmt: skip


def kill_when(folder: Path, comes: Callable[[], bool]) -> None:
    """Train in *folder* until something is there, and kill the run at once."""
    with start(PROGRAM, *TRAIN, str(folder)) as process:
        while not comes():
            assert process.poll() is None, process.communicate()
            time.sleep(0.005)
        assert process.poll() is None, "it ended before it could be killed"
        process.kill()


def progress_in(folder: Path) -> Progress:
    return msgspec.json.decode((folder / "progress.json").read_bytes(), type=Progress)


def steps_in(folder: Path) -> int:
    return progress_in(folder).steps if (folder / "progress.json").exists() else 0


class Story:
    """Keeps what was seen of a run on the way."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.lessons: list[tuple[int, bytes]] = []
        self.policies: list[bytes] = []
        self.trials: list[bytes] = []
        self.seconds: list[float] = []
        self.torn: list[str] = []
        self.named: str | None = None
        self.told: dict[str, Any] = {}

    def lessons_now(self) -> tuple[int, bytes]:
        file = self.folder / "lessons" / "000000" / "rows.npy"
        return file.stat().st_ino, file.read_bytes()

    def trials_now(self) -> bytes:
        return (self.folder / "trials" / "00" / "000000" / "worth.npy").read_bytes()


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """Run the whole recipe with a kill in every stage, to its end."""
    folder = tmp_path_factory.mktemp("training") / "run"
    story = Story(folder)
    kill_when(folder, (folder / "run.json").exists)  # before the lessons, or in them
    assert not (folder / "progress.json").exists()
    kill_when(folder, (folder / "lessons" / "000000").exists)
    story.lessons.append(story.lessons_now())
    kill_when(folder, (folder / "imitation.pt").exists)
    kill_when(folder, (folder / "trials" / "00" / "000000").exists)
    kill_when(folder, (folder / "improvement-00.pt").exists)
    kill_when(folder, (folder / "trials" / "01" / "policy.onnx").exists)
    story.policies = [(folder / "trials" / n / "policy.onnx").read_bytes() for n in ("00", "01")]
    story.trials.append(story.trials_now())
    shutil.rmtree(folder / "trials" / "00" / "000000")
    kill_when(folder, (folder / "improvement-01.pt").exists)
    story.trials.append(story.trials_now())
    story.policies.append((folder / "trials" / "01" / "policy.onnx").read_bytes())
    kill_when(folder, lambda: steps_in(folder) >= 64)
    shutil.rmtree(folder / "trials")  # all of them are learned from
    story.seconds.append(progress_in(folder).seconds)
    with start(("-c", FATAL), *TRAIN, str(folder)) as process:
        said = process.communicate()
    assert process.returncode == 9, said
    story.torn = sorted(file.name for file in (folder / "learners").iterdir())
    story.named = progress_in(folder).learner
    with start(PROGRAM, *TRAIN, str(folder), "--json") as process:
        out, said_of_it = process.communicate()
    assert process.returncode == 0, said_of_it
    story.told = json.loads(out)
    story.lessons.append(story.lessons_now())
    story.seconds.append(progress_in(folder).seconds)
    return story


# Going on


def test_a_killed_run_goes_on_to_the_end(story: Story) -> None:
    progress = progress_in(story.folder)
    assert progress.steps == TINY.learning.steps == story.told["steps"]
    assert [strength.steps for strength in progress.results] == [0, 320, 640]
    assert progress.selves == ["000000512.onnx", "000000640.onnx"]
    assert [file.name for file in (story.folder / "learners").iterdir()] == ["000000640.zip"]


def test_lessons_that_were_gathered_are_not_gathered_again(story: Story) -> None:
    assert story.lessons[0] == story.lessons[1]


def test_each_round_of_trials_is_played_by_what_the_last_one_has_made(story: Story) -> None:
    first, second, second_later = story.policies
    assert first != second == second_later
    # Learning goes on from the last of them: its first measured policy is what came of it.
    network = torch.load(story.folder / "improvement-01.pt", weights_only=True)["policy"]
    learner = make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows"))))
    learner.policy.load_state_dict(network)
    measured = story.folder / "measured" / "000000000" / POLICY_FILE
    assert export_onnx(learner.policy) == measured.read_bytes()


def test_a_round_learns_from_the_trials_of_earlier_ones_too(story: Story) -> None:
    # They were thrown away before the second round, and had to be made again for it.
    assert story.trials[0] == story.trials[1]


def test_trials_are_not_needed_once_learning_has_begun(story: Story) -> None:
    assert not (story.folder / "trials").exists()


def test_progress_never_speaks_of_another_learner_than_its_own(story: Story) -> None:
    assert len(story.torn) == 2
    assert story.named == story.torn[0] < story.torn[1]


def test_time_before_a_kill_counts(story: Story) -> None:
    assert 0 < story.seconds[0] < story.seconds[1] == pytest.approx(story.told["seconds"], abs=0.1)


def test_a_run_that_is_done_stays_what_it_is(story: Story) -> None:
    before = (story.folder / CARD_FILE).read_bytes()
    with start(PROGRAM, *TRAIN, str(story.folder)) as process:
        out, said = process.communicate()
    assert process.returncode == 0, said
    assert out.startswith(f"model:{story.folder}: 640 steps")
    assert "against bot:random" in out
    assert (story.folder / CARD_FILE).read_bytes() == before


def test_another_run_is_not_gone_on_with(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    other = msgspec.structs.replace(TINY, width=32, seed=4)
    with pytest.raises(TrainingError, match="its seed, width differ"):
        Store(story.folder, other)
    monkeypatch.setattr(store, "RULES_VERSION", RULES_VERSION + 1)
    with pytest.raises(TrainingError, match="its rules_version differ"):
        Store(story.folder, TINY)


def test_a_file_that_is_no_progress_is_refused(tmp_path: Path) -> None:
    Store(tmp_path, TINY)
    (tmp_path / "progress.json").write_text("{}", encoding="utf-8")
    with pytest.raises(TrainingError, match=r"progress\.json"):
        Store(tmp_path, TINY)


def test_who_goes_on_does_not_play_the_first_battles_again() -> None:
    drawn = []
    for steps in (0, 0, 64):
        learner = make_learner(TINY, make_environments(TINY, League(TINY, codec_of("rows"))))
        learner.num_timesteps = steps
        seed_anew(learner, TINY)
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
    assert set(card.versions) >= {"hexfront", "python", "torch", "sb3-contrib", "onnxruntime"}
    assert card.versions["torch"].startswith("2.")
    last = card.results["last"]
    assert last["steps"] == 640
    assert [one["steps"] for one in card.results["on_the_way"]] == [0, 320]
    low, high = last["against"]["bot:random"]["interval"]
    assert 0 <= low <= last["against"]["bot:random"]["win_rate"] <= high <= 1
    assert story.told == msgspec.to_builtins(card)


def test_the_run_is_on_a_board(story: Story) -> None:
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    board = EventAccumulator(str(story.folder / "board"))
    board.Reload()
    shown = set(board.Tags()["scalars"])
    assert shown >= {
        "imitation/agreement",
        "imitation/loss",
        "rollout/ep_rew_mean",
        "rollout/points",
        "run/shaping",
        "strength/bot:random",
        "train/loss",
    }
    shaping = {event.step: event.value for event in board.Scalars("run/shaping")}
    assert shaping[min(shaping)] > shaping[max(shaping)] == 0


def test_the_policy_is_there_for_sb3_too(story: Story) -> None:
    learner = MaskablePPO.load(story.folder / "policy.zip", device="cpu")
    assert learner.num_timesteps == 640


# Playing with it


def test_the_model_plays_in_the_arena(story: Story) -> None:
    match = ("--scenarios", "random:1000002", "--games", "2", "--workers", "1", "--json")
    spec = f"model:{story.folder}"
    with start(PROGRAM, "arena", "--a", spec, "--b", "bot:random", *match) as process:
        out, said = process.communicate()
    assert process.returncode == 0, said
    told = json.loads(out)
    assert told["a"] == spec
    assert told["games"] == 2
    assert told["milliseconds"]["a"]["decisions"] > 20


def test_a_policy_that_was_changed_is_refused(story: Story, tmp_path: Path) -> None:
    for name in (CARD_FILE, POLICY_FILE):
        (tmp_path / name).write_bytes((story.folder / name).read_bytes())
    with (tmp_path / POLICY_FILE).open("ab") as file:
        file.write(b"\0")
    with pytest.raises(ModelError, match="is not the file"):
        read_model(tmp_path)


# The network, in torch and as ONNX


def decisions_of_real_games() -> list[Decision]:
    codec = codec_of(TINY.encoding)
    found: list[Decision] = []
    seed = 1
    while len(found) < OBSERVATIONS:
        state: BattleState = turn.start(ground_of(Venue(f"random:{seed}")).setup)[0]
        players = [make_contestant("bot:greedy", side, seed) for side in Side]
        dice = SeededDice(seed)
        while state.result is None:
            decision = codec.encode(state)
            if len(decision.actions) > 1:
                found.append(decision)
            actions = rules.legal_actions(state)
            action = players[state.to_act.index].choose(state, actions)
            state, _ = rules.carry_out(state, action, dice)
        seed += 1
    return found[:OBSERVATIONS]


@pytest.fixture(scope="module")
def decisions() -> list[Decision]:
    return decisions_of_real_games()


@pytest.fixture(scope="module")
def judged(story: Story, decisions: list[Decision]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Give what torch says: logits, values, and the row that MaskablePPO would take."""
    policy = MaskablePPO.load(story.folder / "policy.zip", device="cpu").policy
    observations = torch.as_tensor(np.array([one.observation for one in decisions]))
    masks = np.array([one.mask for one in decisions])
    with torch.no_grad():
        logits, latent = policy.mlp_extractor(observations)
        values = policy.value_net(latent)[:, 0]
    rows, _ = policy.predict(observations.numpy(), action_masks=masks, deterministic=True)
    return logits.numpy(), values.numpy(), rows


def test_onnx_and_torch_agree_on_decisions_of_real_games(
    story: Story,
    decisions: list[Decision],
    judged: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    network = Network(read_model(story.folder).policy)
    assert len(decisions) == OBSERVATIONS
    for decision, logits, value, row in zip(decisions, *judged, strict=True):
        scores, worth = network.judge(decision.observation)
        options = len(decision.actions)
        assert np.abs(scores[:options] - logits[:options]).max() < 1e-4
        assert abs(worth - value) < 1e-4
        assert int(scores[:options].argmax()) == row


def test_rows_without_an_option_are_far_behind_all_others(
    decisions: list[Decision], judged: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    for decision, logits in zip(decisions, judged[0], strict=True):
        options = len(decision.actions)
        if options < len(logits):
            assert logits[options:].max() < logits[:options].min() - 1e3


def test_the_order_of_units_and_objectives_does_not_matter(
    story: Story, decisions: list[Decision]
) -> None:
    network = Network(read_model(story.folder).policy)
    codec = codec_of(TINY.encoding)
    random = np.random.default_rng(1)
    for decision in decisions[::100]:
        shuffled = decision.observation.copy()
        units = codec.layout.views["units"].of(shuffled)
        objectives = codec.layout.views["objectives"].of(shuffled)
        assert units[:, UNIT.of["in_play"]].sum() > 1
        assert objectives[:, OBJECTIVE.of["there"]].sum() > 0
        for part in (objectives, *np.split(units, 2)):
            part[:] = part[random.permutation(len(part))]
        scores, worth = network.judge(decision.observation)
        same, still = network.judge(shuffled)
        assert np.allclose(scores, same, atol=1e-4)
        assert worth == pytest.approx(still, abs=1e-4)


def test_what_lies_in_rows_of_units_that_are_not_there_does_not_matter(
    story: Story, decisions: list[Decision]
) -> None:
    network = Network(read_model(story.folder).policy)
    units = codec_of(TINY.encoding).layout.views["units"]
    marred = decisions[0].observation.copy()
    absent = units.of(marred)[:, UNIT.of["in_play"]] == 0
    assert absent.any()
    units.of(marred)[absent, 1:] = 1
    assert UNIT.of["in_play"] == 0
    scores, worth = network.judge(decisions[0].observation)
    same, still = network.judge(marred)
    assert np.array_equal(scores, same)
    assert worth == still


def test_the_digest_in_the_card_is_that_of_the_file(story: Story) -> None:
    policy = (story.folder / POLICY_FILE).read_bytes()
    assert hashlib.sha256(policy).hexdigest() == read_model(story.folder).card.sha256
