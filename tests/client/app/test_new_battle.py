"""The screen for a new battle: filters, thumbnails, costs, styles of play, and setups to share."""

from __future__ import annotations

import pygame
import pytest

from client.battle.model.army_files import list_armies, save_army
from client.battle.model.scenario_filter import Origin, ScenarioFilter, Size, factions_of, size_of
from client.folders import Folders
from client.screen import Push
from client.screens.battle_screen import BattleScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.scenario_filter_screen import ScenarioFilterScreen
from client.screens.seating import SeatScreen, seat_style, seats
from client.settings import Pace, Settings
from client.text.catalogue import plural, text
from client.widgets import clipboard
from engine.battle import Game, Side, load_scenario
from engine.battle.army import Army
from engine.players.game_loop import play
from engine.players.registry import make_player
from engine.sentences import Sentence
from tests.client.app.hand import Hand, OpenApp

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)
OWN = """kind = "scenario"
board = "toll_road"
first = "ONE"
score_objectives = false
objectives = []
units = [
    { side = "ONE", unit = "linesman", hex = [0, 0] },
    { side = "TWO", unit = "fleck", hex = [16, 0] },
]
"""
NOWHERE = "hexfront-battle 1 scenario=nowhere seed=1 one=person two=person check=00000000"
ARMY = " army-one=x,ordinate,500,linesman*1"


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Replace the system's clipboard, which no test may touch; return its text."""
    held = [""]
    monkeypatch.setattr(clipboard, "copy_text", lambda words: held.__setitem__(0, words))
    monkeypatch.setattr(clipboard, "read_text", lambda: held[0])
    return held


def open_new(open_app: OpenApp, *target: str, size: tuple[int, int] = (1280, 800)) -> Hand:
    hand = open_app(size, SETTINGS)
    hand.app.go(Push(NewBattleScreen(hand.app, *target)))
    hand.frame()
    return hand


def filtered(hand: Hand, *codes: str) -> None:
    """Choose values of the filter by clicks, and go back."""
    hand.click(hand.screen.filter_button.rect.center)
    assert isinstance(hand.screen, ScenarioFilterScreen)
    for code in codes:
        hand.pick(code)
    hand.back()


# ---------------------------------------------------------------- filters


def test_the_list_is_filtered_by_origin(open_app: OpenApp, folders: Folders) -> None:
    (folders.scenarios / "mine.toml").write_text(OWN)
    (folders.scenarios / "broken.toml").write_text("kind = 1")
    hand = open_new(open_app)
    every = [row.code for row in hand.chooser.rows]
    filtered(hand, "own")
    assert [row.title for row in hand.chooser.rows] == ["broken", "mine"], "broken files are rows"
    filtered(hand, "generated")
    assert [row.code for row in hand.chooser.rows] == every[:1]
    filtered(hand, "packaged")
    assert [row.code for row in hand.chooser.rows] == every[1:-2]
    assert hand.screen.filter_button.face.label == text("filter.origin.packaged")


@pytest.mark.parametrize("size", Size)
def test_the_list_is_filtered_by_size(open_app: OpenApp, size: Size) -> None:
    hand = open_new(open_app)
    every = {row.code for row in hand.chooser.rows}
    filtered(hand, size.value)
    shown = {row.code for row in hand.chooser.rows}
    assert shown
    assert {code for code in every if size_of(load_scenario(code)) is size} == shown


def test_the_list_is_filtered_by_faction_and_size_together(open_app: OpenApp) -> None:
    hand = open_new(open_app)
    filtered(hand, "murmur", "large", "packaged")
    shown = [row.code for row in hand.chooser.rows]
    assert "crossroads" in shown
    assert "stone_tithe" in shown
    for code in shown:
        assert "murmur" in factions_of(load_scenario(code))
        assert size_of(load_scenario(code)) is Size.LARGE


def test_the_choice_stays_if_the_filter_lets_it_through_and_is_the_first_otherwise(
    open_app: OpenApp,
) -> None:
    hand = open_new(open_app, "crossroads")
    filtered(hand, "murmur")
    assert hand.screen.chosen.name == "crossroads"
    filtered(hand, "deepwrought")
    assert hand.screen.chosen.code == hand.chooser.rows[0].code
    assert "deepwrought" in factions_of(hand.screen.chosen.scenario)


def test_values_that_would_leave_nothing_can_not_be_chosen(open_app: OpenApp) -> None:
    hand = open_new(open_app)
    hand.click(hand.screen.filter_button.rect.center)
    hand.pick("own")
    assert hand.screen._choice.filter == ScenarioFilter(), "there are none of the player's own"


def test_the_filter_is_used_by_keys_and_removed_by_its_button(open_app: OpenApp) -> None:
    hand = open_new(open_app, size=(850, 530))
    count = len(hand.chooser.rows)
    hand.key(pygame.K_TAB)
    assert hand.form.focused is hand.screen.filter_button
    hand.key(pygame.K_RETURN)
    hand.key(pygame.K_RIGHT)
    assert hand.screen._choice.filter.origin is Origin.PACKAGED
    hand.key(pygame.K_TAB)
    hand.key(pygame.K_RIGHT)
    assert hand.screen._choice.filter.size is Size.SMALL
    hand.back()
    assert len(hand.chooser.rows) < count
    hand.click(hand.screen.filter_button.rect.center)
    hand.press(text("filter.clear"))
    assert plural("filter.found", count) in hand.form.describe().words
    hand.back()
    assert len(hand.chooser.rows) == count


def test_a_number_that_is_typed_is_shown_whatever_the_filter(open_app: OpenApp) -> None:
    hand = open_new(open_app)
    filtered(hand, "packaged")
    hand.click(hand.screen.number_field.rect.center)
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.write("17")
    assert hand.screen.chosen.code == "random:17"
    assert hand.chooser.code == "random:17"
    assert hand.screen.number_field.text == "17"
    hand.write("2")
    assert hand.screen.chosen.code == "random:172", "writing goes on in the same field"


# ---------------------------------------------------------------- cards and styles


def test_every_player_has_a_line_on_how_it_plays(open_app: OpenApp) -> None:
    every = [player for group in seats() for player in group]
    styles = [seat_style(player) for player in every]
    assert len(set(styles)) == len(every)
    assert all(style.endswith(".") for style in styles)
    hand = open_new(open_app)
    hand.screen.ask_player(Side.TWO)
    hand.frame()
    assert isinstance(hand.screen, SeatScreen)


def test_cards_with_costs_are_shown_of_either_army_by_keys(open_app: OpenApp) -> None:
    hand = open_new(open_app, "crossroads", size=(850, 530))
    for side in Side:
        hand.form.focus_on(hand.screen.armies[side.index].head)
        hand.key(pygame.K_RETURN)
        cards = hand.screen._cards.cards
        scenario = load_scenario("crossroads")
        placed = [one.unit for one in scenario.units if one.side is side]
        assert [card.code for card in cards] == list(dict.fromkeys(placed))
        for card in cards:
            value = plural("battle.card.value", scenario.profiles[card.code].value)
            assert value in card.subtitles[0]
        hand.back()


@pytest.mark.parametrize(("size", "pictured"), [((1280, 800), True), ((1920, 1080), True)])
def test_boards_are_seen_in_the_list_where_there_is_room(
    open_app: OpenApp, size: tuple[int, int], *, pictured: bool
) -> None:
    hand = open_new(open_app, size=size)
    assert (hand.screen.list_box.pictures is not None) == pictured


# ---------------------------------------------------------------- setups to share


def set_up(hand: Hand, folders: Folders) -> None:
    army = Army("Night watch, é", "ordinate", 500, {"linesman": 4, "marshal": 1})
    save_army(folders, army, None)
    hand.screen.lay_out()
    hand.screen.step_army(Side.TWO, 1)
    hand.seat(Side.ONE, "bot:greedy")
    hand.seat(Side.TWO, "bot:rush")


@pytest.mark.parametrize("scenario", ["wet_feet", "random:17", "random:17:ordinate:murmur"])
@pytest.mark.usefixtures("board")
def test_a_setup_that_is_copied_and_pasted_is_the_same_battle_to_the_last_die(
    open_app: OpenApp, folders: Folders, scenario: str
) -> None:
    hand = open_new(open_app, scenario)
    set_up(hand, folders)
    copied = hand.screen.scenario
    seed = hand.screen.seed
    hand.press(text("new.copy"))
    assert hand.app.message is not None
    hand.back()
    hand.back()

    for listed in list_armies(folders):
        assert listed.path is not None
        listed.path.unlink()  # on the other machine there is no such army
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    hand.key(pygame.K_F7)
    hand.frame(2)
    assert hand.app.message is None
    assert hand.screen.scenario == copied
    assert hand.screen.seed == seed
    assert hand.screen.players == ("bot:greedy", "bot:rush")
    assert hand.screen.armies[1].head.words.title == "Night watch, é"
    hand.key(pygame.K_F9)
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    header = hand.screen.session.game.header
    assert (header.scenario, header.seed) == (copied, int(seed))
    games = [Game.start(copied, int(seed), header.players) for _ in range(2)]
    for game in games:
        players = {side: make_player(header.players[side.index], side, int(seed)) for side in Side}
        for _ in play(game, players, Sentence("player.no-bot", player="", known="")):
            pass
    assert games[0].lines == games[1].lines
    assert games[0].result is not None


@pytest.mark.parametrize(
    "code",
    [
        "",
        "hello",
        NOWHERE,
        NOWHERE.replace("nowhere", "crossroads"),
        NOWHERE.replace("nowhere", "random:x"),
        NOWHERE.replace("nowhere", "first_landing") + ARMY,
    ],
)
def test_a_setup_that_is_not_the_same_battle_here_changes_nothing(
    open_app: OpenApp, board: list[str], code: str
) -> None:
    hand = open_new(open_app)
    before = hand.screen.chosen, hand.screen.seed, hand.screen.players
    board[0] = code
    hand.press(text("new.paste"))
    hand.frame(2)
    assert hand.app.message is not None
    assert hand.app.message.title == text("new.paste.failed")
    hand.back()
    assert (hand.screen.chosen, hand.screen.seed, hand.screen.players) == before


def test_a_setup_without_a_seed_can_not_be_copied(open_app: OpenApp, board: list[str]) -> None:
    hand = open_new(open_app)
    hand.form.focus_on(hand.screen.seed_field)
    hand.key(pygame.K_a, pygame.KMOD_LCTRL)
    hand.key(pygame.K_DELETE)
    assert not hand.button(text("new.copy")).enabled
    hand.key(pygame.K_F6)
    assert board == [""]


@pytest.mark.usefixtures("board")
def test_a_scenario_of_ones_own_is_shared_if_the_other_has_the_same_file(
    open_app: OpenApp, folders: Folders
) -> None:
    (folders.scenarios / "mine.toml").write_text(OWN)
    hand = open_new(open_app, "mine")
    hand.press(text("new.copy"))
    hand.back()
    hand.back()
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    hand.press(text("new.paste"))
    assert hand.screen.chosen.name == "mine"
    hand.back()
    (folders.scenarios / "mine.toml").write_text(OWN.replace("[16, 0]", "[15, 0]"))
    hand.app.go(Push(NewBattleScreen(hand.app, "crossroads")))
    hand.frame()
    hand.press(text("new.paste"))
    hand.frame(2)
    assert hand.app.message is not None
    hand.back()
    assert hand.screen.chosen.name == "crossroads"
