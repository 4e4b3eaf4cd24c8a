"""`hexfront campaign map`: the map of a campaign as a picture."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final

import typer

from hexfront.campaign.translated_help import TranslatedCommand
from hexfront.output import output_of
from hexfront.progress import failing_clearly

SUFFIX: Final = ".svg"
"""The end of the name of a picture's file, which says what is in it."""


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("map", cls=TranslatedCommand, help="campaign-option.map")(draw_map)


def draw_map(
    context: typer.Context,
    seed: Annotated[int, typer.Option(min=0, help="campaign-option.map-seed")],
    out: Annotated[Path, typer.Option(metavar="FILE.svg", help="campaign-option.out")],
    houses: Annotated[int, typer.Option(help="campaign-option.houses")] = 4,
    as_json: Annotated[bool, typer.Option("--json", help="campaign-option.json")] = False,
) -> None:
    """Draw the map of a campaign, with the houses that its seed gives to the homes."""
    from engine.campaign.data import load_numbers
    from engine.campaign.map_generation import generate_map
    from engine.campaign.save import unusable
    from engine.campaign.setups import draw_setup
    from engine.errors import MatchError
    from engine.files import write
    from engine.sentences import Sentence
    from hexfront.campaign.map_picture import draw_picture

    with failing_clearly("folder"):
        if not out.absolute().parent.is_dir():
            raise MatchError(f"there is no folder {out.absolute().parent} for the picture")
        if out.is_dir():
            raise MatchError(f"{out} is a folder; the picture must be a file")
        if out.suffix.lower() != SUFFIX:
            raise MatchError(f"the picture is written as SVG: {out} must end in {SUFFIX}")
        if os.path.lexists(out):
            raise unusable(out, Sentence("campaign.save.exists"))
        numbers = load_numbers()
        setup = draw_setup(numbers, seed, houses, level=next(iter(numbers.personas.levels)))
        star_map = generate_map(numbers, seed, houses)
        write(out, draw_picture(star_map, setup, numbers).encode())
    facts = {
        "seed": seed,
        "houses": {star_map.homes[house.home]: house.id for house in setup.houses},
        "worlds": len(star_map.sites),
        "attempt": star_map.attempt,
        "file": str(out),
    }
    output_of(context, as_json=as_json).report(facts, f"{out}: {len(star_map.sites)} worlds")
