"""The generation of whole battles from a seed: a board, objectives and armies of equal points."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from engine.battle.generator import anchors, armies, board_terrain, deployment
from engine.battle.generator.board_sketch import board_geometry_of
from engine.battle.generator.generator_numbers import BoardSize, GeneratorNumbers
from engine.battle.generator.random_source import RandomSource
from engine.battle.scenario import Objective, RuleNumbers, Scenario, check_scenario
from engine.battle.side import Side
from engine.data.catalog import Catalog
from engine.errors import DataError, Problem
from engine.sentences import Sentence
from engine.validation import Findings

if TYPE_CHECKING:
    from engine.battle.generator.armies import Army
    from engine.battle.generator.board_sketch import BoardGeometry, BoardSketch
    from engine.battle.scenario import Placement

PREFIX = "random"
"""The prefix of the names of generated scenarios."""
_PART = ":"


class Materials(NamedTuple):
    """All that battles are generated from, apart from the seed."""

    catalog: Catalog
    rules: RuleNumbers
    numbers: GeneratorNumbers


class GenerationRequest(NamedTuple):
    """The request in the name of a generated scenario; without factions the seed draws them."""

    seed: int
    factions: tuple[str, str] | None

    @property
    def name(self) -> str:
        """Return the scenario's name: `random:17`, with factions `random:17:ordinate:murmur`."""
        factions = () if self.factions is None else self.factions
        return _PART.join((PREFIX, str(self.seed), *factions))


class _Board(NamedTuple):
    sketch: BoardSketch
    depth: int
    objectives: tuple[Objective, ...]


class _Plan(NamedTuple):
    """What is drawn once for all tries; *units* is the lowest and highest number per side."""

    geometry: BoardGeometry
    units: tuple[int, int]
    points: int
    first: Side
    mirrored: bool
    factions: tuple[str, str]


def is_generated(name: str) -> bool:
    """Whether a scenario's name asks for a generated one."""
    return name.partition(_PART)[0] == PREFIX


def split_name(name: str) -> tuple[str, list[str]]:
    """Return the seed and the factions in the name of a generated scenario, valid or not."""
    seed, *factions = name.split(_PART)[1:] or [""]
    return seed, factions


def parse_name(name: str, materials: Materials) -> GenerationRequest:
    """Return the request in the name of a generated scenario; DataError if the name is invalid."""
    seed, factions = split_name(name)
    known = sorted(materials.catalog.factions)
    largest = materials.numbers.largest_seed
    if seed != "0" and (not seed.isascii() or not seed.isdigit() or seed.startswith("0")):
        _refuse(name, Sentence("data.generated-seed", prefix=PREFIX, most=largest))
    if len(seed) > len(str(largest)) or int(seed) > largest:
        _refuse(name, Sentence("data.seed-above-most", most=largest))
    if not factions:
        return GenerationRequest(int(seed), None)
    if len(factions) != len(Side) or not set(factions) <= set(known):
        _refuse(name, Sentence("data.generated-factions", known=", ".join(known)))
    return GenerationRequest(int(seed), (factions[0], factions[1]))


def _refuse(name: str, sentence: Sentence) -> None:
    raise DataError([Problem(name, "", "", sentence, "R3.1")])


def generate(materials: Materials, seed: int, factions: tuple[str, str] | None = None) -> Scenario:
    """Return the battle of a *seed*, from 0: always the same from the same materials.

    With *factions*, ONE's and TWO's, these are fielded on the board and, if possible, for the
    points that the seed would have drawn anyway. DataError if no battle can be made.
    """
    name = GenerationRequest(seed, factions).name
    rng = RandomSource(seed)
    plan = _draw_plan(rng, materials, factions)
    points = _match(materials, plan, name)
    reason = Sentence("data.no-start")
    for _ in range(materials.numbers.tries):
        board = _draw_board(rng, materials.numbers, plan)
        if isinstance(board, Sentence):
            reason = board
            continue
        fielded = _draw_armies(rng, materials, plan, points)
        units = deployment.draw_deployment(
            rng, board.sketch, board.depth, fielded, materials.catalog
        )
        if units is not None:
            return _scenario(name, materials, plan, board, units)
        reason = Sentence("data.no-start")
    sentence = Sentence("data.no-battle", tries=materials.numbers.tries, reason=reason)
    raise DataError([Problem(name, "", "", sentence, "R3.1")])


def _draw_plan(rng: RandomSource, materials: Materials, factions: tuple[str, str] | None) -> _Plan:
    """Return what all tries have in common; factions are drawn even when they are given."""
    catalog, numbers = materials.catalog, materials.numbers
    size = BoardSize(numbers.default_columns, numbers.default_rows, numbers.units[1], 1)
    if not rng.chance(numbers.default_share) and numbers.sizes:
        size = rng.pick_weighted(numbers.sizes, [size.weight for size in numbers.sizes])
    low, high = numbers.points
    points = low + rng.integer(0, (high - low) // numbers.points_step) * numbers.points_step
    first = rng.pick(tuple(Side))
    mirrored = rng.chance(numbers.mirrored_armies)
    drawn = armies.draw_factions(rng, catalog, numbers.same_faction)
    units = numbers.units[0], min(numbers.units[1], size.most_units)
    geometry = board_geometry_of(size.columns, size.rows)
    return _Plan(geometry, units, points, first, mirrored, drawn if factions is None else factions)


def _match(materials: Materials, plan: _Plan, name: str) -> tuple[int, int]:
    """Return the points of both sides; DataError if their factions have no equal armies."""
    numbers = materials.numbers
    sums = []
    for faction in plan.factions:
        kinds = armies.kinds_of(materials.catalog, faction)
        table = armies.ArmyTable(kinds, plan.units[1], numbers.most_of_a_kind)
        sums.append(table.sums(plan.units))
    points = armies.match_points(sums[0], sums[1], plan.points, numbers.points_tolerance)
    if points is None:
        least, most = plan.units
        one, two = plan.factions
        sentence = Sentence(
            "data.no-equal-armies",
            one=one,
            two=two,
            least=least,
            most=most,
            tolerance=f"{numbers.points_tolerance:.0%}".removesuffix("%"),
        )
        raise DataError([Problem(name, "", "", sentence, "R2.1")])
    return points


def _draw_board(rng: RandomSource, numbers: GeneratorNumbers, plan: _Plan) -> _Board | Sentence:
    """Return a drawn board with its objectives, or the reason why the one drawn is not suitable."""
    geometry = plan.geometry
    depth = rng.integer(*numbers.start_depth)
    starts = geometry.with_image(geometry.columns_up_to(depth))
    centres = anchors.draw_centres(rng, geometry, starts, numbers)
    if centres is None:
        return Sentence("data.no-room-for-objectives")
    kept = 0
    for centre in centres:
        kept |= anchors.area_of(geometry, centre)
    kinds = tuple(numbers.grounds.values())
    kind = rng.pick_weighted(kinds, [kind.weight for kind in kinds])
    sketch = board_terrain.draw_terrain(rng, geometry, kind, kept)
    if (
        board_terrain.count_paths(sketch, geometry.columns_up_to(1), numbers.least_ways)
        < numbers.least_ways
    ):
        return Sentence("data.too-few-ways")
    if board_terrain.measure_open_sight(sketch, depth) > numbers.most_open_sight:
        return Sentence("data.open-start")
    return _Board(sketch, depth, anchors.objectives_of(geometry, centres))


def _draw_armies(
    rng: RandomSource, materials: Materials, plan: _Plan, points: tuple[int, int]
) -> tuple[Army, Army]:
    numbers = materials.numbers
    one, two = (
        armies.draw_army(rng, armies.kinds_of(materials.catalog, faction), plan.units, of, numbers)
        for faction, of in zip(plan.factions, points, strict=True)
    )
    same = plan.mirrored and plan.factions[0] == plan.factions[1]
    return one, one if same else two


def _scenario(
    name: str, materials: Materials, plan: _Plan, board: _Board, units: tuple[Placement, ...]
) -> Scenario:
    """Return the finished scenario, checked as files are."""
    catalog = materials.catalog
    profiles = catalog.profiles_of({placed.unit for placed in units})
    scenario = Scenario(
        name=name,
        terrain=board.sketch.terrain(),
        first=plan.first,
        score_objectives=True,
        objectives=board.objectives,
        units=units,
        rules=materials.rules,
        profiles=profiles,
        weapons=catalog.weapons_of(profiles.values()),
    )
    findings = Findings(name)
    check_scenario(scenario, findings)
    findings.raise_if_any()
    return scenario
