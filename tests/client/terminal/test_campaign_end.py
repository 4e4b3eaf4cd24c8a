"""What is shown when a campaign is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from client.terminal.campaign.charts import chart_rows
from client.terminal.campaign.end_rows import end_rows, end_sentence, reason_sentence
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.history import History, history_of, notable_units, standings_of
from engine.campaign.records import BattleResult, Finish
from engine.campaign.setups import draw_setup
from engine.campaign.state import CampaignState
from engine.campaign.vocabulary import Conclusion, Ending, Winner

ME = "askerry"
NUMBERS = load_numbers()


@pytest.fixture(scope="module")
def ended() -> Campaign:
    """Return a campaign of two turns, with a landing of the first that was fought and won."""
    setup = draw_setup(NUMBERS, 5003, 4, turns=2, level="veteran", you=ME)
    campaign = Campaign.new(NUMBERS, setup)
    campaign.submit(ME, ["invade askerry.f6 w10"])
    (spec,) = campaign.carry_out().values()
    hp = {unit.id: 0 for unit in spec.defenders} | {unit.id: unit.hp for unit in spec.attackers}
    hp[spec.attackers[0].id] = 0
    campaign.conclude("w10", BattleResult(Winner.ATTACKER, hp, Conclusion.FOUGHT, "f" * 64))
    campaign.end_turn()
    campaign.end_turn()
    return campaign


@pytest.fixture(scope="module")
def history(ended: Campaign) -> History:
    return history_of(ended)


def told(campaign: Campaign, width: int = 80) -> list[str]:
    return [row.words for row in end_rows(campaign, ME, Path("my campaign"), width)]


def test_the_history_has_every_turn_as_it_was(ended: Campaign, history: History) -> None:
    assert [past.turn for past in history.turns] == [0, 1, 2]
    assert history.turns[-1].houses == standings_of(ended.state)
    assert history.turns[0].houses[ME].worlds == 1
    assert history.turns[1].houses[ME].worlds == 2
    assert [one.spec.world for one in history.landings_of(ME)] == ["w10"]
    assert history.landings_of("tolvane") == []


def test_fighters_are_those_of_the_house_by_their_battles(
    ended: Campaign, history: History
) -> None:
    found = notable_units(history, ended.state, ME)
    (spec,) = (one.spec for one in history.landings_of(ME))
    assert {one.id for one in found} == {unit.id for unit in spec.attackers}
    fallen = [one for one in found if one.fallen is not None]
    living = [one for one in found if one.fallen is None]
    assert all(one.veterancy == 1 for one in living)
    assert all((one.battles, one.fallen) == (1, (1, "w10")) for one in fallen)
    assert found == [*living, *fallen]
    assert notable_units(history, ended.state, "tolvane") == []


def test_the_end_says_who_won_why_and_how_to_watch_the_battles(ended: Campaign) -> None:
    rows = told(ended)
    assert rows[0].startswith("Turn 2, the last: ")
    assert "follows with" in rows[1] or "the same standing" in rows[1]
    for heading in ("Standing", "Worlds", "Stores", "Points of all hosts"):
        assert any(row.startswith(f"{heading}") and "A Askerry" in row for row in rows)
    (battle,) = (row for row in rows if row.startswith("turn 1, w10 against the free folk: won"))
    assert "(fought); watch it: hexfront replay" in battle
    assert "001_w10.jsonl" in battle
    assert sum("1 battle, scars 1" in row for row in rows) == 5
    assert rows[-1].endswith("--seed 5003 --houses 4 --turns 2 --you askerry")


def test_the_end_fits_on_narrow_terminals(ended: Campaign) -> None:
    charts = [row for row in told(ended, 40) if "|" in row]
    assert charts
    assert max(map(len, charts)) <= 40


def with_end(
    state: CampaignState, ending: Ending, winner: str | None, prestige: dict[str, int]
) -> CampaignState:
    """Return a state that ended, with the prestige of some houses."""
    fork = state.fork()
    fork.finish = Finish(ending, winner, 2)
    for name, amount in prestige.items():
        fork.put_house(replace(fork.houses[name], prestige=amount, keeper_harvests=3))
    return fork


@pytest.mark.parametrize(
    ("ending", "winner", "prestige", "how", "why"),
    [
        (Ending.RECKONING, ME, {ME: 90}, "is first in standing", "Askerry has standing 90, "),
        (Ending.ACCLAIM, ME, {ME: 90}, "is acclaimed", "90 of the 10 that acclaim needs"),
        (Ending.KEEPER, ME, {ME: 90}, "keeps the largest share", "36% or more for 3 harvests"),
        (Ending.LAST_HOUSE, ME, {}, "is the last house", "Askerry alone is left"),
        (Ending.LAST_HOUSE, None, {}, "nobody wins", "The last houses fell in the same turn"),
    ],
)
def test_every_end_has_its_reason(
    ended: Campaign,
    ending: Ending,
    winner: str | None,
    prestige: dict[str, int],
    how: str,
    why: str,
) -> None:
    state = with_end(ended.state, ending, winner, prestige)
    assert how in end_sentence(state)
    assert why in reason_sentence(state)


def test_a_tie_says_what_decided_it(ended: Campaign) -> None:
    everybody = dict.fromkeys(ended.state.houses, 50)
    state = with_end(ended.state, Ending.RECKONING, ME, everybody)
    others = set(everybody) - {ME}
    for world in [one for name in others for one in state.worlds_of(name)][: len(others)]:
        state.put_world(replace(world, house=None, garrison=()))
    assert "holds more lit anchors" in reason_sentence(state)
    for world in [one for name in everybody for one in state.worlds_of(name)]:
        state.put_world(replace(world, house=None, garrison=()))
    assert "the lot decided" in reason_sentence(state)


def test_charts_draw_the_largest_value_at_the_top_and_zero_at_the_bottom() -> None:
    rows = list(chart_rows({"A": [0, 5, 10], "B": [0, 0, 10]}, [0, 1, 2], 3, 3))
    assert rows == [
        "10 |  *",
        " 5 | A",
        " 0 |*B",
        "   +---",
        "    0 2",
    ]


def test_charts_leave_turns_out_where_there_are_too_many_and_never_the_last() -> None:
    rows = list(chart_rows({"A": [*range(100), 500]}, list(range(101)), 4, 20))
    assert max(map(len, rows)) <= 26
    assert rows[0].endswith("A")
    assert rows[-1].split() == ["0", "100"]


def test_charts_are_as_wide_as_there_is_room() -> None:
    rows = list(chart_rows({"A": [1, 1, 1]}, [0, 1, 2], 2, 9))
    assert rows == ["1 |A  A  A", "0 |", "  +-------", "   0     2"]


def test_charts_of_small_values_have_a_row_for_each() -> None:
    rows = list(chart_rows({"A": [0, 1, 2]}, [0, 1, 2], 8, 3))
    assert rows[:3] == ["2 |  A", "1 | A", "0 |A"]


def test_charts_of_nothing_are_flat() -> None:
    assert list(chart_rows({"A": [0, 0]}, [0, 1], 2, 2))[:2] == ["0 |", "0 |AA"]
