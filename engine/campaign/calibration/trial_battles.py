"""The battles of a calibration: what came of each drawn landing (C10.10)."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

import msgspec
from msgspec import structs

from engine.campaign.bridge import load_materials
from engine.campaign.calibration.draws import draw_spec
from engine.campaign.capture import check_result
from engine.campaign.data import load_numbers
from engine.campaign.referee import FightingReferee
from engine.campaign.resolver import body_of, total_points
from engine.campaign.shares import THOUSAND
from engine.campaign.vocabulary import Mission, Winner
from engine.players.bots import packaged_bots
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.records import BattleResult, BattleSpec, Fielded

PLAYER: Final = "bot:tactician"
"""The player of both sides: the odds are those of two equal ones."""


class Fought(msgspec.Struct, frozen=True):
    """A landing that was fought; pairs are the attacker's and the defender's.

    *lost* are shares of a side's body, in thousandths.
    """

    number: int
    points: tuple[int, int]
    units: tuple[int, int]
    lost: tuple[int, int]
    won: bool
    first: bool
    """Whether the attacker went first."""
    assault: bool
    ground: str


def fight_all(numbers: Iterable[int]) -> list[Fought]:
    """Return what comes of the landings of some numbers, in any process."""
    return [fight(number) for number in numbers]


def fight(number: int) -> Fought:
    """Return what comes of the landing of a number, fought with the packaged data.

    CampaignError if its result does not carry back.
    """
    packaged = load_numbers()
    spec = draw_spec(packaged, number)
    result = FightingReferee(load_materials(), (PLAYER, PLAYER))(spec)
    check_result(spec, result)
    return sum_up(spec, result, number, packaged)


def sum_up(spec: BattleSpec, result: BattleResult, number: int, numbers: CampaignNumbers) -> Fought:
    """Return what came of a landing."""
    sides = spec.attackers, spec.defenders
    one, two = (_lost(side, result, numbers) for side in sides)
    return Fought(
        number,
        points=(total_points(spec.attackers, numbers), total_points(spec.defenders, numbers)),
        units=(len(spec.attackers), len(spec.defenders)),
        lost=(one, two),
        won=result.winner is Winner.ATTACKER,
        first=spec.attacker_first,
        assault=spec.mission is Mission.ASSAULT,
        ground=spec.ground,
    )


def _lost(units: Iterable[Fielded], result: BattleResult, numbers: CampaignNumbers) -> int:
    """Return the share of its body that a side lost, in thousandths."""
    before = after = 0
    for unit in units:
        before += body_of(unit, numbers)
        after += body_of(structs.replace(unit, hp=result.hp[unit.id]), numbers)
    return THOUSAND * (before - after) // before if before else 0


def fingerprint() -> str:
    """Return the SHA-256 of all that the battles depend on, as the packaged data are now."""
    materials, numbers = load_materials(), load_numbers()
    invasion = numbers.invasion
    parts = (
        RULES_VERSION,
        PLAYER,
        packaged_bots().weights,
        materials.generator.catalog,
        materials.generator.rules,
        materials.generator.numbers,
        materials.grounds,
        [one.ground for one in numbers.worlds.classes.values()],
        [numbers.map.small, numbers.map.large, numbers.map.capital],
        [numbers.factions[code] for code in sorted(numbers.factions)],
        [invasion.invade_rounds, invasion.assault_rounds, invasion.assault_most, invasion.pit],
        [numbers.worlds.battery.most, invasion.calibration.draws],
    )
    return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()
