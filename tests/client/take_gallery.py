"""Takes the pictures of `docs/gallery.md`: the roster, every house on every kind of board, menus.

`python -m tests.client.take_gallery FOLDER [NAME ...]`, with `SDL_VIDEODRIVER=dummy` where no
window is wanted; names (`roster`, `menus`, a kind of board) take only these. Everything is drawn
by the game itself; the generator deals the armies, a packaged battle gives their places.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import msgspec
import pygame

from client.app import App
from client.draw.board import tokens
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.ui.style import Style
from client.draw.ui.theme import Team
from client.draw.ui.writer import Face
from client.folders import user_folders
from client.screen import Push
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import name
from client.window import Window
from client.worker.worker import Worker
from engine.battle import Side, load_scenario, rules
from engine.battle.actions import Activate
from engine.battle.activation import options_if_activated
from engine.battle.phase import Phase
from engine.battle.scenario import Placement, Scenario
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from tests.client.app.hand import Hand
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.pilot import Pilot, greedy

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
THEME: Final = "dusk"
ARMIES: Final = 178
"""The number of the generated battle that the armies are from."""
SEED: Final = 9
WINDOW: Final = (1280, 800)
SMALL_WINDOW: Final = (1024, 600)
SHEET: Final = (640, 540)
"""Pixels of one meeting on the sheet of a kind of board."""
WINDOWS: Final = ("great",)
"""Kinds of board of which the whole window is taken, too."""


QUIET_FRAMES: Final = 40
"""Frames until everything that is painted in pieces is there."""


class Column(NamedTuple):
    """Place a token in a cell of the roster: side, diameter, middle from the cell's corner."""

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


def _save(surface: pygame.Surface, folder: Path, title: str) -> None:
    path = folder / f"{title}.jpg"
    pygame.image.save(surface, path)
    print(path)


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
    _save(sheet, folder, "roster")


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
    """Put armies of two factions in the places of a battle's own, as many as both have."""
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


def play(scenario: Scenario, stop: int) -> Pilot:
    """Play on until a person shoots in round *stop*, or to the end of the battle."""
    session = start(scenario, AGAINST_BOT, SEED)
    while session.game.result is None:
        state = session.state
        if state.round == stop and state.side is Side.ONE and state.phase is Phase.SHOOT:
            break
        assert session.submit(session.records, greedy(session)), "the ply is the latest"
    pilot = sit_down(session, WINDOW)
    pilot.settle()
    return pilot


def boards(folder: Path, kind: str) -> None:
    """Draw a kind of board with all factions, and for some kinds the whole window."""
    battle, stop = BATTLES[kind]
    sheet = pygame.Surface((SHEET[0] * len(MEETINGS), SHEET[1]))
    for place, factions in enumerate(MEETINGS):
        pilot = play(meeting(battle, factions), stop)
        rect = pygame.Rect((place * SHEET[0], 0), SHEET)
        picture = pilot.screen.picture()
        camera = Camera.fitting(picture.columns, picture.rows, rect)
        view = BoardView(Style(THEME))
        view.draw(sheet, camera, picture, 0, hurried=False)
        if kind in WINDOWS and factions == MEETINGS[0]:
            _window(pilot, folder, kind)
    _save(sheet, folder, f"board_{kind}")


def _window(pilot: Pilot, folder: Path, kind: str) -> None:
    """Take the whole window while the unit with the most targets looks for one."""
    state = pilot.session.state
    shots = {
        unit: options_if_activated(state, unit).shoot
        for unit in range(len(state.units))
        if rules.options(state).activate >> unit & 1
    }
    pilot.do(Activate(max(shots, key=lambda unit: sum(t.bit_count() for _, t in shots[unit]))))
    for _ in range(QUIET_FRAMES):
        pilot.frame(0.0)
    _save(pygame.display.get_surface(), folder, f"battle_{kind}")


# Menus


def menus(folder: Path) -> None:
    """Take a generated battle about to begin, in two sizes of window."""
    for size in (WINDOW, SMALL_WINDOW):
        with tempfile.TemporaryDirectory() as home:
            os.environ["HEXFRONT_HOME"] = home
            folders = user_folders()
            folders.require_writable()
            app = App(Window(size, fullscreen=False), folders, Settings(scale=100), Worker())
            app.begin(TitleScreen(app))
            hand = Hand(app)
            hand.frame()
            app.go(Push(NewBattleScreen(app, BATTLES["generated"][0])))
            hand.frame(QUIET_FRAMES)
            _save(pygame.display.get_surface(), folder, f"new_{size[0]}")
            app.close()


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    pygame.init()
    for title in sys.argv[2:] or ("roster", "menus", *BATTLES):
        if title == "roster":
            roster(folder)
        elif title == "menus":
            menus(folder)
        else:
            boards(folder, title)
    pygame.quit()


if __name__ == "__main__":
    main()
