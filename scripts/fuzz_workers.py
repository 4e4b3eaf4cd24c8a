"""Processes that read damaged files, limited in processor time and memory, and their results.

Written for systems that have interval timers and memory limits; a developer's tool.
"""

from __future__ import annotations

import contextlib
import io
import multiprocessing
import os
import re
import resource
import signal
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

import msgspec

from scripts.fuzz_inputs import make_input
from scripts.fuzz_loaders import Prepared
from scripts.fuzz_table import LOADERS

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

PROCESSOR_SECONDS: Final = 10.0
MEMORY_BYTES: Final = 500_000_000
SILENT_SECONDS: Final = 300
"""Seconds after which a worker that is silent, and uses no processor either, is ended; one that
is stopped by a signal is waited for.
"""
_SHRINKINGS: Final = 40
_PAGE: Final = resource.getpagesize()


Work: TypeAlias = Callable[["Task", Connection, Path], None]


class Task(NamedTuple):
    """A number of inputs of a loader, from the number *first* on, each limited to *seconds* of
    processor time and *memory* beyond what the loader itself uses.
    """

    loader: str
    seed: int
    first: int
    inputs: int
    seconds: float = PROCESSOR_SECONDS
    memory: int = MEMORY_BYTES


class Found(msgspec.Struct, frozen=True):
    """An input that was neither read nor refused as documented, and *how* it ended."""

    loader: str
    number: int
    how: str
    where: str


class Tally(msgspec.Struct):
    """The results of a task; *seconds* of processor time and *megabytes* are maxima."""

    accepted: int = 0
    refused: int = 0
    seconds: float = 0.0
    megabytes: float = 0.0
    found: list[Found] = msgspec.field(default_factory=list)


def run_task(task: Task, findings: Path, work: Work | None = None) -> Tally:
    """Read the inputs of a task in a separate process, which is replaced if it dies.

    *work* is the function of the process, `read_task` by default.
    """
    tally, first, last = Tally(), task.first, task.first + task.inputs
    context = multiprocessing.get_context("spawn")
    while first < last:
        ours, theirs = context.Pipe(duplex=False)
        rest = task._replace(first=first, inputs=last - first)
        worker = context.Process(
            target=work or read_task, args=(rest, theirs, findings), daemon=True
        )
        worker.start()
        theirs.close()
        number = _listen(ours, worker, tally, first)
        worker.join()
        ours.close()
        if number is None:
            return tally
        how = f"the process ended: {_name_of(worker.exitcode, task)}"
        keep(findings, task, number, how, "")
        tally.found.append(Found(task.loader, number, how, ""))
        first = number + 1
    return tally


def _listen(ours: Connection, worker: BaseProcess, tally: Tally, first: int) -> int | None:
    """Receive a worker's reports; return the number that it died of, None after a normal end."""
    number = first
    try:
        while True:
            if not ours.poll(SILENT_SECONDS):
                if is_stopped(worker):
                    continue
                worker.kill()
                return number
            said: Any = ours.recv()
            if said is None:
                return None
            if isinstance(said, int):
                number = said
            else:
                _add(tally, said)
    except EOFError:
        return number


def is_stopped(worker: BaseProcess) -> bool:
    """Whether a process is stopped by a signal, so that its silence is not its own."""
    try:
        stat = Path(f"/proc/{worker.pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return False
    # Its state follows its name, which is in brackets.
    return stat.rpartition(")")[2].split()[0] == "T"


def _add(tally: Tally, more: Tally) -> None:
    tally.accepted += more.accepted
    tally.refused += more.refused
    tally.seconds = max(tally.seconds, more.seconds)
    tally.megabytes = max(tally.megabytes, more.megabytes)
    tally.found += more.found


def _name_of(code: int | None, task: Task) -> str:
    if code == -signal.SIGPROF:
        return f"more than {task.seconds:g} seconds of processor"
    return signal.Signals(-code).name if code is not None and code < 0 else f"exit {code}"


# In the process


def read_task(task: Task, theirs: Connection, findings: Path) -> None:
    """Read the inputs of a task: send each number before it is read, its result after that,
    and None at the end.
    """
    loader = LOADERS[task.loader]
    with tempfile.TemporaryDirectory(prefix="hexfront-fuzz-") as home:
        os.environ["HEXFRONT_HOME"] = str(Path(home, "user"))
        prepared = loader.prepare(Path(home))
        file = Path(home, loader.file)
        file.parent.mkdir(parents=True, exist_ok=True)
        # Messages for people are of no interest here.
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            limit = memory_now() + task.memory
            for number in range(task.first, task.first + task.inputs):
                theirs.send(number)
                theirs.send(_read_number(task, number, prepared, file, limit, findings))
    theirs.send(None)
    theirs.close()


def _read_number(
    task: Task, number: int, prepared: Prepared, file: Path, limit: int, findings: Path
) -> Tally:
    """Read one input of a task, and record it if it was neither read nor refused."""
    loader = LOADERS[task.loader]
    content = make_input(task.loader, loader.syntax, prepared.samples, task.seed, number)
    began, before = time.process_time(), highest_memory()
    with watchdog(task.seconds, limit):
        error = read_one(prepared, file, content)
    tally = Tally(
        seconds=round(time.process_time() - began, 3),
        megabytes=round((highest_memory() - before) / 1e6, 1),
    )
    if error is None:
        tally.accepted = 1
    elif isinstance(error, loader.errors):
        tally.refused = 1
    else:
        how, where = describe(error)
        tally.found = [Found(task.loader, number, how, where)]
        # The unshrunk input first: shrinking may kill the process.
        keep(findings, task, number, how, _trace(error), content)
        with watchdog(task.seconds, limit):
            small = shrink(prepared, file, content, (how, where))
        keep(findings, task, number, how, _trace(error), small)
    return tally


def read_one(prepared: Prepared, file: Path, content: bytes) -> Exception | None:
    """Read one input; return the exception it raised."""
    file.write_bytes(content)
    try:
        prepared.read(file)
    except Exception as error:  # noqa: BLE001 - whatever is raised is what is looked for
        return error
    return None


@contextlib.contextmanager
def watchdog(seconds: float, limit: int) -> Iterator[None]:
    """Make the system end this process if a block takes more than *seconds* of processor time, and
    limit its address space to *limit* bytes.
    """
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


def memory_now() -> int:
    """Return the size of the address space, in bytes."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * _PAGE


def highest_memory() -> int:
    """Return the peak memory of this process, in bytes.

    `getrusage` would return that of the parent process, if that was larger.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    (kilobytes,) = re.findall(r"VmHWM:\s+(\d+) kB", status)
    return int(kilobytes) * 1024


def describe(error: Exception) -> tuple[str, str]:
    """Return an error's type, and our last line in its traceback: both identify a finding."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [
        one for one in frames if "fuzz_" not in one.filename and "site-packages" not in one.filename
    ]
    last = ours[-1] if ours else frames[-1]
    name = Path(last.filename)
    return f"raised {type(error).__name__}", f"{name.parent.name}/{name.name}:{last.lineno}"


def _trace(error: Exception) -> str:
    return "".join(traceback.format_exception(error, limit=-12))[-8_000:]


def shrink(prepared: Prepared, file: Path, content: bytes, wanted: tuple[str, str]) -> bytes:
    """Remove what a finding does not need, within a few tries."""
    size = max(1, len(content) // 2)
    place = 0
    for _ in range(_SHRINKINGS):
        if place >= len(content):
            if size == 1:
                break
            size, place = max(1, size // 4), 0
        shorter = content[:place] + content[place + size :]
        error = read_one(prepared, file, shorter)
        if error is not None and describe(error) == wanted:
            content = shorter
        else:
            place += size
    return content


def keep(
    findings: Path, task: Task, number: int, how: str, trace: str, small: bytes | None = None
) -> None:
    """Record a finding: the original input, the shrunk one, and how it ended."""
    loader = LOADERS[task.loader]
    folder = findings / f"{task.loader}-{task.seed}-{number}"
    folder.mkdir(parents=True, exist_ok=True)
    text = f"loader {task.loader}, seed {task.seed}, number {number}: {how}\n\n{trace}"
    (folder / "what.txt").write_text(text, encoding="utf-8", errors="backslashreplace")
    if small is not None:
        (folder / Path(loader.file).name).write_bytes(small)
