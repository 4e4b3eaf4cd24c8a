"""The screen of a replay at every size: nothing is cut, covered or outside the window."""

from __future__ import annotations

import functools
from pathlib import Path

import pygame
import pytest

from client.battle.input.replay_keys import ReplayCommand
from client.battle.model.replay import Replay
from client.screen import Push
from client.screens.replay import ReplayScreen, read_replay
from client.screens.replay_drawing import ReplayDrawing, code_of
from client.settings import Pace, Settings
from client.text.catalogue import text
from engine.battle import Game, load_scenario
from engine.battle.save import parse_save
from engine.players.greedy import GreedyBot
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES

_BUTTONS = (
    ReplayCommand.BACK,
    ReplayCommand.PLAY,
    ReplayCommand.STEP,
    ReplayCommand.TURN,
    ReplayCommand.PHASE,
    ReplayCommand.KILL,
    ReplayCommand.BRANCH,
    ReplayCommand.REPORT,
)


@functools.cache
def recorded() -> Replay:
    """Return the replay of a battle to its end."""
    game, bot = Game.start(load_scenario("crossroads"), 4, ("person", "recruit")), GreedyBot()
    while game.result is None:
        game.apply(bot.choose(game.state, game.legal_actions()))
    content = "".join(f"{line}\n" for line in game.lines).encode()
    return read_replay(parse_save(Path("recorded.jsonl"), content))


def open_replay(open_app: OpenApp, size: tuple[int, int], scale: int) -> Hand:
    hand = open_app(size, Settings(scale=scale, pace=Pace.INSTANT))
    hand.app.go(Push(ReplayScreen(hand.app, recorded(), 0, None)))
    hand.frame(2)
    return hand


def check_parts(hand: Hand, size: tuple[int, int]) -> None:
    screen, window = hand.screen, pygame.Rect((0, 0), size)
    drawing: ReplayDrawing = screen._drawing
    buttons = [drawing.actions.place(code_of(command)) for command in _BUTTONS]
    bar = [area.rect for area in screen.areas if not area.name.startswith("log ")]
    parts = [*buttons, *bar, drawing.track.bar, drawing.log_rect]
    for number, part in enumerate(parts):
        assert part.w > 0
        assert part.h > 0
        assert window.contains(part), part
        hit = part.collidelist(parts[number + 1 :])
        assert hit == -1, (part, parts[number + 1 + hit])
    least = hand.app.style.px(28)
    assert all(button.w >= least and button.h >= least for button in buttons)
    assert drawing.track.bar.w >= window.w // 3, "a place on the track can be aimed at"
    assert drawing.log_rect.h >= hand.app.style.px(100)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_a_replay_fits(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    hand = open_replay(open_app, size, scale)
    reader = Reader(monkeypatch)
    end = hand.screen.player.replay.end
    for place in (0, end // 3, end // 2, end):
        hand.click(hand.screen.track_pixel(place))
        assert abs(hand.screen.player.place - place) <= max(2, end // 100)
        check_parts(hand, size)
    faces = {one.face.label for one in hand.screen._drawing._buttons()}
    # A button without room for its words shows its picture, and a tooltip its words.
    assert not reader.cut - {""} - faces - {text("battle.box.cancel")}, reader.cut
    assert not reader.clipped


@pytest.mark.parametrize("command", _BUTTONS)
def test_a_button_without_room_for_its_words_has_them_in_a_tooltip(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, command: ReplayCommand
) -> None:
    hand = open_replay(open_app, (850, 530), 100)
    hand.key(pygame.K_PERIOD)  # so that every button can be pressed
    told: list[str] = []
    monkeypatch.setattr(
        "client.screens.replay_drawing.draw_tooltip", lambda _, hint, __: told.append(str(hint))
    )
    place = hand.screen.action_rect(command)
    motion = {"pos": place.center, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    hand.frame(2)
    shown = hand.screen._drawing.actions
    assert shown.action_at(place.center) == code_of(command)
    from client.draw.ui import panels

    face = next(one.face for one in hand.screen._drawing._buttons() if one.code == code_of(command))
    if panels.button_width(hand.app.style, face) > place.w:
        assert any(face.label in words for words in told)


def test_the_buttons_of_the_bar_are_named(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_replay(open_app, (1280, 800), 100)
    told: list[str] = []
    monkeypatch.setattr(
        "client.screens.replay_drawing.draw_tooltip", lambda _, hint, __: told.append(str(hint))
    )
    bar = [area for area in hand.screen.areas if not area.name.startswith(("log ", "unit "))]
    assert len(bar) == 2
    for area, command in zip(bar, (ReplayCommand.SPEED, ReplayCommand.LEAVE), strict=True):
        told.clear()
        motion = {"pos": area.rect.center, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
        hand.frame(2)
        assert any(text(command.value) in words for words in told)
