"""Disks that fail: full after so many bytes, over quota, broken, read-only."""

from __future__ import annotations

import errno
import os

import pytest


def fill_up_after(count: int, monkeypatch: pytest.MonkeyPatch, code: int = errno.ENOSPC) -> None:
    """Let writing fail with an error *code* once *count* more bytes are written, whoever writes."""
    real, left = os.write, [count]

    def write(descriptor: int, data: bytes) -> int:
        if not left[0] and data:
            raise OSError(code, os.strerror(code))
        written = real(descriptor, data[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)
