from __future__ import annotations

import msgspec
import pytest

from client.draw.ui.theme import Rgb, Team, load_theme, mix, parse_theme, theme_names
from client.draw.ui.ui_layout import load_layout, parse_layout
from client.tuning import read_tuning
from engine import resources
from engine.errors import DataError

DUSK = "themes/dusk.toml"


def test_there_are_three_themes() -> None:
    assert theme_names() == ["colour_blind_safe", "dusk", "high_contrast"]


@pytest.mark.parametrize("name", theme_names())
def test_every_theme_loads(name: str) -> None:
    theme = load_theme(name)
    assert theme.colours.team(Team.ONE) != theme.colours.team(Team.TWO)


@pytest.mark.parametrize("name", theme_names())
def test_no_movement_takes_longer_than_promised(name: str) -> None:
    motion = msgspec.to_builtins(load_theme(name).motion)
    looping = {"blink", "blink_hold"}
    assert all(ms <= 600 for key, ms in motion.items() if key not in looping)
    assert motion["blink"] + motion["blink_hold"] >= 500


def test_a_missing_role_is_named() -> None:
    text = resources.read_text(DUSK)
    line = next(line for line in text.splitlines() if line.startswith("move_edge"))
    with pytest.raises(DataError, match=r"theme: colours: .*move_edge"):
        parse_theme(text.replace(line, ""))


def test_an_unknown_role_is_named() -> None:
    text = resources.read_text(DUSK).replace("[colours]", '[colours]\nsparkle = "#000000"')
    with pytest.raises(DataError, match=r"theme: colours: .*sparkle"):
        parse_theme(text)


@pytest.mark.parametrize("value", ['"#12345"', '"red"', "5", '"#GGGGGG"'])
def test_a_colour_that_is_none_is_named(value: str) -> None:
    text = resources.read_text(DUSK).replace('"#FFE05C"', value)
    with pytest.raises(DataError, match=r"theme: colours\.sel: "):
        parse_theme(text)


ENDLESS = {
    "arrays": "a = " + "[" * 50_000,
    "tables": "a = {" * 20_000,
    "tables in long keys": ("a." * 60 + "a = {") * 40 + "}" * 40,
    "a long key": "a." * 40_000 + "a = 1",
    "digits": "a = " + "9" * 90_000,
    "bytes": "#" * 200_000,
    "no number": "a = nan",
    "no end of a number": "a = 1e999999",
}


@pytest.mark.parametrize("text", ENDLESS.values(), ids=ENDLESS.keys())
def test_a_theme_or_layout_without_end_is_refused_with_a_sentence(text: str) -> None:
    for parse in (parse_theme, parse_layout, read_tuning):
        with pytest.raises(DataError, match=r"deep|parts|digits|characters|finite number"):
            parse(text)


def test_an_opacity_is_a_share() -> None:
    text = resources.read_text(DUSK)
    line = next(line for line in text.splitlines() if line.startswith("grain"))
    with pytest.raises(DataError, match=r"opacity\.grain: expected `float` <= 1\.0"):
        parse_theme(text.replace(line, "grain = 1.5"))


def test_a_missing_duration_is_named() -> None:
    text = resources.read_text(DUSK).replace("tracer = 120\n", "")
    with pytest.raises(DataError, match="tracer"):
        parse_theme(text)


def test_mixing_ends_at_both_colours() -> None:
    near, far = Rgb(0, 10, 20), Rgb(255, 20, 0)
    assert mix(near, far, 0) == near
    assert mix(near, far, 1) == far
    assert isinstance(mix(near, far, 0.5), Rgb)


def _luminance(colour: Rgb) -> float:
    parts = [part / 255 for part in colour]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: Rgb, other: Rgb) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", theme_names())
def test_words_can_be_read(name: str) -> None:
    c = load_theme(name).colours
    for ink in (c.bone100, c.bone300, c.bone500, c.brass, c.good, c.bad):
        assert _contrast(ink, c.ink800) >= 4.5
    for back in (c.badge_ok, c.badge_no, c.button_skip, c.button_no):
        assert _contrast(c.white, back) >= 4.5
    for team in Team:
        tones = c.team(team)
        assert _contrast(tones.glyph, tones.base) >= 4.5


def test_type_is_never_below_the_floor() -> None:
    sizes = load_layout().text
    assert sizes.floor >= 11
    assert min(sizes.small, sizes.caption, sizes.table) >= sizes.floor
