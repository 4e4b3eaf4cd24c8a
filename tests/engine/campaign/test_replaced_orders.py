"""Which orders of a packet are replaced by later ones."""

from __future__ import annotations

import pytest

from engine.campaign.replaced_orders import replaced_orders


@pytest.mark.parametrize(
    ("packet", "replaced"),
    [
        (["move a.f1 w01", "invade a.f1 w02"], {0: 1}),
        (["move a.f1 w01", "invade a.f2 w02"], {}),
        (["move a.f1 w01", "posture a.f1 evade"], {}),
        (["tax light", "tax heavy", "tax moderate"], {0: 1, 1: 2}),
        (["research 10 weapons=1", "tax light", "research 20 defence=1"], {0: 2}),
        (["posture a.f1 evade", "nonsense", "posture a.f1 hold"], {0: 2}),
        (["build w01 corvette", "build w01 corvette"], {}),
    ],
)
def test_what_sets_the_same_again_replaces_what_came_before(
    packet: list[str], replaced: dict[int, int]
) -> None:
    assert replaced_orders(packet) == replaced
