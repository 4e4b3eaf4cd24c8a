"""The pictures of docs/decisions.md, and the table of what single decisions were worth.

    python -m scripts.decisions_pictures

writes the table, between the marks of the page; `scripts.take_screens` takes the pictures, which
are drawn by the game itself.
"""

from __future__ import annotations

import random
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Final, NamedTuple

import pygame

from engine.battle import Game, Side, load_scenario, rules
from engine.battle.actions import Action, AdvanceTo, Charge, ChargeTo, Fight, Move, Shoot
from engine.battle.state import BattleState
from engine.dice import SeededDice
from engine.hexgrid import Offset
from engine.players.arena.score import DRAW, wilson
from engine.players.registry import make_player
from hexfront.pages import write_part
from scripts.board_sheets import draw_board, hexes_of, picture_of, save_sheet
from scripts.policy_pictures import OPPONENT, PLAYER, ROOT, SHEET

PLAYED_OUT: Final = 400
"""How often each of the two options is played out to the end of the battle."""
PAGE: Final = ROOT / "docs" / "decisions.md"
PART: Final = "decisions"
"""The part of the page that holds the table."""


class Remark(NamedTuple):
    """A decision to talk of: its battle against `OPPONENT`, its place in it, the other option.

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


def find(remark: Remark) -> tuple[Game, Action, Action]:
    """Return the battle before a decision, what `PLAYER` does, and the other option."""
    game = Game.start(load_scenario(remark.battle), remark.seed)
    seats = {
        remark.seat: make_player(PLAYER, remark.seat, remark.seed),
        remark.seat.other: make_player(OPPONENT, remark.seat.other, remark.seed),
    }
    for step in range(remark.step + 1):
        state = game.state
        actions = rules.legal_actions(state)
        action = seats[state.to_act].choose(state, actions)
        if step == remark.step:
            break
        game.apply(action)
    others = [one for one in actions if one.to_text() == remark.other]
    if state.to_act is not remark.seat or not others or others[0] == action:
        sys.exit(f"{remark.title}: the policy does not come by this decision any more")
    return game, action, others[0]


# The picture


def show(folder: Path, remark: Remark, game: Game, action: Action, other: Action) -> None:
    """Draw the board with what was done in white and what was not in black."""
    sheet, camera = draw_board(picture_of(game.state), SHEET)
    at = hexes_of(game.state)
    assert game.state.active is not None, "a unit decides"
    begin = camera.centre(at[game.state.active])
    width = max(2, camera.radius // 5)
    for one, paint, rim in ((other, "black", "white"), (action, "white", "black")):
        to = _place(game.state, one)
        end = begin if to is None else camera.centre(to)
        pygame.draw.line(sheet, rim, begin, end, width + 2)
        pygame.draw.line(sheet, paint, begin, end, width)
        for colour, radius in ((rim, width + 4), (paint, width + 2)):
            pygame.draw.circle(sheet, colour, end, radius)
    save_sheet(sheet, folder, f"decision_{remark.title}")


def _place(state: BattleState, action: Action) -> Offset | None:
    """Return the hex that an action is about; None when it is the unit's own."""
    match action:
        case Shoot(target=target) | Charge(target) | Fight(target=target):
            return hexes_of(state)[target]
        case Move(to) | AdvanceTo(to) | ChargeTo(to):
            return to
        case _:
            return None


# What comes of it


class Trial(NamedTuple):
    """An option that is played out."""

    state: BattleState
    action: Action
    seed: int


def play_out(trial: Trial) -> float:
    """Return what a battle comes to for who decides: 1 won, 0 lost; `OPPONENT` plays both sides."""
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
    """Return how often it is won after an action, in words."""
    seeds = random.Random(PART)
    trials = [Trial(state, action, seeds.randrange(2**32)) for _ in range(PLAYED_OUT)]
    with ProcessPoolExecutor() as executor:
        points = sum(executor.map(play_out, trials, chunksize=10))
    low, high = wilson(points, PLAYED_OUT)
    return f"{points / PLAYED_OUT:.0%} ({low:.0%} to {high:.0%})"


def take_pictures(folder: Path) -> None:
    """Take all pictures of the page."""
    pygame.init()
    pygame.display.set_mode(SHEET)
    for remark in REMARKS:
        show(folder, remark, *find(remark))
    pygame.quit()


def main() -> None:
    """Write the table."""
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
        game, action, other = find(remark)
        state = game.state
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
    write_part(PAGE, PART, "\n".join(lines))


if __name__ == "__main__":
    main()
