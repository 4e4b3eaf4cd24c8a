"""A pilot who sees nothing: it presses keys, and decides by what is said alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from tests.client.speech.listening import Listener

_ACTIVE: Final = re.compile(
    r"Active: (?P<unit>.+) of (?P<side>.+) at (?P<at>column \d+, row \d+), "
)
_TARGET: Final = re.compile(
    r"Target: (?P<unit>.+) of (?P<side>.+) at (?P<at>column \d+, row \d+), .*"
    r"Odds: (?P<under><?)(?P<chance>\d+)\D{0,3}% (?P<what>\w+)"
)
_HEX: Final = re.compile(r"(?P<at>Column \d+, row \d+): (?P<terrain>[\w ]+)\.")
_ANSWER: Final = re.compile(r".+, button\b.*")
_LIKELY: Final = 50
"""Per cent from which a charge is tried."""
_QUIET: Final = 8
"""Frames without a word after which somebody who was asked acts."""
_PATIENCE: Final = 4000


class BlindPilot:
    """Plays a side by keys. *press* presses one, *frame* lets time pass, *ears* hear what is said.

    It knows the keys of the help screen, and what the words mean; it never looks.
    """

    def __init__(
        self, press: Callable[[str], None], frame: Callable[[], None], ears: Listener
    ) -> None:
        self._press = press
        self._frame = frame
        self._ears = ears
        self.asked = ""
        self.at = ""
        self.here = ""
        self.reached = False
        self.targets: list[re.Match[str]] = []
        self.result: list[str] = []
        self.unknown: list[str] = []

    # Hearing

    def press(self, key: str) -> list[str]:
        self._press(key)
        return self.hear()

    def hear(self) -> list[str]:
        """Take in what was said, and note what is asked."""
        news = self._ears.news()
        targets = [found for line in news if (found := _TARGET.match(line))]
        if targets:
            self.targets = targets
        for line in news:
            self._take(line)
        return news

    def _take(self, line: str) -> None:
        active, place = _ACTIVE.match(line), _HEX.match(line)
        if active:
            self.at = active["at"]
        if place:
            self.here, self.reached = place["at"].lower(), "In reach" in line
        if any(line.startswith(words) or words in line for words in _QUESTIONS):
            self.asked = line
        if line in {"Victory", "Defeat", "Draw", "A draw"}:
            self.result.append(line)

    def _wait(self) -> None:
        """Wait until something is asked and all has been said."""
        quiet = 0
        for _ in range(_PATIENCE):
            self._frame()
            quiet = 0 if self.hear() else quiet + 1
            if self.result or (self.asked and quiet >= _QUIET):
                return
        raise AssertionError(f"nothing is asked: {self._ears.lines[-20:]}")

    # Playing

    def play(self, most: int = 3000) -> None:
        """Play until a result is said."""
        for _ in range(most):
            self._wait()
            if self.result:
                return
            asked, self.asked = self.asked, ""
            step = next(step for words, step in _QUESTIONS.items() if words in asked)
            step(self)
        raise AssertionError("the battle does not end")

    def pick_unit(self) -> None:
        news = self.press("tab")
        if not any(_ACTIVE.match(line) for line in news) and not self.asked:
            self.press("e")

    def move(self) -> None:
        """Stay on an anchor, otherwise go where the first step of the cursor leads."""
        own = [line for line in self._ears.lines[-12:] if line.lower().startswith(f"{self.at}:")]
        if own and "Anchor" in own[-1]:
            self.press("space")
            return
        self.press("t")
        self.press("return" if self.reached else "space")

    def go(self) -> None:
        """Take a destination that has to be chosen: the cursor is on the best one."""
        if not self.reached:
            self.press("t")
        assert self.reached, self._ears.lines[-6:]
        self.press("return")

    def attack(self) -> None:
        """Attack the first target that was said: the list begins with the best."""
        if not self._aim(self.targets[0]["at"]):
            self.press("t")
        self.press("return")

    def attack_on(self) -> None:
        """Go on with the attacks that are left, if anybody is in reach."""
        self.press("t")
        if "Attack:" in self._ears.lines[-1] or any(
            "Attack:" in line for line in self._ears.lines[-3:]
        ):
            self.press("return")
        else:
            self.press("space")

    def charge(self) -> None:
        best = max(self.targets, key=lambda one: int(one["chance"]))
        if int(best["chance"]) >= _LIKELY and self._aim(best["at"]):
            self.press("return")
        else:
            self.press("space")

    def wait(self) -> None:
        self.press("space")

    def confirm(self) -> None:
        self.press("return")

    def _aim(self, at: str) -> bool:
        """Step from target to target until the cursor is in a hex; return whether it gets there."""
        for _ in range(len(self.targets) + 1):
            if self.here == at:
                return True
            self.press("t")
        return False


_QUESTIONS: Final[dict[str, Callable[[BlindPilot], None]]] = {
    "Choose a unit to": BlindPilot.pick_unit,
    "Choose your next unit to fight": BlindPilot.pick_unit,
    "choose your next unit to fight": BlindPilot.pick_unit,
    "Units that charged fight first": BlindPilot.pick_unit,
    "Choose a green hex": BlindPilot.move,
    "Choose an orange hex": BlindPilot.go,
    "Choose where the charge ends": BlindPilot.go,
    "Choose a target to charge": BlindPilot.charge,
    "No target:": BlindPilot.wait,
    " left. Choose a target": BlindPilot.attack_on,
    ": click a target to fire": BlindPilot.attack,
    " picks a target": BlindPilot.attack,
    ": choose a target": BlindPilot.attack,
    "End the phase?": BlindPilot.confirm,
}
"""What is asked, by words of the question, and what the pilot does about it."""
