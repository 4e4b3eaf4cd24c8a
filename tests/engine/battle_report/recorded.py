"""Battles that were played and recorded, and their timelines."""

from __future__ import annotations

import random
from collections.abc import Generator
from pathlib import Path
from typing import TypeVar

from engine.battle import Game, load_scenario
from engine.battle.actions import Fight, Shoot
from engine.battle.save import Save, parse_save
from engine.battle.timeline import Timeline, read_timeline

T = TypeVar("T")


def save_of(game: Game) -> Save:
    return parse_save(Path("battle.jsonl"), "".join(f"{line}\n" for line in game.lines).encode())


def play_on(game: Game, seed: int, most: int = 10_000) -> Game:
    """Play at random, an attack whenever there is one."""
    source = random.Random(seed)
    for _ in range(most):
        if game.result is not None:
            break
        actions = game.legal_actions()
        attacks = [one for one in actions if isinstance(one, Shoot | Fight)]
        game.apply(source.choice(attacks or actions))
    return game


def played(scenario: str, seed: int, most: int = 10_000) -> Game:
    return play_on(Game.start(load_scenario(scenario), seed), seed, most)


def finish(steps: Generator[object, None, T]) -> T:
    while True:
        try:
            next(steps)
        except StopIteration as end:
            return end.value


def timeline_of(save: Save) -> Timeline:
    return finish(read_timeline(save, Game.from_header(save.header)))
