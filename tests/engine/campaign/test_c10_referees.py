"""Referees: landings that are resolved or fought carry back (C10.6, C10.10)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.battle import Game
from engine.battle.side import Side
from engine.campaign.bridge import battle_seed, load_materials, scenario_from
from engine.campaign.calibration.draws import draw_spec
from engine.campaign.capture import check_result
from engine.campaign.data import load_numbers
from engine.campaign.records import BattleResult, BattleSpec
from engine.campaign.referee import FightingReferee, Referee, ResolvingReferee
from engine.campaign.resolver import landing_source, resolve
from engine.campaign.vocabulary import Conclusion, Winner
from engine.errors import MatchError
from tests.engine.campaign.build_landings import landing

TACTICIANS = ("bot:tactician", "bot:tactician")
LANDINGS = 12
"""How many drawn landings are fought here; the command `calibrate` fights thousands."""


def fighting(players: tuple[str, str] = TACTICIANS, folder: Path | None = None) -> Referee:
    return FightingReferee(load_materials(), players, folder)


def carry_back(spec: BattleSpec, result: BattleResult) -> None:
    """Check a result against its spec: nobody is made, doubled or healed."""
    check_result(spec, result)
    hp = {unit.id: unit.hp for unit in (*spec.attackers, *spec.defenders)}
    assert result.hp.keys() == hp.keys()
    assert all(0 <= left <= hp[name] for name, left in result.hp.items())
    winners = spec.attackers if result.winner is Winner.ATTACKER else spec.defenders
    assert any(result.hp[unit.id] for unit in winners)


@pytest.mark.parametrize("number", range(LANDINGS))
def test_landings_fought_on_the_board_carry_back(number: int) -> None:
    spec = draw_spec(load_numbers(), number)
    carry_back(spec, fighting()(spec))


@pytest.mark.parametrize("number", range(200))
def test_landings_that_are_resolved_carry_back(number: int) -> None:
    numbers = load_numbers()
    spec = draw_spec(numbers, number)
    result = ResolvingReferee(numbers, 7)(spec)
    carry_back(spec, result)
    assert result == resolve(spec, numbers, landing_source(7, spec))
    assert (result.conclusion, result.checksum) == (Conclusion.RESOLVED, "")


@pytest.mark.parametrize("players", [TACTICIANS, ("bot:greedy", "bot:random")])
def test_the_same_spec_seed_and_players_give_the_same_result(players: tuple[str, str]) -> None:
    spec = landing(pits=1, hp=2)
    assert fighting(players)(spec) == fighting(players)(spec)
    others = {fighting(players)(replace(spec, dice=dice)).checksum for dice in range(4)}
    assert len(others) == 4


def test_a_battle_is_saved_as_an_ordinary_battle(tmp_path: Path) -> None:
    spec = landing(pits=1)
    result = fighting(("bot:greedy", "bot:tactician"), tmp_path)(spec)
    file = tmp_path / "battles" / "004_w07.jsonl"
    assert hashlib.sha256(file.read_bytes()).hexdigest() == result.checksum
    game = Game.load(file)
    assert game.header.players == ("bot:greedy", "bot:tactician")
    assert game.header.seed == battle_seed(spec)
    assert game.header.scenario == scenario_from(spec, load_materials())
    assert [unit.hp for unit in game.state.units] == list(result.hp.values())
    assert game.result is not None
    assert (game.result.winner is Side.ONE) == (result.winner is Winner.ATTACKER)


def test_a_level_plays_a_landing_with_gun_pits() -> None:
    spec = landing(("linesman",), ("picker",), pits=1, rounds=2)
    carry_back(spec, fighting(("recruit", "bot:greedy"))(spec))


def test_a_player_that_does_not_exist_is_refused() -> None:
    with pytest.raises(MatchError, match="nobody"):
        fighting(("bot:nobody", "bot:greedy"))(landing())
