"""What is shown of a mission before it is ordered is what the rules then use (C9.10, C10.10)."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.mission_forecast import MissionForecast, forecast_mission
from engine.campaign.orders import FleetMission, SpyMission
from engine.campaign.records import Ship
from engine.campaign.resolver import chance, mean_losses
from engine.campaign.setups import draw_setup
from engine.campaign.vocabulary import Condition, Mission, Spying

ME = "askerry"
SEED = 5003
NUMBERS = load_numbers()


def new_campaign() -> Campaign:
    return Campaign.new(NUMBERS, draw_setup(NUMBERS, SEED, 4, level="veteran", you=ME))


def landings(campaign: Campaign) -> list[FleetMission]:
    return [
        order
        for order in campaign.candidates(ME)
        if isinstance(order, FleetMission) and order.mission in {Mission.INVADE, Mission.ASSAULT}
    ]


def forecast(campaign: Campaign, order: FleetMission) -> MissionForecast:
    return forecast_mission(campaign.view(ME), campaign.budget(ME), order)


def test_c10_10_the_chance_after_a_survey_is_the_one_that_the_resolver_rolls() -> None:
    campaign = new_campaign()
    (target,) = {order.world for order in landings(campaign)}
    for _ in range(6):
        if campaign.view(ME).surveys:
            break
        campaign.submit(ME, [SpyMission(Spying.SURVEY, target)])
        campaign.end_turn()
    (survey,) = campaign.view(ME).surveys
    invade = next(one for one in landings(campaign) if one.mission is Mission.INVADE)
    expected = forecast(campaign, invade).landing
    assert expected is not None
    assert survey.world == target
    assert expected.exact
    assert expected.least == expected.chance == expected.most
    campaign.submit(ME, [invade])
    (spec,) = campaign.carry_out().values()
    assert chance(spec, NUMBERS) == expected.chance
    assert mean_losses(spec, NUMBERS)[0] == expected.losses
    assert spec.attacker_first is expected.initiative.attacker_first
    assert len(spec.attackers) == expected.landed
    assert spec.rounds == expected.rounds


def test_c5_3_a_rough_defence_gives_a_range_that_contains_the_true_chance() -> None:
    campaign = new_campaign()
    invade = next(one for one in landings(campaign) if one.mission is Mission.INVADE)
    expected = forecast(campaign, invade).landing
    assert expected is not None
    assert not expected.exact
    campaign.submit(ME, [invade])
    (spec,) = campaign.carry_out().values()
    assert expected.least <= chance(spec, NUMBERS) <= expected.most


def test_c10_8_a_forecast_says_until_when_nobody_lands() -> None:
    view = new_campaign().view(ME)
    invade = next(one for one in landings(new_campaign()) if one.mission is Mission.INVADE)
    for until, shown in ((0, 0), (view.turn - 1, 0), (view.turn, view.turn), (4, 4)):
        seen = replace(view.sightings[invade.world], cooldown=until)
        told = replace(view, sightings=view.sightings | {invade.world: seen})
        landing = forecast_mission(told, Budget.of_view(told), invade).landing
        assert landing is not None
        assert landing.cooldown == shown


@pytest.mark.parametrize(
    ("ships", "starbase", "percent"),
    [
        (["corvette"] * 4 + ["transport"] * 2, None, 98.1),
        (["corvette"] * 4 + ["transport"] * 2, Condition.SOUND, 0.0),
        (["corvette"] * 3 + ["cruiser"] * 3 + ["transport"] * 3, Condition.SOUND, 57.7),
    ],
)
def test_c9_6_the_sky_is_kept_as_often_as_in_the_worked_examples(
    ships: list[str], starbase: Condition | None, percent: float
) -> None:
    view = new_campaign().view(ME)
    invade = next(one for one in landings(new_campaign()) if one.mission is Mission.INVADE)
    seen = replace(view.sightings[invade.world], batteries=2, starbase=starbase)
    fleet = view.fleets[invade.fleet]
    built = tuple(Ship(f"askerry.s{number:02}", hull) for number, hull in enumerate(ships))
    told = replace(
        view,
        sightings=view.sightings | {invade.world: seen},
        fleets={fleet.id: replace(fleet, ships=built)},
    )
    (sky,) = forecast_mission(told, Budget.of_view(told), invade).sky
    assert sky.enemy is None
    assert round(100 * float(sky.own.keeps), 1) == percent
    assert (
        forecast_mission(told, Budget.of_view(told), replace(invade, mission=Mission.ASSAULT)).sky
        == ()
    )  # an assault runs past the line (C10.3)


@pytest.mark.parametrize("mission", [Mission.MOVE, Mission.GUARD])
def test_c4_4_the_eta_is_the_turn_of_arrival(mission: Mission) -> None:
    campaign = new_campaign()
    orders = [
        one
        for one in campaign.candidates(ME)
        if isinstance(one, FleetMission) and one.mission is mission
    ]
    far = max(orders, key=lambda one: (forecast(campaign, one).turns, one.to_text()))
    turns = forecast(campaign, far).turns
    assert turns > 2
    campaign.submit(ME, [far])
    for turn in range(1, turns + 1):
        campaign.end_turn()
        arrived = campaign.state.fleets[far.fleet].world == far.world
        assert arrived is (turn == turns)
