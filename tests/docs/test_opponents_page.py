"""Plays what docs/opponents.md shows as a player of one's own."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from engine.battle import Game, Side, load_scenario
from engine.battle.actions import Fight, Shoot
from engine.players import Player
from engine.players.game_loop import play
from engine.players.registry import make_player

PAGE = (Path(__file__).parents[2] / "docs" / "opponents.md").read_text(encoding="utf-8")
(EXAMPLE,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def test_the_example_plays_a_battle_to_its_end_and_attacks(tmp_path: Path) -> None:
    file = tmp_path / "my_player.py"
    file.write_text(EXAMPLE, encoding="utf-8")
    own = make_player(f"py:{file}:MyPlayer", Side.TWO, 3)
    players: dict[Side, Player] = {Side.ONE: make_player("bot:greedy", Side.ONE, 3), Side.TWO: own}
    game = Game.start(load_scenario("lock_keepers"), 3)
    taken = [
        step.action for step in play(game, players, "a battle") if step.before.to_act is Side.TWO
    ]
    assert game.result is not None
    assert any(isinstance(action, Shoot | Fight) for action in taken)


def test_what_the_page_says_a_state_has_is_there() -> None:
    state = Game.start(load_scenario("lock_keepers"), 3).state
    told = set(re.findall(r"`state\.(\w+)", PAGE))
    assert told == {"to_act", "units", "offset"}
    assert all(hasattr(state, name) for name in told)
    fields = {field.name for field in msgspec.structs.fields(type(state.units[0]))}
    assert {"side", "hp", "profile"} <= fields
