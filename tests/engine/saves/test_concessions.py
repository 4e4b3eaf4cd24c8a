"""R9.4: a side concedes, which ends the battle and is kept in its record."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.battle import Game, Side, load_scenario
from engine.battle.game import Conceded
from engine.battle.save import branch_save, is_branched, parse_save, restart_save, start_digest
from engine.errors import IllegalAction, SaveError
from engine.versions import BRANCH_FORMAT, FIRST_FORMAT, SAVE_FORMAT
from tests.engine.battle_report.recorded import play_on, played, save_of, timeline_of


@pytest.mark.parametrize("actions", [0, 7, 24])
def test_a_conceded_battle_loads_again(actions: int) -> None:
    # With 24 actions before it, a checksum follows the concession.
    game = played("first_landing", 3, actions)
    game.concede(Side.ONE)
    again = Game.from_save(save_of(game))
    assert again.checksum() == game.checksum()
    assert (again.result, again.records, again.lines) == (game.result, game.records, game.lines)


@pytest.mark.parametrize("side", Side)
def test_the_side_that_a_save_says_has_conceded_has_lost(side: Side) -> None:
    lines = "".join(f"{line}\n" for line in played("first_landing", 3, 2).lines)
    conceded = f'{lines}{{"concede":"{side.name}"}}\n'
    result = Game.from_save(parse_save(Path("x"), conceded.encode())).result
    assert result is not None
    assert result.winner is side.other


def test_nothing_follows_a_concession() -> None:
    game = Game.start(load_scenario("first_landing"), 1)
    game.apply(game.legal_actions()[0])
    game.concede(Side.TWO)
    for refused in (lambda: game.concede(Side.ONE), game.undo):
        before = game.lines
        with pytest.raises(IllegalAction):
            refused()
        assert game.lines == before


@pytest.mark.parametrize("format_", [FIRST_FORMAT, BRANCH_FORMAT])
def test_a_save_of_an_older_form_is_read_and_records_no_concession(format_: int) -> None:
    game = played("first_landing", 3, 5)
    new, old = (f'"format":{number}' for number in (SAVE_FORMAT, format_))
    text = "".join(f"{line}\n" for line in game.lines).replace(new, old, 1)
    older = Game.from_save(parse_save(Path("old.jsonl"), text.encode()))
    assert older.checksum() == game.checksum()
    assert not older.can_be_conceded
    with pytest.raises(IllegalAction, match=r"R9\.4"):
        older.concede(Side.ONE)
    with pytest.raises(SaveError, match=r"line 7: .*can’t record a concession"):
        Game.from_save(parse_save(Path("old.jsonl"), f'{text}{{"concede":"ONE"}}\n'.encode()))


@pytest.mark.parametrize("side", ["one", "THREE", 1, None])
def test_only_a_side_concedes(side: object) -> None:
    import json

    lines = "".join(f"{line}\n" for line in played("first_landing", 3, 2).lines)
    with pytest.raises(SaveError, match="line 4"):
        parse_save(Path("x"), f"{lines}{json.dumps({'concede': side})}\n".encode())


def test_a_timeline_ends_with_the_concession() -> None:
    game = played("first_landing", 3, 6)
    game.concede(Side.ONE)
    timeline = timeline_of(save_of(game))
    assert len(timeline.moments) == 6
    assert isinstance(timeline.concession, Conceded)
    assert timeline.concession.side is Side.ONE
    assert timeline.end.checksum() == game.checksum()
    assert timeline.records == 7


def test_a_branch_before_a_concession_goes_on_without_it() -> None:
    game = played("first_landing", 3, 6)
    game.concede(Side.ONE)
    branch = Game.from_save(branch_save(save_of(game), 6, 5, ("a", "b")))
    assert branch.result is None
    assert Game.from_save(branch_save(save_of(game), 7, 5, ("a", "b"))).result is not None


# Beginning anew


def test_a_battle_begins_anew_with_the_same_dice() -> None:
    game = played("first_landing", 3, 60)
    again = Game.from_save(restart_save(save_of(game)))
    assert (again.records, again.seed) == (0, game.seed)
    assert play_on(again, 3, 60).lines == game.lines


def test_a_branch_begins_anew_where_it_was_branched() -> None:
    source = save_of(played("first_landing", 5))
    branch = Game.from_save(branch_save(source, 10, 99, ("a", "b")))
    start = branch.checksum()
    again = Game.from_save(restart_save(save_of(play_on(branch, 1, 30))))
    assert (again.checksum(), again.seed, again.records) == (start, 99, 10)
    assert is_branched(save_of(again))
    assert not is_branched(source)


def test_all_saves_of_a_battle_have_one_digest_of_its_start() -> None:
    one, two = (played("first_landing", 3, count) for count in (2, 30))
    other = played("first_landing", 4, 2)
    assert start_digest(one.header) == start_digest(two.header) != start_digest(other.header)
