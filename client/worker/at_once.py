"""Which requests are to be answered at once: a number that window and worker process share."""

from __future__ import annotations

import ctypes
import multiprocessing
from typing import Final


class AtOnce:
    """The requests that are answered at once, with the best that was found so far.

    These are all up to a number, which only ever grows: requests are numbered as they are made. The
    object passes to a process only while that is being started. OSError if there is no memory to
    share.
    """

    def __init__(self) -> None:
        """Start with no request."""
        self._number: Final = multiprocessing.get_context("spawn").RawValue(ctypes.c_ulonglong, 0)

    def ask(self, number: int) -> None:
        """Have the request *number*, and all before it, answered at once."""
        self._number.value = max(self._number.value, number)

    def covers(self, number: int) -> bool:
        """Whether the request *number* is to be answered at once."""
        return self._number.value >= number
