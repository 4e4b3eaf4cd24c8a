"""The identity of a training run: what must be the same for it to be resumed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from engine.validation import UNREADABLE, Findings
from training.errors import TrainingError
from training.recipe import RULE, Recipe
from training.renamed_keys import rename_old_keys

if TYPE_CHECKING:
    from pathlib import Path

RUN_FILE: Final = "run.json"


class RunIdentity(msgspec.Struct, frozen=True):
    """Identity of a run: what must be the same for it to be resumed.

    *fingerprint* is the encoding's, *data* a checksum of the files of rewards and puzzles.
    """

    recipe: Recipe
    rules_version: int
    fingerprint: str
    data: str


def require_same_run(folder: Path, kept: bytes, ours: bytes) -> None:
    """Raise TrainingError unless the identity in *folder* is ours; both are encoded as JSON."""
    if kept == ours:
        return
    try:
        theirs = msgspec.json.decode(kept, type=RunIdentity)
    except UNREADABLE as error:
        if _is_of_earlier_version(kept):
            raise TrainingError(
                f"{folder} holds a run of an earlier version, whose recipe keys have other names"
                " today; it cannot be resumed. Finish it with that version, or use another folder"
            ) from error
        raise TrainingError(f"{folder / RUN_FILE} is not the identity of a run: {error}") from error
    mine = msgspec.json.decode(ours, type=RunIdentity)
    if theirs == mine:
        return
    differing = [
        name
        for one, other in ((theirs, mine), (theirs.recipe, mine.recipe))
        for name in one.__struct_fields__
        if name != "recipe" and getattr(one, name) != getattr(other, name)
    ]
    raise TrainingError(
        f"{folder} holds another run, which differs in {', '.join(differing)}; use another folder"
    )


def _is_of_earlier_version(kept: bytes) -> bool:
    """Whether an identity has a recipe with renamed keys."""
    try:
        raw = msgspec.json.decode(kept)
    except UNREADABLE:
        return False
    if not isinstance(raw, dict) or not isinstance(raw.get("recipe"), dict):
        return False
    findings = Findings(RUN_FILE)
    rename_old_keys(raw["recipe"], findings, RULE)
    return bool(findings.problems)
