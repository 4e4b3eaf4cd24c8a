"""The kinds of data files that belong to a battle, as `hexfront validate` inspects them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle import army, scenario_files
from engine.data.datafiles import packaged_data, stem_of
from engine.data.inspection import DataKind
from engine.errors import DataError, Problem
from engine.validation import Findings

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.battle.scenario import RuleNumbers
    from engine.data.inspection import Notes, Scope


def _inspect_rules(file: Traversable, _: Scope, notes: Notes) -> None:
    with notes.catching():
        scenario_files.read_rules(file)


def _inspect_generator(file: Traversable, scope: Scope, notes: Notes) -> None:
    rules = _rules_of(scope.root, notes)
    with notes.catching():
        scenario_files.read_generator(file, rules)


def _inspect_board(file: Traversable, scope: Scope, notes: Notes) -> None:
    notes.add_code(file, "", "board", stem_of(file))
    rules = _rules_of(scope.root, notes)
    with notes.catching():
        scenario_files.read_board(file, rules)


def _inspect_scenario(file: Traversable, scope: Scope, notes: Notes) -> None:
    notes.add_code(file, "", "scenario", stem_of(file))
    rules, findings = _rules_of(scope.root, notes), Findings(str(file))
    known = {
        code: unit["hp_max"] if "hp_max" in unit else None
        for code, unit in scope.draft.units.items()
    }
    with notes.catching():
        parts, _ = scenario_files.check_scenario_file(file, scope.root, rules, known, findings)
        notes.add_problems(findings.problems)
        for number, objective in parts.objectives.items():
            # One letter is a mark on the board; a longer code is read as a name.
            if objective.code[1:]:
                notes.add_code(file, f"objectives[{number}]", "objective", objective.code)


def _inspect_army(file: Traversable, _: Scope, notes: Notes) -> None:
    """Add what keeps an army from being read or fielded: armies are of the packaged units."""
    with notes.catching():
        read = army.read_army(file)
        sentences = army.find_problems(read, scenario_files.packaged_materials())
        notes.add_problems(Problem(str(file), "", "", one, army.KIND) for one in sentences)


def _rules_of(root: Traversable, notes: Notes) -> RuleNumbers:
    """Return the numbers of a root's rules; the packaged ones if they are invalid."""
    try:
        return scenario_files.load_rules(root)
    except DataError as error:
        notes.add_problems(error.problems)
        return scenario_files.load_rules(packaged_data())


BATTLE_KINDS: Final = (
    DataKind("rules", _inspect_rules),
    DataKind("generator", _inspect_generator),
    DataKind("board", _inspect_board),
    DataKind("scenario", _inspect_scenario),
    DataKind(army.KIND, _inspect_army, required=False),
    DataKind.from_reader(
        scenario_files.GROUNDS_KIND, scenario_files.read_grounds, scenario_files.GROUNDS_PLACE
    ),
)
"""In the order of inspection: later kinds are checked against earlier ones."""
