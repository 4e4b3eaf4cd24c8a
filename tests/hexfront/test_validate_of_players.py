"""The data files that no battle needs: `validate` names file, entry and field in them, too."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import Result

Command = Callable[..., Result]
ASSETS = Path(__file__).parents[2] / "assets"
PUZZLES, ARENA, REWARD = "data/puzzles.toml", "arena.toml", "data/rewards/main.toml"
ROWS, CLASSIC = "data/encodings/rows.toml", "data/encodings/classic.toml"
LEVELS, MODELS = "data/levels.toml", "data/models.toml"
RULES = {
    LEVELS: "levels",
    MODELS: "models",
    PUZZLES: "puzzles",
    ARENA: "arena",
    REWARD: "reward",
    ROWS: "encoding",
    CLASSIC: "encoding",
}
"""What stands where other files name a rule: no rule of the battle speaks of these."""


class Mistake(NamedTuple):
    """What is replaced in a file, and what the message must say: place and words."""

    name: str
    old: str
    new: str
    entry: str
    field: str
    says: str


MISTAKES = (
    # Models
    (MODELS, "SECONDS = 5.0", "SECONDS = 0", "", "FIRST_ANSWER_SECONDS", "> 0"),
    (MODELS, "SECONDS = 5.0", "SECONDS = inf", "", "FIRST_ANSWER_SECONDS", "<= 600"),
    (MODELS, "FIRST_ANSWER_SECONDS", "LAST_ANSWER_SECONDS", "", "FIRST_ANSWER_SECONDS", "missing"),
    # Puzzles
    (PUZZLES, "BOARDS = 500", "BOARDS = 1000000000", "tries", "BOARDS", "<= 1000"),
    (PUZZLES, "PLACINGS = 40", "PLACINGS = 0", "tries", "PLACINGS", ">= 1"),
    (PUZZLES, "COLUMNS = [9, 25]", "COLUMNS = [9, 65]", "board", "COLUMNS", "<= 64 (at [1])"),
    (PUZZLES, "ROWS = [9, 19]", "ROWS = 9", "board", "ROWS", "int"),
    (PUZZLES, "WALL_PERCENT = [2, 12]", "WALL_PERCENT = [2, 120]", "board", "WALL_PERCENT", "100"),
    (PUZZLES, "DICE_PERCENT = 30", "", "board", "DICE_PERCENT", "missing"),
    (PUZZLES, "REMNANT_HP = [1, 2]", "REMNANT_HP = [0, 2]", "board", "REMNANT_HP", ">= 1"),
    (PUZZLES, "WOUND_CREDIT = 0.4", "WOUND_CREDIT = nan", "margins", "WOUND_CREDIT", ">= 0"),
    (PUZZLES, "BETTER = 1.5", "BETTER = 0.5", "margins", "BETTER", ">= 1"),
    (PUZZLES, "[roles.gunner]", "[roles.Gunner]", "roles.Gunner", "", "lower-case"),
    (PUZZLES, "MOVE = [8, 12]", "MOVE = [12, 8]", "roles.skirmisher", "MOVE", "above the most"),
    (PUZZLES, "MOVE = [8, 12]", "MOVE = [8, 1000]", "roles.skirmisher", "MOVE", "<= 100"),
    (PUZZLES, "ARMOR_SAVE = [2, 4]", "ARMOR_SAVE = [1, 4]", "roles.prize", "ARMOR_SAVE", ">= 2"),
    (PUZZLES, "RNG = [8, 16]\n", "", "arms.lance", "RNG", "missing"),
    (PUZZLES, "NB = [4, 8]", "NB = [4, 80]", "arms.sabre", "NB", "<= 50"),
    (PUZZLES, "AP = [-4, -3]", "AP = [-4, 3]", "arms.lance", "AP", "<= 0"),
    (PUZZLES, "ATK = [4, 5]", "ATK = [4, 7]", "arms.popgun", "ATK", "<= 6"),
    (PUZZLES, "[arms.knife]", "[arms.knife.long]", "arms.knife", "long", "unknown key"),
    (PUZZLES, "[arms.popgun]", "[arms]\ncannon = 3\n[arms.popgun]", "arms.cannon", "", "table"),
    # Matches
    (ARENA, "[ladder]", "[ladders]", "", "ladders", "unknown key"),
    (ARENA, "repeats = 3", "repeats = 0", "ladder", "repeats", ">= 1"),
    (ARENA, "repeats = 3", "", "ladder", "repeats", "missing"),
    (ARENA, 'folder = "runs/ladder"', "folder = 1", "ladder", "folder", "int"),
    (ARENA, "repeats = 1\n\n[strength]", "\n[strength]", "ladder.apart[1]", "repeats", "missing"),
    (ARENA, '["bot:rollout"]', '"bot:rollout"', "ladder.apart[1]", "players", "str"),
    (ARENA, '["bot:rollout"]', "[]", "ladder.apart[1]", "players", "length"),
    (ARENA, '["bot:rollout"]', '["bot:rolout"]', "ladder.apart[1]", "players", "'bot:rolout'"),
    (ARENA, '["commander"]', '["captain"]', "strength.apart[1]", "players", "'captain'"),
    (ARENA, 'anchor = "bot:greedy"', 'anchor = "x"', "strength.rating", "anchor", "is not a bot"),
    (ARENA, "drawn = 1.0", "drawn = 0.0", "strength.rating", "drawn", "> 0"),
    (ARENA, "points = 1000", "", "strength.rating", "points", "missing"),
    (ARENA, 'table = "models', 'tables = "models', "strength", "table", "missing"),
    (ARENA, "games = 1000", "games = -1000", "balance", "games", ">= 0"),
    (ARENA, "games = 1000", "games = 1000\npoints = 2", "balance", "points", "unknown key"),
    (ARENA, "first_seed = 1", 'first_seed = "1"', "balance", "first_seed", "str"),
    (ARENA, "without_games = 400", "without_games = 0", "balance", "without_games", ">= 1"),
    (ARENA, "fair = [0.45, 0.55]", "fair = [45, 55]", "balance.measures", "fair", "<= 1"),
    (ARENA, "fair = [0.45, 0.55]", "fair = [0.55, 0.45]", "balance.measures", "fair", "above"),
    (ARENA, "ridge = 1.0", "ridge = 0.0", "balance.measures", "ridge", "> 0"),
    (ARENA, "claims = [2.0", "claims = [-2.0", "balance.measures", "claims", "(at [0])"),
    (ARENA, "lead = 1.1", "", "balance.measures", "lead", "missing"),
    # Levels of the trained opponent
    (LEVELS, 'MODEL = "opponent"', "", "", "MODEL", "missing"),
    (LEVELS, 'MODEL = "opponent"', 'MODEL = "nobody"', "", "MODEL", "models/nobody does not exist"),
    (LEVELS, "[levels.recruit]", "[levels.Recruit]", "levels.Recruit", "", "lower-case"),
    (LEVELS, "[levels.recruit]", "[levels.person]", "levels.person", "", "people"),
    (LEVELS, "CANDIDATES = 1\n", "CANDIDATES = 0\n", "levels.veteran", "CANDIDATES", ">= 1"),
    (LEVELS, "CANDIDATES = 1\n", "CANDIDATES = 2\n", "levels.veteran", "TEMPERATURE", "required"),
    (
        LEVELS,
        "CANDIDATES = 8\nTEMPERATURE = ",
        "CANDIDATES = 8\nTEMPERATURE = -",
        "levels.soldier",
        "TEMPERATURE",
        "> 0",
    ),
    (
        LEVELS,
        "[levels.soldier]",
        "[levels.soldier]\nBONUS = 1.0",
        "levels.soldier",
        "BONUS",
        "unknown key",
    ),
    (LEVELS, "OPTIONS = ", "OPTIONS = 1 #", "levels.commander.search", "OPTIONS", ">= 2"),
    (LEVELS, "SAMPLES = ", "SAMPLES = 0 #", "levels.commander.search", "SAMPLES", ">= 1"),
    (LEVELS, "MOST_MS = ", "#", "levels.commander.search", "MOST_MS", "missing"),
    (LEVELS, "TRUST = ", "TRUST = -1 #", "levels.commander.search", "TRUST", ">= 0"),
    (LEVELS, "PLAYER = ", 'PLAYER = "me" #', "levels.commander.search", "PLAYER", "one of self"),
    # What learners see, and their reward
    (ROWS, 'schema = "rows"', 'schema = "lines"', "", "schema", "rows, classic"),
    (ROWS, 'schema = "rows"', "", "", "schema", "rows, classic"),
    (ROWS, 'schema = "rows"', 'schema = "classic"', "", "ROWS", "unknown key"),
    (ROWS, "DAMAGE = ", "DAMAGE = -", "weights", "DAMAGE", ">= 0"),
    (ROWS, "ROWS = 40", "ROWS = 4000", "", "ROWS", "<= 256"),
    (CLASSIC, "HUNT = ", "#", "weights", "HUNT", "missing"),
    (CLASSIC, 'schema = "classic"', 'schema = "rows"', "", "RADIUS", "unknown key"),
    (REWARD, "DISCOUNT = ", "DISCOUNT = 1", "", "DISCOUNT", "<= 1"),
    (REWARD, "WIN = ", "TIE = 0.5\nWIN = ", "", "TIE", "unknown key"),
)


@pytest.mark.parametrize(
    "mistake",
    [Mistake(*written) for written in MISTAKES],
    ids=lambda m: f"{m.name}-{m.entry}-{m.field}-{m.says}",
)
def test_a_broken_file_is_told_with_its_place(
    hexfront: Command, tmp_path: Path, mistake: Mistake
) -> None:
    text = (ASSETS / mistake.name).read_text(encoding="utf-8")
    assert mistake.old in text
    file = tmp_path / "mine.toml"
    file.write_text(text.replace(mistake.old, mistake.new, 1), encoding="utf-8")
    done = hexfront("validate", file, "--json")
    assert done.exit_code == 1
    problems = json.loads(done.stdout)["errors"]
    assert all(problem["file"] == str(file) for problem in problems)
    # What a code is, R2.4 says for all files.
    assert {problem["rule"] for problem in problems} <= {RULES[mistake.name], "R2.4"}
    place = mistake.entry, mistake.field
    told = [p["message"] for p in problems if (p["entry"], p["field"]) == place]
    assert any(mistake.says in message for message in told), problems


@pytest.mark.parametrize("name", RULES)
def test_the_packaged_files_are_right_and_looked_at(hexfront: Command, name: str) -> None:
    assert hexfront("validate", ASSETS / name).stdout == "files: 1, errors: 0, warnings: 0\n"
    report = json.loads(hexfront("validate", "--json").stdout)
    assert str(ASSETS / name) in report["files"]


def test_the_puzzles_of_another_root_are_looked_at_if_it_has_any(
    hexfront: Command, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(ASSETS / "data", tmp_path / "data"))
    file = root / "puzzles.toml"
    file.write_text('kind = "puzzle"\n', encoding="utf-8")
    done = hexfront("validate", root)
    assert f"error: {file}: kind: 'puzzle' is not one of puzzles [R2.4]" in done.stdout
    file.unlink()
    assert hexfront("validate", root).exit_code == 0


def test_every_encoding_and_every_reward_of_a_root_is_looked_at(
    hexfront: Command, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(ASSETS / "data", tmp_path / "data"))
    files = [root / "encodings" / "mine.toml", root / "rewards" / "mine.toml"]
    for file in files:
        file.write_text('kind = "bots"\n')
    told = hexfront("validate", root).stdout
    assert f"error: {files[0]}: kind: 'bots' is not one of encoding [R2.4]" in told
    assert f"error: {files[1]}: kind: 'bots' is not one of reward [R2.4]" in told
