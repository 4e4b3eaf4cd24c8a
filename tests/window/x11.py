"""A client of the X server, through libX11: pictures of the screen, and the windows on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np

from tests.window.likeness import Pixels

_ALL_PLANES: Final = 0xFFFFFFFF
_Z_PIXMAP: Final = 2
_CLIENT_MESSAGE: Final = 33
_VIEWABLE: Final = 2
_BYTES_A_PIXEL: Final = 4
_EVENT_BYTES: Final = 192

_X: Final = ctypes.c_void_p
_ID: Final = ctypes.c_ulong
_IDS: Final = ctypes.POINTER(ctypes.c_ulong)
_COUNT: Final = ctypes.POINTER(ctypes.c_uint)


class _Image(ctypes.Structure):
    _fields_ = (
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("xoffset", ctypes.c_int),
        ("format", ctypes.c_int),
        ("data", ctypes.c_void_p),
        ("byte_order", ctypes.c_int),
        ("bitmap_unit", ctypes.c_int),
        ("bitmap_bit_order", ctypes.c_int),
        ("bitmap_pad", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("bytes_per_line", ctypes.c_int),
        ("bits_per_pixel", ctypes.c_int),
    )


class _Attributes(ctypes.Structure):
    _fields_ = (
        ("x", ctypes.c_int),
        ("y", ctypes.c_int),
        ("width", ctypes.c_int),
        ("height", ctypes.c_int),
        ("border_width", ctypes.c_int),
        ("depth", ctypes.c_int),
        ("visual", ctypes.c_void_p),
        ("root", _ID),
        ("class_", ctypes.c_int),
        ("bit_gravity", ctypes.c_int),
        ("win_gravity", ctypes.c_int),
        ("backing_store", ctypes.c_int),
        ("backing_planes", ctypes.c_ulong),
        ("backing_pixel", ctypes.c_ulong),
        ("save_under", ctypes.c_int),
        ("colormap", _ID),
        ("map_installed", ctypes.c_int),
        ("map_state", ctypes.c_int),
        ("rest", ctypes.c_byte * 64),
    )


class _ClientMessage(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("serial", ctypes.c_ulong),
        ("send_event", ctypes.c_int),
        ("display", _X),
        ("window", _ID),
        ("message_type", ctypes.c_ulong),
        ("format", ctypes.c_int),
        ("data", ctypes.c_long * 5),
        ("rest", ctypes.c_byte * _EVENT_BYTES),
    )


class Place(NamedTuple):
    """A window, and where it is on the screen, in pixels."""

    window: int
    x: int
    y: int
    width: int
    height: int


_HANDLER: Final = ctypes.CFUNCTYPE(ctypes.c_int, _X, _X)


@_HANDLER
def _ignore(_display: int, _error: int) -> int:
    """Go on after an error: a window may be gone before it is asked about."""
    return 0


def _library() -> ctypes.CDLL:
    library = ctypes.CDLL("libX11.so.6")
    for name, result, arguments in (
        ("XOpenDisplay", _X, [ctypes.c_char_p]),
        ("XCloseDisplay", ctypes.c_int, [_X]),
        ("XDefaultRootWindow", _ID, [_X]),
        ("XSync", ctypes.c_int, [_X, ctypes.c_int]),
        ("XFree", ctypes.c_int, [_X]),
        ("XInternAtom", ctypes.c_ulong, [_X, ctypes.c_char_p, ctypes.c_int]),
        ("XQueryTree", ctypes.c_int, [_X, _ID, _IDS, _IDS, ctypes.POINTER(_IDS), _COUNT]),
        ("XGetWindowAttributes", ctypes.c_int, [_X, _ID, ctypes.POINTER(_Attributes)]),
        ("XSendEvent", ctypes.c_int, [_X, _ID, ctypes.c_int, ctypes.c_long, _X]),
        ("XDestroyImage", ctypes.c_int, [ctypes.POINTER(_Image)]),
        (
            "XGetImage",
            ctypes.POINTER(_Image),
            [_X, _ID, *[ctypes.c_int] * 2, *[ctypes.c_uint] * 2, ctypes.c_ulong, ctypes.c_int],
        ),
    ):
        function: Any = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    library.XSetErrorHandler(_ignore)
    return library


class Client:
    """A connection to the X server named by *display*, such as ":7"."""

    def __init__(self, display: str) -> None:
        self._x = _library()
        self._display = self._x.XOpenDisplay(display.encode())
        assert self._display, f"the X server {display} does not answer"
        self._root = self._x.XDefaultRootWindow(self._display)

    def close(self) -> None:
        self._x.XCloseDisplay(self._display)

    def windows(self) -> list[Place]:
        """List the windows that lie directly on the screen and are shown, the lowest first."""
        unused, children, count = _ID(), _IDS(), ctypes.c_uint()
        self._x.XQueryTree(
            self._display,
            self._root,
            ctypes.byref(unused),
            ctypes.byref(unused),
            ctypes.byref(children),
            ctypes.byref(count),
        )
        found = [children[number] for number in range(count.value)]
        if found:
            self._x.XFree(children)
        return list(self._shown(found))

    def _shown(self, windows: list[int]) -> Iterator[Place]:
        for window in windows:
            of_it = _Attributes()
            known = self._x.XGetWindowAttributes(self._display, window, ctypes.byref(of_it))
            if known and of_it.map_state == _VIEWABLE:
                yield Place(window, of_it.x, of_it.y, of_it.width, of_it.height)

    def picture(self, place: Place) -> Pixels | None:
        """Copy what the screen shows in a rectangle; None when it is not wholly on the screen."""
        image = self._x.XGetImage(self._display, self._root, *place[1:], _ALL_PLANES, _Z_PIXMAP)
        if not image:
            return None
        of_it = image.contents
        assert of_it.bits_per_pixel == 8 * _BYTES_A_PIXEL, "a screen of 24 bits"
        width, height = of_it.width, of_it.height
        raw = ctypes.string_at(of_it.data, of_it.bytes_per_line * height)
        self._x.XDestroyImage(image)
        return np.frombuffer(raw, np.uint32).reshape(height, -1)[:, :width]

    def ask_to_close(self, window: int) -> None:
        """Send what a window manager sends when its close button is pressed."""
        atoms = [
            self._x.XInternAtom(self._display, name, 0)
            for name in (b"WM_PROTOCOLS", b"WM_DELETE_WINDOW")
        ]
        message = _ClientMessage(type=_CLIENT_MESSAGE, window=window, format=32)
        message.message_type = atoms[0]
        message.data[0] = atoms[1]
        self._x.XSendEvent(self._display, window, 0, 0, ctypes.byref(message))
        self._x.XSync(self._display, 0)
