"""The wire format of Protocol Buffers: https://protobuf.dev/programming-guides/encoding/.

A message is split into its fields by number. Nothing is copied, and nested messages are read only
on request: so neither depth nor a false length can do harm.
"""

from __future__ import annotations

import struct
from typing import Final

from engine import limits
from engine.players.network.errors import NetworkError

Message = dict[int, list[int | memoryview]]
"""The fields of a message by number; integers as they are, everything else as its bytes."""

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_SIZES: Final = {_FIXED64: 8, _FIXED32: 4}
_TYPE_BITS: Final = 3
_TYPE_MASK: Final = 7
_GROUP_BITS: Final = 7
_GROUP_MASK: Final = 127
_MORE: Final = 128
_LONGEST_VARINT: Final = 10
_WORD: Final = 1 << 64
_SIGN: Final = 1 << 63


class Reader:
    """A reader of the messages of one file; their total size is bounded."""

    def __init__(self) -> None:
        """Start with nothing read."""
        self._left = limits.NETWORK_FIELDS

    def message(self, data: memoryview) -> Message:
        """Split a message into its fields; NetworkError if it is invalid."""
        fields: Message = {}
        at = 0
        while at < len(data):
            self._count()
            key, at = _varint(data, at)
            kind = key & _TYPE_MASK
            value: int | memoryview
            if kind == _VARINT:
                value, at = _varint(data, at)
            else:
                if kind == _BYTES:
                    size, at = _varint(data, at)
                elif kind in _SIZES:
                    size = _SIZES[kind]
                else:
                    raise NetworkError("it is no ONNX file: a field is of no known type")
                if size > len(data) - at:
                    raise NetworkError("it is no whole ONNX file: it ends within a field")
                value, at = data[at : at + size], at + size
            fields.setdefault(key >> _TYPE_BITS, []).append(value)
        return fields

    def messages(self, message: Message, number: int) -> list[Message]:
        """Return the messages in a field."""
        return [self.message(data) for data in chunks(message, number)]

    def integers(self, message: Message, number: int) -> list[int]:
        """Return the signed integers in a field, packed or not."""
        return [
            number - _WORD if number >= _SIGN else number
            for number in self.naturals(message, number)
        ]

    def naturals(self, message: Message, number: int) -> list[int]:
        """Return the integers in a field, packed or not, without a sign."""
        found: list[int] = []
        for value in fields_of(message, number):
            if isinstance(value, int):
                found.append(value)
                continue
            at = 0
            while at < len(value):
                self._count()
                one, at = _varint(value, at)
                found.append(one)
        return found

    def integer(self, message: Message, number: int, absent: int) -> int:
        """Return the signed integer in a field; *absent* if the field is missing."""
        found = self.integers(message, number)
        return found[-1] if found else absent

    def _count(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise NetworkError(f"it has more than {limits.NETWORK_FIELDS:,} fields")


def _varint(data: memoryview, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        if at + place >= len(data):
            raise NetworkError("it is no whole ONNX file: it ends within a number")
        group = data[at + place]
        value |= (group & _GROUP_MASK) << (_GROUP_BITS * place)
        if group < _MORE:
            return value % _WORD, at + place + 1
    raise NetworkError("it is no ONNX file: a number has no end")


def fields_of(message: Message, number: int) -> list[int | memoryview]:
    """Return all values of a field; empty if it is missing."""
    return message[number] if number in message else []


def chunks(message: Message, number: int) -> list[memoryview]:
    """Return the bytes of each value of a field; NetworkError if one is a number."""
    found = fields_of(message, number)
    if any(isinstance(value, int) for value in found):
        raise NetworkError(f"it is no ONNX file: field {number} holds a number")
    return [value for value in found if not isinstance(value, int)]


def texts(message: Message, number: int) -> list[str]:
    """Return the texts in a field; NetworkError for one without end."""
    found = chunks(message, number)
    for data in found:
        if len(data) > limits.NETWORK_NAME:
            raise NetworkError(f"a name in it has more than {limits.NETWORK_NAME:,} bytes")
    try:
        return [str(data, "utf-8") for data in found]
    except UnicodeDecodeError as error:
        raise NetworkError(f"it is no ONNX file: a name is no UTF-8 text: {error}") from error


def text(message: Message, number: int) -> str:
    """Return the text in a field; "" if the field is missing."""
    found = texts(message, number)
    return found[-1] if found else ""


def floats(message: Message, number: int) -> list[float]:
    """Return the 32-bit floats in a field, packed or not."""
    found: list[float] = []
    for data in chunks(message, number):
        if len(data) % _SIZES[_FIXED32] or len(data) > limits.NETWORK_FIELDS:
            raise NetworkError("it is no ONNX file: a list of floats is torn or too long")
        found += struct.unpack(f"<{len(data) // _SIZES[_FIXED32]}f", data)
    return found
