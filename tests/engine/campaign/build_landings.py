"""Landings for tests of the board: specs of given armies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from engine.campaign.data import load_numbers
from engine.campaign.records import BattleSpec, Fielded
from engine.campaign.vocabulary import Mission

if TYPE_CHECKING:
    from collections.abc import Iterable


def fielded(name: str, codes: Iterable[str], hp: int | None = None) -> tuple[Fielded, ...]:
    """Return units of some kinds; all of them with *hp* hit points, or whole."""
    kinds = load_numbers().units
    return tuple(
        Fielded(f"{name}{number}", code, kinds[code].hp_max if hp is None else hp)
        for number, code in enumerate(codes)
    )


def landing(
    attackers: Iterable[str] = ("linesman", "marshal", "sapper"),
    defenders: Iterable[str] = ("picker", "marshal"),
    pits: int = 0,
    hp: int | None = None,
    **changes: object,
) -> BattleSpec:
    """Return the spec of a landing on a small heath; *hp* are those of the attackers."""
    spec = BattleSpec(
        version=1,
        turn=4,
        world="w07",
        mission=Mission.ASSAULT if pits else Mission.INVADE,
        attacker="askerry",
        defender="tolvane",
        ground="heath",
        columns=21,
        rows=17,
        anchors=3,
        lit=3,
        board=11,
        deploy=12,
        dice=13,
        rounds=5,
        attacker_first=True,
        attackers=fielded("askerry.m", attackers, hp),
        defenders=fielded("pit", ["gun_pit"] * pits) + fielded("tolvane.m", defenders),
    )
    return replace(spec, **changes)
