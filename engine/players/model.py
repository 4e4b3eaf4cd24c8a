"""Trained models: reading one, and refusing what does not fit before any of it is used."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import msgspec

from engine import limits
from engine.data.catalog import Code
from engine.encoding.codec import Codec
from engine.encoding.spec import packaged_spec
from engine.errors import DataError, ModelError
from engine.files import read_bounded
from engine.sentences import Sentence
from engine.system_errors import reason_of
from engine.validation import UNREADABLE
from engine.versions import RULES_VERSION

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

POLICY_FILE: Final = "policy.onnx"
CARD_FILE: Final = "card.json"


class Card(msgspec.Struct, frozen=True):
    """What a model is and how it was trained."""

    name: str
    encoding: Code
    fingerprint: str
    rules_version: int
    sha256: str
    steps: int
    seconds: float
    recipe: dict[str, Any]
    versions: dict[str, str]
    results: dict[str, Any]


class Model(msgspec.Struct, frozen=True):
    """A model that was checked: its card, the codec of its encoding, and the bytes of its
    policy.
    """

    card: Card
    codec: Codec
    policy: bytes


def read_model(folder: Traversable) -> Model:
    """Read the model in a folder; ModelError if it can't be used."""
    card = _read_card(folder)
    place = str(folder)
    if card.rules_version != RULES_VERSION:
        raise ModelError(
            Sentence(
                "model.other-rules",
                place=place,
                trained_for=card.rules_version,
                version=RULES_VERSION,
            )
        )
    try:
        codec = codec_of(card.encoding)
    except DataError as error:
        raise ModelError(
            Sentence("model.no-encoding", place=place, encoding=repr(card.encoding), reason=error)
        ) from error
    if card.fingerprint != codec.fingerprint:
        raise ModelError(
            Sentence("model.other-encoding", place=place, encoding=repr(card.encoding))
        )
    policy = _read(folder, POLICY_FILE, limits.NETWORK_BYTES)
    found = hashlib.sha256(policy).hexdigest()
    if found != card.sha256:
        raise ModelError(
            Sentence(
                "model.other-policy",
                place=place,
                policy=POLICY_FILE,
                card=CARD_FILE,
                found=found[:12],
                expected=card.sha256[:12],
            )
        )
    return Model(card, codec, policy)


def codec_of(encoding: str) -> Codec:
    """Return the codec of a packaged encoding; DataError if there is none of that name."""
    return Codec(packaged_spec(encoding))


def _read_card(folder: Traversable) -> Card:
    content = _read(folder, CARD_FILE, limits.MODEL_CARD_BYTES)
    try:
        return msgspec.json.decode(content, type=Card)
    except UNREADABLE as error:
        raise ModelError(
            Sentence("model.no-card", place=str(folder), card=CARD_FILE, detail=str(error))
        ) from error


def _read(folder: Traversable, name: str, limit: int) -> bytes:
    file = folder.joinpath(name)
    try:
        # What comes with the game may lie in an archive, and is no stranger's.
        return read_bounded(file, limit) if isinstance(file, Path) else file.read_bytes()
    except OSError as error:
        reason = reason_of(error)
        raise ModelError(
            Sentence("model.unreadable", place=str(folder), file=name, reason=reason)
        ) from error
