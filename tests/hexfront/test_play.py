from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.battle import Game, load_scenario
from engine.battle.events import Reason
from engine.battle.save import read_save
from tests.hexfront.typed import BOTS, PEOPLE, script_of

Command = Callable[..., Result]


@pytest.mark.parametrize("numbers", [False, True])
def test_two_people_play_a_whole_battle_by_typing(
    hexfront: Command, tmp_path: Path, *, numbers: bool
) -> None:
    typed, game = script_of("lock_keepers", 11, numbers=numbers)
    file = tmp_path / "battle.jsonl"
    done = hexfront(
        "play", "lock_keepers", *PEOPLE, "--seed", 11, "--save", file, typed="\n".join(typed)
    )
    assert done.exit_code == 0
    assert game.result is not None
    assert "victory points" in done.stdout
    assert "End of input" not in done.stdout
    saved = Game.load(file)
    assert saved.checksum() == game.checksum()
    assert saved.lines == game.lines


def test_two_levels_play_a_battle_and_their_save_is_gone_on_with(
    hexfront: Command, tmp_path: Path
) -> None:
    file = tmp_path / "battle.jsonl"
    levels = ("--one", "veteran", "--two", "recruit")
    done = hexfront("play", "lock_keepers", *levels, "--seed", 2, "--save", file, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout.splitlines()[-1])["result"] is not None
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    file.write_text("".join(lines[:10]), encoding="utf-8")
    assert Game.load(file).header.players == ("veteran", "recruit")
    done = hexfront("play", "--load", file, "--save", file, "--json")
    assert done.exit_code == 0
    assert Game.load(file).result is not None


def test_a_level_refuses_a_battle_that_is_too_large_and_a_bot_plays_it(
    hexfront: Command, tmp_path: Path
) -> None:
    objectives = "".join(
        f'[[objectives]]\ncode = "{code}"\nhexes = [[{place}, 2]]\n'
        for place, code in enumerate("ABCDEFGHI")
    )
    rows = 5 * "..........\n"
    (tmp_path / "wide.toml").write_text(
        'kind = "scenario"\nfirst = "TWO"\nscore_objectives = true\n'
        f'terrain = """\n{rows}"""\n{objectives}'
        '[[units]]\nside = "ONE"\nunit = "linesman"\nhex = [0, 0]\n'
        '[[units]]\nside = "TWO"\nunit = "fleck"\nhex = [4, 4]\n'
    )
    wide = ("play", tmp_path / "wide.toml", "--one", "bot:greedy", "--json", "--two")
    done = hexfront(*wide, "soldier")
    assert done.exit_code == 1
    assert "soldier: this battle has 9 objectives; the encoding holds 8" in done.stderr
    assert hexfront(*wide, "bot:tactician").exit_code == 0


def test_a_person_plays_a_whole_battle_against_a_bot(hexfront: Command, tmp_path: Path) -> None:
    """Whatever comes, the person takes the last choice there is; more are typed than needed."""
    file = tmp_path / "battle.jsonl"
    typed = "\n".join(["WAIT", "END_PHASE", "STAY", "1"] * 400)
    done = hexfront(
        "play", "first_landing", "--one", "person", "--two", "bot:greedy", "--seed", 2,
        "--save", file, typed=typed,
    )  # fmt: skip
    assert done.exit_code == 0
    assert Game.load(file).result is not None
    assert read_save(file).header.players == ("person", "bot:greedy")
    assert "the greedy bot plays Side Two" in done.stdout
    assert "wins." in done.stdout or "A draw." in done.stdout


def test_bots_play_each_other_while_one_watches(hexfront: Command) -> None:
    done = hexfront("play", "shift_change", *BOTS, "--seed", 1)
    assert done.exit_code == 0
    assert "-- Round 1" in done.stdout
    assert "hit " in done.stdout
    assert ">" not in done.stdout


def test_the_same_seed_gives_the_same_battle(hexfront: Command) -> None:
    first, second = (hexfront("play", "salt_tax", *BOTS, "--seed", 6).stdout for _ in range(2))
    other = hexfront("play", "salt_tax", *BOTS, "--seed", 7).stdout
    assert first == second
    assert other != first


def test_a_generated_battle_is_played_and_told_again(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    done = hexfront("play", "random:17", *BOTS, "--seed", 3, "--save", file)
    assert done.exit_code == 0
    assert "Generated battle 17" in done.stdout
    assert read_save(file).header.scenario == load_scenario("random:17")
    told = hexfront("replay", file)
    assert told.exit_code == 0
    assert "Generated battle 17" in told.stdout


def test_a_generated_battle_says_which_factions_were_chosen(hexfront: Command) -> None:
    done = hexfront("play", "random:17:murmur:ordinate", *BOTS, "--seed", 3)
    assert "Generated battle 17: Murmur and Ordinate" in done.stdout


def test_a_generated_battle_has_a_seed(hexfront: Command) -> None:
    done = hexfront("play", "random:seventeen", *BOTS)
    assert done.exit_code != 0
    assert "expected random:SEED" in done.stderr


def test_without_a_seed_one_is_drawn_and_said(hexfront: Command) -> None:
    said = hexfront("play", "lock_keepers").stdout.splitlines()[0]
    seed = said.rstrip(".").split()[-1]
    again = hexfront("play", "lock_keepers", "--seed", seed)
    assert again.stdout.splitlines()[0] == said


def test_without_a_scenario_it_is_the_smallest(hexfront: Command) -> None:
    assert hexfront("play").stdout.startswith("First Landing: a person plays Side One")


def test_the_board_shows_who_is_where_and_may_act(hexfront: Command) -> None:
    lines = hexfront("play", "first_landing", "--seed", 1).stdout.splitlines()
    header = next(number for number, line in enumerate(lines) if line.startswith("     0     2"))
    rows = lines[header + 2 :]
    assert lines[header + 1].split()[:3] == ["1", "3", "5"]
    # Linesman 0 of ONE at 2,2 is in the pool, Bellows 3 of TWO at 10,3 is not; odd columns lower.
    assert rows[2 * 2][4 + 2 * 3 :].startswith("*L0 ")
    assert rows[2 * 3][4 + 10 * 3 :].startswith(" b3")
    assert rows[2 * 1 + 1][4 + 3 * 3 :].startswith(" ###")
    assert rows[2 * 4][4 + 6 * 3 :].startswith(" A-")


def test_after_naming_a_unit_its_destinations_are_marked_and_listed(hexfront: Command) -> None:
    said = hexfront("play", "first_landing", "--seed", 1, typed="ACTIVATE 0").stdout
    after = said.split("> ACTIVATE 0")[1]
    assert ">L0" in after
    assert "(·)" in after
    assert "MOVE column,row" in after
    assert "0,0" in after


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("MOVE 3,3", "Not allowed by R3.5: no unit is active"),
        ("ACTIVATE 3", "Not allowed by R3.1: unit 3 is not on side ONE"),
        ("ACTIVATE 99", "Not allowed by R2.4: there is no unit 99"),
        ("WAIT", "Not allowed by R3.5"),
        ("SHOOT line_rifle 3 VOLLEY", "Not allowed by R6.4: that belongs to the SHOOT phase"),
        ("undo", "Not allowed by R10.4: the last action rolled dice, or there is none"),
        ("0", "Not understood: the choices are 1 to 4"),
        ("5", "Not understood: the choices are 1 to 4"),
        ("JUMP 3,3", "Not understood: 'JUMP 3,3': unknown action 'JUMP'"),
        ("MOVE here", "Not understood: 'MOVE here': 'here' is not a hex"),
        ("MOVE", "Not understood: 'MOVE': expected MOVE to"),
        ("odds", "Give an enemy’s number, 0 to 5, or what the board shows"),
        ("odds 77", "Give an enemy’s number, 0 to 5"),
        ("save", "Give a file name: save FILE"),
        ("quit now", "Not understood"),
    ],
)
def test_what_is_not_legal_is_answered_and_changes_nothing(
    hexfront: Command, tmp_path: Path, typed: str, answer: str
) -> None:
    file = tmp_path / "battle.jsonl"
    done = hexfront("play", "first_landing", "--seed", 1, "--save", file, typed=typed)
    assert done.exit_code == 0
    assert answer in done.stdout
    assert len(file.read_text(encoding="utf-8").splitlines()) == 1


def test_a_refused_action_leaves_the_choices_as_they_were(hexfront: Command) -> None:
    typed = "ACTIVATE 0\nMOVE 30,2\nMOVE 0,0\nMOVE 5,5\nquit\n"
    said = hexfront("play", "first_landing", "--seed", 1, typed=typed).stdout
    assert "Not allowed by R1.1: hex 30,2 is off the board" in said
    assert "Linesman L0 moves from 2,2 to 0,0" in said
    assert "Not allowed by R3.5: no unit is active" in said
    assert said.endswith("You left the battle before its end.\n")


def test_actions_may_be_typed_in_small_letters(hexfront: Command) -> None:
    said = hexfront("play", "first_landing", "--seed", 1, typed="activate 0\nmove 0,0\n").stdout
    assert "Linesman L0 moves from 2,2 to 0,0" in said


@pytest.mark.parametrize("labels", [("L0", "b3"), ("l0", "B3"), ("0", "3")])
def test_units_are_named_by_their_numbers_and_as_they_are_shown(
    hexfront: Command, labels: tuple[str, str]
) -> None:
    own, enemy = labels
    typed = f"odds {enemy}\nACTIVATE {own}\nMOVE 0,0\nodds {own}\nSHOOT line_rifle {enemy} volley\n"
    said = hexfront("play", "first_landing", "--seed", 1, typed=typed).stdout
    assert "L0 moves from 2,2 to 0,0" in said
    assert "Give an enemy" not in said
    assert f"unit {enemy} " not in said.split("> SHOOT")[1].replace("unit 3 ", "")
    assert "Not allowed by R" in said.split("> SHOOT")[1]
    assert "Not understood" not in said


def test_labels_that_nobody_has_are_refused(hexfront: Command) -> None:
    typed = "odds x3\nodds L9\nACTIVATE x0\nACTIVATE\nodds " + "9" * 5000 + "\n"
    said = hexfront("play", "first_landing", "--seed", 1, typed=typed).stdout
    assert said.count("Give an enemy’s number, 0 to 5, or what the board shows: odds ") == 3
    assert "Not understood: 'ACTIVATE x0'" in said


def test_undo_takes_back_ones_own_action(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    typed = "ACTIVATE 0\nMOVE 0,0\nundo\nundo\nundo\nlog\n"
    said = hexfront("play", "first_landing", "--seed", 1, "--save", file, typed=typed).stdout
    assert said.count("Last action undone.") == 2
    assert "Not allowed by R10.4" in said
    assert "moves from" not in said.split("> log")[1]
    assert Game.load(file).checksum() == Game.start(load_scenario("first_landing"), 1).checksum()


def test_undo_does_not_reach_past_a_bot(hexfront: Command) -> None:
    """ONE ends its turn, the bot of TWO moves without a die, and then it is too late."""
    typed = "END_PHASE\nEND_PHASE\nundo\n" * 3
    said = hexfront("play", "first_landing", "--two", "bot:greedy", "--seed", 1, typed=typed).stdout
    assert "Side Two: turn begins" in said
    assert "Not allowed by R10.4" in said


@pytest.fixture
def duel(tmp_path: Path) -> Path:
    """Write a scenario of a sapper of ONE and a loom of TWO, three hexes apart on open ground."""
    file = tmp_path / "duel.toml"
    rows = "\n".join(["......"] * 5)
    text = f'kind = "scenario"\nterrain = """\n{rows}\n"""\nfirst = "ONE"\n'
    text += "score_objectives = false\nobjectives = []\n"
    for side, unit, place in (("ONE", "sapper", [1, 1]), ("TWO", "loom", [4, 1])):
        text += f'[[units]]\nside = "{side}"\nunit = "{unit}"\nhex = {place}\n'
    file.write_text(text, encoding="utf-8")
    return file


def test_odds_tell_the_whole_forecast(hexfront: Command, duel: Path) -> None:
    typed = "odds 1\nEND_PHASE\nodds 1\nACTIVATE 0\nodds 1\nodds 0\nWAIT\nodds 1\nACTIVATE 0"
    said = hexfront("play", duel, "--seed", 1, typed=typed).stdout
    moving, pool, active, friend, charging = said.split("> odds")[1:]
    nobody = "No unit that can act now can attack it."
    assert nobody in moving
    assert nobody in friend
    for answer in (pool, active):
        assert "Sapper S0: Thermic lance: " in answer
        assert "of 9 HP lost on average, destroyed 0%" in answer
        assert "hit 3+" in answer
        assert "9 left " in answer
    assert "to get there, then" in charging
    assert "SHOOT thermic_lance 1 VOLLEY       Thermic lance at Loom l1, all attacks: " in said
    assert "CHARGE 1                           Loom l1: " in said


def test_help_units_and_board_can_be_asked_for(hexfront: Command) -> None:
    said = hexfront("play", "first_landing", "--seed", 1, typed="help\nunits\nboard\n\n").stdout
    assert "odds UNIT" in said.split("> help")[1]
    assert "Linesman L0" in said.split("> units")[1]
    assert "*L0" in said.split("> board")[1]


def test_no_more_input_ends_politely(hexfront: Command) -> None:
    done = hexfront("play", "first_landing", "--seed", 1)
    assert done.exit_code == 0
    assert done.stdout.endswith("End of input; the battle was left before its end.\n")


def test_two_bots_are_told_in_json_lines(hexfront: Command) -> None:
    done = hexfront("play", "lock_keepers", *BOTS, "--seed", 5, "--json")
    first, *middle, last = [json.loads(line) for line in done.stdout.splitlines()]
    assert first["scenario"] == "lock_keepers"
    assert first["seed"] == 5
    assert first["players"] == ["bot:greedy", "bot:random"]
    assert first["events"][0]["type"] == "RoundBegan"
    assert all(set(line) == {"action", "side", "events"} for line in middle)
    assert last["records"] == len(middle)
    assert last["result"]["reason"] in {reason.value for reason in Reason}


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["nowhere"], 1, "there is no scenario or file 'nowhere'; scenarios are: crossroads"),
        (["/dev/null"], 1, "'/dev/null' is no file that a scenario can be read from"),
        (["lock_keepers", "--one", "me"], 2, "'me' is not one of person, recruit"),
        (["lock_keepers", "--two", "bot:genius"], 2, "'bot:genius' is not one of"),
        (["lock_keepers", "--seed", "-1"], 2, "Invalid value"),
        (["lock_keepers", "--seed", "many"], 2, "Invalid value"),
        (["lock_keepers", "--json"], 2, "--json is for two bots"),
        (["lock_keepers", "--load", "x.jsonl"], 2, "--load brings its own scenario"),
        (["--load", "nofile.jsonl"], 1, "nofile.jsonl: can't be read"),
        (["lock_keepers", "--save", "nofolder/x.jsonl"], 2, "there is no folder"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_message(
    hexfront: Command, arguments: list[str], code: int, message: str
) -> None:
    done = hexfront("play", *arguments)
    assert done.exit_code == code
    said = " ".join(done.stderr.replace("│", " ").split())
    assert message in said


def test_a_player_s_own_scenarios_are_found_by_name(hexfront: Command, user_folder: Path) -> None:
    folder = user_folder / "scenarios"
    folder.mkdir()
    text = 'kind = "scenario"\nboard = "lock_house"\nfirst = "TWO"\nscore_objectives = false\n'
    text += 'objectives = []\n[[units]]\nside = "ONE"\nunit = "fleck"\nhex = [0, 0]\n'
    text += '[[units]]\nside = "TWO"\nunit = "loom"\nhex = [4, 4]\n'
    (folder / "mine.toml").write_text(text, encoding="utf-8")
    for source in ("mine", folder / "mine.toml"):
        done = hexfront("play", source, *BOTS, "--seed", 1)
        assert done.exit_code == 0, done.stderr
        assert done.stdout.startswith("mine: ")
    (folder / "mine.toml").write_text(text.replace("fleck", "flick"), encoding="utf-8")
    done = hexfront("play", "mine")
    assert done.exit_code == 1
    assert "units[0].unit: unit 'flick' does not exist" in done.stderr


def test_who_can_not_go_on_here_is_not_taken_for_a_person(
    hexfront: Command, tmp_path: Path
) -> None:
    file = tmp_path / "battle.jsonl"
    Game.start(load_scenario("first_landing"), 1, ("model:mine", "bot:random")).save(file)
    done = hexfront("play", "--load", file)
    assert done.exit_code == 1
    assert "'model:mine' has played ONE and can't here: name another, --one" in done.stderr
    said = hexfront("play", "--load", file, "--one", "bot:greedy").stdout
    assert said.startswith("First Landing: the greedy bot plays Side One, the random bot")


def test_nobodys_name_is_nobody(hexfront: Command) -> None:
    done = hexfront("play", "first_landing", "--one", "")
    assert done.exit_code == 2
    assert "--one: '' is not one of" in " ".join(done.output.replace("│", " ").split())


@pytest.mark.parametrize("command", ["play", "validate"])
def test_a_word_too_long_for_a_file_names_none(hexfront: Command, command: str) -> None:
    done = hexfront(command, 300 * "a")
    assert done.exit_code == 1
    assert "aaaa" in done.output + done.stderr
