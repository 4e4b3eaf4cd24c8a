"""The file of an exported campaign: read back as it was written, refused where it is damaged."""

from __future__ import annotations

import errno
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from engine.campaign.encoding.codec import Codec
from engine.campaign.encoding.game_decisions import (
    FORMAT,
    HEADING,
    DecisionRecorder,
    ExportedGame,
    ExportedHouse,
    GameDecisions,
    read_game,
    write_game,
)
from engine.campaign.encoding.packet_choices import choices_of
from engine.errors import EncodingError
from tests.engine.campaign.build_decisions import CODEC, packets


def recorded() -> GameDecisions:
    recorder = DecisionRecorder()
    played = packets(2, 3, 9)
    names = sorted(played[0][0].houses)
    for seen, orders in played:
        recorder.add(seen.turn, names.index(seen.house.id), choices_of(CODEC, seen, orders))
    houses = tuple(
        ExportedHouse(name, "murmur", "warden", "veteran", 30 - place, 0.5, not place)
        for place, name in enumerate(names)
    )
    game = ExportedGame(
        FORMAT, CODEC.fingerprint, "", 0, 9, 3, names[0], "reckoning", "", houses, 0, 0
    )
    return GameDecisions(game, recorder.arrays())


@pytest.fixture
def written(tmp_path: Path) -> Path:
    path = tmp_path / "game.npz"
    write_game(path, recorded())
    return path


def test_a_campaign_is_read_back_as_it_was_recorded(written: Path) -> None:
    before, after = recorded(), read_game(written, CODEC)
    assert after.game == before.game
    for name, array in before.arrays._asdict().items():
        found = getattr(after.arrays, name)
        assert found.dtype == array.dtype, name
        assert (found == array).all(), name


def test_the_rows_of_a_decision_are_those_that_were_offered(written: Path) -> None:
    exported = read_game(written, CODEC)
    made = [
        choice for seen, orders in packets(2, 3, 9) for choice in choices_of(CODEC, seen, orders)[0]
    ]
    assert len(exported) == len(made)
    for number, (decision, chosen) in enumerate(made):
        rows = exported.rows_of(number)
        wanted = decision.rows.astype(np.float16)
        assert sorted(map(bytes, rows)) == sorted(map(bytes, wanted))
        assert (rows[exported.arrays.chosen[number]] == wanted[chosen]).all()
        assert (rows[0] == wanted[0]).all()
        assert (exported.arrays.whole[number] == decision.whole.astype(np.float16)).all()
        assert (exported.arrays.worlds[number] == decision.worlds.astype(np.float16)).all()


def test_each_decision_knows_how_its_house_ended(written: Path) -> None:
    exported = read_game(written, CODEC)
    assert set(exported.prestige_shares()) == {np.float32(0.5)}
    assert (exported.wins() == (exported.arrays.house == 0)).all()


def test_numpy_opens_the_file(written: Path) -> None:
    with np.load(written) as archive:
        assert (archive["chosen"] == recorded().arrays.chosen).all()
        assert msgspec.json.decode(archive[HEADING])["seed"] == 9


def test_the_same_decisions_make_the_same_bytes(written: Path, tmp_path: Path) -> None:
    write_game(tmp_path / "again.npz", recorded())
    assert (tmp_path / "again.npz").read_bytes() == written.read_bytes()


def test_a_full_disk_leaves_what_was_there(written: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sync(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = written.read_bytes()
    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(OSError, match="No space left"):
        write_game(written, recorded())
    assert written.read_bytes() == before
    assert [file.name for file in written.parent.iterdir()] == [written.name]


# Damaged files


def rewrite(path: Path, part: str, content: bytes | None) -> None:
    """Replace a part of an archive, or take it away."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    del parts[part]
    if content is not None:
        parts[part] = content
    with zipfile.ZipFile(path, "w") as archive:
        for name, inside in parts.items():
            archive.writestr(name, inside)


def array(content: Any, kind: Any) -> bytes:
    stream = io.BytesIO()
    np.save(stream, np.array(content, kind))
    return stream.getvalue()


def heading(**changes: Any) -> bytes:
    return msgspec.json.encode(replace(recorded().game, **changes))


def changed(name: str, change: Callable[[Any], None]) -> bytes:
    copied = getattr(recorded().arrays, name).copy()
    change(copied)
    return array(copied, copied.dtype)


def put(place: Any, value: float) -> Callable[[Any], None]:
    def change(content: Any) -> None:
        content[place] = value

    return change


def claim(shape: str) -> bytes:
    """Return an array whose header claims another shape than it has."""
    found = array(recorded().arrays.turn, np.int16)
    header = found[:128].replace(b"(%d,)" % len(recorded().arrays.turn), shape.encode())
    return header[:127].ljust(127) + b"\n" + found[128:]


DAMAGES: dict[str, tuple[str, Callable[[], bytes | None], str]] = {
    "no-heading": (HEADING, lambda: None, "its parts must be game.json, turn.npy"),
    "no-json": (HEADING, lambda: b"{", "game.json: "),
    "no-house": (HEADING, lambda: b'{"format": 1}', "game.json: .*missing required field"),
    "other-form": (HEADING, lambda: heading(format=9), "format 9 is unknown; this is 1"),
    "other-encoding": (HEADING, lambda: heading(fingerprint="x"), "by another encoding"),
    "few-turns": (HEADING, lambda: heading(turns=2), "turn: decision .* out of range"),
    "few-houses": (HEADING, lambda: heading(houses=()), "house: decision 0: 0 is out of range"),
    "no-array": ("turn.npy", lambda: b"xx", "turn.npy: no array|turn: no array"),
    "objects": ("turn.npy", lambda: array([1, None], object), "turn: numbers of another kind"),
    "floats": ("chosen.npy", lambda: array([1.0], np.float64), "chosen: numbers of another kind"),
    "huge": ("turn.npy", lambda: claim("(9999999999,)"), "turn: shape .* does not fit"),
    "short": ("house.npy", lambda: array([0], np.int16), "house: .* instead of"),
    "flat": ("worlds.npy", lambda: array([0], np.float16), "worlds: .* instead of"),
    "empty": ("whole.npy", lambda: array([], np.float16), "whole: .* instead of"),
    "chosen": ("chosen.npy", lambda: changed("chosen", put(3, 257)), "chosen: decision 3: 257"),
    "negative": ("chosen.npy", lambda: changed("chosen", put(2, -1)), "chosen: decision 2: -1"),
    "count": ("row_count.npy", lambda: changed("row_count", put(1, 2)), "row_step: |chosen: "),
    "step": ("row_step.npy", lambda: changed("row_step", put(5, -1)), "a step is negative"),
    "leap": ("row_step.npy", lambda: changed("row_step", put(5, 2**30)), "beyond the pool"),
    "no-number": ("whole.npy", lambda: changed("whole", put((0, 0), np.nan)), "whole: .* bounds"),
    "bounds": ("row_pool.npy", lambda: changed("row_pool", put((0, 0), 9)), "row_pool: .* bounds"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_with_its_name_and_its_fault(written: Path, damage: str) -> None:
    part, content, said = DAMAGES[damage]
    rewrite(written, part, content())
    with pytest.raises(EncodingError, match=said) as caught:
        read_game(written, CODEC)
    assert str(written) in str(caught.value)


@pytest.mark.parametrize("kept", [0, 10, 500, 5000])
def test_a_file_that_was_cut_off_is_refused(written: Path, kept: int) -> None:
    written.write_bytes(written.read_bytes()[:kept])
    with pytest.raises(EncodingError, match="no zip archive"):
        read_game(written, CODEC)


def test_no_bit_can_flip_unnoticed(written: Path) -> None:
    content = written.read_bytes()
    before = read_game(written, CODEC)
    refused = 0
    for place in range(0, len(content), 97):
        written.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        try:
            after = read_game(written, CODEC)
        except EncodingError:
            refused += 1
        else:
            # What no reader looks at, such as the time of a part.
            assert after.game == before.game
            assert all(map(np.array_equal, after.arrays, before.arrays))
    assert refused > 20


@pytest.mark.parametrize("place", ["missing.npz", ""])
def test_what_is_no_file_is_refused(tmp_path: Path, place: str) -> None:
    with pytest.raises(EncodingError, match="cannot be read"):
        read_game(tmp_path / place, CODEC)


def test_another_encoding_refuses_the_file(written: Path) -> None:
    other = Codec(replace(CODEC.spec, money=7))
    with pytest.raises(EncodingError, match="by another encoding; export it again"):
        read_game(written, other)
