"""An army of a player's own, from the builder into a battle, by mouse and by keys alone."""

from __future__ import annotations

import pygame

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.battle.model.army_files import list_armies
from client.folders import Folders
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.text.catalogue import text
from client.widgets.segmented_control import SegmentedControl
from engine.battle.army import Army
from engine.battle.fielding import field_armies
from tests.client.app.army_hand import (
    SETTINGS,
    begun,
    click_step,
    field_by_mouse,
    tab_to,
    unit_list,
)
from tests.client.app.hand import Hand, OpenApp
from tests.engine.armies.rosters import MATERIALS, ground_of


def replace_name(hand: Hand, written: str) -> None:
    """Write another name into the focused field."""
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.write(written)


def segments(hand: Hand, label: str) -> SegmentedControl:
    return next(
        one for one in hand.controls if isinstance(one, SegmentedControl) and one.name == label
    )


def test_an_army_is_built_saved_and_fielded_by_mouse(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    assert isinstance(hand.screen, ArmyMenuScreen)
    hand.press(text("armies.new"))
    assert isinstance(hand.screen, BuilderScreen)
    hand.pick("ordinate")
    hand.pick("750")
    for code in ("linesman", "linesman", "linesman", "theodolite", "marshal", "marshal"):
        click_step(hand, code, 1)
    click_step(hand, "marshal", -1)
    hand.click(hand.screen.name_field.rect.center)
    replace_name(hand, "watch")
    hand.press(text("builder.save"))
    (listed,) = list_armies(folders)
    built = Army("watch", "ordinate", 750, {"linesman": 3, "theodolite": 1, "marshal": 1})
    assert listed.army == built
    hand.press(text("app.back"))
    assert hand.chooser.rows[0].title == "watch"
    hand.press(text("app.back"))
    assert isinstance(hand.screen, TitleScreen)

    field_by_mouse(hand, "crossroads")
    assert begun(hand) == field_armies(ground_of("crossroads"), (built, None), MATERIALS)


def test_an_army_is_built_saved_and_fielded_by_keys_alone(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app((850, 530), SETTINGS)
    for _ in range(3):
        hand.key(pygame.K_DOWN)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, ArmyMenuScreen)
    hand.key(pygame.K_n)
    assert isinstance(hand.screen, BuilderScreen)
    tab_to(hand, segments(hand, text("builder.faction")))
    while hand.screen.draft.faction != "murmur":
        hand.key(pygame.K_RIGHT)
    tab_to(hand, segments(hand, text("builder.limit")))
    hand.key(pygame.K_LEFT)
    assert hand.screen.draft.limit == 250
    tab_to(hand, unit_list(hand))
    hand.key(pygame.K_HOME)
    for _ in range(4):
        hand.key(pygame.K_RIGHT)  # flecks
    hand.key(pygame.K_DOWN)
    hand.key(pygame.K_RETURN)  # shears
    hand.key(pygame.K_RIGHT)
    hand.key(pygame.K_LEFT)
    tab_to(hand, hand.screen.name_field)
    replace_name(hand, "swarm")
    hand.key(pygame.K_F9)
    (listed,) = list_armies(folders)
    swarm = Army("swarm", "murmur", 250, {"fleck": 4, "shears": 1})
    assert listed.army == swarm
    hand.back()
    hand.back()
    assert isinstance(hand.screen, TitleScreen)

    for _ in range(3):
        hand.key(pygame.K_UP)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, NewBattleScreen)
    while hand.screen.chosen.name != "wet_feet":
        hand.key(pygame.K_DOWN)
    tab_to(hand, hand.screen.armies[1].head)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, ArmyChoiceScreen)
    hand.key(pygame.K_DOWN)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, NewBattleScreen)
    hand.key(pygame.K_F9)
    assert begun(hand) == field_armies(ground_of("wet_feet"), (None, swarm), MATERIALS)
