"""The network, in torch and as ONNX, on decisions of real games."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("torch")

import torch
from sb3_contrib import MaskablePPO

from engine.battle import Side, rules, turn
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.encoding.codec import Decision
from engine.encoding.objective_features import OBJECTIVE
from engine.encoding.unit_features import UNIT
from engine.players.model import codec_of, read_model
from engine.players.policy import Network
from engine.players.registry import make_player
from engine.players.scenario_list import ScenarioSource, prepare_scenario
from tests.training.story import TINY, Story

OBSERVATIONS = 1000


def decisions_of_real_games() -> list[Decision]:
    codec = codec_of(TINY.encoding)
    found: list[Decision] = []
    seed = 1
    while len(found) < OBSERVATIONS:
        state: BattleState = turn.start(prepare_scenario(ScenarioSource(f"random:{seed}")).setup)[0]
        players = [make_player("bot:greedy", side, seed) for side in Side]
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
def outputs(story: Story, decisions: list[Decision]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return torch's logits (n, rows), values (n,), and the rows that MaskablePPO takes (n,)."""
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
    outputs: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    network = Network(read_model(story.folder).policy, codec_of(TINY.encoding))
    assert len(decisions) == OBSERVATIONS
    for decision, logits, value, row in zip(decisions, *outputs, strict=True):
        scores = network.score(decision.observation)
        worth = network.predict_value(decision.observation)
        options = len(decision.actions)
        assert np.abs(scores[:options] - logits[:options]).max() < 1e-4
        assert abs(worth - value) < 1e-4
        assert int(scores[:options].argmax()) == row


def test_rows_without_an_option_are_far_behind_all_others(
    decisions: list[Decision], outputs: tuple[np.ndarray, np.ndarray, np.ndarray]
) -> None:
    for decision, logits in zip(decisions, outputs[0], strict=True):
        options = len(decision.actions)
        if options < len(logits):
            assert logits[options:].max() < logits[:options].min() - 1e3


def test_the_order_of_units_and_objectives_does_not_matter(
    story: Story, decisions: list[Decision]
) -> None:
    network = Network(read_model(story.folder).policy, codec_of(TINY.encoding))
    codec = codec_of(TINY.encoding)
    random = np.random.default_rng(1)
    for decision in decisions[::100]:
        shuffled = decision.observation.copy()
        units = codec.layout.blocks["units"].rows_of(shuffled)
        objectives = codec.layout.blocks["objectives"].rows_of(shuffled)
        assert units[:, UNIT.index["in_play"]].sum() > 1
        assert objectives[:, OBJECTIVE.index["present"]].sum() > 0
        for part in (objectives, *np.split(units, 2)):
            part[:] = part[random.permutation(len(part))]
        scores = network.score(decision.observation)
        worth = network.predict_value(decision.observation)
        same, still = network.score(shuffled), network.predict_value(shuffled)
        assert np.allclose(scores, same, atol=1e-4)
        assert worth == pytest.approx(still, abs=1e-4)


def test_what_lies_in_rows_of_units_that_are_not_there_does_not_matter(
    story: Story, decisions: list[Decision]
) -> None:
    network = Network(read_model(story.folder).policy, codec_of(TINY.encoding))
    units = codec_of(TINY.encoding).layout.blocks["units"]
    marred = decisions[0].observation.copy()
    absent = units.rows_of(marred)[:, UNIT.index["in_play"]] == 0
    assert absent.any()
    units.rows_of(marred)[absent, 1:] = 1
    assert UNIT.index["in_play"] == 0
    seen = decisions[0].observation
    scores, worth = network.score(seen), network.predict_value(seen)
    same, still = network.score(marred), network.predict_value(marred)
    assert np.array_equal(scores, same)
    assert worth == still
