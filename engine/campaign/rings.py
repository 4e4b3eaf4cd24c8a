"""The hexes of a map: rings around a hub in axial coordinates, and the half turn (C2.1, C2.2).

>>> hexes(1)
[(0, 0), (1, 0), (0, 1), (-1, 1), (-1, 0), (0, -1), (1, -1)]
>>> world_id(7), ring_of((2, -3)), image_of((2, -3))
('w07', 3, (-2, 3))
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from engine.campaign.vocabulary import WorldId

Axial: TypeAlias = tuple[int, int]
"""A hex in axial coordinates (q, r); the hub is (0, 0)."""

HUB: Final[Axial] = (0, 0)
STEPS: Final[tuple[Axial, ...]] = ((-1, 1), (-1, 0), (0, -1), (1, -1), (1, 0), (0, 1))
"""The steps from a hex to those adjacent, in the order in which a ring runs along them."""
SIDES: Final = len(STEPS)
_HALF: Final = SIDES // 2


def hexes(rings: int) -> list[Axial]:
    """Return the hexes within so many rings of the hub, ring by ring from each east corner."""
    found = [HUB]
    for ring in range(1, rings + 1):
        q, r = ring, 0
        for step_q, step_r in STEPS:
            for _ in range(ring):
                found.append((q, r))
                q, r = q + step_q, r + step_r
    return found


def world_id(number: int) -> WorldId:
    """Return the id of a world by its place in the list of hexes."""
    return f"w{number:02}"


def ring_of(place: Axial) -> int:
    """Return the ring of a hex: its distance from the hub."""
    q, r = place
    return max(abs(q), abs(r), abs(q + r))


def adjacent(place: Axial) -> list[Axial]:
    """Return the six hexes adjacent to one."""
    q, r = place
    return [(q + step_q, r + step_r) for step_q, step_r in STEPS]


def image_of(place: Axial) -> Axial:
    """Return the hex that the half turn takes a hex to."""
    return -place[0], -place[1]


def half_turn_of(place: int, rings: int) -> int:
    """Return the place on the outer ring that the half turn takes a place on it to."""
    return (place + _HALF * rings) % (SIDES * rings)


def has_images(houses: int) -> bool:
    """Whether a map for a number of houses is its own image under the half turn (C2.2)."""
    return houses % 2 == 0
