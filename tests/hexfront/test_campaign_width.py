"""What a campaign in the terminal prints fits into 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.terminal.campaign.session import COMMANDS
from engine.campaign.orders import VERBS
from tests.hexfront.campaign_lines import BEGIN, Command, typed

LINES = [
    *("map", "report", "worlds", "fleets", "houses", "books", "world w24", "world w10", "can f6"),
    *("can w24", "can", "?", "fleet f6", "odds land f6 w10", "build w24 cutter 9", "load f6 all"),
    *(f"? {word}" for word in (*VERBS, *COMMANDS)),
    *("land f6 w10", "end", "end", "?", "resolve", "report", "end now", "end now", "end now"),
]


@pytest.mark.parametrize("locale", ["C.UTF-8", "fr_FR.UTF-8"])
def test_no_line_is_longer_than_80_columns(
    hexfront: Command, save: Path, monkeypatch: pytest.MonkeyPatch, locale: str
) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.__stdout__", None)
    monkeypatch.setenv("LC_ALL", locale)
    done = hexfront(*BEGIN, "--turns", 3, "--save", save, typed=typed(LINES))
    assert done.exit_code == 0
    told = hexfront("campaign", "replay", save)
    lines = [*done.stdout.splitlines(), *told.stdout.splitlines()]
    copied = ("hexfront ", str(save))
    long = [one for one in lines if len(one) > 80 and not any(part in one for part in copied)]
    assert long == []
    assert len(lines) > 200
