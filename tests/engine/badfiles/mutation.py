"""Random damage to the text of a file: bytes, lines, words and numbers of other places."""

from __future__ import annotations

import random
import re

WORDS = (
    *(b"nan", b"-1", b"0", b"1e9", b"1.5", b"true", b"null", b'"x"', b"[]", b"{}", b"[["),
    *(b"\\u0000", b"\xff", b"\x00", b"99999999999999999999", b"'", b'"', b"=", b",", b"\n", b"\r"),
    *(b"\xe2\x82\xac", b"WALL", b"R", b"kind", b"2D6", b"D3", b'"\\ud800"', b"-", b"ONE", b"TWO"),
)
TOKEN = re.compile(rb"[A-Za-z_]+|-?\d+|\W")


def damage(text: bytes, seed: int) -> bytes:
    """Damage a text in one to three ways."""
    chooser = random.Random(seed)
    for _ in range(chooser.choice((1, 1, 2, 3))):
        text = chooser.choice(WAYS)(text, chooser)
    return text


def _place(text: bytes, chooser: random.Random) -> int:
    return chooser.randrange(len(text) + 1)


def flip_a_byte(text: bytes, chooser: random.Random) -> bytes:
    place = _place(text, chooser)
    return text[:place] + bytes([chooser.randrange(256)]) + text[place + 1 :]


def drop_some(text: bytes, chooser: random.Random) -> bytes:
    place = _place(text, chooser)
    return text[:place] + text[place + chooser.choice((1, 2, 10, 100)) :]


def cut_off(text: bytes, chooser: random.Random) -> bytes:
    return text[: _place(text, chooser)]


def put_a_word(text: bytes, chooser: random.Random) -> bytes:
    place = _place(text, chooser)
    return text[:place] + chooser.choice(WORDS) + text[place:]


def swap_a_token(text: bytes, chooser: random.Random) -> bytes:
    """Replace a word or number by one from elsewhere in the text, which parses more often."""
    found = list(TOKEN.finditer(text))
    if not found:
        return text
    one, other = chooser.choice(found), chooser.choice(found)
    word = chooser.choice((other.group(), chooser.choice(WORDS)))
    return text[: one.start()] + word + text[one.end() :]


def shuffle_lines(text: bytes, chooser: random.Random) -> bytes:
    lines = text.split(b"\n")
    one, other = chooser.randrange(len(lines)), chooser.randrange(len(lines))
    match chooser.randrange(3):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(one, lines[other])
        case _:
            del lines[one]
    return b"\n".join(lines)


WAYS = (flip_a_byte, drop_some, cut_off, put_a_word, swap_a_token, swap_a_token, shuffle_lines)
