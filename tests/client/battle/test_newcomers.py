"""A player of a save that is not known here is a person from then on, and the log says so."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.battle.input.intent import PutBack, Undo
from client.battle.model.session import Session
from client.text.catalogue import text
from engine.battle import Game, Side, load_scenario
from engine.battle.save import read_save
from engine.players.greedy import GreedyBot
from tests.client.battle.desk import Prompt, sit_down
from tests.client.pilot import Pilot


def resumed(tmp_path: Path, players: tuple[str, str], actions: int) -> Pilot:
    game = Game.start(load_scenario("lock_keepers"), 3, players)
    for _ in range(actions):
        if game.result is None:
            game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    game.save(tmp_path / "save.jsonl")
    pilot = sit_down(Session.resume(read_save(tmp_path / "save.jsonl"), Prompt()))
    pilot.frame()
    return pilot


def told(pilot: Pilot) -> list[Side | None]:
    """Return for which sides the log says that a person plays."""
    presenter = pilot.screen.presenter
    words = {text("log.person", side=presenter.names.side(side)): side for side in Side}
    return [words[line.headline] for line in presenter.lines if line.headline in words]


@pytest.mark.parametrize("player", ["py:brain.py:Brain", "model:x.onnx", "somebody"])
@pytest.mark.parametrize("actions", [0, 9])
def test_a_player_that_is_not_known_becomes_a_person_and_the_log_says_so(
    tmp_path: Path, player: str, actions: int
) -> None:
    pilot = resumed(tmp_path, ("person", player), actions)
    pilot.settle()
    assert told(pilot) == [Side.TWO]


def test_both_may_be_strangers(tmp_path: Path) -> None:
    assert told(resumed(tmp_path, ("py:a.py:A", "py:b.py:B"), 9)) == [Side.ONE, Side.TWO]


def test_the_log_says_so_where_the_person_began_and_keeps_saying_it(tmp_path: Path) -> None:
    pilot = resumed(tmp_path, ("py:a.py:A", "person"), 9)
    before = len(pilot.screen.presenter.lines)
    words = [line.headline for line in pilot.screen.presenter.lines]
    session = pilot.session
    for _ in range(6):
        action = GreedyBot().choose(session.state, session.game.legal_actions())
        session.submit(session.records, action)
    pilot.settle()
    assert told(pilot) == [Side.ONE]
    assert len(pilot.screen.presenter.lines) > before
    assert [line.headline for line in pilot.screen.presenter.lines][:before] == words


def test_the_log_says_so_in_the_same_place_after_an_action_was_taken_back(tmp_path: Path) -> None:
    pilot = resumed(tmp_path, ("py:a.py:A", "py:b.py:B"), 9)
    presenter, session = pilot.screen.presenter, pilot.session
    before = [line.headline for line in presenter.lines]
    while session.game.undo_side is None:
        session.submit(session.records, session.game.legal_actions()[0])
    pilot.settle()
    presenter.do(PutBack() if session.can_put_back else Undo())
    assert told(pilot) == [Side.ONE, Side.TWO]
    assert [line.headline for line in presenter.lines][: len(before)] == before


@pytest.mark.parametrize("players", [("person", "person"), ("person", "soldier")])
def test_nothing_is_said_of_people_and_of_players_that_are_known(
    tmp_path: Path, players: tuple[str, str]
) -> None:
    assert told(resumed(tmp_path, players, 9)) == []


def test_nothing_is_said_of_a_battle_that_is_over(tmp_path: Path) -> None:
    pilot = resumed(tmp_path, ("py:a.py:A", "py:b.py:B"), 5000)
    assert pilot.session.game.result is not None
    assert told(pilot) == []
