"""Battles of whole campaigns replay to the results that the campaign has (C10.6, C14.4).

`python -m tests.engine.campaign.fought_battles --battles 50` plays more of them.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.campaign.save import record_name
from engine.errors import SaveError
from tests.engine.campaign.fought_battles import play, replay


def test_battles_of_a_campaign_replay_to_their_results(tmp_path: Path) -> None:
    path = play(tmp_path, seed=3, turns=5)
    records = sorted((tmp_path / record_name(1, "w00")).parent.iterdir())
    assert len(records) >= 4
    assert replay(path) == len(records)
    records[0].write_bytes(records[1].read_bytes())
    with pytest.raises(SaveError):
        replay(path)
