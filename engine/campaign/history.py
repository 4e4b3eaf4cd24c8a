"""What happened in a whole campaign: where all houses stood turn by turn, the landings, and who
fought in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from engine.campaign.campaign import Campaign
from engine.campaign.events import LandingDecided
from engine.campaign.fleets import points_of
from engine.campaign.prestige import lit_anchors_of
from engine.campaign.records import BattleResult, BattleSpec
from engine.campaign.replay import replay_turns
from engine.campaign.save import CampaignSave, header_of
from engine.campaign.vocabulary import HouseId, UnitId, WorldId

if TYPE_CHECKING:
    from engine.campaign.records import Unit
    from engine.campaign.state import CampaignState


class HouseStanding(msgspec.Struct, frozen=True):
    """Where a house stands: *landing_force* are the points of all units aboard its fleets."""

    prestige: int
    treasury: int
    worlds: int
    lit: int
    landing_force: int


class PastTurn(msgspec.Struct, frozen=True):
    """Where all houses stood when a turn was over; 0 is before the first."""

    turn: int
    houses: dict[HouseId, HouseStanding]


class PastLanding(msgspec.Struct, frozen=True):
    """A landing that was decided."""

    spec: BattleSpec
    result: BattleResult


class UnitRecord(msgspec.Struct, frozen=True):
    """A unit that fought in landings: *battles* are those it took part in.

    *fallen* is the last of them if it did not come out of that one, None else.
    """

    id: UnitId
    code: str
    battles: int
    veterancy: int
    fallen: tuple[int, WorldId] | None


class History(msgspec.Struct, frozen=True):
    """A whole campaign, as far as it was played."""

    turns: tuple[PastTurn, ...]
    landings: tuple[PastLanding, ...]

    def landings_of(self, house: HouseId) -> list[PastLanding]:
        """Return the landings that a house took part in, in order."""
        return [one for one in self.landings if house in {one.spec.attacker, one.spec.defender}]


def standings_of(state: CampaignState) -> dict[HouseId, HouseStanding]:
    """Return where all houses stand, in the order of their ids."""
    return {name: _standing_of(state, name) for name in sorted(state.houses)}


def _standing_of(state: CampaignState, name: HouseId) -> HouseStanding:
    aboard = [unit for fleet in state.fleets_of(name) for unit in fleet.units]
    return HouseStanding(
        prestige=state.houses[name].prestige,
        treasury=state.houses[name].treasury,
        worlds=len(state.worlds_of(name)),
        lit=lit_anchors_of(state, name),
        landing_force=sum(points_of(unit, state.numbers) for unit in aboard),
    )


def history_of(campaign: Campaign) -> History:
    """Return what happened in a campaign so far, by playing its turns again."""
    again = Campaign.new(campaign.state.numbers, campaign.state.setup)
    header = header_of(campaign.state.setup, {})
    turns = [PastTurn(0, standings_of(again.state))]
    landings: list[PastLanding] = []
    for line in replay_turns(again, CampaignSave("", header, campaign.turns, None)):
        turns.append(PastTurn(line.turn, standings_of(again.state)))
        landings += [
            PastLanding(event.spec, event.result)
            for event in again.state.events
            if isinstance(event, LandingDecided)
        ]
    return History(tuple(turns), tuple(landings))


def notable_units(history: History, state: CampaignState, house: HouseId) -> list[UnitRecord]:
    """Return the units of a house that took part in landings: those in most of them first, then
    the living, then by id.
    """
    living = {unit.id: unit for unit in _units_of(state, house)}
    codes: dict[UnitId, str] = {}
    battles: dict[UnitId, list[BattleSpec]] = {}
    for spec in (past.spec for past in history.landings_of(house)):
        for unit in spec.attackers if spec.attacker == house else spec.defenders:
            if unit.id.startswith(f"{house}."):  # neither militia nor gun pits, which have no name
                codes[unit.id] = unit.code
                battles.setdefault(unit.id, []).append(spec)
    units = []
    for name, fought in battles.items():
        alive = living[name] if name in living else None
        fallen = None if alive is not None else (fought[-1].turn, fought[-1].world)
        veterancy = 0 if alive is None else alive.veterancy
        units.append(UnitRecord(name, codes[name], len(fought), veterancy, fallen))
    return sorted(units, key=lambda one: (-one.battles, one.fallen is not None, one.id))


def _units_of(state: CampaignState, house: HouseId) -> list[Unit]:
    garrisons = [unit for world in state.worlds_of(house) for unit in world.garrison]
    return garrisons + [unit for fleet in state.fleets_of(house) for unit in fleet.units]
