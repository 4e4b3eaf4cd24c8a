"""The output of a command: plain text for people, one JSON object for programs, logs on stderr."""

from __future__ import annotations

import json
from collections.abc import Mapping

import msgspec
import typer

from engine.plaintext import escape_json, escape_lines


class Output(msgspec.Struct, frozen=True):
    """The output that `--verbose` and `--json` ask for."""

    verbose: bool
    as_json: bool

    def report(self, facts: Mapping[str, object], text: str) -> None:
        """Print *facts* as JSON if that was requested, and *text* otherwise."""
        if self.as_json:
            typer.echo(escape_json(json.dumps(facts, ensure_ascii=False, indent=2)))
        else:
            typer.echo(escape_lines(text))


def output_of(context: typer.Context, *, as_json: bool) -> Output:
    """Return the output that the options request; *as_json* is the command's own `--json`."""
    asked = context.find_object(Output)
    if asked is None:
        return Output(verbose=False, as_json=as_json)
    return Output(verbose=asked.verbose, as_json=asked.as_json or as_json)
