"""`hexfront campaign map`: the map as a picture, and the one in the gallery."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from click.testing import Result

from client.text.catalogue import use_language
from engine.campaign.data import load_numbers
from engine.campaign.map_generation import generate_map
from engine.campaign.setups import draw_setup
from hexfront.campaign.map_picture import draw_picture

ROOT = Path(__file__).parents[2]
PICTURE = ROOT / "docs" / "screens" / "campaign_map.svg"
Command = Callable[..., Result]
SVG = "{http://www.w3.org/2000/svg}"
NUMBERS = load_numbers()


def parse(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - drawn by ourselves


def texts_of(picture: str) -> list[str]:
    return ["".join(entry.itertext()) for entry in parse(picture).iter(f"{SVG}text")]


def picture_of(seed: int, houses: int) -> str:
    setup = draw_setup(NUMBERS, seed, houses, level="veteran")
    return draw_picture(generate_map(NUMBERS, seed, houses), setup, NUMBERS)


def test_the_picture_of_the_gallery_is_drawn_by_the_code_of_now() -> None:
    stored = PICTURE.read_text(encoding="utf-8")
    assert stored == picture_of(17, 4), "the picture is stale: docs/gallery.md has the command"


@pytest.mark.parametrize("houses", [2, 3, 4, 6])
def test_a_picture_shows_every_world_lane_and_house(houses: int) -> None:
    picture = picture_of(3, houses)
    star_map = generate_map(NUMBERS, 3, houses)
    words = texts_of(picture)
    assert {word.split()[0] for word in words if word[:1] == "w" and word[1:3].isdigit()} == set(
        star_map.sites
    )
    colours = {entry.colour: house for house, entry in NUMBERS.houses.items()}
    assert len(colours) == len(NUMBERS.houses)
    for entry in draw_setup(NUMBERS, 3, houses, level="veteran").houses:
        assert f"{star_map.homes[entry.home]} {entry.id.title()}" in words
    circles = list(parse(picture).iter(f"{SVG}circle"))
    assert len(circles) == sum(site.anchors for site in star_map.sites.values()) + 1


def test_a_picture_is_worded_in_the_language_in_use() -> None:
    use_language("fr")
    assert "Graine 3, 2 maisons" in texts_of(picture_of(3, 2))


def test_the_command_writes_the_picture(hexfront: Command, tmp_path: Path) -> None:
    file = tmp_path / "map.svg"
    done = hexfront(
        "campaign", "map", "--seed", "17", "--houses", "4", "--out", str(file), "--json"
    )
    assert done.exit_code == 0, done.output
    facts = json.loads(done.stdout)
    assert (facts["seed"], facts["worlds"], len(facts["houses"])) == (17, 37, 4)
    assert file.read_bytes() == PICTURE.read_bytes()


def test_a_picture_replaces_no_file(hexfront: Command, tmp_path: Path) -> None:
    """Exit code and message are those of `--save`."""
    file = tmp_path / "map.svg"
    file.write_text("precious")
    (tmp_path / "link.svg").symlink_to(tmp_path / "nowhere")
    for name in ("map.svg", "link.svg"):
        done = hexfront("campaign", "map", "--seed", "17", "--out", str(tmp_path / name))
        assert done.exit_code == 1
        assert "this file already exists" in " ".join(done.stderr.split())
    assert file.read_text() == "precious"
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--seed", "1", "--houses", "5", "--out", "{}/a.svg"], "there is no map for 5 houses"),
        (["--seed", "1", "--out", "{}/no/a.svg"], "there is no folder"),
        (["--seed", "1", "--out", "{}"], "is a folder"),
        (["--seed", "1", "--out", "{}/map.png"], "map.png must end in .svg"),
        (["--seed", "1", "--out", "{}/map"], "map must end in .svg"),
    ],
)
def test_a_map_that_cannot_be_drawn_is_refused(
    hexfront: Command, tmp_path: Path, words: list[str], says: str
) -> None:
    done = hexfront("campaign", "map", *(word.format(tmp_path) for word in words))
    assert done.exit_code == 1
    assert says in done.stderr
    assert not list(tmp_path.iterdir())
