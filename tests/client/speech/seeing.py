"""An eye: the texts that a window draws, to be compared with what text mode says."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import pytest

from client.draw.ui.writer import Writer

_WORD: Final = re.compile(r"[^\W\d_]{3,}")


class Eye:
    """Sees every text that is drawn, however and wherever."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: dict[str, None] = {}
        line = Writer.line

        def read(writer: Writer, text: str, *values: Any, **named: Any) -> Any:
            self.texts[text] = None
            return line(writer, text, *values, **named)

        monkeypatch.setattr(Writer, "line", read)

    def close(self) -> None:
        """Forget what was seen."""
        self.texts.clear()

    def silent(self, said: Iterable[str]) -> list[str]:
        """Return the texts with a word that was not among what was *said*.

        Numbers alone, and the short labels beside them, are compared by tests of their own.
        """
        heard = {word for line in said for word in words_in(line)}
        return [text for text in self.texts if not heard.issuperset(words_in(text))]


def words_in(text: str) -> set[str]:
    """Return the words of a text; the last one of a text that was cut short is left out."""
    cut = text.endswith("…")
    found = _WORD.findall(text.casefold())
    return set(found[:-1] if cut else found)
