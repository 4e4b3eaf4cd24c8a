from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.players.levels import level_names
from engine.players.puzzle_rates import packaged_rates, rate_differences, read_rates
from engine.players.puzzles import THEMES
from hexfront.pages import begin_of, end_of, read_part
from hexfront.puzzles import PART

Command = Callable[..., Result]
GREEDY = ("--player", "bot:greedy")
RANDOM = ("--player", "bot:random")


def test_the_table_has_a_row_for_each_theme_and_a_column_for_each_player(hexfront: Command) -> None:
    done = hexfront("puzzles", *GREEDY, *RANDOM, "--count", 1, "--seed", 1)
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["theme", "bot:greedy", "bot:random"]
    assert [line.split()[0] for line in lines[1:]] == list(THEMES)


def test_the_same_players_solve_the_same(hexfront: Command) -> None:
    words = ("puzzles", *GREEDY, *RANDOM, "--count", 4, "--seed", 1, "--json")
    one, other = (json.loads(hexfront(*words, "--theme", "sure_kill").stdout) for _ in range(2))
    assert one == other
    assert one["count"] == 4
    assert set(one["solved"]) == {"sure_kill"}
    assert all(0 <= solved <= 4 for solved in one["solved"]["sure_kill"].values())


def test_a_puzzle_is_shown_with_what_is_right_and_what_was_answered(hexfront: Command) -> None:
    done = hexfront("puzzles", "--show", "charges_to_kill:7", *GREEDY)
    assert done.exit_code == 0
    assert "charges_to_kill:7. Round" in done.stdout
    assert "Right: don't charge" in done.stdout
    assert "bot:greedy: CHARGE" in done.stdout
    assert ": wrong" in done.stdout
    assert "STR" in done.stdout


def test_the_table_is_put_in_its_place_on_a_page(hexfront: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    begin, end = f"{begin_of(PART)} -->", end_of(PART)
    page.write_text(f"before\n{begin}\nearlier\n{end}\nafter\n", encoding="utf-8")
    words = ("puzzles", *RANDOM, "--theme", "holds_still", "--count", 2, "--seed", 5)
    done = hexfront(*words, "--page", page)
    assert done.exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"before\n{begin}\n")
    assert text.endswith(f"\n{end}\nafter\n")
    table = read_part(page, PART)
    assert "earlier" not in table
    assert "| holds_still |" in table
    assert "--theme holds_still --count 2 --seed 5" in table


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "name at least one player"),
        (("--player", "bot:clairvoyant"), "'bot:clairvoyant' does not exist"),
        ((*GREEDY, "--theme", "whistles"), "'whistles' does not exist; there are: sure_kill"),
        (("--show", "sure_kill"), "'sure_kill' is not THEME:SEED"),
        (("--show", "whistles:3"), "'whistles' does not exist"),
        (
            ("--show", "sure_kill:3", "--theme", "sure_kill"),
            "--theme: cannot be combined with --show",
        ),
        (("--show", "sure_kill:3", "--json"), "--json: cannot be combined with --show"),
        ((*GREEDY, "--count", 0), "--count"),
        ((*GREEDY, "--page", "nowhere.md"), "there is no page nowhere.md"),
    ],
)
def test_what_is_wrong_is_said(hexfront: Command, words: tuple[object, ...], message: str) -> None:
    done = hexfront("puzzles", *words)
    assert done.exit_code != 0
    said = " ".join(done.output.replace("│", " ").split())
    assert message in said


def test_a_page_without_a_place_is_left_alone(hexfront: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("nothing here\n", encoding="utf-8")
    done = hexfront("puzzles", *GREEDY, "--page", page)
    assert done.exit_code != 0
    assert page.read_text(encoding="utf-8") == "nothing here\n"


@pytest.mark.parametrize(
    "answer", ["1 // 0", "None", "__import__('engine.battle.actions').battle.actions.GiveUp()"]
)
def test_a_player_that_breaks_the_rules_is_named_with_the_puzzle(
    hexfront: Command, tmp_path: Path, answer: str
) -> None:
    file = tmp_path / "mine.py"
    text = "class Mine:\n    name = 'mine'\n    def choose(self, state, actions):\n"
    text += f"        return {answer}\n"
    file.write_text(text, encoding="utf-8")
    for more in (("--theme", "sure_kill", "--count", 1, "--seed", 5), ("--show", "sure_kill:5")):
        done = hexfront("puzzles", "--player", f"py:{file}:Mine", *more)
        assert done.exit_code == 1
        assert "player mine in puzzle sure_kill:5 " in done.stderr


TABLE = (*GREEDY, "--count", 2, "--seed", 1)


def test_a_table_is_written_and_read_and_a_measurement_goes_on_from_its_log(
    hexfront: Command, tmp_path: Path
) -> None:
    table, log = tmp_path / "rates.json", tmp_path / "log.jsonl"
    done = hexfront("puzzles", *TABLE, "--table", table, "--resume", log)
    assert done.exit_code == 0, done.output
    rates = read_rates(table)
    assert (rates.count, rates.seed, rates.players) == (2, 1, ("bot:greedy",))
    assert rate_differences(rates) == []
    lines = log.read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * len(THEMES)
    # What the log says is believed, and only the rest is measured.
    changed = [line.replace(":true", ":false") for line in lines[:-1]]
    log.write_text("\n".join(changed) + '\n{"theme":"torn', encoding="utf-8")
    again = hexfront("puzzles", *TABLE, "--table", table, "--resume", log)
    assert again.exit_code == 0, again.output
    whole = read_rates(table).solved
    assert all(not whole[theme]["bot:greedy"] for theme in THEMES[:-1])
    assert log.read_text(encoding="utf-8").splitlines() == [*changed, lines[-1]]


def test_the_log_of_another_measurement_is_refused_and_left_alone(
    hexfront: Command, tmp_path: Path
) -> None:
    log = tmp_path / "log.jsonl"
    few = ("--theme", "holds_still", "--count", 1, "--resume", log)
    assert hexfront("puzzles", "--player", "bot:random", *few).exit_code == 0
    before = log.read_bytes()
    done = hexfront("puzzles", *GREEDY, *few)
    assert done.exit_code == 1
    assert "this is another measurement" in done.stderr
    assert log.read_bytes() == before


@pytest.mark.parametrize("more", [("--theme", "sure_kill"), ()])
def test_a_table_of_some_themes_or_in_place_of_something_else_is_refused(
    hexfront: Command, tmp_path: Path, more: tuple[object, ...]
) -> None:
    table = tmp_path / "mine.json"
    table.write_text("{}", encoding="utf-8")
    done = hexfront("puzzles", *GREEDY, "--count", 1, "--table", table, *more)
    assert done.exit_code != 0
    assert table.read_text(encoding="utf-8") == "{}"


def test_the_packaged_rates_are_those_of_the_levels_and_puzzles_there_are() -> None:
    rates = packaged_rates()
    assert rate_differences(rates) == []
    assert set(rates.players) == set(level_names())
