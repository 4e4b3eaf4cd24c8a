"""A trained model is refused with a sentence, before a byte of its policy is run, if it is not
what its card says or not made for these rules and encodings. What fits is tested by
tests/training, where there is a network.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from engine.battle import Side
from engine.errors import MatchError, ModelError
from engine.players.model import CARD_FILE, POLICY_FILE, Card, codec_of, read_model
from engine.players.network.graph import Graph
from engine.players.network.onnx_file import read_graph
from engine.players.policy import Network
from engine.players.registry import MODEL, file_of, make_player
from engine.versions import RULES_VERSION

POLICY = b"bytes of a policy"


def card(**changed: Any) -> dict[str, Any]:
    """Return the card of a model that fits, with some fields *changed*."""
    whole = {
        "name": "test",
        "encoding": "rows",
        "fingerprint": codec_of("rows").fingerprint,
        "rules_version": RULES_VERSION,
        "sha256": hashlib.sha256(POLICY).hexdigest(),
        "steps": 1,
        "seconds": 1.5,
        "recipe": {},
        "versions": {},
        "results": {},
    }
    return whole | changed


def write_model(folder: Path, said: object, policy: bytes | None = POLICY) -> Path:
    folder.mkdir(exist_ok=True)
    content = said if isinstance(said, bytes) else msgspec.json.encode(said)
    (folder / CARD_FILE).write_bytes(content)
    if policy is not None:
        (folder / POLICY_FILE).write_bytes(policy)
    return folder


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Note which networks are looked at."""
    seen: list[bytes] = []

    def note(content: bytes) -> Graph:
        seen.append(content)
        return read_graph(content)

    monkeypatch.setattr("engine.players.policy.read_graph", note)
    return seen


WITHOUT_STEPS = {key: value for key, value in card().items() if key != "steps"}
REFUSED: dict[str, tuple[object, bytes | None, str]] = {
    "other rules": (
        card(rules_version=RULES_VERSION + 1),
        POLICY,
        f"version {RULES_VERSION + 1} of the rules; these are version {RULES_VERSION}",
    ),
    "another encoding of that name": (
        card(fingerprint="0" * 64),
        POLICY,
        "trained for a version of encoding",
    ),
    "no such encoding": (card(encoding="nothing"), POLICY, "encoding 'nothing'"),
    "an encoding of another kind": (card(encoding="classic"), POLICY, "encoding 'classic'"),
    "another policy": (card(), POLICY + b"!", f"{POLICY_FILE} is not the file"),
    "no policy": (card(), None, f"{POLICY_FILE} can't be read"),
    "a torn card": (msgspec.json.encode(card())[:-9], POLICY, "not a model card"),
    "no text": (b"\xff\xfe", POLICY, "not a model card"),
    "text that is no UTF-8": (b'{"name": "\xff"}', POLICY, "not a model card"),
    "lists without end": (b'{"recipe": {"a": ' + b"[" * 100_000, POLICY, "not a model card"),
    "an encoding that is no name": (card(encoding="a\0"), POLICY, "not a model card"),
    "a key is missing": (WITHOUT_STEPS, POLICY, "`steps`"),
    "a key of another type": (card(steps="many"), POLICY, "$.steps"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_does_not_fit_is_refused_before_it_is_run(
    name: str, tmp_path: Path, opened: list[bytes]
) -> None:
    said, policy, expected = REFUSED[name]
    folder = write_model(tmp_path / name.replace(" ", "_"), said, policy)
    with pytest.raises(ModelError) as caught:
        read_model(folder)
    assert expected in str(caught.value)
    assert str(folder) in str(caught.value)
    with pytest.raises(MatchError) as refused:
        make_player(f"{MODEL}{folder}", Side.ONE, 1)
    assert str(caught.value) in str(refused.value)
    assert not opened


def test_a_folder_without_a_card_is_no_model(tmp_path: Path, opened: list[bytes]) -> None:
    with pytest.raises(ModelError, match=f"{CARD_FILE} can't be read"):
        read_model(tmp_path)
    with pytest.raises(MatchError, match=f"{CARD_FILE} can't be read"):
        make_player(f"{MODEL}{tmp_path / 'nowhere'}", Side.ONE, 1)
    assert not opened


def test_what_fits_is_handed_over_as_it_is(tmp_path: Path, opened: list[bytes]) -> None:
    folder = write_model(tmp_path, card())
    model = read_model(folder)
    assert model.policy == POLICY
    assert model.card == msgspec.convert(card(), Card)
    assert model.codec.fingerprint == model.card.fingerprint
    with pytest.raises(MatchError, match="not a policy that can be run"):
        make_player(f"{MODEL}{folder}", Side.ONE, 1)
    assert opened == [POLICY]


def test_bytes_that_are_no_network_are_no_policy() -> None:
    with pytest.raises(ModelError, match="not a policy that can be run"):
        Network(POLICY, codec_of("rows"))


def a_pipe(path: Path) -> None:
    os.mkfifo(path)


def a_device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def a_folder(path: Path) -> None:
    path.mkdir()


def an_endless_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(10**10)


@pytest.mark.skipif(os.name == "nt", reason="pipes and devices have no names there")
@pytest.mark.parametrize("name", [CARD_FILE, POLICY_FILE])
@pytest.mark.parametrize("make", [a_pipe, a_device, a_folder, an_endless_file])
def test_what_is_no_plain_file_of_a_size_is_refused(
    name: str, make: Callable[[Path], None], tmp_path: Path, opened: list[bytes]
) -> None:
    folder = write_model(tmp_path / "model", card())
    (folder / name).unlink()
    make(folder / name)
    with pytest.raises(MatchError, match=f"{name} can't be read: (it is|larger)"):
        make_player(f"{MODEL}{folder}", Side.ONE, 1)
    assert not opened


def test_a_link_to_a_plain_file_is_as_good_as_the_file(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model", card())
    (folder / POLICY_FILE).rename(tmp_path / "elsewhere")
    (folder / POLICY_FILE).symlink_to(tmp_path / "elsewhere")
    assert read_model(folder).policy == POLICY


def test_nothing_but_card_and_policy_is_read(tmp_path: Path) -> None:
    folder = write_model(tmp_path / "model", card())
    os.mkfifo(folder / "policy.zip")
    assert read_model(folder).policy == POLICY


def test_a_match_depends_on_the_file_of_the_policy(tmp_path: Path) -> None:
    assert file_of(f"{MODEL}{tmp_path}") == tmp_path / POLICY_FILE
