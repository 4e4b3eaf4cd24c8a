"""Files of strangers on the command line: found by any suffix, never opened when they are no files,
and nothing of their texts reaches the terminal as it is.
"""

from __future__ import annotations

import json
import logging
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from client.battle.model.listing import list_scenarios, read_generated
from client.folders import Folders
from client.terminal.scenario_search import find_ground
from engine import limits, plaintext
from engine.battle import Game, load_scenario
from engine.data.datafiles import files_of_folder, packaged_data
from engine.journal import encode_line
from engine.players.scenario_list import read_scenario_list
from hexfront.startup import start_logging

if TYPE_CHECKING:
    from tests.hexfront.conftest import Command

RIGHT = packaged_data().joinpath("scenarios/shift_change.toml").read_text(encoding="utf-8")
ODD_STEM = "a\x1b[2J\u202e\nb"


@pytest.fixture
def odd_folder(user_folder: Path) -> Path:
    """Fill the player's own scenarios with all that is there on somebody's disk."""
    folder = Folders(user_folder).scenarios
    (folder / "MINE.TOML").write_text(RIGHT, encoding="utf-8")
    (folder / "marked.toml").write_bytes(b"\xef\xbb\xbf" + RIGHT.encode())
    (folder / f"{ODD_STEM}.toml").write_text(RIGHT, encoding="utf-8")
    (folder / f"{'x' * 250}.toml").write_text(RIGHT, encoding="utf-8")
    (folder / "folder.toml").mkdir()
    os.mkfifo(folder / "pipe.toml")
    (folder / "endless.toml").symlink_to("/dev/zero")
    (folder / "nowhere.toml").symlink_to(folder / "gone")
    return folder


LISTED = ["MINE.TOML", f"{ODD_STEM}.toml", "marked.toml", f"{'x' * 250}.toml"]


def test_plain_files_are_listed_whatever_the_case_of_their_suffix(odd_folder: Path) -> None:
    assert [file.name for file in files_of_folder(odd_folder)] == LISTED
    own = [
        one
        for one in list_scenarios(Folders(odd_folder.parent), read_generated("random:1"))
        if one.own
    ]
    assert [Path(one.code).name for one in own] == LISTED
    assert all(one.problems == () for one in own)
    assert [source.name for source in read_scenario_list(str(odd_folder))] == [
        str(odd_folder / name) for name in LISTED
    ]
    assert find_ground("MINE").scenario.name == "MINE"


def test_a_scenario_is_named_after_its_file_as_far_as_a_name_goes(odd_folder: Path) -> None:
    assert load_scenario(odd_folder / f"{ODD_STEM}.toml").name == "a?[2J??b"
    long = load_scenario(odd_folder / f"{'x' * 250}.toml")
    assert long.name == "x" * limits.NAME
    game = Game.start(long, 1)
    game.save(odd_folder / "battle.jsonl")
    assert Game.load(odd_folder / "battle.jsonl").header.scenario.name == long.name


def test_validate_looks_at_plain_files_and_says_why_others_are_none(
    odd_folder: Path, hexfront: Command
) -> None:
    told = hexfront("validate")
    assert told.exit_code == 0
    shown = hexfront("validate", str(odd_folder / "pipe.toml"))
    assert shown.exit_code == 1
    assert "pipe.toml: can't be read: it is not a plain file" in shown.output
    assert "it is not a plain file" in hexfront("validate", str(odd_folder / "endless.toml")).output
    assert "files: 4, errors: 0" in hexfront("validate", str(odd_folder)).output


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_nothing_of_a_file_steers_the_terminal(
    form: tuple[str, ...], odd_folder: Path, hexfront: Command
) -> None:
    broken = odd_folder / f"{ODD_STEM}.toml"
    broken.write_text(RIGHT + '\n["\\u001b[2J\\u202e"]\n"\\u009b" = 1\n', encoding="utf-8")
    for command in (
        ("validate", str(broken)),
        ("play", str(broken)),
        ("replay", str(broken)),
        ("arena", "--a", "recruit", "--b", "recruit", "--scenarios", str(broken), "--games", "2"),
    ):
        told = hexfront(*command, *form)
        assert told.exit_code != 0
        assert told.output == plaintext.escape_lines(told.output), command


def test_names_of_a_save_are_told_without_steering_the_terminal(
    odd_folder: Path, hexfront: Command
) -> None:
    path = odd_folder.parent / "battle.jsonl"
    header = json.loads(encode_line(Game.start(load_scenario("shift_change"), 3).header))
    for name in ("\x1b]0;x\x07", "\u202eevil", "a\nb"):
        path.write_text(json.dumps(header | {"players": [name, "b"]}) + "\n", encoding="utf-8")
        for form in ((), ("--json",)):
            told = hexfront("replay", str(path), *form)
            assert told.exit_code == 1
            assert "a name is 1 to 120 characters" in told.output
            assert told.output == plaintext.escape_lines(told.output)


def test_what_is_logged_does_not_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    before = logging.root.handlers[:]
    logging.root.handlers.clear()
    try:
        start_logging(verbose=False)
        logging.getLogger("test").warning("%s can't be read", f"{ODD_STEM}.toml")
    finally:
        logging.root.handlers[:] = before
    assert "a\\x1b[2J\\u202e\nb.toml can't be read" in capsys.readouterr().err
