"""The user folder of the pictures: battles, armies, lessons, puzzles and results of a player."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

from client.battle.model.army_files import save_army
from client.own_record import own_record_file
from client.own_record.own_record_file import Entry, Outcome
from client.puzzles import score_file
from client.tutorial import progress_file
from engine.battle import Game, Side, load_scenario
from engine.battle.activation import options_if_activated
from engine.battle.phase import Phase
from engine.players.greedy import GreedyBot
from scripts.screen_list import BattleStage, KeptBattle, UserFolder

if TYPE_CHECKING:
    from pathlib import Path

    from client.folders import Folders
    from engine.battle.state import BattleState

_DIGEST = 64
"""Length of the digest of a battle, in hexadecimal digits."""


def fill_folder(folders: Folders, content: UserFolder) -> None:
    """Write everything that a player would have by now."""
    for battle in content.battles:
        path: Path = getattr(folders, battle.folder) / f"{battle.name}.jsonl"
        _play_kept(battle).save(path)
        seconds = battle.written.timestamp()
        os.utime(path, (seconds, seconds))
    for army in content.armies:
        save_army(folders, army, None)
    lessons = [progress_file.Note(code, None, is_done=True) for code in content.lessons]
    progress_file.keep_notes(folders, lessons)
    answers = [
        score_file.Note(theme, number < solved)
        for theme, (answered, solved) in content.puzzles.items()
        for number in range(answered)
    ]
    score_file.keep_notes(folders, [*answers, score_file.Note(run=content.best_run)])
    results = [
        (opponent, outcome)
        for opponent, counts in content.record.items()
        for outcome, count in zip(Outcome, counts, strict=True)
        for _ in range(count)
    ]
    entries = [Entry(f"{n:0{_DIGEST}x}", *result) for n, result in enumerate(results)]
    own_record_file.keep_entries(folders, entries)


@functools.cache
def _play_kept(battle: KeptBattle) -> Game:
    over = battle.round is None
    turn = 1 if battle.round is None else battle.round
    return play(BattleStage(battle.scenario, battle.seed, battle.players, turn, over=over))


def play(stage: BattleStage) -> Game:
    """Return the battle of a stage; RuntimeError if it never comes to what is asked for."""
    game = Game.start(load_scenario(stage.scenario), stage.seed, stage.players)
    bot = GreedyBot()
    while game.result is None:
        if not stage.over and _is_reached(game.state, stage):
            return game
        game.apply(bot.choose(game.state, game.legal_actions()))
    if not stage.over:
        raise RuntimeError(f"{stage} never happens")
    return game


def _is_reached(state: BattleState, stage: BattleStage) -> bool:
    if state.to_act is not Side.ONE or state.round < stage.round:
        return False
    if stage.phase is not None and state.phase is not stage.phase:
        return False
    if stage.pending is not None:
        pending = state.pending
        return pending is not None and type(pending).__name__ == f"{stage.pending.title()}Pending"
    if state.active is not None or state.pending is not None:
        return False
    return not stage.targets or any(
        _can_attack(state, unit.id) for unit in state.living(state.to_act)
    )


def _can_attack(state: BattleState, unit: int) -> bool:
    if state.activated >> unit & 1:
        return False
    options = options_if_activated(state, unit)
    attacks = options.shoot or options.fight
    return bool(options.charge if state.phase is Phase.CHARGE else attacks)
