"""What is counted in campaigns is printed in plain words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from msgspec.structs import replace

from engine.analysis.campaigns.balance_bars import load_bars
from engine.analysis.campaigns.game_record import GameRecord, HouseRecord
from engine.analysis.campaigns.kpis import measure
from engine.analysis.campaigns.markdown import write_tables
from engine.analysis.campaigns.plain_words import JUDGEMENTS, plain_end, plain_reason
from engine.analysis.campaigns.playing import play_game
from engine.analysis.campaigns.simulation_plan import make_plan

PERSONAS = Path(__file__).parents[3] / "engine" / "campaign" / "personas"


@pytest.fixture(scope="module")
def games() -> list[GameRecord]:
    plan = replace(make_plan(1, {"turns": 12, "seed": 7}), why=True)
    record = play_game(plan, 0).record
    assert record is not None
    return [record]


def test_every_judgement_of_a_persona_has_plain_words() -> None:
    noted = {
        call.args[1].value
        for file in PERSONAS.glob("*.py")
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr == "note"
        and isinstance(call.args[1], ast.Constant)
    }
    assert noted == set(JUDGEMENTS)


def test_a_reason_says_what_decided_for_which_order_and_why() -> None:
    assert plain_reason("spies spy_mission no-money") == "spies, spy mission: not enough money"
    refused = plain_reason("care salvage C4.3 campaign.refusal.no-room")
    assert refused == "care, salvage: refused, no room (C4.3)"


def test_tables_have_no_raw_keys_of_reasons_and_deeds(games: list[GameRecord]) -> None:
    page = write_tables(games, load_bars())
    reasons = page.partition("| wish that was not followed")[2].partition("\n\n")[0]
    assert "landing forces, invade: no chance to win" in reasons
    assert "`" not in reasons
    assert "campaign.refusal" not in reasons
    assert "| starbase hit seen |" in page


def test_every_bar_can_be_missed(games: list[GameRecord]) -> None:
    assert [one.name for one in measure(games, load_bars()) if one.bar in {"≥ 0", "≥ 0 %"}] == []


def test_the_winner_is_first_and_what_broke_a_tie_is_said(games: list[GameRecord]) -> None:
    one, two, *others = (replace(house, prestige=(0,)) for house in games[0].houses)
    winner, loser = replace(two, prestige=(9,), anchors=7), replace(one, prestige=(9,), anchors=5)

    def told(*houses: HouseRecord, ending: str = "reckoning") -> str:
        record = replace(games[0], ending=ending, winner=two.id, houses=(*houses, *others))
        return plain_end(record)

    by_anchors = told(loser, winner)
    assert f": {two.id} ({two.persona}) 9, {one.id} ({one.persona}) 9, " in by_anchors
    assert by_anchors.endswith("; the tie was broken by lit anchors, 7 to 5 (C12.3)")
    by_lot = told(replace(loser, anchors=7), winner)
    assert f": {two.id} ({two.persona}) 9, " in by_lot
    assert by_lot.endswith("; the tie was broken by lot, with 7 lit anchors each (C12.3)")
    assert "tie" not in told(replace(loser, prestige=(8,)), winner)
    keeper = told(replace(loser, prestige=(30,)), winner, ending="keeper")
    assert f": {two.id} ({two.persona}) 9, {one.id} ({one.persona}) 30" in keeper
    assert "tie" not in keeper
