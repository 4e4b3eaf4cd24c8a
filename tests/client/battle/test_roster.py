"""The roster fills the sidebar while nothing else does: every unit of both armies, as a control."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.battle.battle_layout import BattleLayout
from client.battle.hud.roster_panel import RosterPanel, RosterScroll, left_words
from client.battle.playback.scene import Scene
from client.battle.view.board_picture import DecisionView
from client.battle.view.roster import RosterArmy, roster_of
from client.draw.ui.style import Style
from client.text.catalogue import text
from client.text.glossary import Term
from client.text.names import BattleNames
from engine.battle import load_scenario
from engine.battle.actions import Activate, EndPhase
from engine.battle.marks import NO_MARKS, Marks
from engine.battle.side import Side
from engine.battle.state import BattleState
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.battle.stage import CLOSE, MELEE, active, column, frame, picture
from tests.client.battle.test_fitting_texts import (
    ALL_MARKS,
    COLUMNS,
    assert_whole,
    everyone,
    nothing_yet,
    style_of,
)
from tests.client.keyboard_pilot import without_mouse
from tests.client.pilot import Pilot
from tests.client.written import Frame, frame_of

SIZES = [((850, 530), 1.0), ((1280, 800), 1.0), ((1920, 1080), 1.5)]
CROWD = load_scenario("full_muster")


def armies_of(state: BattleState, first: Side = Side.ONE) -> tuple[RosterArmy, RosterArmy]:
    scene, names = Scene.from_state(state), BattleNames(state.setup)
    return roster_of(state.setup, scene, DecisionView(), names, first)


def killed(state: BattleState, unit: int) -> BattleState:
    after = state.fork()
    after.put(msgspec.structs.replace(after.units[unit], hp=0))
    return after


def listed(pilot: Pilot) -> list[int]:
    """Return the units whose rows are drawn, from the top."""
    frame(pilot)
    areas = [area for area in pilot.screen.areas if area.name.startswith("unit ")]
    return [int(area.name.removeprefix("unit ")) for area in areas]


def seated(size: tuple[int, int] = (1280, 800), scale: float = 1.0) -> Pilot:
    pilot = sit_down(start(MELEE, AGAINST_BOT), size, scale)
    pilot.settle()
    return pilot


# What it lists


def test_one_s_own_army_comes_first_and_the_destroyed_last() -> None:
    state = killed(start(MELEE).state, 0)
    own, other = armies_of(state, Side.TWO)
    assert [row.unit for row in own.rows] == [2, 3]
    assert [row.unit for row in other.rows] == [1, 0]
    assert other.rows[-1].hp == 0


def test_what_is_left_of_an_army_is_what_the_rules_count() -> None:
    state = killed(start(MELEE).state, 0)
    for army in armies_of(state):
        assert army.living == len(state.living(army.side))
        assert army.value == state.value_left(army.side)


def test_a_unit_is_engaged_as_the_rules_say() -> None:
    for state in (start(MELEE).state, start(CLOSE).state):
        rows = [row for army in armies_of(state) for row in army.rows]
        assert [row.engaged for row in rows] == [state.is_engaged(unit) for unit in state.units]
    assert any(row.engaged for row in armies_of(start(MELEE).state)[0].rows)


# When it is there


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_it_stands_where_nothing_else_would(size: tuple[int, int], scale: float) -> None:
    pilot = seated(size, scale)
    assert listed(pilot) == [0, 1, 2, 3]
    assert text("battle.roster.title").upper() in column(pilot)
    pilot.click_unit(0)
    assert active(pilot) == 0
    assert listed(pilot) == []


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_the_sidebar_of_a_whole_battle_is_not_empty(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start(CROWD, AGAINST_BOT), size, scale)
    pilot.settle()
    frame(pilot)
    rest = pilot.screen.layout.column
    filled = sum(
        area.rect.h for area in pilot.screen.areas if area.name.startswith(("unit ", "log "))
    )
    assert filled + pilot.screen.goal.height(pilot.screen.app.style, rest.w) > rest.h / 2


def test_the_log_keeps_room_beside_a_long_roster() -> None:
    pilot = sit_down(start(CROWD), (1280, 800))
    assert pilot.session.submit(pilot.session.records, EndPhase())
    pilot.settle()
    assert listed(pilot)
    logged = [area.rect for area in pilot.screen.areas if area.name.startswith("log ")]
    roster = pilot.screen.roster.rect
    assert logged
    assert all(rect.y > roster.bottom for rect in logged)
    assert pilot.screen.layout.column.bottom - roster.bottom >= 110


# A row is a control


def test_pointing_at_a_row_marks_the_unit_on_the_board() -> None:
    pilot = seated()
    pilot.point(pilot.area("unit 3").rect.center)
    assert picture(pilot).marked == {pilot.session.state.offset(pilot.session.state.units[3])}


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_a_click_selects_one_s_own_and_shows_the_card_of_an_enemy(
    size: tuple[int, int], scale: float
) -> None:
    pilot = seated(size, scale)
    pilot.click("unit 3")
    assert active(pilot) is None
    assert pilot.screen.presenter.chosen.looked_at == 3
    pilot.press("escape")
    pilot.click("unit 1")
    assert active(pilot) == 1


def test_a_click_never_attacks() -> None:
    pilot = seated()
    place = pilot.area("unit 3").rect.center
    assert pilot.session.submit(pilot.session.records, Activate(1))
    before = pilot.session.records
    pilot.click_at(place)
    pilot.settle()
    assert pilot.session.records == before


def test_the_wheel_scrolls_a_roster_that_is_too_long() -> None:
    pilot = sit_down(start(CROWD), (850, 530))
    pilot.settle()
    first, count = listed(pilot)[0], len(CROWD.units)
    assert len(listed(pilot)) < count
    pilot.point(pilot.area(f"unit {first}").rect.center)
    seen = set(listed(pilot))
    for _ in range(count):
        pilot.wheel(-1)
        seen |= set(listed(pilot))
    assert seen == set(range(count))
    assert first not in listed(pilot)
    assert pilot.screen.log_scroll == 0


@pytest.mark.parametrize(("size", "scale"), SIZES)
def test_keys_reach_every_unit_and_select_one(size: tuple[int, int], scale: float) -> None:
    pilot = without_mouse(seated(size, scale))
    state, reached = pilot.session.state, []
    for _ in state.units:
        pilot.press("t")
        reached.append(pilot.screen.presenter.chosen.hovered)
    assert reached == [state.offset(state.units[unit]) for unit in (0, 1, 2, 3)]
    pilot.press("t")
    pilot.press("return")
    assert active(pilot) == 0


def test_a_unit_that_keys_reach_is_in_sight_in_the_roster() -> None:
    pilot = without_mouse(sit_down(start(CROWD), (1280, 800)))
    pilot.settle()
    for unit in range(len(CROWD.units)):
        pilot.press("t")
        assert unit in listed(pilot)


def test_it_is_explained() -> None:
    pilot = seated()
    frame(pilot)
    topics = {topic for place in pilot.screen._drawing.explained.places for topic in place.topics}
    assert {Term.ROSTER.topic, Term.ENGAGED.topic, Term.READY.topic} <= topics


# Every size, both languages


def written(
    style: Style, rect: pygame.Rect, armies: tuple[RosterArmy, RosterArmy], scroll: RosterScroll
) -> tuple[Frame, list[str]]:
    """Draw the panel; return what is written in it, and the names of its rows."""
    areas: list[str] = []
    panel = RosterPanel(style, armies, scroll, None)

    def draw(sheet: pygame.Surface) -> None:
        areas.extend(area.name for area in panel.draw(sheet, rect, (-1, -1), nothing_yet()))

    return frame_of(style, (rect.right, rect.bottom), draw), areas


@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize("marks", [pytest.param(NO_MARKS, marks=pytest.mark.slow), ALL_MARKS])
@pytest.mark.parametrize(("scale", "layout"), COLUMNS)
def test_every_unit_fits(scale: float, layout: BattleLayout, marks: Marks) -> None:
    state = everyone().fork()
    for unit in state.units:
        state.put(msgspec.structs.replace(unit, marks=marks))
    state = killed(killed(state, 0), len(state.units) - 1)
    style, rect, armies, scroll = style_of(scale), layout.column, armies_of(state), RosterScroll()
    seen: set[str] = set()
    words: set[str] = set()
    before = -1
    while scroll.first != before:
        before = scroll.first
        shown, areas = written(style, rect, armies, scroll)
        assert_whole(shown, rect)
        seen |= set(areas)
        words |= set(shown.words)
        scroll.turn_wheel(-4, rect.center)
    assert len(seen) == len(state.units)
    assert {left_words(army) for army in armies} <= words
    assert {row.title for army in armies for row in army.rows} <= words
