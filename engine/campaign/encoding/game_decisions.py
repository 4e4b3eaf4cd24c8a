"""The decisions of a whole campaign as arrays, and the file that they are kept in.

A file is a zip archive that `numpy.load` opens: `game.json` says what was played, and each array is
a `.npy` file.
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
    from engine.campaign.encoding.packet_choices import PacketChoices

FORMAT: Final = 1
"""The form of the files."""
HEADING: Final = "game.json"
_SUFFIX: Final = ".npy"
_POOL: Final = "row_pool"
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

    Rows that occur at many decisions are kept once, in the order in which they first occur; those
    of one decision are sorted by it. So the end of the packet, the first of all, is always 0.

    - *turn*: (n,), the turn
    - *house*: (n,), the house, by its place in `ExportedGame.houses`
    - *chosen*: (n,), which of the rows that were offered was chosen
    - *row_count*: (n,), the number of rows that were offered
    - *row_step*: (all rows,), of one decision after another: the first row's place in *row_pool*,
      and how far each next one is behind the one before it
    - *row_pool*: (different rows, features), half precision as the next two
    - *whole*: (n, features)
    - *worlds*: (n, worlds, features)
    """

    turn: Numbers
    house: Numbers
    chosen: Numbers
    row_count: Numbers
    row_step: npt.NDArray[np.int32]
    row_pool: HalfArray
    whole: HalfArray
    worlds: HalfArray


class GameDecisions:
    """An exported campaign: what was played, and its decisions."""

    def __init__(self, game: ExportedGame, arrays: DecisionArrays) -> None:
        """Start with what a file holds."""
        self.game: Final = game
        self.arrays: Final = arrays
        self._ends: Final = np.cumsum(arrays.row_count, dtype=np.int64)

    def __len__(self) -> int:
        """Return the number of decisions."""
        return len(self.arrays.turn)

    def rows_of(self, decision: int) -> HalfArray:
        """Return the rows that were offered at a decision, (rows, features)."""
        end = self._ends[decision]
        steps = self.arrays.row_step[end - self.arrays.row_count[decision] : end]
        rows: HalfArray = self.arrays.row_pool[np.cumsum(steps)]
        return rows

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
        self._steps: list[npt.NDArray[np.int32]] = []
        self._pool: dict[bytes, int] = {}
        self._whole: list[HalfArray] = []
        self._worlds: list[HalfArray] = []

    def add(self, turn: int, house: int, made: PacketChoices) -> None:
        """Add the choices of the packet of a house, by its place among the houses."""
        self.split += made.split
        self.left_out += made.left_out
        for decision, chosen in made.choices:
            rows = decision.rows.astype(np.float16)
            pool = self._pool
            places = [pool.setdefault(row.tobytes(), len(pool)) for row in rows]
            order = np.argsort(places, kind="stable")
            self._steps.append(np.diff(np.array(places, np.int32)[order], prepend=np.int32(0)))
            sorted_to = int(np.flatnonzero(order == chosen)[0])
            self._numbers.append((turn, house, sorted_to, len(rows)))
            self._whole.append(decision.whole.astype(np.float16))
            self._worlds.append(decision.worlds.astype(np.float16))

    def arrays(self) -> DecisionArrays:
        """Return the decisions so far, of which there is at least one."""
        turn, house, chosen, counts = np.array(self._numbers, np.int16).T
        features = len(next(iter(self._pool))) // np.dtype(np.float16).itemsize
        return DecisionArrays(
            turn=turn,
            house=house,
            chosen=chosen,
            row_count=counts,
            row_step=np.concatenate(self._steps),
            row_pool=np.frombuffer(b"".join(self._pool), np.float16).reshape(-1, features),
            whole=np.array(self._whole),
            worlds=np.array(self._worlds),
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
            # Column by column, since most columns of a row change little from row to row.
            ordered = np.asfortranarray(array) if name == _POOL else np.ascontiguousarray(array)
            np.save(content, ordered, allow_pickle=False)
            archive.writestr(_entry(name + _SUFFIX), content.getvalue(), zipfile.ZIP_LZMA)
    files.write(path, packed.getvalue())


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _TIME)


def read_game(path: Path, codec: Codec) -> GameDecisions:
    """Return the exported campaign in a file; EncodingError, which names the file and the fault, if
    it is damaged or was exported by another encoding.
    """
    try:
        content = files.read_bounded(path, limits.EXPORTED_GAME_BYTES)
    except OSError as error:
        raise EncodingError(f"{path}: cannot be read: {error.strerror}") from error
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
        version = np.lib.format.read_magic(stream)
        shape, in_columns, kind = np.lib.format.read_array_header_1_0(stream)
    except ValueError as error:
        raise ValueError(f"{name}: no array: {error}") from error
    if version != (1, 0) or kind not in _KINDS:
        raise ValueError(f"{name}: numbers of another kind: {kind}, version {version}")
    if math.prod(shape) * kind.itemsize != len(content) - stream.tell():
        raise ValueError(f"{name}: shape {shape} does not fit its length")
    array = np.frombuffer(content, kind, offset=stream.tell())
    return array.reshape(shape, order="F" if in_columns else "C")


def _require_shapes(arrays: DecisionArrays, codec: Codec) -> None:
    """Raise ValueError unless arrays have the shapes and the kinds of those of an export."""
    sizes = {name: len(block.columns) for name, block in codec.layout.blocks.items()}
    worlds = arrays.worlds.shape[1] if arrays.worlds.ndim > 1 else 0
    count = len(np.atleast_1d(arrays.turn))
    steps, pool = len(np.atleast_1d(arrays.row_step)), len(np.atleast_1d(arrays.row_pool))
    needed: dict[str, tuple[type, tuple[int, ...]]] = {
        **dict.fromkeys(DecisionArrays._fields[:4], (np.int16, (count,))),
        "row_step": (np.int32, (steps,)),
        _POOL: (np.float16, (pool, sizes["rows"])),
        "whole": (np.float16, (count, sizes["whole"])),
        "worlds": (np.float16, (count, worlds, sizes["worlds"])),
    }
    for name, (kind, shape) in needed.items():
        array = getattr(arrays, name)
        if array.shape != shape or array.dtype != kind:
            found = f"{array.shape} of {array.dtype}"
            raise ValueError(f"{name}: {found} instead of {shape} of {np.dtype(kind)}")
    if not count or not pool or not 0 < worlds <= codec.spec.worlds:
        raise ValueError(f"it has {count} decisions, {pool} rows and {worlds} worlds")


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
    _require_rows(arrays)
    for name, block in ((_POOL, "rows"), ("whole", "whole"), ("worlds", "worlds")):
        features = codec.layout.blocks[block].columns.features
        low, high = np.array([[one.low, one.high] for one in features], np.float16).T
        array = getattr(arrays, name)
        # What is no number is not within bounds either.
        if not ((array >= low) & (array <= high)).all():
            raise ValueError(f"{name}: a number is out of the bounds of its feature")


def _require_rows(arrays: DecisionArrays) -> None:
    """Raise ValueError unless the rows of each decision are rows of the pool, in its order."""
    counts = arrays.row_count.astype(np.int64)
    if counts.sum() != len(arrays.row_step):
        raise ValueError(f"row_step: {len(arrays.row_step)} steps instead of {counts.sum()}")
    if (arrays.row_step < 0).any():
        raise ValueError("row_step: a step is negative")
    starts = np.cumsum(counts) - counts
    if (np.add.reduceat(arrays.row_step.astype(np.int64), starts) >= len(arrays.row_pool)).any():
        raise ValueError("row_step: a step leads beyond the pool")


_KINDS: Final = tuple(map(np.dtype, (np.int16, np.int32, np.float16)))
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
