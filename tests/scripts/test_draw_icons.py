"""The icon as each system wants it."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pygame
import pytest

from scripts import draw_icons

PNG = b"\x89PNG\r\n\x1a\n"


def size_of(picture: bytes) -> tuple[int, int]:
    return pygame.image.load(io.BytesIO(picture), "icon.png").get_size()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("icons")
    draw_icons.write_icons(folder)
    return folder


def test_every_png_has_its_size_and_shows_something(folder: Path) -> None:
    for size in draw_icons.PNG_SIZES:
        picture = pygame.image.load(folder / f"hexfront-{size}.png")
        assert picture.get_size() == (size, size)
        assert picture.get_at((size // 2, size // 2)).a == 255
        assert picture.get_at((0, 0)).a == 0, "the corners are clear"


def test_an_ico_names_where_each_picture_lies(folder: Path) -> None:
    data = (folder / "hexfront.ico").read_bytes()
    reserved, kind, count = struct.unpack_from("<HHH", data)
    assert (reserved, kind, count) == (0, 1, len(draw_icons.ICO_SIZES))
    end = 6 + 16 * count
    for number, size in enumerate(draw_icons.ICO_SIZES):
        width, height, *_, length, offset = struct.unpack_from("<BBBBHHII", data, 6 + 16 * number)
        assert (width, height) == (size % 256, size % 256)
        assert offset == end, "one after the other"
        assert size_of(data[offset : offset + length]) == (size, size)
        end = offset + length
    assert end == len(data)


def test_an_icns_is_a_chain_of_blocks(folder: Path) -> None:
    data = (folder / "hexfront.icns").read_bytes()
    assert (data[:4], struct.unpack_from(">I", data, 4)[0]) == (b"icns", len(data))
    found, at = {}, 8
    while at < len(data):
        length = struct.unpack_from(">I", data, at + 4)[0]
        found[data[at : at + 4]] = size_of(data[at + 8 : at + length])
        at += length
    assert found == {kind: (size, size) for kind, size in draw_icons.ICNS_KINDS.items()}
