"""Explanations: of what a resting mouse is over, and of what the keys walk through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud.explanation_box import Explanation
from client.battle.hud.explanation_walk import ExplanationWalk
from client.battle.input.keys import KeyCommand, key_words
from client.battle.input.resting_mouse import RestingMouse
from client.battle.speech.panel_words import explanation_words
from client.battle.view.board_topics import entries_at
from client.tuning import load_tuning

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.hud.explained import ExplainedPlace, ExplainedPlaces
    from client.battle.input.board_control import BoardControl
    from client.battle.presenter import BattlePresenter
    from client.draw.board.picture import BoardPicture
    from client.draw.geometry import Hex

_STEPS: Final = {KeyCommand.INSPECT: 1, KeyCommand.INSPECT_BACK: -1}
_WAYS: Final = {
    KeyCommand.CURSOR_LEFT: (-1, 0),
    KeyCommand.CURSOR_RIGHT: (1, 0),
    KeyCommand.CURSOR_UP: (0, -1),
    KeyCommand.CURSOR_DOWN: (0, 1),
    KeyCommand.CURSOR_UP_LEFT: (-1, -1),
    KeyCommand.CURSOR_UP_RIGHT: (1, -1),
    KeyCommand.CURSOR_DOWN_LEFT: (-1, 1),
    KeyCommand.CURSOR_DOWN_RIGHT: (1, 1),
}
"""The direction of each key in the window, to the right and down."""
_LOOKING: Final = frozenset(
    {
        *(KeyCommand.ZOOM_IN, KeyCommand.ZOOM_OUT, KeyCommand.FIT, KeyCommand.THREAT),
        *(KeyCommand.PAN_LEFT, KeyCommand.PAN_RIGHT, KeyCommand.PAN_UP, KeyCommand.PAN_DOWN),
    }
)
"""Commands that change only what is seen: the walk goes on."""


class ExplainedBattle(Protocol):
    """A battle on the screen, as its explanations see it; *mouse* is in pixels of the window."""

    mouse: tuple[int, int]

    @property
    def presenter(self) -> BattlePresenter:
        """Return the presenter of the battle."""
        ...

    @property
    def control(self) -> BoardControl:
        """Return the controller of the view of the board."""
        ...

    def is_clear(self, pixel: tuple[int, int]) -> bool:
        """Whether nothing covers the board at a pixel."""
        ...


class Explainer:
    """The explanations of a battle, by mouse and by keys.

    The mouse explains what it has rested on for a while, until a key or a button is pressed; a key
    walks through everything that the panels show, the hex of the cursor first. Without *by_mouse*
    only keys explain.
    """

    def __init__(self, battle: ExplainedBattle) -> None:
        """Start with nothing explained."""
        self.by_mouse = True
        self._battle: Final = battle
        self._walk: Final = ExplanationWalk()
        self._places: ExplainedPlaces | None = None
        self._mouse: Final = RestingMouse()
        self._shown: Explanation | None = None

    def update(self, seconds: float) -> None:
        """Measure how long the mouse has rested; a move ends the walk."""
        if self._mouse.update(self._battle.mouse, seconds):
            self._walk.end()

    def wait_for_mouse(self) -> None:
        """Explain nothing by the mouse until it moves."""
        self._mouse.wait_for_move()

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture as it is: explanations are no part of the board."""
        return picture

    # Keys

    @property
    def is_walking(self) -> bool:
        """Whether a key is walking through what is shown at the moment."""
        return self._walk.is_walking

    def press(self, command: KeyCommand) -> bool:
        """Walk to the next explained thing, or end the walk; return whether the key did only
        that.
        """
        if command in _STEPS:
            self._walk.step(self._stops(), _STEPS[command])
            return True
        if not self.is_walking or command in _LOOKING:
            return False
        if command in _WAYS:
            if self._walk.focus is None or self._places is None:
                return False  # the cursor moves, and the walk with it
            self._walk.go(self._places, _WAYS[command])
            return True
        self._walk.end()
        return command is KeyCommand.BACK

    def _stops(self) -> list[ExplainedPlace | None]:
        """Return where the walk leads: None stands for the hex of the cursor."""
        board: list[ExplainedPlace | None] = [] if self._cursor is None else [None]
        return board if self._places is None else [*board, *self._places.walk()]

    @property
    def _cursor(self) -> Hex | None:
        chosen = self._battle.presenter.chosen
        return chosen.hovered if chosen.keyed else None

    # What is shown

    def explain(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        """Return what is explained in a frame: *places* and *picture* are what it shows."""
        self._places = places
        if self.is_walking:
            self._shown = self._walked(places, picture)
        else:
            self._shown = self._rested_on(places, picture)
        return self._shown

    def words(self) -> Sequence[str]:
        """Return the explanation of the last frame."""
        keys = key_words(KeyCommand.INSPECT), key_words(KeyCommand.BACK)
        return explanation_words(self._shown, keys)

    def _walked(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        if self._walk.focus is not None:
            return self._walk.explain(places)
        at = self._cursor
        if at is None:
            self._walk.end()
            return None
        return self._of_hex(at, picture, walked=True)

    def _rested_on(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        """Return what explains the thing under a mouse that has rested long enough."""
        if not self.by_mouse:
            return None
        numbers, mouse = load_tuning().explanations, self._mouse.at
        place = places.at(mouse)
        if place is not None:
            if self._mouse.seconds < numbers.panel_seconds:
                return None
            return Explanation(places.entries(place), place.rect, walked=False)
        presenter = self._battle.presenter
        if self._mouse.seconds < numbers.board_seconds or not presenter.settled:
            return None
        if presenter.chosen.keyed or not self._battle.is_clear(mouse):
            return None
        at = self._battle.control.camera.hex_under(mouse)
        return None if at is None else self._of_hex(at, picture, walked=False)

    def _of_hex(self, at: Hex, picture: BoardPicture, *, walked: bool) -> Explanation:
        presenter, camera = self._battle.presenter, self._battle.control.camera
        rules = presenter.session.state.setup.rules
        x, y = camera.centre(at)
        radius = camera.radius
        rect = pygame.Rect(round(x) - radius, round(y) - radius, 2 * radius, 2 * radius)
        return Explanation(entries_at(picture, at, presenter.names, rules), rect, walked)
