"""The decisions of a whole campaign as arrays, and the file that they are kept in.

A file is a zip archive that `numpy.load` opens: `game.json` says what was played, and each array is
a `.npy` file. Arrays are kept column by column, since columns change little from row to row.
"""

from __future__ import annotations

import io
import lzma
import math
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from engine import files, limits
from engine.errors import EncodingError
from engine.validation import UNREADABLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from engine.campaign.encoding.codec import Codec
    from engine.campaign.encoding.decisions import PacketChoices

FORMAT: Final = 1
"""The form of the files."""
HEADING: Final = "game.json"
_SUFFIX: Final = ".npy"
_TIME: Final = (1980, 1, 1, 0, 0, 0)
"""The time of everything in an archive: the same decisions make the same bytes."""

HalfArray = npt.NDArray[np.float16]
Numbers = npt.NDArray[np.int16]


class ExportedHouse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A house of an exported campaign and what became of it.

    *prestige_share* is its share of the prestige of all houses at the end.
    """

    id: str
    faction: str
    persona: str
    level: str
    prestige: int
    prestige_share: float
    won: bool


class ExportedGame(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What was played, and by which encoding.

    *fingerprint* is that of the encoding, *data* the checksum of the data files. *split* counts the
    orders that were taken for smaller ones, *left_out* the decisions of which the choice was not
    offered.
    """

    format: int
    fingerprint: str
    data: str
    game: int
    seed: int
    turns: int
    winner: str | None
    ending: str
    checksum: str
    houses: tuple[ExportedHouse, ...]
    split: int
    left_out: int


class DecisionArrays(NamedTuple):
    """The decisions of a campaign, in the order in which they were made, houses by id.

    - *turn*: (n,), the turn
    - *house*: (n,), the house, by its place in `ExportedGame.houses`
    - *chosen*: (n,), the row that was chosen; 0 is the end of the packet
    - *row_count*: (n,), the number of rows that were offered
    - *whole*: (n, features), half precision as the next two
    - *worlds*: (n, worlds, features)
    - *rows*: (all rows, features), those of one decision after another
    """

    turn: Numbers
    house: Numbers
    chosen: Numbers
    row_count: Numbers
    whole: HalfArray
    worlds: HalfArray
    rows: HalfArray


class GameDecisions(NamedTuple):
    """An exported campaign: what was played, and its decisions."""

    game: ExportedGame
    arrays: DecisionArrays

    def __len__(self) -> int:
        """Return the number of decisions."""
        return len(self.arrays.turn)

    def rows_of(self, decision: int) -> HalfArray:
        """Return the rows that were offered at a decision, (rows, features)."""
        counts = self.arrays.row_count
        start = int(counts[:decision].sum(dtype=np.int64))
        return self.arrays.rows[start : start + int(counts[decision])]

    def prestige_shares(self) -> npt.NDArray[np.float32]:
        """Return for each decision the share of the prestige that its house had in the end."""
        shares = np.array([house.prestige_share for house in self.game.houses], np.float32)
        return shares[self.arrays.house]

    def wins(self) -> npt.NDArray[np.bool_]:
        """Return for each decision whether its house won."""
        won = np.array([house.won for house in self.game.houses], np.bool_)
        return won[self.arrays.house]


class DecisionRecorder:
    """Recorder of the decisions of a campaign, packet by packet."""

    def __init__(self) -> None:
        """Start without decisions."""
        self.split = 0
        self.left_out = 0
        self._numbers: list[tuple[int, int, int, int]] = []
        self._blocks: list[tuple[HalfArray, HalfArray, HalfArray]] = []

    def add(self, turn: int, house: int, made: PacketChoices) -> None:
        """Add the choices of the packet of a house, by its place among the houses."""
        self.split += made.split
        self.left_out += made.left_out
        for decision, chosen in made.choices:
            self._numbers.append((turn, house, chosen, len(decision.orders)))
            self._blocks.append(
                (
                    decision.whole.astype(np.float16),
                    decision.worlds.astype(np.float16),
                    decision.rows.astype(np.float16),
                )
            )

    def arrays(self) -> DecisionArrays:
        """Return the decisions so far, of which there is at least one."""
        turn, house, chosen, counts = np.array(self._numbers, np.int16).T
        whole, worlds, rows = zip(*self._blocks, strict=True)
        return DecisionArrays(
            turn, house, chosen, counts, np.array(whole), np.array(worlds), np.concatenate(rows)
        )


# Files


def write_game(path: Path, decisions: GameDecisions) -> None:
    """Write an exported campaign whole or not at all; OSError if it can't be written."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        heading = msgspec.json.encode(decisions.game)
        archive.writestr(_entry(HEADING), heading, zipfile.ZIP_LZMA)
        for name, array in decisions.arrays._asdict().items():
            content = io.BytesIO()
            np.save(content, np.asfortranarray(array), allow_pickle=False)
            archive.writestr(_entry(name + _SUFFIX), content.getvalue(), zipfile.ZIP_LZMA)
    files.write(path, packed.getvalue())


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _TIME)


def read_game(path: Path, codec: Codec) -> GameDecisions:
    """Return the exported campaign in a file; EncodingError, which names the file and what is wrong,
    if it is damaged or was exported by another encoding.
    """
    try:
        content = files.read_bounded(path, limits.EXPORTED_GAME_BYTES)
    except OSError as error:
        raise EncodingError(f"{path}: can't be read: {error.strerror}") from error
    try:
        parts = _unpack(content)
        game = _heading_of(parts[HEADING], codec)
        named = DecisionArrays._fields
        arrays = DecisionArrays(*(_array_of(name, parts[name + _SUFFIX]) for name in named))
        _require_shapes(arrays, codec)
        _require_ranges(game, arrays, codec)
    except ValueError as error:
        raise EncodingError(f"{path}: this is no exported campaign: {error}") from error
    return GameDecisions(game, arrays)


def _unpack(content: bytes) -> Mapping[str, bytes]:
    """Return the content of each part of an archive; ValueError if it is not one of an export."""
    names = [HEADING, *(name + _SUFFIX for name in DecisionArrays._fields)]
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sorted(archive.namelist()) != sorted(names):
                raise ValueError(f"its parts must be {', '.join(names)}")
            size = sum(entry.file_size for entry in archive.infolist())
            if size > limits.UNPACKED_GAME_BYTES:
                raise ValueError(f"it unpacks to {size} bytes")
            return {name: archive.read(name) for name in names}
    except _NO_ARCHIVE as error:
        raise ValueError(f"no zip archive that can be read: {error}") from error


def _heading_of(content: bytes, codec: Codec) -> ExportedGame:
    try:
        game = msgspec.json.decode(content, type=ExportedGame)
    except UNREADABLE as error:
        raise ValueError(f"{HEADING}: {error}") from error
    if game.format != FORMAT:
        raise ValueError(f"{HEADING}: format {game.format} is unknown; this is {FORMAT}")
    if game.fingerprint != codec.fingerprint:
        raise ValueError(f"{HEADING}: it was exported by another encoding; export it again")
    return game


def _array_of(name: str, content: bytes) -> npt.NDArray[Any]:
    """Return an array without more memory than its content; ValueError if it is none."""
    stream = io.BytesIO(content)
    try:
        if np.lib.format.read_magic(stream) != (1, 0):
            raise ValueError("unknown version of the form")
        shape, in_columns, kind = np.lib.format.read_array_header_1_0(stream)
    except ValueError as error:
        raise ValueError(f"{name}: no array: {error}") from error
    if kind not in _KINDS:
        raise ValueError(f"{name}: numbers of a wrong kind: {kind}")
    if math.prod(shape) * kind.itemsize != len(content) - stream.tell():
        raise ValueError(f"{name}: shape {shape} does not fit its length")
    array = np.frombuffer(content, kind, offset=stream.tell())
    return array.reshape(shape, order="F" if in_columns else "C")


def _require_shapes(arrays: DecisionArrays, codec: Codec) -> None:
    """Raise ValueError unless arrays have the shapes and the kinds of those of an export."""
    blocks = codec.layout.blocks
    worlds = arrays.worlds.shape[1] if arrays.worlds.ndim > 1 else 0
    count, rows = len(np.atleast_1d(arrays.turn)), len(np.atleast_1d(arrays.rows))
    shapes: dict[str, tuple[int, ...]] = dict.fromkeys(DecisionArrays._fields[:4], (count,))
    shapes["whole"] = (count, len(blocks["whole"].columns))
    shapes["worlds"] = (count, worlds, len(blocks["worlds"].columns))
    shapes["rows"] = (rows, len(blocks["rows"].columns))
    for name, shape in shapes.items():
        array, kind = getattr(arrays, name), _KINDS[len(shape) > 1]
        if array.shape != shape or array.dtype != kind:
            raise ValueError(f"{name}: {array.shape} of {array.dtype} instead of {shape} of {kind}")
    if not count or not 0 < worlds <= codec.spec.worlds:
        raise ValueError(f"it has {count} decisions about {worlds} worlds")


def _require_ranges(game: ExportedGame, arrays: DecisionArrays, codec: Codec) -> None:
    """Raise ValueError, which names the decision, unless all numbers may be what they are."""
    ranges: Sequence[tuple[str, Any, int, Any]] = (
        ("turn", arrays.turn, 1, game.turns),
        ("house", arrays.house, 0, len(game.houses) - 1),
        ("row_count", arrays.row_count, 1, codec.spec.candidates + 1),
        ("chosen", arrays.chosen, 0, arrays.row_count - 1),
    )
    for name, array, low, high in ranges:
        wrong = np.flatnonzero((array < low) | (array > high))
        if len(wrong):
            first = int(wrong[0])
            raise ValueError(f"{name}: decision {first}: {array[first]} is out of range")
    offered = int(arrays.row_count.sum(dtype=np.int64))
    if offered != len(arrays.rows):
        raise ValueError(f"rows: there are {len(arrays.rows)} instead of {offered}")
    for name in DecisionArrays._fields[4:]:
        features = codec.layout.blocks[name].columns.features
        low, high = np.array([[one.low, one.high] for one in features], np.float16).T
        array = getattr(arrays, name)
        if not ((array >= low) & (array <= high)).all():
            raise ValueError(f"{name}: a number is out of the bounds of its feature")


_KINDS: Final = (np.dtype(np.int16), np.dtype(np.float16))
_NO_ARCHIVE: Final = (
    zipfile.BadZipFile,
    lzma.LZMAError,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    struct.error,
    zlib.error,
)
"""What the archive module raises for a file that is damaged or packed in another way."""
