"""The places of a recorded battle: what was taken back is none, a concession is one."""

from __future__ import annotations

import pytest

from client.battle.model.replay import Landmark, Replay
from engine.battle import Game, Side
from engine.battle.events import BattleEnded
from engine.battle.save import branch_save
from tests.engine.battle_report.recorded import played, save_of, timeline_of


def replay_of(game: Game) -> Replay:
    save = save_of(game)
    return Replay(save, timeline_of(save))


def with_take_backs() -> Game:
    """Return a battle in which several actions were taken back and others taken instead."""
    game, taken = played("first_landing", 3, 4), 0
    while taken < 3:
        if game.undo_side is not None:
            game.undo()
            taken += 1
        for _ in range(2):
            game.apply(game.legal_actions()[0])
    return game


def test_a_branch_at_any_place_is_the_battle_as_it_was_there() -> None:
    replay = replay_of(with_take_backs())
    assert replay.records(replay.end) > replay.end, "something was taken back"
    for place in range(replay.end + 1):
        branched = Game.from_save(branch_save(replay.save, replay.records(place), 5, ("a", "b")))
        assert branched.state.checksum() == replay.state(place).checksum(), place


def test_a_concession_is_the_last_place() -> None:
    game = played("first_landing", 3, 6)
    before = replay_of(game)
    game.concede(Side.ONE)
    replay = replay_of(game)
    assert replay.end == before.end + 1
    assert replay.action(replay.end) is None
    assert replay.state(replay.end).result == game.result
    (ended,) = replay.events(replay.end)
    assert isinstance(ended, BattleEnded)
    assert replay.records(replay.end) == game.records
    assert replay.state(replay.end - 1).result is None


@pytest.mark.parametrize("kind", Landmark)
def test_jumps_from_place_to_place_meet_every_landmark_once(kind: Landmark) -> None:
    replay = replay_of(played("first_landing", 3))
    places = list(replay.places(kind))
    assert places
    forth, back = [0], [replay.end + 1]
    for _ in places:
        if (after := replay.next_place(kind, forth[-1])) is not None:
            forth.append(after)
        if (before := replay.previous_place(kind, back[-1])) is not None:
            back.append(before)
    assert forth[1:] == [one for one in places if one]
    assert back[1:] == places[::-1]
    assert replay.next_place(kind, places[-1]) is None
    assert replay.previous_place(kind, places[0]) is None
