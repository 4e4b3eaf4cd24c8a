"""Each row of the table of C13, on both sides of its edge: what refuses an order, what does not.

Every case is a packet that goes through `Campaign`, and a turn that is played. That the cases are
complete is checked against the table of the rules, and against the code.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.campaign.campaign import Campaign
from engine.campaign.events import OrderRefused
from engine.campaign.orders import VERBS
from engine.campaign.referee import ResolvingReferee
from engine.campaign.sight import take_sight
from engine.campaign.state import CampaignState
from tests.engine.campaign.build_orders import ME
from tests.engine.campaign.order_cases import CASES, Case

CODE = Path(__file__).parents[3] / "engine" / "campaign"
MISSION = {"C13.1", "C13.2", "C4.4"}
ATTACK = {"C10.1", "C8.5"}
TABLE: dict[str, set[str]] = {
    "move": MISSION,
    "guard": MISSION,
    "spy": MISSION | {"C5.4"},
    "colonise": MISSION | {"C3.9"},
    "blockade": MISSION | ATTACK | {"C9.7", "C11.3"},
    "bombard": MISSION | ATTACK | {"C9.7", "C9.8"},
    "invade": MISSION | ATTACK | {"C10.2"},
    "assault": MISSION | ATTACK,
    "split": {"C13.1", "C13.2", "C4.2", "C4.3"},
    "join": {"C13.1", "C13.2", "C4.2"},
    "load": {"C13.1", "C13.2", "C4.3"},
    "unload": {"C13.1", "C13.2", "C4.3"},
    "posture": {"C13.1", "C13.2"},
    "salvage": {"C13.1", "C13.2", "C3.8", "C4.3"},
    "build": {"C13.1", "C13.2", "C3.4", "C3.5", "C3.6", "C4.2", "C6.3"},
    "muster": {"C13.1", "C13.2", "C3.5", "C3.7", "C6.3"},
    "repair": {"C13.1", "C13.2", "C3.5", "C3.6", "C3.8"},
    "tax": {"C13.1"},
    "research": {"C13.1", "C6.1"},
    "spy_mission": {"C13.1", "C13.2", "C3.5", "C7.1", "C7.2", "C8.4"},
    "diplomacy": {"C13.1", "C13.2", "C8.1", "C8.2", "C8.3", "C8.4", "C8.5", "C8.6", "C8.7"},
}
"""The table of C13: the rules by which orders of each verb are refused."""
ONE_SIDED = {
    "load askerry.f2 -": "nobody is named",
    "load askerry.f11 askerry.m17": "the fleet is elsewhere",
    "load askerry.f8 askerry.m17": "scouts have no capacity",
    "muster w01 firepot": "ground combat opens the first kinds of other factions alone",
    "repair w01 askerry.s4": "the ship is elsewhere",
}
"""Orders that are refused whatever is changed, and why: another order of the verb is legal."""
NAMES = [f"{number} {case.text} [{case.rule}]" for number, case in enumerate(CASES)]


def begun(state: CampaignState) -> Campaign:
    take_sight(state)
    return Campaign(state)


def end_turn(campaign: Campaign) -> None:
    referee = ResolvingReferee(campaign.state.numbers, campaign.state.setup.seed)
    for world, spec in campaign.carry_out().items():
        campaign.conclude(world, referee(spec))
    campaign.end_turn()


@pytest.mark.slow
@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_c13_1_an_order_is_carried_out_or_refused_by_its_rule_and_changes_nothing(
    case: Case,
) -> None:
    campaign = begun(case.state())
    refusals = campaign.submit(ME, [*case.first, case.text])
    assert [one.rule for one in refusals] == ([] if case.rule is None else [case.rule])
    end_turn(campaign)
    told = [event for event in campaign.state.events if isinstance(event, OrderRefused)]
    assert [(event.house, event.rule) for event in told] == [(ME, one.rule) for one in refusals]
    if refusals:
        without = begun(case.state())
        without.submit(ME, case.first)
        end_turn(without)
        for event in told:
            campaign.state.events.remove(event)
        assert campaign.checksum == without.checksum


# Completeness


def rules_of(verb: str) -> set[str]:
    return {case.rule for case in CASES if case.verb == verb and case.rule is not None}


def test_c13_2_the_table_has_every_verb() -> None:
    assert set(TABLE) == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_c13_2_each_row_of_the_table_is_refused_by_each_of_its_rules(verb: str) -> None:
    assert rules_of(verb) == TABLE[verb]


def test_c13_2_each_order_that_is_refused_is_legal_on_the_other_side_of_its_edge() -> None:
    legal = {case.text for case in CASES if case.rule is None}
    assert {text.partition(" ")[0] for text in legal} == set(VERBS)
    edges = (case for case in CASES if case.rule is not None and (case.change or case.first))
    assert {case.text for case in edges} - legal == set(ONE_SIDED)


@pytest.mark.slow
def test_c13_2_every_reason_in_the_code_refuses_an_order() -> None:
    written = {
        code
        for file in CODE.rglob("*.py")
        for code in re.findall(r"campaign\.refusal\.[a-z-]+", file.read_text(encoding="utf-8"))
    }
    named = set()
    for case in CASES:
        campaign = begun(case.state())
        named |= {one.sentence.code for one in campaign.submit(ME, [*case.first, case.text])}
    assert len(written) > 70
    assert named == written
