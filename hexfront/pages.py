"""Pages of the documentation that a command writes a part of, between two marks."""

from __future__ import annotations

from pathlib import Path

from engine.errors import MatchError
from engine.files import is_file, write


def begin_of(part: str) -> str:
    """Begin the mark before a part; what command writes it follows."""
    return f"<!-- {part}: begin"


def end_of(part: str) -> str:
    """Write the mark behind a part."""
    return f"<!-- {part}: end -->"


def read_part(page: Path, part: str) -> str:
    """Read what stands between the marks of a part; MatchError without them."""
    return _split(page, part)[1].strip()


def write_part(page: Path, part: str, text: str) -> None:
    """Replace what stands between the marks of a part; MatchError, nothing written, without."""
    before, _, after = _split(page, part)
    write(page, f"{before}\n\n{text.strip()}\n\n{after}".encode())


def _split(page: Path, part: str) -> tuple[str, str, str]:
    """Part a page: up to the first mark, between, from the second on."""
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
