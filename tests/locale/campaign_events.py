"""Events of a campaign of every type, with every code and value that they can have."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from engine.campaign import events as e
from engine.campaign.events import Event, Volley
from engine.campaign.records import Finish, Ship, Unit, WorkOrder
from engine.campaign.vocabulary import (
    Condition,
    Ending,
    Field,
    Message,
    Mission,
    Spying,
    Winner,
    Work,
)
from tests.engine.campaign.build_events import (
    events_at,
    fight,
    landing,
    own_affairs,
    public_events,
)
from tests.locale.campaign_codes import SHIPS_LOST, TIMED, UNITS_LOST, deeds

ME, FOE = "askerry", "merrowby"
UNIT = Unit("askerry.m1", "fleck", 1)
SHIP = Ship("askerry.s1", "scout")
FAILURE = "campaign.failure.outbid"
WAYLESS = "campaign.refusal.no-way"


def campaign_events() -> list[Event]:
    """Return them all; those of `build_events` with codes of the rules in place of stand-ins."""
    built = [*own_affairs(ME), *public_events(), *events_at("w01", ME, FOE)]
    coded = [
        replace(one, code=FAILURE) if isinstance(one, e.ColonyWaits | e.BidFailed) else one
        for one in built
    ]
    return [*coded, *_orders(), *_conflict(), *_income()]


def _orders() -> Iterator[Event]:
    yield e.OrderFailed(ME, "invade askerry.f2 w07", "C4.4", WAYLESS)
    yield e.OrderFailed(ME, "repair w07 askerry.s1", "C3.8", "campaign.failure.nothing-to-repair")
    yield e.OrderRefused(ME, "no order\x1b[31m", "C13.1", "campaign.refusal.unknown-verb")
    for kind in Message:
        yield e.MessageSent(ME, kind, FOE)
    yield e.TreatyMade(Message.PEACE, (ME, FOE))
    yield e.WarBegan((ME, FOE), ())
    yield e.FleetMoved(ME, "askerry.f1", ("w01", "w02"), stopped=False, hidden=False)
    yield e.FleetFled(ME, "askerry.f1", "w01", "w02")


def _conflict() -> Iterator[Event]:
    rolled = Volley((7, 0), (1, 0), (12, 9), (6, 2))
    lost = replace(fight("w01", ME, FOE), volleys=(rolled,), lost=((SHIP,), ()), left=(True, False))
    yield lost
    yield replace(lost, starbase=Condition.CRIPPLED, batteries=2, keeper=1)
    yield replace(lost, starbase_lost=True, houses=(ME, None))
    for code in UNITS_LOST:
        for units in ((UNIT,), (UNIT, UNIT)):
            yield e.UnitsLost(ME, "w01", units, code)
    for code in SHIPS_LOST:
        yield e.ShipsLost(ME, "askerry.f1", (SHIP,), code)
    yield e.Blockaded(ME, "w01", None, 1, starving=False)
    yield e.Bombarded(ME, "", "w01", FOE, (), (), 0, True)
    for mission in (Mission.INVADE, Mission.ASSAULT):
        yield e.BidFailed(ME, "askerry.f1", "w01", mission, "C10.8", "campaign.failure.cooldown")
    won = landing("w01", ME, None)
    yield replace(won, result=replace(won.result, winner=Winner.DEFENDER))
    yield e.WorldCaptured(ME, FOE, "w01", 0, True, (UNIT,), "w02")
    yield e.WorldCaptured(ME, None, "w01", 2, False, (), None)


def _income() -> Iterator[Event]:
    for kind in Spying:
        target = FOE if kind is Spying.STEAL else "w01"
        done = e.SpyMissionDone(ME, kind, target, FOE, 12, 3, True, False, 4)
        yield done
        yield replace(done, succeeded=False)
        yield replace(done, succeeded=False, exposed=True, house="")
        yield replace(done, succeeded=False, roll=0)
    for kind in TIMED:
        yield e.EffectEnded(ME, kind, "w01")
    for work, thing in (
        (Work.BUILD, "cruiser"), (Work.BUILD, "industry"), (Work.MUSTER, "fleck"),
        (Work.REPAIR, "askerry.s1"), (Work.REPAIR, "starbase"),
    ):  # fmt: skip
        yield e.WorkDone(ME, "w01", WorkOrder(work, thing, 20))
        yield e.WorkCancelled(ME, "w01", WorkOrder(work, thing, 20), 10)
    yield e.IncomeCollected(ME, 1, 2, 3, 4, 5, 0)
    for field in Field:
        yield e.LevelReached(ME, field, 1)
    for deed in sorted(deeds()):
        yield e.PrestigeChanged(ME, deed, -1)
    yield e.FreeWorldMustered("w01", (UNIT,))
    for ending in Ending:
        yield e.CampaignEnded(Finish(ending, ME, 35), (Ending.RECKONING,))
    yield e.CampaignEnded(Finish(Ending.LAST_HOUSE, None, 35), ())
