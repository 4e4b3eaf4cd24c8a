"""Takes the pictures of `docs/decisions.md`, and plays out what was decided and what was not.

`python -m tests.client.take_decisions FOLDER PAGE`, with `SDL_VIDEODRIVER=dummy` where no window is
wanted. Pictures are drawn by the game itself; the table is written between the marks of PAGE.
"""

from __future__ import annotations

import os
import random
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import pygame

from client.battle.model.session import Session
from engine.battle import Side, rules
from engine.battle.actions import Action, AdvanceTo, Charge, ChargeTo, Fight, Move, Shoot
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.hexgrid import Offset
from engine.players.arena.score import DRAW, wilson
from engine.players.registry import make_player
from hexfront.pages import write_part
from tests.client.battle.desk import PEOPLE, sit_down, start
from tests.client.take_policy import OPPONENT, PLAYER, SHEET, draw, hexes, save

PLAYED_OUT: Final = 400
"""How often each of the two options is played out to the end of the battle."""
PART: Final = "decisions"
"""The part of the page that holds the table."""


class Remark(NamedTuple):
    """Name a decision to talk of: its battle against `OPPONENT`, its place in it, the other option.

    *step* counts the actions of both sides.
    """

    title: str
    battle: str
    seat: Side
    seed: int
    step: int
    other: str


REMARKS: Final = (
    Remark("stays_to_win", "windthrow", Side.ONE, 2, 342, "CHARGE 14"),
    Remark("charges_onto_the_anchor", "vespers", Side.TWO, 1, 301, "CHARGE_TO 10,8"),
    Remark("holds_the_middle", "windthrow", Side.ONE, 2, 302, "MOVE 18,11"),
    Remark("breaks_off", "low_water", Side.ONE, 1, 174, "WAIT"),
    Remark("opens_a_way", "vespers", Side.TWO, 1, 304, "CHARGE_TO 10,9"),
    Remark("stays_under_fire", "long_siege", Side.TWO, 2, 392, "MOVE 7,7"),
    Remark("ends_too_far_out", "low_water", Side.ONE, 2, 110, "CHARGE_TO 9,13"),
)


def find(remark: Remark) -> tuple[Session, Action, Action]:
    """Play up to a decision; give the battle, what `PLAYER` does, and the other option."""
    session = start(remark.battle, PEOPLE, remark.seed)
    seats = {
        remark.seat: make_player(PLAYER, remark.seat, remark.seed),
        remark.seat.other: make_player(OPPONENT, remark.seat.other, remark.seed),
    }
    for step in range(remark.step + 1):
        state = session.state
        actions = rules.legal_actions(state)
        action = seats[state.to_act].choose(state, actions)
        if step == remark.step:
            break
        assert session.submit(session.records, action), "the ply is the latest"
    others = [one for one in actions if one.to_text() == remark.other]
    if state.to_act is not remark.seat or not others or others[0] == action:
        sys.exit(f"{remark.title}: the policy does not come by this decision any more")
    return session, action, others[0]


# The picture


def show(folder: Path, remark: Remark, session: Session, action: Action, other: Action) -> None:
    """Draw the board with what was done in white and what was not in black."""
    pilot = sit_down(session, SHEET)
    pilot.settle()
    sheet, camera, _ = draw(pilot.screen.picture())
    at = hexes(session.state)
    assert session.state.active is not None, "a unit decides"
    begin = camera.centre(at[session.state.active])
    width = max(2, camera.radius // 5)
    for one, paint, rim in ((other, "black", "white"), (action, "white", "black")):
        to = _place(session.state, one)
        end = begin if to is None else camera.centre(to)
        pygame.draw.line(sheet, rim, begin, end, width + 2)
        pygame.draw.line(sheet, paint, begin, end, width)
        for colour, radius in ((rim, width + 4), (paint, width + 2)):
            pygame.draw.circle(sheet, colour, end, radius)
    save(sheet, folder, f"decision_{remark.title}")


def _place(state: BattleState, action: Action) -> Offset | None:
    """Give the hex that an action is about; None when it is the unit's own."""
    match action:
        case Shoot(target=target) | Charge(target) | Fight(target=target):
            return hexes(state)[target]
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            return to
        case _:
            return None


# What comes of it


class Trial(NamedTuple):
    """Name an option that is played out."""

    state: BattleState
    action: Action
    seed: int


def play_out(trial: Trial) -> float:
    """Give what a battle comes to for who decides: 1 won, 0 lost; `OPPONENT` plays both sides."""
    state, action, seed = trial
    side, dice = state.to_act, SeededDice(seed)
    seats = {one: make_player(OPPONENT, one, seed) for one in Side}
    state, _ = rules.carry_out(state, action, dice)
    while state.result is None:
        choice = seats[state.to_act].choose(state, rules.legal_actions(state))
        state, _ = rules.carry_out(state, choice, dice)
    winner = state.result.winner
    return DRAW if winner is None else float(winner is side)


def judge(state: BattleState, action: Action) -> str:
    """Write how often it is won after an action."""
    seeds = random.Random(PART)
    trials = [Trial(state, action, seeds.randrange(2**32)) for _ in range(PLAYED_OUT)]
    with ProcessPoolExecutor() as executor:
        points = sum(executor.map(play_out, trials, chunksize=10))
    low, high = wilson(points, PLAYED_OUT)
    return f"{points / PLAYED_OUT:.0%} ({low:.0%} to {high:.0%})"


def main() -> None:
    folder, page = Path(sys.argv[1]), Path(sys.argv[2])
    os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
    pygame.init()
    pygame.display.set_mode(SHEET)
    heads = (
        "decision",
        "battle",
        "round, phase",
        "it took",
        "won after it",
        "or",
        "won after that",
    )
    lines = [f"| {' | '.join(heads)} |", "|---" * len(heads) + "|"]
    for remark in REMARKS:
        session, action, other = find(remark)
        state = session.state
        show(folder, remark, session, action, other)
        cells = [
            f"[{remark.title}](#{remark.title})",
            f"`{remark.battle}`, {remark.seat.name}, seed {remark.seed}, step {remark.step}",
            f"{state.round}, {state.phase.name}",
            f"`{action.to_text()}`",
            judge(state, action),
            f"`{other.to_text()}`",
            judge(state, other),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    write_part(page, PART, "\n".join(lines))
    pygame.quit()


if __name__ == "__main__":
    main()
