"""Takes the pictures of advice: hints, an explanation, a lesson.

`python -m tests.client.take_advice FOLDER [WIDTH HEIGHT PERCENT]`, with `SDL_VIDEODRIVER=dummy`
where no window is wanted. A pilot plays a packaged battle against a bot and asks for advice.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pygame

from engine.battle.actions import Activate, Charge, Move, Shoot
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.pilot import Pilot, greedy

SCENARIO = "vespers"
MOST = 600


def _save(pilot: Pilot, folder: Path, title: str) -> None:
    for _ in range(40):
        pilot.frame()  # ground that is painted in pieces is there in the end
    path = folder / f"{title}.png"
    pygame.image.save(pygame.display.get_surface(), path)
    print(path)


def _play_until(pilot: Pilot, condition: Callable[[Pilot], bool]) -> bool:
    """Play as `greedy` does until the person's decision is as wanted; return whether it is."""
    for _ in range(MOST):
        pilot.settle()
        if pilot.screen.presenter.over:
            return False
        if pilot.session.awaits_person and condition(pilot):
            return True
        pilot.do(greedy(pilot.session))
    return False


def _offers(kind: type, least: int = 1) -> Callable[[Pilot], bool]:
    def condition(pilot: Pilot) -> bool:
        return sum(isinstance(one, kind) for one in pilot.session.game.legal_actions()) >= least

    return condition


def take(folder: Path, size: tuple[int, int], percent: int) -> None:
    """Take all pictures in a window of *size* pixels at a UI scale."""
    pilot = sit_down(start(SCENARIO, AGAINST_BOT, 3), size, percent / 100)
    wanted: list[tuple[str, Callable[[Pilot], bool]]] = [
        ("hint_unit", lambda one: one.session.state.active is None),
        ("hint_move", _offers(Move, 10)),
        ("hint_shoot", _offers(Shoot, 2)),
        ("hint_charge", _offers(Charge)),
    ]
    for title, condition in wanted:
        if _play_until(pilot, condition):
            pilot.press("h")
            _save(pilot, folder, f"{title}_{percent}")
            pilot.press("h")
    if _play_until(pilot, lambda one: len(one.session.deeds[Side.TWO]) > 3):
        pilot.press("x")
        _save(pilot, folder, f"explain_{percent}")
        pilot.press("escape")


def take_lesson(folder: Path, size: tuple[int, int], percent: int) -> None:
    """Take the picture of a lesson: units move away from the enemy until one is given."""
    pilot = sit_down(start(SCENARIO, AGAINST_BOT, 3), size, percent / 100, teaching=True)
    for _ in range(MOST):
        pilot.settle()
        pilot.frame()
        if pilot.overlay is not None:
            _save(pilot, folder, f"lesson_{percent}")
            return
        actions = pilot.session.game.legal_actions()
        moves = [one for one in actions if isinstance(one, Move)]
        chosen = next((one for one in actions if isinstance(one, Activate)), None)
        pilot.do(moves[0] if moves else chosen or greedy(pilot.session))


def main(arguments: list[str]) -> None:
    """Take the pictures into the folder that is named."""
    folder = Path(arguments[0])
    folder.mkdir(parents=True, exist_ok=True)
    width, height, percent = (int(one) for one in arguments[1:4] or ("1280", "800", "100"))
    pygame.display.init()
    pygame.font.init()
    take(folder, (width, height), percent)
    take_lesson(folder, (width, height), percent)


if __name__ == "__main__":
    main(sys.argv[1:])
