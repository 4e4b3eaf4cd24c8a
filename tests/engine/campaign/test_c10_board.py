"""Landings on the board: scenarios of specs, and results of battles (C10.4, C10.6)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine import limits
from engine.battle import Game
from engine.battle.outcome import concede
from engine.battle.scenario import Scenario
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.campaign.bridge import battle_seed, load_materials, result_from, scenario_from
from engine.campaign.capture import check_result
from engine.campaign.records import BattleSpec
from engine.campaign.vocabulary import Conclusion, Winner
from engine.data.datafiles import packaged_data
from engine.errors import CampaignError
from tests.engine.campaign.build_landings import fielded, landing

MATERIALS = load_materials()


def scenario(spec: BattleSpec) -> Scenario:
    return scenario_from(spec, MATERIALS)


def test_c10_4_the_attacker_is_one_and_the_defender_two_in_the_order_of_the_spec() -> None:
    spec = landing(("linesman", "marshal"), ("picker", "sapper"), pits=2)
    units = scenario(spec).units
    assert [placed.unit for placed in units] == [
        "linesman", "marshal", "gun_pit", "gun_pit", "picker", "sapper",
    ]  # fmt: skip
    assert [placed.side for placed in units] == [Side.ONE] * 2 + [Side.TWO] * 4


@pytest.mark.parametrize("side", Side)
def test_c10_4_rounds_first_side_size_and_anchors_are_those_of_the_spec(side: Side) -> None:
    spec = landing(attacker_first=side is Side.ONE, rounds=4, columns=25, rows=21, anchors=5, lit=2)
    made = scenario(spec)
    assert (made.first, made.rules.rounds) == (side, 4)
    assert (len(made.terrain[0]), len(made.terrain), len(made.objectives)) == (25, 21, 2)
    assert made.score_objectives


def test_c10_4_units_start_with_the_hit_points_they_have() -> None:
    spec = landing(hp=1)
    made = scenario(spec)
    assert [placed.hp for placed in made.units] == [1, 1, 1, None, None]
    hp = [unit.hp for unit in BattleState(Setup(made)).units]
    assert hp == [unit.hp for unit in (*spec.attackers, *spec.defenders)]


def test_c10_4_the_same_world_always_has_the_same_ground() -> None:
    now = landing()
    later = replace(
        now, turn=20, attackers=fielded("x", ["outrider"] * 9), deploy=99, dice=5, lit=2
    )
    assert scenario(now).terrain == scenario(later).terrain
    assert {one.code for one in scenario(later).objectives} < {
        one.code for one in scenario(now).objectives
    }
    assert scenario(now).terrain != scenario(replace(now, board=12)).terrain
    assert scenario(now).terrain != scenario(replace(now, ground="scour")).terrain


@pytest.mark.parametrize("ground", sorted(MATERIALS.grounds))
@pytest.mark.parametrize(("size", "cap"), [((21, 17), 10), ((25, 21), 14)])
def test_c10_4_full_fields_find_a_place_on_every_ground(
    ground: str, size: tuple[int, int], cap: int
) -> None:
    host = ["fieldpiece", "longeye", "kite", "outrider", "marshal"] * 3
    spec = landing(
        host[:cap], host[: cap - 3], pits=3, ground=ground, columns=size[0], rows=size[1]
    )
    assert len(scenario(spec).units) == 2 * cap


def test_c10_4_gun_pits_are_works_with_the_statline_of_the_rule() -> None:
    pit = scenario(landing(pits=1)).profiles["gun_pit"]
    assert (pit.move, pit.t, pit.armor_save, pit.hp_max, pit.oc, pit.value) == (0, 6, 3, 6, 0, 30)
    gun, crew = (scenario(landing(pits=1)).weapons[code] for code in ("works_gun", "works_crew"))
    assert (gun.rng, gun.nb, gun.atk, gun.strength, gun.ap, gun.dmg) == (14, 2, 3, 6, -1, 2)
    assert (crew.rng, crew.nb, crew.atk, crew.strength, crew.ap, crew.dmg) == (0, 2, 5, 3, 0, 1)


def test_c10_4_the_materials_of_a_root_are_those_of_its_files() -> None:
    assert load_materials(packaged_data()) == MATERIALS
    assert "gun_pit" in MATERIALS.generator.catalog.units
    assert MATERIALS.generator.catalog.faction_of("gun_pit") is None


def test_c10_4_the_seed_of_the_dice_fits_into_a_save() -> None:
    spec = landing(dice=2**64 - 1)
    assert 0 <= battle_seed(spec) <= limits.SEED
    assert battle_seed(landing(dice=13)) == 13
    Game.start(scenario(spec), battle_seed(spec))


def won_by(side: Side | None) -> tuple[BattleSpec, BattleState]:
    spec = landing()
    state = BattleState(Setup(scenario(spec))).fork()
    concede(state, (side or Side.ONE).other)
    if side is None:
        assert state.result is not None
        state.result = replace(state.result, winner=None)
    return spec, state


@pytest.mark.parametrize(
    ("side", "winner"),
    [(Side.ONE, Winner.ATTACKER), (Side.TWO, Winner.DEFENDER), (None, Winner.DEFENDER)],
)
def test_c10_6_a_result_names_the_winner_and_a_draw_is_the_defenders(
    side: Side | None, winner: Winner
) -> None:
    spec, state = won_by(side)
    result = result_from(spec, state, Conclusion.WATCHED, "sum")
    assert (result.winner, result.conclusion, result.checksum) == (
        winner, Conclusion.WATCHED, "sum",
    )  # fmt: skip
    check_result(spec, result)


def test_c10_6_a_result_has_the_hit_points_of_everybody_by_id() -> None:
    spec, state = won_by(Side.ONE)
    state.put(replace(state.units[1], hp=2))
    state.put(replace(state.units[4], hp=0))
    result = result_from(spec, state, Conclusion.FOUGHT, "")
    whole = {unit.id: unit.hp for unit in (*spec.attackers, *spec.defenders)}
    assert result.hp == {**whole, "askerry.m1": 2, "tolvane.m1": 0}


def test_c10_6_a_battle_that_goes_on_has_no_result() -> None:
    spec = landing()
    with pytest.raises(CampaignError, match="w07"):
        result_from(spec, BattleState(Setup(scenario(spec))), Conclusion.FOUGHT, "")
