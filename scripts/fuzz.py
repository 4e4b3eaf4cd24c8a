"""Reads damaged files with every loader: each must be read, or refused with an error that
its loader documents, within 10 seconds of processor time and 500 MB, without killing a process.

    python -m scripts.fuzz --inputs 3000 --resume build/fuzz.jsonl --workers 2
    python -m scripts.fuzz --loader save --inputs 100 --seed 7
    python -m scripts.fuzz --show save:7:42

Run in the project's folder. Findings are in `build/fuzz`, one folder per input.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path

import msgspec

from engine.append_file import AppendFile, FileInUse
from engine.errors import describe
from scripts.fuzz_inputs import make_input
from scripts.fuzz_table import LOADERS
from scripts.fuzz_workers import Tally, Task, run_task

RESUME_BYTES = 50_000_000
"""Maximum size of the file that a run is resumed from."""
PORTION = 250
"""Inputs that one process reads before it is replaced, which frees its memory."""


class FuzzError(Exception):
    """Raised for an impossible run; the message is a sentence."""


class Heading(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of a file that a run is resumed from."""

    fuzz_seed: int


class Done(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A portion that was read, and its results."""

    loader: str
    first: int
    count: int
    tally: Tally


def portions(loaders: Sequence[str], inputs: int, done: Sequence[Done]) -> Iterator[Done]:
    """Yield what is still to be read, without the numbers that were read before."""
    for loader in loaders:
        read = {
            number
            for one in done
            if one.loader == loader
            for number in range(one.first, one.first + one.count)
        }
        missing = [number for number in range(inputs) if number not in read]
        while missing:
            first, count = missing[0], 1
            while count < min(PORTION, len(missing)) and missing[count] == first + count:
                count += 1
            yield Done(loader, first, count, Tally())
            missing = missing[count:]


@contextmanager
def open_run(path: Path, seed: int) -> Iterator[tuple[AppendFile, list[Done]]]:
    """Lock and open the file of a run for a block; it is created if it does not exist.

    Yields it and the results of an earlier run. FuzzError, with nothing changed, if that had
    another
    seed, if another run is writing the file, or if it holds something else.
    """
    heading = msgspec.json.encode(Heading(seed)) + b"\n"
    try:
        file = AppendFile.open_or_create(path, heading, RESUME_BYTES)
    except FileInUse as error:
        raise FuzzError(f"{path}: another run is writing this file") from error
    except OSError as error:
        raise FuzzError(describe(error)) from error
    try:
        yield file, _read_done(file, seed)
    finally:
        file.close()


def _read_done(file: AppendFile, seed: int) -> list[Done]:
    """Read the portions of an earlier run; an incomplete last line is removed."""
    lines, _ = file.read_lines()
    if not lines:
        raise FuzzError(f"{file.path}: no file of a run")
    try:
        found = msgspec.json.decode(lines[0], type=Heading)
        done = [msgspec.json.decode(line, type=Done) for line in lines[1:]]
    except msgspec.MsgspecError as error:
        raise FuzzError(f"{file.path}: no file of a run: {error}") from error
    if found.fuzz_seed != seed:
        raise FuzzError(f"{file.path}: this run has the seed {found.fuzz_seed}, not {seed}")
    file.cut_torn_line()
    return done


def fuzz(
    loaders: Sequence[str], inputs: int, seed: int, workers: int, findings: Path,
    resume: Path | None = None,
) -> list[Done]:  # fmt: skip
    """Read so many inputs with each loader, resuming from and recording in *resume*."""
    if resume is None:
        done = _fuzz_missing(loaders, inputs, seed, workers, findings, [], None)
    else:
        with open_run(resume, seed) as (file, known):
            done = _fuzz_missing(loaders, inputs, seed, workers, findings, known, file)
    return [one for one in done if one.loader in loaders]


def _fuzz_missing(
    loaders: Sequence[str], inputs: int, seed: int, workers: int, findings: Path,
    known: Sequence[Done], file: AppendFile | None,
) -> list[Done]:  # fmt: skip
    done = list(known)
    with ThreadPoolExecutor(workers) as pool:
        futures = {
            pool.submit(run_task, Task(one.loader, seed, one.first, one.count), findings): one
            for one in portions(loaders, inputs, known)
        }
        for future in as_completed(futures):
            finished = msgspec.structs.replace(futures[future], tally=future.result())
            done.append(finished)
            if file is not None:
                file.append(msgspec.json.encode(finished) + b"\n")
            print(f"{finished.loader} {finished.first}+{finished.count}", file=sys.stderr)
    return done


class Row(msgspec.Struct, frozen=True):
    """The results of all inputs of a loader."""

    loader: str
    inputs: int
    accepted: int
    refused: int
    found: int
    seconds: float
    megabytes: float
    kinds: dict[str, int]


def sum_up(done: Sequence[Done]) -> list[Row]:
    """Return the sum of the portions of each loader."""
    rows = []
    for loader in dict.fromkeys(one.loader for one in done):
        parts = [one for one in done if one.loader == loader]
        found = [found for one in parts for found in one.tally.found]
        kinds = [f"{one.how} at {one.where}" if one.where else one.how for one in found]
        rows.append(
            Row(
                loader=loader,
                inputs=sum(one.count for one in parts),
                accepted=sum(one.tally.accepted for one in parts),
                refused=sum(one.tally.refused for one in parts),
                found=len(found),
                seconds=max(one.tally.seconds for one in parts),
                megabytes=max(one.tally.megabytes for one in parts),
                kinds={kind: kinds.count(kind) for kind in sorted(set(kinds))},
            )
        )
    return rows


def tell(rows: Sequence[Row]) -> Iterator[str]:
    """Yield the lines of the report, one per loader, and one per kind of finding."""
    yield f"{'loader':18} {'inputs':>7} {'read':>7} {'refused':>7} {'found':>6} {'s':>7} {'MB':>6}"
    for row in rows:
        yield (
            f"{row.loader:18} {row.inputs:7} {row.accepted:7} {row.refused:7} {row.found:6}"
            f" {row.seconds:7.2f} {row.megabytes:6.0f}"
        )
    for row in rows:
        for kind, count in row.kinds.items():
            yield f"{row.loader}: {kind} ({count} times)"
    yield f"{sum(row.inputs for row in rows)} inputs, {sum(row.found for row in rows)} findings"


def show(place: str) -> bytes:
    """Return the input that LOADER:SEED:NUMBER names."""
    name, seed, number = place.split(":")
    loader = LOADERS[name]
    with tempfile.TemporaryDirectory() as folder:
        samples = loader.prepare(Path(folder)).samples
    return make_input(name, loader.syntax, samples, int(seed), int(number))


def main() -> int:
    """Execute the command line; return 1 if anything was found."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--inputs", type=int, default=100, help="for each loader")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--loader", action="append", choices=sorted(LOADERS), help="these alone")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--resume", type=Path, metavar="FILE", help="go on with, or begin, a run")
    parser.add_argument("--findings", type=Path, default=Path("build", "fuzz"), metavar="FOLDER")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--show", metavar="LOADER:SEED:NUMBER", help="write this input, and end")
    asked = parser.parse_args()
    if asked.show is not None:
        sys.stdout.buffer.write(show(asked.show))
        return 0
    loaders = asked.loader or list(LOADERS)
    try:
        done = fuzz(loaders, asked.inputs, asked.seed, asked.workers, asked.findings, asked.resume)
    except FuzzError as error:
        print(error, file=sys.stderr)
        return 2
    rows = sum_up(done)
    if asked.json:
        print(msgspec.json.encode(rows).decode())
    else:
        print("\n".join(tell(rows)))
    return 1 if any(row.found for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
