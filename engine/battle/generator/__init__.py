"""The generator: a whole battle from a seed, on a mirrored board, for armies of equal points."""

from engine.battle.generator.deployment import range_of
from engine.battle.generator.generation import (
    PREFIX,
    GenerationRequest,
    Materials,
    draw_matching_army,
    generate,
    generate_ground,
    is_generated,
    parse_name,
    split_name,
)
from engine.battle.generator.generator_numbers import (
    GeneratorNumbers,
    GroundKind,
    decode_generator,
    decode_grounds,
)
from engine.battle.generator.staging import Stage, is_staged, stage

__all__ = [
    "PREFIX",
    "GenerationRequest",
    "GeneratorNumbers",
    "GroundKind",
    "Materials",
    "Stage",
    "decode_generator",
    "decode_grounds",
    "draw_matching_army",
    "generate",
    "generate_ground",
    "is_generated",
    "is_staged",
    "parse_name",
    "range_of",
    "split_name",
    "stage",
]
