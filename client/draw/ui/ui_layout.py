"""Loading of the layout: every size used for drawing, as data."""

from __future__ import annotations

import functools
from typing import Final

import msgspec

from engine import resources
from engine.validation import decode_toml

FILE: Final = "art/layout.toml"


class TypeSizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The sizes of type, in points; `floor` is in pixels."""

    floor: int
    result: int
    title: int
    headline: int
    points: int
    name: int
    lead: int
    strong: int
    body: int
    table: int
    caption: int
    small: int


class Space(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Distances and sizes of controls, in points."""

    edge: int
    gap: int
    padding: int
    padding_tight: int
    button: int
    button_menu: int
    target: int
    radius: int
    radius_cell: int
    line: int
    focus: int
    focus_distance: int
    icon: int
    shadow: int
    panel_head: int
    row: int


class ScreenSizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parts of the battle screen, in points."""

    turn_bar: int
    action_bar: int
    column: int
    minimap_width: int
    minimap_height: int
    card: int
    forecast: int


class CameraSizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The hex radii of the camera, in pixels."""

    smallest: int
    ladder: tuple[int, ...]
    preferred: int
    least_opening: int
    margin: int


class TokenSizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parts of a token, as fractions of the hex's radius (`bar_width`: of the token).

    `smallest` is in pixels; `bar_from` is the hex radius, in pixels, from which the bars of hit
    points are drawn.
    """

    size: float
    figure: float
    lift: float
    bar_width: float
    cells: int
    badge: float
    smallest: int
    bar_from: int


class HexSizes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The parts of a hex, as fractions of its radius."""

    fill: float
    ring: float
    ring_width: float
    outline_width: float
    outline_inset: float
    wall_height: float


class Layout(
    msgspec.Struct,
    frozen=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="layout",
    rename={"text": "type"},
):
    """The content of the layout file."""

    text: TypeSizes
    space: Space
    screen: ScreenSizes
    camera: CameraSizes
    token: TokenSizes
    hex: HexSizes


def parse_layout(text: str) -> Layout:
    """Decode the text of a layout; DataError says what is wrong with it."""
    return decode_toml(text, FILE, Layout, "layout")


@functools.cache
def load_layout() -> Layout:
    """Load the packaged layout."""
    return parse_layout(resources.read_text(FILE))
