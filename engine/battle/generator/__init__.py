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
from engine.battle.generator.generator_numbers import GeneratorNumbers, decode_generator

__all__ = [
    "PREFIX",
    "GenerationRequest",
    "GeneratorNumbers",
    "Materials",
    "decode_generator",
    "draw_matching_army",
    "generate",
    "generate_ground",
    "is_generated",
    "parse_name",
    "range_of",
    "split_name",
]
