"""`hexfront validate`: checks data files and reports everything that is wrong with them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import msgspec
import typer

from client.folders import user_folders
from client.text.catalogue import has_name
from client.tutorial.lesson import FOLDER as LESSONS
from client.tutorial.lesson import read_lesson
from engine.analysis.plans import FILE as PLANS_FILE
from engine.analysis.plans import read_plans
from engine.battle.data_kinds import BATTLE_KINDS
from engine.campaign.data_kinds import CAMPAIGN_KINDS
from engine.campaign.encoding import spec as campaign_encoding
from engine.data.datafiles import files_of_folder, packaged_data
from engine.data.inspection import (
    DataKind,
    Inspection,
    Read,
    UsedCode,
    inspect_file,
    inspect_folder,
    inspect_read,
    inspect_root,
    join,
)
from engine.encoding.reward_config import read_reward_config
from engine.encoding.schemas import read_encoding
from engine.errors import Problem
from engine.files import is_folder
from engine.players.bots import read_bots
from engine.players.levels import read_levels
from engine.players.model_limits import read_allowances
from engine.players.puzzles.puzzle_settings import read_settings
from engine.resources import list_names, resource
from hexfront.ending import FAILED
from hexfront.output import output_of

_READERS: Final[dict[str, Read]] = {
    "bots": read_bots,
    campaign_encoding.KIND: campaign_encoding.read_spec,
    "encoding": read_encoding,
    "lesson": read_lesson,
    "levels": read_levels,
    "models": read_allowances,
    "puzzles": read_settings,
    "reward": read_reward_config,
    "arena": read_plans,
}
"""Readers of the data files that no battle needs, by kind; arena.toml is in no data root."""
KINDS: Final = (
    *BATTLE_KINDS,
    *CAMPAIGN_KINDS,
    *(DataKind.from_reader(kind, read) for kind, read in _READERS.items()),
)


class Remark(msgspec.Struct, frozen=True):
    """A warning about a *code* that is allowed but probably a mistake."""

    file: str
    entry: str
    code: str
    message: str

    def __str__(self) -> str:
        """Return the warning on one line, the place first."""
        place = f"{self.file}: {self.entry}" if self.entry else self.file
        return f"{place}: {self.message}"


def register(app: typer.Typer) -> None:
    """Add the command to the program."""
    app.command("validate")(validate)


def validate(
    context: typer.Context,
    path: Annotated[
        Path | None,
        typer.Argument(
            metavar="PATH",
            help="A data file of any kind, a data folder, or a folder of such files. Without it:"
            " everything that comes with the game, and your own scenarios and armies.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as JSON.")] = False,
) -> None:
    """Check data files: every error with its file, entry, field and rule, and warnings."""
    found = inspect(path)
    warnings = [warning for code in found.codes for warning in warnings_of(code)]
    facts = {
        "ok": not found.problems,
        "files": list(found.files),
        "errors": [facts_of(problem) for problem in found.problems],
        "warnings": msgspec.to_builtins(warnings),
    }
    lines = [f"error: {problem}" for problem in found.problems]
    lines += [f"warning: {warning}" for warning in warnings]
    lines.append(
        f"files: {len(found.files)}, errors: {len(found.problems)}, warnings: {len(warnings)}"
    )
    output_of(context, as_json=as_json).report(facts, "\n".join(lines))
    raise typer.Exit(FAILED if found.problems else 0)


def facts_of(problem: Problem) -> dict[str, str]:
    """Return a problem as it is in the JSON report: its place, the code and the text, the rule."""
    return {
        "file": problem.file,
        "entry": problem.entry,
        "field": problem.field,
        "code": problem.sentence.code,
        "message": problem.message,
        "rule": problem.rule,
    }


def inspect(path: Path | None) -> Inspection:
    """Return the inspection of *path*; None means the packaged data and the player's own
    scenarios and armies.
    """
    if path is not None:
        return inspect_folder(path, KINDS) if is_folder(path) else inspect_file(path, KINDS)
    root = user_folders().root
    folders = [own for name in ("scenarios", "armies") if (own := root / name).is_dir()]
    files = [own / file.name for own in folders for file in files_of_folder(own)]
    packaged = inspect_root(packaged_data(), KINDS)
    plans = inspect_read(resource(PLANS_FILE), read_plans)
    lessons = [inspect_read(file, read_lesson) for file in files_of_folder(resource(LESSONS))]
    return join([packaged, plans, *lessons, *(inspect_file(file, KINDS) for file in files)])


def warnings_of(used: UsedCode) -> list[Remark]:
    """Return a warning for each thing a code lacks: a name, a picture, an emblem."""
    warnings = []
    if not has_name(used.context, used.code):
        message = f"{used.context} {used.code!r} has no text in the catalogue and is shown as it is"
        warnings.append(Remark(used.file, used.entry, used.code, message))
    if used.context == "unit" and f"{used.code}.svg" not in list_names("art/units"):
        message = f"unit {used.code!r} has no picture and is shown on a plain token"
        warnings.append(Remark(used.file, used.entry, used.code, message))
    if used.context == "faction" and f"{used.code}.svg" not in list_names("art/emblems"):
        message = f"faction {used.code!r} has no emblem and is shown without one"
        warnings.append(Remark(used.file, used.entry, used.code, message))
    return warnings
