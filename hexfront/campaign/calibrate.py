"""`hexfront campaign calibrate`: landings are fought, and the resolver's tables fitted to them."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from engine import limits
from hexfront.command_options import AsJson, Page, Workers
from hexfront.output import output_of
from hexfront.progress import default_workers, failing_clearly, make_bars

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.campaign.calibration.log import CalibrationLog
    from engine.campaign.calibration.report import Calibration
    from engine.campaign.calibration.trial_battles import Fought
    from engine.campaign.numbers import CampaignNumbers


_Battles = Annotated[
    int | None,
    typer.Option(
        min=2,
        max=limits.CALIBRATION_BATTLES,
        help="Landings to fight; by default those of the data.",
    ),
]
_Resume = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Log of the battles, from which a run goes on."),
]
_Table = Annotated[
    Path | None, typer.Option(metavar="FILE", help="Write the tables into this file.")
]
_Judge = Annotated[
    bool,
    typer.Option("--judge", help="Fit nothing: measure the tables of the game on the rest."),
]


def register(app: typer.Typer) -> None:
    """Add the command to `campaign`."""
    app.command("calibrate", short_help="campaign-option.calibrate")(calibrate)


def calibrate(  # noqa: PLR0913, PLR0917 - a parameter is an option here
    context: typer.Context,
    battles: _Battles = None,
    workers: Workers = None,
    resume: _Resume = None,
    table: _Table = None,
    page: Page = None,
    as_json: AsJson = False,
    judge: _Judge = False,
) -> None:
    """Fight drawn landings and fit the resolver's tables to them.

    Without --table they are only printed; those of the game are data/campaign/resolver.toml. With
    --judge these are measured on all of the landings that they were not fitted to.
    """
    from engine.campaign.data import load_numbers
    from hexfront.campaign.calibration_text import PART, page_text, plain_text
    from hexfront.pages import read_part, write_part

    with failing_clearly(None if resume is None else "file"):
        numbers = load_numbers()
        wanted = numbers.invasion.calibration.battles if battles is None else battles
        if judge:
            _require_rest(wanted, numbers, writes=table is not None or page is not None)
        if table is not None:
            _require_enough(wanted, numbers)
        if page is not None:
            read_part(page, PART)
        found = _measure(wanted, workers, resume, numbers, judge=judge)
        if page is not None:
            write_part(page, PART, page_text(found))
        if table is not None:
            _write(table, found)
    output_of(context, as_json=as_json).report(msgspec.to_builtins(found), plain_text(found))


def _require_enough(battles: int, numbers: CampaignNumbers) -> None:
    """Raise MatchError for tables of fewer battles than they need (C10.10)."""
    from engine.errors import MatchError

    least = numbers.invasion.calibration.battles
    if battles < least:
        raise MatchError(f"tables need at least {least} battles, not {battles}")


def _require_rest(battles: int, numbers: CampaignNumbers, *, writes: bool) -> None:
    """Raise MatchError unless there are landings to measure on, and nothing is to be written."""
    from engine.errors import MatchError

    if writes:
        raise MatchError("--judge fits no tables: leave out --table and --page")
    least = numbers.resolver.battles
    if battles <= least:
        raise MatchError(f"the tables were fitted to {least} landings: --battles must be more")


def _measure(
    battles: int,
    workers: int | None,
    resume: Path | None,
    numbers: CampaignNumbers,
    *,
    judge: bool,
) -> Calibration:
    """Return the fit to so many battles, or the judgement of the game's tables; those battles are
    fought that are not in the log to resume.
    """
    from engine.campaign.calibration.log import CalibrationLog

    log = CalibrationLog(resume)
    with log.open():
        _fight(log, battles, workers)
        fought = log.first(battles)
    return _judge(fought, numbers) if judge else _fit(fought, numbers)


def _fight(log: CalibrationLog, battles: int, workers: int | None) -> None:
    from engine.campaign.calibration.trial_runs import run
    from engine.workers import open_pool

    missing = log.missing(battles)
    count = default_workers() if workers is None else workers
    alone = count == 1 or not missing
    pool = contextlib.nullcontext() if alone else open_pool(count)
    with pool as executor, make_bars() as progress:
        task = progress.add_task("battles", total=battles, completed=battles - len(missing))
        for fought in run(missing, executor, count):
            log.add(fought)
            progress.advance(task)


def _fit(fought: Sequence[Fought], numbers: CampaignNumbers) -> Calibration:
    from engine.campaign.calibration.fitting import fit
    from engine.campaign.calibration.report import judge, split
    from engine.campaign.calibration.trial_battles import fingerprint

    used, held = split(fought, numbers)
    tables = fit(used, numbers.invasion.resolver)
    return judge(fought, held, tables, fingerprint(), numbers)


def _judge(fought: Sequence[Fought], numbers: CampaignNumbers) -> Calibration:
    """Return how well the tables of the game fit all that they were not fitted to."""
    from engine.campaign.calibration.fitting import Tables
    from engine.campaign.calibration.report import judge, split
    from engine.campaign.calibration.trial_battles import fingerprint

    resolver = numbers.resolver
    _, held = split(fought[: resolver.battles], numbers)
    tables = Tables(resolver.chance, resolver.winner_loses, resolver.loser_loses)
    rest = [*held, *fought[resolver.battles :]]
    return judge(fought, rest, tables, fingerprint(), numbers)


def _write(file: Path, found: Calibration) -> None:
    from engine.campaign.calibration.tables_file import write_tables
    from engine.errors import MatchError
    from engine.files import write

    try:
        write(file, write_tables(found).encode())
    except OSError as error:
        reason = error.strerror or error
        raise MatchError(f"{file}: the tables cannot be written: {reason}") from error
