"""A person at the terminal whose house takes no part any more."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from client.terminal.campaign.landing_battles import BattleRecords
from client.terminal.campaign.session import CampaignSession
from client.terminal.printer import WrappingPrinter
from client.terminal.session import Ending
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.founding import found
from engine.campaign.history import History, PastTurn, standings_of
from engine.campaign.records import World
from engine.campaign.setups import draw_setup

ME = "askerry"


def test_a_house_that_is_eliminated_is_told_and_the_others_play_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    numbers = load_numbers()
    state = found(numbers, draw_setup(numbers, 5003, 4, turns=3, level="soldier", you=ME)).fork()
    for world in state.worlds_of(ME):
        state.put_world(World(world.id))
    for fleet in state.fleets_of(ME):
        state.remove_fleet(fleet.id)
    # It was not played to this state, so that its turns can't be played again.
    past = History((PastTurn(0, standings_of(state)),), ())
    monkeypatch.setattr("client.terminal.campaign.end_rows.history_of", lambda _: past)
    monkeypatch.setattr("sys.stdin", io.StringIO("end now\n"))
    session = CampaignSession(
        Campaign(state), ME, WrappingPrinter(), BattleRecords(tmp_path, "soldier")
    )
    assert session.run() is Ending.OVER
    told = capsys.readouterr().out
    assert told.count("Your house is out. The others play on to the end.") == 1
    assert "Report of turn 1" in told
    assert "Report of turn 2" not in told
    assert "Turn 3, the last: " in told
    assert "Nobody of yours has fought." in told
