"""Explanations: of what a resting mouse is over, and of what the keys walk through."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import pygame

from client.battle.hud.explained import ExplainedPlace, ExplainedPlaces
from client.battle.hud.explanation_box import Explanation
from client.battle.input.keys import KeyCommand
from client.battle.input.resting_mouse import RestingMouse
from client.battle.view.board_topics import entries_at
from client.tuning import load_tuning

if TYPE_CHECKING:
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
_ASIDE: Final = 2.0
"""How much more a distance counts across the direction of a key than along it."""


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
    walks through everything that the panels show, the hex of the cursor first. *is_walking* is
    whether it does at the moment.
    """

    def __init__(self, battle: ExplainedBattle) -> None:
        """Start with nothing explained."""
        self.is_walking = False
        self._battle: Final = battle
        self._focus: ExplainedPlace | None = None
        self._places: ExplainedPlaces | None = None
        self._mouse: Final = RestingMouse()

    def update(self, seconds: float) -> None:
        """Measure how long the mouse has rested; a move ends the walk."""
        if self._mouse.update(self._battle.mouse, seconds):
            self.is_walking = False

    def wait_for_mouse(self) -> None:
        """Explain nothing by the mouse until it moves."""
        self._mouse.wait_for_move()

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture as it is: explanations are no part of the board."""
        return picture

    # Keys

    def press(self, command: KeyCommand) -> bool:
        """Walk to the next explained thing, or end the walk; return whether the key did only
        that.
        """
        if command in _STEPS:
            self._step(_STEPS[command])
            return True
        if not self.is_walking or command in _LOOKING:
            return False
        if command in _WAYS:
            if self._focus is None:
                return False  # the cursor moves, and the walk with it
            self._go(_WAYS[command])
            return True
        self.is_walking = False
        return command is KeyCommand.BACK

    def _stops(self) -> list[ExplainedPlace | None]:
        """Return where the walk leads: None stands for the hex of the cursor."""
        board: list[ExplainedPlace | None] = [] if self._cursor is None else [None]
        return board if self._places is None else [*board, *self._places.walk()]

    @property
    def _cursor(self) -> Hex | None:
        chosen = self._battle.presenter.chosen
        return chosen.hovered if chosen.keyed else None

    def _step(self, step: int) -> None:
        stops = self._stops()
        if not stops:
            return
        if not self.is_walking:
            self._focus = stops[0 if step > 0 else -1]
            self.is_walking = True
            return
        topics = None if self._focus is None else self._focus.topics
        known = [None if stop is None else stop.topics for stop in stops]
        here = known.index(topics) if topics in known else -1
        self._focus = stops[(here + step) % len(stops)]

    def _go(self, way: tuple[int, int]) -> None:
        """Walk to the nearest place of the panels in a direction, if there is one."""
        if self._places is None or self._focus is None:
            return
        start = pygame.Vector2(self._focus.rect.center)
        along = pygame.Vector2(way).normalize()
        nearest: tuple[float, ExplainedPlace] | None = None
        for place in self._places.places:
            off = pygame.Vector2(place.rect.center) - start
            ahead = off.dot(along)
            if ahead < 1:
                continue
            cost = ahead + _ASIDE * (off - ahead * along).length()
            if nearest is None or cost < nearest[0]:
                nearest = cost, place
        if nearest is not None:
            self._focus = nearest[1]

    # What is shown

    def explain(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        """Return what is explained in a frame: *places* and *picture* are what it shows."""
        self._places = places
        if self.is_walking:
            return self._walked(places, picture)
        return self._rested_on(places, picture)

    def _walked(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        if self._focus is None:
            at = self._cursor
            found = None if at is None else self._of_hex(at, picture, walked=True)
        else:
            found = self._of_focus(self._focus, places)
        self.is_walking = found is not None
        return found

    def _of_focus(self, focus: ExplainedPlace, places: ExplainedPlaces) -> Explanation | None:
        """Return what explains the place walked to, which may have moved; None if it is gone."""
        same = [place for place in places.places if place.topics == focus.topics]
        if not same:
            return None
        was = pygame.Vector2(focus.rect.center)
        self._focus = min(same, key=lambda one: was.distance_to(one.rect.center))
        return Explanation(places.entries(self._focus), self._focus.rect, walked=True)

    def _rested_on(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        """Return what explains the thing under a mouse that has rested long enough."""
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
