"""Writes docs/campaign-turn.md: one whole turn of a campaign that personas play, told with all
that was ordered, rolled, paid and won.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Final, get_args

from client.terminal.campaign.opponents import plan_packet
from client.terminal.campaign.overviews import fleet_rows
from client.terminal.campaign.retelling import state_rows
from client.text.campaign.campaign_names import house_name
from client.text.campaign.order_text import order_text
from client.text.campaign.report import describe, without_echoes
from client.text.format import comma_list
from engine.campaign import events as e
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.events import Event
from engine.campaign.referee import ResolvingReferee
from engine.campaign.setups import draw_setup
from engine.campaign.vocabulary import HouseId

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "campaign-turn.md"
SEED: Final = 5003
HOUSES: Final = 4
LEVEL: Final = "veteran"
LAST_TURN: Final = 35
HEAD: Final = """# A turn of a campaign

Seed {seed}, {houses} houses played by personas, turn {turn}: everything that was ordered, rolled,
paid and won, in the player's words. The rules are in [campaign.md](campaign.md); this page is
written by `python -m scripts.generate_campaign_turn`: it tells what the program does now."""
WORTH: Final[dict[type, int]] = {
    e.SpaceFight: 4, e.LandingDecided: 4, e.WorldCaptured: 2, e.Bombarded: 3, e.FlakFired: 3,
    e.SpyMissionDone: 1, e.TreatyMade: 2, e.WarBegan: 2, e.Colonised: 1, e.Blockaded: 1,
    e.WorkDone: 1, e.LevelReached: 1, e.FleetFled: 1, e.WreckageSalvaged: 1, e.UnitsRecovered: 1,
}  # fmt: skip
"""What makes a turn worth telling: each type of event once."""

_CONFLICT: Final = """\
World by world: space, sieges, colonies, bids; then the landings, then the flights. A landing that
nobody plays is drawn from the tables by its chance, so the weaker side may win it (C10.10); who
survives on the beaten side re-embarks or gets away (C10.2, C10.7)."""
PHASES: Final[tuple[tuple[str, str, tuple[type, ...]], ...]] = (
    (
        "Orders (C8, C13)",
        "Letters are taken together, by the treaties the turn began with.",
        (e.OrderRefused, e.ShipsSalvaged, e.MessageSent, e.TreatyMade, e.PactBroken),
    ),
    (
        "Movement (C4)",
        "All fleets move at once, and stop where enemies lie.",
        (e.FleetMoved,),
    ),
    (
        "Conflict (C9, C10)",
        _CONFLICT,
        (
            *(e.SpaceFight, e.WreckageSalvaged, e.Blockaded, e.Bombarded, e.Colonised),
            *(e.ColonyWaits, e.ShipsLost, e.BidFailed, e.FlakFired, e.LandingUnfought),
            *(e.LandingDecided, e.UnitsRecovered, e.UnitsLost, e.WorldCaptured, e.FleetFled),
        ),
    ),
    (
        "Espionage (C7)",
        "A D20 and its modifier against 10; a failure against a house on a 5 or less is caught.",
        (e.SpyMissionDone,),
    ),
    (
        "Income and prestige (C3, C6, C12)",
        "Deliveries, books, research, prestige, growth, timers, wars that begin, ends.",
        (
            *(e.WorkDone, e.WorkCancelled, e.OrderFailed, e.IncomeCollected, e.LevelReached),
            *(e.ShipCrippled, e.PrestigeChanged, e.AnchorRelit, e.FreeWorldMustered),
            *(e.EffectEnded, e.WarBegan, e.PactEnded, e.LastStandBegan, e.HouseEliminated),
            e.CampaignEnded,
        ),
    ),
)
assert {kind for _, _, kinds in PHASES for kind in kinds} == set(get_args(Event))


def play_turn(campaign: Campaign) -> dict[HouseId, tuple[str, ...]]:
    """Play a turn by personas, and return the packets of all houses."""
    state = campaign.state
    for house in campaign.houses:
        campaign.submit(house, plan_packet(campaign, house))
    packets = {house: campaign.packet(house) for house in campaign.houses}
    referee = ResolvingReferee(state.numbers, state.setup.seed)
    for world, spec in campaign.carry_out().items():
        campaign.conclude(world, referee(spec))
    campaign.end_turn()
    return packets


def new_campaign() -> Campaign:
    """Return the campaign of the page at its beginning."""
    numbers = load_numbers()
    return Campaign.new(numbers, draw_setup(numbers, SEED, HOUSES, level=LEVEL))


def richest_turn() -> int:
    """Return the turn in which most of what can happen did, the first one on ties."""
    campaign = new_campaign()
    best, most = 1, -1
    while campaign.finish is None and campaign.turn <= LAST_TURN:
        play_turn(campaign)
        kinds = {type(event) for event in campaign.state.events}
        worth = sum(WORTH[kind] for kind in kinds if kind in WORTH)
        if worth > most:
            best, most = campaign.turn - 1, worth
    return best


def page() -> str:
    """Return the page as the program plays the turn now."""
    turn = richest_turn()
    campaign = new_campaign()
    while campaign.turn < turn:
        play_turn(campaign)
    before = list(state_rows(campaign))
    owned = [_holdings(campaign, house) for house in campaign.houses]
    paid = len(campaign.state.ledger)
    packets = play_turn(campaign)
    events = campaign.state.events
    ledger = campaign.state.ledger[paid:]
    parts = [
        HEAD.format(seed=SEED, houses=HOUSES, turn=turn),
        "## Before the turn\n\n" + _list(before),
        "## Worlds and fleets before the turn\n\n" + "\n\n".join(owned),
        "## Packets\n\n" + "\n\n".join(_packet(house, orders) for house, orders in packets.items()),
        *(_phase(title, text, kinds, events) for title, text, kinds in PHASES),
        "## The ledger (C14.5)\n\n| house | kind | place | amount |\n|---|---|---|---|\n"
        + "\n".join(
            f"| {house_name(row.house)} | `{row.kind.value}` | {row.place} | {row.amount:+} |"
            for row in ledger
        ),
        "## After the turn\n\n" + _list(state_rows(campaign)),
    ]
    return "\n\n".join(parts) + "\n"


def _holdings(campaign: Campaign, house: HouseId) -> str:
    """Return the worlds and the fleets of a house, by which its packet names them."""
    view, budget = campaign.view(house), campaign.budget(house)
    rows = [f"worlds: {comma_list(sorted(view.worlds))}", *fleet_rows(view, budget)]
    return f"{house_name(house)}:\n\n" + _list(rows)


def _packet(house: HouseId, orders: Iterable[str]) -> str:
    lines = [order_text(order, house) for order in orders]
    return f"{house_name(house)}:\n\n```\n" + "\n".join(lines) + "\n```"


def _phase(title: str, text: str, kinds: tuple[type, ...], events: Iterable[Event]) -> str:
    told = [event for event in events if isinstance(event, kinds)]
    lines = list(_told(told)) or ["Nothing."]
    return f"## {title}\n\n{text}\n\n" + "\n".join(lines)


def _told(events: Iterable[Event]) -> Iterator[str]:
    """Yield a line for each event, with its rolls below it; equal lines once, with their number."""
    for told, lines in groupby(describe(event, None) for event in without_echoes(events)):
        times = sum(1 for _ in lines)
        yield f"- {told.sentence}" + (f" ({times} times)" if times > 1 else "")
        for row in told.details:
            yield f"  - {row}"


def _list(rows: Iterable[str]) -> str:
    return "\n".join(f"- {row}" for row in rows)


def main() -> int:
    """Write the page, or check it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing")
    arguments = parser.parse_args()
    written = page()
    if not arguments.check:
        PAGE.write_text(written, encoding="utf-8")
    elif PAGE.read_text(encoding="utf-8") != written:
        print(f"{PAGE} is stale: run python -m scripts.generate_campaign_turn")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
