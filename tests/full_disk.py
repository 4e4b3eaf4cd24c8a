"""A disk that is full after so many bytes, whoever writes to it."""

from __future__ import annotations

import errno
import os

import pytest


def fill_up_after(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the disk be full once *count* more bytes are written."""
    real, left = os.write, [count]

    def write(descriptor: int, data: bytes) -> int:
        if not left[0]:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = real(descriptor, data[: left[0]])
        left[0] -= written
        return written

    monkeypatch.setattr(os, "write", write)
