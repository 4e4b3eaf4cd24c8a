"""The list of pictures and the folder of pictures say the same."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from client.battle.input.keys import press_of
from client.screens.help import KEYS, WORDS
from client.screens.settings import PAGES as SETTINGS_PAGES
from client.text.catalogue import text
from engine.battle.phase import Phase
from engine.players.levels import level_names
from scripts.screen_folder import play
from scripts.screen_list import BattleStage, read_screens

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "screens"
SCREENS = read_screens()
PAGES = [*(page.code for page in SETTINGS_PAGES), KEYS, WORDS]
BOARDS = re.compile(r"(board|decision|opening|places)_\w+\.jpg|roster\.jpg|campaign_map\.svg")
"""Pictures of boards, which other pages are about."""


def test_every_picture_of_the_list_is_there_and_no_other_one() -> None:
    listed = {file for name in SCREENS.entries for file in SCREENS.files(name)}
    there = {file.name for file in FOLDER.iterdir()}
    assert listed <= there
    assert not {name for name in there - listed if not BOARDS.fullmatch(name)}


def test_every_picture_of_a_page_is_there() -> None:
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    linked = [
        page.parent / link
        for page in pages
        for link in re.findall(r"\]\(([\w/.-]+\.jpg)\)", page.read_text(encoding="utf-8"))
    ]
    assert len(linked) > 30
    assert not [link for link in linked if not link.is_file()]


@pytest.mark.parametrize("name", SCREENS.entries)
def test_every_step_can_be_taken(name: str) -> None:
    for step in SCREENS.entries[name].steps:
        verb, _, what = step.partition(" ")
        match verb:
            case "press":
                assert text(what)
            case "key":
                assert press_of(what) or what in {"k", "tab", "return", "f10"}
            case "open":
                module, screen = what.split(":")
                assert callable(vars(importlib.import_module(module))[screen])
            case "choose":
                assert what in PAGES
            case "seat":
                assert what in level_names()
            case "wait":
                assert float(what) > 0
            case "targets":
                assert 0 < int(what) <= 100
            case "point":
                assert len([int(one) for one in what.split()]) == 2
            case _:
                raise AssertionError(f"unknown step {step!r}")


def test_a_stage_is_played_up_to_what_it_asks_for() -> None:
    game = play(BattleStage("first_landing", 4, round=2, phase=Phase.SHOOT))
    assert (game.state.round, game.state.phase) == (2, Phase.SHOOT)
    assert play(BattleStage("first_landing", 4, over=True)).result is not None
    with pytest.raises(RuntimeError, match="never happens"):
        play(BattleStage("first_landing", 4, round=99))
