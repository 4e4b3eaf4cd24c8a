"""Saves of campaigns: going on equals going on, and damage is found and named (C14.4)."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from engine.campaign.campaign import Campaign
from engine.campaign.campaign_file import side_path
from engine.campaign.data import load_numbers
from engine.campaign.data_files import TextFolder, numbers_of, packaged_texts
from engine.campaign.save import read_save
from engine.errors import CampaignError, SaveError
from tests.engine.campaign.damaged_saves import DAMAGES, LANDING, encoded, line_of_landing
from tests.engine.campaign.random_play import (
    play,
    play_turn,
    random_packet,
    random_setup,
    resolve_landings,
)
from tests.full_disk import fill_up_after

TURNS = 8
CLOSE_SECONDS = 5


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the lines of the save of a whole campaign of random orders, with a landing in it."""
    for seed in range(40):
        campaign = play(random_setup(seed, 2, TURNS))
        if any(line.results for line in campaign.turns):
            path = tmp_path_factory.mktemp("save") / "whole.jsonl"
            campaign.save(path)
            campaign.close(CLOSE_SECONDS)
            return path.read_text(encoding="utf-8").splitlines()
    raise AssertionError("no seed has a landing")


def write(path: Path, rows: list[str] | bytes) -> Path:
    path.write_bytes(rows if isinstance(rows, bytes) else encoded(rows))
    return path


# Equalities


def test_c14_4_a_save_that_is_loaded_is_the_same_campaign(tmp_path: Path, rows: list[str]) -> None:
    path = write(tmp_path / "whole.jsonl", rows)
    loaded = Campaign.load(path)
    again = tmp_path / "again.jsonl"
    loaded.save(again)
    loaded.close(CLOSE_SECONDS)
    assert again.read_bytes() == path.read_bytes()


def test_c14_4_to_save_and_load_at_every_turn_changes_nothing(tmp_path: Path) -> None:
    setup = random_setup(6, 3, TURNS)
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), setup)
    campaign.save(path)
    while campaign.finish is None:
        play_turn(campaign)
        campaign.close(CLOSE_SECONDS)
        campaign, message = Campaign.resume(path)
        assert message is None
    campaign.close(CLOSE_SECONDS)
    assert campaign.checksum == play(setup).checksum
    assert len(read_save(path).turns) == TURNS


def test_c14_4_a_save_can_be_loaded_as_it_was_after_any_turn(
    tmp_path: Path, rows: list[str]
) -> None:
    path = write(tmp_path / "whole.jsonl", rows)
    setup = Campaign.load(path, 0).state.setup
    for turns in (0, 1, 5):
        assert Campaign.load(path, turns).checksum == play(setup, turns).checksum


def test_c14_4_a_save_carries_its_data_files_in_full(tmp_path: Path) -> None:
    texts = dict(packaged_texts())
    texts["campaign/worlds.toml"] = texts["campaign/worlds.toml"].replace(
        "SETTLERS = 10", "SETTLERS = 11"
    )
    campaign = Campaign.new(numbers_of(texts), random_setup(1, 2, 4))
    path = tmp_path / "mine.jsonl"
    with pytest.raises(ValueError, match="other data files"):
        campaign.save(path)
    assert not path.exists()
    campaign.save(path, texts)
    campaign.close(CLOSE_SECONDS)
    assert Campaign.load(path).state.numbers.worlds.settlers == 11


def test_data_files_from_a_save_are_found_like_those_of_a_folder() -> None:
    folder = TextFolder({"a/b/c.toml": "x", "a/d.toml": "y", "e.toml": "z"})
    assert sorted(str(one) for one in folder.iterdir()) == ["a", "e.toml"]
    assert sorted(one.name for one in folder.joinpath("a").iterdir()) == ["b", "d.toml"]
    assert folder.joinpath("a", "b").is_dir()
    assert not folder.joinpath("a", "b", "c.toml").is_dir()
    assert folder.joinpath("a/b/c.toml").read_text() == "x"
    assert not folder.joinpath("f.toml").is_file()
    with pytest.raises(FileNotFoundError):
        folder.joinpath("f.toml").read_text()


# The turn in progress


def test_a_campaign_that_was_killed_goes_on_with_the_orders_of_its_turn(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    campaign = play(random_setup(3, 3, TURNS), 2)
    campaign.save(path)
    packets = {house: random_packet(campaign, house) for house in campaign.houses}
    for house, packet in packets.items():
        campaign.submit(house, ["tax heavy"])
        campaign.submit(house, packet)
    campaign.close(CLOSE_SECONDS)  # nothing more is written by this: as if it was killed
    again, message = Campaign.resume(path)
    assert message is None
    assert {house: list(again.packet(house)) for house in packets} == packets
    assert not again.is_carried_out
    play_on = (campaign, again)
    for one in play_on:
        one.carry_out()
        resolve_landings(one)
        one.end_turn()
    again.close(CLOSE_SECONDS)
    assert campaign.checksum == again.checksum


def test_a_campaign_goes_on_with_the_landings_that_were_fought(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    for seed in range(40):
        campaign = Campaign.new(load_numbers(), random_setup(seed, 3, 20))
        while campaign.finish is None:
            for house in campaign.houses:
                campaign.submit(house, random_packet(campaign, house))
            if campaign.carry_out():
                break
            campaign.end_turn()
        if campaign.pending:
            break
    campaign.save(path)
    pending = set(campaign.pending)
    resolve_landings(campaign)
    campaign.close(CLOSE_SECONDS)
    again, _ = Campaign.resume(path)
    assert again.is_carried_out
    assert set(again.specs) == pending
    assert not again.pending
    campaign.end_turn()
    again.end_turn()
    again.close(CLOSE_SECONDS)
    assert campaign.checksum == again.checksum
    assert side_path(path).read_bytes() == b""


def test_turns_that_the_disk_had_no_room_for_are_ended_again_from_the_side_file(
    tmp_path: Path,
) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    before, progress = path.read_bytes(), b""
    for _ in range(2):
        for house in campaign.houses:
            campaign.submit(house, random_packet(campaign, house))
        campaign.carry_out()
        resolve_landings(campaign)
        progress += side_path(path).read_bytes()
        campaign.end_turn()
    campaign.submit(campaign.houses[0], ["tax heavy"])
    progress += side_path(path).read_bytes()
    campaign.close(CLOSE_SECONDS)
    path.write_bytes(before)  # as if neither turn had found room, and all orders had
    side_path(path).write_bytes(progress)
    again, _ = Campaign.resume(path)
    assert again.turn == 3
    assert again.packet(again.houses[0]) == ("tax heavy",)
    assert again.checksum == campaign.checksum
    again.close(CLOSE_SECONDS)
    assert len(read_save(path).turns) == 2


def test_orders_that_find_no_room_are_told_and_written_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    house, other = campaign.houses
    assert campaign.file is not None
    with monkeypatch.context() as full:
        fill_up_after(20, full)
        campaign.submit(house, ["tax heavy"])
        assert campaign.file.problem is not None
        campaign.submit(house, ["tax light"])
        assert campaign.packet(house) == ("tax light",)
    campaign.submit(other, ["tax heavy"])
    assert campaign.file.problem is None
    campaign.close(CLOSE_SECONDS)
    again, _ = Campaign.resume(path)
    assert (again.packet(house), again.packet(other)) == (("tax light",), ("tax heavy",))
    again.close(CLOSE_SECONDS)


def test_orders_of_a_turn_that_ended_are_not_given_again(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    campaign.submit(campaign.houses[0], ["tax heavy"])
    left_over = side_path(path).read_bytes()
    campaign.end_turn()
    campaign.close(CLOSE_SECONDS)
    side_path(path).write_bytes(left_over)  # killed between the two files
    again, _ = Campaign.resume(path)
    assert again.packet(again.houses[0]) == ()
    again.close(CLOSE_SECONDS)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ('{"turn":1}\n{"turn":1}', "C14.4"),
        ('{"turn":2}', "C14.4"),
        ('{"turn":1,"house":"nobody"}', "C14.4"),
        ('{"turn":1,"world":"w00"}', "C14.4"),
        ('{"turn":1,"orders":["tax heavy"]}', "C14.4"),
        (
            '{"turn":1,"world":"w00","result":{"winner":"attacker","hp":{},"conclusion":"fought"}}',
            "C14.4",
        ),
        ("17", "C14.4"),
    ],
)
def test_a_damaged_side_file_is_named(tmp_path: Path, line: str, rule: str) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    campaign.close(CLOSE_SECONDS)
    side_path(path).write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(SaveError) as error:
        Campaign.resume(path)
    assert f"{side_path(path).name}: line {line.count(chr(10)) + 1}" in str(error.value)
    assert f"[{rule}]" in str(error.value)
    side_path(path).unlink()
    Campaign.resume(path)[0].close(CLOSE_SECONDS)


# Files


def test_a_torn_last_line_is_dropped_with_a_message(tmp_path: Path, rows: list[str]) -> None:
    path = write(tmp_path / "game.jsonl", encoded(rows)[:-30])
    assert len(Campaign.load(path).turns) == TURNS - 1
    campaign, message = Campaign.resume(path)
    assert message is not None
    assert "cut off" in str(message)
    assert str(path) in str(message)
    for house, packet in json.loads(rows[-1])["packets"].items():
        campaign.submit(house, packet)
    campaign.carry_out()
    resolve_landings(campaign)
    campaign.end_turn()
    campaign.close(CLOSE_SECONDS)
    assert path.read_bytes() == encoded(rows)


def test_a_last_line_torn_within_a_character_is_dropped(tmp_path: Path, rows: list[str]) -> None:
    content = encoded(rows[:-1]) + '{"turn":8,"packets":{"é'.encode()[:-1]
    path = write(tmp_path / "game.jsonl", content)
    campaign, message = Campaign.resume(path)
    campaign.close(CLOSE_SECONDS)
    assert message is not None
    assert len(campaign.turns) == TURNS - 1


def test_a_whole_last_line_without_its_end_is_read(tmp_path: Path, rows: list[str]) -> None:
    path = write(tmp_path / "game.jsonl", encoded(rows)[:-1])
    assert len(Campaign.load(path).turns) == TURNS


def test_a_save_never_overwrites_a_file(tmp_path: Path) -> None:
    path = write(tmp_path / "game.jsonl", b"precious")
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    with pytest.raises(SaveError, match="already exists"):
        campaign.save(path)
    assert path.read_bytes() == b"precious"
    assert campaign.file is None


def test_a_save_is_played_by_one_program_at_a_time(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    with pytest.raises(SaveError, match="being played elsewhere"):
        Campaign.resume(path)
    with pytest.raises(CampaignError, match="saved in"):
        campaign.save(tmp_path / "other.jsonl")
    campaign.close(CLOSE_SECONDS)
    Campaign.resume(path)[0].close(CLOSE_SECONDS)


def test_an_old_side_file_is_not_of_a_new_campaign(tmp_path: Path) -> None:
    path = tmp_path / "game.jsonl"
    side_path(path).write_text('{"turn":1}\n', encoding="utf-8")
    campaign = Campaign.new(load_numbers(), random_setup(3, 2, 4))
    campaign.save(path)
    campaign.close(CLOSE_SECONDS)
    again, _ = Campaign.resume(path)
    assert not again.is_carried_out
    again.close(CLOSE_SECONDS)


@pytest.mark.parametrize("name", ["missing.jsonl", "."])
def test_a_save_that_can_t_be_read_is_named(tmp_path: Path, name: str) -> None:
    for read in (Campaign.load, Campaign.resume):
        with pytest.raises(SaveError, match=re.escape(str(tmp_path / name))):
            read(tmp_path / name)


# Damage


def test_there_are_sixty_damaged_saves() -> None:
    assert len(DAMAGES) >= 60


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damaged_save_is_refused_by_file_line_and_rule(
    tmp_path: Path, rows: list[str], name: str
) -> None:
    damage = DAMAGES[name]
    damaged = damage.apply(list(rows))
    path = write(tmp_path / "damaged.jsonl", damaged)
    content = path.read_bytes()
    with pytest.raises(SaveError) as error:
        Campaign.load(path)
    message = str(error.value)
    line = {LANDING: line_of_landing(rows), -2: len(rows) + 1}
    number = line[damage.line] if damage.line in line else damage.line
    assert f"damaged.jsonl: line {number}: " in message
    assert re.search(rf"\[{re.escape(damage.rule)}", message), message
    assert message.isprintable() or "\n" in message
    with pytest.raises(SaveError):
        Campaign.resume(path)
    assert path.read_bytes() == content


def test_another_seed_is_another_campaign(tmp_path: Path, rows: list[str]) -> None:
    header = json.loads(rows[0])
    header["setup"]["seed"] += 1
    path = write(tmp_path / "damaged.jsonl", [json.dumps(header), *rows[1:]])
    with pytest.raises(SaveError, match=r"line \d+: .*\[C\d+\.\d+\]"):
        Campaign.load(path)
