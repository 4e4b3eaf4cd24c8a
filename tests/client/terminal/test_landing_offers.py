"""What a person is told of a landing before deciding about it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.terminal.campaign.landing_board import board_rows
from client.terminal.campaign.landing_offers import fielded_names, offer_rows, own_chance
from engine.campaign.bridge import load_materials, scenario_from
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.invasion import initiative
from engine.campaign.records import BattleSpec
from engine.campaign.resolver import chance, mean_losses, such_battles, total_points
from engine.campaign.setups import draw_setup
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Mission

ME = "askerry"
NUMBERS = load_numbers()


def landing(order: str = "invade askerry.f6 w10") -> tuple[BattleSpec, CampaignState]:
    """Return the landing of a first turn, and the state in which it is decided."""
    setup = draw_setup(NUMBERS, 5003, 4, level="veteran", you=ME)
    campaign = Campaign.new(NUMBERS, setup)
    assert campaign.submit(ME, [order]) == ()
    return campaign.carry_out()["w10"], campaign.landing_state


def told(spec: BattleSpec, state: CampaignState, house: str = ME) -> str:
    return "\n".join(offer_rows(spec, state, house))


def test_an_offer_says_the_forces_the_chance_and_what_is_at_stake() -> None:
    spec, state = landing()
    offer = told(spec, state)
    attack, defence = mean_losses(spec, NUMBERS)
    battles, won = such_battles(chance(spec, NUMBERS), NUMBERS.resolver)
    assert "Askerry lands on w10, held by the free folk" in offer
    assert "4 of 4 anchors lit, 5 rounds" in offer
    assert f"average losses if resolved {attack.expected // 10}%" in offer
    assert f"average losses if resolved {defence.expected // 10}%" in offer
    least = chance(spec, NUMBERS) // 100 * 10
    assert (
        f"as between two equal tacticians; of {battles} calibration battles with a chance of"
        f" {least}–{least + 10}%, {round(100 * won / battles)}% were won"
    ) in offer
    assert "at stake: 4 lit anchors, folk 25, mills 10" in offer
    assert "standing of Askerry: +3 if the world is taken, −1 if not" in offer
    assert "comes back" not in offer
    assert "gun pit" not in offer


def test_an_offer_names_the_ground_as_the_map_does() -> None:
    setup = draw_setup(NUMBERS, 811, 4, level="veteran", you="quillane")
    campaign = Campaign.new(NUMBERS, setup)
    assert campaign.submit("quillane", ["invade quillane.f4 w19"]) == ()
    spec = campaign.carry_out()["w19"]
    assert spec.ground == "dykes"
    assert "ground: fen" in told(spec, campaign.landing_state, "quillane")


def test_an_offer_says_who_goes_first_and_why() -> None:
    spec, state = landing()
    found = initiative(state, ME, "w10", Mission.INVADE)
    assert not found.attacker_first
    assert (
        "goes first: the free folk; 0 for the attack (drill 0), "
        "1 for the defence (drill 0, home ground +1)"
    ) in told(spec, state)


def test_an_offer_of_a_storm_says_that_nobody_comes_back() -> None:
    spec, state = landing("assault askerry.f6 w10")
    offer = told(spec, state)
    assert "Askerry storms w10, held by" in offer
    assert "storm +1" in offer
    assert "if it fails, nobody of Askerry comes back" in offer


def test_gun_pits_are_counted() -> None:
    spec, state = landing("assault askerry.f6 w10")
    pit = replace(spec.defenders[0], id="pit0", code="gun_pit", hp=6)
    assert "1 gun pit defends" in told(replace(spec, defenders=(pit, *spec.defenders)), state)


def test_a_defender_is_told_the_own_chance_and_how_often_such_ones_won() -> None:
    spec, state = landing()
    attacked = replace(spec, defender="tolvane")
    battles, won = such_battles(chance(spec, NUMBERS), NUMBERS.resolver)
    share = (100 * (battles - won) + battles // 2) // battles
    assert own_chance(attacked, NUMBERS, "tolvane") == 1000 - chance(spec, NUMBERS)
    offer = told(attacked, state, "tolvane")
    most = 100 - chance(spec, NUMBERS) // 100 * 10
    such = f"of {battles} calibration battles with a chance of {most - 10}–{most}%, {share}%"
    assert such in offer
    assert "standing of Tolvane: −4 if the world is taken, +4 if not" in offer


def test_the_small_board_shows_everybody_and_every_lit_anchor() -> None:
    spec, _ = landing()
    scenario = scenario_from(spec, load_materials())
    *rows, signs = board_rows(scenario)
    board = "".join(rows)
    assert len(rows) == spec.rows
    assert {len(row) for row in rows} == {2 * spec.columns - 1}
    assert board.count("1") == len(spec.attackers)
    assert board.count("2") == len(spec.defenders)
    on_anchors = {place for one in scenario.objectives for place in one.hexes}
    covered = sum(unit.hex in on_anchors for unit in scenario.units)
    assert board.count("A") == len(on_anchors) - covered
    assert "1 attacker, 2 defender" in signs


@pytest.mark.parametrize(("hp", "expected"), [(None, "3 × Linesman"), (1, "1 × Linesman 1/")])
def test_the_wounded_are_told_with_their_hit_points(hp: int | None, expected: str) -> None:
    spec, _ = landing()
    line = [unit for unit in spec.attackers if unit.code == "linesman"]
    if hp is not None:
        line[0] = replace(line[0], hp=hp)
    assert expected in fielded_names(line, NUMBERS)


def test_an_offer_names_the_points_of_the_wounded_and_of_the_unhurt_apart() -> None:
    spec, state = landing()
    assert "7 fighters, 380 points: " in told(spec, state)
    hurt = replace(spec.attackers[0], hp=1)
    wounded = replace(spec, attackers=(hurt, *spec.attackers[1:]))
    points = total_points(wounded.attackers, NUMBERS)
    assert points < 380
    assert f"7 fighters, {points} points as they are (380 unhurt): " in told(wounded, state)
