"""How a campaign in the terminal is begun: its options, the file of a setup, and their help."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hexfront.campaign_lines import BEGIN, Command

SETUP = """
kind = "campaign_setup"
seed = 7
turns = 4
[[houses]]
id = "askerry"
faction = "murmur"
home = 0
player = "warden:recruit"
[[houses]]
id = "my_own"
faction = "windfall"
home = 1
player = "person"
"""


def test_a_setup_file_says_who_plays(hexfront: Command, save: Path) -> None:
    file = save.parent / "setup.toml"
    file.write_text(SETUP)
    done = hexfront("campaign", "play", "--setup", file, "--save", save, typed="houses\nquit\n")
    assert done.exit_code == 0
    assert "House my_own, seed 7, turn 1 of 4." in done.stdout
    other = hexfront("campaign", "play", "--setup", file, "--you", "askerry")
    assert other.exit_code == 1
    assert "askerry" in other.stderr
    wrong = hexfront("campaign", "play", "--setup", file, "--seed", 3)
    assert wrong.exit_code == 2


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--you", "nobody"), "nobody"),
        (("--houses", 5), "5"),
        (("--turns", 0), "0 turns"),
        (("--level", "god"), "god"),
        (("--opponent", "bot:nobody"), "bot:nobody"),
        (("--save", "none/a.jsonl"), "none"),
    ],
)
def test_options_that_can_not_be_are_refused_in_a_sentence(
    hexfront: Command, options: tuple[object, ...], message: str
) -> None:
    done = hexfront("campaign", "play", *options)
    assert done.exit_code in {1, 2}
    assert message in done.stderr
    assert "Traceback" not in done.stderr


def test_a_house_is_chosen_by_its_name_in_any_case(hexfront: Command, save: Path) -> None:
    done = hexfront(*BEGIN[:4], "--you", "Quillane", "--save", save, typed="quit\n")
    assert "House Quillane" in done.stdout


def test_a_mistyped_command_is_not_taken_for_a_file(hexfront: Command) -> None:
    done = hexfront("campaign", "plya")
    assert done.exit_code == 2
    assert "plya" in done.stderr
    assert "play" in done.stderr.replace("plya", "")


def test_every_option_of_players_has_help() -> None:
    from typer.main import get_command

    from hexfront.program import build_program

    campaign = get_command(build_program(["campaign"])).commands["campaign"]  # type: ignore[attr-defined]
    for name in ("play", "continue", "replay", "map"):
        for option in campaign.commands[name].params:
            assert option.help.startswith("campaign-option."), (name, option.name)
