"""Long campaigns of random legal orders with every invariant after each turn, and the same
campaigns with everything listed in another order (C14.3, C14.4, C14.6).

    python -m tests.engine.campaign.long_play --seeds 20
    python -m tests.engine.campaign.long_play --setups 200

Prints a line of JSON for each campaign, and exits with 1 if one breaks a rule or differs.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.founding import found
from engine.campaign.invariants import InvariantBroken
from engine.campaign.randomness import dice
from engine.campaign.setup import CampaignSetup
from tests.engine.campaign.random_play import play_checked, play_turn, random_setup

SIZES = (2, 3, 4, 6)
TURNS = 100
PERMUTED_TURNS = 25


def permuted(setup: CampaignSetup, number: int = 0) -> CampaignSetup:
    """Return a setup with its houses in another order, each with the same home."""
    source = dice(setup.seed, "permuted", number)
    houses = setup.houses
    while houses == setup.houses:
        houses = tuple(source.shuffled(setup.houses))
    return replace(setup, houses=houses)


def permuted_campaign(setup: CampaignSetup) -> Campaign:
    """Return the campaign of a setup with all tables of its state in another order."""
    state = found(load_numbers(), permuted(setup)).fork()
    for name in ("houses", "worlds", "fleets", "treaties", "sightings", "seen"):
        table = getattr(state, name)
        setattr(state, name, dict(reversed(table.items())))
    return Campaign(state)


def difference(setup: CampaignSetup, turns: int) -> str | None:
    """Return where a campaign differs from the permuted one; None if nowhere."""
    one, other = Campaign.new(load_numbers(), setup), permuted_campaign(setup)
    while True:
        if one.checksum != other.checksum:
            return f"the state of turn {one.turn}"
        if one.state.events != other.state.events:
            return f"the events before turn {one.turn}"
        if one.finish is not None or one.turn > turns:
            return None
        play_turn(one)
        play_turn(other, backwards=True)
        if one.turns[-1] != other.turns[-1]:
            return f"the packets and landings of turn {one.turn - 1}"


def play_seeds(first: int, seeds: int, sizes: Sequence[int], turns: int) -> Iterator[dict]:
    for seed in range(first, first + seeds):
        for houses in sizes:
            line = {"seed": seed, "houses": houses}
            try:
                campaign, seen = play_checked(random_setup(seed, houses, turns))
            except InvariantBroken as error:
                yield {**line, "broken": str(error)}
                continue
            assert campaign.finish is not None
            yield {
                **line,
                "turns": campaign.finish.turn,
                "ending": campaign.finish.ending.value,
                "checksum": campaign.checksum,
                "events": dict(sorted(seen.items())),
            }


def compare_setups(first: int, setups: int, sizes: Sequence[int], turns: int) -> Iterator[dict]:
    for seed in range(first, first + setups):
        houses = sizes[seed % len(sizes)]
        where = difference(random_setup(seed, houses, turns), turns)
        line = {"seed": seed, "houses": houses, "turns": turns}
        yield line if where is None else {**line, "broken": f"{where} differs"}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--seeds", type=int, help="seeds that are played with every invariant")
    what.add_argument("--setups", type=int, help="setups whose houses are permuted")
    parser.add_argument("--first", type=int, default=1, help="the first seed")
    parser.add_argument("--houses", type=int, nargs="+", default=SIZES)
    parser.add_argument("--turns", type=int)
    given = parser.parse_args(arguments)
    if given.seeds is not None:
        lines = play_seeds(given.first, given.seeds, given.houses, given.turns or TURNS)
    else:
        turns = given.turns or PERMUTED_TURNS
        lines = compare_setups(given.first, given.setups, given.houses, turns)
    events = Counter[str]()
    played = broken = 0
    for line in lines:
        print(json.dumps(line), flush=True)
        played += 1
        broken += "broken" in line
        events.update(line["events"] if "events" in line else {})
    print(json.dumps({"played": played, "broken": broken, "events": dict(sorted(events.items()))}))
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
