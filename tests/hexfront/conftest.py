"""Running commands of the program inside the test's own process."""

from __future__ import annotations

from collections.abc import Callable

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
