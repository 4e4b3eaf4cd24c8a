"""The comparison of encodings: each is trained by the same recipe and evaluated by results."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")

from engine.env import CLASSIC, MAIN
from hexfront.program import build_program, complete_arguments
from training import encoding_comparison
from training.encoding_comparison import compare_encodings
from training.recipe import Recipe
from training.recipe_file import read_recipe

FOLDER = Path(__file__).parent
RECIPES = FOLDER.parents[1] / "training" / "recipes"


def tiny_recipe() -> Recipe:
    tiny = read_recipe(FOLDER / "tiny.toml")
    ppo = msgspec.structs.replace(tiny.ppo, total_timesteps=128)
    evaluation = msgspec.structs.replace(tiny.evaluation, games=6)
    return msgspec.structs.replace(tiny, ppo=ppo, evaluation=evaluation)


def test_each_is_trained_for_the_timesteps_of_the_recipe_and_plays_its_games() -> None:
    reported: dict[str, list[tuple[int, int]]] = {}

    def report(stage: str, done: int, total: int) -> None:
        reported.setdefault(stage, []).append((done, total))

    recipe = tiny_recipe()
    results = compare_encodings(recipe, report)
    assert [one.environment for one in results] == [MAIN, CLASSIC]
    for one in results:
        assert one.steps == 128
        assert set(one.against) == {"bot:random"}
        assert one.against["bot:random"].games == 6
        assert reported[f"{one.environment}: PPO"] == [(64, 128), (128, 128)]
        assert reported[f"{one.environment}: evaluation"] == [(1, 1)]
    # The same recipe gives the same results.
    assert compare_encodings(recipe, report) == results


def test_results_are_those_of_the_learner(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose_all(_learner: object, _environment: object, games: int, **named: object) -> None:
        note = named["callback"]
        assert callable(note)
        for game in range(games):
            note({"done": False, "info": {}}, {})
            note({"done": True, "info": {"result": -1 if game else 0}}, {})

    monkeypatch.setattr(encoding_comparison, "evaluate_policy", lose_all)
    for one in compare_encodings(tiny_recipe(), lambda *_: None):
        tally = one.against["bot:random"]
        assert (tally.wins, tally.draws, tally.losses) == (0, 1, 5)


@pytest.mark.slow
def test_the_command_writes_the_table_into_a_page(tmp_path: Path) -> None:
    page, file = tmp_path / "page.md", tmp_path / "recipe.toml"
    page.write_text("<!-- encodings: begin -->\n<!-- encodings: end -->\n", encoding="utf-8")
    text = (
        (FOLDER / "tiny.toml")
        .read_text(encoding="utf-8")
        .replace("timesteps = 640", "timesteps = 64")
    )
    file.write_text(text, encoding="utf-8")
    words = ["encodings", "--recipe", str(file), "--page", str(page), "--json"]
    done = CliRunner().invoke(build_program(words), complete_arguments(words))
    assert done.exit_code == 0, done.output
    assert [one["environment"] for one in json.loads(done.stdout)] == [MAIN, CLASSIC]
    written = page.read_text(encoding="utf-8")
    assert "64 timesteps each without pretraining, seed 3, then 2 games against each" in written
    assert f"| `{MAIN}` | " in written
    assert f"| `{CLASSIC}` | " in written


def test_a_page_without_a_place_is_refused_before_training(tmp_path: Path) -> None:
    words = ["encodings", "--page", str(tmp_path / "none.md")]
    done = CliRunner().invoke(build_program(words), complete_arguments(words))
    assert done.exit_code == 1
    assert "there is no page" in done.stderr


def test_the_packaged_recipe_has_no_pretraining() -> None:
    recipe = read_recipe(RECIPES / "encodings.toml")
    assert not recipe.imitation.games
    assert not recipe.policy_improvement.rounds
    assert not recipe.puzzles.variations_per_theme
    assert not recipe.self_play.probability
