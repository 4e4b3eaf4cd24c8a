"""What a window writes, told apart by language: texts of one language among those of another."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pygame
import pytest

from client.draw.ui.writer import Writer
from client.text.nouns import CONTEXT, split_kind
from scripts.compile_catalogues import find_catalogues, read_catalogue, texts_of

LEAST = 3
"""Letters of a text that says in which language it is."""
LETTERS = re.compile(r"[^\W\d_]")


def catalogue_of(language: str) -> Path:
    (found,) = [po for po in find_catalogues() if po.parents[1].name == language]
    return found


@functools.cache
def texts_in(language: str) -> dict[tuple[str, str], tuple[str, ...]]:
    return {
        key: tuple(split_kind(one)[0] for one in strings)
        for key, strings in texts_of(read_catalogue(catalogue_of(language))).items()
        if key[0] != CONTEXT and key[1] != "language.name"
    }


def pattern_of(text: str) -> str | None:
    """Return what any filled in form of a text matches; None if it has no words of its own."""
    parts = list(string.Formatter().parse(text))
    if len(LETTERS.findall("".join(literal for literal, *_ in parts))) < LEAST:
        return None
    return "".join(
        re.escape(literal) + (".*" if name is not None else "") for literal, name, _, _ in parts
    )


@functools.cache
def only_in(language: str, other: str) -> re.Pattern[str]:
    """Return what matches whole texts of a language that read otherwise in another one."""
    theirs = texts_in(other)
    same = {one for strings in theirs.values() for one in strings}
    patterns = {
        pattern
        for key, strings in texts_in(language).items()
        for one in strings
        if one not in same and (pattern := pattern_of(one)) is not None
        if not is_bare(one)
    }
    return re.compile("|".join(f"(?:{pattern})" for pattern in sorted(patterns)), re.IGNORECASE)


def is_bare(text: str) -> bool:
    """Whether a text is a placeholder with no more than a short word, which may match anything."""
    literals = [literal for literal, *_ in string.Formatter().parse(text)]
    words = "".join(literals)
    return "{" in text and len(LETTERS.findall(words)) < 2 * LEAST


def left_in(words: Iterable[str], language: str, other: str) -> set[str]:
    """Return those of *words* that are texts of a language and not of the *other* one."""
    wrong, right = only_in(language, other), only_in(other, language)
    return {one for one in words if wrong.fullmatch(one) and not right.fullmatch(one)}


@contextmanager
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[set[str]]:
    """Note every line that is written on the window meanwhile."""
    words: set[str] = set()
    line = Writer.line

    def note(writer: Writer, text: str, *rest: Any, **more: Any) -> pygame.Surface:
        words.add(text)
        return line(writer, text, *rest, **more)

    with monkeypatch.context() as patched:
        patched.setattr(Writer, "line", note)
        yield words
