"""Whoever solves a puzzle sees what a place would mean, at every size: all of it, in words."""

from __future__ import annotations

import pytest

from engine.battle.actions import Move
from tests.client.app.hand import OpenApp
from tests.client.app.test_puzzle_layout import open_puzzle
from tests.client.app.test_puzzles import puzzle_screen
from tests.client.battle.test_nothing_dropped_silently import said
from tests.client.pilot import Pilot

SIZES = [((1280, 800), 150), ((1920, 1200), 150), ((850, 530), 100), ((1280, 800), 100)]


@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize("theme", ["keeps_cover", "holds_still"])
@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_what_could_hit_the_unit_is_told_of_every_place(
    open_app: OpenApp, size: tuple[int, int], scale: int, theme: str
) -> None:
    hand = open_puzzle(open_app, theme, size, scale)
    screen = puzzle_screen(hand)
    hand.until(lambda: screen.threats.map is not None)
    pilot = Pilot(screen, hand.app.stack, hand.app.frame)
    state = screen.asked.state
    assert state.active is not None
    unit = state.units[state.active]
    places = [one.to for one in screen.asked.game.legal_actions() if isinstance(one, Move)]
    for at in places[::5]:
        pilot.point_at_hex(at)
        facts = screen.threats.facts_of_move(unit, at, screen.presenter.names)
        words = said(pilot)
        for fact in facts:
            assert " ".join(fact.words.split()) in words, (fact.words, words)
