"""Scripted games: campaigns that are played turn by turn through their owner, `Campaign`.

All that the houses do is in packets; every landing is resolved, and after each turn every invariant
holds and the ledger is the treasury.
"""

from __future__ import annotations

from typing import TypeVar

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.economy import full_militia
from engine.campaign.events import Event
from engine.campaign.invariants import check_state, check_turn
from engine.campaign.referee import ResolvingReferee
from engine.campaign.sight import take_sight
from engine.campaign.state import CampaignState
from tests.engine.campaign import build_orders

_E = TypeVar("_E", bound=Event)


def small_state(turn: int = 1) -> CampaignState:
    """Return the small campaign of `build_orders` as a state that can be played on."""
    state = build_orders.campaign(turn)
    state.numbers = load_numbers()
    for world in state.worlds.values():
        if world.house is not None and world.faction is not None:
            militia = full_militia(state.numbers, world.faction, world.population)
            build_orders.change_world(state, world.id, militia=militia)
    return state


class ScriptedGame:
    """A campaign with the events of all of its turns."""

    def __init__(self, state: CampaignState) -> None:
        """Start with a state in which orders can be given."""
        take_sight(state)
        check_state(state)
        self.campaign = Campaign(state)
        self.told: list[list[Event]] = []

    @property
    def state(self) -> CampaignState:
        """Return the state as the turn in progress began."""
        return self.campaign.state

    def turn(self, *orders: str, **others: tuple[str, ...]) -> None:
        """Play a turn: *orders* are of askerry, *others* of houses by name; none is refused."""
        campaign, before = self.campaign, self.state
        for house, packet in {build_orders.ME: orders, **others}.items():
            if house in campaign.houses:
                refused = [(one.order, one.rule) for one in campaign.submit(house, packet)]
                assert refused == []
        referee = ResolvingReferee(before.numbers, before.setup.seed)
        for world, spec in campaign.carry_out().items():
            campaign.conclude(world, referee(spec))
        campaign.end_turn()
        check_turn(before, campaign.state)
        check_state(campaign.state)
        self.told.append(list(campaign.state.events))

    def turns(self, number: int) -> None:
        """Play turns in which nobody gives orders."""
        for _ in range(number):
            self.turn()

    def refusal(self, text: str, *first: str, house: str = build_orders.ME) -> str | None:
        """Return the rule that refuses an order after *first*, which are legal; None if legal."""
        refusals = self.campaign.submit(house, [*first, text])
        self.campaign.submit(house, [])
        assert len(refusals) <= 1
        return refusals[0].rule if refusals else None

    def events(self, kind: type[_E]) -> list[_E]:
        """Return the events of a kind of the last turn."""
        return [event for event in self.told[-1] if isinstance(event, kind)]

    def events_of_game(self, kind: type[_E]) -> list[tuple[int, _E]]:
        """Return the events of a kind of all turns, with the place of the turn in the game."""
        return [
            (place, event)
            for place, events in enumerate(self.told)
            for event in events
            if isinstance(event, kind)
        ]
