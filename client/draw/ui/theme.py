"""Loading of a theme: one colour per role, opacities and durations, decoded strictly."""

from __future__ import annotations

import enum
import functools
import re
from typing import Annotated, Final, Self

import msgspec
from msgspec import Meta

from engine import resources
from engine.validation import decode_toml, in_short

FOLDER: Final = "themes"
_HEX_COLOUR: Final = re.compile(r"#[0-9A-Fa-f]{6}")


class Rgb(tuple[int, int, int]):
    """A colour: red, green and blue, 0 to 255 each; pygame accepts it."""

    __slots__ = ()

    def __new__(cls, red: int, green: int, blue: int) -> Self:
        """Create a colour from its three components."""
        return super().__new__(cls, (red, green, blue))

    @classmethod
    def parse(cls, text: str) -> Rgb:
        """Parse `#RRGGBB`; ValueError for anything else."""
        if _HEX_COLOUR.fullmatch(text) is None:
            msg = f"{in_short(text)} is no colour of the form #RRGGBB"
            raise ValueError(msg)
        return cls(*bytes.fromhex(text[1:]))

    @property
    def code(self) -> str:
        """Return the colour as `#rrggbb`, as SVG needs it."""
        return "#{:02x}{:02x}{:02x}".format(*self)

    def alpha(self, opacity: float) -> tuple[int, int, int, int]:
        """Return the colour with an opacity, 0 to 1."""
        return (*self, round(255 * opacity))


BLACK: Final = Rgb(0, 0, 0)
WHITE: Final = Rgb(255, 255, 255)


def mix(near: Rgb, far: Rgb, share: float) -> Rgb:
    """Return a blend of two colours: *share* 0 gives *near*, 1 gives *far*."""
    red, green, blue = near
    return Rgb(
        round(red + (far[0] - red) * share),
        round(green + (far[1] - green) * share),
        round(blue + (far[2] - blue) * share),
    )


class Team(enum.StrEnum):
    """The two sides as drawn: `Team[side.name]`."""

    ONE = "one"
    TWO = "two"


class TeamColours(msgspec.Struct, frozen=True):
    """The colours of a side."""

    base: Rgb
    dark: Rgb
    light: Rgb
    glyph: Rgb


class Colours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The colour of every role. Drawing code asks for a role, never for a colour code."""

    ink900: Rgb
    ink800: Rgb
    ink700: Rgb
    ink600: Rgb
    ink500: Rgb
    line: Rgb
    bone100: Rgb
    bone300: Rgb
    bone500: Rgb
    brass: Rgb
    brass_hi: Rgb
    brass_dark: Rgb
    on_brass: Rgb
    good: Rgb
    bad: Rgb
    warn: Rgb
    info: Rgb
    shade: Rgb
    white: Rgb
    phase_hi: Rgb
    phase_lo: Rgb
    button_ok: Rgb
    button_ok_edge: Rgb
    button_no: Rgb
    button_no_edge: Rgb
    button_skip: Rgb
    button_skip_edge: Rgb
    button_orange: Rgb
    button_orange_edge: Rgb
    open: Rgb
    open_lo: Rgb
    open_hi: Rgb
    grid: Rgb
    tuft: Rgb
    warm: Rgb
    rough: Rgb
    rough_stone: Rgb
    rough_hi: Rgb
    cover: Rgb
    leaf_lo: Rgb
    leaf: Rgb
    leaf_hi: Rgb
    leaf_dry: Rgb
    ruin: Rgb
    ruin_ground: Rgb
    wall_top: Rgb
    wall_hi: Rgb
    wall_side: Rgb
    wall_dark: Rgb
    neutral: Rgb
    pylon_hi: Rgb
    pylon_lo: Rgb
    pylon_base: Rgb
    pylon_dark: Rgb
    one: Rgb
    one_dark: Rgb
    one_hi: Rgb
    two: Rgb
    two_dark: Rgb
    two_hi: Rgb
    glyph_one: Rgb
    glyph_two: Rgb
    hp_back: Rgb
    hp_good: Rgb
    hp_warn: Rgb
    hp_bad: Rgb
    move: Rgb
    move_edge: Rgb
    shoot: Rgb
    shoot_edge: Rgb
    cov: Rgb
    cov_edge: Rgb
    adv: Rgb
    adv_edge: Rgb
    sel: Rgb
    target: Rgb
    badge_ok: Rgb
    badge_no: Rgb
    threat_1: Rgb
    threat_2: Rgb
    threat_3: Rgb
    threat_4: Rgb
    threat_5: Rgb
    sky_top: Rgb
    sky_high: Rgb
    sky_middle: Rgb
    sky_low: Rgb
    sky_glow: Rgb
    planet_dark: Rgb
    planet_middle: Rgb
    planet_light: Rgb
    ridge_far: Rgb
    ridge_far_hi: Rgb
    ridge_middle: Rgb
    ridge_middle_hi: Rgb
    ridge_near: Rgb
    ridge_near_hi: Rgb
    terrace: Rgb
    terrace_hi: Rgb
    rim: Rgb
    star: Rgb

    def team(self, team: Team) -> TeamColours:
        """Return the colours of a side."""
        if team is Team.ONE:
            return TeamColours(self.one, self.one_dark, self.one_hi, self.glyph_one)
        return TeamColours(self.two, self.two_dark, self.two_hi, self.glyph_two)

    def owner(self, owner: Team | None) -> Rgb:
        """Return the light tone of an objective's owner; None means unowned."""
        return self.neutral if owner is None else self.team(owner).light

    def threat(self) -> tuple[Rgb, ...]:
        """Return the threat ramp from low to high."""
        return (self.threat_1, self.threat_2, self.threat_3, self.threat_4, self.threat_5)


Share = Annotated[float, Meta(ge=0, le=1)]


class Opacity(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The opacities of highlights, 0 to 1; *grain* is that of the ground's texture."""

    move: Share
    shoot: Share
    covered: Share
    advance: Share
    threat: Share
    objective: Share
    ring: Share
    ring_strong: Share
    outline: Share
    grain: Share


class Motion(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The durations of movements, in milliseconds."""

    move_hex: int
    charge_hex: int
    bump: int
    tracer: int
    hit: int
    miss: int
    save: int
    bar_drop: int
    damage: int
    death: int
    capture: int
    outline_sweep: int
    die_roll: int
    die_pop: int
    blink: int
    blink_hold: int
    panel: int
    camera: int
    banner: int


class Theme(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="theme"):
    """The content of a theme file."""

    colours: Colours
    opacity: Opacity
    motion: Motion


def decode_colour(wanted: type, value: object) -> Rgb:
    """Decode a colour for msgspec."""
    if wanted is not Rgb or not isinstance(value, str):
        msg = f"expected a colour of the form #RRGGBB, got {in_short(value)}"
        raise ValueError(msg)
    return Rgb.parse(value)


def parse_theme(text: str) -> Theme:
    """Decode the text of a theme; DataError names a missing or unknown role."""
    return decode_toml(text, "theme", Theme, FOLDER, decode_colour)


def theme_names() -> list[str]:
    """Return the codes of the available themes."""
    return [name.removesuffix(".toml") for name in resources.list_names(FOLDER)]


@functools.cache
def load_theme(name: str) -> Theme:
    """Load a theme by its code; FileNotFoundError if there is none."""
    return parse_theme(resources.read_text(f"{FOLDER}/{name}.toml"))
