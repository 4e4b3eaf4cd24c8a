"""Ten whole battles, kept as actions and rolls, that must go as they always went."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from engine.battle import Game
from engine.battle.game import Played
from engine.battle.save import read_save
from engine.versions import FIRST_FORMAT, SAVE_FORMAT
from tests.engine.golden.regenerate import BATTLES, FOLDER, RESULTS, Golden, play, result_of

EXPECTED = msgspec.json.decode(RESULTS.read_bytes())
MOST_BYTES = 600_000


def in_new_form(content: bytes) -> bytes:
    """Return a save of the oldest form, in which golden battles are kept, in that of now."""
    old, new = (f'{{"format":{number},'.encode() for number in (FIRST_FORMAT, SAVE_FORMAT))
    return content.replace(old, new, 1)


@pytest.mark.parametrize("golden", BATTLES, ids=lambda golden: golden.path.stem)
def test_a_golden_battle_re_simulates(golden: Golden) -> None:
    """Every action is legal, every roll is used, every checksum is right, every event is told."""
    save = read_save(golden.path)
    game = Game.from_header(save.header)
    told = list(game.opening)
    for step in game.replay(save):
        if isinstance(step, Played):
            told += step.events
    assert result_of(game, told) == EXPECTED[golden.path.name]
    assert game.result is not None
    lines = golden.path.read_text(encoding="utf-8").splitlines()
    assert list(game.lines) == lines
    assert sum('"checksum"' in line for line in lines) == game.records // 25


@pytest.mark.parametrize("golden", BATTLES, ids=lambda golden: golden.path.stem)
def test_a_golden_battle_is_played_again_from_its_seed(golden: Golden, tmp_path: Path) -> None:
    """Dice and players draw the same again; the scenario is the file's, so that data may change."""
    header = read_save(golden.path).header
    game, told = play(golden, header.scenario)
    assert result_of(game, told) == EXPECTED[golden.path.name]
    game.save(tmp_path / "again.jsonl")
    again = (tmp_path / "again.jsonl").read_bytes()
    assert again == in_new_form(golden.path.read_bytes())


def test_golden_battles_take_back_and_end_in_several_ways() -> None:
    texts = [golden.path.read_text(encoding="utf-8") for golden in BATTLES]
    assert all("take_back" in text for text in texts)
    assert len({result["result"]["reason"] for result in EXPECTED.values()}) >= 3
    words = ("ADVANCE_TO", "STAY", "SHOOT", "GIVE_UP", "CHARGE_TO", "FIGHT", "END_PHASE", "SINGLE")
    assert all(any(word in text for text in texts) for word in words)


def test_golden_battles_are_few_and_small() -> None:
    files = sorted(FOLDER.glob("*.jsonl"))
    assert files == sorted(golden.path for golden in BATTLES)
    assert sum(file.stat().st_size for file in files) < MOST_BYTES
