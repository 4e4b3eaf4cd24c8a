"""The buttons below the board, what they take back, and who is told to fight."""

from __future__ import annotations

from collections.abc import Iterator

import pygame
import pytest

from client.text.catalogue import name, use_language
from engine.battle.actions import Activate, EndPhase, Wait
from engine.battle.phase import Phase
from engine.battle.side import Side
from tests.client.battle.desk import AGAINST_BOT, sit_down, start
from tests.client.battle.stage import (
    CLOSE,
    FAR,
    MELEE,
    active,
    frame,
    pilot_after,
    prompt,
)
from tests.client.pilot import Pilot

# ---------------------------------------------------------------- the bar below (A11)


def places(pilot: Pilot) -> dict[str, pygame.Rect]:
    pilot.frame()
    drawing = pilot.screen._drawing
    return {action.code: pilot.screen.action_rect(action.code) for action in drawing.offered}


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 1.0), ((900, 560), 1.0)])
def test_no_button_ever_leaves_its_slot(size: tuple[int, int], scale: float) -> None:
    pilot = sit_down(start(CLOSE), size, scale)
    pilot.settle()
    known: dict[str, pygame.Rect] = {}
    for key in ("tab", "space", "z", "escape", "e", "return", "tab", "v", "escape", "e", "return"):
        now = places(pilot)
        for code, rect in now.items():
            slot = pilot.screen._drawing.actions._places[code]
            assert known.setdefault(code, slot) == slot, code
            assert rect.contains(slot), "words extend it, and move no part of it"
        rects = list(now.values())
        assert all(rect.collidelist(rects[at + 1 :]) == -1 for at, rect in enumerate(rects))
        pilot.press(key)
        pilot.settle()
    assert {"next", "undo", "end_phase", "wait", "confirm", "mode", "advance"} <= set(known)


@pytest.fixture(params=["en", "fr"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    use_language(request.param)
    yield request.param
    use_language("en")


@pytest.mark.parametrize(("size", "scale"), [((1024, 600), 1.0), ((1920, 1080), 1.5)])
@pytest.mark.usefixtures("language")
def test_words_are_left_out_only_where_there_is_no_room_for_them(
    size: tuple[int, int], scale: float
) -> None:
    pilot = sit_down(start(CLOSE), size, scale)
    pilot.settle()
    for keys, codes in (([], ("next", "end_phase")), (["tab"], ("wait", "end_phase"))):
        for key in keys:
            pilot.press(key)
        pilot.settle()
        written = frame(pilot).within(pilot.screen.layout.action_bar)
        labels = {one.code: one.face.label for one in pilot.screen._drawing.offered}
        for code in codes:
            assert labels[code] in written, (code, written)


@pytest.mark.usefixtures("language")
def test_all_phases_are_named_in_a_window_of_the_first_start() -> None:
    pilot = sit_down(start(CLOSE), (1280, 800))
    pilot.settle()
    written = frame(pilot).within(pilot.screen.layout.turn_bar)
    assert {name("phase", phase.value) for phase in Phase} <= set(written)


@pytest.mark.parametrize(
    ("size", "scale"),
    [((850, 530), 1.0), ((1024, 600), 1.0), ((1280, 800), 1.0), ((1280, 800), 1.5)],
)
def test_every_button_shows_its_key_however_narrow_it_is(
    size: tuple[int, int], scale: float
) -> None:
    pilot = sit_down(start(CLOSE), size, scale)
    pilot.settle()
    pilot.press("e")
    pilot.press("return")
    pilot.press("tab")
    pilot.settle()
    written = frame(pilot)
    faces = {action.code: action.face for action in pilot.screen._drawing.offered}
    assert {"confirm", "mode", "advance", "wait", "next", "undo", "end_phase"} <= faces.keys()
    for code, face in faces.items():
        place = pilot.screen.action_rect(code).inflate(16, 16)
        inside = [line.words for line in written.lines if place.contains(line.ink)]
        assert face.key in inside, code


def test_undo_takes_back_an_action_and_never_only_deselects() -> None:
    pilot = pilot_after(FAR, Activate(0))
    assert "undo" not in pilot.actions()
    pilot.press("z")
    assert active(pilot) == 0
    assert prompt(pilot) == "This can’t be undone."
    pilot.press("escape")
    assert active(pilot) is None
    pilot.do(Activate(0))
    pilot.do(Wait())
    pilot.press("tab")
    assert active(pilot) == 1
    pilot.click("undo")
    pilot.settle()
    assert active(pilot) == 0, "the wait is taken back, the selection before it as well"
    assert not pilot.session.state.activated >> 1 & 1


@pytest.mark.parametrize("selected", [False, True])
def test_button_and_key_mean_the_same_by_undo(selected: bool) -> None:  # noqa: FBT001 - a parameter
    after = []
    for way in ("button", "key"):
        pilot = pilot_after(FAR, Activate(0), Wait())
        if selected:
            pilot.press("tab")
        if way == "button":
            pilot.click("undo")
        else:
            pilot.press("z")
        pilot.settle()
        after.append((pilot.session.game.checksum(), active(pilot)))
    assert after[0] == after[1]


# ---------------------------------------------------------------- a fight in the other's turn (A17)


@pytest.mark.parametrize("turn", Side)
def test_a_person_against_a_bot_is_told_that_they_pick(turn: Side) -> None:
    players = AGAINST_BOT if turn is Side.ONE else ("bot:greedy", "person")
    session = start(MELEE, players)
    while session.state.phase is not Phase.FIGHT or not session.awaits_person:
        if session.awaits_person or session.state.phase is not Phase.FIGHT:
            assert session.submit(session.records, EndPhase())
        else:
            session.request_decision()
            assert session.poll()
    pilot = sit_down(session)
    pilot.settle()
    if session.state.to_act is session.state.side:
        assert prompt(pilot) == "Choose your next unit to fight"
    else:
        assert prompt(pilot) == "Enemy turn, your pick: choose your next unit to fight"
    pilot.press("tab")
    assert prompt(pilot).startswith("You strike with ")
