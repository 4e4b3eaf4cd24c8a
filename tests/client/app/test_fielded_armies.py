"""An army is fielded where a scenario allows it, as its file is now, and stays with the battle."""

from __future__ import annotations

import msgspec
import pygame
import pytest

from client.battle.model.army_files import save_army
from client.folders import Folders
from client.screen import Push
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.settings import read_settings
from client.text.catalogue import name, text
from engine.battle import Game, Side
from engine.battle.army import Army
from engine.battle.fielding import field_armies
from engine.battle.save import read_save
from engine.battle.scenario import Scenario
from tests.client.app.army_hand import SETTINGS, WATCH, begun, field_by_mouse, tab_to
from tests.client.app.hand import OpenApp
from tests.client.pilot import Pilot, greedy
from tests.engine.armies.rosters import MATERIALS, ground_of


def units_of(scenario: Scenario, side: Side) -> list[str]:
    return [placed.unit for placed in scenario.units if placed.side is side]


# Fielded


@pytest.mark.parametrize("scenario", ["random:17", "last_light"])
def test_an_army_is_fielded_by_mouse(open_app: OpenApp, folders: Folders, scenario: str) -> None:
    save_army(folders, WATCH, None)
    hand = open_app((1024, 600), SETTINGS)
    field_by_mouse(hand, scenario)
    fought = begun(hand)
    assert fought == field_armies(ground_of(scenario), (WATCH, None), MATERIALS)
    assert sorted(units_of(fought, Side.ONE)) == sorted(WATCH.codes(MATERIALS.catalog))


def test_left_and_right_step_through_the_armies_that_may_be_fielded(
    open_app: OpenApp, folders: Folders
) -> None:
    save_army(folders, WATCH, None)
    save_army(folders, Army("Over", "ordinate", 10, {"linesman": 4}), None)
    save_army(folders, Army("Swarm", "murmur", 500, {"fleck": 4}), None)
    (folders.armies / "broken.toml").write_text("kind = 3")
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.new-battle"))
    hand.screen.choice.choose_target("crossroads")
    hand.screen.lay_out()
    head = hand.screen.armies[0].head
    tab_to(hand, head)
    seen = [head.words.title]
    for key in [pygame.K_RIGHT] * 4 + [pygame.K_LEFT] * 4:
        hand.key(key)
        seen.append(hand.screen.armies[0].head.words.title)
    own, watch, swarm = name("faction", "ordinate"), "Night watch", "Swarm"
    assert seen == [own, watch, swarm, swarm, swarm, watch, own, own, own]


@pytest.mark.parametrize("scenario", ["wet_feet", "random:17"])
def test_the_save_of_a_fielded_battle_plays_again_without_the_army(
    open_app: OpenApp, folders: Folders, scenario: str
) -> None:
    path = save_army(folders, Army("Few", "murmur", 250, {"fleck": 2, "shears": 1}), None)
    hand = open_app((1280, 800), SETTINGS)
    field_by_mouse(hand, scenario)
    fought = begun(hand)
    path.unlink()
    pilot = Pilot(hand.screen, hand.app.stack, hand.app.frame)
    for _ in range(4):
        pilot.settle()
        pilot.do(greedy(pilot.session))
    saved = hand.app.battles.save()
    game = Game.load(saved)
    assert game.header.scenario == fought == read_save(saved).header.scenario
    assert game.checksum() == pilot.session.game.checksum()
    hand.app.battles.leave()
    hand.frame(2)
    hand.app.battles.resume(saved)
    assert begun(hand) == fought
    assert hand.screen.session.game.checksum() == game.checksum()


# Refused


def test_a_scenario_with_fixed_armies_says_so_and_takes_none(
    open_app: OpenApp, folders: Folders
) -> None:
    save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.new-battle"))
    assert hand.screen.chosen.name == "first_landing"
    hand.click(hand.screen.armies[0].head.rect.center)
    assert text("army-choice.fixed") in " ".join(hand.screen._cards.notes)
    hand.row(1)
    assert not hand.button(text("army-choice.field")).enabled
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, ArmyChoiceScreen)
    assert "fixed" in " ".join(hand.screen._cards.notes)
    hand.back()
    hand.key(pygame.K_F9)
    assert begun(hand) == ground_of("first_landing").scenario


def test_an_army_that_is_changed_or_deleted_meanwhile_is_not_fielded_as_it_was(
    open_app: OpenApp, folders: Folders
) -> None:
    path = save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.app.go(Push(NewBattleScreen(hand.app, "crossroads")))
    hand.frame()
    hand.screen.step_army(Side.ONE, 1)
    changed = Army("Night watch", "ordinate", 500, {"linesman": 1})
    save_army(folders, changed, path)
    hand.screen.lay_out()
    assert units_of(hand.screen.scenario, Side.ONE) == ["linesman"]
    path.unlink()
    hand.screen.lay_out()
    assert hand.screen.scenario == ground_of("crossroads").scenario


# Remembered


def test_an_army_stays_wanted_while_a_scenario_does_not_allow_it(
    open_app: OpenApp, folders: Folders
) -> None:
    path = save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.app.go(Push(NewBattleScreen(hand.app, "crossroads")))
    hand.frame()
    screen = hand.screen
    screen.step_army(Side.ONE, 1)
    assert units_of(screen.scenario, Side.ONE)[0] == "linesman"
    screen.choice.choose("first_landing")
    screen.show_chosen()
    assert screen.scenario == ground_of("first_landing").scenario
    screen.choice.choose("crossroads")
    screen.show_chosen()
    assert screen.scenario == field_armies(ground_of("crossroads"), (WATCH, None), MATERIALS)
    hand.back()
    hand.press(text("title.new-battle"))
    assert hand.screen.fielded.wanted(Side.ONE).path == path, "and the next time"


def test_the_armies_of_the_last_battle_are_remembered_by_the_settings(
    open_app: OpenApp, folders: Folders
) -> None:
    path = save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.app.go(Push(NewBattleScreen(hand.app, "crossroads")))
    hand.frame()
    hand.screen.step_army(Side.TWO, 1)
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    kept = read_settings(folders.settings)
    assert kept.problem is None
    assert kept.settings.armies == ("", path.name)
    again = open_app((1280, 800), kept.settings)
    again.press(text("title.new-battle"))
    again.frame()
    assert again.screen.scenario == field_armies(ground_of("crossroads"), (None, WATCH), MATERIALS)


def test_the_name_of_an_army_in_the_settings_is_never_a_path(
    open_app: OpenApp, folders: Folders
) -> None:
    path = save_army(folders, WATCH, None)
    outside = path.rename(folders.root / path.name)
    for written in (f"../{outside.name}", str(outside), "..", "\u202e"):
        settings = msgspec.structs.replace(SETTINGS, armies=(written, ""))
        hand = open_app((1280, 800), settings)
        hand.app.go(Push(NewBattleScreen(hand.app, "crossroads")))
        hand.frame()
        assert hand.screen.fielded.wanted(Side.ONE) is None
        assert hand.app.message is None
