"""`hexfront bench NAME`: measurements on this machine as JSON: three runs, the best and all
three.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import typer

BENCHES: Final = (
    "hexfront.bench.rules",
    "hexfront.bench.client",
    "hexfront.bench.bundle",
    "hexfront.bench.kills",
    "hexfront.bench.train",
    "hexfront.bench.campaign_bench",
)
"""The modules of the benches. Each has `register(app)`, which adds its command to `bench`, and
imports heavy modules when it runs.
"""


def register(app: typer.Typer) -> None:
    """Add the command to the program, with a subcommand for each bench."""
    benches = typer.Typer(help="Measure how fast the game is here; prints JSON.")
    for module in BENCHES:
        import_module(module).register(benches)
    app.add_typer(benches, name="bench")
