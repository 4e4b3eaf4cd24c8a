"""Output to the terminal, with colours if it has any.

Battles are drawn in lines that are never wrapped; the sentences of campaigns are, at words.
"""

from __future__ import annotations

import io
import shutil
import sys
import textwrap
from typing import Final

from rich.console import Console
from rich.text import Text

from client.text.battle_log import LogLine
from engine.battle import Side
from engine.plaintext import escape_lines

STYLES: Final[dict[Side | None, str]] = {
    Side.ONE: "bright_blue",
    Side.TWO: "bright_red",
    None: "",
}
"""The colour of a side. It is never the only cue: upper and lower case distinguish sides, too."""


COLUMNS: Final = 80
"""The width of a line where the output is no terminal and says none."""
HANGING: Final = "  "
"""Begins the further lines of a sentence, below the indent of the first one."""
NARROW_SPACE: Final = "\u202f"
"""Stands before signs in some languages; consoles of old character sets lack it."""


class Printer:
    """A printer of texts and lines of the log."""

    def __init__(self) -> None:
        """Print to the current standard output."""
        if isinstance(sys.stdout, io.TextIOWrapper):
            # A console that lacks a character shows a question mark, and the battle goes on.
            sys.stdout.reconfigure(errors="replace")
        self._console = Console(highlight=False, soft_wrap=True)
        self._has_narrow_space = _can_write(NARROW_SPACE)

    @property
    def width(self) -> int:
        """Return the width of a line, in characters."""
        return self._console.width

    def show(self, text: str | Text = "", style: str = "") -> None:
        """Print a text literally, brackets included; control characters are escaped."""
        if isinstance(text, str):
            shown = escape_lines(text)
            if not self._has_narrow_space:
                shown = shown.replace(NARROW_SPACE, " ")
            text = Text(shown, style)
        self._console.print(text)

    def show_line(self, line: LogLine, *, dice: bool) -> None:
        """Print a line of the log, with its rolls if *dice*."""
        style = STYLES[line.side]
        if line.heading is not None:
            self.show(f"-- {line.headline}", f"bold {style}".strip())
        else:
            self.show(f"   {line.headline}", style)
        for row in line.dice if dice or line.heading is not None else ():
            self.show(f"      {row}", "dim")


class WrappingPrinter(Printer):
    """A printer that wraps sentences at words to the width of the terminal."""

    @property
    def width(self) -> int:
        """Return the width of a line: what COLUMNS says, else the terminal, else 80."""
        return shutil.get_terminal_size((COLUMNS, 1)).columns

    def show(self, text: str | Text = "", style: str = "") -> None:
        """Print a text as `Printer` does, in lines that fit; a longer word is not broken."""
        if isinstance(text, str):
            lines = escape_lines(text).split("\n")
            text = "\n".join(wrapped(line, self.width) for line in lines)
        super().show(text, style)

    def show_whole(self, text: str, style: str = "") -> None:
        """Print what would be spoilt by wrapping: a map, a chart, a command to be copied."""
        super().show(text, style)


def wrapped(line: str, width: int) -> str:
    """Return a line in lines of a width, the further ones with a hanging indent."""
    if len(line) <= width:
        return line
    indent = line[: len(line) - len(line.lstrip(" "))]
    rows = textwrap.wrap(
        line,
        max(width, len(indent + HANGING) + 1),
        subsequent_indent=indent + HANGING,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return "\n".join(rows)


def _can_write(character: str) -> bool:
    """Whether the character set of standard output has a character."""
    if sys.stdout is None:
        return True  # nothing is written
    try:
        character.encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True
