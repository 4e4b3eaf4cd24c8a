"""A battle that was saved and loaded goes on as if it had never been left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import Game, load_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle import Event

PLIES = 120


def play(game: Game, plies: int) -> list[Event]:
    """Take the first action that is neither a wait nor an end, so that dice are rolled."""
    happened: list[Event] = []
    for ply in range(plies):
        if game.result is not None:
            break
        legal = game.legal_actions()
        idle = ("WAIT", "END_PHASE", "STAY", "GIVE_UP")
        wanted = [one for one in legal if not one.to_text().startswith(idle)] or legal
        happened += game.apply(wanted[ply % len(wanted)])
    return happened


@pytest.mark.parametrize("plies", [0, 1, 40, PLIES])
def test_a_loaded_battle_rolls_the_dice_that_the_saved_one_would_have(
    plies: int, tmp_path: Path
) -> None:
    game = Game.start(load_scenario("first_landing"), 7)
    play(game, plies)
    game.save(tmp_path / "saved.jsonl")
    loaded = Game.load(tmp_path / "saved.jsonl")
    assert loaded.lines == game.lines
    assert play(loaded, PLIES) == play(game, PLIES)
    assert (loaded.lines, loaded.checksum()) == (game.lines, game.checksum())


def test_the_way_there_rolls_dice(tmp_path: Path) -> None:
    game = Game.start(load_scenario("first_landing"), 7)
    play(game, PLIES)
    game.save(tmp_path / "saved.jsonl")
    lines = (tmp_path / "saved.jsonl").read_text(encoding="utf-8").splitlines()
    assert sum('"rolls":[' in line and '"rolls":[]' not in line for line in lines) > PLIES // 10


def test_a_copy_goes_on_by_itself() -> None:
    game = Game.start(load_scenario("first_landing"), 7)
    play(game, 40)
    lines, checksum = game.lines, game.checksum()
    twin = game.copy()
    first = play(twin, 40)
    assert (game.lines, game.checksum()) == (lines, checksum)
    assert play(game, 40) == first
