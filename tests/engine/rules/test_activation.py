"""What waits in a phase, and what it could do: asked of a state, which stays as it is."""

from __future__ import annotations

from engine.battle import Game, rules
from engine.battle.actions import Activate, Advance, EndPhase, Move, Wait
from engine.battle.activation import is_untouched, options_if_activated, waiting_units
from engine.battle.phase import Phase
from tests.client.battle.desk import muster

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (13, 4)), ("fleck", (13, 1))])


def test_units_that_wait_are_those_of_the_pool_and_the_untouched_one() -> None:
    game = Game.start(FAR, 7)
    pool = game.options().activate
    assert waiting_units(game.state) == pool
    game.apply(Activate(0))
    assert waiting_units(game.state) == pool
    game.apply(Move((2, 4)))
    assert waiting_units(game.state) == pool & ~1


def test_an_activation_is_untouched_until_something_was_done_in_it() -> None:
    game = Game.start(FAR, 7)
    assert not is_untouched(game.state)
    game.apply(Activate(0))
    assert is_untouched(game.state)
    while game.state.phase is not Phase.SHOOT:
        game.apply(EndPhase() if game.state.active is None else Wait())
    game.apply(Activate(0))
    game.apply(Advance())
    assert not is_untouched(game.state), "a roll was made"


def test_what_a_unit_could_do_is_what_it_may_do_once_it_is_activated() -> None:
    game = Game.start(FAR, 7)
    before = game.checksum()
    game.apply(Activate(1))
    asked = options_if_activated(game.state, 0)
    game.undo()
    assert game.checksum() == before
    game.apply(Activate(0))
    assert asked == rules.options(game.state)
