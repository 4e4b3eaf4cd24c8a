"""Pages of the documentation with a part that a command writes, between two marks."""

from __future__ import annotations

from pathlib import Path

from engine.errors import MatchError
from engine.files import is_file, write


def begin_of(part: str) -> str:
    """Return the start of the mark before a part; the command that writes it follows."""
    return f"<!-- {part}: begin"


def end_of(part: str) -> str:
    """Return the mark after a part."""
    return f"<!-- {part}: end -->"


def read_part(page: Path, part: str) -> str:
    """Return what is between the marks of a part; MatchError if there are none."""
    return _split(page, part)[1].strip()


def write_part(page: Path, part: str, text: str) -> None:
    """Replace what is between the marks of a part; MatchError, with nothing written, if none."""
    before, _, after = _split(page, part)
    write(page, f"{before}\n\n{text.strip()}\n\n{after}".encode())


def _split(page: Path, part: str) -> tuple[str, str, str]:
    """Split a page: up to the first mark, between the marks, from the second on."""
    if not is_file(page):
        raise MatchError(f"there is no page {page}")
    try:
        text = page.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise MatchError(f"{page}: this is no UTF-8 text") from error
    before, begin, rest = text.partition(begin_of(part))
    mark, close, inside = rest.partition("-->")
    inner, end, after = inside.partition(end_of(part))
    if not (begin and close and end):
        raise MatchError(f"{page}: the marks of {part} are gone: {begin_of(part)} --> and its end")
    return f"{before}{begin}{mark}{close}", inner, f"{end}{after}"
