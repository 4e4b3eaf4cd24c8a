"""The bridge between landings and the board: a spec becomes a scenario, a finished battle a result
(C10.4, C10.6).

Choice: the dice of a battle take the part of the spec's seed that fits into a save.
"""

from __future__ import annotations

import functools
import hashlib
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from engine import limits
from engine.battle import generator
from engine.battle.generator import GroundKind, Stage
from engine.battle.scenario import check_scenario
from engine.battle.scenario_files import (
    GROUNDS_PLACE,
    load_rules,
    read_generator,
    read_grounds,
)
from engine.battle.side import Side
from engine.campaign.records import BattleResult
from engine.campaign.vocabulary import Winner
from engine.data.datafiles import GENERATOR_FILE, packaged_data
from engine.data.factions import load_catalog
from engine.data.works import add_works, load_works
from engine.errors import CampaignError
from engine.sentences import Sentence
from engine.validation import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from importlib.resources.abc import Traversable

    from engine.battle.scenario import Scenario
    from engine.battle.state import BattleState
    from engine.campaign.records import BattleSpec
    from engine.campaign.vocabulary import Conclusion

ATTACKER: Side = Side.ONE
DEFENDER: Side = Side.TWO


class Materials(NamedTuple):
    """All that the boards of landings are made of: the generator's materials, with the works in
    the catalogue, and the kinds of ground by code.
    """

    generator: generator.Materials
    grounds: dict[str, GroundKind]


def load_materials(root: Traversable | None = None) -> Materials:
    """Return the materials of a data root; without one the packaged ones, read at the first call.

    DataError lists the problems of the files.
    """
    return _packaged_materials() if root is None else _load(root)


@functools.cache
def _packaged_materials() -> Materials:
    return _load(packaged_data())


def _load(root: Traversable) -> Materials:
    rules = load_rules(root)
    numbers = read_generator(root.joinpath(GENERATOR_FILE), rules)
    catalog = add_works(load_catalog(root), load_works(root))
    grounds = read_grounds(root.joinpath(*GROUNDS_PLACE.split("/")))
    return Materials(generator.Materials(catalog, rules, numbers), grounds)


def scenario_from(spec: BattleSpec, materials: Materials) -> Scenario:
    """Return the scenario of a landing: the attacker is ONE and the defender TWO (C10.4).

    Its units are the attackers and then the defenders, in the order of the spec. DataError if no
    battle can be made of them.
    """
    staged = generator.stage(
        materials.generator,
        Stage(
            seed=spec.board,
            ground=materials.grounds[spec.ground],
            columns=spec.columns,
            rows=spec.rows,
            anchors=spec.anchors,
            lit=spec.lit,
            deploy_seed=spec.deploy,
        ),
        (
            tuple(unit.code for unit in spec.attackers),
            tuple(unit.code for unit in spec.defenders),
        ),
        ATTACKER if spec.attacker_first else DEFENDER,
        spec.rounds,
    )
    fielded = (*spec.attackers, *spec.defenders)
    units = tuple(
        placed if unit.hp == staged.profiles[unit.code].hp_max else replace(placed, hp=unit.hp)
        for placed, unit in zip(staged.units, fielded, strict=True)
    )
    scenario = replace(staged, units=units)
    findings = Findings(scenario.name)
    check_scenario(scenario, findings)
    findings.raise_if_any()
    return scenario


def battle_seed(spec: BattleSpec) -> int:
    """Return the seed of the dice of a landing's battle."""
    return spec.dice % (limits.SEED + 1)


def record_checksum(lines: Iterable[str]) -> str:
    """Return the checksum of a battle's record: the SHA-256 of the file that its lines make."""
    return hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()


def result_from(
    spec: BattleSpec, state: BattleState, conclusion: Conclusion, checksum: str
) -> BattleResult:
    """Return what comes back from a battle of a spec that is over: a draw is the defender's
    (C10.6).

    *checksum* is that of the battle's record. CampaignError while the battle goes on.
    """
    if state.result is None:
        raise CampaignError(Sentence("campaign.battle-not-over", world=spec.world))
    fielded = (*spec.attackers, *spec.defenders)
    hp = {unit.id: fought.hp for unit, fought in zip(fielded, state.units, strict=True)}
    winner = Winner.ATTACKER if state.result.winner is ATTACKER else Winner.DEFENDER
    return BattleResult(winner, hp, conclusion, checksum)
