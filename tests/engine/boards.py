"""Battles drawn in text: a board of characters, units made on the spot, actions as their text.

An UPPER CASE letter is a unit of the side in the *seat*, whose turn comes first; a lower case one
is its enemy. Every battle begins as a scenario and goes on by legal actions: there is no other way.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, TypeVar

import msgspec
import pytest

from engine.battle import rules, turn
from engine.battle.actions import Action, from_text
from engine.battle.battlefield import Terrain
from engine.battle.events import Event
from engine.battle.phase import Phase
from engine.battle.scenario import Scenario, decode_scenario
from engine.battle.scenario_files import load_rules
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup, Unit
from engine.data.datafiles import packaged_data
from engine.dice import ScriptedDice
from engine.errors import IllegalAction
from engine.hexgrid import Offset
from engine.validation import Findings

_E = TypeVar("_E", bound=Event)

Weapon = tuple[str, dict[str, Any]]
"""A weapon's code and its entry, as a data file holds it."""
UnitTable = tuple[dict[str, Any], dict[str, dict[str, Any]]]
"""A unit's entry, and its weapons'."""

both_seats = pytest.mark.parametrize("seat", ["ONE", "TWO"])
"""Run a test twice: UPPER CASE is side ONE in the first run and side TWO in the second."""

_TERRAIN: Final = {terrain.value for terrain in Terrain}
_UNIT_AT: Final = {"ACTIVATE": 1, "CHARGE": 1, "SHOOT": 2, "FIGHT": 2}
_MANY: Final = 2000


def gun(code: str = "gun", *weapon_rules: str, **stats: object) -> Weapon:
    """Declare a ranged weapon: one attack, 4+ to hit, STR 4, AP 0, DMG 1 where not said."""
    entry: dict[str, Any] = {"RNG": 12, "NB": 1, "ATK": 4, "STR": 4, "AP": 0, "DMG": 1}
    return code, entry | stats | {"WEAPON_RULES": list(weapon_rules)}


def blade(code: str = "blade", *weapon_rules: str, **stats: object) -> Weapon:
    """Declare a melee weapon, as `gun` does."""
    return gun(code, *weapon_rules, RNG=0, **stats)


def unit(*weapons: Weapon, **stats: object) -> UnitTable:
    """Declare a unit with its *weapons*: MOVE 3, T 4, no saves, 3 HP, OC 1 where not said."""
    entry: dict[str, Any] = {
        "MOVE": 3,
        "T": 4,
        "ARMOR_SAVE": 7,
        "INVUL_SAVE": 7,
        "HP_MAX": 3,
        "OC": 1,
        "VALUE": 10,
        "KEYWORDS": ["INFANTRY"],
        "RNG_WEAPON_CODES": [code for code, weapon in weapons if weapon["RNG"]],
        "CC_WEAPON_CODES": [code for code, weapon in weapons if not weapon["RNG"]],
    }
    assert not set(stats) - set(entry), f"no such statline keys: {set(stats) - set(entry)}"
    return entry | stats, dict(weapons)


class Battle:
    """A state and the events of the latest `play`; playing returns another battle."""

    def __init__(self, state: BattleState, events: Sequence[Event]) -> None:
        self.state = state
        self.events = list(events)
        codes = [placed.unit for placed in state.setup.scenario.units]
        letters = [code[-1].upper() if code.startswith("upper") else code[-1] for code in codes]
        self.ids = {letter: number for number, letter in enumerate(letters)}

    # Playing

    def play(self, *lines: str, dice: Sequence[int] = ()) -> Battle:
        """Apply actions with exactly these rolls, e.g. `"ACTIVATE A", "SHOOT gun b VOLLEY"`.

        A shot or a blow without a mode is a VOLLEY. No roll may be left over.
        """
        scripted = ScriptedDice(list(dice))
        state, events = self.state, []
        for line in lines:
            before = state.to_bytes()
            after, happened = rules.apply(state, self.action(line), scripted)
            assert state.to_bytes() == before, f"{line} changed the state it was given"
            state = after
            events += happened
            assert bool(rules.legal_actions(state)) == (state.result is None), line
        assert not scripted.left, f"{lines} left rolls over: {scripted.left}"
        return Battle(state, events)

    def act(self, letter: str, *lines: str, dice: Sequence[int] = ()) -> Battle:
        """Activate a unit and apply actions."""
        return self.play(f"ACTIVATE {letter}", *lines, dice=dice)

    def until(
        self, phase: str, whose: str | None = None, battle_round: int | None = None
    ) -> Battle:
        """End phases until this one; of this turn, or the next of *whose* ("upper", "lower")."""
        battle = self
        turn_of = self.turn
        for _ in range(_MANY):
            state = battle.state
            assert state.result is None, f"the battle ended before {phase}"
            assert whose or battle_round or battle.turn == turn_of, f"no {phase} in this turn"
            if (
                state.phase is Phase[phase]
                and (whose is None or state.side is self.side(whose))
                and (battle_round is None or state.round == battle_round)
            ):
                return battle
            battle = battle.play("END_PHASE")
        msg = f"never got to {phase}"
        raise AssertionError(msg)

    def finish(self) -> Battle:
        """End phases until the battle is over; the events are all of them."""
        battle, events = self, []
        for _ in range(_MANY):
            if battle.state.result is not None:
                return Battle(battle.state, events)
            battle = battle.play("END_PHASE")
            events += battle.events
        msg = "the battle does not end"
        raise AssertionError(msg)

    def refuse(self, wish: str | Action) -> IllegalAction:
        """Ask for something illegal: give the refusal, after which nothing may have changed."""
        action = self.action(wish) if isinstance(wish, str) else wish
        # Dice without a face: a roll for something illegal would be a LookupError.
        before, dice = self.state.checksum(), ScriptedDice([])
        with pytest.raises(IllegalAction) as caught:
            rules.apply(self.state, action, dice)
        assert self.state.checksum() == before
        assert action not in rules.legal_actions(self.state)
        return caught.value

    def action(self, line: str) -> Action:
        """Read an action's text in which letters stand for units."""
        words = line.split(" ")
        if words[0] in _UNIT_AT:
            place = _UNIT_AT[words[0]]
            if words[place] in self.ids:
                words[place] = str(self.ids[words[place]])
        if words[0] in ("SHOOT", "FIGHT") and words[-1] not in ("VOLLEY", "SINGLE"):
            words.append("VOLLEY")
        return from_text(" ".join(words))

    # Asking

    @property
    def legal(self) -> set[str]:
        """Write every legal action, letters for units."""
        letters = {number: letter for letter, number in self.ids.items()}
        lines = set()
        for action in rules.legal_actions(self.state):
            words = action.to_text().split(" ")
            if words[0] in _UNIT_AT:
                place = _UNIT_AT[words[0]]
                words[place] = letters[int(words[place])]
            lines.add(" ".join(words))
        return lines

    def may(self, line: str) -> bool:
        """Whether an action is legal."""
        return self.action(line) in rules.legal_actions(self.state)

    def hexes(self, verb: str) -> set[Offset]:
        """Gather the hexes of the legal actions that begin with *verb*."""
        found = set()
        for line in self.legal:
            word, _, place = line.partition(" ")
            if word == verb:
                column, row = place.split(",")
                found.add((int(column), int(row)))
        return found

    @property
    def pool(self) -> str:
        """Write the letters of the units that may be activated, in alphabetical order."""
        return "".join(sorted(line[-1] for line in self.legal if line.startswith("ACTIVATE")))

    @property
    def active(self) -> str | None:
        """Name the activated unit."""
        for letter, number in self.ids.items():
            if number == self.state.active:
                return letter
        return None

    @property
    def phase(self) -> str:
        """Name the phase."""
        return self.state.phase.name

    @property
    def turn(self) -> tuple[int, str]:
        """Name the round and whose turn it is, "upper" or "lower"."""
        return self.state.round, self.whose(self.state.side)

    @property
    def to_act(self) -> str:
        """Name whose decision it is, "upper" or "lower"."""
        return self.whose(self.state.to_act)

    def side(self, whose: str) -> Side:
        """Name the side of the upper or the lower case letters."""
        for placed in self.state.setup.scenario.units:
            if placed.unit.startswith(whose):
                return placed.side
        raise KeyError(whose)

    def whose(self, side: Side) -> str:
        """Name the case of a side's letters."""
        return "upper" if side is self.side("upper") else "lower"

    def points(self, whose: str) -> int:
        """Return a side's victory points."""
        return self.state.points[self.side(whose).index]

    def unit(self, letter: str) -> Unit:
        """Find a unit."""
        return self.state.units[self.ids[letter]]

    def hp(self, letter: str) -> int:
        """Return a unit's hit points."""
        return self.unit(letter).hp

    def hex(self, letter: str) -> Offset:
        """Return a unit's hex."""
        return self.state.offset(self.unit(letter))

    def marks(self, letter: str) -> set[str]:
        """Gather a unit's marks (R3.4)."""
        return set(self.unit(letter).marks.names)

    def of(self, kind: type[_E]) -> list[_E]:
        """List the latest events of a kind."""
        return [event for event in self.events if isinstance(event, kind)]

    def one(self, kind: type[_E]) -> _E:
        """Return the only latest event of a kind."""
        (event,) = self.of(kind)
        return event


def scenario_table(
    board: str,
    *,
    seat: str = "ONE",
    lower_first: bool = False,
    on: Mapping[str, str] | None = None,
    objectives: Mapping[str, Sequence[Offset]] | None = None,
    score: bool | None = None,
    numbers: Mapping[str, object] | None = None,
    units: Mapping[str, UnitTable] | None = None,
) -> dict[str, Any]:
    """Write the scenario of a drawn board, as a save holds it. See `battle`."""
    rows = ["".join(row.split()) for row in board.strip().splitlines()]
    places = {
        character: (column, row)
        for row, line in enumerate(rows)
        for column, character in enumerate(line)
        if character not in _TERRAIN
    }
    ground = dict.fromkeys(places, ".") | dict(on or {})
    declared = {letter: unit() for letter in places} | dict(units or {})
    assert set(declared) == set(places), f"units on no hex: {set(declared) - set(places)}"
    numbers_of_rules = msgspec.to_builtins(load_rules(packaged_data()))
    small = {"SMALLEST_COLUMNS": 1, "SMALLEST_ROWS": 1}
    other = Side[seat].other.name
    return {
        "name": "drawn",
        "terrain": ["".join(ground[c] if c in ground else c for c in line) for line in rows],
        "first": other if lower_first else seat,
        "score_objectives": bool(objectives) if score is None else score,
        "objectives": [{"code": c, "hexes": list(h)} for c, h in (objectives or {}).items()],
        "units": [
            {"side": seat if c.isupper() else other, "unit": _code(c), "hex": list(places[c])}
            for c in sorted(places)
        ],
        "rules": {**numbers_of_rules, **small, **(numbers or {})},
        "profiles": {_code(letter): entry for letter, (entry, _) in declared.items()},
        "weapons": _weapons_of(declared),
    }


def _weapons_of(declared: Mapping[str, UnitTable]) -> dict[str, dict[str, Any]]:
    """Return the weapons that the declared units carry, by code."""
    weapons: dict[str, dict[str, Any]] = {}
    for _, carried in declared.values():
        for code, entry in carried.items():
            assert code not in weapons or weapons[code] == entry, f"two weapons are called {code}"
            weapons[code] = entry
    return weapons


def _code(letter: str) -> str:
    return f"{'upper' if letter.isupper() else 'lower'}_{letter.lower()}"


def scenario(board: str, **options: Any) -> Scenario:
    """Make the scenario of a drawn board; AssertionError when it has problems."""
    findings = Findings("drawn")
    made = decode_scenario(scenario_table(board, **options), findings)
    assert made is not None, [str(problem) for problem in findings.problems]
    return made


def battle(board: str, *, phase: str | None = None, **options: Any) -> Battle:
    """Begin a battle on a drawn board; where *phase* is given, end phases until it is reached.

    *board*: rows of characters, blanks don't count. A letter is a unit (`unit()` where no *units*
    entry, or keyword of that letter, says otherwise) standing on OPEN, or *on* what that letter is
    given. *seat*: the side of upper case letters, which begins unless *lower_first*. *objectives*:
    hexes by code; with any, they are scored unless *score* is False. *numbers*: of the rules.
    Unit ids go by the alphabet, upper case first.
    """
    letters = {name: options.pop(name) for name in list(options) if len(name) == 1}
    setup = Setup(scenario(board, units=letters, **options))
    state, events = turn.start(setup)
    begun = Battle(state, events)
    return begun if phase is None else begun.until(phase)
