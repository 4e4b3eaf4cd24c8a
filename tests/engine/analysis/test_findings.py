"""What a laboratory concludes, from games whose answer is known."""

from __future__ import annotations

import random
from typing import Any

import pytest

from engine.analysis import outcomes, playstyle, usage, value_estimates
from engine.analysis.ablation import AblationPair, compare_pairs
from engine.analysis.balance_tables import make_tables
from engine.analysis.statistics.counts import UnitCount, Use, WeaponCount
from engine.analysis.statistics.rules_seen import RuleSeen
from engine.analysis.tables import Table
from engine.battle.side import Side
from engine.players.arena.score import wilson
from tests.engine.analysis.games import CATALOG, MEASURES, game, side

ONE, TWO = Side.ONE, Side.TWO


def named(table: Table, *key: object) -> dict[str, Any]:
    """Find the row that begins with *key*."""
    (row,) = [row for row in table.rows if row[: len(key)] == key]
    return dict(zip(table.columns, row, strict=True))


def test_pairings_count_a_faction_from_either_side() -> None:
    games = [
        *(game(ONE), game(ONE), game(TWO), game(None)),  # red is ONE: 2.5 of 4
        *(game(TWO, factions=("blue", "red")), game(TWO, factions=("blue", "red"))),  # 2 of 2
        game(ONE, factions=("red", "red")),
        game(ONE, source="crossroads"),
    ]
    table = outcomes.compare_factions(games, MEASURES)
    red, blue = named(table, "red"), named(table, "blue")
    assert (red["games"], red["win_rate"]) == (6, 0.75)
    assert (red["low"], red["high"]) == pytest.approx(wilson(4.5, 6), abs=1e-4)
    assert (red["as_one"], red["as_two"]) == (0.625, 1.0)
    assert blue["win_rate"] == 0.25
    assert not red["fair"]


@pytest.mark.parametrize(("wins", "fair"), [(500, True), (455, True), (445, False), (551, False)])
def test_a_pairing_is_fair_by_its_rate_and_its_whole_interval(wins: int, *, fair: bool) -> None:
    games = [game(ONE)] * wins + [game(TWO)] * (1000 - wins)
    assert named(outcomes.compare_factions(games, MEASURES), "red")["fair"] is fair


def test_few_games_are_not_called_fair() -> None:
    games = [game(ONE), game(TWO)] * 20
    assert named(outcomes.compare_factions(games, MEASURES), "red")["fair"] is False


def test_seats_tell_side_one_from_going_first() -> None:
    games = [
        game(ONE, first=TWO, source="ford"),
        game(ONE, first=TWO, source="ford"),
        game(TWO, first=TWO, source="ford"),
        game(None),
    ]
    table = outcomes.compare_seats(games, MEASURES)
    assert table.column("source") == ["generated", "ford"]
    ford = named(table, "ford")
    assert ford["one_wins"] == pytest.approx(2 / 3, abs=1e-4)
    assert ford["first_wins"] == pytest.approx(1 / 3, abs=1e-4)
    assert named(table, "generated")["one_wins"] == 0.5


def test_a_faction_leads_by_a_tenth_or_not_at_all() -> None:
    red = side({"red_foot": UnitCount(2, moved=30, ranged=11)}, points=20)
    blue = side({"blue_ram": UnitCount(2, moved=40, ranged=20, melee=1)}, points=40)
    table = playstyle.compare_styles([game(ONE, sides=(red, blue))], CATALOG.units, MEASURES)
    told = named(table, "red")
    assert (told["value"], told["hexes_moved"], told["objective_points"]) == (100, 30, 20)
    assert named(table, "blue")["hexes_moved"] == 20
    assert told["leads"] == "hexes_moved, ranged_damage"
    assert named(table, "blue")["leads"] == "melee_damage"


def test_what_a_unit_is_worth_is_found_again_in_the_results() -> None:
    draw = random.Random(1)
    games = []
    for _ in range(4000):
        foot, ram = draw.randrange(0, 9), draw.randrange(0, 9)
        one = side({"red_foot": 8 - foot, "red_ram": foot / 2})  # type: ignore[dict-item] - halves keep the VALUE even
        two = side({"blue_foot": 8 - ram, "blue_ram": ram / 2})  # type: ignore[dict-item] - as above
        for counted, code in ((one, "red_ram"), (two, "blue_ram")):
            held = foot / 2 if code == "red_ram" else ram / 2
            counted.units[code] = UnitCount(held)  # type: ignore[arg-type] - as above
        chance = 0.5 + 0.08 * (foot / 2 - 2)  # 100 VALUE of rams are 8 points better than of foot
        games.append(game(ONE if draw.random() < chance else TWO, sides=(one, two)))
    effects = value_estimates.estimate_effects(games, CATALOG.units, MEASURES)
    ram, foot = effects["red_ram"], effects["red_foot"]
    assert ram.points - foot.points == pytest.approx(8, abs=2)
    assert ram.low < ram.points < ram.high
    assert ram.stands_out(MEASURES)
    assert not effects["blue_ram"].stands_out(MEASURES)


def test_units_and_weapons_nobody_used_are_listed_too() -> None:
    one = side(
        {"red_foot": UnitCount(3, taken=75, lost=30, ranged=4)},
        weapons={"rifle": WeaponCount(5, 6, 4, 75, 1)},
    )
    two = side({"blue_ram": 1}, weapons={"relic": WeaponCount()})
    games = [game(ONE, sides=(one, two))]
    units = value_estimates.rate_units(games, CATALOG, MEASURES)
    assert units.column("unit") == list(CATALOG.units)
    foot = named(units, "red_foot")
    assert (foot["fielded"], foot["taken_per_100"], foot["lost_per_100"]) == (3, 50, 20)
    assert named(units, "red_ram")["fielded"] == 0
    assert named(units, "red_ram")["taken_per_100"] is None
    weapons = value_estimates.rate_weapons(games, [], CATALOG)
    rifle = named(weapons, "rifle")
    assert (rifle["bearers"], rifle["used"]) == ("red_foot, blue_foot", 5)
    assert (rifle["taken_per_100"], rifle["decided"], rifle["dead"]) == (50, 1, False)
    assert named(weapons, "relic")["dead"] is True


def test_rules_and_actions_are_counted_zeros_included() -> None:
    heavy = RuleSeen.HEAVY.value
    more, less = side(rules={heavy: Use(3, 1)}), side(rules={heavy: Use(1, 0)})
    games = [
        *(game(ONE, sides=(more, less)), game(TWO, sides=(less, more))),
        *(game(TWO, sides=(more, less)), game(ONE)),
    ]
    table = usage.count_rules(games, [])
    assert table.column("rule") == [rule.value for rule in RuleSeen]
    told = named(table, heavy)
    assert (told["used"], told["per_game"], told["games_with"]) == (12, 3, 0.75)
    assert (told["decided"], told["decided_share"]) == (3, 0.25)
    assert told["more_wins"] == pytest.approx(2 / 3, abs=1e-4)
    assert told["dead"] is False
    assert sum(bool(dead) for dead in table.column("dead")) == len(RuleSeen) - 1
    assert all(usage.count_actions(games, []).column("dead"))


def test_what_random_play_can_use_is_not_dead() -> None:
    baseline = [game(ONE, sides=(side(actions={"GIVE_UP": Use(2)}), side()))]
    told = named(usage.count_actions([game(TWO)], baseline), "GIVE_UP")
    assert (told["used"], told["by_random"], told["dead"]) == (0, 2, False)
    one = side({"blue_ram": 1}, weapons={"relic": WeaponCount(4)})
    relic = named(
        value_estimates.rate_weapons([], [game(ONE, sides=(one, side()))], CATALOG), "relic"
    )
    assert (relic["used"], relic["by_random"], relic["dead"]) == (0, 4, False)


def test_lengths_and_leads_are_told() -> None:
    games = [
        game(ONE, shape=(5, 100, 2)),
        game(TWO, shape=(3, 60, 0)),
        game(None, source="ford", shape=(5, 80, 1)),
    ]
    told = named(outcomes.measure_lengths(games), "generated")
    assert (told["rounds"], told["decisions"]) == (4, 80)
    assert (told["shortest"], told["longest"]) == (60, 100)
    assert (told["lead_changes"], told["never_changed"]) == (1, 0.5)
    assert (told["victory_points"], told["draw"]) == (1, 0)
    spread = outcomes.spread_lengths(games)
    assert named(spread, "rounds", 5)["games"] == 2
    assert [row[2] for row in spread.rows if row[0] == "lead_changes"] == [1, 1, 1]


def test_it_is_said_how_many_games_a_claim_takes() -> None:
    assert outcomes.claim_games(MEASURES, 9).rows == ((2.0, 2401, 9), (5.0, 385, 9))


def test_with_and_without_are_compared_battle_by_battle() -> None:
    pairs = [
        AblationPair(1, 0, 100),
        AblationPair(1, 1, 200),
        AblationPair(0, 0, 100),
        AblationPair(1, 0.5, 200),
    ]
    told = named(compare_pairs({"ram": pairs}), "ram")
    assert (told["battles"], told["with"], told["without"]) == (4, 0.75, 0.375)
    assert (told["difference"], told["value"]) == (0.375, 150)
    assert told["difference_per_100"] == 0.25
    # The mean of 1, 0, 0 and 0.5 with its standard error of 0.2394.
    assert (told["low"], told["high"]) == pytest.approx((-0.0941, 0.8441), abs=1e-3)


def test_every_table_has_a_cell_for_every_column() -> None:
    tables = make_tables([game(ONE), game(TWO, source="ford")], [], CATALOG, MEASURES)
    assert len({table.name for table in tables}) == len(tables)
    for table in tables:
        assert len(set(table.columns)) == len(table.columns)
        assert all(len(row) == len(table.columns) for row in table.rows), table.name


def test_without_any_drawn_army_there_are_still_tables() -> None:
    tables = {
        one.name: one for one in make_tables([game(ONE, source="ford")], [], CATALOG, MEASURES)
    }
    assert tables["pairings"].rows == ()
    assert tables["seats"].column("source") == ["ford"]
