"""Whole campaigns whose landings are fought on the board, and the replay of every battle of them.

    python -m tests.engine.campaign.fought_battles --battles 50

Prints a line for each campaign, and exits with 1 if a battle can't be replayed to its result.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from client.terminal.campaign.retelling import verify_battles
from engine.campaign.bridge import load_materials
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.personas import plan_for
from engine.campaign.referee import FightingReferee
from engine.campaign.setups import draw_setup
from engine.errors import SaveError

PLAYERS: Final = ("bot:tactician", "bot:tactician")
FILE: Final = "campaign.jsonl"
PATIENCE: Final = 5.0


def play(folder: Path, seed: int, turns: int) -> Path:
    """Play a campaign of four houses, all landings on the board; return its save in *folder*."""
    numbers = load_numbers()
    setup = draw_setup(numbers, seed, 4, turns=turns, level="veteran")
    campaign, path = Campaign.new(numbers, setup), folder / FILE
    campaign.save(path)
    referee = FightingReferee(load_materials(), PLAYERS, folder)
    while campaign.finish is None:
        for house in campaign.houses:
            campaign.submit(house, plan_for(campaign.view(house), setup).orders)
        for world, spec in campaign.carry_out().items():
            campaign.conclude(world, referee(spec))
        campaign.end_turn()
    campaign.close(PATIENCE)
    return path


def replay(path: Path) -> int:
    """Play a save and the battles beside it again; return how many battles there are. SaveError."""
    return sum(
        verify_battles(path, campaign)
        for campaign, line in Campaign.replay(path)
        if line is not None
    )


def main(words: Sequence[str]) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--battles", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--turns", type=int, default=35)
    wishes = parser.parse_args(words)
    battles, seed = 0, wishes.seed
    while battles < wishes.battles:
        with tempfile.TemporaryDirectory() as folder:
            path = play(Path(folder), seed, wishes.turns)
            try:
                replayed = replay(path)
            except SaveError as error:
                print(f"seed {seed}: {error}")
                return 1
        battles += replayed
        print(f"seed {seed}: {replayed} battles replayed to their results; {battles} so far")
        seed += 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
