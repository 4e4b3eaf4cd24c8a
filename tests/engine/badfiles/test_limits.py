"""The largest numbers that a file may say still make a battle that can be played (R2.2)."""

from __future__ import annotations

from pathlib import Path

from engine import limits
from engine.battle import Game, forecast
from engine.battle.generator import generate
from engine.battle.scenario_files import load_materials, load_rules, read_scenario
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog
from engine.players.greedy import GreedyBot
from tests.engine.badfiles.data_root import BLUE, FIGHT, RED, RULES, TEXTS, lay_out


def change(name: str, *changes: tuple[str, str]) -> str:
    text = TEXTS[name]
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


LARGEST = {
    RED: change(
        RED,
        ("RNG = 12", f"RNG = {limits.STAT}"),
        ("NB = 2", f"NB = {limits.ATTACKS}"),
        ("STR = 4", f"STR = {limits.STAT}"),
        ("AP = -1", f"AP = -{limits.STAT}"),
        ('"D3"', '"2D6"'),
        ('"RAPID_FIRE 1"', '"RAPID_FIRE 10", "SUSTAINED_HITS 10", "MELTA 10"'),
        ("MOVE = 5", f"MOVE = {limits.STAT}"),
        ("HP_MAX = 2", f"HP_MAX = {limits.STAT}"),
        ("T = 4", f"T = {limits.STAT}"),
        ("OC = 2", f"OC = {limits.STAT}"),
        ("VALUE = 40", f"VALUE = {limits.VALUE}"),
    ),
    BLUE: change(
        BLUE, ("HP_MAX = 6", f"HP_MAX = {limits.STAT}"), ("VALUE = 0", f"VALUE = {limits.VALUE}")
    ),
    RULES: change(
        RULES,
        ("ROUGH_COST = 2", f"ROUGH_COST = {limits.ROUGH_COST}"),
        ("ROUNDS = 5", f"ROUNDS = {limits.STAT}"),
        ("MOST_UNITS = 20", f"MOST_UNITS = {limits.UNITS}"),
    ),
}


def test_a_battle_of_the_largest_numbers_is_played_to_its_end(tmp_path: Path) -> None:
    root = lay_out(tmp_path, LARGEST)
    game = Game.start(read_scenario(root / FIGHT, root, load_rules(root), load_catalog(root)), 1)
    trooper, hound = game.state.units[0], game.state.units[1]
    odds = forecast.forecast_attack(game.state, trooper, trooper.profile.ranged[0], hound)
    assert len(odds.left) == limits.STAT + 1
    assert abs(sum(odds.left) - 1) < 1e-9
    while game.result is None:
        game.apply(GreedyBot().choose(game.state, game.legal_actions()))
    game.save(tmp_path / "battle.jsonl")
    assert Game.load(tmp_path / "battle.jsonl").checksum() == game.checksum()


def test_armies_of_the_largest_values_are_mustered(tmp_path: Path) -> None:
    root = lay_out(tmp_path, LARGEST)
    scenario = generate(load_materials(root), 3, ("red", "blue"))
    assert {placed.unit for placed in scenario.units} == {"trooper", "hound"}


def test_rounds_in_which_nobody_can_act_pass_by_themselves(tmp_path: Path) -> None:
    cage = '"""\n.#.#.\n#####\n.....\n#####\n.....\n"""'
    rooted = (("MOVE = 5", "MOVE = 0"), ('["gun", "torch"]', "[]"), ('["blade"]', "[]"))
    fight = change(
        FIGHT,
        ('board = "yard"', f"terrain = {cage}"),
        ('unit = "hound"', 'unit = "trooper"'),
        ("[[2, 2], [3, 2]]", "[[2, 2]]"),
        ("[[5, 4]]", "[[4, 4]]"),
        ("hex = [5, 0]", "hex = [4, 0]"),
        ("hex = [5, 1]", "hex = [2, 0]"),
    )
    root = lay_out(tmp_path, LARGEST | {RED: change(RED, *rooted), FIGHT: fight})
    game = Game.start(read_scenario(root / FIGHT, root, load_rules(root), load_catalog(root)), 1)
    assert game.result is not None
    assert game.state.round == limits.STAT


def test_files_that_come_with_the_game_are_far_below_the_limit() -> None:
    data = Path(str(packaged_data()))
    assert max(file.stat().st_size for file in data.rglob("*.toml")) * 10 < limits.FILE_BYTES
