"""Pictures the drawing tests share: one board with everything on it."""

from __future__ import annotations

import itertools

from client.draw import geometry
from client.draw.board.effects import (
    Capture,
    Debris,
    Effect,
    FloatingText,
    Impact,
    Puff,
    RollingDie,
    ShieldRing,
    Slash,
    Tracer,
)
from client.draw.board.picture import (
    Aim,
    Badge,
    BoardPicture,
    Glow,
    GlowPicture,
    Mark,
    ObjectivePicture,
    OddsLabel,
    PathPicture,
    ThreatPicture,
    UnitPicture,
)
from client.draw.geometry import Hex
from client.draw.ui.theme import Team

TERRAIN = (
    "..##..~~.%",
    ".##..~..%%",
    "....%...%.",
    "~...#.....",
    "~~..#..%..",
    "......%%..",
    "..%..~....",
    ".......##.",
)
MIDDLE: Hex = (5, 4)


def flower(at: Hex) -> tuple[Hex, ...]:
    return (at, *(geometry.across(at, edge) for edge in range(6)))


def unit(number: int, code: str, team: Team, at: Hex, **marks: object) -> UnitPicture:
    return UnitPicture(number, code, team, geometry.centre(at), 3, 4, **marks)  # type: ignore[arg-type]  # marks differ


def units() -> tuple[UnitPicture, ...]:
    return (
        unit(0, "linesman", Team.ONE, (1, 3), selected=True, mark=Mark.READY),
        unit(
            1,
            "loom",
            Team.TWO,
            (6, 2),
            aim=Aim.CHOSEN,
            label=OddsLabel("skull", "45%", "−1.5"),
            expected=1.5,
        ),
        unit(2, "no_such_picture", Team.ONE, (2, 5), mark=Mark.DONE, badge=Badge("5")),
        unit(3, "x", Team.TWO, (8, 6), aim=Aim.LEGAL, badge=Badge("2+1", reached=False)),
        unit(4, "fleck", Team.TWO, (7, 5), size=0.8, opacity=0.5, flash=1.0),
    )


def effects(progress: float) -> tuple[Effect, ...]:
    here, there = geometry.centre((2, 2)), geometry.centre(MIDDLE)
    return (
        Tracer(here, there, progress),
        Impact(there, progress),
        Puff(here, progress),
        ShieldRing(here, progress),
        FloatingText(there, "-2", progress),
        FloatingText(here, "saved", progress, bad=False),
        Debris(there, Team.TWO, progress),
        Capture(flower(MIDDLE), Team.ONE, progress),
        RollingDie(here, ("1", "6", "4"), reached=False, progress=progress),
        Slash(here, there, progress),
    )


def everything(progress: float = 0.5) -> BoardPicture:
    hexes = list(itertools.product(range(10), range(8)))
    glows = tuple(GlowPicture(kind, frozenset(hexes[i::5])) for i, kind in enumerate(Glow))
    return BoardPicture(
        TERRAIN,
        objectives=(
            ObjectivePicture("A", flower(MIDDLE), None),
            ObjectivePicture("B", ((1, 3),), Team.ONE),
            ObjectivePicture("C", ((8, 6), (8, 5)), Team.TWO),
        ),
        glows=glows,
        threat=tuple(ThreatPicture((i, 0), i, str(i)) for i in range(5)),
        units=units(),
        path=PathPicture(((1, 3), (2, 3), (3, 3)), "2/5"),
        aim_line=(geometry.centre((1, 3)), geometry.centre((6, 2))),
        hovered=(3, 3),
        effects=effects(progress),
    )
