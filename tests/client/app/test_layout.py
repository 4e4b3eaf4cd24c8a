"""Every menu at every size and scale: nothing leaves the window, nothing lies on something else."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import msgspec
import pygame
import pytest

from client.app import App
from client.battle.model.listing import Listed
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, button_width, lines_room
from client.draw.ui.style import Style
from client.draw.ui.ui_layout import load_layout
from client.draw.ui.writer import Writer
from client.folders import Folders
from client.puzzles.puzzle_feature import Puzzles
from client.puzzles.puzzle_menu import PuzzleMenuScreen
from client.screen import Push
from client.screens.battle_list import BattleListScreen
from client.screens.battle_screen import BattleScreen
from client.screens.form_screen import FormScreen
from client.screens.help import WORDS, HelpScreen
from client.screens.load import LoadScreen
from client.screens.new_battle import NewBattleScreen
from client.screens.replays import ReplaysScreen
from client.screens.report import ReportScreen
from client.screens.seating import SeatScreen, seats
from client.screens.settings import SettingsScreen
from client.screens.strength import StrengthScreen, rating_of, strength_of
from client.screens.title import TitleScreen
from client.settings import Settings
from client.text.catalogue import name, text
from client.text.names import seat_name
from client.tuning import load_tuning
from client.tutorial.tutorial import Tutorial
from client.tutorial.tutorial_menu import TutorialMenuScreen
from client.widgets.description import FormDescription
from client.window import offered_scales
from engine.analysis.battle_report.figures import DecisionCost
from engine.analysis.battle_report.report import make_report
from engine.battle import Game, Side, load_scenario
from engine.battle.battlefield import Terrain
from engine.battle.phase import Phase
from engine.battle.save import read_save
from engine.battle.timeline import read_timeline
from engine.errors import EncodingError
from engine.sentences import Sentence
from tests.client.app.army_screens import ARMY_SCREENS, fill_folder
from tests.client.app.hand import Hand, OpenApp
from tests.client.app.test_load import save_battle
from tests.engine.battle_report.recorded import finish

pytestmark = pytest.mark.usefixtures("each_language")
SIZES = [
    (850, 530),
    (900, 560),
    (1024, 600),
    (1280, 800),
    (1366, 768),
    (1920, 1080),
    (2560, 1080),
    (3840, 2160),
]


USUAL_SIZES = {(1024, 600), (1280, 800), (1920, 1080)}


def case(size: tuple[int, int], scale: int) -> Any:
    """Make a case: quick where size and scale are extreme, slow where they are usual, else one of
    the sweep.
    """
    scales = offered_scales(size)
    if size in {SIZES[0], SIZES[-1]} and scale in {scales[0], scales[-1]}:
        marks: tuple[pytest.MarkDecorator, ...] = ()
    elif size in USUAL_SIZES and scale == 100:
        marks = (pytest.mark.slow,)
    else:
        marks = (pytest.mark.sweep,)
    return pytest.param(size, scale, id=f"{size[0]}x{size[1]}-{scale}", marks=marks)


CASES = [
    case(size, scale)
    for size in SIZES
    for scale in sorted({offered_scales(size)[0], 100, 150, offered_scales(size)[-1]})
    if scale in offered_scales(size)
]


def cost_of(
    step: int, unit: int | None, phase: Phase, taken: str, best: str, cost: float
) -> DecisionCost:
    then = "MOVE 1,1" if unit is None else None
    return DecisionCost(
        step, Side.ONE, unit, 1, phase, taken, best, 0.1, 0.1 + cost, then, is_own=False
    )


def report_screen(app: App) -> ReportScreen:
    """Open the report of a battle, computed here."""
    save_battle(app.folders.saves / "reported.jsonl", 100)
    save = read_save(app.folders.saves / "reported.jsonl")
    screen = ReportScreen(app, save)
    timeline = finish(read_timeline(save, Game.from_header(save.header)))
    screen.report = make_report(timeline, 1)
    screen.costs = [
        cost_of(10, 0, Phase.SHOOT, "GIVE_UP", "SHOOT rifle 3 VOLLEY", 0.3),
        cost_of(20, None, Phase.MOVE, "END_PHASE", "ACTIVATE 1", 0.2),
        cost_of(30, 1, Phase.FIGHT, "FIGHT rifle 3 VOLLEY", "WAIT", 0.17),
    ]
    return screen


SCREENS: dict[str, Callable[[App], FormScreen] | None] = {
    "title": None,
    "new": NewBattleScreen,
    "seats": lambda app: SeatScreen(app, name("side", "ONE"), "person", None),
    "strength": StrengthScreen,
    "load": LoadScreen,
    "replays": ReplaysScreen,
    "display": SettingsScreen,
    "gameplay": lambda app: SettingsScreen(app, "gameplay"),
    "camera": lambda app: SettingsScreen(app, "camera"),
    "sound": lambda app: SettingsScreen(app, "sound"),
    "keys": lambda app: SettingsScreen(app, "keys"),
    "help": HelpScreen,
    "glossary": lambda app: HelpScreen(app, WORDS),
    "report": report_screen,
    "tutorial": lambda app: TutorialMenuScreen(app, cast("Tutorial", app.tutorial)),
    **ARMY_SCREENS,
    "puzzles": lambda app: PuzzleMenuScreen(app, cast("Puzzles", app.puzzles)),
}


def open_new(open_app: OpenApp, size: tuple[int, int], scale: int, *scenario: str) -> Hand:
    """Open the screen for a new battle."""
    hand = open_app(size, Settings(scale=scale))
    hand.app.go(Push(NewBattleScreen(hand.app, *scenario)))
    hand.frame()
    return hand


def check_form(screen: FormScreen, size: tuple[int, int]) -> None:
    window = pygame.Rect((0, 0), size)
    assert screen.form is not None
    described = screen.form.describe()
    for control in described.controls:
        assert window.contains(control.rect), f"{control} leaves {window}"
        assert control.rect.w > 0
        assert control.rect.h > 0
        assert control.whole, f"{control} has no room for what it shows"
    for one, other in itertools.combinations(described.controls, 2):
        assert not one.rect.colliderect(other.rect), f"{one} lies on {other}"
    least = screen.style.px(load_layout().space.target) - 1
    for control in described.controls:
        for rect in control.parts:
            assert rect.h >= min(least, window.h), f"{control}: {rect} is hard to hit"
            assert control.rect.contains(rect)
    check_words(described, window)


def check_words(described: FormDescription, window: pygame.Rect) -> None:
    controls = [control.rect for control in described.controls]
    for label in described.labels:
        assert label.whole, f"{label.words!r} has no room"
        assert window.contains(label.rect), f"{label.words!r} leaves the window"
        assert label.rect.collidelist(controls) < 0, f"{label.words!r} lies on a control"
    for one, other in itertools.combinations(described.labels, 2):
        assert not one.rect.colliderect(other.rect), f"{one} lies on {other}"
    for panel in described.panels:
        assert window.contains(panel.rect)


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_menus_fit(open_app: OpenApp, folders: Folders, size: tuple[int, int], scale: int) -> None:
    (folders.autosaves / "one.jsonl").write_text("broken\n")
    (folders.saves / "a long name that somebody gave a battle of their own.jsonl").write_text("x")
    (folders.scenarios / "broken.toml").write_text("kind = 1")
    fill_folder(folders)
    hand = open_app(size, Settings(scale=scale))
    assert hand.app.scale == scale
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
        hand.frame()
        check_form(hand.screen, size)
        if make is not None:
            hand.back()


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_a_title_with_more_entries_fits(
    open_app: OpenApp, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], scale: int
) -> None:
    entries = TitleScreen._entries
    monkeypatch.setattr(TitleScreen, "_entries", lambda self: entries(self) + entries(self)[:4])
    hand = open_app(size, Settings(scale=scale))
    check_form(hand.screen, size)
    controls, start = hand.controls, hand.form.focus
    for control in (
        *controls[start + 1 :],
        *controls[: start + 1],
    ):  # the keyboard gets to each, one after the other
        hand.key(pygame.K_DOWN)
        assert hand.form.focused is control


def check_preview(hand: Hand) -> None:
    """Check that the small picture and all the facts of each battle have room."""
    preview = hand.screen._preview
    hand.form.focus_on(hand.chooser)
    hand.key(pygame.K_HOME)
    for _ in hand.chooser.rows:
        if preview.title:
            assert preview.rect.contains(preview.map_rect)
            assert preview._picture is not None, "there is room for a picture"
            texts = preview.map_rect.bottom + preview._text_height()
            assert texts <= preview.rect.bottom
        hand.key(pygame.K_DOWN)


class Reader:
    """Reads what is written on a surface: which lines were shortened, and what was left out."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.cut: set[str] = set()
        self.clipped: set[str] = set()
        shorten, place, face = Writer.shorten, Writer.place, panels.draw_face

        def read(writer: Writer, text: str, *values: Any, **named: Any) -> str:
            shown = shorten(writer, text, *values, **named)
            if shown != text:
                self.cut.add(text)
            return shown

        def look(surface: pygame.Surface, line: pygame.Surface, *values: Any) -> pygame.Rect:
            rect = place(surface, line, *values)
            if (
                line.get_width()
                and rect.size != line.get_size()
                and surface.get_clip() == surface.get_rect()
            ):
                self.clipped.add(f"{line.get_size()} at {rect}")
            return rect

        def press(
            surface: pygame.Surface, style: Style, rect: pygame.Rect, shown: ButtonFace, look: Any
        ) -> None:
            if button_width(style, shown) > rect.w:
                self.cut.add(shown.label or shown.key)
            face(surface, style, rect, shown, look)

        monkeypatch.setattr(Writer, "shorten", read)
        monkeypatch.setattr(Writer, "place", staticmethod(look))
        monkeypatch.setattr(panels, "draw_face", press)


LONG = "a long name that a player chose for a battle of their own, and it goes on and on"


@pytest.mark.parametrize(("size", "scale"), CASES)
def test_no_text_of_a_menu_is_cut_but_what_a_player_wrote(
    open_app: OpenApp,
    folders: Folders,
    monkeypatch: pytest.MonkeyPatch,
    size: tuple[int, int],
    scale: int,
) -> None:
    for stem, actions in (("first", 3), ("second", 40)):
        save_battle(folders.saves / f"{stem}.jsonl", actions)
        save_battle(folders.autosaves / f"{stem}.jsonl", actions)
    (folders.saves / f"{LONG}.jsonl").write_text("x")
    fill_folder(folders)
    hand = open_app(size, Settings(scale=scale))
    played = name("scenario", "first_landing")
    hand.until(lambda: played in hand.button(text("title.continue")).subtitle)
    reader = Reader(monkeypatch)
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
        hand.frame()
        if isinstance(hand.screen, BattleListScreen):
            hand.until(lambda: not hand.screen._tasks)
            hand.frame()
            check_preview(hand)
            reader.cut.discard(LONG)
        if isinstance(hand.screen, NewBattleScreen):
            show_every_scenario(hand)
        assert not reader.cut, f"{type(hand.screen).__name__}: {reader.cut}"
        assert not reader.clipped, f"{type(hand.screen).__name__}: {reader.clipped}"
        if make is not None:
            hand.back()


def show_every_scenario(hand: Hand) -> None:
    hand.form.focus_on(hand.chooser)
    for key in (pygame.K_HOME, *[pygame.K_DOWN] * len(hand.chooser.rows)):
        hand.key(key)


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
    show_every_scenario(hand)
    assert text("scenario.generated", number=number) in {row.title for row in hand.chooser.rows}
    assert not reader.cut


def test_a_text_that_a_player_wrote_is_whole_in_a_tooltip(
    open_app: OpenApp, folders: Folders, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = 3 * LONG[:60]
    (folders.saves / f"{name}.jsonl").write_text("x")
    hand = open_app((850, 530))
    hand.app.go(Push(LoadScreen(hand.app)))
    hand.frame(2)
    written: list[str] = []
    wrap = Writer.wrap

    def read(writer: Writer, words: str, *values: Any) -> list[str]:
        written.append(words)
        return wrap(writer, words, *values)

    monkeypatch.setattr(Writer, "wrap", read)
    place = hand.chooser.parts[0].center
    motion = {"pos": place, "rel": (0, 0), "buttons": (0, 0, 0), "touch": False}
    pygame.event.post(pygame.event.Event(pygame.MOUSEMOTION, motion))
    hand.frame()
    assert name in written


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


@pytest.mark.parametrize(
    "size",
    [
        (110, 60),
        *(
            pytest.param(size, marks=pytest.mark.slow)
            for size in ((300, 150), (480, 320), (700, 400), (849, 529))
        ),
    ],
)
def test_windows_too_small_for_the_smallest_scale_still_draw(
    open_app: OpenApp, size: tuple[int, int]
) -> None:
    hand = open_app(size)
    assert hand.app.scale == load_tuning().scale.steps[0]
    for make in SCREENS.values():
        if make is not None:
            hand.app.go(Push(make(hand.app)))
            hand.frame(2)
            hand.back()
    hand.app.battles.start(load_scenario("grand_tide"), 1, ("person", "person"))
    hand.frame()
    hand.until(lambda: isinstance(hand.screen, BattleScreen))
    hand.app.tell("title", ["a line"])
    hand.frame(2)
    assert hand.app.message is not None


def test_a_resized_window_is_laid_out_anew(open_app: OpenApp) -> None:
    hand = open_app((1920, 1080), Settings(scale=175))
    hand.app.go(Push(NewBattleScreen(hand.app)))
    hand.frame()
    seed = hand.screen.seed
    for size in ((1280, 800), (850, 530), (3000, 1200)):
        pygame.display.set_mode(size, pygame.RESIZABLE)
        hand.frame()
        assert hand.app.size == size
        assert hand.app.scale == max(s for s in offered_scales(size) if s <= 175)
        check_form(hand.screen, size)
        assert hand.screen.seed == seed


def test_messages_fit_small_windows(open_app: OpenApp, tmp_path: Path) -> None:
    hand = open_app((850, 530))
    hand.app.tell("A title " * 20, ["Some words that are wrapped. " * 8, str(tmp_path) * 3])
    hand.frame(2)
    dialog = hand.app.message.dialog
    assert pygame.Rect(0, 0, 850, 530).contains(dialog.rect)
    hand.key(pygame.K_ESCAPE)
    assert hand.app.message is None
