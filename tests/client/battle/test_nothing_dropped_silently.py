"""A panel that has no room for all of it says so."""

from __future__ import annotations

import collections
import functools

import pygame
import pytest

from client.battle.hud import facts_panel
from client.battle.view.stop_facts import Fact
from client.draw.ui.style import Style
from client.text.catalogue import language, name, text
from engine.battle.actions import Activate
from tests.client.battle.desk import AGAINST_BOT, muster, sit_down, start
from tests.client.battle.stage import frame
from tests.client.battle.test_fitting_texts import DRAWN
from tests.client.pilot import Pilot, greedy
from tests.client.written import frame_of

pytestmark = pytest.mark.usefixtures("each_language")
SMALLEST = ((850, 530), 1.0)
HALF = muster(
    [("linesman", (4, 4)), ("fieldpiece", (1, 1)), ("sapper", (1, 6))],
    [("bellows", (8, 4)), ("fleck", (8, 7)), ("bellows", (9, 2))],
)


def said(pilot: Pilot) -> str:
    return " ".join(" ".join(frame(pilot).within(pilot.screen.layout.column)).split())


def weapons_of(pilot: Pilot, unit: int) -> list[str]:
    profile = pilot.session.state.units[unit].profile
    return [name("weapon", one.code) for one in (*profile.ranged, *profile.melee)]


def assert_names_all_weapons(pilot: Pilot, unit: int) -> None:
    words = said(pilot)
    assert all(weapon in words for weapon in weapons_of(pilot, unit)), (language(), words)


@pytest.mark.parametrize(("size", "scale"), [SMALLEST, *DRAWN])
@pytest.mark.parametrize("keys", ["", "h", "x"])
def test_a_card_names_every_weapon_whatever_is_below_it(
    size: tuple[int, int], scale: float, keys: str
) -> None:
    pilot = sit_down(start(HALF), size, scale)
    pilot.do(Activate(0))
    pilot.settle()
    for key in keys:
        pilot.press(key)
    pilot.frame()
    if pilot.screen.layout.narrow:
        pilot.click("tab unit")
    assert_names_all_weapons(pilot, 0)


@pytest.mark.parametrize(("size", "scale"), [SMALLEST, *DRAWN])
def test_an_option_that_lost_facts_ends_in_a_sign(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start(HALF), size, scale)
    pilot.settle()
    pilot.press("h")
    pilot.frame()
    card = pilot.screen.advice.card
    assert card is not None
    words = said(pilot)
    wanted = [fact.words for row in card.rows for fact in row.facts]
    facts = collections.Counter(" ".join(one.split()) for one in wanted)
    dropped = any(words.count(fact) < count for fact, count in facts.items())
    assert ("…" in words) is dropped
    assert words.count("…") <= len(card.rows)


def test_facts_without_room_are_replaced_by_a_sign() -> None:
    style = Style("dusk", 1.0)
    facts = [Fact(good=True, words=f"fact {number}") for number in range(8)]
    whole = facts_panel.facts_height(style, facts, "", 300)
    for height in range(120, whole + 1, 9):
        rect = pygame.Rect(0, 0, 300, height)
        draw = functools.partial(
            facts_panel.draw_facts, style=style, rect=rect, facts=facts, heading="title", hint=""
        )
        shown = frame_of(style, rect.size, draw)
        there = [fact.words in shown.words for fact in facts]
        assert there == sorted(there, reverse=True)
        assert ("…" in shown.words) is not all(there)
        assert all(rect.contains(line.ink) for line in shown.lines)


def test_what_a_move_costs_is_a_reason_of_every_hint_to_move() -> None:
    pilot = sit_down(start(HALF), (1920, 1080))
    pilot.settle()
    pilot.do(Activate(1))
    pilot.settle()
    pilot.press("h")
    pilot.frame()
    card = pilot.screen.advice.card
    assert card is not None
    moves = [row for row in card.rows if row.title == text("advice.option.MOVE")]
    assert moves
    for row in moves:
        assert any(fact.costs for fact in row.facts[:2]), "before what is merely not offered"
    costs = next(fact.words for fact in moves[0].facts if fact.costs)
    assert said(pilot).count(" ".join(costs.split())) == len(moves)


def test_nothing_is_explained_before_the_enemy_has_acted() -> None:
    pilot = sit_down(start(HALF, AGAINST_BOT))
    pilot.settle()
    pilot.press("h")
    pilot.frame()
    assert not pilot.area("explain").enabled
    while pilot.session.state.round == 1:
        pilot.do(greedy(pilot.session))
        pilot.settle()
    pilot.press("h")
    pilot.frame()
    assert pilot.area("explain").enabled
