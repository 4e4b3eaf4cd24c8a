"""The commands of a replay, and the keys that mean them: those that the player has chosen."""

from __future__ import annotations

import enum
from typing import Final

from client.battle.input.keys import KeyCommand
from client.key_bindings import KeyTable, bindings_in_use, require_commands
from client.text.catalogue import text
from client.text.key_names import name_of_key


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
    INSPECT = "battle.command.inspect"
    INSPECT_BACK = "battle.command.inspect-back"
    LOG = "battle.command.log"
    SPEED = "battle.command.speed"
    HELP = "battle.command.help"
    LEAVE = "replay.command.leave"
    ZOOM_IN = "battle.command.zoom-in"
    ZOOM_OUT = "battle.command.zoom-out"
    FIT = "battle.command.fit"
    PAN_LEFT = "battle.command.pan-left"
    PAN_RIGHT = "battle.command.pan-right"
    PAN_UP = "battle.command.pan-up"
    PAN_DOWN = "battle.command.pan-down"


VIEWING: Final = {
    ReplayCommand.ZOOM_IN: KeyCommand.ZOOM_IN,
    ReplayCommand.ZOOM_OUT: KeyCommand.ZOOM_OUT,
    ReplayCommand.FIT: KeyCommand.FIT,
    ReplayCommand.PAN_LEFT: KeyCommand.PAN_LEFT,
    ReplayCommand.PAN_RIGHT: KeyCommand.PAN_RIGHT,
    ReplayCommand.PAN_UP: KeyCommand.PAN_UP,
    ReplayCommand.PAN_DOWN: KeyCommand.PAN_DOWN,
}
"""Commands that move the view of the board as those of a battle do."""

HELD: Final = frozenset(
    {
        *(ReplayCommand.STEP, ReplayCommand.BACK),
        *(ReplayCommand.INSPECT, ReplayCommand.INSPECT_BACK),
        *VIEWING,
    }
)
"""Commands that repeat while the key is held."""

REPLAY_COMMANDS: Final = {one.name.lower().replace("_", "-"): one for one in ReplayCommand}
"""The commands of a replay, by their codes in data and settings."""

_CODES: Final = {command: code for code, command in REPLAY_COMMANDS.items()}


def require_replay_keys() -> None:
    """Raise DataError if the packaged keys are not those of exactly the commands there are."""
    require_commands(KeyTable.REPLAY, REPLAY_COMMANDS)


def replay_command(key: str) -> ReplayCommand | None:
    """Return the command of a key, by its name after its modifiers; None if it has none."""
    code = bindings_in_use(KeyTable.REPLAY).command_of(key)
    return None if code is None else REPLAY_COMMANDS[code]


def replay_keys_of(command: ReplayCommand) -> tuple[str, ...]:
    """Return the keys of a command, the main one first."""
    return bindings_in_use(KeyTable.REPLAY).keys_of(_CODES[command])


def replay_label(command: ReplayCommand) -> str:
    """Return the name of a command's main key, as buttons show it; "" if it has none."""
    keys = replay_keys_of(command)
    return name_of_key(keys[0]) if keys else ""


def replay_key_words(command: ReplayCommand) -> str:
    """Return the name of a command's main key, as sentences mention it."""
    return replay_label(command) or text("controls.none")
