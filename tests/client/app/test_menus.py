"""The ways through the menus, by keys alone and by mouse alone."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pygame
import pytest

from client.folders import Folders
from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.help import HelpScreen, battle_keys
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.settings import SettingsScreen
from client.screens.title import TitleScreen
from client.start import open_target
from client.text.catalogue import text
from client.tuning import load_tuning
from engine.battle import Side, load_scenario
from engine.battle.save import read_save
from engine.battle.scenario_files import packaged_materials
from tests.client.app.hand import Hand, OpenApp

ENTRIES = [
    ("title.new-battle", NewBattleScreen),
    ("title.puzzles", PuzzleMenuScreen),
    ("title.load", LoadScreen),
    ("title.settings", SettingsScreen),
    ("title.help", HelpScreen),
]


@pytest.mark.parametrize(("label", "kind"), ENTRIES)
def test_every_entry_opens_by_mouse_and_escape_leads_back(
    open_app: OpenApp, label: str, kind: type
) -> None:
    hand = open_app()
    hand.press(text(label))
    assert isinstance(hand.screen, kind)
    hand.back()
    assert isinstance(hand.screen, TitleScreen)


@pytest.mark.parametrize(("label", "kind"), ENTRIES)
def test_every_entry_opens_by_keys_and_the_button_leads_back(
    open_app: OpenApp, label: str, kind: type
) -> None:
    hand = open_app()
    while hand.form.focused is not hand.button(text(label)):
        hand.key(pygame.K_DOWN)
    hand.key(pygame.K_RETURN)
    assert isinstance(hand.screen, kind)
    hand.press(text("app.back"))
    assert isinstance(hand.screen, TitleScreen)


def test_escape_does_not_close_the_title_and_quit_does(open_app: OpenApp) -> None:
    hand = open_app()
    hand.back()
    assert hand.app.running
    hand.press(text("title.quit"))
    assert not hand.app.running


def test_the_close_button_of_the_window_quits_anywhere(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.settings"))
    pygame.event.post(pygame.event.Event(pygame.QUIT))
    hand.frame()
    assert not hand.app.running


def test_tab_reaches_every_control_of_a_screen(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    usable = {id(control) for control in hand.controls if control.enabled}
    seen = set()
    for _ in hand.controls:
        seen.add(id(hand.form.focused))
        hand.key(pygame.K_TAB)
    assert seen == usable


def test_the_sheet_names_every_command_of_the_battle(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.help"))
    hand.frame()
    rows = battle_keys()
    assert all(words and keys for words, keys in rows)
    assert len({words for words, _ in rows}) == len(rows)


def start_by_keys(hand: Hand) -> None:
    hand.key(pygame.K_RETURN)  # New battle has the focus where nothing waits to be continued
    assert isinstance(hand.screen, NewBattleScreen)
    hand.key(pygame.K_RETURN)  # so has the list of scenarios
    hand.until(lambda: isinstance(hand.screen, BattleScreen))


def test_two_presses_of_enter_start_the_first_battle(open_app: OpenApp) -> None:
    hand = open_app()
    start_by_keys(hand)
    session = hand.screen.session
    assert session.game.header.scenario.name == "first_landing"
    assert session.game.header.players == ("person", load_tuning().opponent.first)


def test_a_battle_is_set_up_by_mouse(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.row(2)
    chosen = hand.screen.chosen
    hand.seat(Side.ONE, "bot:random")
    hand.press(text("new.swap"))
    entry = hand.screen.seed_field
    hand.click(entry.rect.center)
    for _ in range(10):
        hand.key(pygame.K_BACKSPACE)
    assert not hand.button(text("new.start")).enabled
    hand.write("4321")
    hand.press(text("new.start"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    header = hand.screen.session.game.header
    assert header.scenario == chosen.scenario
    assert header.players == (load_tuning().opponent.first, "bot:random")
    assert header.seed == 4321


def test_a_roll_gives_another_seed(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    seeds = set()
    for _ in range(4):
        seeds.add(hand.screen.seed)
        hand.press(text("new.roll"))
    hand.key(pygame.K_F2)
    seeds.add(hand.screen.seed)
    assert len(seeds) > 2
    assert all(seed.isdigit() for seed in seeds)


@pytest.mark.parametrize("field", ["seed_field", "number_field"])
def test_function_keys_work_while_a_number_is_written(open_app: OpenApp, field: str) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.form.focus_on(getattr(hand.screen, field))
    seeds = set()
    for _ in range(4):
        hand.key(pygame.K_F2)
        seeds.add(hand.screen.seed)
    assert len(seeds) > 1
    hand.form.focus_on(getattr(hand.screen, field))
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))


def number_of(hand: Hand) -> str:
    return str(hand.screen.number_field.text)


def test_a_generated_battle_is_chosen_by_its_number(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    assert hand.screen.chosen.name == "first_landing"
    hand.click(hand.screen.number_field.rect.center)
    for _ in range(10):
        hand.key(pygame.K_BACKSPACE)
    assert hand.screen.chosen.scenario is not None, "the battle before stays to be seen"
    assert not hand.button(text("new.start")).enabled
    assert hand.screen.missing == "Enter a number from 0 to 999999999."
    hand.write("017")
    assert hand.screen.chosen.scenario == load_scenario("random:17")
    assert hand.chooser.rows[hand.chooser.index].title == "Generated battle 17"
    hand.write("12345678")
    assert number_of(hand) == "017123456", "no more digits than a number may have"
    for _ in range(6):
        hand.key(pygame.K_BACKSPACE)
    hand.press(text("new.start"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.header.scenario.name == "random:17"
    saved = hand.app.battles.save()
    assert saved.stem == text("saving.suggested", scenario="Generated battle 17", n=1)
    assert load_scenario("random:17") == read_save(saved).header.scenario


def test_a_battle_without_a_seed_says_what_is_missing(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    assert hand.screen.missing == ""
    hand.form.focus_on(hand.screen.seed_field)
    for _ in range(10):
        hand.key(pygame.K_BACKSPACE)
    assert hand.screen.missing == "Enter a seed from 0 to 999999999, or roll one."
    assert not hand.button(text("new.start")).enabled
    hand.write("7")
    assert hand.screen.missing == ""


def test_a_number_that_was_typed_is_there_the_next_time(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.form.focus_on(hand.screen.number_field)
    for _ in range(10):
        hand.key(pygame.K_BACKSPACE)
    hand.write("4242")
    hand.press(text("app.back"))
    hand.press(text("title.new-battle"))
    assert number_of(hand) == "4242"
    assert hand.screen.chosen.name == "random:4242"


def test_another_generated_battle_is_rolled(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    numbers = {number_of(hand)}
    hand.key(pygame.K_HOME)
    for _ in range(4):
        hand.key(pygame.K_F4)
        numbers.add(number_of(hand))
        assert hand.screen.chosen.name == f"random:{number_of(hand)}"
        assert hand.screen.chosen.scenario is not None
    assert len(numbers) > 2
    assert all(int(number) < packaged_materials().numbers.making_seeds for number in numbers)


def test_rolling_a_generated_battle_changes_the_choice_only_if_it_is_chosen(
    open_app: OpenApp,
) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    rows = hand.chooser.rows
    assert rows[0].code == f"random:{number_of(hand)}", "it stands above the others"
    chosen = hand.screen.chosen
    for _ in range(3):
        hand.key(pygame.K_F4)
    assert hand.screen.chosen == chosen
    assert hand.chooser.code == chosen.code
    assert hand.chooser.rows[0].code == f"random:{number_of(hand)}"
    hand.key(pygame.K_F2)
    assert hand.screen.chosen == chosen, "nor does rolling the dice"


def test_every_number_of_a_new_battle_has_a_label(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    described = hand.form.describe()
    fields = [one for one in described.controls if one.role == "text field"]
    assert {one.name for one in fields} == {text("new.number"), text("new.seed")}
    assert {text("new.number"), text("new.seed")} <= set(described.words)


def test_units_of_a_new_battle_are_told_by_a_tooltip_and_are_no_buttons(open_app: OpenApp) -> None:
    hand = open_app()
    hand.press(text("title.new-battle"))
    rect = hand.screen.armies[0].units_rect
    assert all(not one.rect.colliderect(rect) for one in hand.form.describe().controls)
    before = hand.app.window.surface.copy()
    at = rect.x + 10, rect.y + 10
    motion = {"pos": at, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    hand.frame()
    after = hand.app.window.surface
    below = pygame.Rect(at[0], at[1] + 24, 40, 16).clip(after.get_rect())
    shown = pygame.image.tobytes(after.subsurface(below), "RGB")
    assert shown != pygame.image.tobytes(before.subsurface(below), "RGB")


@pytest.mark.parametrize(
    ("target", "number", "playable"),
    [
        ("random:17", "17", True),
        ("random:17:ordinate:murmur", "17", True),
        ("random:", "", False),
        ("random:x", "", False),
        ("random:-1", "", False),
    ],
)
def test_the_command_line_names_a_generated_battle(
    open_app: OpenApp, target: str, number: str, *, playable: bool
) -> None:
    hand = open_app()
    open_target(hand.app, target)
    hand.frame(2)
    assert hand.screen.chosen.name == target
    assert number_of(hand) == number
    assert hand.chooser.code == target
    assert hand.button(text("new.start")).enabled is playable


def test_a_folder_of_a_scenarios_name_is_no_scenario(
    open_app: OpenApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = "crossroads"
    (tmp_path / target).mkdir()
    monkeypatch.chdir(tmp_path)
    hand = open_app()
    hand.app.go(Push(NewBattleScreen(hand.app, target)))
    hand.frame()
    assert hand.screen.chosen.name == target
    assert hand.screen.chosen.problems == ()


def test_a_broken_scenario_of_a_players_own_is_listed_with_its_reasons(
    open_app: OpenApp, folders: Folders
) -> None:
    (folders.scenarios / "mine.toml").write_text('kind = "scenario"\nboard = "nowhere"\n')
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.key(pygame.K_END)
    chosen = hand.screen.chosen
    assert chosen.name == "mine"
    assert chosen.scenario is None
    told = [str(problem) for problem in chosen.problems]
    assert any("mine.toml" in problem and "units" in problem for problem in told)
    assert not hand.button(text("new.start")).enabled
    hand.key(pygame.K_RETURN)
    hand.frame(3)
    assert isinstance(hand.screen, NewBattleScreen)
    hand.key(pygame.K_UP)
    assert hand.button(text("new.start")).enabled


def test_a_players_own_scenario_can_be_played(open_app: OpenApp, folders: Folders) -> None:
    (folders.scenarios / "duel.toml").write_text(
        'kind = "scenario"\nfirst = "TWO"\nscore_objectives = false\nobjectives = []\n'
        'terrain = """\n.....\n.....\n.....\n.....\n.....\n"""\n'
        '[[units]]\nside = "ONE"\nunit = "linesman"\nhex = [0, 0]\n'
        '[[units]]\nside = "TWO"\nunit = "fleck"\nhex = [4, 4]\n'
    )
    hand = open_app()
    hand.press(text("title.new-battle"))
    hand.key(pygame.K_END)
    assert hand.screen.chosen.problems == ()
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    assert hand.screen.session.game.header.scenario.first is Side.TWO


def test_settings_do_not_change_while_nothing_is_chosen(open_app: OpenApp) -> None:
    hand = open_app()
    before = msgspec.to_builtins(hand.app.settings)
    hand.press(text("title.settings"))
    hand.back()
    assert msgspec.to_builtins(hand.app.settings) == before
