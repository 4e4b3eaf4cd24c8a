"""What is worked out from a board or a setup is kept with it, bounded, and goes with it."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from engine import limits
from engine.battle import rules, turn
from engine.battle.battlefield import Battlefield
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.dice import SeededDice
from engine.encoding.codec import Decision
from engine.object_cache import Memory, remember
from engine.players.model import codec_of
from engine.players.registry import make_player


class Owner:
    def __init__(self) -> None:
        self.memory: Memory = {}
        self.asked: list[int] = []


@remember(3)
def double(owner: Owner, number: int) -> int:
    """Return twice the number."""
    owner.asked.append(number)
    return 2 * number


def test_a_value_is_worked_out_once_for_each_owner() -> None:
    one, other = Owner(), Owner()
    assert [double(one, 4), double(one, 4), double(other, 4)] == [8, 8, 8]
    assert (one.asked, other.asked) == ([4], [4])


def test_no_more_values_are_kept_than_allowed() -> None:
    owner = Owner()
    for number in range(100):
        assert double(owner, number) == 2 * number
        assert sum(len(values) for values in owner.memory.values()) <= 3


def test_a_function_that_remembers_keeps_its_name() -> None:
    assert (double.__name__, double.__doc__) == ("double", "Return twice the number.")


def test_an_error_is_not_remembered() -> None:
    tried = []

    @remember(3)
    def fail(_: Owner) -> None:
        tried.append(1)
        raise KeyError("no value")

    owner = Owner()
    for _ in range(2):
        with pytest.raises(KeyError, match="no value"):
            fail(owner)
    assert len(tried) == 2


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Switch the garbage collector off, so that a circle of references is noticed."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def play_some(setup: Setup) -> None:
    """Play with everybody who remembers: a bot that weighs, and an encoding."""
    codec, dice = codec_of("rows"), SeededDice(3)
    state, _ = turn.start(setup)
    player = make_player("bot:tactician", Side.ONE, 1)
    for _ in range(40):
        if isinstance(asked := codec.ask(state), Decision):
            assert asked.mask.any()
        action = player.choose(state, rules.legal_actions(state))
        state, _ = rules.apply(state, action, dice)


@pytest.mark.usefixtures("no_collector")
def test_boards_and_setups_go_with_the_battles_on_them() -> None:
    alive: list[weakref.ref[Setup | Battlefield]] = []
    for number in range(1, 8):
        setup = Setup(load_scenario(f"random:{number}"))
        play_some(setup)
        assert setup.memory
        assert setup.field.memory
        alive += [weakref.ref(setup), weakref.ref(setup.field)]
        del setup
    kept = [one() for one in alive]
    assert not any(isinstance(one, Setup) for one in kept)
    # The boards of the last few battles stay for battles to come, and one is measured out.
    fields = sum(one is not None for one in kept)
    assert fields <= limits.SETUPS_KEPT + limits.DISTANCES_KEPT
