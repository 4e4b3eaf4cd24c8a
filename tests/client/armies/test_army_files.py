"""The files of armies in the user folder."""

from __future__ import annotations

import errno
import os

import pytest

from client.battle.model.army_files import delete_army, list_armies, save_army
from client.folders import Folders
from client.screens.army_rows import army_obstacles, army_row, problem_lines
from engine import limits
from engine.battle.army import Army, read_army
from tests.engine.armies.rosters import army_of

WHOLE = """kind = "army"
version = 1
name = "Night watch"
faction = "ordinate"
limit = 500

[units]
linesman = 4
"""
BROKEN = {
    "empty": b"",
    "no toml": b"kind = ",
    "other kind": WHOLE.replace('"army"', '"board"').encode(),
    "newer": WHOLE.replace("version = 1", "version = 2").encode(),
    "no units": WHOLE.replace("[units]", "[others]").encode(),
    "wrong type": WHOLE.replace("500", '"500"').encode(),
    "hidden letters": WHOLE.replace("Night watch", "Night\\u202e watch").encode(),
    "escapes": WHOLE.replace("Night watch", "\\u001b[2Jwatch").encode(),
    "path": WHOLE.replace('"ordinate"', '"../../ordinate"').encode(),
    "too many": WHOLE.replace("linesman = 4", "linesman = 4000").encode(),
    "below one": WHOLE.replace("linesman = 4", "linesman = -4").encode(),
    "no text": b"\xff\xfe\x00kind",
    "torn": WHOLE[:60].encode(),
    "deep": (f"kind = {'[' * 200}1{']' * 200}").encode(),
    "long": WHOLE.encode() + b"#" * limits.FILE_BYTES,
    "json": b'{"kind": "army"}',
}


def test_an_army_is_saved_and_listed(folders: Folders) -> None:
    army = army_of(linesman=2)
    path = save_army(folders, army, None)
    (listed,) = list_armies(folders)
    assert listed.army == army
    assert listed.path == path
    assert path.parent == folders.armies


def test_a_changed_army_stays_in_its_file_even_under_another_name(folders: Folders) -> None:
    path = save_army(folders, army_of(linesman=2), None)
    renamed = Army("Day watch", "ordinate", 500, {"linesman": 3})
    assert save_army(folders, renamed, path) == path
    assert [one.army for one in list_armies(folders)] == [renamed]


def test_armies_of_the_same_name_have_files_of_their_own(folders: Folders) -> None:
    one = save_army(folders, army_of(linesman=1), None)
    two = save_army(folders, army_of(linesman=2), None)
    assert one != two
    assert [read_army(path) for path in (one, two)] == [army_of(linesman=1), army_of(linesman=2)]


@pytest.mark.parametrize(
    "name", ["../../x", "/etc/passwd", "CON", "a/b\\c:d", ".hidden", "é漢" * 40]
)
def test_a_name_never_becomes_a_path(folders: Folders, name: str) -> None:
    army = Army(name, "ordinate", 500, {"linesman": 1})
    path = save_army(folders, army, None)
    assert path.parent == folders.armies
    assert not path.name.startswith(".")
    assert read_army(path) == army


def test_an_army_whose_file_was_deleted_meanwhile_is_saved_again(folders: Folders) -> None:
    path = save_army(folders, army_of(linesman=2), None)
    path.unlink()
    again = save_army(folders, army_of(linesman=3), path)
    assert read_army(again) == army_of(linesman=3)


def test_a_deleted_army_is_gone_and_deleting_twice_is_no_error(folders: Folders) -> None:
    path = save_army(folders, army_of(linesman=2), None)
    delete_army(folders, path)
    delete_army(folders, path)
    assert list_armies(folders) == []


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EROFS])
def test_a_disk_that_fails_leaves_the_army_as_it_was(
    folders: Folders, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    path = save_army(folders, army_of(linesman=2), None)

    def fail(_: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", fail)
        for file in (path, None):
            with pytest.raises(OSError, match=os.strerror(code)):
                save_army(folders, army_of(linesman=3), file)
    assert read_army(path) == army_of(linesman=2)
    assert [one.path for one in list_armies(folders)] == [path]
    assert {file.name for file in folders.armies.iterdir()} == {path.name}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_a_row_with_its_reasons_and_keeps_to_itself(
    folders: Folders, name: str
) -> None:
    whole = save_army(folders, army_of(linesman=2), None)
    file = folders.armies / "a broken one.toml"
    file.write_bytes(BROKEN[name])
    first, broken = list_armies(folders)
    assert first.path == whole
    assert broken.army is None
    assert broken.title == "a broken one.toml"
    row = army_row(broken, army_obstacles(broken))
    assert row.icon
    lines = problem_lines(broken, [])
    assert len(lines) > 1
    assert all(line.isprintable() for line in lines)
    assert file.read_bytes() == BROKEN[name], "it is never changed"


def test_folders_pipes_and_other_files_are_no_armies(folders: Folders) -> None:
    (folders.armies / "folder.toml").mkdir()
    (folders.armies / "notes.txt").write_text(WHOLE)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folders.armies / "pipe.toml")
    assert list_armies(folders) == []


def test_armies_are_sorted_by_name_and_broken_files_come_last(folders: Folders) -> None:
    (folders.armies / "0.toml").write_text("broken")
    for name in ("beta", "Alpha", "gamma"):
        save_army(folders, Army(name, "ordinate", 500, {}), None)
    assert [one.title for one in list_armies(folders)] == ["Alpha", "beta", "gamma", "0.toml"]


def test_an_army_that_can_not_be_fielded_is_listed_and_says_why(folders: Folders) -> None:
    save_army(folders, army_of(limit=10, linesman=2, fleck=1), None)
    (listed,) = list_armies(folders)
    obstacles = army_obstacles(listed)
    lines = problem_lines(listed, obstacles)
    assert [one.code for one in obstacles] == ["army.other-faction", "army.over-limit"]
    assert any("Fleck" in line and "Ordinate" in line for line in lines)
    assert any("75 of 10" in line for line in lines)
