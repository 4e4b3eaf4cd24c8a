"""The start by a double click. It imports only what the window needs, not the commands or
anything that only they use.
"""

from __future__ import annotations

import logging

from engine.plaintext import escape_lines
from hexfront.commands import COMMANDS, OPEN


def opens_window(arguments: list[str]) -> bool:
    """Whether *arguments* name no option and no command: at most a scenario or a save to open."""
    words = {*COMMANDS, OPEN}
    return not arguments or (
        len(arguments) == 1 and not arguments[0].startswith("-") and arguments[0] not in words
    )


def start_logging(*, verbose: bool) -> None:
    """Send log records to stderr: warnings, or everything if *verbose*."""
    handler = logging.StreamHandler()
    handler.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, handlers=[handler])


class _PlainFormatter(logging.Formatter):
    """A formatter of records that may quote files: their control characters are escaped."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's lines with control characters escaped."""
        return escape_lines(super().format(record))


def show_window(target: str | None, *, speaks: bool = False) -> int:
    """Run the window to its end, opening *target* first if given; return the exit code.

    In text mode it *speaks* on standard output.
    """
    import pygame

    from client.streams import say
    from hexfront.edition import WrongPygameError, require_community_edition
    from hexfront.ending import FAILED

    try:
        require_community_edition(vars(pygame))
    except WrongPygameError as error:
        say(str(error))
        return FAILED
    from client.launch import run
    from hexfront.version import VERSION, read_build

    build = read_build()
    program = f"Hexfront {VERSION}, {'a checkout' if build is None else build}"
    return run(target, speaks=speaks, program=program)
