"""A battle being played: the one owner of its state, its dice and its record."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final

from engine import limits
from engine.battle import replay, rules, turn
from engine.battle.replay import Check, Header, Record, Save, TakeBack, encode_line, read_save
from engine.battle.state import BattleState, Setup
from engine.dice import RecordingDice, ScriptedDice, SeededDice
from engine.errors import IllegalAction, SaveError
from engine.files import write
from engine.versions import CHECK_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.battle.actions import Action
    from engine.battle.events import Event, Result
    from engine.battle.options import Options
    from engine.battle.scenario import Scenario
    from engine.battle.side import Side
    from engine.dice import Dice

ANYBODY: Final = ("anybody", "anybody")
"""The players of a battle whose caller does not say who they are."""


class Game:
    """Play one battle: apply actions, take them back, save and load it."""

    def __init__(self, setup: Setup, header: Header, dice: SeededDice) -> None:
        """Begin a battle; callers use `start` and `load`."""
        self._setup = setup
        self._header = header
        self._dice = dice
        self._state, opening = turn.start(setup)
        self.opening: Final[tuple[Event, ...]] = tuple(opening)
        self._records = 0
        self._lines: list[str] = [encode_line(header)]
        # The states before the actions that may be taken back, the latest last.
        self._before: list[BattleState] = []

    @classmethod
    def start(cls, scenario: Scenario, seed: int, players: tuple[str, str] = ANYBODY) -> Game:
        """Start a battle; the same *scenario*, *seed* and actions give the same one everywhere."""
        header = replay.new_header(seed, players, scenario)
        return cls(Setup(scenario), header, SeededDice(seed))

    @classmethod
    def load(cls, path: Path) -> Game:
        """Load a battle by playing its record again; SaveError says what is wrong with the file."""
        return cls.of_save(read_save(path))

    @classmethod
    def of_save(cls, save: Save) -> Game:
        """Play the record of a save that was read, to its end."""
        game = cls.of_header(save.header)
        for _ in game.replay(save):
            pass
        return game

    @classmethod
    def of_header(cls, header: Header) -> Game:
        """Start the battle that a save's first line describes."""
        return cls(Setup(header.scenario), header, SeededDice(header.seed))

    @property
    def state(self) -> BattleState:
        """Give the state now; it never changes, the next one is another."""
        return self._state

    @property
    def header(self) -> Header:
        """Give what the battle started from."""
        return self._header

    @property
    def result(self) -> Result | None:
        """Give how the battle ended; None while it goes on."""
        return self._state.result

    @property
    def records(self) -> int:
        """Count the actions and take-backs so far."""
        return self._records

    @property
    def lines(self) -> tuple[str, ...]:
        """Give the lines of the save so far; later ones are only ever added."""
        return tuple(self._lines)

    def options(self) -> Options:
        """Say what may be done now, as sets."""
        return rules.options(self._state)

    def legal_actions(self) -> list[Action]:
        """List what may be done now, in a fixed order; empty only once the battle is over."""
        return rules.legal_actions(self._state)

    def apply(self, action: Action) -> list[Event]:
        """Apply an action and tell what happened; IllegalAction changes nothing."""
        return self._apply(action, self._dice)

    def _apply(self, action: Action, source: Dice) -> list[Event]:
        dice = RecordingDice(source)
        before = self._state
        after, events = rules.apply(before, action, dice)
        if dice.faces or self.may_undo is not before.to_act:
            # Nothing comes back that rolled dice, and nothing from before an action of the enemy.
            self._before.clear()
        if not dice.faces:
            self._before.append(before)
        self._state = after
        self._record(Record(action.to_text(), tuple(dice.faces)))
        return events

    def _record(self, record: Record | TakeBack) -> None:
        self._records += 1
        self._lines.append(encode_line(record))
        if self._records % CHECK_EVERY == 0:
            self._lines.append(encode_line(Check(self.checksum(), self._records)))

    @property
    def may_undo(self) -> Side | None:
        """Return the side whose action `undo` would take back; None when there is none (R10.4).

        A record that is half full keeps its room for actions.
        """
        if self._records >= limits.RECORDS // 2 or not self._before:
            return None
        return self._before[-1].to_act

    def undo(self) -> None:
        """Take back the latest action; IllegalAction when dice were rolled or there is none."""
        if self.may_undo is None:
            reason = "the latest action rolled dice, or there is none"
            if self._before:
                reason = f"after {limits.RECORDS // 2} records nothing is taken back any more"
            raise IllegalAction("TAKE BACK", "R10.4", reason)
        self._state = self._before.pop()
        self._record(TakeBack(take_back=True))

    def checksum(self) -> str:
        """Give the checksum of the state now."""
        return self._state.checksum()

    def copy(self) -> Game:
        """Give a battle that goes on from here by itself, with the same dice."""
        twin = copy.copy(self)
        twin._part_from(self)  # noqa: SLF001 - a battle of its own kind
        return twin

    def _part_from(self, other: Game) -> None:
        """Share nothing that changes with *other*, of which this is a copy."""
        self._dice = other._dice.copy()
        self._lines = other._lines.copy()
        self._before = other._before.copy()

    def save(self, path: Path) -> None:
        """Write the battle to a file, whole or not at all; `load` restores it, dice included."""
        write(path, "".join(f"{line}\n" for line in self._lines).encode())

    def replay(self, save: Save) -> Iterator[tuple[str, list[Event]]]:
        """Play the record of *save* on this battle, which must be at its start.

        Yields each action's text (or TAKE BACK) and its events; SaveError names the line that does
        not re-simulate. At the end the dice go on where the record left them.
        """
        dice = SeededDice(self._header.seed)
        for number, line in save.lines:
            place = f"{save.file}: line {number}"
            match line:
                case Record():
                    yield line.action, self._replay_record(place, line, dice)
                case TakeBack():
                    self._replay_take_back(place)
                    yield "TAKE BACK", []
                case Check():
                    self._compare(place, line)
        self._dice = dice

    def _replay_record(self, place: str, record: Record, seeded: SeededDice) -> list[Event]:
        """Play a record again; its rolls must be those of the *seeded* dice (R10.2)."""
        action = replay.read_action(place, record)
        try:
            dice = ScriptedDice(record.rolls)
            events = self._apply(action, dice)
        except (ValueError, LookupError) as error:
            msg = f"{place}: {error}"
            raise SaveError(msg) from error
        if dice.left:
            msg = f"{place}: {action.to_text()} leaves rolls over: {dice.left}"
            raise SaveError(msg)
        rolled = [seeded.d6() for _ in record.rolls]
        if rolled != list(record.rolls):
            told, seed = list(record.rolls), self._header.seed
            msg = f"{place}: rolls: {told}, where the dice of seed {seed} show {rolled}"
            raise SaveError(msg)
        return events

    def _replay_take_back(self, place: str) -> None:
        try:
            self.undo()
        except IllegalAction as error:
            msg = f"{place}: {error}"
            raise SaveError(msg) from error

    def _compare(self, place: str, check: Check) -> None:
        if check.records != self._records:
            msg = f"{place}: says {check.records} records where there are {self._records}"
            raise SaveError(msg)
        if check.checksum != self.checksum():
            msg = f"{place}: the state is another than the checksum says"
            raise SaveError(msg)
