"""The end of a campaign: who won and why, charts, one's battles, notable fighters."""

from __future__ import annotations

import os
import shlex
import subprocess
from typing import TYPE_CHECKING, Final, NamedTuple

from client.terminal.campaign.charts import chart_rows
from client.text.campaign.campaign_names import house_name
from client.text.campaign.map_marks import marks_of
from client.text.campaign.order_text import short_name
from client.text.campaign.words import shown
from client.text.catalogue import plural, text
from client.text.format import comma_list
from client.tuning import load_tuning
from engine.campaign.history import history_of, notable_units
from engine.campaign.prestige import lit_anchors_of, rank_houses
from engine.campaign.save import record_name
from engine.campaign.vocabulary import Conclusion, Ending, Winner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from client.tuning import CampaignScreenNumbers
    from engine.campaign.campaign import Campaign
    from engine.campaign.history import History, PastLanding, UnitRecord
    from engine.campaign.state import CampaignState
    from engine.campaign.vocabulary import HouseId

CHARTS: Final = ("prestige", "worlds", "treasury", "landing_force")
"""What is drawn by turn: figures of `HouseStanding`."""
_FRAME: Final = 8
"""Characters of a chart that are not turns: figures and the axis."""


class EndRow(NamedTuple):
    """A line about the end, whether it is a heading, and whether wrapping would spoil it."""

    words: str
    is_heading: bool = False
    is_whole: bool = False


def end_rows(campaign: Campaign, house: HouseId, folder: Path, width: int) -> Iterator[EndRow]:
    """Yield what a house is shown of a campaign that is over, in lines of a *width*.

    *folder* has the records of its battles.
    """
    numbers = load_tuning().campaign
    history = history_of(campaign)
    yield EndRow(end_sentence(campaign.state), is_heading=True)
    yield EndRow(reason_sentence(campaign.state))
    marks = marks_of(campaign.view(house))
    named = comma_list(f"{mark} {house_name(one)}" for one, mark in marks.items())
    for figure in CHARTS:
        yield EndRow(text(f"campaign-end.chart-{figure}", houses=named), is_heading=True)
        for row in _chart(history, marks, figure, numbers, width):
            yield EndRow(row, is_whole=True)
    yield EndRow(text("campaign-end.battles"), is_heading=True)
    for row in _battle_rows(history, house, folder):
        yield EndRow(row, is_whole=True)  # with a command that is to be copied
    yield EndRow(text("campaign-end.fighters"), is_heading=True)
    yield from map(EndRow, _fighter_rows(history, campaign.state, house, numbers.fighters))
    setup = campaign.state.setup
    again = (
        f"hexfront campaign play --seed {setup.seed} --houses {len(setup.houses)}"
        f" --turns {setup.turns} --you {house}"
    )
    yield EndRow(text("campaign-end.again", command=again), is_whole=True)


def end_sentence(state: CampaignState) -> str:
    """Return how a campaign ended."""
    finish = state.finish
    assert finish is not None, "the campaign is over"
    key = "nobody" if finish.winner is None else finish.ending.value
    winner = house_name(finish.winner)
    return text(f"campaign-report.end-{key}", house=winner, turn=finish.turn)


def reason_sentence(state: CampaignState) -> str:
    """Return why the winner won: the figures by which the end was reached (C12.3)."""
    finish = state.finish
    assert finish is not None, "the campaign is over"
    if finish.winner is None:
        return text("campaign-end.why-nobody")
    victory = state.numbers.victory
    first = state.houses[finish.winner]
    lit = lit_anchors_of(state, first.id)
    match finish.ending:
        case Ending.LAST_HOUSE:
            return text("campaign-end.why-last_house", house=house_name(first.id))
        case Ending.KEEPER:
            return text(
                "campaign-end.why-keeper",
                house=house_name(first.id),
                lit=lit,
                every=sum(state.lit(world) for world in state.worlds),
                share=victory.keeper_share(len(state.setup.houses)),
                harvests=first.keeper_harvests,
            )
        case Ending.ACCLAIM | Ending.RECKONING:
            return _standing_reason(state, finish.ending)


def _standing_reason(state: CampaignState, ending: Ending) -> str:
    victory = state.numbers.victory
    one, *others = (state.houses[name] for name in rank_houses(state))
    facts: dict[str, object] = {"house": house_name(one.id), "standing": one.prestige}
    if not others:
        return text("campaign-end.why-alone", **facts)
    second = others[0]
    facts |= {"second": house_name(second.id), "other": second.prestige}
    if ending is Ending.ACCLAIM:
        needed = victory.acclaim_per_turn * state.setup.turns
        return text("campaign-end.why-acclaim", needed=needed, lead=victory.acclaim_lead, **facts)
    if one.prestige > second.prestige:
        return text("campaign-end.why-reckoning", **facts)
    lit, other_lit = lit_anchors_of(state, one.id), lit_anchors_of(state, second.id)
    key = "anchors" if lit > other_lit else "lot"
    return text(f"campaign-end.why-{key}", lit=lit, other_lit=other_lit, **facts)


def _chart(
    history: History,
    marks: dict[HouseId, str],
    figure: str,
    numbers: CampaignScreenNumbers,
    width: int,
) -> Iterator[str]:
    lines = {
        mark: [getattr(past.houses[house], figure) for past in history.turns]
        for house, mark in marks.items()
    }
    turns = [past.turn for past in history.turns]
    columns = max(2, min(numbers.chart_columns, width - _FRAME))
    yield from chart_rows(lines, turns, numbers.chart_rows, columns)


def _battle_rows(history: History, house: HouseId, folder: Path) -> Iterator[str]:
    own = history.landings_of(house)
    if not own:
        yield text("campaign-end.no-battles")
    for past in own:
        yield _battle_row(past, house, folder)


def _battle_row(past: PastLanding, house: HouseId, folder: Path) -> str:
    spec, result = past.spec, past.result
    attacked = spec.attacker == house
    won = attacked is (result.winner is Winner.ATTACKER)
    row = text(
        f"campaign-end.battle-{'won' if won else 'lost'}",
        turn=spec.turn,
        world=spec.world,
        enemy=house_name(spec.defender if attacked else spec.attacker),
        how=shown("conclusion", result.conclusion),
    )
    if result.conclusion is Conclusion.RESOLVED:
        return row
    file = folder / record_name(spec.turn, spec.world)
    return text(
        "campaign-end.battle-record", battle=row, command=f"hexfront replay {_quoted(file)}"
    )


def _quoted(file: Path) -> str:
    """Return a path as a word that can be typed in the system's shell."""
    return subprocess.list2cmdline([file]) if os.name == "nt" else shlex.quote(str(file))


def _fighter_rows(
    history: History, state: CampaignState, house: HouseId, most: int
) -> Iterator[str]:
    found = notable_units(history, state, house)[:most]
    if not found:
        yield text("campaign-end.no-fighters")
    for fighter in found:
        yield _fighter_row(fighter, house)


def _fighter_row(unit: UnitRecord, house: HouseId) -> str:
    facts = {"name": shown("unit", unit.code), "unit": short_name(unit.id, house)}
    if unit.fallen is None:
        return plural("campaign-end.fighter", unit.battles, scars=unit.veterancy, **facts)
    turn, world = unit.fallen
    return plural("campaign-end.fallen", unit.battles, turn=turn, world=world, **facts)
