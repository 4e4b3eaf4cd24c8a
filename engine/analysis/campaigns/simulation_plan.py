"""What is simulated: how many campaigns, of which seeds, houses, turns and level."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import replace

from engine.campaign.data import load_numbers
from engine.campaign.data_files import packaged_texts
from engine.campaign.setup import CampaignSetup
from engine.campaign.setups import draw_setup, player_of, read_setup, split_player
from engine.campaign.vocabulary import PERSON
from engine.errors import MatchError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from engine.campaign.numbers import CampaignNumbers

HOUSES: Final = 4
"""Number of houses where none is named."""
_PAIR: Final = 2
"""Houses of a game of one level against another."""
BEST_LEVEL: Final = "veteran"
"""The level at which personas play where none is named: it takes what its scores say is best."""


class SimulationPlan(msgspec.Struct, frozen=True):
    """Campaigns of neighbouring seeds: the same plan gives the same campaigns.

    *levels* are dealt to the houses in the order of their ids, over and over; if *paired*, games of
    two houses set each level against the one before it, every seed twice, with sides changed.
    *setup* says who plays, instead of what the seed draws. *battles* is the share of landings that
    is fought on the board, and *data* the checksum of the data files.
    """

    games: int
    houses: int
    turns: int
    seed: int
    levels: tuple[str, ...]
    paired: bool
    check: bool
    why: bool
    battles: float
    setup: CampaignSetup | None
    data: str

    def seed_of(self, game: int) -> int:
        """Return the seed of a game, by its number from 0."""
        return self.seed + self._deal_of(game)[1]

    def setup_of(self, game: int, numbers: CampaignNumbers) -> CampaignSetup:
        """Return the setup of a game, by its number from 0."""
        levels, _, turn_of_deal = self._deal_of(game)
        seed = self.seed_of(game)
        if self.setup is not None:
            return replace(self.setup, seed=seed, turns=self.turns)
        setup = draw_setup(numbers, seed, self.houses, turns=self.turns, level=levels[0])
        houses = sorted(setup.houses, key=lambda house: house.id)
        dealt = tuple(
            replace(
                house,
                player=player_of(
                    split_player(house.player)[0],
                    levels[(place + turn_of_deal) % len(levels)],
                ),
            )
            for place, house in enumerate(houses)
        )
        return replace(setup, houses=dealt)

    def _deal_of(self, game: int) -> tuple[tuple[str, ...], int, int]:
        """Return the levels of a game, the place of its seed, and by how much they are turned.

        Every other game deals them the other way round, so that homes are shared.
        """
        if not self.paired:
            return self.levels, game, game
        pair, place = divmod(game, self.games // (len(self.levels) - 1))
        return self.levels[pair : pair + _PAIR], place // _PAIR, place % _PAIR


def make_plan(
    games: int,
    asked: Mapping[str, int | None],
    levels: tuple[str, ...] | None = None,
    setup: Path | None = None,
) -> SimulationPlan:
    """Return the plan of so many games, with all landings resolved.

    *asked* are `houses`, `turns` and `seed`; those that are missing or None are the usual ones, or
    those of the *setup* file. DataError or MatchError if it can't be played.
    """
    numbers = load_numbers()
    usual = {"houses": HOUSES, "turns": numbers.victory.turns, "seed": 0}
    given = None if setup is None else read_setup(setup, numbers)
    if given is not None:
        usual = {"houses": len(given.houses), "turns": given.turns, "seed": given.seed}
    chosen = usual | {name: value for name, value in asked.items() if value is not None}
    plan = SimulationPlan(
        games=games,
        houses=chosen["houses"],
        turns=chosen["turns"],
        seed=chosen["seed"],
        levels=(BEST_LEVEL,) if levels is None else levels,
        paired=False,
        check=False,
        why=False,
        battles=0.0,
        setup=given,
        data=data_checksum(),
    )
    _require_playable(plan, numbers)
    return plan


def make_level_plan(games: int, seed: int, turns: int | None = None) -> SimulationPlan:
    """Return the plan of so many two-house games of each level against the one below it.

    MatchError if *games* is odd: each seed is played twice.
    """
    if games % _PAIR:
        raise MatchError(f"each seed is played twice: {games} games are odd")
    levels = tuple(load_numbers().personas.levels)
    asked = {"houses": _PAIR, "turns": turns, "seed": seed}
    return replace(make_plan(games * (len(levels) - 1), asked, levels), paired=True)


def _require_playable(plan: SimulationPlan, numbers: CampaignNumbers) -> None:
    """Raise MatchError unless personas of known levels decide for all houses of a plan."""
    most = numbers.victory.most_turns
    if plan.turns > most:
        raise MatchError(f"a campaign has at most {most} turns, not {plan.turns}")
    for level in plan.levels:
        if level not in numbers.personas.levels:
            known = ", ".join(numbers.personas.levels)
            raise MatchError(f"level {level!r} does not exist; there are: {known}")
    for house in plan.setup_of(0, numbers).houses:
        if house.player == PERSON:
            raise MatchError(f"{house.id}: a simulation has no person; name a persona instead")


def data_checksum() -> str:
    """Return the checksum of all data files that campaigns are played with."""
    text = msgspec.json.encode(dict(packaged_texts()), order="deterministic")
    return hashlib.sha256(text).hexdigest()
