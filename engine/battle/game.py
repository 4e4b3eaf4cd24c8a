r"""A game: one battle with its record, from which it is saved, loaded, replayed and taken back.

>>> from engine.battle import Game, load_scenario
>>> game = Game.start(load_scenario("crossroads"), seed=7, players=("Ada", "Grace"))
>>> for _ in range(2):
...     events = game.apply(game.legal_actions()[0])
>>> game.lines[1:]
('{"action":"ACTIVATE 0","rolls":[]}', '{"action":"MOVE 0,0","rolls":[]}')

A save is the header and these lines; replaying them yields the same states:

>>> from pathlib import Path
>>> from engine.battle.save import parse_save
>>> content = "".join(f"{line}\n" for line in game.lines).encode()
>>> save = parse_save(Path("example.jsonl"), content)
>>> replayed = Game.from_header(save.header)
>>> [step.action.to_text() for step in replayed.replay(save)]
['ACTIVATE 0', 'MOVE 0,0']
>>> replayed.checksum() == game.checksum()
True

An action that rolled no dice can be taken back:

>>> game.undo()
>>> game.lines[-1]
'{"take_back":true}'
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

from engine import limits
from engine.battle import outcome, turn
from engine.battle.battle import Battle, Step
from engine.battle.save import Header, Save, new_header, read_action, read_save
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.dice import RecordingDice, ScriptedDice, SeededDice
from engine.errors import IllegalAction, SaveError
from engine.files import write
from engine.journal import Check, Concession, Record, Reseed, TakeBack, encode_line, line_of
from engine.sentences import Sentence
from engine.versions import CHECK_EVERY, FIRST_FORMAT, SAVE_FORMAT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.scenario import Scenario
    from engine.dice import Dice

UNNAMED: Final = ("anybody", "anybody")
"""The players of a battle whose caller does not name them."""


class Played(NamedTuple):
    """An action of a replay: the side that acted, the events, and the state after it."""

    side: Side
    action: Action
    events: list[Event]
    after: BattleState


class TakenBack(NamedTuple):
    """A take-back of a replay, with the state after it."""

    after: BattleState


class Conceded(NamedTuple):
    """The concession that ends a replay: the side that lost, the events, and the state after
    it.
    """

    side: Side
    events: list[Event]
    after: BattleState


ReplayStep: TypeAlias = Played | TakenBack | Conceded


class Game(Battle):
    """One battle with its record: actions are applied, taken back, saved and loaded."""

    def __init__(self, header: Header, setup: Setup) -> None:
        """Start the battle that *header* describes on its *setup*; see `start`, `load`."""
        self._seeded = SeededDice(header.seed)
        self._source: Dice = self._seeded
        state, opening = turn.start(setup)
        super().__init__(state, self._source, tuple(opening))
        self._header = header
        self._seed = header.seed
        self._records = 0
        self._lines: list[str] = [encode_line(header)]
        # The states before the actions that may be taken back, the latest last.
        self._before: list[BattleState] = []

    @classmethod
    def start(cls, scenario: Scenario, seed: int, players: tuple[str, str] = UNNAMED) -> Game:
        """Return a new game; the same *scenario*, *seed* and actions yield the same battle
        everywhere.

        ValueError for a seed or names of players that could not be saved.
        """
        return cls.from_header(new_header(seed, players, scenario))

    @classmethod
    def load(cls, path: Path) -> Game:
        """Return the game in a save by replaying its record; SaveError names what is wrong in the
        file.
        """
        return cls.from_save(read_save(path))

    @classmethod
    def from_header(cls, header: Header) -> Game:
        """Return a new game of the battle that the header of a save describes."""
        return cls(header, Setup(header.scenario))

    @classmethod
    def from_save(cls, save: Save) -> Game:
        """Return the game at the end of the record of a save; SaveError names the line that is
        wrong.
        """
        game = cls.from_header(save.header)
        for _ in game.replay(save):
            pass
        return game

    @property
    def header(self) -> Header:
        """Return what the battle started from."""
        return self._header

    @property
    def seed(self) -> int:
        """Return the seed of the dice: that of the header, or that of the latest branch."""
        return self._seed

    @property
    def records(self) -> int:
        """Return the number of actions, take-backs and concessions so far."""
        return self._records

    @property
    def lines(self) -> tuple[str, ...]:
        """Return the lines of the save so far; they only ever grow."""
        return tuple(self._lines)

    def carry_out(self, action: Action) -> Step:
        """Carry out an action taken from the options, and record it with its rolls."""
        undo_side = self.undo_side
        self.dice = dice = RecordingDice(self._source)
        step = super().carry_out(action)
        if dice.faces or undo_side is not step.before.to_act:
            # Nothing comes back that rolled dice, and nothing from before an action of the enemy.
            self._before.clear()
        if not dice.faces:
            self._before.append(step.before)
        self._record(Record(action.to_text(), tuple(dice.faces)))
        return step

    def _record(self, record: Record | TakeBack | Concession) -> None:
        self._records += 1
        self._lines.append(encode_line(record))
        if self._records % CHECK_EVERY == 0:
            self._lines.append(encode_line(Check(self.checksum(), self._records)))

    @property
    def undo_side(self) -> Side | None:
        """Return the side whose action `undo` would take back; None when there is none (R10.4).

        A record that is half full keeps its room for actions.
        """
        if self._records >= limits.RECORDS // 2 or not self._before:
            return None
        return self._before[-1].to_act

    def undo(self) -> None:
        """Take back the latest action.

        IllegalAction if dice were rolled, if there is none, or if the record is half full.
        """
        if self.undo_side is None:
            sentence = Sentence("refusal.not-taken-back")
            if self._before:
                sentence = Sentence("refusal.record-half-full", records=limits.RECORDS // 2)
            raise IllegalAction("TAKE BACK", "R10.4", sentence)
        self.state = self._before.pop()
        self._record(TakeBack(take_back=True))

    @property
    def can_be_conceded(self) -> bool:
        """Whether the battle goes on, and its save has the form that records a concession."""
        return self.result is None and self._header.format == SAVE_FORMAT

    def concede(self, side: Side) -> list[Event]:
        """End the battle because *side* concedes it (R9.4), and return the events.

        IllegalAction, with nothing changed, if it is over or its save has an older form.
        """
        if not self.can_be_conceded:
            sentence = Sentence("refusal.battle-over")
            if self.result is None:
                sentence = Sentence("refusal.no-concession", format=self._header.format)
            raise IllegalAction("CONCEDE", "R9.4", sentence)
        self.state = self.state.fork()
        events = outcome.concede(self.state, side)
        self._before.clear()
        self._record(Concession(side.value))
        return events

    def reseed(self, seed: int) -> None:
        """Roll the dice of *seed* from here on; nothing from before can be taken back.

        Only a game whose header has the format of branches can be loaded again.
        """
        self._seed = seed
        self._source = self._seeded = SeededDice(seed)
        self._before.clear()
        self._lines.append(encode_line(Reseed(seed)))

    def checksum(self) -> str:
        """Return the checksum of the current state."""
        return self.state.checksum()

    def copy(self) -> Game:
        """Return an independent game that goes on from here, with the same dice."""
        twin = copy.copy(self)
        twin._part_from(self)  # noqa: SLF001 - a game of its own kind
        return twin

    def _part_from(self, other: Game) -> None:
        """Make this copy of *other* independent of it: they share nothing that changes."""
        self._seeded = other._seeded.copy()
        self._source = self._seeded
        self._lines = other._lines.copy()
        self._before = other._before.copy()

    def save(self, path: Path) -> None:
        """Write the battle to a file, whole or not at all; `load` restores it, dice included."""
        write(path, "".join(f"{line}\n" for line in self._lines).encode())

    def replay(self, save: Save) -> Iterator[ReplayStep]:
        """Replay the record of *save* in this game, which must be at its start, and yield each
        step.

        SaveError names the line that does not re-simulate. At the end the dice continue where the
        record left them.
        """
        seeded = SeededDice(self._header.seed)
        for number, line in save.lines:
            place = line_of(save.file, number)
            match line:
                case Record():
                    yield self._replay_record(place, line, seeded)
                case TakeBack():
                    self._replay_take_back(place)
                    yield TakenBack(self.state)
                case Check():
                    self._compare(place, line)
                case Reseed(seed):
                    self._replay_reseed(place, seed)
                    seeded = self._seeded
                case Concession(conceding):
                    yield self._replay_concession(place, Side(conceding))
        self._seeded = self._source = seeded

    def _replay_record(self, place: Sentence, record: Record, seeded: SeededDice) -> Played:
        """Replay a record; its rolls must be those of the *seeded* dice (R10.2)."""
        action = read_action(place, record)
        side = self.state.to_act
        try:
            self._source = dice = ScriptedDice(record.rolls)
            events = self.apply(action)
        except (ValueError, LookupError) as error:
            reason = error if isinstance(error, IllegalAction) else str(error)
            raise SaveError(Sentence("save.invalid", place=place, reason=reason)) from error
        if dice.left:
            text, left = action.to_text(), str(dice.left)
            raise SaveError(Sentence("save.rolls-left", place=place, action=text, rolls=left))
        rolled = [seeded.d6() for _ in record.rolls]
        if rolled != list(record.rolls):
            sentence = Sentence(
                "save.other-rolls",
                place=place,
                recorded=str(list(record.rolls)),
                seed=self._seed,
                rolled=str(rolled),
            )
            raise SaveError(sentence)
        return Played(side, action, events, self.state)

    def _replay_take_back(self, place: Sentence) -> None:
        try:
            self.undo()
        except IllegalAction as error:
            raise SaveError(Sentence("save.invalid", place=place, reason=error)) from error

    def _replay_concession(self, place: Sentence, side: Side) -> Conceded:
        try:
            events = self.concede(side)
        except IllegalAction as error:
            raise SaveError(Sentence("save.invalid", place=place, reason=error)) from error
        return Conceded(side, events, self.state)

    def _replay_reseed(self, place: Sentence, seed: int) -> None:
        if self._header.format == FIRST_FORMAT:
            raise SaveError(Sentence("save.no-branch", place=place, format=self._header.format))
        self.reseed(seed)

    def _compare(self, place: Sentence, check: Check) -> None:
        if check.records != self._records:
            recorded, found = check.records, self._records
            raise SaveError(
                Sentence("save.other-records", place=place, recorded=recorded, found=found)
            )
        if check.checksum != self.checksum():
            raise SaveError(Sentence("save.other-state", place=place))
