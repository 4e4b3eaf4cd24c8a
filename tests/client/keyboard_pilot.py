"""A pilot who has no mouse: it moves the cursor, and presses keys."""

from __future__ import annotations

from typing import Final, NoReturn

from client.overlays.hand_over import HandOverOverlay
from engine.hexgrid import Offset
from tests.client.pilot import Pilot

_BUTTON_KEYS: Final = {
    "advance": "a",
    "skip": "space",
    "wait": "space",
    "end_phase": "e",
    "confirm": "return",
    "ready": "return",
}
_MOST_STEPS: Final = 200


class KeyboardPilot(Pilot):
    """Does by keys what the pilot does by clicks; any use of the mouse fails."""

    def point(self, pixel: tuple[int, int]) -> NoReturn:
        raise AssertionError(f"there is no mouse to point at {pixel}")

    def click(self, name: str) -> None:
        assert self.offers(name) or isinstance(self.overlay, HandOverOverlay), name
        self.press(_BUTTON_KEYS[name])

    def click_hex(self, at: Offset) -> None:
        self.move_cursor(at)
        self.press("return")

    @property
    def cursor(self) -> Offset | None:
        """Return the hex of the cursor as it is drawn."""
        return self.screen.picture().cursor

    def move_cursor(self, at: Offset) -> None:
        """Press arrows until the cursor is in a hex: across first, then up or down."""
        for _ in range(_MOST_STEPS):
            here = self.cursor
            if here == at:
                return
            if here is None:
                self.press("up")
            elif here[0] != at[0]:
                self.press("left" if at[0] < here[0] else "right")
            else:
                self.press("up" if at[1] < here[1] else "down")
        raise AssertionError(f"the cursor does not get to {at}")


def without_mouse(pilot: Pilot) -> KeyboardPilot:
    """Return a pilot at the same screen who uses the keyboard alone."""
    return KeyboardPilot(pilot.screen, pilot.stack, pilot.frame)
