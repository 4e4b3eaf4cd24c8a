"""The keys of the commands: the packaged ones, a player's changes, and conflicts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pygame
import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.battle.input.keys import PRESSES, require_keys
from client.battle.input.replay_keys import REPLAY_COMMANDS, require_replay_keys
from client.folders import Folders
from client.key_bindings import (
    BACK,
    BACK_KEY,
    FILE,
    KeyBindings,
    Keys,
    KeyTable,
    is_bindable,
    is_key,
    merge_changes,
    packaged_keys,
    packaged_tables,
)
from client.keyboard import key_name
from client.settings import Settings, change_settings, read_settings
from client.text import catalogue
from client.text.key_names import name_of_key, split_key
from engine import resources
from engine.errors import DataError
from engine.sentences import InvalidValue

BATTLE = KeyTable.BATTLE
COMMANDS = sorted(PRESSES)
KEYS = ["a", "e", "x", "tab", "shift+tab", "[4]", "f9", "ctrl+k", "+", "shift++", "left", "1"]

commands = st.sampled_from(COMMANDS)
keys = st.sampled_from(KEYS)
steps = st.lists(st.tuples(commands, keys), max_size=12)


def after(changes: list[tuple[str, str]]) -> KeyBindings:
    bindings = KeyBindings({})
    for command, key in changes:
        bindings = bindings.bound(command, key)
    return bindings


def all_keys(bindings: KeyBindings) -> list[str]:
    return [key for command in COMMANDS for key in bindings.keys_of(command)]


def test_the_packaged_file_has_exactly_the_commands_there_are() -> None:
    assert packaged_keys(BATTLE).keys() == PRESSES.keys()
    assert all(packaged_keys(BATTLE).values())


@pytest.mark.parametrize(
    ("line", "broken", "reason"),
    [
        ('mode = ["v"]\n', "", "battle.mode: missing"),
        ('mode = ["v"]', 'mode = ["v"]\njump = ["j"]', "battle.jump: unknown"),
        ('mode = ["v"]', 'mode = ["a"]', "a is assigned to both advance and mode"),
        ('mode = ["v"]', 'mode = ["hyper"]', "hyper"),
        ('mode = ["v"]', 'mode = "v"', "battle"),
        ('kind = "keys"', 'kind = "client"', "kind"),
    ],
)
def test_a_broken_packaged_file_is_refused_and_no_settings_are_blamed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, line: str, broken: str, reason: str
) -> None:
    content = resources.read_text(FILE)
    assert line in content
    monkeypatch.setattr(resources, "read_text", lambda _: content.replace(line, broken))
    packaged_tables.cache_clear()
    settings = tmp_path / "settings.toml"
    settings.write_text("version = 1\n")

    def begin() -> None:
        require_keys()
        read_settings(settings)

    with pytest.raises(DataError) as caught:
        begin()
    assert reason in str(caught.value)
    assert [file.name for file in tmp_path.iterdir()] == ["settings.toml"]
    monkeypatch.undo()
    packaged_tables.cache_clear()


@given(steps)
def test_no_key_ever_has_two_commands_and_each_is_found_by_its_key(
    changes: list[tuple[str, str]],
) -> None:
    bindings = after(changes)
    held = all_keys(bindings)
    assert len(held) == len(set(held))
    for command in COMMANDS:
        assert all(bindings.command_of(key) == command for key in bindings.keys_of(command))
    assert KeyBindings(bindings.changes).changes == bindings.changes


@given(steps, commands, keys)
def test_a_key_is_bound_as_the_main_one_and_the_other_command_gets_what_it_replaces(
    changes: list[tuple[str, str]], command: str, key: str
) -> None:
    before = after(changes)
    bound = before.bound(command, key)
    assert bound.keys_of(command)[0] == key
    owner = before.command_of(key)
    if owner not in {None, command}:
        assert owner is not None
        swapped = [one for one in before.keys_of(command)[:1] if one != BACK_KEY]
        gained = [one for one in bound.keys_of(owner) if one not in before.keys_of(owner)]
        assert gained == swapped
    others = set(COMMANDS) - {command, owner}
    assert all(bound.keys_of(one) == before.keys_of(one) for one in others)


@given(steps, commands)
def test_a_reset_command_has_its_packaged_keys_and_no_key_has_two_commands(
    changes: list[tuple[str, str]], command: str
) -> None:
    bindings = after(changes).reset(command)
    assert bindings.keys_of(command) == packaged_keys(BATTLE)[command]
    held = all_keys(bindings)
    assert len(held) == len(set(held))


@given(steps)
def test_resetting_every_command_leaves_no_change(changes: list[tuple[str, str]]) -> None:
    bindings = after(changes)
    for command in COMMANDS:
        bindings = bindings.reset(command)
    assert bindings.changes == {}


def test_escape_always_goes_back() -> None:
    bindings = KeyBindings({}).bound("back", "backspace")
    assert bindings.keys_of("back") == ("backspace", BACK_KEY)
    assert not is_bindable(BACK_KEY)
    assert not is_bindable("f11")


def test_a_key_that_a_player_gave_away_is_not_taken_back_by_a_packaged_one() -> None:
    bindings = KeyBindings({"undo": ("tab",)})
    assert bindings.command_of("tab") == "undo"
    assert bindings.keys_of("next") == ("n",)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"jump": ("j",)}, "jump"),
        ({"undo": ("escape",)}, "escape"),
        ({"undo": ("f11",)}, "f11"),
        ({"undo": ("A",)}, "A"),
        ({"undo": ("shift+ctrl+u",)}, "shift+ctrl+u"),
        ({"undo": ("\x1b[2J",)}, "undo"),
        ({"undo": ("",)}, "undo"),
        ({"undo": ("x",), "wait": ("x",)}, "x"),
        ({"undo": ("x", "x")}, "x"),
        ({"undo": tuple("abcdefghi")}, "undo"),
    ],
)
def test_impossible_changes_are_refused_with_the_reason(
    changes: dict[str, Keys], reason: str
) -> None:
    with pytest.raises(InvalidValue) as caught:
        KeyBindings(changes)
    assert reason in catalogue.render(caught.value.sentence)


def pressed(key: int, mod: int) -> str:
    return key_name(pygame.event.Event(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0))


@pytest.mark.parametrize("mod", [0, pygame.KMOD_LSHIFT, pygame.KMOD_LCTRL | pygame.KMOD_LSHIFT])
@pytest.mark.parametrize(
    "key", [pygame.K_a, pygame.K_PLUS, pygame.K_KP7, pygame.K_PAGEUP, pygame.K_F2, pygame.K_COMMA]
)
def test_what_the_keyboard_names_can_be_bound_and_is_named(key: int, mod: int) -> None:
    pygame.init()
    name = pressed(key, mod)
    assert is_bindable(name)
    held, last = split_key(name)
    assert "+".join([*held, last]) == name
    assert name_of_key(name).count("+") >= len(held)


def test_what_no_keyboard_names_is_no_key() -> None:
    assert not any(is_key(one) for one in ["", "alt+", "ctrl", "plus", "[a]", "[]", "é", "f13"])


# Two windows


def test_changes_of_two_windows_are_merged_command_by_command() -> None:
    there: dict[str, Keys] = {"undo": ("u",)}
    assert merge_changes({}, {"wait": ("w",)}, there) == {"undo": ("u",), "wait": ("w",)}
    assert merge_changes({"undo": ("y",)}, {}, there) == {}


def test_if_two_windows_gave_one_key_away_the_later_one_has_its_way() -> None:
    assert merge_changes({}, {"wait": ("u",)}, {"undo": ("u",)}) == {"wait": ("u",)}


# Tables


def test_each_table_has_exactly_its_commands() -> None:
    require_replay_keys()
    assert packaged_keys(KeyTable.REPLAY).keys() == REPLAY_COMMANDS.keys()
    assert all(packaged_keys(KeyTable.REPLAY).values())


def test_a_key_has_one_command_in_each_table() -> None:
    replay = KeyBindings({}, KeyTable.REPLAY)
    assert replay.command_of("t") == "turn"
    assert KeyBindings({}).command_of("t") == "next-target"
    bound = replay.bound("step", "e")
    assert (bound.table, bound.command_of("e")) == (KeyTable.REPLAY, "step")
    assert bound.reset("step").changes == {}
    assert KeyBindings({}).command_of("e") == "end-phase"


def test_a_command_of_another_table_is_unknown() -> None:
    with pytest.raises(InvalidValue):
        KeyBindings({"end-phase": ("x",)}, KeyTable.REPLAY)
    with pytest.raises(InvalidValue):
        KeyBindings({"branch": ("x",)})


@pytest.mark.parametrize("table", KeyTable)
def test_escape_goes_back_in_every_table(table: KeyTable) -> None:
    back = BACK[table]
    bindings = KeyBindings({}, table).bound(back, "backspace")
    assert bindings.command_of(BACK_KEY) == back
    for command in packaged_keys(table).keys() - {back}:
        with pytest.raises(InvalidValue):
            KeyBindings({command: (BACK_KEY,)}, table)


def test_the_keys_of_both_tables_are_settings_and_are_merged(tmp_path: Path) -> None:
    folders = Folders(tmp_path)
    before = Settings()
    mine = msgspec.structs.replace(before, replay_keys={"step": ("e",)})
    other = msgspec.structs.replace(before, keys={"wait": ("x",)}, replay_keys={"branch": ("g",)})
    change_settings(folders, before, other)
    change_settings(folders, before, mine)
    found = read_settings(folders.settings).settings
    assert found.keys == {"wait": ("x",)}
    assert found.replay_keys == {"branch": ("g",), "step": ("e",)}
