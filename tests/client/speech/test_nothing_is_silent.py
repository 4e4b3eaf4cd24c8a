"""Whatever a screen or a box draws in words, text mode says: at once, or when it is asked for."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import sys
from typing import Any, Final

import pygame
import pytest

import client
from client.aids.following import FollowingAid
from client.aids.haste import HasteAid
from client.aids.teaching import TeachingAid
from client.folders import Folders
from client.overlays.battle_overlay import BattleOverlay
from client.overlays.dialog_overlay import DialogOverlay
from client.screen import Push
from client.screens.battle_list import BattleListScreen
from client.screens.battle_screen import BattleScreen
from client.screens.form_screen import FormScreen
from client.settings import Pace, Settings
from client.speech.form_words import control_words
from client.text.catalogue import name, text
from engine.battle.phase import Phase
from tests.client.app.army_screens import fill_folder
from tests.client.app.hand import OpenApp
from tests.client.app.menu_screens import SCREENS
from tests.client.speech.listening import Listener
from tests.client.speech.seeing import Eye, words_in
from tests.client.speech.walk import WALKS

BASES: Final = {FormScreen, BattleListScreen, DialogOverlay, BattleOverlay}
"""Classes that are no screens by themselves."""
SETTINGS: Final = Settings(scale=100, pace=Pace.INSTANT)
SAID_ELSEWHERE: Final = {FollowingAid, HasteAid, TeachingAid}
"""Aids whose words are the log, the prompt, a notice or a box."""


def classes_of_client() -> list[type]:
    for module in pkgutil.walk_packages(client.__path__, "client."):
        importlib.import_module(module.name)
    modules = [one for name, one in sorted(sys.modules.items()) if name.startswith("client.")]
    return [
        one
        for module in modules
        for one in vars(module).values()
        if inspect.isclass(one) and one.__module__ == module.__name__
        if not getattr(one, "_is_protocol", False)
    ]


def labels_alone() -> list[str]:
    """Return what is drawn for want of room, or names without saying anything: all phases and a
    unit in the bar at the top, and what stands before weapons whose numbers have no room.
    """
    phases = [name("phase", one.value) for one in Phase]
    return [*phases, text("battle.turn.points"), text("battle.card.left-out", weapons="")]


def with_methods(*names: str) -> set[type]:
    return {one for one in classes_of_client() if all(hasattr(one, name) for name in names)}


def test_every_screen_is_walked_to() -> None:
    screens = with_methods("lay_out", "handle", "update", "draw", "close") - BASES
    assert screens == set(WALKS)


@pytest.mark.slow
@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize("screen", WALKS)
def test_what_is_drawn_is_said(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch, screen: type
) -> None:
    fill_folder(folders)
    hand = open_app((1280, 800), SETTINGS)
    ears, eye = Listener(), Eye(monkeypatch)
    hand.app.narrator = ears.narrator
    canvas = pygame.Surface(hand.app.size)
    for _ in WALKS[screen](hand):
        front = hand.app.stack.top
        assert type(front) is screen
        hand.frame(2)
        hand.key(pygame.K_F12)
        eye.close()
        front.draw(canvas)
        assert eye.texts, "something is drawn"
        assert eye.silent([*ears.lines, *labels_alone()]) == []


def test_every_aid_is_heard_in_a_battle(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    ears = Listener()
    hand.app.narrator = ears.narrator
    silent = with_methods("add_to", "press", "words") - SAID_ELSEWHERE
    for _ in WALKS[BattleScreen](hand):
        hand.frame(2)
        said = {type(aid): aid.words() for aid in hand.screen.aids}
        for aid, lines in said.items():
            assert all(line in ears.lines for line in lines), aid
            if lines:
                silent.discard(aid)
    assert silent == set(), "these are never heard"


@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize("code", SCREENS)
def test_no_two_lines_and_no_two_controls_of_a_menu_sound_the_same(
    open_app: OpenApp, folders: Folders, code: str
) -> None:
    fill_folder(folders)
    hand = open_app((1280, 800), SETTINGS)
    make = SCREENS[code]
    if make is not None:
        hand.app.go(Push(make(hand.app)))
    hand.frame(3)
    screen: Any = hand.screen
    words = screen.words()
    controls = [control_words(one) for one in words.form.controls if one.name]
    assert len(set(controls)) == len(controls)
    if code != "help":  # commands of battles and replays have the same names
        assert len(set(words.content)) == len(words.content)
    bare = [line for line in words.content if not words_in(line)]
    assert bare == [], "figures without a word: nobody knows what they are about"
