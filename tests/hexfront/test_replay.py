from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from client.terminal.numbered_names import NumberedNames
from client.text.names import BattleNames
from engine.battle import Game, Side, load_scenario
from engine.battle.actions import EndPhase
from engine.players.scripted_bots import make_bot

Command = Callable[..., Result]


@pytest.fixture(scope="module")
def battle() -> Game:
    """Play a battle of bots with one action taken back."""
    game = Game.start(load_scenario("lock_keepers"), 5, ("bot:greedy", "bot:random"))
    bots = [make_bot(name, side, 5) for name, side in zip(game.header.players, Side, strict=True)]
    game.apply(game.legal_actions()[0])
    game.undo()
    while game.result is None:
        bot = bots[game.state.to_act.index]
        game.apply(bot.choose(game.state, game.legal_actions()))
    return game


@pytest.fixture
def file(battle: Game, tmp_path: Path) -> Path:
    path = tmp_path / "battle.jsonl"
    battle.save(path)
    return path


def test_a_battle_is_told_in_plain_words_to_its_result(hexfront: Command, file: Path) -> None:
    done = hexfront("replay", file)
    assert done.exit_code == 0
    first, *told = done.stdout.splitlines()
    expected = "Lock Keepers: the greedy bot plays Side One, the random bot plays Side Two, seed 5."
    assert first == expected
    assert told[0] == "-- Round 1"
    assert "   Last action undone." in told
    assert told[-3].startswith(("-- Side", "-- A draw"))
    assert told[-2].strip().startswith("victory points")
    assert not any("hit " in line and "+)" in line for line in told)


def test_verbose_tells_every_die(hexfront: Command, file: Path) -> None:
    done = hexfront("replay", file, "--verbose")
    assert any("hit " in line and "+)" in line for line in done.stdout.splitlines())
    assert hexfront("--verbose", "replay", file).stdout == done.stdout


def test_json_has_a_line_an_action_and_the_result(
    hexfront: Command, battle: Game, file: Path
) -> None:
    done = hexfront("replay", file, "--json")
    assert done.exit_code == 0
    first, *middle, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["seed"] == 5
    assert len(middle) == battle.records
    assert [line["action"] for line in middle[:2]] == ["ACTIVATE 3", "TAKE BACK"]
    assert middle[0]["side"] == "TWO"
    assert last["checksum"] == battle.checksum()
    assert last["torn"] is None
    assert hexfront("--json", "replay", file).stdout == done.stdout


def test_a_battle_that_is_not_over_says_so(hexfront: Command, file: Path) -> None:
    rows = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(rows[:6]), encoding="utf-8")
    done = hexfront("replay", file)
    assert done.exit_code == 0
    assert "The record ends before the battle does: Side " in done.stdout
    assert json.loads(hexfront("replay", file, "--json").stdout.splitlines()[-1])["result"] is None


def test_a_torn_last_line_is_told(hexfront: Command, file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])
    done = hexfront("replay", file)
    assert done.exit_code == 0
    assert "The last line of the file was cut short and has been left out: {" in done.stdout
    assert json.loads(hexfront("replay", file, "--json").stdout.splitlines()[-1])["torn"]


@pytest.mark.parametrize(
    ("number", "line", "message"),
    [
        (1, "not json", "line 1: not a JSON object"),
        (1, '{"format": 1}', "line 1: rules_version: missing"),
        (3, '{"action": "MOVE 0,0", "rolls": []}', "line 3: "),
        (4, '{"action": "JUMP", "rolls": []}', "line 4: 'JUMP': unknown action 'JUMP'"),
        (4, '{"action": "ACTIVATE 3", "rolls": [6]}', "line 4: "),
        (5, '{"take_back": true, "action": "x"}', "line 5: "),
    ],
)
def test_a_damaged_file_is_refused_naming_the_line(
    hexfront: Command, file: Path, number: int, line: str, message: str
) -> None:
    rows = file.read_text(encoding="utf-8").splitlines()
    rows[number - 1] = line
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = hexfront("replay", file)
    assert done.exit_code == 1
    assert f"{file}: {message}" in done.stderr
    told = hexfront("replay", file, "--json")
    assert told.exit_code == 1
    assert message in json.loads(told.stdout.splitlines()[-1])["error"]


def test_a_file_that_is_not_there_is_named(hexfront: Command, tmp_path: Path) -> None:
    done = hexfront("replay", tmp_path / "nothing.jsonl")
    assert done.exit_code == 1
    assert "nothing.jsonl: can't be read: No such file" in done.stderr
    assert hexfront("replay", tmp_path).exit_code == 1
    assert hexfront("replay").exit_code == 2


def test_codes_without_a_text_are_told_as_they_are(hexfront: Command, file: Path) -> None:
    text = file.read_text(encoding="utf-8").replace("marshal", "own_unit")
    rows = [row for row in text.splitlines() if "checksum" not in row]
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    done = hexfront("replay", file)
    assert done.exit_code == 0, done.stderr
    assert "own_unit" in done.stdout
    assert "arshal" not in done.stdout


def test_a_take_back_across_the_turn_is_of_the_side_that_decides_again(
    hexfront: Command, tmp_path: Path
) -> None:
    game = Game.start(load_scenario("first_landing"), 1)
    for _ in range(3):
        game.apply(EndPhase())
    assert game.state.to_act is Side.TWO
    game.undo()
    game.save(tmp_path / "battle.jsonl")
    *_, last, _result = hexfront("replay", tmp_path / "battle.jsonl", "--json").stdout.splitlines()
    told = json.loads(last)
    assert (told["action"], told["side"]) == ("TAKE BACK", "ONE")


def test_a_concession_is_told_and_a_conceded_battle_is_over(
    hexfront: Command, tmp_path: Path
) -> None:
    game = Game.start(load_scenario("lock_keepers"), 5, ("Ada", "Grace"))
    game.apply(game.legal_actions()[0])
    game.concede(Side.ONE)
    path = tmp_path / "conceded.jsonl"
    game.save(path)
    told = hexfront("replay", path).stdout.splitlines()
    assert any("conceded" in line for line in told)
    rows = [json.loads(row) for row in hexfront("replay", path, "--json").stdout.splitlines()]
    (row,) = [row for row in rows if row.get("action") == "CONCEDE"]
    assert row["side"] == "ONE"
    assert rows[-1]["result"]["winner"] == "TWO"
    assert rows[-1]["result"]["reason"] == "concession"


def test_units_have_the_names_that_the_window_gives_them(
    hexfront: Command, battle: Game, file: Path
) -> None:
    told = hexfront("replay", file).stdout
    setup = battle.state.setup
    window = BattleNames(setup)
    named = {window.unit(unit.id) for unit in battle.state.units}
    assert any(re.search(r" \d+$", one) for one in named), "some are numbered"
    moved = re.findall(r"^ +(\S.*?) moves", told, re.MULTILINE)
    assert moved
    assert set(moved) <= named
    numbered = NumberedNames(battle.header.scenario)
    assert not any(numbered.unit(unit.id) in told for unit in battle.state.units)
