"""Running commands of the program inside the test's own process, and the file of a campaign."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from hexfront.program import build_program, complete_arguments

Command = Callable[..., Result]


@pytest.fixture
def hexfront() -> Command:
    """Run the program with *arguments*, typing *typed*."""

    def run(*arguments: object, typed: str = "") -> Result:
        words = [str(argument) for argument in arguments]
        result = CliRunner().invoke(build_program(words), complete_arguments(words), input=typed)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture
def save(tmp_path: Path) -> Path:
    """Return the file of a campaign that is yet to begin, in a folder of its own."""
    return tmp_path / "campaign.jsonl"
