"""Boards as pictures without a window: a state of a battle, drawn by the game itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pygame

from client.battle.input.decision import PendingDecision
from client.battle.input.unit_selection import Selection
from client.battle.playback.frames import AnimationFrame
from client.battle.playback.scene import Scene
from client.battle.view import offers
from client.battle.view.board_picture import compose, decision_view
from client.draw.board.board_view import BoardView
from client.draw.board.camera import Camera
from client.draw.board.picture import BoardPicture
from client.draw.ui.style import Style
from engine.battle import rules
from engine.battle.activation import waiting_units
from engine.battle.options import NOTHING
from engine.battle.state import BattleState
from engine.hexgrid import Offset

THEME: Final = "dusk"


def picture_of(state: BattleState) -> BoardPicture:
    """Return the board as the person sees it who is to decide."""
    over = state.result is not None
    options, waiting = (NOTHING, 0) if over else (rules.options(state), waiting_units(state))
    now = PendingDecision(state, options, waiting, waiting, 0, can_undo=False, can_put_back=False)
    offer = offers.offer_of(now, Selection())
    view = decision_view(now, Selection(), offer)
    scene = Scene.from_state(state)
    return compose(state.setup, scene, AnimationFrame(), view, frozenset())


def draw_board(picture: BoardPicture, size: tuple[int, int]) -> tuple[pygame.Surface, Camera]:
    """Return a board drawn as large as it fits into *size* pixels, and the camera."""
    sheet = pygame.Surface(size)
    camera = Camera.fitting(picture.columns, picture.rows, pygame.Rect((0, 0), size))
    BoardView(Style(THEME)).draw(sheet, camera, picture, 0, hurried=False)
    return sheet, camera


def save_sheet(sheet: pygame.Surface, folder: Path, title: str) -> None:
    """Write a picture and print its path."""
    path = folder / f"{title}.jpg"
    pygame.image.save(sheet, path)
    print(path)


def hexes_of(state: BattleState) -> dict[int, Offset]:
    """Return the hexes of all living units."""
    return {unit.id: state.offset(unit) for unit in state.units if unit.hp}
