"""The frame of a campaign: phases, whole numbers, turns, what worlds have (C1, C3.1, C13.3)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

import msgspec
import pytest

from engine.campaign import events as e
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.orders import VERBS
from engine.campaign.randomness import D100, dice, holds
from engine.campaign.setups import draw_setup
from engine.campaign.shares import share
from engine.campaign.view import view_of
from engine.campaign.vocabulary import Ending, Role
from engine.errors import MatchError
from tests.engine.campaign.random_play import play, play_turn, random_packet, random_setup
from tests.engine.campaign.scripted_game import ScriptedGame, small_state

NUMBERS = load_numbers()
PHASES: tuple[tuple[type, ...], ...] = (
    (e.OrderRefused, e.MessageSent, e.TreatyMade, e.PactBroken, e.ShipsSalvaged),
    (e.FleetMoved,),
    (
        *(e.SpaceFight, e.WreckageSalvaged, e.Blockaded, e.Bombarded, e.Colonised, e.ColonyWaits),
        *(e.BidFailed, e.FlakFired, e.LandingUnfought, e.LandingDecided, e.UnitsRecovered),
        *(e.WorldCaptured, e.FleetFled),
    ),
    (e.SpyMissionDone,),
    (
        *(e.IncomeCollected, e.LevelReached, e.ShipCrippled, e.WorkDone, e.AnchorRelit),
        *(e.FreeWorldMustered, e.EffectEnded, e.WarBegan, e.LastStandBegan, e.HouseEliminated),
        e.CampaignEnded,
    ),
)
"""The events of each phase; the others belong to several."""


# C1.2


def test_c1_2_orders_of_others_are_secret_until_they_are_carried_out() -> None:
    campaign = play(random_setup(3, 3, 10), 4)
    mine, theirs, *_ = campaign.houses
    view, candidates = campaign.view(mine), campaign.candidates(mine)
    packet = random_packet(campaign, theirs)
    assert packet
    campaign.submit(theirs, packet)
    assert view_of(campaign.state, mine) == view
    assert campaign.candidates(mine) == candidates


def test_c1_2_a_turn_is_orders_movement_conflict_espionage_income() -> None:
    seen: set[int] = set()
    campaign = Campaign.new(NUMBERS, random_setup(8, 4, 25))
    while campaign.finish is None:
        play_turn(campaign)
        phases = [phase for event in campaign.state.events for phase in _phases_of(event)]
        assert phases == sorted(phases)
        seen.update(phases)
    assert seen == set(range(len(PHASES)))


def _phases_of(event: e.Event) -> list[int]:
    return [number for number, kinds in enumerate(PHASES) if isinstance(event, kinds)]


def test_c1_2_the_phases_name_events_that_exist() -> None:
    named = [kind for kinds in PHASES for kind in kinds]
    assert len(named) == len(set(named))
    assert set(named) < set(get_args(e.Event))


# C1.3


@pytest.mark.parametrize(
    ("amount", "percent", "whole"),
    [(7, 50, 3), (-7, 50, -4), (99, 1, 0), (-1, 1, -1), (150, 60, 90)],
)
def test_c1_3_a_share_is_rounded_down_below_0_too(amount: int, percent: int, whole: int) -> None:
    assert share(amount, percent) == whole


def test_c1_3_a_chance_of_p_per_cent_holds_when_d100_is_at_most_p() -> None:
    for seed in range(300):
        roll = dice(seed, "test").integer(1, D100)
        for percent in (0, roll - 1, roll, 100):
            assert holds(dice(seed, "test"), percent) == (roll <= percent)


def test_c1_3_dn_is_an_even_draw_from_1_to_n() -> None:
    source = dice(1, "even")
    rolls = [source.integer(1, 10) for _ in range(20_000)]
    assert set(rolls) == set(range(1, 11))
    assert all(abs(rolls.count(face) - 2000) < 200 for face in range(1, 11))


def test_c1_3_all_numbers_of_a_state_are_whole() -> None:
    state = play(random_setup(4, 3, 12)).state
    parts = {name: value for name, value in vars(state).items() if name not in {"numbers", "setup"}}
    found = list(_numbers_in(list(parts.values())))
    assert len(found) > 1000
    assert all(isinstance(one, int) for one in found)


def _numbers_in(value: object) -> Iterator[int | float]:
    if isinstance(value, int | float):
        yield value
    elif isinstance(value, msgspec.Struct):
        yield from _numbers_in([getattr(value, name) for name in value.__struct_fields__])
    elif isinstance(value, dict):
        yield from _numbers_in([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _numbers_in(one)


# C1.4


@pytest.mark.parametrize("turns", [1, 2, 200])
def test_c1_4_a_campaign_has_as_many_turns_as_were_chosen(turns: int) -> None:
    setup = draw_setup(NUMBERS, 3, 2, turns=turns, level="veteran")
    campaign = Campaign.new(NUMBERS, setup)
    while campaign.finish is None:
        campaign.end_turn()
    assert (campaign.finish.ending, campaign.finish.turn) == (Ending.RECKONING, turns)


def test_c1_4_a_campaign_has_35_turns_unless_others_are_chosen() -> None:
    assert draw_setup(NUMBERS, 3, 2, level="veteran").turns == 35


@pytest.mark.parametrize("turns", [0, -1, 201])
def test_c1_4_fewer_than_1_turn_and_more_than_200_are_refused(turns: int) -> None:
    with pytest.raises(MatchError):
        draw_setup(NUMBERS, 3, 2, turns=turns, level="veteran")


# C3.1


def test_c3_1_class_size_richness_and_anchors_of_every_world_are_on_the_charts() -> None:
    campaign = Campaign.new(NUMBERS, random_setup(5, 4, 35))
    for house in campaign.houses:
        view = campaign.view(house)
        for world, site in campaign.state.map.sites.items():
            known = view.map.sites[world]
            for name in ("world_class", "size", "richness", "anchors"):
                assert getattr(known, name) == getattr(site, name)
        assert len(view.sightings) < len(view.map.sites)
        assert set(view.sightings) == set(view.seen)


def test_c3_1_a_world_has_no_more_than_three_yards_batteries_and_shields_and_one_starbase() -> None:
    state = small_state()
    house = state.houses["askerry"]
    state.put_house(msgspec.structs.replace(house, levels=(5,) * 6))
    state.pay("askerry", "start", "", 2000)
    game = ScriptedGame(state)
    built: dict[str, int] = {}
    for thing in ("yard", "battery", "shield", "starbase"):
        while game.refusal(f"build w01 {thing}") is None:
            game.turn(f"build w01 {thing}")
        assert game.refusal(f"build w01 {thing}") == "C3.6"
        world = game.state.worlds["w01"]
        built[thing] = {
            "yard": world.yard,
            "battery": world.batteries,
            "shield": world.shield,
            "starbase": int(world.starbase is not None),
        }[thing]
    assert built == {"yard": 3, "battery": 3, "shield": 3, "starbase": 1}


def test_c3_1_a_free_world_has_a_tier_and_an_empty_one_nobody() -> None:
    state = Campaign.new(NUMBERS, random_setup(5, 4, 35)).state
    for world in state.worlds.values():
        role = state.site(world.id).role
        assert (world.house is not None) == (role is Role.HOME)
        assert world.is_free == (role is Role.FREE)
        if role in {Role.EMPTY, Role.HOLLOW}:
            assert (world.population, world.industry, world.garrison) == (0, 0, ())


# C13.3


def test_c13_3_there_are_21_verbs() -> None:
    assert len(VERBS) == len(set(VERBS)) == 21
