"""How much memory a program and all the processes it has started use, as Linux reports it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import msgspec

PROC: Final = Path("/proc")
KILOBYTES: Final = 1024
_PARENT: Final = 1
"""Where a process's line names its parent, counted behind the name, which is in brackets."""


class Memory(msgspec.Struct, frozen=True):
    """The megabytes of a group of processes."""

    processes: int
    pss: float
    """What they hold, shared pages divided among those who share them."""
    rss: float
    """What they hold, shared pages counted for each: more than is used."""


def family(pid: int) -> list[int]:
    """List a process and all that it and its children have started."""
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
    """Sum up the memory of a process and all that it has started."""
    pids = family(pid)
    totals = {"Pss": 0, "Rss": 0}
    for one in pids:
        for line in (PROC / str(one) / "smaps_rollup").read_text(encoding="ascii").splitlines()[1:]:
            key, _, value = line.partition(":")
            if key in totals:
                totals[key] += int(value.split()[0])
    pss, rss = (round(totals[key] / KILOBYTES, 1) for key in ("Pss", "Rss"))
    return Memory(len(pids), pss, rss)
