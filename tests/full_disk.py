"""Disks that fail: full after so many bytes, over quota, broken, read-only."""

from __future__ import annotations

import errno
import os
import stat

import pytest


def fill_up_after(count: int, monkeypatch: pytest.MonkeyPatch, code: int = errno.ENOSPC) -> None:
    """Make writing files fail with an error *code* after *count* more bytes."""
    real, left = os.write, [count]

    def write(descriptor: int, data: bytes) -> int:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            return real(descriptor, data)  # processes talk by pipes, which take no room
        if not left[0] and data:
            raise OSError(code, os.strerror(code))
        written = real(descriptor, data[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)
