"""What somebody meets who is new to the game: its choices are in order, and Enter goes on."""

from __future__ import annotations

import pygame
import pytest

from client.folders import Folders
from client.overlays.message import MessageOverlay
from client.screens.load_rows import group_files, list_rows
from client.screens.replay import ReplayScreen
from client.screens.seating import seats
from client.screens.strength import fitting_table
from client.settings import Pace, Settings
from client.text.catalogue import text
from client.tutorial.lesson import packaged_lessons
from client.tutorial.lesson_screen import LessonScreen
from client.widgets.segmented_control import SegmentedControl
from tests.client.app.hand import OpenApp
from tests.client.app.test_load import save_battle
from tests.client.pilot import Pilot
from tests.client.tutorial.pupil import Pupil

SETTINGS = Settings(scale=100, pace=Pace.INSTANT)


def test_the_end_of_a_lesson_names_the_key_that_goes_on(open_app: OpenApp) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.tutorial"))
    lesson = packaged_lessons()[0]
    hand.press(text("tutorial.lesson", number=1, name=text(f"lesson.{lesson.code}")))
    hand.frame(2)
    screen = hand.screen
    assert isinstance(screen, LessonScreen)
    pupil = Pupil(Pilot(screen, hand.app.stack, hand.app.frame), by_keys=False)
    pupil.take_all_steps()
    hand.frame(2)
    (offered,) = screen._drawing.offered
    assert offered.face.label == text("tutorial.next")
    assert offered.face.key == text("key.enter")
    assert offered.face.corner, "there it is drawn whatever the width of the button"


def test_bots_come_in_the_order_of_their_strength() -> None:
    table = fitting_table()
    assert table is not None
    ratings = [table.ratings[bot].rating for bot in seats()[1]]
    assert ratings == sorted(ratings)


def test_a_battle_that_is_being_read_is_not_called_by_its_file(folders: Folders) -> None:
    paths = [folders.autosaves / f"first_landing-{number}.jsonl" for number in (1, 2)]
    own = folders.saves / "my battle.jsonl"
    paths.append(own)
    holders = dict.fromkeys(paths, "")
    rows = list_rows(group_files(paths, {}, holders, every=True), {}, (), holders)
    assert [row.title for row in rows] == [*[text("load.reading")] * 2, "my battle"]
    assert all("first_landing" not in row.subtitle for row in rows)


@pytest.mark.usefixtures("each_language")
@pytest.mark.parametrize("page", ["display", "gameplay"])
def test_values_side_by_side_are_written_in_full_size_if_together_they_can_be(
    open_app: OpenApp, page: str
) -> None:
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.settings"))
    hand.page(page)
    hand.frame()
    style = hand.app.style
    for row in hand.controls:
        if not isinstance(row, SegmentedControl) or len({one.y for one in row.rects}) > 1:
            continue
        needed = row._own_widths()
        spare = row.values_rect.w - (row.rects[-1].right - row.rects[0].x)
        assert spare >= 0
        assert all(
            one.right < other.x for one, other in zip(row.rects, row.rects[1:], strict=False)
        )
        if sum(needed) + style.px(4) * len(needed) <= row.values_rect.w:
            assert all(rect.w >= wide for rect, wide in zip(row.rects, needed, strict=True)), (
                row.name
            )


def test_enter_plays_from_a_place_of_a_replay(open_app: OpenApp, folders: Folders) -> None:
    save_battle(folders.saves / "mine.jsonl", 12)
    hand = open_app((1280, 800), SETTINGS)
    hand.press(text("title.replays"))
    hand.until(lambda: "mine" in [row.title for row in hand.chooser.rows])
    hand.until(lambda: hand.chooser.rows[0].subtitle != text("load.reading"))
    hand.key(pygame.K_RETURN)
    hand.until(lambda: isinstance(hand.screen, ReplayScreen))
    hand.frame(3)
    hand.key(pygame.K_b)
    hand.frame(2)
    assert isinstance(hand.app.stack.top, MessageOverlay)
    assert hand.form.focused.face.label == text("replay.branch.same")
