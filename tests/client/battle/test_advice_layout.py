"""Advice is whole at every size and scale: no option is cut, shortened or over something else."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from client.battle.model.session import Session
from client.battle.view.advice_view import AdviceCard
from engine.battle.actions import Activate, EndPhase
from engine.battle.save import parse_save
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, Prompt, sit_down, start
from tests.client.battle.stage import frame
from tests.client.battle.test_fitting_texts import (
    CROWD,
    DRAWN,
    MELEE,
    OFFERED,
    TO_FIGHT,
    assert_frame_is_whole,
)
from tests.client.battle.test_layouts import assert_tidy
from tests.client.pilot import Pilot, greedy
from tests.client.written import Frame

SMALLEST = ((850, 530), 1.0)
MOMENTS = [
    (CROWD, ()),
    (CROWD, (Activate(0),)),
    (CROWD, (EndPhase(), Activate(1))),
    (CROWD, (EndPhase(), EndPhase(), Activate(2))),
    (MELEE, TO_FIGHT),
]
CASES = [
    pytest.param(*one, marks=() if one in DRAWN else pytest.mark.sweep, id=f"{one[0]}-{one[1]}")
    for one in (SMALLEST, *OFFERED)
]


def card_of(pilot: Pilot) -> AdviceCard:
    card = pilot.screen.advice.card
    assert card is not None
    return card


def assert_says_it_all(pilot: Pilot, shown: Frame) -> None:
    """Check that every option is there with its number, its share and its whole title."""
    card = card_of(pilot)
    written = shown.within(pilot.screen.layout.column)
    assert card.rows
    for row in card.rows:
        assert row.share in [*written, ""]
        assert str(row.number) in written
        said = iter(" ".join(written).split())
        assert all(word in said for word in row.title.split()), row.title


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_hints_are_whole(size: tuple[int, int], scale: float) -> None:
    for scenario, actions in MOMENTS:
        session = start(scenario)
        for action in actions:
            assert session.submit(session.records, action)
        pilot = sit_down(session, size, scale)
        pilot.settle()
        pilot.press("h")
        shown = frame(pilot)
        assert_frame_is_whole(pilot, shown)
        assert_says_it_all(pilot, shown)
        assert_tidy(pilot)


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((1280, 800), 1.5), SMALLEST])
def test_every_option_of_a_hint_has_its_first_reason(size: tuple[int, int], scale: float) -> None:
    session = start(CROWD)
    assert session.submit(session.records, Activate(0))
    pilot = sit_down(session, size, scale)
    pilot.settle()
    pilot.press("h")
    shown = frame(pilot)
    written = " ".join(shown.within(pilot.screen.layout.column)).split()
    for row in card_of(pilot).rows:
        said = iter(written)
        assert all(word in said for word in row.facts[0].words.split()), row.facts[0].words


@pytest.fixture(scope="module")
def played() -> list[str]:
    """Return the lines of a battle in which the opponent has just had its first turn."""
    pilot = sit_down(start("first_landing", AGAINST_BOT))
    while not (pilot.session.state.round == 2 and pilot.session.awaits_person):
        pilot.settle()
        pilot.do(greedy(pilot.session))
    return list(pilot.session.game.lines)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_explanations_are_whole(size: tuple[int, int], scale: float, played: list[str]) -> None:
    content = "".join(f"{line}\n" for line in played).encode()
    session = Session.resume(parse_save(Path("battle.jsonl"), content), Prompt())
    pilot = sit_down(session, size, scale)
    pilot.settle()
    for _ in range(len(session.deeds[Side.TWO])):
        pilot.press("x")
        if pilot.screen.advice.card is None:
            break
        shown = frame(pilot)
        assert_frame_is_whole(pilot, shown)
        assert_says_it_all(pilot, shown)
        assert_tidy(pilot)
        # Facts take the place of a button that can't be pressed.
        buttons = [spot for spot in pilot.screen.areas if spot.name == "explain"]
        assert buttons or not card_of(pilot).explains
        assert all(pygame.Rect((0, 0), size).contains(button.rect) for button in buttons)
