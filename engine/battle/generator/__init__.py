"""The generator: a whole battle from a seed, on a mirrored board, for armies of equal points."""

from engine.battle.generator.generation import (
    PREFIX,
    Materials,
    Wish,
    generate,
    is_generated,
    parse_name,
    split_name,
)
from engine.battle.generator.numbers import GeneratorNumbers, decode_generator

__all__ = [
    "PREFIX",
    "GeneratorNumbers",
    "Materials",
    "Wish",
    "decode_generator",
    "generate",
    "is_generated",
    "parse_name",
    "split_name",
]
