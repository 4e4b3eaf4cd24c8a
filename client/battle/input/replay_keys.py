"""The key bindings of a replay, as data."""

from __future__ import annotations

import enum
from typing import Final


class ReplayCommand(enum.Enum):
    """A command of a key or a button of a replay; the value is the key of its name."""

    BACK = "replay.command.back"
    PLAY = "replay.command.play"
    STEP = "replay.command.step"
    TURN = "replay.command.turn"
    TURN_BACK = "replay.command.turn-back"
    PHASE = "replay.command.phase"
    PHASE_BACK = "replay.command.phase-back"
    KILL = "replay.command.kill"
    KILL_BACK = "replay.command.kill-back"
    START = "replay.command.start"
    END = "replay.command.end"
    BRANCH = "replay.command.branch"
    REPORT = "replay.command.report"
    LOG = "replay.command.log"
    SPEED = "replay.command.speed"
    LEAVE = "replay.command.leave"


REPLAY_KEYS: Final[dict[str, ReplayCommand]] = {
    "space": ReplayCommand.PLAY,
    "return": ReplayCommand.STEP,
    "enter": ReplayCommand.STEP,
    ".": ReplayCommand.STEP,
    "backspace": ReplayCommand.BACK,
    ",": ReplayCommand.BACK,
    "t": ReplayCommand.TURN,
    "shift+t": ReplayCommand.TURN_BACK,
    "p": ReplayCommand.PHASE,
    "shift+p": ReplayCommand.PHASE_BACK,
    "k": ReplayCommand.KILL,
    "shift+k": ReplayCommand.KILL_BACK,
    "home": ReplayCommand.START,
    "end": ReplayCommand.END,
    "b": ReplayCommand.BRANCH,
    "r": ReplayCommand.REPORT,
    "l": ReplayCommand.LOG,
    "s": ReplayCommand.SPEED,
    "escape": ReplayCommand.LEAVE,
}
"""The command of each key: its name as pygame has it, preceded by its modifiers."""

HELD: Final = frozenset({ReplayCommand.STEP, ReplayCommand.BACK})
"""Commands that repeat while the key is held."""

REPLAY_LABELS: Final[dict[ReplayCommand, str]] = {
    ReplayCommand.BACK: ",",
    ReplayCommand.PLAY: "Space",
    ReplayCommand.STEP: ".",
    ReplayCommand.TURN: "T",
    ReplayCommand.PHASE: "P",
    ReplayCommand.KILL: "K",
    ReplayCommand.BRANCH: "B",
    ReplayCommand.REPORT: "R",
}
"""The label of a command's key, shown on buttons."""
