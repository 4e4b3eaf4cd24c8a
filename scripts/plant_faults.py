"""Plants the faults of `tests/planted/*.toml`, one at a time, in a copy of the project, and runs
the tests of each fault's own area, which must fail. A fault that survives shows a rule that no
test of its area covers; one that no longer fits shows that the data must follow the code.

    python scripts/plant_faults.py --quick
    python scripts/plant_faults.py --resume build/faults.jsonl --workers 2
    python scripts/plant_faults.py --only undo_gives_dice_back
    python scripts/plant_faults.py --page
"""

from __future__ import annotations

import argparse
import ast
import hashlib
import json
import os
import queue
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from importlib.util import cache_from_source
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine import errors
from engine.append_file import AppendFile, FileInUse

ROOT = Path(__file__).parents[1]
PLANTED = Path("tests", "planted")
PAGE = Path("docs", "reliability.md")
BEGIN = "<!-- planted faults: begin, written by `make docs` -->"
END = "<!-- planted faults: end -->"
NOT_COPIED = shutil.ignore_patterns(
    *(".git", ".venv", "build", "dist", "*.egg-info", "__pycache__", ".*_cache", ".hypothesis")
)
LONGEST = 600
"""Time limit of a file or folder of tests, in seconds; a fault that hangs it counts as
undetected.
"""
RESUME_BYTES = 10_000_000
"""Maximum size of the file that a run is resumed from."""
FAILED = 1
"""The exit code of pytest when tests ran and some failed."""

Text = Annotated[str, Meta(min_length=1)]
Verdict = Literal["red", "red without it", "survived", "not run", "hung"]


class FaultError(Exception):
    """Raised for faults that can't be read or planted; the message names the fault and the
    reason.
    """


class Fault(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A fault as data: in *function* of *file* the unique *old* text becomes *new*.

    *function* is a dotted name; the leading spaces in the lines of *old* count. *tests* are those
    of the fault's own area, *says* is the fault in words. *quick* faults are planted in every
    build.
    """

    name: Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]*$")]
    says: Text
    file: Annotated[str, Meta(pattern=r"\.py$")]
    function: Text
    old: Text
    new: str
    tests: Annotated[tuple[Text, ...], Meta(min_length=1)]
    quick: bool = False


class _FaultFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    area: Text
    faults: tuple[Fault, ...]


class Outcome(msgspec.Struct, frozen=True):
    """The result of a planted fault: *test* is the first that failed."""

    name: str
    verdict: Verdict
    test: str
    seconds: float


# Reading


def read_faults(root: Path) -> dict[str, tuple[Fault, ...]]:
    """Read all faults by area; FaultError if a file is broken or a name is not unique."""
    areas: dict[str, tuple[Fault, ...]] = {}
    seen: set[str] = set()
    for path in sorted((root / PLANTED).glob("*.toml")):
        try:
            raw = tomllib.loads(path.read_text(encoding="utf-8"))
            file = msgspec.convert(raw, _FaultFile)
        except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
            raise FaultError(f"{path.name}: {error}") from error
        twice = [fault.name for fault in file.faults if fault.name in seen]
        if twice or file.area in areas:
            raise FaultError(f"{path.name}: these are there twice: {twice or file.area}")
        seen |= {fault.name for fault in file.faults}
        areas[file.area] = file.faults
    return areas


def function_lines(source: str, dotted: str) -> tuple[int, int]:
    """Return the first and the last line of a function, decorators included; LookupError if none.

    Classes are also found, and `<module>` is the whole file.
    """
    tree: ast.AST = ast.parse(source)
    if dotted == "<module>":
        return 1, source.count("\n") + 1
    first = last = 0
    for name in dotted.split("."):
        found = [
            node
            for node in ast.iter_child_nodes(tree)
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name
        ]
        if len(found) != 1:
            raise LookupError(f"there are {len(found)} of {dotted}")
        tree = found[0]
        first = min([found[0].lineno, *(one.lineno for one in found[0].decorator_list)])
        last = found[0].end_lineno or first
    return first, last


def plant(source: str, fault: Fault) -> str:
    """Return the source with the fault planted; FaultError unless it fits exactly once."""
    try:
        first, last = function_lines(source, fault.function)
    except LookupError as error:
        raise FaultError(f"{fault.name}: {fault.file}: {error}") from error
    lines = source.splitlines(keepends=True)
    inside = "".join(lines[first - 1 : last])
    times = inside.count(fault.old)
    if times != 1:
        raise FaultError(f"{fault.name}: {fault.function} has its old text {times} times, not once")
    after = inside.replace(fault.old, fault.new)
    changed = "".join([*lines[: first - 1], after, *lines[last:]])
    try:
        same = ast.dump(ast.parse(changed)) == ast.dump(ast.parse(source))
    except SyntaxError as error:
        raise FaultError(f"{fault.name}: what comes of it is no Python: {error}") from error
    if same:
        raise FaultError(f"{fault.name}: the new text says the same as the old one")
    return changed


def check(root: Path, fault: Fault) -> None:
    """Raise FaultError if a fault does not fit, or its tests do not exist."""
    path = root / fault.file
    if not path.is_file():
        raise FaultError(f"{fault.name}: there is no file {fault.file}")
    plant(path.read_text(encoding="utf-8"), fault)
    for test in fault.tests:
        if not (root / test).exists():
            raise FaultError(f"{fault.name}: there is no {test}")


# Planting


def run_tests(root: Path, tests: Sequence[str]) -> tuple[int, str]:
    """Run tests in a copy up to the first failure; return pytest's code and that test's name."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", *tests]
    environment = os.environ | {"PYTHONPATH": str(root)}
    done = subprocess.run(  # noqa: S603 - the tests of this project
        command,
        cwd=root,
        env=environment,
        timeout=LONGEST * len(tests),
        capture_output=True,
        text=True,
        check=False,
    )
    failed = re.search(r"^(?:FAILED|ERROR) ([^\s\[]+)", done.stdout, re.MULTILINE)
    return done.returncode, failed[1] if failed else done.stdout.strip().rpartition("\n")[2]


def try_fault(root: Path, fault: Fault) -> Outcome:
    """Plant a fault in a copy, run the tests of its area, and remove it again.

    The failing test must pass without the fault, or its failure would prove nothing.
    """
    path = root / fault.file
    source = path.read_text(encoding="utf-8")
    compiled = Path(cache_from_source(str(path)))
    began = time.monotonic()
    try:
        path.write_text(plant(source, fault), encoding="utf-8")
        # Python would take two texts of one size within one second for the same file.
        compiled.unlink(missing_ok=True)
        code, test = run_tests(root, fault.tests)
    except subprocess.TimeoutExpired:
        code, test = -1, ""
    finally:
        path.write_text(source, encoding="utf-8")
        compiled.unlink(missing_ok=True)
    verdicts: dict[int, Verdict] = {FAILED: "red", 0: "survived", -1: "hung"}
    verdict = verdicts[code] if code in verdicts else "not run"
    if verdict == "red" and run_tests(root, [test])[0]:
        verdict = "red without it"
    return Outcome(fault.name, verdict, test, round(time.monotonic() - began, 1))


def plant_all(faults: Sequence[Fault], workers: int) -> Iterator[Outcome]:
    """Plant faults one after another in copies of the project, one copy per worker."""
    with tempfile.TemporaryDirectory(prefix="hexfront-faults-") as folder:
        copies: queue.SimpleQueue[Path] = queue.SimpleQueue()
        for number in range(workers):
            copies.put(shutil.copytree(ROOT, Path(folder, str(number)), ignore=NOT_COPIED))

        def try_one(fault: Fault) -> Outcome:
            copy = copies.get()
            try:
                return try_fault(copy, fault)
            finally:
                copies.put(copy)

        with ThreadPoolExecutor(workers) as pool:
            for future in as_completed([pool.submit(try_one, fault) for fault in faults]):
                yield future.result()


# Resuming a run


def code_digest(root: Path) -> str:
    """Return a digest of all code, data and tests: outcomes are those of one tree."""
    digest = hashlib.sha256()
    for folder in ("assets", "client", "engine", "hexfront", "models", "scripts", "tests"):
        for path in sorted((root / folder).rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                digest.update(str(path.relative_to(root)).encode())
                digest.update(path.read_bytes())
    return digest.hexdigest()


@contextmanager
def open_outcomes(path: Path, digest: str) -> Iterator[tuple[AppendFile, list[Outcome]]]:
    """Lock and open the file of a run for a block; it is created if it does not exist.

    Yields it and the outcomes of an earlier run. FaultError, with nothing changed, if that was of
    other code, if another run is writing the file, or if it holds something else.
    """
    heading = json.dumps({"code": digest}).encode()
    try:
        file = AppendFile.open_or_create(path, heading + b"\n", RESUME_BYTES)
    except FileInUse as error:
        raise FaultError(f"{path}: another run is writing this file") from error
    except OSError as error:
        raise FaultError(errors.describe(error)) from error
    try:
        lines, _ = file.read_lines()
        if lines[:1] != [heading]:
            raise FaultError(f"{path}: these outcomes are of other code; name another file")
        try:
            known = [msgspec.json.decode(line, type=Outcome) for line in lines[1:]]
        except msgspec.DecodeError as error:
            raise FaultError(f"{path}: these are no outcomes: {error}") from error
        file.cut_torn_line()
        yield file, known
    finally:
        file.close()


# Reporting


def describe(areas: dict[str, tuple[Fault, ...]]) -> str:
    """Return the faults as the table of the page."""
    lines = ["| area | fault | planted in | tests that turn red |", "|---|---|---|---|"]
    for area, faults in areas.items():
        for fault in faults:
            module = fault.file.removesuffix(".py").replace("/", ".")
            place = module if fault.function == "<module>" else f"{module}: {fault.function}"
            tests = ", ".join(f"`{test}`" for test in fault.tests)
            lines.append(f"| {area} | {fault.says} | `{place}` | {tests} |")
    count = sum(len(faults) for faults in areas.values())
    return "\n".join([f"{count} faults:", "", *lines])


def write_page(page: str, areas: dict[str, tuple[Fault, ...]]) -> str:
    """Return a page with the table between its marks; FaultError if there are none."""
    before, first, rest = page.partition(BEGIN)
    _, last, after = rest.partition(END)
    if not first or not last:
        raise FaultError(f"{PAGE.name} has lost the marks of the planted faults")
    return f"{before}{BEGIN}\n\n{describe(areas)}\n\n{END}{after}"


def tell(outcomes: Sequence[Outcome], show: Callable[[str], None]) -> None:
    """Report the outcomes of the faults, those that no test detected last."""
    for one in sorted(outcomes, key=lambda one: (one.verdict != "red", one.name)):
        show(f"{one.verdict:14} {one.seconds:6.1f} s  {one.name}: {one.test}")
    red = sum(one.verdict == "red" for one in outcomes)
    show(f"{red} of {len(outcomes)} faults turned a test of their own area red")


def choose(areas: dict[str, tuple[Fault, ...]], only: list[str], *, quick: bool) -> list[Fault]:
    """Return the faults to plant; FaultError for an unknown name."""
    faults = [fault for area in areas.values() for fault in area]
    unknown = set(only) - {fault.name for fault in faults}
    if unknown:
        raise FaultError(f"there is no fault {', '.join(sorted(unknown))}")
    return [
        fault for fault in faults if (fault.name in only or not only) and (fault.quick or not quick)
    ]


def plant_missing(
    faults: Sequence[Fault], known: Sequence[Outcome], workers: int, file: AppendFile | None
) -> list[Outcome]:
    """Plant the faults without a known outcome, record each in *file*, and return all outcomes."""
    names = [fault.name for fault in faults]
    outcomes = [one for one in known if one.name in names]
    done = {one.name for one in outcomes}
    missing = [fault for fault in faults if fault.name not in done]
    for outcome in plant_all(missing, workers) if missing else ():
        outcomes.append(outcome)
        print(f"{outcome.verdict}: {outcome.name}", file=sys.stderr)
        if file is not None:
            file.append(msgspec.json.encode(outcome) + b"\n")
    return outcomes


def run(arguments: argparse.Namespace) -> int:
    """Execute the command line; return 1 if a fault was not detected."""
    areas = read_faults(ROOT)
    if arguments.page:
        target = ROOT / PAGE
        page = write_page(target.read_text(encoding="utf-8"), areas)
        target.write_text(page, encoding="utf-8", newline="\n")
        return 0
    faults = choose(areas, arguments.only, quick=arguments.quick)
    for fault in faults:
        check(ROOT, fault)
    file: Path | None = arguments.resume
    if file is None:
        outcomes = plant_missing(faults, [], arguments.workers, None)
    else:
        with open_outcomes(file, code_digest(ROOT)) as (opened, known):
            outcomes = plant_missing(faults, known, arguments.workers, opened)
    if arguments.json:
        print(msgspec.json.encode(outcomes).decode())
    else:
        tell(outcomes, print)
    return 1 if any(one.verdict != "red" for one in outcomes) else 0


def main() -> int:
    """Parse the command line and run."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--only", action="append", default=[], metavar="NAME", help="these alone")
    parser.add_argument("--quick", action="store_true", help="the few of every build")
    parser.add_argument("--resume", type=Path, metavar="FILE", help="go on with, or begin, a run")
    parser.add_argument("--workers", type=int, default=1, help="copies to plant in side by side")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--page", action="store_true", help=f"write the table of {PAGE}")
    try:
        return run(parser.parse_args())
    except FaultError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
