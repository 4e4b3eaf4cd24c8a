"""A loader with every fault that fuzzing looks for; what it does stands in its files."""

from __future__ import annotations

import os
from multiprocessing.connection import Connection
from pathlib import Path

from scripts import fuzz_table
from scripts.fuzz_loaders import Loader, Prepared
from scripts.fuzz_workers import Task, read_task

NAME = "bad"


class RefusalError(Exception):
    pass


def read(file: Path) -> object:
    """Behave badly: the first byte of a file, as a number, says how."""
    match file.read_bytes()[:1]:
        case b"\x00":
            while True:
                pass
        case b"\x01":
            os.abort()
        case b"\x02":
            return bytes(2_000_000_000)
        case b"\x03":
            raise RuntimeError("raw")
        case b"\x04":
            raise RefusalError("as documented")
        case _:
            return None


def prepare(_: Path) -> Prepared:
    return Prepared([bytes([number, 100]) for number in range(6)], read)


def read_badly(task: Task, theirs: Connection, findings: Path) -> None:
    fuzz_table.LOADERS[NAME] = Loader("bad.bin", "bytes", prepare, (RefusalError,))
    read_task(task, theirs, findings)
