"""Successive episodes: their scenarios, seats and opponents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle.side import Side
from engine.env.arguments import MakeOpponent, require_maker, require_repeats, require_text
from engine.env.episode import Episode
from engine.env.scenario_sampler import ScenarioSampler
from engine.errors import EnvironmentUseError
from engine.players import Player
from engine.players.registry import make_player

if TYPE_CHECKING:
    import numpy as np

BOTH: Final = "both"
"""The seat of a learner that plays both sides in turn."""
_SEEDS: Final = 2**32


class EpisodeFactory:
    """Starts episodes one after another; all draws come from the generator passed in."""

    def __init__(
        self, scenarios: str, opponent: str | MakeOpponent, seat: str, repeats: int
    ) -> None:
        """Create the factory; each drawn scenario is used for *repeats* battles.

        MatchError for a scenario or opponent that does not exist, EnvironmentUseError for an
        invalid
        seat or number of battles.
        """
        require_text(scenarios=scenarios, seat=seat)
        self._sampler: Final = ScenarioSampler(scenarios, require_repeats(repeats))
        if isinstance(opponent, str):
            make_player(opponent, Side.ONE, 0)
        else:
            require_maker(opponent)
        self._opponent: Final = opponent
        if seat != BOTH and seat not in Side.__members__:
            seats = ", ".join([*Side.__members__, BOTH])
            raise EnvironmentUseError(f"seat {seat!r} does not exist; there are: {seats}")
        self._seat: Final = seat
        self._last: Side | None = None

    def start_anew(self) -> None:
        """Forget what came before, as on a reset with a seed."""
        self._sampler.start_anew()
        self._last = None

    def begin(self, random: np.random.Generator) -> Episode:
        """Start the next episode."""
        setup = self._sampler.draw(random)
        seat = self._next_seat(random)
        seed = int(random.integers(_SEEDS))
        return Episode(setup, seed, seat, self._make_opponent(seat.other, seed))

    def _next_seat(self, random: np.random.Generator) -> Side:
        if self._seat != BOTH:
            return Side[self._seat]
        drawn = list(Side)[int(random.integers(len(Side)))]
        self._last = drawn if self._last is None else self._last.other
        return self._last

    def _make_opponent(self, side: Side, seed: int) -> Player:
        if isinstance(self._opponent, str):
            return make_player(self._opponent, side, seed)
        player = self._opponent(side, seed)
        if not (hasattr(player, "choose") and hasattr(player, "name")):
            raise EnvironmentUseError(f"opponent made {player!r}, which is no player")
        return player
