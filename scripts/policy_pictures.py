"""The pictures of docs/policy.md, and the table of what the policy does.

    python -m scripts.policy_pictures

writes the table, between the marks of the page; `scripts.take_screens` takes the pictures, which
are drawn by the game itself. `veteran` plays.
"""

from __future__ import annotations

import dataclasses
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pygame

from client.draw.board.camera import Camera
from client.draw.board.picture import ThreatPicture
from client.draw.ui.style import Style
from client.draw.ui.theme import Team
from engine.battle import Game, Side, load_scenario, rules, turn
from engine.battle.actions import Action, Fight, Mode, Shoot
from engine.battle.phase import Phase
from engine.battle.state import BattleState, Setup
from engine.dice import SeededDice
from engine.hexgrid import Offset
from engine.players.registry import make_player
from hexfront.pages import write_part
from scripts.board_sheets import THEME, draw_board, hexes_of, picture_of, save_sheet

BATTLES: Final = ("hedge_war", "grist", "random:1000017")
PLAYER: Final = "veteran"
OPPONENT: Final = "bot:tactician"
COUNTED: Final = tuple(f"random:{seed}" for seed in range(1000301, 1000341))
"""Battles in which actions are counted, one from either seat."""
REPEATS: Final = 20
"""Battles on one board in which is counted where units stand, from either seat."""
SHEET: Final = (900, 760)
ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "policy.md"
PART: Final = "actions"
"""The part of the page that holds the table."""


class Step(NamedTuple):
    """A decision: the battle before it, what might be done, what was done."""

    state: BattleState
    actions: list[Action]
    action: Action


def play(battle: str, players: dict[Side, str], seed: int) -> Iterator[Step]:
    """Play a battle to its end, decision by decision."""
    state, _ = turn.start(Setup(load_scenario(battle)))
    dice = SeededDice(seed)
    seats = {side: make_player(name, side, seed) for side, name in players.items()}
    while state.result is None:
        actions = rules.legal_actions(state)
        action = seats[state.to_act].choose(state, actions)
        yield Step(state, actions, action)
        state, _ = rules.carry_out(state, action, dice)


# How it opens


def openings(folder: Path) -> None:
    """Draw the first round of both sides: where units came from, and where they are after it."""
    for battle in BATTLES:
        game = Game.start(load_scenario(battle), 1)
        seats = {side: make_player(PLAYER, side, 1) for side in Side}
        ways: dict[int, list[Offset]] = defaultdict(list)
        while game.state.round == 1:
            state = game.state
            for unit, at in hexes_of(state).items():
                if not ways[unit] or ways[unit][-1] != at:
                    ways[unit].append(at)
            actions = rules.legal_actions(state)
            action = seats[state.to_act].choose(state, actions)
            game.apply(action)
        sheet, camera = draw_board(picture_of(game.state), SHEET)
        style = Style(THEME)
        for unit, way in ways.items():
            team = Team.ONE if game.state.setup.sides[unit] is Side.ONE else Team.TWO
            _trace(sheet, camera, way, style.colours.team(team).light, style.colours.shade)
        save_sheet(sheet, folder, f"opening_{battle.replace(':', '_')}")


def _trace(
    sheet: pygame.Surface,
    camera: Camera,
    way: list[Offset],
    colour: tuple[int, ...],
    shade: tuple[int, ...],
) -> None:
    """Draw a way through hexes, a dot where it begins."""
    points = [camera.centre(at) for at in way]
    width = max(2, camera.radius // 6)
    for paint, more in ((shade, 2), (colour, 0)):
        pygame.draw.circle(sheet, paint, points[0], width + 1 + more)
        if len(points) > 1:
            pygame.draw.lines(sheet, paint, False, points, width + more)


# Where it stands


def places(folder: Path) -> None:
    """Colour hexes by how often its units stood there at the end of its turns."""
    for battle in BATTLES:
        for seat in Side:
            stood: Counter[Offset] = Counter()
            for seed in range(REPEATS):
                stood += _stood(battle, seat, seed)
            state, _ = turn.start(Setup(load_scenario(battle)))
            most = max(stood.values())
            threat = tuple(
                ThreatPicture(at, math.ceil(4 * count / most)) for at, count in stood.items()
            )
            picture = dataclasses.replace(picture_of(state), threat=threat, units=())
            title = f"places_{battle.replace(':', '_')}_{seat.name.lower()}"
            save_sheet(draw_board(picture, SHEET)[0], folder, title)


def _stood(battle: str, seat: Side, seed: int) -> Counter[Offset]:
    stood: Counter[Offset] = Counter()
    before: BattleState | None = None
    for step in play(battle, {seat: PLAYER, seat.other: OPPONENT}, seed):
        if before is not None and before.side is seat and step.state.side is not seat:
            own = {unit.id for unit in step.state.living(seat)}
            stood.update(at for unit, at in hexes_of(step.state).items() if unit in own)
        before = step.state
    return stood


# What it does


def actions(page: Path) -> None:
    """Count what was chosen where it might have been something else, and write the table."""
    chosen: dict[str, Counter[str]] = {name: Counter() for name in (PLAYER, OPPONENT)}
    might: dict[str, Counter[str]] = {name: Counter() for name in (PLAYER, OPPONENT)}
    for battle in COUNTED:
        for seat in Side:
            players = {seat: PLAYER, seat.other: OPPONENT}
            for step in play(battle, players, 1):
                if len(step.actions) > 1 and step.state.active is not None:
                    name = players[step.state.to_act]
                    phase = step.state.phase
                    chosen[name][_kind(phase, step.action)] += 1
                    might[name].update({_kind(phase, action) for action in step.actions})
    lines = [
        f"| phase | action | `{PLAYER}` took it | of chances | `{OPPONENT}` took it | of chances |",
        "|---|---|---|---|---|---|",
    ]
    for kind in sorted(might[PLAYER] | might[OPPONENT]):
        cells = [_share(chosen[name][kind], might[name][kind]) for name in chosen]
        lines.append(f"| {kind} | {' | '.join(cells)} |")
    write_part(page, PART, "\n".join(lines))


def _kind(phase: Phase, action: Action) -> str:
    name = type(action).__name__
    if isinstance(action, Shoot | Fight):
        name += ", one attack" if action.mode is Mode.SINGLE else ", volley"
    return f"{phase.name} | {name}"


def _share(count: int, chances: int) -> str:
    return f"{100 * count / chances:.0f} % | {chances:,}" if chances else "– | 0"


def take_pictures(folder: Path) -> None:
    """Take all pictures of the page."""
    pygame.init()
    pygame.display.set_mode(SHEET)
    openings(folder)
    places(folder)
    pygame.quit()


if __name__ == "__main__":
    actions(PAGE)
