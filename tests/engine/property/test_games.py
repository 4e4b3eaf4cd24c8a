"""Games: saved, loaded, copied and taken back at random, they stay the battle they are (R10)."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.battle import Game, IllegalAction
from engine.battle.actions import Wait
from engine.battle.game import Played
from engine.battle.save import read_save
from tests.engine.generated import SMALL, scenarios
from tests.engine.walk import CASES, Walker, mostly_slow

if TYPE_CHECKING:
    from pathlib import Path

    from engine.battle.events import Event
    from engine.battle.scenario import Scenario

TAKE_BACKS = 0.2


class Pastime:
    """A game with take-backs, beside a plain record of what may be taken back to what."""

    def __init__(self, game: Game, seed: int) -> None:
        self.game = game
        self.player = Walker(seed)
        self.chance = random.Random(seed)
        self.past = [(state.to_bytes(), state.to_act) for state in game._before]

    def play(self, most: int = 10_000) -> list[list[Event]]:
        told = []
        for _ in range(most):
            if self.game.result is not None:
                break
            while self.past and self.chance.random() < TAKE_BACKS:
                self.take_back()
            told.append(self.act())
        return told

    def act(self) -> list[Event]:
        game = self.game
        assert game.undo_side is (self.past[-1][1] if self.past else None)
        before, side = game.state.to_bytes(), game.state.to_act
        action = self.player.choose(game.state, game.legal_actions())
        written = len(game.lines)
        events = game.apply(action)
        if msgspec.json.decode(game.lines[written])["rolls"]:
            self.past.clear()
            assert game.undo_side is None
            with pytest.raises(IllegalAction) as refused:
                game.undo()
            assert refused.value.rule == "R10.4"
        else:
            if self.past and self.past[-1][1] is not side:
                self.past.clear()
            self.past.append((before, side))
        return events

    def take_back(self) -> None:
        before, side = self.past.pop()
        assert self.game.undo_side is side
        self.game.undo()
        assert self.game.state.to_bytes() == before
        assert self.game.state.to_act is side


def require_same(one: Game, two: Game) -> None:
    assert one.checksum() == two.checksum()
    assert one.state.units == two.state.units
    assert one.legal_actions() == two.legal_actions()
    assert one.lines == two.lines
    assert one.records == two.records
    assert one.undo_side is two.undo_side
    assert one.result == two.result
    assert one.header == two.header
    assert one.opening == two.opening


def require_same_to_the_end(one: Game, two: Game, seed: int) -> None:
    assert Pastime(one, seed).play() == Pastime(two, seed).play()
    require_same(one, two)
    assert one.result is not None


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_a_loaded_game_is_the_one_that_was_saved_and_goes_on_like_it(
    case: str, tmp_path: Path
) -> None:
    for seed, actions in ((1, 0), (2, 7), (3, 40), (4, 150)):
        game = Game.start(CASES[case], seed)
        Pastime(game, seed).play(actions)
        path = tmp_path / f"{case}_{seed}.jsonl"
        game.save(path)
        loaded = Game.load(path)
        require_same(game, loaded)
        require_same(game, Game.from_save(read_save(path)))
        loaded.save(tmp_path / "again.jsonl")
        assert (tmp_path / "again.jsonl").read_bytes() == path.read_bytes()
        if game._before:
            game.undo()
            loaded.undo()
            require_same(game, loaded)
        require_same_to_the_end(game, loaded, seed + 100)


@settings(max_examples=25)
@given(scenarios(SMALL), st.integers(0, 2**32 - 1), st.integers(0, 60))
def test_a_loaded_game_is_the_one_that_was_saved_anywhere(
    tmp_path_factory: pytest.TempPathFactory, scenario: Scenario, seed: int, actions: int
) -> None:
    game = Game.start(scenario, seed, ("person", "bot:random"))
    Pastime(game, seed).play(actions)
    path = tmp_path_factory.mktemp("saves") / "battle.jsonl"
    game.save(path)
    loaded = Game.load(path)
    require_same(game, loaded)
    require_same_to_the_end(game, loaded, seed)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_replaying_tells_every_event_again(case: str, tmp_path: Path) -> None:
    game = Game.start(CASES[case], 5)
    told = Pastime(game, 5).play()
    path = tmp_path / "battle.jsonl"
    game.save(path)
    save = read_save(path)
    again = Game.from_header(save.header)
    assert again.opening == game.opening
    replayed = list(again.replay(save))
    assert [step.events for step in replayed if isinstance(step, Played)] == told
    assert replayed[-1].after.checksum() == game.checksum()
    require_same(game, again)


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_taking_everything_back_leads_to_where_dice_were_last_rolled(case: str) -> None:
    game = Game.start(CASES[case], 6)
    pastime = Pastime(game, 6)
    for _ in range(120):
        if game.result is not None:
            break
        pastime.act()
        if pastime.chance.random() < TAKE_BACKS:
            while pastime.past:
                pastime.take_back()
            assert game.undo_side is None
            with pytest.raises(IllegalAction):
                game.undo()


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_what_follows_a_take_back_is_what_would_have_followed_without(case: str) -> None:
    """The dice go on where they were: an action taken back has rolled none."""
    plain, other = Game.start(CASES[case], 7), Game.start(CASES[case], 7)
    player, doubt = Walker(7), Walker(8)
    while plain.result is None:
        twin = other.copy()
        twin.apply(doubt.choose(twin.state, twin.legal_actions()))
        if twin.undo_side is not None and twin.checksum() != other.checksum():
            other = twin
            other.undo()
        action = player.choose(plain.state, plain.legal_actions())
        assert plain.apply(action) == other.apply(action)
    assert plain.checksum() == other.checksum()


@pytest.mark.parametrize("case", mostly_slow(CASES))
def test_a_copy_goes_its_own_way(case: str) -> None:
    game = Game.start(CASES[case], 9)
    Pastime(game, 9).play(30)
    kept = game.checksum(), game.lines, game.records, game.undo_side, game.legal_actions()
    for seed in (1, 2):
        twin = game.copy()
        require_same(game, twin)
        Pastime(twin, seed).play()
        now = game.checksum(), game.lines, game.records, game.undo_side, game.legal_actions()
        assert now == kept
    require_same_to_the_end(game.copy(), game.copy(), 3)
    twin = game.copy()
    require_same_to_the_end(game, twin, 4)


def test_a_refused_action_leaves_no_trace_in_the_record() -> None:
    game = Game.start(CASES["first_landing"], 1)
    lines = game.lines
    with pytest.raises(IllegalAction):
        game.apply(Wait())
    assert game.lines == lines
    assert game.records == 0
