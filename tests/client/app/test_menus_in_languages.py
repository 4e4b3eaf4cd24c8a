"""Screens around the battle in both languages: nothing is cut, whatever is shown there."""

from __future__ import annotations

from typing import cast

import pygame
import pytest

from client.armies.builder import BuilderScreen
from client.battle.model.army_files import ListedArmy
from client.battle.model.listing import ArmySummary
from client.battle.model.scenario_filter import Armies
from client.overlays.result import EndChoice, ResultOverlay
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.fielded_armies import FieldedArmies
from client.screens.help import HelpScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.scenario_choice import ScenarioChoice
from client.screens.scenario_filter_screen import ScenarioFilterScreen
from client.settings import Pace, Settings
from client.text.catalogue import languages, text
from client.tutorial.lesson import packaged_lessons
from client.tutorial.lesson_session import Place
from client.tutorial.progress_file import Progress
from client.tutorial.tutorial import Tutorial
from client.tutorial.tutorial_menu import TutorialMenuScreen
from client.widgets.canvas import Canvas
from client.widgets.scrolling import ScrollArea
from client.window import offered_scales
from engine.battle import Side, load_scenario
from engine.battle.army import Army
from engine.battle.scenario_files import packaged_materials
from tests.client.app.army_screens import OVERFULL
from tests.client.app.form_check import check_form
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader

FIT = Army("Ours", "ordinate", 500, {"linesman": 4})
SIZES = [(850, 530), (900, 560), (1280, 800), (1920, 1080)]
SHOWN = [
    pytest.param(size, scale, language, id=f"{language}-{size[0]}x{size[1]}-{scale}")
    for size in SIZES
    for scale in (75, 100, 150, 200)
    if scale in offered_scales(size)
    for language in languages()
]


@pytest.mark.parametrize(("size", "scale", "language"), SHOWN)
def test_lessons_that_were_left_have_room_for_their_buttons(
    open_app: OpenApp,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    scale: int,
    language: str,
) -> None:
    left = {one.code: Place(one.steps[-1].code, 0, ()) for one in packaged_lessons()}
    monkeypatch.setattr(Tutorial, "progress", property(lambda _: Progress(places=left)))
    hand = open_app(size, Settings(scale=scale, language=language))
    hand.app.go(Push(TutorialMenuScreen(hand.app, cast("Tutorial", hand.app.tutorial))))
    reader = Reader(monkeypatch)
    hand.frame(2)
    assert text("tutorial.again") in hand.labels()
    check_form(hand.screen, size)
    assert not reader.cut


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("scale", [75, 100])
def test_the_names_of_units_are_whole_whatever_battle_is_generated(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, scale: int, language: str
) -> None:
    hand = open_app((900, 560), Settings(scale=scale, language=language))
    hand.app.go(Push(NewBattleScreen(hand.app, "full_muster")))
    hand.frame()
    reader = Reader(monkeypatch)
    canvas = Canvas(pygame.Surface(hand.app.size), hand.app.style)
    panel, codes = hand.screen.armies[0], list(packaged_materials().catalog.units)
    panel._profiles = packaged_materials().catalog.units
    named = 0
    for narrower in range(8):  # the columns are not all of the same width
        panel.units_rect.w -= narrower > 0
        for first in range(len(codes)):
            units = tuple((one, 1) for one in (codes * 2)[first : first + 3])
            army = ArmySummary(Side.ONE, None, units, 100)
            named += panel._are_named(army)
            panel._draw_units(canvas, army)
            assert not reader.cut, f"{panel.units_rect.w} wide"
    assert named, "there was room for some names"


@pytest.mark.parametrize(("size", "scale", "language"), SHOWN)
def test_the_preview_shows_the_whole_of_the_largest_board(
    open_app: OpenApp, size: tuple[int, int], scale: int, language: str
) -> None:
    hand = open_app(size, Settings(scale=scale, language=language))
    hand.app.go(Push(NewBattleScreen(hand.app, "grand_tide")))
    hand.frame(3)
    camera = hand.screen.preview._camera
    assert camera.shows_all
    assert hand.screen.preview.map_rect.contains(camera.board_rect)


def at_the_end(open_app: OpenApp, size: tuple[int, int], scale: int, language: str) -> Hand:
    settings = Settings(scale=scale, language=language, pace=Pace.INSTANT)
    hand = open_app(size, settings)
    hand.app.battles.start(load_scenario("first_landing"), 7, ("person", "bot:greedy"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen.still)
    hand.screen.presenter.concede(Side.ONE)
    hand.until(lambda: isinstance(hand.app.stack.top, ResultOverlay))
    hand.frame()
    return hand


@pytest.mark.parametrize(("size", "scale", "language"), SHOWN)
def test_the_buttons_of_the_result_keep_inside_its_margin(
    open_app: OpenApp, size: tuple[int, int], scale: int, language: str
) -> None:
    hand = at_the_end(open_app, size, scale, language)
    dialog = hand.app.stack.top.dialog
    pad = hand.app.style.px(hand.app.style.layout.space.padding)
    inside = dialog.rect.inflate(-2 * pad, -2 * pad)
    described = hand.form.describe().controls
    assert len([one for one in described if one.role == "button"]) == len(EndChoice)
    for one in described:
        if one.role == "button":
            assert inside.contains(one.rect), one
            assert one.whole, one


def test_at_the_end_enter_and_escape_lead_to_the_board(open_app: OpenApp) -> None:
    for back in (False, True):
        hand = at_the_end(open_app, (1280, 800), 100, "en")
        focused = hand.form.focused
        assert focused.face.label == text("battle.end.view")
        assert focused.kind.name == "PRIMARY", "what has the focus is what is gold"
        assert text("battle.end.you-conceded") in hand.app.stack.top.words().overview()
        if back:
            hand.back()
        else:
            hand.press(text("battle.end.view"))
        hand.frame(2)
        assert isinstance(hand.app.stack.top, BattleScreen)


def test_a_rematch_keeps_the_sides_and_has_other_dice(open_app: OpenApp) -> None:
    hand = at_the_end(open_app, (1280, 800), 100, "en")
    before = hand.screen
    hand.press(text("battle.end.again"))
    hand.until(lambda: isinstance(hand.screen, BattleScreen) and hand.screen is not before)
    header = hand.screen.session.game.header
    assert header.players == before.session.game.header.players
    assert header.seed != before.session.game.header.seed


@pytest.mark.parametrize(("size", "scale", "language"), SHOWN)
def test_the_keys_of_a_battle_go_on_in_another_column_only_where_nothing_scrolls(
    open_app: OpenApp, size: tuple[int, int], scale: int, language: str
) -> None:
    hand = open_app(size, Settings(scale=scale, language=language))
    hand.app.go(Push(HelpScreen(hand.app)))
    hand.frame(2)
    columns = [one for one in hand.controls if isinstance(one, ScrollArea)][-2:]
    titles = [panel.title for panel in hand.form.describe().panels]
    goes_on = titles[-1] == text("help.battle-more")
    assert goes_on or titles[-1] == text("help.everywhere")
    assert not (goes_on and any(one.enabled for one in columns))


def test_the_list_can_be_narrowed_to_scenarios_that_take_an_army_of_ones_own(
    open_app: OpenApp,
) -> None:
    hand = open_app((1280, 800), Settings(scale=100))
    choice = ScenarioChoice(hand.app)
    hand.app.go(Push(ScenarioFilterScreen(hand.app, choice)))
    hand.frame()
    hand.set_row("filter.armies", Armies.ANY.value)
    hand.frame()
    armies = FieldedArmies(hand.app)
    ours = ListedArmy(None, FIT)
    refused = [one for one in choice.every if one not in choice.listed]
    assert choice.listed
    assert refused
    assert all(not armies.obstacles(one, Side.ONE, ours) for one in choice.listed)
    assert all(armies.obstacles(one, Side.ONE, ours) for one in refused)


def test_a_save_of_an_army_says_so_and_what_is_wrong_and_keeps_the_focus(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), Settings(scale=100))
    for army, key in ((OVERFULL, "builder.saved-unfit"), (FIT, "builder.saved")):
        screen = BuilderScreen(hand.app, army, None)
        hand.app.go(Push(screen))
        hand.frame()
        hand.form.focus_on(hand.button(text("builder.save")))
        hand.key(pygame.K_F9)
        hand.frame()
        assert screen.path is not None
        assert screen.status[0] == text(key)
        assert hand.form.focused is hand.button(text("builder.save"))
        hand.back()
