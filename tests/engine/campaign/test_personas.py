"""The computer's houses: plans are legal, and follow from the view alone, in no order of lists."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from engine.campaign.checksum import checksum_of
from engine.campaign.data import load_numbers
from engine.campaign.founding import found
from engine.campaign.numbers.persona_numbers import Mood
from engine.campaign.orders import Order
from engine.campaign.packets import check_packet
from engine.campaign.personas import Wish, make_plan, plan
from engine.campaign.personas.imagination import imagine
from engine.campaign.personas.lookahead import choose_packet, in_mood
from engine.campaign.randomness import dice
from engine.campaign.resolver import landing_source, resolve
from engine.campaign.setup import CampaignSetup
from engine.campaign.setups import draw_setup
from engine.campaign.state import CampaignState
from engine.campaign.turn import close_turn, open_turn
from engine.campaign.view import View, view_of
from tests.engine.campaign.build_orders import view
from tests.engine.campaign.build_random import change_what_is_hidden, random_campaign

NUMBERS = load_numbers()
PERSONAS = NUMBERS.personas.personas
LEVELS = NUMBERS.personas.levels


def texts(seen: View, persona: str = "raider", level: str = "veteran", seed: int = 1) -> list[str]:
    """Return the packet of a persona as texts."""
    made = plan(seen, PERSONAS[persona], LEVELS[level], dice(seed, seen.turn, "plan"))
    return [order.to_text() for order in made]


def play(setup: CampaignSetup, turns: int) -> tuple[CampaignState, int, int]:
    """Play so many turns; return the state, the orders given, and those refused."""
    state = found(NUMBERS, setup)
    given_orders = refused = 0
    while state.finish is None and state.turn <= turns:
        packets = {}
        for house in state.living():
            persona, _, level = setup.house(house.id).player.partition(":")
            seen = view_of(state, house.id)
            source = dice(setup.seed, state.turn, "plan", house.id)
            packet = plan(seen, PERSONAS[persona], LEVELS[level], source)
            packets[house.id] = check_packet(seen, packet)
            given_orders += len(packet)
            refused += len(packets[house.id].refusals)
        halfway = open_turn(state, packets)
        results = {
            world: resolve(spec, NUMBERS, landing_source(setup.seed, spec))
            for world, spec in halfway.specs.items()
        }
        state = close_turn(halfway, results)
    return state, given_orders, refused


@pytest.mark.slow
@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("houses", [2, 3])
def test_plans_are_legal_from_the_first_turn_to_the_last(houses: int, level: str) -> None:
    turns = 12 if LEVELS[level].turns_ahead else 35
    _, orders, refused = play(draw_setup(NUMBERS, 11, houses, level=level), turns)
    assert orders > turns
    assert refused == 0


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.sampled_from(sorted(PERSONAS)))
def test_plans_are_legal_in_any_state(seed: int, persona: str) -> None:
    seen = view(random_campaign(Random(seed)))
    made = make_plan(seen, PERSONAS[persona], LEVELS["recruit"], dice(seed, "plan"))
    assert not check_packet(seen, made.orders).refusals


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32))
def test_plans_are_the_same_whatever_is_hidden(seed: int) -> None:
    random = Random(seed)
    state = random_campaign(random)
    other = change_what_is_hidden(state, random)
    assert texts(view(state)) == texts(view(other))


@pytest.mark.slow
def test_a_commander_looks_ahead_on_its_own_view_alone() -> None:
    for seed in range(20):
        random = Random(seed)
        state = random_campaign(random)
        other = change_what_is_hidden(state, random)
        plans = [texts(view(one), level="commander") for one in (state, other)]
        assert plans[0] == plans[1]


def test_the_same_view_and_dice_give_the_same_plan() -> None:
    for seed in range(5):
        seen = view(random_campaign(Random(seed)))
        assert texts(seen, level="recruit") == texts(seen, level="recruit")


def test_a_recruit_decides_otherwise_with_other_dice() -> None:
    state = found(NUMBERS, draw_setup(NUMBERS, 4, 4, level="recruit"))
    seen = view_of(state, min(state.houses))
    assert len({tuple(texts(seen, level="recruit", seed=seed)) for seed in range(8)}) > 1


def test_personas_decide_each_in_its_own_way() -> None:
    state, _, _ = play(draw_setup(NUMBERS, 4, 4, level="veteran"), 8)
    seen = view_of(state, min(state.houses))
    assert len({tuple(texts(seen, persona)) for persona in PERSONAS}) > 1


@pytest.mark.slow
def test_c14_3_the_order_in_which_houses_are_listed_changes_no_plan() -> None:
    setup = draw_setup(NUMBERS, 21, 4, level="soldier")
    listed_otherwise = replace(setup, houses=tuple(reversed(setup.houses)))
    one, other = (play(each, 10)[0] for each in (setup, listed_otherwise))
    assert checksum_of(one) == checksum_of(other)


def test_a_plan_changes_neither_the_view_nor_what_it_shows() -> None:
    seen = view(random_campaign(Random(3)))
    before = (dict(seen.worlds), dict(seen.fleets), seen.house)
    texts(seen, level="commander")
    assert (seen.worlds, seen.fleets, seen.house) == before


def test_wishes_that_are_not_followed_name_their_reason() -> None:
    state, _, _ = play(draw_setup(NUMBERS, 4, 4, level="veteran"), 10)
    wishes: list[Wish] = []
    for house in state.living():
        source = dice(1, "plan", house.id)
        made = make_plan(view_of(state, house.id), PERSONAS["warden"], LEVELS["veteran"], source)
        wishes += made.wishes
    assert wishes
    for wish in wishes:
        assert wish.step
        assert wish.verb
        assert wish.code
        assert wish.rule == "" or wish.code.startswith("campaign.refusal.")


def test_what_a_house_imagines_shows_it_what_it_knows() -> None:
    state, _, _ = play(draw_setup(NUMBERS, 4, 4, level="veteran"), 6)
    house = min(state.houses)
    seen = view_of(state, house)
    imagined = imagine(seen, 9)
    again = view_of(imagined, house)
    assert (again.worlds, again.fleets, again.house) == (seen.worlds, seen.fleets, seen.house)
    assert again.sightings == seen.sightings
    for world, sighting in seen.sightings.items():
        if world not in seen.worlds:
            assert imagined.worlds[world].house == sighting.house
            assert imagined.worlds[world].batteries == sighting.batteries


# Looking ahead


def test_a_house_imagines_that_others_know_what_it_knows_and_have_a_turns_income() -> None:
    state, _, _ = play(draw_setup(NUMBERS, 4, 4, level="veteran"), 6)
    house = min(state.houses)
    seen = view_of(state, house)
    imagined = imagine(seen, 9)
    for other in sorted(state.houses.keys() - {house}):
        theirs = view_of(imagined, other)
        assert seen.worlds.keys() | seen.sightings.keys() <= theirs.sightings.keys()
        assert seen.houses[other].home in theirs.worlds
        assert 0 < theirs.house.treasury < 400
        assert texts(theirs)


def test_a_home_that_was_never_seen_is_imagined_as_homes_begin() -> None:
    state = found(NUMBERS, draw_setup(NUMBERS, 4, 2, level="veteran"))
    house, other = sorted(state.houses)
    seen = view_of(state, house)
    home = state.houses[other].home
    assert home not in seen.sightings
    imagined = imagine(seen, 9).worlds[home]
    begun = state.worlds[home]
    assert imagined.house == other
    for field in ("population", "industry", "yard", "batteries", "militia", "faction"):
        assert getattr(imagined, field) == getattr(begun, field)


def test_a_fresh_survey_is_imagined_as_it_is() -> None:
    compared = 0
    for seed in range(20):
        seen = view(random_campaign(Random(seed)))
        imagined = imagine(seen, 9)
        for survey in seen.surveys:
            if survey.until < seen.turn or survey.world not in seen.sightings.keys() - seen.worlds:
                continue
            compared += 1
            world = imagined.worlds[survey.world]
            known = sorted((unit.code, unit.hp) for unit in survey.garrison)
            assert sorted((unit.code, unit.hp) for unit in world.garrison) == known
            assert world.militia == survey.militia
    assert compared


def test_c14_3_units_that_an_imagined_free_world_musters_have_ids_of_their_own() -> None:
    state, _, _ = play(draw_setup(NUMBERS, 4, 2, level="veteran"), 11)
    assert state.turn == NUMBERS.invasion.free_worlds.muster_every
    imagined = imagine(view_of(state, min(state.houses)), 9)
    later = close_turn(open_turn(imagined, {}), {})
    grown = [
        world
        for name, world in later.worlds.items()
        if world.is_free and len(world.garrison) > len(imagined.worlds[name].garrison) > 0
    ]
    assert grown
    for world in grown:
        assert len({unit.id for unit in world.garrison}) == len(world.garrison)


def test_a_packet_that_leads_to_more_is_chosen_whatever_its_place() -> None:
    state = found(NUMBERS, draw_setup(NUMBERS, 4, 2, level="veteran"))
    seen = view_of(state, min(state.houses))
    settling = [
        order
        for order in plan(seen, PERSONAS["steward"], LEVELS["veteran"], dice(1))
        if order.to_text().startswith("colonise")
    ]
    assert settling
    asked: list[str] = []

    def answer(theirs: View) -> list[Order]:
        asked.append(theirs.house.id)
        return []

    commander = LEVELS["commander"]
    assert choose_packet(seen, [[], settling], commander, 5, answer) == 1
    assert choose_packet(seen, [settling, []], commander, 5, answer) == 0
    assert asked == [max(state.houses)] * 2
    assert choose_packet(seen, [settling, settling], commander, 5, answer) == 0
    assert len(asked) == 2, "equal packets are not played"


@pytest.mark.slow
def test_a_commander_does_not_always_plan_in_its_usual_mood() -> None:
    setup = draw_setup(NUMBERS, 4, 2, level="veteran")
    states = [play(setup, turns)[0] for turns in (7, 9, 11, 13, 15, 17)]
    commander, veteran = LEVELS["commander"], LEVELS["veteran"]
    scores = NUMBERS.personas
    chosen = set()
    for seed, state in enumerate(states * 2):
        seen = view_of(state, sorted(state.houses)[seed // len(states)])
        made = make_plan(seen, PERSONAS["weaver"], commander, dice(seed))
        salt = dice(seed).integer(0, 2**32)
        packets = []
        for mood in scores.lookahead.moods:
            persona, changed = in_mood(PERSONAS["weaver"], scores, mood)
            moody = replace(seen, numbers=replace(NUMBERS, personas=changed))
            packets.append(make_plan(moody, persona, veteran, dice(salt)).orders)
        chosen.add(packets.index(made.orders))
    assert len(chosen) > 1


def test_a_mood_adds_to_weights_and_replaces_numbers() -> None:
    mood = Mood(war=0.25, caution=-5, garrison=50, gather_turn=30)
    persona, scores = in_mood(PERSONAS["warden"], NUMBERS.personas, mood)
    assert persona == replace(PERSONAS["warden"], war=PERSONAS["warden"].war + 0.25, caution=0)
    before = NUMBERS.personas
    assert (scores.garrison.home, scores.garrison.colony) == (
        before.garrison.home // 2,
        before.garrison.colony // 2,
    )
    assert scores.forces == replace(before.forces, gather_turn=30)
    assert scores.landing is before.landing
