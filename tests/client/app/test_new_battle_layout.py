"""The screen for a new battle at every size and scale: its parts, ground, units and players."""

from __future__ import annotations

import itertools

import msgspec
import pygame
import pytest

from client.battle.model.listing import Listed
from client.draw.ui.panels import lines_room
from client.screen import Push
from client.screens.new_battle import NewBattleScreen
from client.screens.seating import SeatScreen, seats
from client.screens.strength import rating_of, strength_of
from client.settings import Settings
from client.text.catalogue import name, text
from client.text.names import seat_name
from engine.battle import load_scenario
from engine.battle.battlefield import Terrain
from engine.errors import EncodingError
from engine.sentences import Sentence
from tests.client.app.form_check import check_form
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.reader import Reader
from tests.client.app.sizes import CASES

pytestmark = pytest.mark.usefixtures("each_language")


def open_new(open_app: OpenApp, size: tuple[int, int], scale: int, *scenario: str) -> Hand:
    """Open the screen for a new battle."""
    hand = open_app(size, Settings(scale=scale))
    hand.app.go(Push(NewBattleScreen(hand.app, *scenario)))
    hand.frame()
    return hand


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_the_parts_of_a_new_battle_do_not_overlap(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale)
    screen = hand.screen
    (scenarios,) = hand.form.describe().panels
    parts = [screen.preview.rect, *(panel.rect for panel in screen.armies), scenarios.rect]
    window = pygame.Rect((0, 0), size)
    for one, other in itertools.combinations(parts, 2):
        assert not one.colliderect(other)
    assert all(window.contains(part) for part in parts)
    assert screen.preview.rect.contains(screen.preview.map_rect)
    assert screen.preview.map_rect.h > screen.preview.rect.h // 3
    for panel in screen.armies:
        assert panel.rect.contains(panel.seat.rect)
        assert panel.rect.contains(panel.units_rect)
        assert panel.units_rect.h >= hand.app.style.px(36), "at least a row of units is seen"


@pytest.mark.parametrize("number", ["637234", "111111", "999999", "0"])
def test_the_name_of_a_generated_battle_is_whole_whatever_its_number(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, number: str
) -> None:
    # 637234 is a pixel wider than 999999: digits kern.
    monkeypatch.setattr("client.battle.model.listing.roll_number", lambda: number)
    hand = open_app((850, 530), Settings(scale=100))
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    reader = Reader(monkeypatch)
    hand.choose_each_row()
    assert text("scenario.generated", number=number) in {row.title for row in hand.chooser.rows}
    assert not reader.cut


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_colour_of_the_ground_is_told(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale, "full_muster")
    preview = hand.screen.preview
    style = hand.app.style
    entries = [entry for line in preview.legend for entry in line]
    assert len(entries) == len(Terrain)
    assert [len(entry.colours) for entry in entries] == [1, 1, 2, 1], "woods and ruins are cover"
    for line in preview.legend:
        last = line[-1]
        head = style.px(4 + 16 * len(last.colours))
        assert last.x + head + last.word.get_width() <= preview.map_rect.w
    words = style.writer.height(style.layout.text.body) * len(preview.story)
    foot = words + len(preview.legend) * preview.legend_height
    assert preview.map_rect.bottom + foot <= preview.rect.bottom


def test_ground_that_a_board_lacks_is_not_told(open_app: OpenApp) -> None:
    hand = open_new(open_app, (1280, 800), 100, "lock_keepers")
    colours = [len(entry.colours) for line in hand.screen.preview.legend for entry in line]
    assert colours == [1] * len(Terrain), "all its cover are ruins"
    scenario = load_scenario("lock_keepers")
    rows = tuple(row.replace("%", ".").replace("~", ".") for row in scenario.terrain)
    bare = msgspec.structs.replace(scenario, terrain=rows)
    hand.screen.preview.show(Listed("bare", "lock_keepers", False, bare), "")
    entries = [entry for line in hand.screen.preview.legend for entry in line]
    assert len(entries) == 2, "open ground and walls"
    assert [entry.tip for entry in entries] == [
        name("terrain-text", "OPEN"),
        name("terrain-text", "WALL"),
    ]


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_twelve_kinds_of_units_are_seen(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale, "full_muster")
    for panel in hand.screen.armies:
        cells = panel.cells(12)
        assert len(cells) == 12
        assert all(panel.units_rect.contains(cell) for cell in cells)
        assert all(not one.colliderect(other) for one, other in itertools.combinations(cells, 2))


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_every_player_and_its_strength_are_seen_whole(
    open_app: OpenApp, size: tuple[int, int], scale: int
) -> None:
    hand = open_new(open_app, size, scale)
    style, table = hand.app.style, hand.app.style.layout.text.table
    for panel in hand.screen.armies:
        for player in (player for group in seats() for player in group):
            panel.seat.show(player)
            room = lines_room(style, panel.seat.rect, panel.seat.face)
            assert style.writer.width(panel.seat.subtitle, table) <= room
            assert panel.seat.subtitle in {strength_of(player), rating_of(player)}
    too_large = EncodingError(Sentence("encoding.too-many-objectives", objectives=19, most=8))
    for refusal in (None, too_large):
        screen = SeatScreen(hand.app, name("side", "ONE"), "veteran", refusal)
        hand.app.go(Push(screen))
        hand.frame()
        check_form(screen, size)
        shown = {one.name for one in hand.form.describe().controls}
        assert {seat_name(player) for group in seats() for player in group} <= shown
        hand.back()
