"""The entry point of `hexfront`, `python -m hexfront` and the frozen bundle."""

from __future__ import annotations

import multiprocessing
import os
import sys


def main() -> None:
    """Run the program with the arguments of this process and exit."""
    multiprocessing.freeze_support()  # first: a frozen worker process must not get any further

    os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"  # stdout is for results
    from hexfront.ending import end_clearly

    sys.exit(end_clearly(_run))


def _run() -> None:
    """Execute the arguments; `end_clearly` reports whatever stops it."""
    from hexfront.startup import opens_window, show_window, start_logging

    arguments = sys.argv[1:]
    if opens_window(arguments):
        start_logging(verbose=False)
        sys.exit(show_window(arguments[0] if arguments else None))

    from hexfront.program import build_program, complete_arguments

    build_program(arguments)(complete_arguments(arguments), prog_name="hexfront")


if __name__ == "__main__":
    main()
