"""Short lines that stand for several orders."""

from __future__ import annotations

from msgspec.structs import replace

from client.terminal.campaign.choices import completions
from client.terminal.campaign.shorthands import Expansion, expand, legal_part, short_lines
from client.text.campaign.order_text import OrderReader
from engine.campaign.budget import Budget
from engine.campaign.campaign import Campaign
from engine.campaign.checks import check
from engine.campaign.data import load_numbers
from engine.campaign.fleets import load_of, points_of
from engine.campaign.obedience import obey
from engine.campaign.setups import draw_setup
from engine.campaign.view import View
from engine.campaign.vocabulary import Condition

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
    assert found.refusal is not None
    return found.refusal.rule


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


def test_those_who_do_not_fit_are_refused_with_the_room_there_is() -> None:
    found = expanded("load f18 best")
    assert (found.orders, rule_of(found)) == ([], "C4.3")


def test_a_fleet_that_is_not_there_is_refused() -> None:
    for line in ("load f99 all", "load f99 best", "unload f99 all"):
        assert rule_of(expanded(line)) == "C13.2"
    left = budget()
    left.fleets[f"{ME}.f6"] = replace(left.fleets[f"{ME}.f6"], world="w10")
    assert rule_of(expanded("load f6 all", left)) == "C4.3"


def test_nobody_to_move_is_nothing_to_do() -> None:
    assert expanded("unload f18 all") == Expansion([], None)


def test_the_crippled_are_split_off() -> None:
    left = budget()
    cripple(left, f"{ME}.f6", 2)
    ships = left.fleets[f"{ME}.f6"].ships
    assert rule_of(expanded("split f6 crippled", left)) == "C4.3"  # a lighter is one of them
    left.fleets[f"{ME}.f6"] = replace(left.fleets[f"{ME}.f6"], units=())
    assert texts(expanded("split f6 crippled", left)) == [
        f"split {ME}.f6 {ships[0].id},{ships[1].id} -"
    ]
    assert rule_of(expanded("split f6 crippled")) == "C4.2"


def test_all_fleets_that_are_there_join_one() -> None:
    assert texts(expanded("join all f6")) == [f"join {ME}.f18 {ME}.f6", f"join {ME}.f20 {ME}.f6"]
    left = budget()
    left.fleets[f"{ME}.f18"] = replace(left.fleets[f"{ME}.f18"], world="w10")
    assert texts(expanded("join all f6", left)) == [f"join {ME}.f20 {ME}.f6"]
    assert rule_of(expanded("join all f99")) == "C13.2"


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
    assert expanded("repair all") == Expansion([], None)
    assert rule_of(expanded("repair w10 all")) == "C13.2"


def test_works_are_ordered_several_times() -> None:
    assert texts(expanded("build w24 cutter 3")) == ["build w24 corvette"] * 3
    found = expanded("muster w24 linesman 9")
    assert texts(found) == ["muster w24 linesman"] * 5
    assert rule_of(found) == "C3.7"


def test_a_garrison_is_mustered_up_to_its_points() -> None:
    garrison = sum(points_of(unit, NUMBERS) for unit in VIEW.worlds[HOME].garrison)
    assert expanded(f"garrison {HOME} {garrison}") == Expansion([], None)
    found = expanded(f"garrison {HOME} {garrison + 91}")
    added = sum(NUMBERS.units[text.split(" ")[-1]].value for text in texts(found))
    assert added >= 91
    assert added - min(one.value for one in NUMBERS.units.values()) < 91 + 75
    much = expanded(f"garrison {HOME} 99999")
    assert much.orders
    assert rule_of(much) in {"C3.5", "C3.7"}
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
    assert kept == ["build w24 corvette", "tax light"]
    assert [(text, refusal and refusal.rule) for text, refusal in lost] == [
        ("load askerry.f6 askerry.m99", "C13.2"),
        ("nonsense", None),
    ]


def test_short_lines_are_completed() -> None:
    lines = list(short_lines(budget()))
    assert completions([], ME, lines, "load f6 b") == ["best"]
    assert completions([], ME, lines, "repair ") == ["all", "w24"]
    assert completions([], ME, lines, "garr") == ["garrison"]
    for line in lines:
        if not line.startswith(("garrison", "repeat")):
            assert expand(VIEW, budget(), OrderReader(VIEW).read(line), ()) is not None, line
