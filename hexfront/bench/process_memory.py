"""The memory of a program and all its child processes, as Linux reports it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

PROC: Final = Path("/proc")
KILOBYTES: Final = 1024
_PARENT: Final = 1
"""Index of the parent in a process's line, after the name, which is in brackets."""


class Memory(msgspec.Struct, frozen=True):
    """The megabytes of a group of processes."""

    processes: int
    pss: float
    """Proportional set size: shared pages are divided among the processes that share them."""
    rss: float
    """Resident set size: shared pages are counted for each process, so the sum is too high."""


def family(pid: int) -> list[int]:
    """Return the ids of a process and all its descendants."""
    parents: dict[int, int] = {}
    for folder in PROC.iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text(encoding="utf-8", errors="replace")
            except OSError:
                continue  # it has ended meanwhile
            parents[int(folder.name)] = int(stat.rpartition(")")[2].split()[_PARENT])
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def memory_of(pid: int) -> Memory:
    """Return the total memory of a process and its descendants."""
    pids = family(pid)
    totals = {"Pss": 0, "Rss": 0}
    for one in pids:
        for line in (PROC / str(one) / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
            key, _, value = line.partition(":")
            if key in totals:
                totals[key] += int(value.split()[0])
    pss, rss = (round(totals[key] / KILOBYTES, 1) for key in ("Pss", "Rss"))
    return Memory(len(pids), pss, rss)
