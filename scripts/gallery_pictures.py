"""The pictures of docs/gallery.md that are no screens: the units, every kind of board with all
factions.

Everything is drawn by the game itself; the generator deals the armies, a packaged battle gives
their places. `scripts.take_screens` takes them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import pygame

from client.draw.board import tokens
from client.draw.ui.style import Style
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.text.catalogue import name
from engine.battle import Game, Side, load_scenario
from engine.battle.phase import Phase
from engine.battle.scenario import Placement, Scenario
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.players.greedy import GreedyBot
from scripts.board_sheets import THEME, draw_board, picture_of, save_sheet

BATTLES: Final = {
    "small": ("first_landing", 2),
    "lanes": ("hedge_war", 3),
    "ruins": ("vespers", 3),
    "woods": ("windthrow", 3),
    "fortress": ("long_siege", 3),
    "mud": ("low_water", 3),
    "valley": ("full_muster", 3),
    "half_turn": ("last_light", 3),
    "river": ("grist", 3),
    "quarry": ("stone_tithe", 3),
    "great": ("grand_tide", 3),
    "generated": ("random:17", 3),
}
"""A battle for every kind of board, and the round it is looked at in."""
MEETINGS: Final = (("ordinate", "murmur"), ("deepwrought", "windfall"))
ARMIES: Final = 178
"""The number of the generated battle that the armies are from."""
SEED: Final = 9
WINDOW: Final = (1280, 800)
SHEET: Final = (640, 540)
"""Pixels of one meeting on the sheet of a kind of board."""


class Column(NamedTuple):
    """A token in a cell of the roster: its side, its diameter, its middle from the corner."""

    team: Team
    diameter: int
    at: tuple[int, int]


CELL: Final = (152, 172)
COLUMNS: Final = (
    Column(Team.ONE, 76, (52, 56)),
    Column(Team.ONE, 40, (122, 38)),
    Column(Team.TWO, 40, (122, 84)),
    Column(Team.ONE, 28, (108, 126)),
    Column(Team.TWO, 28, (138, 126)),
)


# The roster


def roster(folder: Path) -> None:
    """Draw every unit as the tokens of both sides, and the emblems."""
    style = Style(THEME)
    sheet = pygame.display.set_mode(WINDOW)
    sheet.fill(style.colours.ink900)
    for row, (code, faction) in enumerate(load_catalog(packaged_data()).factions.items()):
        top = 20 + row * (CELL[1] + 23)
        _emblem(sheet, style, code, (64, top + 60))
        for place, unit in enumerate(faction.units):
            _cell(sheet, style, unit, (140 + place * (CELL[0] + 8), top))
    save_sheet(sheet, folder, "roster")


def _emblem(sheet: pygame.Surface, style: Style, faction: str, at: tuple[int, int]) -> None:
    emblem = style.art.emblem(faction, 84)
    sheet.blit(emblem, emblem.get_rect(center=at))
    middle = at[0], at[1] + 64
    words = name("faction", faction)
    style.writer.write(sheet, words, middle, 16, style.colours.bone100, Face.BOLD, (0.5, 0.5))


def _cell(sheet: pygame.Surface, style: Style, unit: str, corner: tuple[int, int]) -> None:
    sheet.fill(style.colours.open, (corner, CELL))
    for column in COLUMNS:
        token = tokens.token(style, column.team, unit, column.diameter)
        at = corner[0] + column.at[0], corner[1] + column.at[1]
        sheet.blit(token, token.get_rect(center=at))
    at = corner[0] + 12, corner[1] + 158
    size = style.layout.text.body
    words = name("unit", unit)
    style.writer.write(sheet, words, at, size, style.colours.bone100, Face.BOLD, (0, 0.5))


# Boards


def meeting(battle: str, factions: tuple[str, str]) -> Scenario:
    """Return a battle with armies of two factions in the places of its own, as far as both go."""
    base = load_scenario(battle)
    dealt = load_scenario(f"random:{ARMIES}:{':'.join(factions)}")
    placed = [
        Placement(side, unit.unit, place.hex)
        for side in Side
        for unit, place in zip(
            [one for one in dealt.units if one.side is side],
            [one for one in base.units if one.side is side],
            strict=False,
        )
    ]
    return msgspec.structs.replace(
        base, units=tuple(placed), profiles=dealt.profiles, weapons=dealt.weapons
    )


def play(scenario: Scenario, stop: int) -> Game:
    """Return a battle where ONE is about to shoot in round *stop*, or its end."""
    game, bot = Game.start(scenario, SEED), GreedyBot()
    while game.result is None:
        state = game.state
        if state.round == stop and state.side is Side.ONE and state.phase is Phase.SHOOT:
            break
        game.apply(bot.choose(state, game.legal_actions()))
    return game


def boards(folder: Path, kind: str) -> None:
    """Draw a kind of board with all factions."""
    battle, stop = BATTLES[kind]
    sheet = pygame.Surface((SHEET[0] * len(MEETINGS), SHEET[1]))
    for place, factions in enumerate(MEETINGS):
        game = play(meeting(battle, factions), stop)
        half, _ = draw_board(picture_of(game.state), SHEET)
        sheet.blit(half, (place * SHEET[0], 0))
    save_sheet(sheet, folder, f"board_{kind}")


def take_pictures(folder: Path) -> None:
    """Take all pictures of the gallery."""
    pygame.init()
    roster(folder)
    for kind in BATTLES:
        boards(folder, kind)
    pygame.quit()
