"""The replay screen, by mouse and keyboard: stepping, playing, jumping, branching."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.battle.input.replay_keys import ReplayCommand
from client.battle.model.replay import Landmark
from client.battle.playback.scene import Scene
from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.screens.load import LoadScreen
from client.screens.replay import ReplayScreen
from client.settings import Pace, Settings
from client.text.catalogue import name, text
from client.tuning import load_tuning
from engine.battle import Game, Side
from engine.battle.activation import is_untouched
from engine.battle.save import read_save
from tests.client.app.hand import FRAME, Hand, OpenApp
from tests.client.app.test_load import save_battle
from tests.client.written import frame_of


@pytest.fixture
def finished(folders: Folders) -> Game:
    game = save_battle(folders.saves / "mine.jsonl", 60)
    assert game.result is None
    return game


def open_replay(open_app: OpenApp, pace: Pace = Pace.INSTANT) -> Hand:
    hand = open_app(settings=Settings(pace=pace))
    hand.press(text("title.load"))
    hand.until(lambda: isinstance(hand.screen, LoadScreen) and not hand.screen._tasks)
    hand.press(text("load.replay"))
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame()
    return hand


def shown(hand: Hand) -> int:
    """Return the place, at which the scene must be that of the state."""
    player = hand.screen.player
    assert player.animator.scene == Scene.from_state(player.replay.state(player.place))
    return int(player.place)


def click(hand: Hand, command: ReplayCommand) -> None:
    hand.click(hand.screen.action_rect(command).center)


def test_keys_step_forward_and_back(open_app: OpenApp, finished: Game) -> None:
    hand = open_replay(open_app)
    assert shown(hand) == 0
    for _ in range(3):
        hand.key(pygame.K_PERIOD)
    assert shown(hand) == 3
    hand.key(pygame.K_COMMA)
    assert shown(hand) == 2
    hand.key(pygame.K_END)
    assert shown(hand) == hand.screen.player.replay.end
    assert hand.screen.player.replay.state(60).checksum() == finished.checksum()
    hand.key(pygame.K_HOME)
    assert shown(hand) == 0


@pytest.mark.usefixtures("finished")
def test_a_resting_mouse_is_told_what_the_panels_show(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    bar = hand.screen.layout.turn_bar
    motion = {"pos": (bar.x + 60, bar.centery), "rel": (0, 0), "buttons": (0, 0, 0)}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion, touch=False))
    hand.frame(round(load_tuning().explanations.panel_seconds / FRAME) + 2)
    written = frame_of(hand.app.style, hand.app.size, hand.screen.draw)
    assert name("term", "side") in written.words


@pytest.mark.usefixtures("finished")
def test_a_resting_mouse_is_told_nothing_where_only_keys_explain(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    hand.app.change(msgspec.structs.replace(hand.app.settings, explain_at_mouse=False))
    bar = hand.screen.layout.turn_bar
    motion = {"pos": (bar.x + 60, bar.centery), "rel": (0, 0), "buttons": (0, 0, 0)}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion, touch=False))
    hand.frame(round(load_tuning().explanations.panel_seconds / FRAME) + 2)
    written = frame_of(hand.app.style, hand.app.size, hand.screen.draw)
    assert name("term", "side") not in written.words
    hand.key(pygame.K_i)
    written = frame_of(hand.app.style, hand.app.size, hand.screen.draw)
    assert name("term", "side") in written.words


def walked_words(hand: Hand) -> str:
    """Return what is written, with the box of an explanation."""
    written = frame_of(hand.app.style, hand.app.size, hand.screen.draw)
    return " ".join(written.words)


@pytest.mark.usefixtures("finished")
def test_keys_walk_through_what_the_panels_show_and_back(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    onward = text("glossary.walk", next="I", back=text("key.escape"))
    assert onward not in walked_words(hand)
    hand.key(pygame.K_i)
    first = walked_words(hand)
    assert onward in first
    hand.key(pygame.K_i)
    assert walked_words(hand) != first
    hand.key(pygame.K_i, pygame.KMOD_SHIFT)
    assert walked_words(hand) == first
    hand.key(pygame.K_PLUS)
    hand.key(pygame.K_0)
    assert walked_words(hand) == first, "looking at the board ends no walk"
    hand.key(pygame.K_ESCAPE)
    assert isinstance(hand.screen, ReplayScreen), "the walk ends, and nothing else"
    assert onward not in walked_words(hand)
    hand.key(pygame.K_i, pygame.KMOD_SHIFT)
    assert onward in walked_words(hand)
    assert walked_words(hand) != first, "backwards it begins with the last one"
    hand.key(pygame.K_PERIOD)
    assert shown(hand) == 1
    assert onward not in walked_words(hand)
    hand.key(pygame.K_ESCAPE)
    hand.frame()
    assert not isinstance(hand.screen, ReplayScreen)


@pytest.mark.usefixtures("finished")
def test_every_place_is_shown_as_it_was(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    for place in range(1, hand.screen.player.replay.end + 1):
        click(hand, ReplayCommand.STEP)
        assert shown(hand) == place


@pytest.mark.usefixtures("finished")
def test_playing_goes_to_the_end_and_pauses_there(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    click(hand, ReplayCommand.PLAY)
    hand.until(lambda: not hand.screen.player.playing)
    assert shown(hand) == hand.screen.player.replay.end
    hand.key(pygame.K_SPACE)
    assert hand.screen.player.place < hand.screen.player.replay.end


@pytest.mark.usefixtures("finished")
def test_a_pause_stops_the_animation_of_the_next_action(open_app: OpenApp) -> None:
    hand = open_replay(open_app, Pace.NORMAL)
    hand.key(pygame.K_SPACE)
    hand.until(lambda: hand.screen.player.place > 2)
    hand.key(pygame.K_SPACE)
    hand.until(lambda: hand.screen.player.still)
    place = shown(hand)
    hand.frame(30)
    assert shown(hand) == place


@pytest.mark.parametrize(
    ("key", "command", "kind"),
    [
        (pygame.K_t, ReplayCommand.TURN, Landmark.TURN),
        (pygame.K_p, ReplayCommand.PHASE, Landmark.PHASE),
        (pygame.K_k, ReplayCommand.KILL, Landmark.KILL),
    ],
)
def test_jumps_go_to_each_landmark_and_back(
    open_app: OpenApp, folders: Folders, key: int, command: ReplayCommand, kind: Landmark
) -> None:
    save_battle(folders.saves / "mine.jsonl", 100)
    hand = open_replay(open_app)
    replay = hand.screen.player.replay
    wanted = [place for place in replay.places(kind) if place]
    assert wanted
    for number, place in enumerate(wanted):
        if number % 2:
            hand.key(key)
        else:
            click(hand, command)
        assert shown(hand) == place
    hand.key(key, pygame.KMOD_LSHIFT)
    if len(wanted) > 1:
        assert shown(hand) == wanted[-2]


@pytest.mark.usefixtures("finished")
def test_a_click_on_the_track_goes_there(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    for place in (30, 0, 60):
        hand.click(hand.screen.track_pixel(place))
        assert shown(hand) == place


@pytest.mark.usefixtures("finished")
def test_the_log_ends_where_the_replay_is(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    counts = []
    for place in (0, 20, 60, 20):
        hand.click(hand.screen.track_pixel(place))
        counts.append(len(hand.screen.lines))
    assert counts[0] < counts[1] < counts[2]
    assert counts[3] == counts[1]


@pytest.mark.usefixtures("finished")
def test_a_branch_is_a_new_battle_from_there(open_app: OpenApp, folders: Folders) -> None:
    hand = open_replay(open_app)
    before = (folders.saves / "mine.jsonl").read_bytes()
    hand.click(hand.screen.track_pixel(24))
    state = hand.screen.player.replay.state(24)
    click(hand, ReplayCommand.BRANCH)
    hand.frame()
    hand.press(text("replay.branch.same"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    game = hand.screen.session.game
    assert game.checksum() == state.checksum()
    assert game.lines[-1].startswith('{"reseed":')
    assert (folders.saves / "mine.jsonl").read_bytes() == before
    session = hand.screen.session
    assert session.submit(session.records, game.legal_actions()[0])
    hand.until(lambda: hand.app.battles.is_kept and any(folders.autosaves.glob("*.jsonl")))
    (path,) = folders.autosaves.glob("*.jsonl")
    assert Game.from_save(read_save(path)).seed == game.seed


@pytest.mark.usefixtures("finished")
def test_a_branch_traps_no_unit_that_had_just_been_activated(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    replay = hand.screen.player.replay
    place = next(
        one
        for one in range(1, replay.end)
        if is_untouched(replay.state(one)) and replay.state(one).to_act is Side.ONE
    )
    hand.click(hand.screen.track_pixel(place))
    assert hand.screen.player.place == place
    hand.screen.branch(("person", "person"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.frame(2)
    assert hand.screen.session.state.active is None
    assert hand.screen.session.game.checksum() == replay.state(place - 1).checksum()
    hand.key(pygame.K_TAB)
    hand.frame(2)
    assert hand.screen.session.can_put_back


@pytest.mark.usefixtures("finished")
def test_a_person_may_take_a_bots_seat_in_a_branch(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    click(hand, ReplayCommand.BRANCH)
    hand.frame()
    names = hand.screen.names
    hand.press(text("replay.branch.play", side=names.side(Side.TWO)))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.header.players == ("person", "person")


@pytest.mark.usefixtures("finished")
def test_escape_leads_back_to_the_list(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    hand.back()
    hand.frame()
    assert isinstance(hand.screen, LoadScreen)


@pytest.mark.usefixtures("finished")
def test_a_paused_replay_lies_still(open_app: OpenApp) -> None:
    hand = open_replay(open_app)
    hand.until(lambda: not hand.screen.animating)
    hand.frame(3)
    assert not hand.screen.animating
