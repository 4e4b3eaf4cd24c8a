"""Threat maps, which are computed in the worker process."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.battle.side import Side
from engine.battle.state import BattleState, setup_of

if TYPE_CHECKING:
    from client.worker.protocol import Steps, ThreatRequest
    from engine.battle.threat_map import ThreatMap


def map_threats(request: ThreatRequest) -> Steps[ThreatMap]:
    """Return a threat map; the computation gives way to a decision between its two parts."""
    from engine.battle.threat_map import threat_map  # noqa: PLC0415 - arrays are slow to import

    state = BattleState.from_bytes(setup_of(request.scenario), request.state)
    yield
    unit = None if request.unit is None else state.units[request.unit]
    return threat_map(state, Side[request.side], unit)
