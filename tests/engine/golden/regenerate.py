"""Writes the golden battles anew: `python -m tests.engine.golden.regenerate`.

Each is a save of a whole battle; `results.json` holds what they must come to. A battle that comes
out otherwise is a change of the rules: say why in the commit, and raise RULES_VERSION.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from engine.battle import Game, load_scenario
from engine.players.scripted_bots import make_bot
from tests.engine.generated import SMALL, seeded
from tests.engine.walk import Walker

if TYPE_CHECKING:
    from engine.battle.events import Event
    from engine.battle.scenario import Scenario

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.json"
WALKER = "test:walker"


class Golden(NamedTuple):
    """A battle: its scenario (packaged, or generated from a seed), its seed, its players."""

    scenario: str | int
    seed: int
    players: tuple[str, str]

    @property
    def path(self) -> Path:
        name = self.scenario if isinstance(self.scenario, str) else f"generated_{self.scenario}"
        return FOLDER / f"{name}_{self.seed}.jsonl"

    def load_scenario(self) -> Scenario:
        if isinstance(self.scenario, str):
            return load_scenario(self.scenario)
        return seeded(self.scenario, SMALL)


BATTLES = (
    Golden("lock_keepers", 1, ("bot:greedy", "bot:greedy")),
    Golden("water_rights", 2, ("bot:greedy", "bot:random")),
    Golden("first_landing", 3, ("bot:random", "bot:greedy")),
    Golden("first_landing", 4, (WALKER, WALKER)),
    Golden("shift_change", 5, (WALKER, "bot:greedy")),
    Golden("full_muster", 6, (WALKER, WALKER)),
    Golden("crossroads", 7, ("bot:greedy", WALKER)),
    Golden(6, 8, (WALKER, WALKER)),
    Golden(40, 9, (WALKER, WALKER)),
    Golden(14, 10, ("bot:random", WALKER)),
)


def play(golden: Golden, scenario: Scenario) -> tuple[Game, list[Event]]:
    """Play a battle; every fourteenth action that may be taken back is, once."""
    game = Game.start(scenario, golden.seed, golden.players)
    chosen = [
        Walker(golden.seed + side.index) if name == WALKER else make_bot(name, side, golden.seed)
        for side, name in zip(type(game.state.side), golden.players, strict=True)
    ]
    told = list(game.opening)
    doubts = 0
    while game.result is None:
        player = chosen[game.state.to_act.index]
        told += game.apply(player.choose(game.state, game.legal_actions()))
        if game.undo_side is not None:
            doubts += 1
            if doubts % 14 == 0:
                game.undo()
    return game, told


def digest(events: list[Event]) -> str:
    """Return the SHA-256 of events as JSON, one a line."""
    lines = b"\n".join(msgspec.json.encode(event, order="deterministic") for event in events)
    return hashlib.sha256(lines).hexdigest()


def result_of(game: Game, events: list[Event]) -> dict[str, object]:
    return {
        "records": game.records,
        "checksum": game.checksum(),
        "events": digest(events),
        "result": msgspec.json.decode(msgspec.json.encode(game.result)),
    }


def write_all() -> None:
    results = {}
    for golden in BATTLES:
        game, told = play(golden, golden.load_scenario())
        game.save(golden.path)
        results[golden.path.name] = result_of(game, told)
    RESULTS.write_bytes(msgspec.json.format(msgspec.json.encode(results), indent=1) + b"\n")


if __name__ == "__main__":
    write_all()
