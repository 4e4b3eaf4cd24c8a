"""Battles of two given armies on a board of the generator's, whose ground no army changes."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
from msgspec import structs

from engine import limits
from engine.battle.generator import deployment
from engine.battle.generator.board_sketch import board_geometry_of
from engine.battle.generator.generation import Board, Materials, build_scenario, draw_board
from engine.battle.generator.generator_numbers import GeneratorNumbers, GroundKind
from engine.errors import DataError, Problem
from engine.random_source import RandomSource, seed_of
from engine.sentences import Sentence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.battle.generator.armies import Army
    from engine.battle.scenario import HexPlace, Objective, Placement, Scenario
    from engine.battle.side import Side

PREFIX: Final = "stage"
"""The prefix of the names of staged scenarios."""
_PART: Final = ":"


class Stage(NamedTuple):
    """What a board is drawn from, and the seed of the deployment on it.

    *lit* of its *anchors* are objectives; the others are dark and count for nobody.
    """

    seed: int
    ground: GroundKind
    columns: int
    rows: int
    anchors: int
    lit: int
    deploy_seed: int


def is_staged(name: str) -> bool:
    """Whether a scenario's name is that of a staged one."""
    return name.partition(_PART)[0] == PREFIX


def stage(
    materials: Materials, stage: Stage, armies: tuple[Army, Army], first: Side, rounds: int
) -> Scenario:
    """Return the battle of ONE's and TWO's *armies* on the board of a stage, with so many rounds.

    The first of its boards on which the armies find places is taken, so that a stage has the same
    ground for any armies, attempt for attempt. Units are in the order of the armies, ONE's first.
    DataError if no battle can be made.
    """
    name = f"{PREFIX}{_PART}{stage.seed}"
    numbers = structs.replace(
        materials.numbers,
        grounds={PREFIX: stage.ground},
        objectives=(stage.anchors, stage.anchors),
    )
    key = msgspec.json.encode(numbers)
    for attempt in range(numbers.tries):
        board = _board_of(key, stage.columns, stage.rows, stage.seed, attempt)
        if board is None:
            continue
        units = _deploy(materials, board, armies, stage.deploy_seed)
        if units is not None:
            lit = _light(board.objectives, stage)
            rules = structs.replace(materials.rules, rounds=rounds)
            return build_scenario(
                name,
                materials._replace(rules=rules),
                board._replace(objectives=lit),
                units,
                first,
            )
    reason = Sentence("data.no-start")
    sentence = Sentence("data.no-battle", tries=numbers.tries, reason=reason)
    raise DataError([Problem(name, "", "", sentence, "R3.1")])


@functools.lru_cache(maxsize=limits.STAGES_KEPT)
def _board_of(
    numbers_json: bytes, columns: int, rows: int, seed: int, attempt: int
) -> Board | None:
    """Return the board of an attempt of a seed; None if no suitable one is drawn."""
    numbers = msgspec.json.decode(numbers_json, type=GeneratorNumbers)
    rng = RandomSource(seed_of(seed, attempt))
    geometry = board_geometry_of(columns, rows)
    for _ in range(numbers.tries):
        board = draw_board(rng, numbers, geometry)
        if isinstance(board, Board):
            return board
    return None


def _deploy(
    materials: Materials, board: Board, armies: tuple[Army, Army], seed: int
) -> tuple[Placement, ...] | None:
    rng = RandomSource(seed)
    for _ in range(materials.numbers.tries):
        units = deployment.draw_deployment(
            rng, board.sketch, board.depth, armies, materials.catalog
        )
        if units is not None:
            return units
    return None


def _light(objectives: tuple[Objective, ...], stage: Stage) -> tuple[Objective, ...]:
    """Return the objectives that are lit, in the order of the board's list.

    Dark are first those that are their own image, then of each pair the one nearer ONE's edge, and
    last the other one.
    """
    image = board_geometry_of(stage.columns, stage.rows).grid.mirror
    alone = [one for one in objectives if set(one.hexes) == {*map(image, one.hexes)}]
    paired = [one for one in objectives if one not in alone]
    near = [one for one in paired if _edge(one.hexes) < _edge(map(image, one.hexes))]
    far = [one for one in paired if one not in near]
    dark = [*alone, *near, *far][: stage.anchors - stage.lit]
    return tuple(one for one in objectives if one not in dark)


def _edge(hexes: Iterable[HexPlace]) -> int:
    """Return how many columns lie between some hexes and ONE's edge."""
    return min(column for column, _ in hexes)
