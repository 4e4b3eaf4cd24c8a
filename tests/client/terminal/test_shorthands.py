"""Short lines that stand for several orders."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from client.terminal.campaign.batches import Batch, Expansion, fill, rest_rows
from client.terminal.campaign.choices import completions
from client.terminal.campaign.shorthands import (
    MistypedLine,
    expand,
    legal_part,
    mistyped_text,
    short_lines,
)
from client.text.campaign.order_text import OrderReader
from engine.campaign.budget import Budget
from engine.campaign.campaign import Campaign
from engine.campaign.checks import check
from engine.campaign.checks.means import price_of
from engine.campaign.data import load_numbers
from engine.campaign.fleets import load_of, points_of
from engine.campaign.obedience import obey
from engine.campaign.orders import parse_order
from engine.campaign.setups import draw_setup
from engine.campaign.view import View
from engine.campaign.vocabulary import FIELDS, Condition, Mission
from engine.sentences import InvalidValue

ME = "askerry"
NUMBERS = load_numbers()
CAMPAIGN = Campaign.new(NUMBERS, draw_setup(NUMBERS, 5003, 4, level="veteran", you=ME))
VIEW: View = CAMPAIGN.view(ME)
HOME = VIEW.house.home


def budget() -> Budget:
    return Budget.of_view(VIEW)


def cripple(left: Budget, fleet: str, count: int) -> None:
    """Cripple the first ships of a fleet."""
    record = left.fleets[fleet]
    ships = tuple(
        replace(ship, condition=Condition.CRIPPLED) if place < count else ship
        for place, ship in enumerate(record.ships)
    )
    left.fleets[fleet] = replace(record, ships=ships)


def expanded(line: str, left: Budget | None = None, last: tuple[str, ...] = ()) -> Expansion:
    """Return what a typed line stands for; its orders must be legal one after another."""
    left = budget() if left is None else left
    found = expand(VIEW, left, OrderReader(VIEW).read(line), last)
    assert found is not None, line
    then = left.copy()
    for order in found.orders:
        assert check(VIEW, then, order) is None
        obey(VIEW, then, order)
    return found


def texts(found: Expansion) -> list[str]:
    return [order.to_text() for order in found.orders]


def rule_of(found: Expansion) -> str:
    """Return the rule of the only reason why orders of a line are refused."""
    rules = {one.rule for one in found.refusals} | ({"C3.5"} if found.dear else set())
    (rule,) = rules
    return rule


def said(found: Expansion) -> str:
    """Return what is said of those orders of a line that are not given."""
    return "\n".join(rest_rows(found, VIEW))


def idle(found: Expansion) -> str:
    """Return why a line gives no order, though none is refused."""
    assert (found.orders, found.refusals, found.dear) == ([], (), 0)
    return said(found)


def test_what_is_no_short_line_is_left_to_the_orders() -> None:
    for line in (
        "land f6 w10",
        "load f6 m1",
        "build w24 mills",
        "swim",
        "world w24",
        "join f18 f6",
    ):
        assert expand(VIEW, budget(), OrderReader(VIEW).read(line), ()) is None, line


def test_the_best_are_taken_aboard_as_long_as_there_is_room() -> None:
    left = budget()
    (ashore,) = expanded("unload f6 all", left).orders
    obey(VIEW, left, ashore)
    (aboard,) = expanded("load f6 best", left).orders
    (most,) = expanded("load f6 all", left).orders
    garrison = {unit.id: unit for unit in left.worlds[HOME].garrison}
    chosen = [garrison[one] for one in aboard.units]  # type: ignore[union-attr]
    worst = min(points_of(one, NUMBERS) for one in chosen)
    assert load_of(chosen, NUMBERS) <= 400
    assert max(points_of(one, NUMBERS) for one in garrison.values()) in {
        points_of(one, NUMBERS) for one in chosen
    }
    assert len(most.units) >= len(chosen)  # type: ignore[union-attr]
    left_out = [one for one in garrison.values() if one not in chosen]
    room = 400 - load_of(chosen, NUMBERS)
    assert all(
        load_of([one], NUMBERS) > room or points_of(one, NUMBERS) <= worst for one in left_out
    )


def test_of_equals_those_with_more_scars_are_taken_aboard() -> None:
    left = budget()
    obey(VIEW, left, parse_order("unload askerry.f6 askerry.m11"))
    world = left.worlds[HOME]
    lines = [unit.id for unit in world.garrison if unit.code == "linesman"]
    assert len(lines) == 4
    for veteran in lines:
        scarred = tuple(
            replace(unit, veterancy=1) if unit.id == veteran else unit for unit in world.garrison
        )
        left.worlds[HOME] = replace(world, garrison=scarred)
        assert texts(expanded("load f6 best", left)) == [f"load {ME}.f6 {veteran}"]
        assert texts(expanded("load f6 all", left)) == [f"load {ME}.f6 {veteran}"]


def test_scars_weigh_less_than_points() -> None:
    left = budget()
    obey(VIEW, left, parse_order("unload askerry.f6 askerry.m17"))  # the marshal, of 95 points
    world = left.worlds[HOME]
    scarred = tuple(
        replace(unit, veterancy=3) if unit.code == "linesman" else unit for unit in world.garrison
    )
    left.worlds[HOME] = replace(world, garrison=scarred)
    assert texts(expanded("load f6 best", left)) == [f"load {ME}.f6 {ME}.m17"]


def test_a_fleet_that_has_room_for_some_takes_those() -> None:
    """20 of its room are left: nobody fits; 50 are left: a linesman of 30 does."""
    assert idle(expanded("load f6 best")) == (
        "Nobody of the garrison fits into f6: 20 of its room of 400 is left."
    )
    left = budget()
    obey(VIEW, left, parse_order("unload askerry.f6 askerry.m11"))
    assert texts(expanded("load f6 best", left)) == [f"load {ME}.f6 {ME}.m1"]
    assert "0 of its room of 0 is left" in idle(expanded("load f18 best"))
    empty = budget()
    empty.worlds[HOME] = replace(empty.worlds[HOME], garrison=())
    assert idle(expanded("load f6 all", empty)) == f"Nobody is in the garrison of {HOME}."


def test_a_fleet_that_is_not_there_is_refused() -> None:
    for line in ("load f99 all", "load f99 best", "unload f99 all", "split f99 crippled"):
        assert rule_of(expanded(line)) == "C13.2"
    left = budget()
    left.fleets[f"{ME}.f6"] = replace(left.fleets[f"{ME}.f6"], world="w10")
    assert rule_of(expanded("load f6 all", left)) == "C4.3"


def test_nobody_to_move_is_nothing_to_do() -> None:
    assert idle(expanded("unload f18 all")) == "f18 has nobody aboard."


def test_the_crippled_are_split_off() -> None:
    left = budget()
    cripple(left, f"{ME}.f6", 2)
    ships = left.fleets[f"{ME}.f6"].ships
    assert rule_of(expanded("split f6 crippled", left)) == "C4.3"  # a lighter is one of them
    left.fleets[f"{ME}.f6"] = replace(left.fleets[f"{ME}.f6"], units=())
    assert texts(expanded("split f6 crippled", left)) == [
        f"split {ME}.f6 {ships[0].id},{ships[1].id} -"
    ]
    cripple(left, f"{ME}.f6", 4)
    assert rule_of(expanded("split f6 crippled", left)) == "C4.2"  # nobody is left
    assert idle(expanded("split f6 crippled")) == "No ship of f6 is crippled."


def test_all_fleets_that_are_there_join_one() -> None:
    found = expanded("join all f6")
    assert texts(found) == [f"join {ME}.f18 {ME}.f6", f"join {ME}.f20 {ME}.f6"]
    assert not said(found)
    left = budget()
    left.fleets[f"{ME}.f18"] = replace(left.fleets[f"{ME}.f18"], world="w10")
    assert texts(expanded("join all f6", left)) == [f"join {ME}.f20 {ME}.f6"]
    assert rule_of(expanded("join all f99")) == "C13.2"
    left.fleets[f"{ME}.f20"] = replace(left.fleets[f"{ME}.f20"], world="w10")
    assert idle(expanded("join all f6", left)) == (
        f"No other fleet lies at {HOME} without an order, to join f6."
    )


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("colonise askerry.f18 w11", "settle f18 w11"),
        ("guard askerry.f18 w24", "guard f18 w24"),
        ("move askerry.f18 w24", "sail f18 w24"),
        ("posture askerry.f18 hold", "sail f18 w24"),
    ],
)
def test_fleets_that_have_an_order_of_this_turn_are_left_out(order: str, shown: str) -> None:
    left = budget()
    obey(VIEW, left, parse_order(order))
    found = expanded("join all f6", left)
    assert texts(found) == [f"join {ME}.f20 {ME}.f6"]
    assert said(found) == (
        f"Left out, because they have orders: {shown}. “join FLEET f6” takes one in all the same."
    )


def test_fleets_on_their_way_are_left_out() -> None:
    """Their missions are of an earlier turn, and they pass the place."""
    left = budget()
    for name in ("f18", "f20"):
        fleet = left.fleets[f"{ME}.{name}"]
        left.fleets[fleet.id] = replace(fleet, mission=Mission.MOVE, target="w11")
    found = expanded("join all f6", left)
    assert "f18 w11, sail f20 w11" in idle(found)


def test_everything_crippled_is_repaired_as_long_as_docks_and_stores_last() -> None:
    left = budget()
    cripple(left, f"{ME}.f6", 2)
    left.worlds[HOME] = replace(left.worlds[HOME], starbase=Condition.CRIPPLED)
    everywhere, here = expanded("repair all", left), expanded(f"repair {HOME} all", left)
    assert len(everywhere.orders) == 3
    assert everywhere == here
    assert texts(everywhere)[-1] == f"repair {HOME} starbase"
    cripple(left, f"{ME}.f6", 4)
    short = expanded("repair all", left)
    assert len(short.orders) == 4
    assert rule_of(short) == "C3.6"
    docks = "Not accepted [C3.6]: w24 has docks for 4 of the 5"
    assert said(short) == f"4 of 5 are ordered.\n{docks}"
    assert idle(expanded("repair all")) == "Nothing is crippled at your yards."
    assert idle(expanded(f"repair {HOME} all")) == f"Nothing is crippled at {HOME}."
    assert rule_of(expanded("repair w10 all")) == "C13.2"


def test_ships_that_are_crippled_elsewhere_are_named() -> None:
    left = budget()
    cripple(left, f"{ME}.f6", 1)
    left.fleets[f"{ME}.f6"] = replace(left.fleets[f"{ME}.f6"], world="w10")
    assert idle(expanded("repair all", left)) == (
        "Nothing is crippled at your yards.\nCrippled, but at no yard of yours: s10 at w10."
    )


def test_works_are_ordered_several_times() -> None:
    assert texts(expanded("build w24 cutter 3")) == ["build w24 corvette"] * 3
    found = expanded("muster w24 linesman 9")
    assert texts(found) == ["muster w24 linesman"] * 5
    assert rule_of(found) == "C3.7"


BATCHES = (
    "build w24 cutter 4",
    "muster w24 linesman 4",
    "garrison w24 345",
    "repeat",
    "repair all",
)
"""Lines that stand for several orders each, of which docks and folk allow all."""


@pytest.mark.parametrize("line", BATCHES)
def test_every_line_gives_what_can_be_paid_and_says_what_the_rest_needs(line: str) -> None:
    left = budget()
    cripple(left, f"{ME}.f6", 4)
    left.worlds[HOME] = replace(left.worlds[HOME], starbase=None)
    last = ("build w24 corvette",) * 4
    whole = expanded(line, left, last)
    prices = [price_of(VIEW, left, order) or 0 for order in whole.orders]
    assert len(prices) > 1
    for paid in range(len(prices)):
        treasury = sum(prices[: paid + 1]) - 1
        left.house = replace(left.house, treasury=treasury)
        found = expanded(line, left, last)
        count = len(found.orders)
        assert count >= paid
        assert found.wanted == len(prices)
        spent = sum(price_of(VIEW, left, order) or 0 for order in found.orders)
        missing = sum(prices) - treasury
        assert (found.refusals, found.dear, found.missing) == ((), found.wanted - count, missing)
        assert spent <= treasury
        needs = "needs" if found.dear == 1 else "need"
        assert said(found) == (
            f"{count} of {found.wanted} are ordered.\n"
            f"Not accepted [C3.5]: {found.dear} of them {needs} {missing} stores more than are left"
        )


def test_what_no_stores_can_mend_is_told_before_the_price() -> None:
    """CAMPAIGN's table puts the price first; the terminal says both, the lasting one first."""
    left = budget()
    left.house = replace(left.house, treasury=9)
    for line, rules in {
        "build w24 galleass": ["C6.3", "C3.5"],
        "build w24 veil": ["C6.3", "C3.5"],
        "build w24 cutter": ["C3.5"],
        "muster w24 marshal": ["C6.3", "C3.5"],
        "muster w24 linesman": ["C3.5"],
        "intrigue steal tolvane": ["C7.2", "C3.5"],
        "build w10 cutter": ["C13.2"],
        "build w24 nonsense": ["C13.1"],
        "settle f6 w23": ["C3.9"],
    }.items():
        order = parse_order(OrderReader(VIEW).read(line))
        found = fill(VIEW, left, Batch([order]))
        assert [one.rule for one in found.refusals] == rules, line
        assert check(VIEW, left, order) in found.refusals
    left.house = VIEW.house
    found = fill(VIEW, left, Batch([parse_order("build w24 cruiser")]))
    assert [one.rule for one in found.refusals] == ["C6.3"]


LIMITS = {
    "build w24 cutter 5": (60, "2 of 5", "[C3.6]: w24 has docks for 4 of the 5", 2),
    "build w24 carrack 3": (9999, "2 of 3", "[C3.6]: w24 has docks for 2 of the 3", 0),
    "muster w24 linesman 99": (
        25,
        "2 of 99",
        "[C3.7]: w24 can muster 5 of the 99: its 100 folk",
        3,
    ),
    "build w24 mills 3": (99, "1 of 3", "[C3.6]: w24 can build 1 of the 3: mills, one a turn", 0),
    "build w24 battery 2": (9, "0 of 2", "[C3.6]: w24 can build 1 of the 2: battery, one", 1),
}
"""Lines that come up against a limit: the stores then, what is ordered, what is said of the limit,
and how many orders are left to the price.
"""


@pytest.mark.parametrize("line", LIMITS)
def test_a_limit_is_told_as_it_was_before_the_line_whatever_the_stores_are(line: str) -> None:
    treasury, ordered, limit, dear = LIMITS[line]
    left = budget()
    left.house = replace(left.house, treasury=treasury, levels=(3,) * len(FIELDS))
    left.worlds[HOME] = replace(left.worlds[HOME], batteries=0)
    view = replace(VIEW, house=left.house)
    found = fill(view, left, batch_of(line))
    rows = said(found).splitlines()
    assert rows[0] == f"{ordered} are ordered."
    assert rows[1].startswith(f"Not accepted {limit}")
    assert found.dear == dear
    assert len(rows) == 2 + bool(dear)


def batch_of(line: str) -> Batch:
    """Return the orders of a line that repeats one."""
    order, _, times = OrderReader(VIEW).read(line).rpartition(" ")
    return Batch([parse_order(order)] * int(times))


def test_the_places_in_fleets_are_told_as_they_were_before_the_line() -> None:
    left = budget()
    left.house = replace(left.house, treasury=9999)
    fleet = left.fleets[f"{ME}.f6"]
    for name in (f"{ME}.f18", f"{ME}.f20"):
        left.fleets[name] = replace(left.fleets[name], world="w10")
    for number in range(NUMBERS.ships.fleets - len(left.fleets)):
        left.fleets[f"{ME}.f9{number}"] = replace(fleet, id=f"{ME}.f9{number}", world="w10")
    ship = fleet.ships[0]
    full = tuple(replace(ship, id=f"{ME}.s9{number}") for number in range(8))
    left.fleets[fleet.id] = replace(fleet, ships=full)
    found = fill(VIEW, left, batch_of("build w24 cutter 4"))
    assert said(found) == (
        "2 of 4 are ordered.\nNot accepted [C4.2]: the fleets at w24 have places for 2 of the 4"
        " ships, and you may have no more than 6 fleets"
    )


def test_a_limit_that_lets_nothing_pass_is_told_as_for_a_single_order() -> None:
    left = budget()
    for _ in range(4):
        obey(VIEW, left, parse_order("build w24 corvette"))
    found = fill(VIEW, left, batch_of("build w24 cutter 3"))
    assert found.limits == ()
    assert said(found) == (
        "0 of 3 are ordered.\nNot accepted [C3.6]: w24 has 0 free docks, and this takes 1"
    )


@pytest.mark.parametrize(
    ("line", "words"), [("garrison", 0), ("garrison w24", 1), ("garrison a b c", 3),
                        ("repeat a b", 2)]
)  # fmt: skip
def test_a_short_line_with_other_words_says_how_many_it_takes(line: str, words: int) -> None:
    with pytest.raises(MistypedLine) as mistyped:
        expand(VIEW, budget(), OrderReader(VIEW).read(line), ())
    assert mistyped.value.command == line.split(" ", maxsplit=1)[0]
    takes = "2 words" if line.startswith("garrison") else "1 word or none"
    expected = f"“{mistyped.value.command}” takes {takes}, not {words}."
    assert mistyped_text(mistyped.value) == f"Not understood: {expected}"


@pytest.mark.parametrize("number", ["-1", "2.5", "0", "many", "10000", "²", "+3"])
@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("muster w24 linesman", "fighters"),
        ("build w24 cutter", "things to build"),
        ("garrison w24", "points"),
    ],
)
def test_what_is_no_number_is_named(line: str, what: str, number: str) -> None:
    with pytest.raises(InvalidValue) as error:
        expand(VIEW, budget(), OrderReader(VIEW).read(f"{line} {number}"), ())
    assert str(error.value.sentence) == f"{number} is not a number of {what}, 1 to 9999"


def test_a_garrison_is_mustered_up_to_its_points() -> None:
    garrison = sum(points_of(unit, NUMBERS) for unit in VIEW.worlds[HOME].garrison)
    assert idle(expanded(f"garrison {HOME} {garrison}")) == (
        f"The garrison of {HOME} has {garrison} points already, those on order included."
    )
    found = expanded(f"garrison {HOME} {garrison + 91}")
    added = sum(NUMBERS.units[text.split(" ")[-1]].value for text in texts(found))
    assert added >= 91
    assert added - min(one.value for one in NUMBERS.units.values()) < 91 + 75
    much = expanded(f"garrison {HOME} 9999")
    assert much.orders
    assert rule_of(much) == "C3.7"
    assert rule_of(expanded("garrison w10 100")) == "C13.2"


def test_what_was_built_and_mustered_is_repeated() -> None:
    last = ("build w24 corvette", "tax light", "nonsense", "muster w24 linesman", "build w23 yard")
    assert texts(expanded("repeat w24", last=last)) == ["build w24 corvette", "muster w24 linesman"]
    everywhere = expanded("repeat", last=last)
    assert texts(everywhere) == ["build w24 corvette", "muster w24 linesman"]
    assert rule_of(everywhere) == "C13.2"


def test_orders_that_are_not_legal_any_more_are_told_apart() -> None:
    packet = ["build w24 corvette", "load askerry.f6 askerry.m99", "nonsense", "tax light"]
    kept, lost = legal_part(VIEW, packet)
    assert kept == [0, 3]
    assert [(place, refusal and refusal.rule) for place, refusal in lost] == [
        (1, "C13.2"),
        (2, None),
    ]


def test_short_lines_are_completed() -> None:
    lines = list(short_lines(budget()))
    assert completions([], ME, lines, "load f6 b") == ["best"]
    assert completions([], ME, lines, "repair ") == ["all", "w24"]
    assert completions([], ME, lines, "garr") == ["garrison"]
    for line in lines:
        if not line.startswith(("garrison", "repeat")):
            assert expand(VIEW, budget(), OrderReader(VIEW).read(line), ()) is not None, line
