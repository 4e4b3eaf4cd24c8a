"""What each house is told of the events of a turn (C5.5, C5.6).

An event is told to those who take part in it, to those who see its world, or to all where it is
public; what else of it is hidden from a house is cut out.

Choice (C5.5): a house sees an event at a world that it sees when the turn is over, or that it lost
in the turn. Whoever watches a landing learns how it ended, not who fought it; which units of a
garrison escaped, were hit or were mustered knows its own house alone. Others see the part of a
fleet's way that leads through worlds they see. With the prestige, the deeds that changed it are
public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias, assert_never

from msgspec.structs import replace

from engine.campaign import events as e
from engine.campaign.vocabulary import PERSON

if TYPE_CHECKING:
    from engine.campaign.events import Event
    from engine.campaign.records import BattleSpec
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId, WorldId

UNKNOWN: Final = ""
"""A placeholder for a house or a fleet that the receiver of a report may not know."""

_Public: TypeAlias = (
    e.TreatyMade
    | e.PactBroken
    | e.PactEnded
    | e.WarBegan
    | e.LevelReached
    | e.PrestigeChanged
    | e.HouseEliminated
    | e.CampaignEnded
)
_Affair: TypeAlias = (
    e.OrderRefused
    | e.OrderFailed
    | e.ShipsSalvaged
    | e.UnitsLost
    | e.UnitsRecovered
    | e.ShipsLost
    | e.ShipCrippled
    | e.WreckageSalvaged
    | e.ColonyWaits
    | e.BidFailed
    | e.WorkDone
    | e.WorkCancelled
    | e.IncomeCollected
    | e.LastStandBegan
)
_Conflict: TypeAlias = (
    e.SpaceFight
    | e.Blockaded
    | e.Bombarded
    | e.Colonised
    | e.FlakFired
    | e.LandingDecided
    | e.LandingUnfought
    | e.WorldCaptured
    | e.AnchorRelit
)


def told(state: CampaignState, house: HouseId) -> list[Event]:
    """Return the events of the turn as a house is told them, in order."""
    teller = _Teller(state, house)
    heard = (teller.tell(event) for event in state.events)
    return [event for event in heard if event is not None]


def fogged_house(state: CampaignState) -> HouseId | None:
    """Return the house from whose player fog still hides something; None if there is none.

    Choice (C5.6): replays of a campaign that a person still plays tell what its house was told, and
    everything only when that is asked for, or the campaign is over.
    """
    if state.finish is not None:
        return None
    return next((one.id for one in state.setup.houses if one.player == PERSON), None)


class _Teller:
    """Tells the events of a turn to one house."""

    def __init__(self, state: CampaignState, house: HouseId) -> None:
        self.house = house
        self.own = {world.id for world in state.worlds_of(house)}
        self.lost = {
            event.world
            for event in state.events
            if isinstance(event, e.WorldCaptured) and event.loser == house
        }
        self.seen = state.seen[house] | self.lost

    def tell(self, event: Event) -> Event | None:
        """Return an event with what the house may know of it; None if that is nothing."""
        if isinstance(event, _Public):
            return event
        match event:
            case e.MessageSent():
                return event if self.house in (event.house, event.receiver) else None
            case e.FreeWorldMustered():
                return None
            case e.SpyMissionDone() | e.EffectEnded():
                return self._tell_of_spies(event)
            case e.FleetMoved() | e.FleetFled():
                return self._tell_of_fleet(event)
            case _:
                return self._tell_of_affairs(event)

    def _tell_of_affairs(self, event: _Affair | _Conflict) -> Event | None:
        """Report to a house its own affairs, and what happens at the worlds that it sees."""
        if isinstance(event, _Affair):
            return event if event.house == self.house else None
        return self._tell_of_conflict(event)

    def _tell_of_conflict(self, event: _Conflict) -> Event | None:
        match event:
            case e.SpaceFight():
                return event if self.house in event.houses or self._sees(event.world) else None
            case e.Blockaded():
                return self._tell_of_blockade(event)
            case e.Colonised() | e.LandingUnfought():
                return event if event.house == self.house or self._sees(event.world) else None
            case e.AnchorRelit():
                return event if self._sees(event.world) else None
            case e.Bombarded():
                return self._tell_of_bombardment(event)
            case e.FlakFired():
                return self._tell_of_flak(event)
            case e.LandingDecided():
                return self._tell_of_landing(event)
            case e.WorldCaptured():
                escaped = replace(event, escaped=(), refuge=None)
                return event if event.loser == self.house else escaped
            case _:
                assert_never(event)

    def _tell_of_fleet(self, event: e.FleetMoved | e.FleetFled) -> Event | None:
        if event.house == self.house:
            return event
        if isinstance(event, e.FleetFled):
            return event if self._sees(event.world) and self._sees(event.to) else None
        path = tuple(world for world in event.path if self._sees(world))
        if event.hidden or not path:
            return None
        return replace(event, path=path, stopped=event.stopped and path[-1] == event.path[-1])

    def _tell_of_spies(self, event: e.SpyMissionDone | e.EffectEnded) -> Event | None:
        """Report to the victim what was done; by whom, only when the spies were exposed (C7.5)."""
        if event.house == self.house:
            return event
        if isinstance(event, e.EffectEnded):
            return replace(event, house=UNKNOWN) if event.world in self.own else None
        if event.victim != self.house or not (event.succeeded or event.exposed):
            return None
        doer = event.house if event.exposed else UNKNOWN
        return replace(event, house=doer, roll=0, modifier=0)

    def _tell_of_blockade(self, event: e.Blockaded) -> Event | None:
        """Report to the owner alone whether its garrison starves."""
        if event.owner == self.house:
            return event
        others = event.house == self.house or self._sees(event.world)
        return replace(event, starving=False) if others else None

    def _tell_of_bombardment(self, event: e.Bombarded) -> Event | None:
        """Report an anchor that went dark to all (C5.5), the units that were hit to their house."""
        if event.owner == self.house:
            return event
        if event.house == self.house or self._sees(event.world):
            return replace(event, units=())
        if not event.darkened:
            return None
        return replace(event, fleet=UNKNOWN, rolls=(), units=(), industry=0)

    def _tell_of_flak(self, event: e.FlakFired) -> Event | None:
        if event.house == self.house or event.world in self.own | self.lost:
            return event
        return replace(event, hit=(), destroyed=()) if self._sees(event.world) else None

    def _tell_of_landing(self, event: e.LandingDecided) -> Event | None:
        if self.house in (event.spec.attacker, event.spec.defender):
            return event
        if not self._sees(event.spec.world):
            return None
        result = replace(event.result, hp={})
        return replace(event, spec=_without_units(event.spec), chance=0, result=result)

    def _sees(self, world: WorldId) -> bool:
        return world in self.seen


def _without_units(spec: BattleSpec) -> BattleSpec:
    return replace(spec, attackers=(), defenders=())
