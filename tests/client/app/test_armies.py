"""Armies of the players' own in the window: built, saved, fielded, by mouse and by keys alone."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import msgspec
import pygame
import pytest

from client.armies.army_menu import ArmyMenuScreen
from client.armies.builder import BuilderScreen
from client.armies.unit_counts import UnitCounts
from client.battle.model.army_files import list_armies, save_army
from client.folders import Folders
from client.screen import Push
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.title import TitleScreen
from client.settings import Pace, Settings, read_settings
from client.text.catalogue import name, text
from client.widgets.segmented_control import SegmentedControl
from engine.battle import Game, Side
from engine.battle.army import Army
from engine.battle.fielding import field_armies
from engine.battle.save import read_save
from engine.battle.scenario import Scenario
from tests.client.app.hand import Hand, OpenApp
from tests.client.pilot import Pilot, greedy
from tests.engine.armies.rosters import MATERIALS, army_of, ground_of

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
WATCH = Army("Night watch", "ordinate", 500, {"linesman": 4, "sighter": 2, "marshal": 1})


def unit_list(hand: Hand) -> UnitCounts:
    return next(one for one in hand.controls if isinstance(one, UnitCounts))


def click_step(hand: Hand, code: str, step: int) -> None:
    """Click a button of a unit's row, scrolling to it by the wheel if need be."""
    units = unit_list(hand)
    for _ in range(20):
        shown = units.rows[units.first : units.first + len(units.slots)]
        if code in {row.code for row in shown}:
            break
        hand.click(units.slots[0].center)
        wheel = {"x": 0, "y": -1, "flipped": False, "touch": False}
        pygame.event.post(pygame.event.Event(pygame.MOUSEWHEEL, wheel))
        hand.frame()
    hand.click(units.button(code, step).center)


def replace_name(hand: Hand, written: str) -> None:
    """Write another name into the focused field."""
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.write(written)


def tab_to(hand: Hand, control: object) -> None:
    """Press Tab until a control has the focus."""
    for _ in hand.controls:
        if hand.form.focused is control:
            return
        hand.key(pygame.K_TAB)
    raise AssertionError(f"Tab does not reach {control}")


def segments(hand: Hand, label: str) -> SegmentedControl:
    return next(
        one for one in hand.controls if isinstance(one, SegmentedControl) and one.name == label
    )


def units_of(scenario: Scenario, side: Side) -> list[str]:
    return [placed.unit for placed in scenario.units if placed.side is side]


def begun(hand: Hand) -> Scenario:
    """Wait for the battle, and return its scenario."""
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    return hand.screen.session.game.header.scenario


# ---------------------------------------------------------------- built and fielded


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


def field_by_mouse(hand: Hand, scenario: str) -> None:
    """Let ONE field the first army of the list in a scenario, and start the battle."""
    hand.press(text("title.new-battle"))
    hand.screen.choice.choose_target(scenario)
    hand.screen.lay_out()
    hand.frame()
    hand.click(hand.screen.armies[0].head.rect.center)
    assert isinstance(hand.screen, ArmyChoiceScreen)
    hand.row(1)
    hand.press(text("army-choice.field"))
    assert isinstance(hand.screen, NewBattleScreen)
    hand.seat(Side.TWO, "bot:greedy")
    hand.press(text("new.start"))


@pytest.mark.parametrize("scenario", ["random:17", "last_light"])
def test_an_army_is_fielded_by_mouse(open_app: OpenApp, folders: Folders, scenario: str) -> None:
    save_army(folders, WATCH, None)
    hand = open_app((1024, 600), SETTINGS)
    field_by_mouse(hand, scenario)
    fought = begun(hand)
    assert fought == field_armies(ground_of(scenario), (WATCH, None), MATERIALS)
    assert sorted(units_of(fought, Side.ONE)) == sorted(WATCH.codes(MATERIALS.catalog))


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


# ---------------------------------------------------------------- what is refused


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


def test_the_builder_says_in_words_what_is_wrong(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.app.armies.build(army_of(limit=250, fleck=1), None)
    hand.frame()
    status = lambda: " ".join(hand.screen.status)  # noqa: E731 - read anew each time
    assert "Fleck: belongs to another faction than Ordinate." in status()
    click_step(hand, "fleck", -1)
    assert "The army has no unit." in status()
    for _ in range(2):
        click_step(hand, "theodolite", 1)
    assert "Over the limit: 270 of 250 points, 20 too many." in status()
    click_step(hand, "theodolite", -1)
    assert "This army can be fielded. 115 points are left." in status()
    hand.click(hand.screen.name_field.rect.center)
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.key(pygame.K_DELETE)
    assert text("builder.nameless") in status()
    assert not hand.button(text("builder.save")).enabled


def test_an_army_that_can_not_be_fielded_yet_can_be_saved_and_edited(
    open_app: OpenApp, folders: Folders
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_F9)
    hand.back()
    assert hand.chooser.rows[0].subtitle == text("armies.unfit-row")
    assert hand.form.focused is hand.chooser
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, BuilderScreen)
    hand.key(pygame.K_RIGHT)
    hand.key(pygame.K_F9)
    hand.back()
    assert hand.chooser.rows[0].subtitle != text("armies.unfit-row")
    assert len(list_armies(folders)) == 1


# ---------------------------------------------------------------- copied, deleted, left


def test_an_army_is_copied_and_deleted(open_app: OpenApp, folders: Folders) -> None:
    save_army(folders, WATCH, None)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.copy"))
    copied = text("armies.copy-name", name="Night watch")
    assert [row.title for row in hand.chooser.rows] == ["Night watch", copied]
    assert hand.screen.chosen.title == copied
    hand.key(pygame.K_DELETE)
    hand.key(pygame.K_RETURN)  # the safe answer has the focus
    assert len(list_armies(folders)) == 2
    hand.key(pygame.K_DELETE)
    hand.press(text("armies.delete"))
    hand.frame(2)
    assert [one.title for one in list_armies(folders)] == ["Night watch"]
    assert hand.screen.chosen.title == "Night watch"


@pytest.mark.parametrize(("answer", "saved"), [("builder.save", 1), ("builder.discard", 0)])
def test_an_army_that_is_not_saved_is_not_left_without_a_question(
    open_app: OpenApp, folders: Folders, answer: str, saved: int
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    hand.back()
    assert isinstance(hand.screen, BuilderScreen)
    hand.back()  # out of the question
    assert isinstance(hand.screen, BuilderScreen)
    hand.back()
    hand.press(text(answer))
    hand.frame(2)
    assert isinstance(hand.screen, ArmyMenuScreen)
    assert len(list_armies(folders)) == saved


def test_an_untouched_new_army_is_left_without_a_question(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.back()
    assert isinstance(hand.screen, ArmyMenuScreen)


def test_the_window_does_not_close_over_an_army_that_is_not_saved(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame(2)
    assert hand.app.running
    hand.press(text("app.quit"))
    hand.frame(2)
    assert not hand.app.running


def test_a_disk_that_is_full_is_told_and_the_army_stays(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    hand.press(text("armies.new"))
    hand.key(pygame.K_RIGHT)
    with monkeypatch.context() as patched:

        def fail(_: int) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        patched.setattr(os, "fsync", fail)
        hand.key(pygame.K_F9)
        hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("armies.failed")
    hand.back()
    assert list_armies(folders) == []
    hand.key(pygame.K_F9)
    assert len(list_armies(folders)) == 1


def test_broken_files_are_rows_with_reasons_and_keep_to_themselves(
    open_app: OpenApp, folders: Folders
) -> None:
    save_army(folders, WATCH, None)
    bad = {
        "a.toml": 'kind = "army"\nversion = 9\n',
        "b.toml": "\x00\x1b[2J",
        "c \u202e.toml": 'kind = "board"\n',
        "d.toml": 'kind = "army"\nversion = 1\nname = "\\u001b[2J"\n',
    }
    for file, content in bad.items():
        (folders.armies / file).write_text(content)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.armies"))
    assert len(hand.chooser.rows) == 1 + len(bad)
    assert all(row.title.isprintable() for row in hand.chooser.rows)
    hand.key(pygame.K_HOME)
    for _ in bad:
        hand.key(pygame.K_DOWN)
        assert not hand.button(text("armies.edit")).enabled
        assert not hand.button(text("armies.copy")).enabled
        notes = hand.screen._cards.notes
        assert notes[0] == text("armies.broken")
        assert len(notes) > 1
        assert all(line.isprintable() for line in notes)
        hand.key(pygame.K_RETURN)
        assert isinstance(hand.screen, ArmyMenuScreen)
    for file, content in bad.items():
        assert (folders.armies / file).read_text() == content


def test_a_folder_that_can_not_be_listed_is_a_message(open_app: OpenApp, folders: Folders) -> None:
    hand = open_app((1280, 800), SETTINGS)
    folders.armies.rmdir()
    Path(folders.root / "armies").write_text("not a folder")
    hand.press(text("title.armies"))
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("armies.unlisted")


# ---------------------------------------------------------------- saves and replays


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
