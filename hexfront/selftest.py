"""The check of an installation: is everything the game needs present, and does it load and
start?
"""

from __future__ import annotations

import logging
import os
import sys
import time
from typing import TYPE_CHECKING, Final

import msgspec

from hexfront.output import Output
from hexfront.version import VERSION

if TYPE_CHECKING:
    from hexfront.selftest_checks import Check

log = logging.getLogger(__name__)

MILLISECONDS: Final = 1000


class Outcome(msgspec.Struct, frozen=True):
    """The result of one check; *detail* is its report, or the error."""

    name: str
    ok: bool
    detail: str
    milliseconds: float


def run_selftest(output: Output) -> int:
    """Run every check without a display and report them; 0 when all passed, otherwise 1."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    os.environ["SDL_AUDIODRIVER"] = "dummy"
    from hexfront.selftest_checks import CHECKS

    outcomes = [run_check(name, check) for name, check in CHECKS.items()]
    passed = all(outcome.ok for outcome in outcomes)
    facts = {
        "ok": passed,
        "version": VERSION,
        "frozen": "frozen" in vars(sys),
        "checks": [msgspec.structs.asdict(outcome) for outcome in outcomes],
    }
    lines = [f"hexfront {VERSION} selftest", *(line_of(outcome) for outcome in outcomes)]
    lines.append("all checks passed" if passed else "SELFTEST FAILED")
    output.report(facts, "\n".join(lines))
    return 0 if passed else 1


def run_check(name: str, check: Check) -> Outcome:
    """Run one check and measure its time."""
    began = time.perf_counter()
    try:
        detail = check()
        ok = True
    except Exception as error:
        log.exception("check %s failed", name)
        detail = f"{type(error).__name__}: {error}"
        ok = False
    return Outcome(name, ok, detail, round((time.perf_counter() - began) * MILLISECONDS, 1))


def line_of(outcome: Outcome) -> str:
    """Return one outcome on one line."""
    mark = "ok  " if outcome.ok else "FAIL"
    return f"  {mark} {outcome.name:<10} {outcome.detail} ({outcome.milliseconds:.0f} ms)"
