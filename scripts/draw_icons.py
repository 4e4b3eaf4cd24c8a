"""Draws the icon of the program from its SVG in the formats of all systems: PNG, ICO, ICNS.

python scripts/draw_icons.py FOLDER
"""

from __future__ import annotations

import io
import os
import struct
import sys
from pathlib import Path

os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame

ROOT = Path(__file__).parents[1]
DRAWING = ROOT / "assets" / "art" / "icon.svg"
PNG_SIZES = (16, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_KINDS = {
    b"icp4": 16,
    b"icp5": 32,
    b"ic07": 128,
    b"ic08": 256,
    b"ic09": 512,
    b"ic10": 1024,
    b"ic11": 32,
    b"ic12": 64,
    b"ic13": 256,
    b"ic14": 512,
}
"""The kinds of PNG images in an ICNS file and their sizes, including those for twice the pixels."""


def draw(size: int) -> bytes:
    """Return the icon as PNG, *size* pixels wide and high."""
    picture = pygame.image.load_sized_svg(DRAWING, (size, size))
    stream = io.BytesIO()
    pygame.image.save(picture, stream, "icon.png")
    return stream.getvalue()


def as_ico(pictures: dict[int, bytes]) -> bytes:
    """Return an ICO file of PNG images by size."""
    head = struct.pack("<HHH", 0, 1, len(pictures))
    offset = len(head) + 16 * len(pictures)
    rows, data = b"", b""
    for size, picture in pictures.items():
        side = size % 256  # a byte, in which 0 means 256
        rows += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(picture), offset + len(data))
        data += picture
    return head + rows + data


def as_icns(pictures: dict[int, bytes]) -> bytes:
    """Return an ICNS file of PNG images by size."""
    blocks = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for kind, size in ICNS_KINDS.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(blocks)) + blocks


def write_icons(folder: Path) -> None:
    """Write hexfront.ico, hexfront.icns and hexfront-SIZE.png into *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {size: draw(size) for size in {*PNG_SIZES, *ICO_SIZES, *ICNS_KINDS.values()}}
    for size in PNG_SIZES:
        (folder / f"hexfront-{size}.png").write_bytes(pictures[size])
    (folder / "hexfront.ico").write_bytes(as_ico({size: pictures[size] for size in ICO_SIZES}))
    (folder / "hexfront.icns").write_bytes(as_icns(pictures))


if __name__ == "__main__":
    write_icons(Path(sys.argv[1]))
