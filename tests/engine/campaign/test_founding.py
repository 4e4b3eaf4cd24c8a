"""The founding of a campaign (C6.3, C11.1), and the setups that it is founded on (C1)."""

from __future__ import annotations

import itertools
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from engine.campaign.data import load_numbers
from engine.campaign.founding import draw_free_units, found
from engine.campaign.randomness import dice
from engine.campaign.setup import CampaignSetup, HouseSetup
from engine.campaign.setups import draw_setup, read_setup
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Entry, Mission, Posture, Role, Stance
from engine.errors import DataError, MatchError

NUMBERS = load_numbers(None)
ORDINATE = HouseSetup("askerry", "ordinate", 2, "person")
SETUP = CampaignSetup(
    5003,
    35,
    (
        ORDINATE,
        HouseSetup("tolvane", "windfall", 0, "raider:veteran"),
        HouseSetup("merrowby", "deepwrought", 3, "steward:veteran"),
        HouseSetup("quillane", "murmur", 1, "scholar:veteran"),
    ),
)


@pytest.fixture(scope="module")
def state() -> CampaignState:
    return found(NUMBERS, SETUP)


def content(state: CampaignState) -> dict[str, object]:
    parts = {name: value for name, value in vars(state).items() if name not in {"setup", "numbers"}}
    return {name: msgspec.to_builtins(value) for name, value in parts.items() if name != "treaties"}


# ---------------------------------------------------------------- houses


def test_c6_3_a_house_starts_with_what_the_data_says(state: CampaignState) -> None:
    house = state.houses["askerry"]
    assert (house.treasury, house.prestige, house.tax) == (110, 20, "moderate")
    assert (house.research_share, house.weights, house.levels) == (20, (1,) * 6, (0,) * 6)
    assert house.home == state.map.homes[2]
    home = state.worlds[house.home]
    assert (home.house, home.population, home.industry, home.yard, home.batteries) == (
        *("askerry", 100, 50),
        *(2, 2),
    )
    # 100 points and 150 % of the population are 250, a linesman has 30: 8.3, rounded 8 (C3.7).
    assert home.militia == 8
    assert Counter(unit.code for unit in home.garrison) == {
        "linesman": 3,
        "outrider": 1,
        "sapper": 1,
    }


def test_c6_3_the_first_fleet_carries_the_landing_force(state: CampaignState) -> None:
    war, colony, scout = state.fleets["askerry.f6"], state.fleets["askerry.f18"], "askerry.f20"
    assert [fleet.id for fleet in state.fleets_of("askerry")] == sorted([war.id, colony.id, scout])
    assert Counter(ship.hull for ship in war.ships) == {"corvette": 2, "transport": 2}
    assert Counter(unit.code for unit in war.units) == {
        "linesman": 3,
        "sapper": 2,
        "outrider": 1,
        "marshal": 1,
    }
    assert not colony.units
    assert [ship.hull for ship in state.fleets[scout].ships] == ["scout"]


def test_c4_6_a_new_fleet_evades_without_attack_and_lies_at_home(state: CampaignState) -> None:
    for fleet in state.fleets.values():
        armed = any(ship.hull == "corvette" for ship in fleet.ships)
        assert fleet.posture is (Posture.BALANCED if armed else Posture.EVADE)
        assert fleet.mission is Mission.MOVE
        assert fleet.world == fleet.target == state.houses[fleet.house].home


def test_c14_3_a_house_has_one_count_of_ids(state: CampaignState) -> None:
    # As in the worked turn (C14.7): the garrison, then f6, then the ark's f18, the scout's f20.
    home = state.worlds[state.houses["askerry"].home]
    fleets = state.fleets_of("askerry")
    ids = [unit.id for unit in home.garrison]
    for fleet in fleets:
        parts = [*(ship.id for ship in fleet.ships)], [*(unit.id for unit in fleet.units)]
        ids += [fleet.id, *parts[0], *parts[1]]
        assert all(part == sorted(part) for part in parts)
    numbers = sorted(int(one.partition(".")[2][1:]) for one in ids)
    assert numbers == list(range(1, 22))
    assert state.houses["askerry"].next_number == 22


def test_c14_5_the_ledger_begins_with_the_treasury(state: CampaignState) -> None:
    rows = [(row.turn, row.house, row.kind, row.amount) for row in state.ledger]
    assert rows == [(1, house, Entry.START, 110) for house in sorted(state.houses)]


def test_c8_1_all_houses_are_neutral_at_the_start(state: CampaignState) -> None:
    pairs = set(itertools.combinations(sorted(state.houses), 2))
    assert set(state.treaties) == pairs
    assert {treaty.stance for treaty in state.treaties.values()} == {Stance.NEUTRAL}


def test_c12_2_the_lot_ranks_houses_that_are_equal(state: CampaignState) -> None:
    assert sorted(state.ranks) == sorted(state.houses)
    leaders = {
        found(NUMBERS, msgspec.structs.replace(SETUP, seed=seed)).ranks[0] for seed in range(12)
    }
    assert len(leaders) > 1


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_c14_3_the_order_in_which_houses_are_listed_changes_nothing(
    state: CampaignState, order: tuple[int, ...]
) -> None:
    turned = tuple(SETUP.houses[place] for place in order)
    other = found(NUMBERS, msgspec.structs.replace(SETUP, houses=turned))
    assert content(other) == content(state)
    assert other.treaties == state.treaties


# ---------------------------------------------------------------- free worlds


def test_c11_1_free_worlds_have_what_their_tier_says(state: CampaignState) -> None:
    folk = {1: (25, 10, 0), 2: (40, 20, 1), 3: (60, 40, 2)}
    for world in state.worlds.values():
        site = state.site(world.id)
        if site.role is not Role.FREE:
            assert not world.is_free
            continue
        most = NUMBERS.worlds.classes[site.world_class].most_population
        population, industry, batteries = folk[world.tier]
        assert (world.population, world.industry) == (min(population, most), min(industry, most))
        assert (world.batteries, world.militia, world.yard) == (batteries, 0, 0)
        assert world.faction == site.faction
        assert [unit.id for unit in world.garrison] == sorted(
            f"{world.id}.g{number}" for number in range(1, world.next_unit)
        )
        assert all(unit.hp == NUMBERS.units[unit.code].hp_max for unit in world.garrison)


def test_c2_4_empty_and_hollow_worlds_have_nobody(state: CampaignState) -> None:
    for world in state.worlds.values():
        if state.site(world.id).role in {Role.EMPTY, Role.HOLLOW}:
            assert (world.house, world.population, world.garrison) == (None, 0, ())


@pytest.mark.parametrize("faction", ["ordinate", "murmur", "deepwrought", "windfall"])
@pytest.mark.parametrize("points", [40, 170, 300, 560])
def test_c11_1_units_are_drawn_until_few_points_are_left(faction: str, points: int) -> None:
    kinds = {kind for level in NUMBERS.factions[faction].units for kind in level}
    drawn: Counter[str] = Counter()
    for seed in range(60):
        left, counts = points, Counter[str]()
        for kind in draw_free_units(NUMBERS, faction, points, 14, dice(seed, "free", "w01")):
            value = NUMBERS.units[kind].value
            assert left > 12
            assert value <= left + value // 2
            left, counts[kind] = left - value, counts[kind] + 1
        assert all(count <= 4 for count in counts.values())
        fits = [
            kind
            for kind in kinds
            if NUMBERS.units[kind].value <= left + NUMBERS.units[kind].value // 2
            and counts[kind] < 4
        ]
        assert left <= 12 or not fits or counts.total() == 14
        drawn += counts
    if points >= 170:
        assert set(drawn) == kinds


def test_c11_1_garrison_and_batteries_fill_no_more_than_the_field() -> None:
    assert len(draw_free_units(NUMBERS, "murmur", 560, 3, dice(1, "free", "w01"))) == 3
    assert draw_free_units(NUMBERS, "murmur", 560, 0, dice(1, "free", "w01")) == []


# ---------------------------------------------------------------- drawn setups


@pytest.mark.parametrize("houses", [2, 3, 4, 6])
def test_c1_1_a_setup_deals_houses_factions_personas_and_homes(houses: int) -> None:
    seen: Counter[object] = Counter()
    for seed in range(40):
        setup = draw_setup(NUMBERS, seed, houses, level="veteran")
        assert setup == draw_setup(NUMBERS, seed, houses, level="veteran")
        assert (setup.turns, len(setup.houses)) == (35, houses)
        assert {entry.home for entry in setup.houses} == set(range(houses))
        factions = Counter(entry.faction for entry in setup.houses)
        assert max(factions.values()) - min(factions.values()) <= 1
        assert len(factions) == min(houses, 4)
        personas = {entry.player.partition(":")[0] for entry in setup.houses}
        assert len(personas) == min(houses, 5)
        seen.update((entry.home, entry.faction) for entry in setup.houses)
        seen.update(personas)
    assert len(seen) == houses * 4 + 5


def test_c1_1_a_person_has_the_house_and_its_faction_that_were_chosen() -> None:
    for seed in range(20):
        setup = draw_setup(NUMBERS, seed, 4, turns=20, level="recruit", you="quillane")
        assert setup.turns == 20
        players = {entry.id: entry.player for entry in setup.houses}
        assert players["quillane"] == "person"
        assert sum(player == "person" for player in players.values()) == 1
        assert setup.house("quillane").faction == "murmur"
        assert len({entry.faction for entry in setup.houses}) == 4


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"houses": 5}, "no map for 5 houses; there are maps for: 2, 3, 4, 6"),
        ({"level": "god"}, "level god does not exist"),
        ({"you": "nobody"}, "house nobody does not exist"),
        ({"turns": 201}, "201 turns; a campaign has 1 to 200"),
        ({"turns": 0}, "0 turns"),
    ],
)
def test_c1_1_a_setup_that_cannot_be_is_refused(wrong: dict[str, object], says: str) -> None:
    asked = {"houses": 4, "level": "veteran"} | wrong
    with pytest.raises(MatchError, match=says):
        draw_setup(NUMBERS, 1, **asked)  # type: ignore[arg-type] # whatever is wrong


# ---------------------------------------------------------------- setup files

HOUSE = """
[[houses]]
id = "{}"
faction = "{}"
home = {}
player = "{}"
"""
TEXT = 'kind = "campaign_setup"\nseed = 5003\nturns = 35\n' + "".join(
    HOUSE.format(entry.id, entry.faction, entry.home, entry.player) for entry in SETUP.houses
)


def test_c1_1_a_setup_file_is_read(tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(TEXT, encoding="utf-8")
    assert read_setup(file, NUMBERS) == SETUP


@pytest.mark.parametrize(
    ("old", "new", "place", "rule", "says"),
    [
        ("seed = 5003", "seed = -1", ("", "seed"), "C2.1", ">= 0"),
        ("seed = 5003", "", ("", "seed"), "C2.1", "missing"),
        ("turns = 35", "turns = 201", ("", "turns"), "C1.4", "not between 1 and 200"),
        ("turns = 35", "turns = 35\nspeed = 1", ("", "speed"), "C1.1", "unknown"),
        ("home = 3", "home = 4", ("houses[2]", "home"), "C2.2", "not between 0 and 3"),
        ("home = 3", "home = 1", ("houses[3]", "home"), "C2.2", "1 is listed twice"),
        ('"merrowby"', '"askerry"', ("houses[2]", "id"), "C14.3", "listed twice"),
        ('"merrowby"', '"w17"', ("houses[2]", "id"), "C14.3", "those of worlds"),
        ('"merrowby"', '"Merrowby"', ("houses[2]", "id"), "C14.3", "lower-case"),
        ('"windfall"', '"calm"', ("houses[1]", "faction"), "C1.1", "calm does not exist"),
        ('"raider:veteran"', '"raider"', ("houses[1]", "player"), "C1.1", "there are: recruit"),
        ('"raider:veteran"', '"bob:veteran"', ("houses[1]", "player"), "C1.1", "bob does not"),
        ('"raider:veteran"', '"person"', ("houses[1]", "player"), "C1.1", "only one house"),
    ],
)
def test_c1_1_a_broken_setup_is_refused_with_its_place_and_rule(
    tmp_path: Path, old: str, new: str, place: tuple[str, str], rule: str, says: str
) -> None:
    assert TEXT.count(old) == 1
    file = tmp_path / "setup.toml"
    file.write_text(TEXT.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError) as refused:
        read_setup(file, NUMBERS)
    found = [
        problem.message
        for problem in refused.value.problems
        if (problem.file, problem.entry, problem.field, problem.rule) == (str(file), *place, rule)
    ]
    assert any(says in message for message in found), refused.value.problems


def test_c1_1_five_houses_have_no_map(tmp_path: Path) -> None:
    file = tmp_path / "setup.toml"
    file.write_text(TEXT + HOUSE.format("sennet", "murmur", 4, "weaver:veteran"), encoding="utf-8")
    with pytest.raises(
        DataError, match=r"houses: 5 does not exist; there are: 2, 3, 4, 6 \[C1.1\]"
    ):
        read_setup(file, NUMBERS)
