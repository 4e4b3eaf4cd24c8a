"""`hexfront play`: a battle that is given up, and armies of the player's own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from engine.battle import Game, Side
from engine.battle.army import Army, army_content
from engine.battle.events import Reason
from engine.battle.fielding import field_armies
from engine.battle.save import read_save
from tests.engine.armies.rosters import MATERIALS, ground_of
from tests.hexfront.typed import BOTS, PEOPLE

Command = Callable[..., Result]
WATCH = Army("Night watch", "ordinate", 500, {"linesman": 4, "sighter": 2, "marshal": 1})
TOO_MANY = Army("Night watch", "ordinate", 250, {"linesman": 30})


def written(path: Path, army: Army) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(army_content(army))
    return path


# ---------------------------------------------------------------- conceding


def test_a_battle_is_given_up_after_a_question(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    done = hexfront("play", "lock_keepers", *PEOPLE, "--save", file, typed="concede\nCONCEDE Yes\n")
    assert done.exit_code == 0
    assert "type: concede yes" in done.stdout
    assert "End of input" not in done.stdout, "the battle is over"
    result = Game.load(file).result
    assert result is not None
    assert result.reason is Reason.CONCESSION
    assert result.winner is Game.load(file).header.scenario.first.other


@pytest.mark.parametrize("asked", ["concede", "concede no", "concede yes yes", "concede now"])
def test_without_a_yes_nothing_is_given_up(hexfront: Command, tmp_path: Path, asked: str) -> None:
    file = tmp_path / "battle.jsonl"
    done = hexfront("play", "lock_keepers", *PEOPLE, "--save", file, typed=f"{asked}\nquit\n")
    assert done.exit_code == 0
    assert Game.load(file).result is None
    assert Game.load(file).records == 0


def test_a_person_concedes_to_a_bot(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "battle.jsonl"
    players = ("--one", "bot:greedy", "--two", "person")
    done = hexfront("play", "lock_keepers", *players, "--save", file, typed="concede yes\n")
    assert done.exit_code == 0
    result = Game.load(file).result
    assert result is not None
    assert result.winner is Side.ONE


# ---------------------------------------------------------------- armies


@pytest.mark.parametrize("by_name", [False, True])
def test_an_army_is_fielded_from_a_file_and_from_the_own_folder(
    hexfront: Command, user_folder: Path, tmp_path: Path, *, by_name: bool
) -> None:
    folder = user_folder / "armies" if by_name else tmp_path
    army = written(folder / "watch.toml", WATCH)
    save = tmp_path / "battle.jsonl"
    done = hexfront(
        "play", "crossroads", *PEOPLE, "--army-two", "watch" if by_name else army,
        "--save", save, typed="quit\n",
    )  # fmt: skip
    assert done.exit_code == 0
    scenario = read_save(save).header.scenario
    assert scenario == field_armies(ground_of("crossroads"), (None, WATCH), MATERIALS)


def test_both_sides_field_armies_and_bots_play_them_to_the_end(
    hexfront: Command, tmp_path: Path
) -> None:
    army, save = written(tmp_path / "watch.toml", WATCH), tmp_path / "battle.jsonl"
    armies = ("--army-one", army, "--army-two", army)
    done = hexfront("play", "crossroads", *BOTS, *armies, "--seed", 1, "--save", save)
    assert done.exit_code == 0
    assert Game.load(save).result is not None
    scenario = read_save(save).header.scenario
    assert scenario == field_armies(ground_of("crossroads"), (WATCH, WATCH), MATERIALS)


def test_an_army_that_can_not_be_fielded_is_refused_with_every_reason(
    hexfront: Command, tmp_path: Path
) -> None:
    save = tmp_path / "battle.jsonl"
    playing = ("play", *PEOPLE, "--save", save)
    many = written(tmp_path / "many.toml", TOO_MANY)
    done = hexfront(*playing, "crossroads", "--army-one", many)
    assert done.exit_code == 1
    assert "linesman" in done.stderr, "too many alike"
    assert "of 250 points" in done.stderr
    fixed = hexfront(*playing, "first_landing", "--army-one", written(tmp_path / "w.toml", WATCH))
    assert fixed.exit_code == 1
    (tmp_path / "broken.toml").write_text('kind = "army"\n')
    broken = hexfront(*playing, "crossroads", "--army-one", tmp_path / "broken.toml")
    assert broken.exit_code == 1
    assert "broken.toml" in broken.stderr
    gone = hexfront(*playing, "crossroads", "--army-two", "nobody\x1b")
    assert gone.exit_code == 1
    assert "there is no army or file 'nobody\\x1b'" in gone.stderr
    assert not save.exists()


def test_a_saved_battle_takes_no_other_armies(hexfront: Command, tmp_path: Path) -> None:
    save = tmp_path / "battle.jsonl"
    assert hexfront("play", "lock_keepers", *PEOPLE, "--save", save, typed="quit\n").exit_code == 0
    army = written(tmp_path / "watch.toml", WATCH)
    done = hexfront("play", "--load", save, "--army-one", army)
    assert done.exit_code == 2
    assert "--load brings its own scenario, armies and seed" in done.stderr
