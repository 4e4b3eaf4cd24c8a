"""Inputs for fuzzing: valid files, damaged as text, as structures or as bytes.

The same loader, seed and number give the same input on every machine.
"""

from __future__ import annotations

import copy
import itertools
import json
import random
import tomllib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

Tree: TypeAlias = Any
"""The content of JSON or TOML: tables, lists and plain values."""

LONGEST: Final = 1_500_000
"""Maximum size of an input, in bytes: larger than any file may be, but not wasteful."""

TEXTS: Final = (
    *("", " ", ".", "..", "../../../x", "/etc/passwd", "C:\\x", "CON", "-", "x" * 300),
    *("x" * 70_000, "\x00", "a\x00b", "\x1b[2J\x1b]0;x\x07", "a\nb", "\r", "\u202eabc\u202c"),
    *("\u2066x", "\ufeff", "é", "漢", "😀", "\u0301" * 40, "%s %n", "{x}", "${HOME}", "nan"),
    *("ONE", "TWO", "random:17", "random:99999999999999999999", "2D6", "D3", "R1.1", "\x7f\x9b"),
)
NUMBERS: Final = (
    *(0, 1, -1, 2, 3, 7, 13, 100, 255, 256, 65_536, 2**31, -(2**31), 2**53 + 1, 2**63, 2**64),
    *(-(2**63), 10**18, 10**40, 10**400, 0.5, -0.0, 1e-320, 1e300, -1e300),
    *(float("nan"), float("inf"), float("-inf")),
)
ODD_VALUES: Final[tuple[Tree, ...]] = (True, False, None, [], {}, [[]], {"": 1}, [None], ["x", 1])
DEPTHS: Final = (3, 60, 1_000, 20_000)
COUNTS: Final = (0, 2, 50, 3_000)
MOST_PLACES: Final = 5_000
"""Maximum number of places in a file that may be changed, outermost first."""


def make_input(name: str, syntax: str, samples: Sequence[bytes], seed: int, number: int) -> bytes:
    """Return an input: one of the samples, damaged in one to four ways."""
    chooser = random.Random(f"{name} {seed} {number}")
    content = chooser.choice(samples)
    ways = WAYS[syntax]
    for _ in range(chooser.choice((1, 1, 1, 1, 2, 3))):
        content = chooser.choice(ways)(content, samples, chooser)
    return content[:LONGEST]


Way: TypeAlias = Callable[[bytes, Sequence[bytes], random.Random], bytes]

# As bytes


def flip_bytes(content: bytes, _: Sequence[bytes], chooser: random.Random) -> bytes:
    """Change some bytes, or single bits."""
    changed = bytearray(content)
    for _number in range(chooser.choice((1, 1, 2, 8))):
        if changed:
            place = chooser.randrange(len(changed))
            other = chooser.choice((1 << chooser.randrange(8), chooser.randrange(256)))
            changed[place] ^= other
    return bytes(changed)


def cut(content: bytes, _: Sequence[bytes], chooser: random.Random) -> bytes:
    """Remove the end, the beginning, or a part in between."""
    first, second = sorted(chooser.randrange(len(content) + 1) for _number in range(2))
    ways = (content[:first], content[second:], content[:first] + content[second:])
    return chooser.choice(ways)


def repeat(content: bytes, _: Sequence[bytes], chooser: random.Random) -> bytes:
    """Repeat a part, a few times or often."""
    first, second = sorted(chooser.randrange(len(content) + 1) for _number in range(2))
    part = content[first : min(second, first + 4_000)]
    return content[:first] + part * chooser.choice((2, 2, 3, 200)) + content[first:]


def splice(content: bytes, samples: Sequence[bytes], chooser: random.Random) -> bytes:
    """Append the end of another file to the beginning of this one."""
    other = chooser.choice(samples)
    return (
        content[: chooser.randrange(len(content) + 1)] + other[chooser.randrange(len(other) + 1) :]
    )


def insert_bytes(content: bytes, _: Sequence[bytes], chooser: random.Random) -> bytes:
    """Insert bytes that readers are likely to fail on."""
    place = chooser.randrange(len(content) + 1)
    odd = chooser.choice(ODD_BYTES)
    return content[:place] + odd + content[place:]


ODD_BYTES: Final = (
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x1b[31m", b"\r\n", b"\n", b"\x80"),
    *(b"[" * 5_000, b"{" * 5_000, b'{"a":' * 3_000, b"[[" * 40, b'"', b"'''", b'"""', b"#", b","),
    *(b"a." * 300, b"9" * 6_000, b"1e999", b"\\ud800", b"\\u0000", b"=", b"nan", b"-", b"0x1"),
    *(b"\xff\xff\xff\xff\xff\xff\xff\xff\x7f", b"\x80" * 12, b"\xfa\xff\xff\xff\x0f"),
)

# As lines


def shuffle_lines(content: bytes, samples: Sequence[bytes], chooser: random.Random) -> bytes:
    """Swap, repeat or remove a line, or insert one from another file."""
    lines = content.split(b"\n")
    one, other = chooser.randrange(len(lines)), chooser.randrange(len(lines))
    match chooser.randrange(4):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines[one:one] = [lines[other]] * chooser.choice((1, 1, 2, 300))
        case 2:
            lines.insert(one, chooser.choice(chooser.choice(samples).split(b"\n")))
        case _:
            del lines[one]
    return b"\n".join(lines)


# As structures


def places_of(tree: Tree) -> Iterator[tuple[Tree, Any]]:
    """Yield every table or list with each of its keys, outermost first."""
    waiting = [tree]
    while waiting:
        holder = waiting.pop(0)
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        for key in keys:
            yield holder, key
            if isinstance(holder[key], dict | list):
                waiting.append(holder[key])


def odd_value(every: Sequence[tuple[Tree, Any]], chooser: random.Random) -> Tree:
    """Return a value of another type, size or kind than a reader expects."""
    match chooser.randrange(8):
        case 0 | 1:
            return chooser.choice(TEXTS)
        case 2 | 3:
            return chooser.choice(NUMBERS)
        case 4:
            return copy.deepcopy(chooser.choice(ODD_VALUES))
        case 5:
            return nested(chooser.choice(DEPTHS), in_lists=chooser.random() < 0.5)
        case 6:
            return [chooser.choice((0, "a"))] * chooser.choice(COUNTS)
        case _:
            holder, key = chooser.choice(every)
            return copy.deepcopy(holder[key])


def nested(depth: int, *, in_lists: bool) -> Tree:
    """Return nested lists, or nested tables."""
    tree: Tree = 1
    for _number in range(depth):
        tree = [tree] if in_lists else {"a": tree}
    return tree


def change_tree(tree: Tree, other: Tree, chooser: random.Random) -> None:
    """Change a tree in one place; half of the time only so little that it may remain valid."""
    every = list(itertools.islice(places_of(tree), MOST_PLACES))
    if not every:
        return
    holder, key = chooser.choice(every)
    if chooser.random() < 0.5:
        change_a_little(every, holder, key, chooser)
        return
    match chooser.randrange(6):
        case 0:
            del holder[key]
        case 1 if isinstance(holder, dict):
            holder[chooser.choice((*TEXTS, *(str(one) for _, one in every[:40])))] = holder[key]
        case 1:
            holder[key:key] = [copy.deepcopy(holder[key])] * chooser.choice((1, 2, 60))
        case 2:
            second, place = chooser.choice(every)
            holder[key] = copy.deepcopy(second[place])
        case 3:
            found = list(itertools.islice(places_of(other), MOST_PLACES))
            if found:
                second, place = chooser.choice(found)
                holder[key] = copy.deepcopy(second[place])
        case _:
            holder[key] = odd_value(every, chooser)


def change_a_little(
    every: Sequence[tuple[Tree, Any]], holder: Tree, key: Tree, chooser: random.Random
) -> None:
    """Change a number a little, or substitute another value of the same type from the tree."""
    old = holder[key]
    if isinstance(old, int | float) and chooser.random() < 0.5:
        holder[key] = old + chooser.choice((-1, 1, 1, 2, -3))
        return
    alike = [one[place] for one, place in every if type(one[place]) is type(old)]
    holder[key] = copy.deepcopy(chooser.choice(alike))


def through_trees(read: Callable[[str], Tree], write: Callable[[Tree], str]) -> Way:
    """Return a way to damage the structure of a file; a file that can't be parsed is not
    changed.
    """

    def damage(content: bytes, samples: Sequence[bytes], chooser: random.Random) -> bytes:
        try:
            tree = read(content.decode())
            other = read(chooser.choice(samples).decode())
        except (ValueError, RecursionError):
            return flip_bytes(content, samples, chooser)
        if not isinstance(tree, dict | list) or not isinstance(other, dict | list):
            return flip_bytes(content, samples, chooser)
        try:
            for _number in range(chooser.choice((1, 1, 1, 2, 5))):
                change_tree(tree, other, chooser)
            return write(tree).encode(errors="surrogatepass")
        except RecursionError:  # too deep to be written
            return insert_bytes(content, samples, chooser)

    return damage


def read_lines(text: str) -> Tree:
    """Parse JSON lines; an invalid line stays a string."""
    return [json.loads(line) for line in text.split("\n") if line]


def write_lines(tree: Tree) -> str:
    """Format JSON lines."""
    return "".join(f"{json.dumps(line)}\n" for line in tree)


def write_toml(tree: Tree) -> str:
    """Format TOML: one key per line, with everything below it on that line."""
    if not isinstance(tree, dict):
        return json.dumps(tree)
    return "".join(f"{json.dumps(str(key))} = {_inline(value)}\n" for key, value in tree.items())


def _inline(value: Tree) -> str:
    if isinstance(value, dict):
        inside = ", ".join(f"{json.dumps(str(key))} = {_inline(one)}" for key, one in value.items())
        return f"{{{inside}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(one) for one in value)}]"
    if isinstance(value, float):
        return repr(value)
    return '"null"' if value is None else json.dumps(value, default=str)


# As the messages of an ONNX file


class Field(NamedTuple):
    """A field of a message: its number and wire type, and its bytes after the key."""

    key: int
    value: bytes
    is_long: bool


def read_number(content: bytes, place: int) -> tuple[int, int]:
    """Read a varint; return it, and the position after it. ValueError if it is incomplete."""
    number = shift = 0
    while place < len(content) and shift < 64:
        number |= (content[place] & 127) << shift
        place += 1
        if content[place - 1] < 128:
            return number, place
        shift += 7
    raise ValueError("a number that does not end")


def write_number(number: int) -> bytes:
    """Return a number as a varint."""
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


def read_message(content: bytes) -> list[Field]:
    """Split a message into fields; ValueError if it is invalid."""
    fields, place = [], 0
    while place < len(content):
        key, start = read_number(content, place)
        match key & 7:
            case 0:
                place = read_number(content, start)[1]
            case 1 | 5:
                place = start + (8 if key & 7 == 1 else 4)
            case 2:
                size, start = read_number(content, start)
                place = start + size
            case _:
                raise ValueError("no wire type")
        if place > len(content) or not key >> 3:
            raise ValueError("a field that is cut off")
        fields.append(Field(key, content[start:place], is_long=key & 7 == 2))
    return fields


def write_message(fields: Sequence[Field]) -> bytes:
    """Join fields into a message; the sizes are correct."""
    return b"".join(
        write_number(one.key) + (write_number(len(one.value)) if one.is_long else b"") + one.value
        for one in fields
    )


def change_message(content: bytes, samples: Sequence[bytes], chooser: random.Random) -> bytes:
    """Change a field of a message, or of a nested message."""
    try:
        fields = read_message(content)
    except ValueError:
        return flip_bytes(content, samples, chooser)
    if not fields:
        return content
    place = chooser.randrange(len(fields))
    one = fields[place]
    if one.is_long and chooser.random() < 0.75:
        fields[place] = one._replace(value=change_message(one.value, samples, chooser))
        return write_message(fields)
    match chooser.randrange(6):
        case 0:
            del fields[place]
        case 1:
            fields[place:place] = [one] * chooser.choice((1, 1, 3, 400))
        case 2:
            other = chooser.choice(fields)
            fields[place] = one._replace(value=other.value, is_long=one.is_long)
        case 3 if not one.is_long and not one.key & 7:
            number = chooser.choice((0, 1, 2, 7, 255, 2**31, 2**32, 2**40, 2**63 - 1, 2**64 - 1))
            fields[place] = one._replace(value=write_number(number))
        case 4:
            fields[place] = one._replace(key=chooser.randrange(1, 60) << 3 | one.key & 7)
        case _:
            fields[place] = one._replace(value=flip_bytes(one.value, samples, chooser))
    return write_message(fields)


BYTE_WAYS: Final[tuple[Way, ...]] = (flip_bytes, cut, repeat, splice, insert_bytes)
LINE_WAYS: Final[tuple[Way, ...]] = (*BYTE_WAYS, shuffle_lines, shuffle_lines)
WAYS: Final[dict[str, tuple[Way, ...]]] = {
    "bytes": BYTE_WAYS,
    "messages": (*BYTE_WAYS, *[change_message] * 14),
    "text": LINE_WAYS,
    "toml": (*LINE_WAYS, *[through_trees(tomllib.loads, write_toml)] * 14),
    "json": (*LINE_WAYS, *[through_trees(json.loads, json.dumps)] * 14),
    "lines": (*LINE_WAYS, *[through_trees(read_lines, write_lines)] * 14),
}
"""The ways to damage a file, by its syntax."""
