"""How a command speaks: plain text for people, one JSON object for programs, details on stderr."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping

import msgspec
import typer

from engine.plaintext import escape_json, escape_lines


class Output(msgspec.Struct, frozen=True):
    """Hold what `--verbose` and `--json` asked for."""

    verbose: bool
    as_json: bool

    def report(self, facts: Mapping[str, object], text: str) -> None:
        """Print *facts* as JSON when that was asked for, and *text* otherwise."""
        if self.as_json:
            typer.echo(escape_json(json.dumps(facts, ensure_ascii=False, indent=2)))
        else:
            typer.echo(escape_lines(text))


def output_of(context: typer.Context, *, as_json: bool) -> Output:
    """Read what the program's own options asked for; *as_json* is the command's own `--json`."""
    asked = context.find_object(Output)
    if asked is None:
        return Output(verbose=False, as_json=as_json)
    return Output(verbose=asked.verbose, as_json=asked.as_json or as_json)


def start_logging(*, verbose: bool) -> None:
    """Send log records to stderr: warnings, or everything when *verbose*."""
    handler = logging.StreamHandler()
    handler.setFormatter(_PlainFormatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.DEBUG if verbose else logging.WARNING, handlers=[handler])


class _PlainFormatter(logging.Formatter):
    """A formatter of records that may quote files: none of it steers the terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the record's lines with nothing hidden in them."""
        return escape_lines(super().format(record))
