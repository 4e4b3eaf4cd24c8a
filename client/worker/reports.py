"""Reports of battles, which are replayed and judged in the worker process."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from engine.battle.game import Game
from engine.battle.save import parse_save
from engine.battle.state import setup_of
from engine.battle.timeline import Timeline, read_timeline

if TYPE_CHECKING:
    from client.worker.protocol import MeasuredSteps, Steps
    from engine.analysis.battle_report.figures import BattleReport, DecisionCost, Sampling


def report_battle(content: bytes, seed: int) -> Steps[BattleReport]:
    """Return the report of the battle in the *content* of a save; *seed* draws its ranks."""
    from engine.analysis.battle_report.report import make_report  # noqa: PLC0415 - the worker's

    timeline = yield from _read(content)
    return make_report(timeline, seed)


def judge_decisions(content: bytes, sampling: Sampling) -> MeasuredSteps[list[DecisionCost]]:
    """Return what the decisions of a battle cost, judged by the policy of the levels, one by one.

    EncodingError or ModelError if no level can play the battle.
    """
    from engine.analysis.battle_report.decision_costs import find_costs  # noqa: PLC0415 - as above
    from engine.players.level_player import packaged_policy  # noqa: PLC0415 - as above

    timeline = yield from _read(content)
    steps = [moment.step for moment in timeline.moments]
    return (yield from find_costs(packaged_policy(), steps, sampling))


def _read(content: bytes) -> Steps[Timeline]:
    save = parse_save(Path(), content)
    setup = setup_of(msgspec.json.encode(save.header.scenario))
    return (yield from read_timeline(save, Game(save.header, setup)))
