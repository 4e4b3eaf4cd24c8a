"""The editing of one line of text: caret, selection, keys and clipboard."""

from __future__ import annotations

from typing import Final

from engine import plaintext

LONGEST: Final = 200
"""Maximum length of any line, in characters."""


class LineEditor:
    """A text with a caret; what is between *anchor* and *caret* is selected.

    Input is untrusted: hidden characters and line ends are removed, then characters not in
    *allowed* (if that is not empty), then what would make the text longer than *limit*.
    """

    def __init__(self, text: str = "", allowed: str = "", limit: int = LONGEST) -> None:
        """Start with a text, the caret at its end."""
        self._allowed = frozenset(allowed)
        self._limit = limit
        self.text = ""
        self.caret = 0
        self.anchor = 0
        self.insert(text)

    @property
    def selection(self) -> tuple[int, int]:
        """Return the start and end of the selection, equal if nothing is selected."""
        return min(self.caret, self.anchor), max(self.caret, self.anchor)

    @property
    def selected(self) -> str:
        """Return the selected text."""
        start, end = self.selection
        return self.text[start:end]

    def insert(self, text: str) -> None:
        """Replace the selection by text, as much of it as is allowed."""
        start, end = self.selection
        room = self._limit - len(self.text) + end - start
        # Only as much as could be inserted is examined: a clipboard may hold a whole book.
        readable = plaintext.strip_hidden(text[: self._limit * 2])
        taken = "".join(one for one in readable if not self._allowed or one in self._allowed)
        self._put(start, end, taken[: max(0, room)])

    def _put(self, start: int, end: int, text: str) -> None:
        self.text = self.text[:start] + text + self.text[end:]
        self.move(start + len(text))

    def replace(self, text: str) -> None:
        """Replace the whole text."""
        self.select_all()
        self.insert(text)

    def delete(self, step: int, *, word: bool = False) -> None:
        """Delete the selection, or else a character or word before (-1) or after (1) the caret."""
        if self.caret == self.anchor:
            self.caret = self._target(step, word=word)
        start, end = self.selection
        self._put(start, end, "")

    def move(self, to: int, *, extend: bool = False) -> None:
        """Move the caret to a position; extend or end the selection."""
        self.caret = min(max(to, 0), len(self.text))
        if not extend:
            self.anchor = self.caret

    def step(self, step: int, *, extend: bool = False, word: bool = False) -> None:
        """Move by a character or a word; a selection that is not extended ends at that side."""
        if self.caret != self.anchor and not extend and not word:
            self.move(self.selection[step > 0])
            return
        self.move(self._target(step, word=word), extend=extend)

    def _target(self, step: int, *, word: bool) -> int:
        to = self.caret + step
        while word and 0 < to < len(self.text) and not self._begins_word(to):
            to += step
        return min(max(to, 0), len(self.text))

    def _begins_word(self, at: int) -> bool:
        return self.text[at].isalnum() and not self.text[at - 1].isalnum()

    def select_all(self) -> None:
        """Select everything."""
        self.anchor, self.caret = 0, len(self.text)

    def select_word(self, at: int) -> None:
        """Select the word, or the run of other characters, at a position."""
        if not self.text:
            return
        at = min(max(at, 0), len(self.text) - 1)
        inside = self.text[at].isalnum()
        start, end = at, at + 1
        while start > 0 and self.text[start - 1].isalnum() == inside:
            start -= 1
        while end < len(self.text) and self.text[end].isalnum() == inside:
            end += 1
        self.anchor, self.caret = start, end

    def cut(self) -> str:
        """Delete the selection and return it."""
        taken = self.selected
        start, end = self.selection
        self._put(start, end, "")
        return taken
