"""A battle at the terminal: people type actions, bots answer at once, every line is printed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from typing import Final

from client.terminal.action_choices import choice_rows
from client.terminal.board import MARKS, draw_board
from client.terminal.keeping import KeptGame, save_battle
from client.terminal.numbered_names import NumberedNames
from client.terminal.odds import odds_rows
from client.terminal.printer import STYLES, Printer
from client.terminal.typed_line import read_line
from client.terminal.unit_table import unit_rows
from client.text.battle_log import LogLine, log_lines
from client.text.catalogue import name, render, text
from client.text.problems import problem_text
from engine.battle import Action, Game, IllegalAction, Side
from engine.battle.actions import from_text
from engine.battle.activation import charge_needs
from engine.battle.events import Event
from engine.errors import SaveError
from engine.files import is_same_file
from engine.players import Player
from engine.players.game_loop import name_battle, play
from engine.sentences import InvalidValue, Sentence

PROMPT: Final = "> "
_CONFIRMED: Final = "yes"
"""The word after `concede` that makes it so."""


class Ending(Enum):
    """How a session ended."""

    OVER = "over"
    LEFT = "left"
    NO_INPUT = "no input"


class TerminalSession:
    """A session in which people and bots play one battle on."""

    def __init__(
        self,
        game: Game,
        players: Mapping[Side, Player | None],
        screen: Printer,
        log: list[list[LogLine]],
        kept: KeptGame | None,
    ) -> None:
        """Create the session of a battle and its players; None is a person here.

        *log* holds the lines of the opening and of each action that still counts; *kept* writes
        every action to a file.
        """
        self._game = game
        self._players = players
        self._programs = {side: one for side, one in players.items() if one is not None}
        self._where = name_battle(game.header.scenario.name, game.header.seed)
        self._screen = screen
        self._names = NumberedNames(game.header.scenario)
        self._actions: list[Action] = []
        self._log = log
        self._kept = kept
        self._problem_told = False
        self._commands: dict[str, Callable[[str], None]] = {
            "board": self._show_board,
            "units": self._show_units,
            "odds": self._show_odds,
            "log": self._show_log,
            "undo": self._undo,
            "concede": self._concede,
            "save": self._save,
            "help": self._show_help,
            "?": self._show_help,
        }

    def run(self) -> Ending:
        """Play until the battle is over, a person quits or the input ends."""
        for line in self._log[-1]:
            self._screen.show_line(line, dice=True)
        self._show_units("")
        while True:
            for step in play(self._game, self._programs, self._where):
                self._show_step(step.events, charge_needs(step.before, step.action))
            if self._game.result is not None:
                return Ending.OVER
            self._ask()
            ending = self._answer()
            if ending is not None:
                return ending

    # A person's decision

    def _ask(self) -> None:
        """Print what there is to decide."""
        state, options = self._game.state, self._game.options()
        self._actions = self._game.legal_actions()
        if state.active is None or options.move or options.advance_to or options.charge_to:
            self._show_board("")
        one, two = state.points
        heading = text(
            "terminal.decision",
            round=state.round,
            phase=name("phase", state.phase.value),
            side=self._names.side(state.to_act),
            one=one,
            two=two,
        )
        self._screen.show(heading, f"bold {STYLES[state.to_act]}")
        if state.active is not None:
            self._screen.show(text("terminal.active", unit=self._names.unit(state.active)))
        for row in choice_rows(state, self._actions, self._names, self._screen.width):
            self._screen.show(row)

    def _answer(self) -> Ending | None:
        """Read lines until one changes the battle or ends the session."""
        while True:
            try:
                line = read_line(PROMPT)
            except EOFError:
                self._screen.show()
                return Ending.NO_INPUT
            if not sys.stdin.isatty():
                self._screen.show(line)  # so that the lines of a script can be read in context
            words = line.split()
            if not words:
                continue
            word = words[0].lower()
            if word == "quit" and len(words) == 1:
                return Ending.LEFT
            before = self._game.records
            if word in self._commands:
                self._commands[word](line.strip()[len(word) :].strip())
            else:
                self._play(words)
            if self._game.records != before:
                return None

    def _play(self, words: list[str]) -> None:
        """Apply the typed action, or print why it is invalid or illegal."""
        try:
            action = self._read_action(words)
        except InvalidValue as error:
            reason = render(error.sentence)
            self._screen.show(text("terminal.not_understood", reason=reason), "yellow")
            return
        try:
            self._apply(action)
        except IllegalAction as error:
            self._show_refusal(error)

    def _show_refusal(self, error: IllegalAction) -> None:
        refused = text("terminal.illegal", rule=error.rule, reason=render(error.sentence))
        self._screen.show(refused, "yellow")

    def _read_action(self, words: list[str]) -> Action:
        """Parse a number of the list, or an action's text in any case."""
        if len(words) == 1 and words[0].isdecimal():
            number = int(words[0])
            if not 1 <= number <= len(self._actions):
                raise InvalidValue(Sentence("action.no-choice", most=len(self._actions)))
            return self._actions[number - 1]
        verb, *rest = words
        try:
            return from_text(" ".join((verb.upper(), *map(self._read_word, rest))))
        except ValueError:
            return from_text(" ".join(words))  # the message quotes what was typed

    def _read_word(self, word: str) -> str:
        """Return a word of an action as actions have it: units by number, modes in capitals."""
        unit = self._names.id_of(word)
        if unit is not None:
            return str(unit)
        # Only verbs and modes have capitals; codes never do.
        return word.upper() if word.upper() in {"VOLLEY", "SINGLE"} else word

    def _apply(self, action: Action) -> None:
        before = self._game.state
        events = self._game.apply(action)
        self._show_step(events, charge_needs(before, action))

    def _show_step(self, events: list[Event], needed: int | None) -> None:
        self._log.append(log_lines(events, self._names, needed))
        self._keep()
        for line in self._log[-1]:
            self._screen.show_line(line, dice=True)

    def _keep(self) -> None:
        """Write what happened to the file; report a failure once."""
        if self._kept is None:
            return
        self._kept.keep()
        moved_to = self._kept.take_move()
        if moved_to is not None:
            self._screen.show(text("terminal.save_moved", file=moved_to), "yellow")
        problem = self._kept.problem
        if problem is not None and not self._problem_told:
            self._screen.show(text("terminal.save_failing", reason=problem_text(problem)), "yellow")
        self._problem_told = problem is not None

    # Commands

    def _show_board(self, _: str) -> None:
        self._screen.show(draw_board(self._game.state, self._game.options(), self._names))

    def _show_units(self, _: str) -> None:
        for row in unit_rows(self._game.state, self._names):
            self._screen.show(row)

    def _show_odds(self, words: str) -> None:
        state = self._game.state
        target = self._names.id_of(words)
        if target is None:
            self._screen.show(text("terminal.odds_how", n=len(state.units) - 1), "yellow")
            return
        attackers = self._game.options().activate
        if state.active is not None:
            attackers = 1 << state.active
        rows = list(odds_rows(state, attackers, target, self._names))
        for row in rows or [text("terminal.no_odds")]:
            self._screen.show(row)

    def _show_log(self, _: str) -> None:
        for lines in self._log:
            for line in lines:
                self._screen.show_line(line, dice=False)

    def _undo(self, _: str) -> None:
        side = self._game.undo_side
        if side is None:
            reason = text("terminal.undo_dice")
        elif self._players[side] is not None:
            reason = text("terminal.undo_enemy")
        else:
            self._game.undo()
            self._log.pop()
            self._keep()
            self._screen.show(text("terminal.undone"))
            return
        self._screen.show(text("terminal.illegal", rule="R10.4", reason=reason), "yellow")

    def _concede(self, words: str) -> None:
        """End the battle in favour of the enemy; the word alone only says how."""
        side = self._game.state.to_act
        if words.lower() != _CONFIRMED:
            enemy = self._names.side(side.other)
            self._screen.show(text("terminal.concede_how", enemy=enemy), "yellow")
            return
        try:
            events = self._game.concede(side)
        except IllegalAction as error:
            self._show_refusal(error)
            return
        self._show_step(events, None)

    def _save(self, words: str) -> None:
        if not words:
            self._screen.show(text("terminal.save_how"), "yellow")
            return
        try:
            self._save_as(Path(words))
        except (OSError, SaveError) as error:
            self._screen.show(text("terminal.save_failed", reason=problem_text(error)), "yellow")
            return
        self._screen.show(text("terminal.saved", file=words))

    def _save_as(self, path: Path) -> None:
        """Save the battle; the file it is recorded in is already up to date."""
        if self._kept is None or not is_same_file(path, self._kept.path):
            save_battle(self._game, path)

    def _show_help(self, _: str) -> None:
        self._screen.show(text("terminal.help"))
        marks = "  ".join(
            f"{mark} {name('terrain', terrain.name)}" for terrain, mark in MARKS.items()
        )
        self._screen.show(text("terminal.legend", terrain=marks))
