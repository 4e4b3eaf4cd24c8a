"""The messages of ALSA, the sound system of Linux, which it writes to stderr by itself."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

_LIBRARY: Final = "libasound.so.2"
"""The one that SDL opens: both get the same copy."""


def silence_alsa_messages() -> None:
    """Have ALSA report problems to SDL only; a machine without a device is no reason for lines on
    stderr.

    The library offers this itself: programs may set the function that gets its messages. This one
    is in C and ignores its arguments, as messages come from any thread, at any time.
    """
    if sys.platform != "linux":
        return
    try:
        library = ctypes.CDLL(_LIBRARY)
    except OSError:
        return  # then SDL does not open it either
    ignore = ctypes.cast(ctypes.pythonapi.Py_IsInitialized, ctypes.c_void_p)
    library.snd_lib_error_set_handler.argtypes = [ctypes.c_void_p]
    library.snd_lib_error_set_handler(ignore)
