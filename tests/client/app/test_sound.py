"""Sound in the window: its settings, the key that mutes it, and what is heard where."""

from __future__ import annotations

import pygame

from client.folders import Folders
from client.screens.battle_screen import BattleScreen
from client.settings import read_settings
from client.sound.sound_list import Group
from client.sound.sound_player import IN_BATTLE, IN_MENUS
from client.text.catalogue import text
from client.widgets.segmented_control import SegmentedControl
from engine.battle import load_scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.sound.recorder import Recorder


def connect(hand: Hand) -> Recorder:
    mixer = Recorder()
    hand.app.sounds.connect(mixer)
    hand.frame()
    return mixer


def show_settings(hand: Hand) -> None:
    hand.press(text("title.settings"))
    hand.page("sound")


def volume(hand: Hand, group: Group) -> SegmentedControl:
    label = text(f"sound-settings.{group.value}")
    found = [
        control
        for control in hand.controls
        if isinstance(control, SegmentedControl) and control.name == label
    ]
    assert len(found) == 1
    return found[0]


def choose(hand: Hand, group: Group, percent: int) -> None:
    control = volume(hand, group)
    codes = [segment.code for segment in control.segments]
    hand.click(control.rects[codes.index(str(percent))].center)


def test_a_press_is_answered_once_by_mouse_and_by_key(open_app: OpenApp) -> None:
    hand = open_app()
    mixer = connect(hand)
    hand.press(text("title.settings"))
    assert mixer.names == ["click"]
    hand.key(pygame.K_ESCAPE)
    hand.key(pygame.K_RETURN)
    assert mixer.names == ["click", "click"]
    hand.key(pygame.K_TAB)
    hand.click((3, hand.app.size[1] - 3))
    assert mixer.names == ["click", "click"], "the focus and the empty backdrop make no sound"


def test_a_volume_is_kept_heard_at_once_and_of_its_group_alone(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    mixer = connect(hand)
    show_settings(hand)
    choose(hand, Group.BATTLE, 20)
    assert mixer.played[-1][0] == "shot"
    quiet = mixer.played[-1][1]
    choose(hand, Group.BATTLE, 100)
    assert mixer.played[-1] == ("shot", 1.0)
    assert quiet < 0.1
    before = mixer.loops[-1]
    choose(hand, Group.AMBIENCE, 100)
    assert before is not None
    assert mixer.loops[-1] == (IN_MENUS, 1.0) != before
    kept = read_settings(folders.settings).settings
    assert (kept.volume_battle, kept.volume_ambience) == (100, 100)
    assert kept.volume_interface == 60


def test_a_group_that_is_off_stays_silent(open_app: OpenApp) -> None:
    hand = open_app()
    mixer = connect(hand)
    show_settings(hand)
    choose(hand, Group.INTERFACE, 0)
    played = len(mixer.played)
    hand.press(text("app.back"))
    assert len(mixer.played) == played
    assert mixer.loops[-1] is not None


def test_the_mute_key_works_on_every_screen_and_is_kept(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app()
    mixer = connect(hand)
    hand.key(pygame.K_m, pygame.KMOD_LCTRL)
    assert hand.app.settings.muted
    assert mixer.loops[-1] is None
    show_settings(hand)
    assert mixer.played == []
    assert hand.row_of("settings.muted").code == "yes"
    hand.key(pygame.K_m, pygame.KMOD_LCTRL)
    assert not hand.app.settings.muted
    assert hand.row_of("settings.muted").code == "no"
    assert mixer.loops[-1] is not None
    hand.set_row("settings.muted", "yes")
    assert read_settings(folders.settings).settings.muted


def test_a_battle_says_that_it_was_muted(open_app: OpenApp) -> None:
    hand = open_app()
    hand.app.battles.start(load_scenario("first_landing"), 3, ("person", "person"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.presenter.said is None
    for key in ("battle.notice.muted", "battle.notice.unmuted"):
        hand.key(pygame.K_m, pygame.KMOD_LCTRL)
        hand.frame()
        assert hand.screen.presenter.said.words == text(key)
        assert not hand.screen.presenter.said.bad


def test_a_held_mute_key_and_a_plain_letter_mute_nothing(open_app: OpenApp) -> None:
    hand = open_app()
    connect(hand)
    hand.key(pygame.K_m)
    assert not hand.app.settings.muted
    for _ in range(5):  # down again and again, as the system repeats a held key
        values = {"key": pygame.K_m, "mod": pygame.KMOD_LCTRL, "unicode": "", "scancode": 16}
        pygame.event.post(pygame.event.Event(pygame.KEYDOWN, values))
    hand.frame()
    assert hand.app.settings.muted


def test_menus_and_battles_have_their_own_ambience(open_app: OpenApp) -> None:
    hand = open_app()
    mixer = connect(hand)
    hand.app.battles.start(load_scenario("first_landing"), 3, ("person", "person"))
    hand.until(lambda: hand.app.battles.in_play)
    hand.frame()
    names = [loop[0] for loop in mixer.loops if loop is not None]
    assert names == [IN_MENUS, IN_BATTLE]
    hand.app.battles.leave()
    hand.frame(2)
    names = [loop[0] for loop in mixer.loops if loop is not None]
    assert names == [IN_MENUS, IN_BATTLE, IN_MENUS]


def test_a_window_in_the_background_has_no_ambience(open_app: OpenApp) -> None:
    hand = open_app()
    mixer = connect(hand)
    for kind in (pygame.WINDOWFOCUSLOST, pygame.WINDOWFOCUSGAINED):
        pygame.event.post(pygame.event.Event(kind))
        hand.frame(2)
    heard = mixer.loops[0]
    assert heard is not None
    assert mixer.loops == [heard, None, heard]


def test_a_window_without_a_mixer_is_silent(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    hand.key(pygame.K_m, pygame.KMOD_LCTRL)
    assert hand.app.settings.muted


def test_closing_the_window_ends_all_sounds(open_app: OpenApp) -> None:
    hand = open_app()
    mixer = connect(hand)
    hand.app.close()
    assert mixer.closed
