"""Lessons as data: a battle, the seed of its dice, and steps that each wait for something."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Annotated, Any, Final

import msgspec
from msgspec import Meta, structs

from client.battle.input.keys import KeyCommand
from engine import limits
from engine.battle.phase import Phase
from engine.battle.scenario import HexPlace, Scenario
from engine.battle.scenario_files import packaged_materials, read_scenario
from engine.battle.side import Side
from engine.data.catalog import Code, Positive
from engine.data.datafiles import files_of_folder, packaged_data, read_table, stem_of
from engine.errors import DataError, Problem
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.resources import resource
from engine.sentences import Sentence
from engine.validation import Count, Findings, decode_entries, decode_table

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FOLDER: Final = "lessons"
SCENARIOS: Final = "scenarios"
"""The folder within it with the battles of the lessons."""
KIND: Final = "lesson"
PUPIL: Final = Side.ONE
"""The side that the player leads in every lesson."""


class Wait(enum.Enum):
    """What a step of a lesson waits for."""

    READ = "read"
    """That the player goes on, having read it."""
    ACTIVATE = "activate"
    MOVE = "move"
    POINT = "point"
    """That the mouse or the cursor rests on a hex."""
    SHOOT = "shoot"
    ADVANCE = "advance"
    """The roll of an advance."""
    ADVANCE_TO = "advance-to"
    CHARGE = "charge"
    """A roll that reaches the target."""
    CHARGE_TO = "charge-to"
    FIGHT = "fight"
    PHASE = "phase"
    """The beginning of a phase of the player's turn."""
    SCORE = "score"
    """Victory points of the player's."""
    UNDO = "undo"
    END = "end"
    """The end of the battle."""


BY_UNIT: Final = frozenset(
    {
        *(Wait.ACTIVATE, Wait.MOVE, Wait.SHOOT, Wait.ADVANCE, Wait.ADVANCE_TO),
        *(Wait.CHARGE, Wait.CHARGE_TO, Wait.FIGHT),
    }
)
"""What one unit of the player's does: such a step names it."""


class Variety(enum.Enum):
    """What decides which of several texts a step has."""

    NONE = "none"
    PHASE = "phase"
    RESULT = "result"


class LessonStep(msgspec.Struct, frozen=True):
    """A step: what it waits for, and what is marked on the screen meanwhile.

    *unit* is one of the player's and *target* an enemy, by their ids. *hexes* are those that count;
    if there are none, any will do. *button* is the code of one below the board; *panel* is whether
    the side panel is marked.
    """

    code: Code
    wait: Wait
    unit: Count | None = None
    target: Count | None = None
    hexes: tuple[HexPlace, ...] = ()
    phase: Phase | None = None
    button: str | None = None
    panel: bool = False
    varies: Variety = Variety.NONE


class _LessonFile(msgspec.Struct, frozen=True):
    """The content of a file, before its steps are decoded."""

    number: Positive
    scenario: Code
    seed: Annotated[int, Meta(ge=0, le=limits.SEED)]
    opponent: str
    steps: list[Any]
    rounds: Positive | None = None


class Lesson(msgspec.Struct, frozen=True):
    """A lesson: the *number* is its place among them, the *code* the name of its file."""

    code: str
    number: int
    scenario: Scenario
    seed: int
    opponent: str
    steps: tuple[LessonStep, ...]

    def place_of(self, step: str) -> int | None:
        """Return the place of the step with a code; None if there is none."""
        places = [place for place, one in enumerate(self.steps) if one.code == step]
        return places[0] if places else None


@functools.cache
def packaged_lessons() -> tuple[Lesson, ...]:
    """Return the packaged lessons in their order; DataError if one is broken."""
    read = [read_lesson(file) for file in files_of_folder(resource(FOLDER))]
    lessons = sorted(read, key=lambda lesson: lesson.number)
    for place, lesson in enumerate(lessons, start=1):
        if lesson.number != place:
            sentence = Sentence("data.wrong-number", found=lesson.number, expected=place)
            raise DataError([Problem(lesson.code, "", "number", sentence, KIND)])
    return tuple(lessons)


def lesson_of(code: str) -> Lesson:
    """Return the packaged lesson with a code; KeyError if there is none."""
    return {lesson.code: lesson for lesson in packaged_lessons()}[code]


def scenario_files() -> list[Traversable]:
    """Return the packaged files of the lessons' battles."""
    return files_of_folder(resource(FOLDER).joinpath(SCENARIOS))


def read_lesson(file: Traversable) -> Lesson:
    """Return the lesson in a file, with a packaged battle; DataError lists all problems."""
    findings = Findings(str(file))
    raw = decode_table(read_table(file, (KIND,)), _LessonFile, "", findings, _rule)
    if raw is None:
        raise DataError(findings.problems)
    steps = decode_entries(raw.steps, LessonStep, "steps", findings, _rule)
    players = [*level_names(), *bot_names()]
    if raw.opponent not in players:
        known = ", ".join(players)
        unknown = Sentence("data.unknown-player", player=repr(raw.opponent), known=known)
        findings.add("", "opponent", unknown, KIND)
    battles = {stem_of(one): one for one in scenario_files()}
    if raw.scenario not in battles:
        known = ", ".join(battles)
        missing = Sentence("data.no-scenario", scenario=repr(raw.scenario), known=known)
        findings.add("", "scenario", missing, KIND)
        raise DataError(findings.problems)
    scenario = _scenario_of(battles[raw.scenario], raw.rounds)
    _check_steps(steps, scenario, findings)
    findings.raise_if_any()
    code = stem_of(file)
    return Lesson(code, raw.number, scenario, raw.seed, raw.opponent, tuple(steps.values()))


def _rule(_: str) -> str:
    return KIND


def _scenario_of(file: Traversable, rounds: int | None) -> Scenario:
    materials = packaged_materials()
    scenario = read_scenario(file, packaged_data(), materials.rules, materials.catalog)
    if rounds is None:
        return scenario
    return structs.replace(scenario, rules=structs.replace(scenario.rules, rounds=rounds))


# What is wrong with steps


def _check_steps(steps: dict[int, LessonStep], scenario: Scenario, findings: Findings) -> None:
    """Add a problem for everything that keeps steps from being played in a scenario."""
    codes: set[str] = set()
    for number, step in steps.items():
        entry = f"steps[{number}]"
        if step.code in codes:
            findings.add(entry, "code", Sentence("data.twice", name=step.code), KIND)
        codes.add(step.code)
        _check_units(step, entry, scenario, findings)
        _check_hexes(step, entry, scenario, findings)
        _check_parts(step, entry, findings)
    last = steps[max(steps)] if steps else None
    if last is None or last.wait is not Wait.READ:
        findings.add("", "steps", Sentence("data.lesson-end", wait=Wait.READ.value), KIND)


def _check_units(step: LessonStep, entry: str, scenario: Scenario, findings: Findings) -> None:
    if step.wait in BY_UNIT and step.unit is None:
        findings.add(entry, "unit", Sentence("data.missing"), KIND)
    for field, unit, side in (
        ("unit", step.unit, PUPIL),
        ("target", step.target, PUPIL.other),
    ):
        if unit is None:
            continue
        known = {place for place, one in enumerate(scenario.units) if one.side is side}
        if unit not in known:
            findings.add(entry, field, Sentence("data.no-unit", unit=str(unit)), KIND)


def _check_hexes(step: LessonStep, entry: str, scenario: Scenario, findings: Findings) -> None:
    if step.wait is Wait.POINT and not step.hexes and step.target is None:
        findings.add(entry, "hexes", Sentence("data.missing"), KIND)
    columns, rows = len(scenario.terrain[0]), len(scenario.terrain)
    for column, row in step.hexes:
        if column >= columns or row >= rows:
            sentence = Sentence(
                "data.hex-off-board", column=column, row=row, columns=columns, rows=rows
            )
            findings.add(entry, "hexes", sentence, KIND)


def _check_parts(step: LessonStep, entry: str, findings: Findings) -> None:
    if step.wait is Wait.PHASE and step.phase is None:
        findings.add(entry, "phase", Sentence("data.missing"), KIND)
    buttons = [command.name.lower() for command in KeyCommand]
    if step.button is not None and step.button not in buttons:
        button, known = repr(step.button), ", ".join(buttons)
        sentence = Sentence("data.unknown-choice", key="button", value=button, known=known)
        findings.add(entry, "button", sentence, KIND)
