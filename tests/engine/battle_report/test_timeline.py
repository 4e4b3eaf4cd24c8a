"""A timeline is what was played in the end; a branch begins at any point of it."""

from __future__ import annotations

import pytest

from engine.battle import Game, load_scenario
from engine.battle.actions import Activate
from engine.battle.save import branch_save, seed_of
from engine.errors import IllegalAction, SaveError
from tests.engine.battle_report.recorded import play_on, played, save_of, timeline_of


def test_steps_lead_from_the_start_to_the_state_of_the_game() -> None:
    game = played("first_landing", 3)
    timeline = timeline_of(save_of(game))
    states = [timeline.start, *(moment.step.after for moment in timeline.moments)]
    assert [moment.step.before for moment in timeline.moments] == states[:-1]
    assert timeline.end.checksum() == game.checksum()


def test_what_was_taken_back_is_not_in_it() -> None:
    game = Game.start(load_scenario("first_landing"), 1)
    for unit in (0, 1):
        game.apply(Activate(unit))
        game.undo()
    game.apply(Activate(0))
    (moment,) = timeline_of(save_of(game)).moments
    assert moment.step.action == Activate(0)
    assert moment.records == game.records == 5


@pytest.mark.parametrize("at", [0, 7, 40])
def test_a_branch_is_the_same_up_to_its_point_and_loads_again(at: int) -> None:
    source = save_of(played("first_landing", 5))
    timeline = timeline_of(source)
    records = timeline.moments[at - 1].records if at else 0
    branch = branch_save(source, records, 99, ("person", "bot:greedy"))
    game = Game.from_save(branch)
    state = timeline.moments[at - 1].step.after if at else timeline.start
    assert game.checksum() == state.checksum()
    assert game.seed == seed_of(branch) == 99
    play_on(game, 1)
    again = Game.from_save(save_of(game))
    assert again.checksum() == game.checksum()
    assert again.header.players == ("person", "bot:greedy")
    assert again.seed == 99


def test_a_branch_rolls_other_dice_and_can_be_branched_again() -> None:
    source = save_of(played("first_landing", 5))
    first = play_on(Game.from_save(branch_save(source, 10, 99, ("a", "b"))), 5)
    second = branch_save(save_of(first), 60, 7, ("a", "b"))
    assert [game.seed for game in (first, Game.from_save(second))] == [99, 7]
    rolls = ["".join(game.lines) for game in (played("first_landing", 5), first)]
    assert rolls[0] != rolls[1]


def test_nothing_from_before_a_branch_can_be_taken_back() -> None:
    game = Game.start(load_scenario("first_landing"), 1)
    game.apply(Activate(0))
    branch = Game.from_save(branch_save(save_of(game), 1, 2, ("a", "b")))
    with pytest.raises(IllegalAction):
        branch.undo()


def test_a_save_of_one_seed_has_no_branch() -> None:
    save = branch_save(save_of(played("first_landing", 1, 3)), 2, 8, ("a", "b"))
    lines = Game.from_save(save).lines
    whole = "\n".join(lines).replace('"format":3', '"format":1', 1) + "\n"
    from pathlib import Path

    from engine.battle.save import parse_save

    with pytest.raises(SaveError, match="dice of one seed only"):
        Game.from_save(parse_save(Path("x"), whole.encode()))


def test_rolls_after_a_branch_must_be_those_of_its_seed() -> None:
    branch = branch_save(save_of(played("first_landing", 1, 3)), 2, 8, ("a", "b"))
    text = "\n".join(play_on(Game.from_save(branch), 3).lines).replace('reseed":8', 'reseed":9')
    from pathlib import Path

    from engine.battle.save import parse_save

    with pytest.raises(SaveError, match="seed 9"):
        Game.from_save(parse_save(Path("x"), f"{text}\n".encode()))


def test_more_records_than_there_are_is_an_error() -> None:
    save = save_of(played("first_landing", 1, 3))
    with pytest.raises(ValueError, match="3 records, not 4"):
        branch_save(save, 4, 1, ("a", "b"))
