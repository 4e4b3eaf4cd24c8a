"""The operating system's own lock on an open file: it ends with the process, however that ends.

Libraries for locks (filelock, portalocker) lock a file from its first byte. On Windows other
processes, and other parts of this one, could then not read what is locked; so a byte is locked
there that lies far behind the end of every file: the system's documentation of LockFile and
Python's of `msvcrt.locking` allow that. The branch for Windows is written by these documents and
was not tried.
"""

from __future__ import annotations

import errno
import os
import sys
from typing import Final

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_HELD_ELSEWHERE: Final = {errno.EAGAIN, errno.EACCES}
"""The errors of systems about a lock that another process has."""
LOCKED_BYTE: Final = 2**30
"""On Windows; beyond the limits of all files that are locked, within what 31 bits can say."""


def lock_descriptor(descriptor: int) -> bool:
    """Lock an open file unless another descriptor has; return whether it is locked now."""
    try:
        if sys.platform == "win32":
            _change_lock(descriptor, msvcrt.LK_NBLCK)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno not in _HELD_ELSEWHERE:
            raise
        return False
    return True


def unlock_descriptor(descriptor: int) -> None:
    """Unlock an open file that `lock_descriptor` has locked; OSError if there are no locks."""
    if sys.platform == "win32":
        _change_lock(descriptor, msvcrt.LK_UNLCK)
    else:
        fcntl.flock(descriptor, fcntl.LOCK_UN)


if sys.platform == "win32":

    def _change_lock(descriptor: int, mode: int) -> None:
        """Lock or unlock the byte at the position for reading and writing, which the call uses."""
        place = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, LOCKED_BYTE, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, mode, 1)
        finally:
            os.lseek(descriptor, place, os.SEEK_SET)
