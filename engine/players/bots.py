"""Data of the scripted bots: weights and searches, from `assets/data/bots.toml`."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engine.data.catalog import Positive, check_code
from engine.data.datafiles import packaged_data, read_table
from engine.evaluation.position import PositionEvaluator
from engine.evaluation.weights import EvaluationWeights, Weight
from engine.sentences import Sentence
from engine.validation import Findings, decode_table, in_short, require_key

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

BOTS_FILE: Final = "bots.toml"
KIND: Final = "bots"


class Search(msgspec.Struct, frozen=True, rename="upper"):
    """How far a bot searches: at most *options* are played out, *samples* times each.

    *weights* names the weights that rank the options. Options that score more than *margin* below
    the best are not played out; *trust* is the factor of the score when it is added to the outcome.
    """

    weights: str
    options: Positive
    samples: Positive
    margin: Weight
    trust: Weight


class Bots(msgspec.Struct, frozen=True):
    """The bots that are data, by name; *position* evaluates where a search ends."""

    weights: dict[str, EvaluationWeights]
    searches: dict[str, Search]
    position: PositionEvaluator


class _BotsFile(msgspec.Struct, frozen=True):
    weights: dict[str, Any]
    searches: dict[str, Any]
    position: dict[str, Any]


def read_bots(file: Traversable) -> Bots:
    """Read bots from a file; DataError lists everything that is wrong with it."""
    findings = Findings(str(file))
    raw = decode_table(read_table(file, (KIND,)), _BotsFile, "", findings, _rule_of_bots)
    findings.raise_if_any()
    assert raw is not None, "without a finding there are tables"
    for table, names in (("weights", raw.weights), ("searches", raw.searches)):
        for name in names:
            check_code(name, f"{table}.{name}", findings, KIND)
    weights = {
        name: decode_table(table, EvaluationWeights, f"weights.{name}", findings, _rule_of_bots)
        for name, table in raw.weights.items()
    }
    searches = {
        name: decode_table(table, Search, f"searches.{name}", findings, _rule_of_bots)
        for name, table in raw.searches.items()
    }
    position = decode_table(raw.position, PositionEvaluator, "position", findings, _rule_of_bots)
    for name, search in searches.items():
        if search is not None and search.weights not in weights:
            named = in_short(search.weights)
            sentence = Sentence("data.no-weights", weights=named, known=", ".join(weights))
            findings.add(f"searches.{name}", "WEIGHTS", sentence, _rule_of_bots(""))
        if name in weights:
            findings.add(f"searches.{name}", "", Sentence("data.same-weights"), _rule_of_bots(""))
    findings.raise_if_any()
    assert position is not None, "without a finding there is one"
    return Bots(
        {name: one for name, one in weights.items() if one is not None},
        {name: search for name, search in searches.items() if search is not None},
        position,
    )


def _rule_of_bots(_: str) -> str:
    """Return the kind of file: no rule of the battle is about bots."""
    return KIND


@functools.cache
def packaged_bots() -> Bots:
    """Return the packaged bots, read once."""
    return read_bots(packaged_data().joinpath(BOTS_FILE))


def weights_of(name: str) -> EvaluationWeights:
    """Return the weights of a packaged bot; LookupError if there is none of that name."""
    return require_key(packaged_bots().weights, name, "the weights of bot")
