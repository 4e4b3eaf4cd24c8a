"""Counting what happens in a campaign, turn by turn."""

from __future__ import annotations

import statistics
from collections import Counter
from typing import TYPE_CHECKING

from engine.analysis.campaigns.game_record import (
    CaptureRecord,
    GameRecord,
    HouseRecord,
    LandingRecord,
)
from engine.analysis.campaigns.known_keys import SHIP
from engine.campaign import events as e
from engine.campaign.checksum import checksum_of
from engine.campaign.orders import Diplomacy, SpyMission
from engine.campaign.prestige import lit_anchors_of
from engine.campaign.resolver import total_points
from engine.campaign.setups import split_player
from engine.validation import require_present

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from engine.campaign.events import Event
    from engine.campaign.packets import CheckedOrders
    from engine.campaign.personas import Wish
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.state import CampaignState

_DIGITS = 3


class Counting:
    """The counts of one campaign; with *why*, of the wishes that could not be followed as well."""

    def __init__(self, setup: CampaignSetup, *, why: bool) -> None:
        """Start before the first turn."""
        self._setup = setup
        self._why = why
        names = [house.id for house in setup.houses]
        self._prestige: dict[str, list[int]] = {name: [] for name in names}
        self._worlds: dict[str, list[int]] = {name: [] for name in names}
        self._orders: Counter[str] = Counter()
        self._counts: dict[str, Counter[str]] = {
            kind: Counter()
            for kind in (
                "verbs",
                "messages",
                "spy_missions",
                "effects",
                "things",
                "events",
                "deeds",
            )
        }
        self._refusals: Counter[str] = Counter()
        self._reasons: Counter[str] = Counter()
        self._idle: list[float] = []
        self._leaders: list[str] = []
        self._landings: list[LandingRecord] = []
        self._captures: list[CaptureRecord] = []
        self._times: list[float] = []

    def count_wishes(self, wishes: Iterable[Wish]) -> None:
        """Count the wishes that a persona could not follow."""
        if self._why:
            self._reasons.update(
                " ".join(part for part in (one.step, one.verb, one.rule, one.code) if part)
                for one in wishes
            )

    def count(
        self,
        before: CampaignState,
        state: CampaignState,
        packets: Mapping[str, CheckedOrders],
        milliseconds: float,
    ) -> None:
        """Count a turn that is over."""
        self._times.append(round(milliseconds, _DIGITS))
        for house, packet in packets.items():
            self._count_packet(house, packet)
        incomes = {}
        for event in state.events:
            self._count_event(event, before)
            if isinstance(event, e.IncomeCollected):
                incomes[event.house] = event.yields - event.overhead + event.pacts
        for house, packet in packets.items():
            if incomes.get(house):
                self._idle.append(packet.budget.house.treasury / incomes[house])
        for name, house_record in state.houses.items():
            self._prestige[name].append(house_record.prestige)
            self._worlds[name].append(len(state.worlds_of(name)))
        if state.ranks:
            self._leaders.append(state.ranks[0])

    def _count_packet(self, house: str, packet: CheckedOrders) -> None:
        self._orders[house] += len(packet.accepted)
        for order in packet.accepted:
            self._counts["verbs"][order.to_text().partition(" ")[0]] += 1
            if isinstance(order, Diplomacy):
                self._counts["messages"][order.kind.value] += 1
            elif isinstance(order, SpyMission):
                self._counts["spy_missions"][order.kind.value] += 1
        for refusal in packet.refusals:
            self._refusals[f"{refusal.rule} {refusal.sentence.code}"] += 1

    def _count_event(self, event: Event, before: CampaignState) -> None:
        self._counts["events"][type(event).__name__] += 1
        self._counts["deeds"].update(_deeds(event))
        match event:
            case e.WorkDone():
                self._counts["things"][f"{event.order.work.value} {_thing(event)}"] += 1
            case e.SpyMissionDone(succeeded=True):
                self._counts["effects"][event.kind.value] += 1
            case e.LandingDecided():
                self._landings.append(_landing(event, before))
            case e.WorldCaptured():
                loser = event.loser
                home = loser is not None and before.houses[loser].home == event.world
                self._captures.append(
                    CaptureRecord(before.turn, event.world, event.house, loser, home, event.fought)
                )
            case _:
                pass

    def record(self, game: int, state: CampaignState) -> GameRecord:
        """Return the record of the campaign, which is over."""
        finish = require_present(state.finish, "the end of a campaign that is over")
        return GameRecord(
            game=game,
            seed=self._setup.seed,
            houses=tuple(self._houses(state)),
            winner=finish.winner,
            ending=finish.ending.value,
            turns=finish.turn,
            checksum=checksum_of(state),
            leaders=tuple(self._leaders),
            idle=round(statistics.median(self._idle), _DIGITS) if self._idle else 0.0,
            landings=tuple(self._landings),
            captures=tuple(self._captures),
            counts={kind: dict(sorted(found.items())) for kind, found in self._counts.items()},
            refusals=dict(sorted(self._refusals.items())),
            reasons=dict(sorted(self._reasons.items())),
            milliseconds=tuple(self._times),
        )

    def _houses(self, state: CampaignState) -> Iterator[HouseRecord]:
        for house in sorted(self._setup.houses, key=lambda one: one.id):
            persona, level = split_player(house.player)
            own = [one for one in self._landings if house.id in {one.attacker, one.defender}]
            first = [one.turn for one in own if one.attacker == house.id]
            yield HouseRecord(
                id=house.id,
                faction=house.faction,
                persona=persona,
                level=level,
                home=house.home,
                prestige=tuple(self._prestige[house.id]),
                worlds=tuple(self._worlds[house.id]),
                anchors=lit_anchors_of(state, house.id),
                landings=len(own),
                first_landing=min(first, default=None),
                eliminated=state.houses[house.id].eliminated,
                orders=self._orders[house.id],
            )


def _thing(event: e.WorkDone) -> str:
    """Return what was done; ships that were repaired have ids, which nobody counts."""
    return SHIP if "." in event.order.thing else event.order.thing


def _landing(event: e.LandingDecided, before: CampaignState) -> LandingRecord:
    spec, numbers = event.spec, before.numbers
    return LandingRecord(
        turn=spec.turn,
        world=spec.world,
        mission=spec.mission.value,
        attacker=spec.attacker,
        defender=spec.defender,
        attack=total_points(spec.attackers, numbers),
        defence=total_points(spec.defenders, numbers),
        chance=event.chance,
        winner=event.result.winner.value,
        conclusion=event.result.conclusion.value,
    )


def _deeds(event: Event) -> Iterator[str]:
    """Yield what the balance asks for of an event."""
    match event:
        case e.SpaceFight():
            yield "space_fight"
            if event.starbase is not None or event.starbase_lost:
                yield "starbase_hit"
        case e.TreatyMade():
            yield event.kind.value
        case e.PactBroken():
            yield "pact_broken"
        case e.WarBegan():
            yield "war"
        case e.Bombarded(darkened=True):
            yield "dark_anchor"
        case e.WreckageSalvaged():
            yield "wreckage"
        case e.SpyMissionDone(exposed=True):
            yield "exposed"
        case e.HouseEliminated():
            yield "eliminated"
        case e.IncomeCollected() if event.shortfall:
            yield "shortfall"
        case e.LastStandBegan():
            yield "last_stand"
        case e.BidFailed() | e.OrderFailed():
            yield f"failed {event.rule}"
        case _:
            pass
