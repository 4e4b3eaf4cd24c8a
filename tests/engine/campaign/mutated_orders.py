"""Packets of drawn and mutated orders: none raises, and every refusal names a rule (C13.2).

python -m tests.engine.campaign.mutated_orders --orders 100000
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from random import Random
from typing import Final

from engine.campaign.packets import CheckedOrders, check_packet
from engine.campaign.view import View
from tests.engine.campaign.build_orders import view
from tests.engine.campaign.build_random import random_campaign
from tests.engine.campaign.order_texts import draw_texts

PACKET: Final = 40
"""Orders of a packet."""
RULE: Final = re.compile(r"C\d+\.\d+\Z")


def try_packet(seed: int) -> tuple[CheckedOrders, View]:
    """Check a packet of drawn orders in a drawn campaign; return it, and what its house knows."""
    random = Random(seed)
    seen = view(random_campaign(random))
    packet = check_packet(seen, draw_texts(seen, random, PACKET))
    for refusal in packet.refusals:
        assert RULE.match(refusal.rule)
        assert str(refusal.sentence)
    return packet, seen


def main(words: Sequence[str]) -> int:
    """Run the command; an order that raises ends it with a traceback that names the seed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--orders", type=int, required=True)
    parser.add_argument("--seed", type=int, default=1)
    wishes = parser.parse_args(words)
    accepted = refused = 0
    for seed in range(wishes.seed, wishes.seed + wishes.orders // PACKET):
        try:
            packet, _ = try_packet(seed)
        except Exception as error:
            error.add_note(f"seed {seed}")
            raise
        accepted += len(packet.accepted)
        refused += len(packet.refusals)
    print(f"{accepted + refused} orders: {accepted} accepted, {refused} refused by a rule")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
