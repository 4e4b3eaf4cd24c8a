"""What a learner of campaigns sees and may choose: shapes, ranges, meaning, and the offer."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest
from msgspec.structs import replace

from engine.campaign.budget import Budget
from engine.campaign.candidates import candidates
from engine.campaign.checks import check
from engine.campaign.encoding.codec import END_PACKET, Codec
from engine.campaign.encoding.offer import changes_nothing, normalise
from engine.campaign.encoding.order_features import ROW
from engine.campaign.encoding.packet_choices import choices_of
from engine.campaign.encoding.world_features import WORLD
from engine.campaign.mission_forecast import forecast_mission
from engine.campaign.obedience import obey
from engine.campaign.orders import FleetMission, Order, parse_order
from engine.campaign.packets import check_packet
from engine.campaign.resolver import THOUSAND
from engine.campaign.routes import eta, find_route
from engine.campaign.view import View
from engine.errors import EncodingError
from tests.engine.campaign.build_decisions import CODEC, packets
from tests.engine.campaign.build_orders import ME, campaign, fleet, set_treasury, view
from tests.engine.campaign.build_random import change_what_is_hidden, random_campaign

SPEC = CODEC.spec


def late() -> tuple[tuple[View, tuple[Order, ...]], ...]:
    """Return the packets of the last turn of a short campaign."""
    return packets(4, 14, 5)[-4:]


def column(name: str) -> int:
    return ROW.index[name]


def test_the_blocks_have_the_sizes_of_the_design() -> None:
    sizes = {name: len(block.columns) for name, block in CODEC.layout.blocks.items()}
    assert sizes == {"whole": 64, "worlds": 32, "rows": 48}
    assert CODEC.layout.blocks["rows"].rows == 257


def test_a_decision_has_a_row_a_world_and_a_row_an_order_after_the_end_of_the_packet() -> None:
    for seen, _ in late():
        decision = CODEC.encode(seen, Budget.of_view(seen))
        assert decision.whole.shape == (64,)
        assert decision.worlds.shape == (len(seen.map.sites), 32)
        assert decision.rows.shape == (len(decision.orders), 48)
        assert decision.orders[END_PACKET] is None
        ends = decision.rows[:, column("is_end_packet")]
        assert list(np.flatnonzero(ends)) == [END_PACKET]


def test_every_number_is_within_the_bounds_of_its_feature() -> None:
    low, high = CODEC.layout.bounds()
    for seen, orders in packets(4, 6, 5):
        for decision, _ in choices_of(CODEC, seen, orders).choices:
            observation, mask = CODEC.observation(decision)
            assert observation.dtype == np.float32
            assert (observation >= low).all()
            assert (observation <= high).all()
            assert mask.sum() == len(decision.orders)


def test_an_observation_holds_the_rows_of_its_decision() -> None:
    seen = late()[0][0]
    decision = CODEC.encode(seen, Budget.of_view(seen))
    observation, mask = CODEC.observation(decision)
    whole, worlds, rows = CODEC.layout.split(observation)
    assert (whole[0] == decision.whole).all()
    assert (worlds[: len(decision.worlds)] == decision.worlds).all()
    assert not worlds[len(decision.worlds) :].any()
    assert (rows[mask] == decision.rows).all()
    assert not rows[~mask].any()


@pytest.mark.slow
def test_every_feature_takes_more_than_one_value_in_whole_games() -> None:
    low = {name: np.full(len(b.columns), np.inf) for name, b in CODEC.layout.blocks.items()}
    high = {name: -one for name, one in low.items()}
    random = Random(1)
    for houses, seed in ((4, 7), (6, 8), (6, 9)):
        for seen, orders in packets(houses, 35, seed):
            encoder = CODEC.begin_packet(seen)
            decisions = [encoder.encode(check_packet(seen, orders).budget)]
            # Something that no persona orders, such as heavy taxes.
            budget = Budget.of_view(seen)
            for order in random.sample(encoder.encode(budget).orders[1:], 3):
                assert order is not None
                if check(seen, budget, order) is None:
                    obey(seen, budget, order)
            for decision in (*decisions, encoder.encode(budget)):
                for name, rows in zip(low, decision[:3], strict=True):
                    table = rows.reshape(-1, len(low[name]))
                    low[name] = np.minimum(low[name], table.min(axis=0))
                    high[name] = np.maximum(high[name], table.max(axis=0))
    constant = [
        f"{name}: {feature.name}"
        for name, block in CODEC.layout.blocks.items()
        for place, feature in enumerate(block.columns.features)
        if low[name][place] == high[name][place]
    ]
    assert not constant


# The offer


def test_what_is_offered_is_legal_and_changes_something() -> None:
    for seen, _ in late():
        budget = Budget.of_view(seen)
        offered = CODEC.encode(seen, budget).orders[1:]
        assert len(offered) == len(set(offered)) == SPEC.candidates
        for order in offered:
            assert order is not None
            assert check(seen, budget, order) is None
            assert not changes_nothing(budget, order)


def test_all_legal_orders_are_offered_where_they_are_few_enough() -> None:
    state = campaign()
    fleet(state, "w01", "transport", "corvette")
    set_treasury(state, 40)
    seen = view(state)
    budget = Budget.of_view(seen)
    legal = [normalise(one) for one in candidates(seen, budget) if not changes_nothing(budget, one)]
    assert 0 < len(legal) <= SPEC.candidates
    assert CODEC.encode(seen, budget).orders == (None, *legal)


def test_what_is_offered_follows_from_view_and_budget_alone() -> None:
    seen, orders = late()[1]
    left = check_packet(seen, orders[:3]).budget
    encoder = CODEC.begin_packet(seen)
    for _ in range(2):
        again = encoder.encode(left)
        assert again.orders == CODEC.encode(seen, left).orders
        assert again.rows.tobytes() == CODEC.encode(seen, left).rows.tobytes()


def test_a_row_and_its_order_are_found_from_one_another() -> None:
    seen = late()[2][0]
    decision = CODEC.encode(seen, Budget.of_view(seen))
    for row, order in enumerate(decision.orders):
        assert decision.encode(order) == row
        assert decision.decode(row) == order
    with pytest.raises(LookupError, match="there are 257"):
        decision.decode(257)
    with pytest.raises(LookupError, match="is not offered"):
        decision.encode(parse_order("move nobody.f1 w00"))


@pytest.mark.parametrize(("limit", "named"), [("worlds", "worlds"), ("houses", "other houses")])
def test_a_campaign_beyond_the_limits_is_refused_by_name(limit: str, named: str) -> None:
    small = Codec(replace(SPEC, **{limit: 1}))
    with pytest.raises(EncodingError, match=rf"\d+ {named}; the encoding holds 1"):
        small.encode(late()[0][0], Budget.of_view(late()[0][0]))


def test_another_number_makes_another_fingerprint() -> None:
    assert Codec(replace(SPEC, money=SPEC.money + 1)).fingerprint != CODEC.fingerprint
    assert Codec(SPEC).fingerprint == CODEC.fingerprint


# What rows say


def test_the_price_of_an_order_is_what_the_treasury_pays() -> None:
    paid = 0
    for seen, _ in late():
        budget = Budget.of_view(seen)
        decision = CODEC.encode(seen, budget)
        for row, order in zip(decision.rows[1:], decision.orders[1:], strict=True):
            assert order is not None
            after = budget.copy()
            obey(seen, after, order)
            price = budget.house.treasury - after.house.treasury
            assert row[column("price")] * SPEC.money == pytest.approx(price, abs=1e-4)
            paid += price != 0
    assert paid > 20


def test_missions_have_the_ways_and_the_odds_that_are_shown_to_players() -> None:
    landings = fights = 0
    for seen, _ in late():
        budget = Budget.of_view(seen)
        decision = CODEC.encode(seen, budget)
        for row, order in zip(decision.rows, decision.orders, strict=True):
            if not isinstance(order, FleetMission):
                continue
            forecast = forecast_mission(seen, budget, order)
            turns = min(1.0, forecast.turns / SPEC.turns)
            assert row[column("turns")] == pytest.approx(turns)
            sky = min((float(one.own.keeps) for one in forecast.sky), default=1.0)
            assert row[column("sky_chance")] == pytest.approx(sky)
            fights += bool(forecast.sky)
            if forecast.landing is not None:
                chance = forecast.landing.chance / THOUSAND
                assert row[column("chance")] == pytest.approx(chance)
                landings += 1
    assert landings > 20
    assert fights > 10


def test_an_order_names_the_rows_of_its_worlds() -> None:
    seen = late()[0][0]
    budget = Budget.of_view(seen)
    worlds = sorted(seen.map.sites)
    decision = CODEC.encode(seen, budget)
    for row, order in zip(decision.rows, decision.orders, strict=True):
        if isinstance(order, FleetMission):
            source = round(float(row[column("source")] * SPEC.worlds)) - 1
            target = round(float(row[column("target")] * SPEC.worlds)) - 1
            assert (worlds[source], worlds[target]) == (
                budget.fleets[order.fleet].world,
                order.world,
            )


def test_a_world_says_how_old_its_sighting_is_and_how_far_the_nearest_landing_force() -> None:
    ages = forces = 0
    for seen, _ in late():
        rows = CODEC.encode(seen, Budget.of_view(seen)).worlds
        for row, world in zip(rows, sorted(seen.map.sites), strict=True):
            if world in seen.sightings and world not in seen.seen and world not in seen.worlds:
                age = min(1.0, (seen.turn - seen.sightings[world].turn) / SPEC.age)
                assert row[WORLD.index["age"]] == pytest.approx(age)
                ages += 1
            turns = nearest_force(seen, world)
            said = 1.0 if turns is None else min(1.0, turns / SPEC.turns)
            assert row[WORLD.index["landing_turns"]] == pytest.approx(said)
            forces += turns is not None
    assert ages
    assert forces


def nearest_force(seen: View, world: str) -> int | None:
    ships = seen.numbers.ships
    found = []
    for one in seen.fleets.values():
        passes = all(not s.is_crippled and ships.hulls[s.hull].shoals for s in one.ships)
        route = find_route(seen.map, ships, one.world, world, shoals=passes)
        if one.units and route is not None:
            found.append(eta(route, ships))
    return min(found, default=None)


# Real decisions


def test_the_steps_of_a_packet_leave_what_the_packet_leaves() -> None:
    split = 0
    for seen, orders in packets(4, 14, 5):
        made = choices_of(CODEC, seen, orders)
        left = check_packet(seen, orders).budget
        assert (made.budget.house, made.budget.worlds) == (left.house, left.worlds)
        assert made.budget.fleets == left.fleets
        assert made.budget.payments == left.payments
        assert made.budget.messages == left.messages
        split += made.split
    assert split > 5


def test_choices_are_the_orders_of_the_packet_and_then_its_end() -> None:
    for seen, orders in late():
        made = choices_of(CODEC, seen, orders)
        chosen = [decision.decode(row) for decision, row in made.choices]
        assert chosen[-1] is None
        budget = Budget.of_view(seen)
        for order in chosen[:-1]:
            assert order is not None
        named = {normalise(order) for order in orders if not changes_nothing(budget, order)}
        assert len(named & set(chosen)) >= len(named) - made.split - made.left_out


def test_few_choices_are_not_offered() -> None:
    made = [choices_of(CODEC, seen, orders) for seen, orders in packets(4, 14, 5)]
    left_out = sum(one.left_out for one in made)
    assert left_out <= 0.06 * sum(len(one.choices) + one.left_out for one in made)


# Fog


def encoded(seen: View) -> bytes:
    decision = CODEC.encode(seen, Budget.of_view(seen))
    orders = "\n".join("" if one is None else one.to_text() for one in decision.orders)
    return b"".join(block.tobytes() for block in decision[:3]) + orders.encode()


def assert_nothing_hidden_is_seen(seed: int) -> None:
    random = Random(seed)
    state = random_campaign(random)
    other = change_what_is_hidden(state, random)
    assert encoded(view(state)) == encoded(view(other)), f"seed {seed}"


@pytest.mark.parametrize("seed", range(10))
def test_c5_6_the_rows_are_the_same_whatever_is_hidden(seed: int) -> None:
    assert_nothing_hidden_is_seen(seed)


@pytest.mark.slow
def test_c5_6_so_they_are_in_500_campaigns() -> None:
    for seed in range(100, 600):
        assert_nothing_hidden_is_seen(seed)


def test_the_campaigns_of_these_tests_do_differ() -> None:
    for seed in range(5):
        random = Random(seed)
        state = random_campaign(random)
        other = change_what_is_hidden(state, random)
        assert encoded(view(state, "tolvane")) != encoded(view(other, "tolvane"))
        assert ME != "tolvane"
