"""The file of one's own record: each battle once, no line lost, nothing foreign believed."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.folders import Folders
from client.own_record.own_record_feature import OwnRecord
from client.own_record.own_record_file import (
    LONGEST,
    Entry,
    Outcome,
    keep_entries,
    opponent_of,
    read_record,
    standing_against,
)
from client.standing import Standing
from client.text.catalogue import ENGLISH, text, use_language
from engine import append_file
from engine.battle import Side
from engine.errors import DataError

HEADING = b'{"own_record":1}\n'


def entry(number: int, outcome: Outcome = Outcome.WON, opponent: str = "recruit") -> Entry:
    return Entry(f"{number:064x}", opponent, outcome)


entries = st.lists(
    st.builds(entry, st.integers(0, 5), st.sampled_from(Outcome), st.sampled_from(["a", "b"])),
    max_size=8,
)


def test_entries_are_read_as_they_were_written(folders: Folders) -> None:
    kept = [entry(1), entry(2, Outcome.DRAWN), entry(3, Outcome.LOST, "soldier")]
    for one in kept:
        keep_entries(folders, [one])
    found = read_record(folders.own_record)
    assert list(found.values()) == kept
    assert standing_against(found, "recruit") == Standing(1, 1, 0)
    assert standing_against(found, "soldier") == Standing(0, 0, 1)
    assert folders.own_record.read_bytes().startswith(HEADING)


@given(entries)
def test_of_several_results_of_a_battle_the_first_counts(
    tmp_path_factory: pytest.TempPathFactory, results: list[Entry]
) -> None:
    folders = Folders(tmp_path_factory.mktemp("home"))
    for one in results:
        keep_entries(folders, [one])
    found = read_record(folders.own_record)
    first = {one.battle: one for one in reversed(results)}
    assert found == first
    lines = folders.own_record.read_bytes().splitlines() if results else [b""]
    assert len(lines) == len(first) + 1
    together = Folders(tmp_path_factory.mktemp("home"))
    keep_entries(together, results)
    assert read_record(together.own_record) == first


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_a_line_that_was_cut_off_is_left_out_and_removed_by_the_next(
    folders: Folders, cut: int
) -> None:
    keep_entries(folders, [entry(1), entry(2)])
    whole = folders.own_record.read_bytes()
    folders.own_record.write_bytes(whole[:-cut])
    assert list(read_record(folders.own_record)) == [entry(1).battle]
    keep_entries(folders, [entry(3)])
    assert list(read_record(folders.own_record)) == [entry(1).battle, entry(3).battle]


@pytest.mark.parametrize("length", [0, 1, len(HEADING) - 1])
def test_not_even_the_first_line_need_be_whole(folders: Folders, length: int) -> None:
    folders.own_record.write_bytes(HEADING[:length])
    assert read_record(folders.own_record) == {}
    keep_entries(folders, [entry(1)])
    assert folders.own_record.read_bytes().startswith(HEADING)
    assert list(read_record(folders.own_record)) == [entry(1).battle]


BROKEN = [
    b'{"own_record":2}\n',
    b"nothing\n",
    b"\n",
    b'{"own_record":1}\n{"battle":"x","opponent":"recruit","outcome":"won"}\n',
    HEADING + b'{"battle":"%064x","opponent":"recruit","outcome":"lucky"}\n' % 1,
    HEADING + b'{"battle":"%064x","opponent":"\\u001b[2J","outcome":"won"}\n' % 1,
    HEADING + b'{"battle":"%064x","opponent":"a","outcome":"won","more":1}\n' % 1,
    b"\xff\xfe\n",
]


@pytest.mark.parametrize("content", BROKEN)
def test_a_broken_file_is_refused_and_put_aside(folders: Folders, content: bytes) -> None:
    folders.own_record.write_bytes(content)
    with pytest.raises(DataError, match=r"^own_record\.jsonl: "):
        read_record(folders.own_record)
    kept = keep_entries(folders, [entry(1)])
    assert kept.aside is not None
    assert kept.aside.read_bytes() == content
    assert kept.problem
    assert list(read_record(folders.own_record)) == [entry(1).battle]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"own_record":2}\n', "own_record.jsonl: 1.own_record: expected `int` <= 1 "),
        (
            HEADING + b'{"battle":"%064x","opponent":"recruit","outcome":"lucky"}\n' % 1,
            "own_record.jsonl: 2.outcome: invalid value 'lucky' ",
        ),
        (
            HEADING + b'{"battle":"x","opponent":"recruit","outcome":"won"}\n',
            "own_record.jsonl: 2.battle: a digest is 64 digits and letters from a to f ",
        ),
    ],
)
def test_a_refusal_names_the_file_the_line_and_the_reason(
    folders: Folders, content: bytes, says: str
) -> None:
    folders.own_record.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_record(folders.own_record)
    assert str(caught.value).startswith(says)
    assert str(caught.value).endswith(" [own record]")
    assert folders.own_record.read_bytes() == content


def test_a_file_that_is_too_large_is_put_aside(folders: Folders) -> None:
    folders.own_record.write_bytes(HEADING + b" " * LONGEST)
    kept = keep_entries(folders, [entry(1)])
    assert kept.aside is not None
    assert len(kept.entries) == 1


@pytest.mark.parametrize(
    ("players", "opponent"),
    [
        (("person", "recruit"), "recruit"),
        (("bot:greedy", "person"), "bot:greedy"),
        (("person", "person"), None),
        (("recruit", "soldier"), None),
        (("Ada", "recruit"), None),
    ],
)
def test_only_one_person_has_an_opponent(players: tuple[str, str], opponent: str | None) -> None:
    assert opponent_of(players) == opponent


# The feature


class Window:
    """What the feature asks of the window."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.told: list[tuple[str, list[str]]] = []

    def tell(self, title: str, lines: list[str]) -> None:
        self.told.append((title, lines))


@pytest.fixture
def window(folders: Folders) -> Window:
    return Window(folders)


def note(record: OwnRecord, number: int, *, branched: bool = False, person: str = "person") -> None:
    record.note(f"{number:064x}", (person, "recruit"), Side.ONE, branched=branched)


def test_a_branch_and_an_unknown_player_do_not_count(window: Window) -> None:
    record = OwnRecord(window)  # type: ignore[arg-type]
    note(record, 1, branched=True)
    note(record, 2, person="Ada")
    record.note(f"{3:064x}", ("person", "someone"), Side.ONE, branched=False)
    assert not window.folders.own_record.exists()
    note(record, 4)
    assert record.standing("recruit") == Standing(1, 0, 0)


def test_what_a_full_disk_refuses_is_told_once_counts_and_is_written_later(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = OwnRecord(window)  # type: ignore[arg-type]
    note(record, 1)
    real = os.write

    def full(descriptor: int, data: bytes) -> int:
        if b"outcome" in data:
            real(descriptor, data[:20])
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(descriptor, data)

    with monkeypatch.context() as disk:
        disk.setattr(append_file.os, "write", full)
        note(record, 2)
        note(record, 3)
        assert [title for title, _ in window.told] == [text("own-record.unkept")]
        assert record.standing("recruit") == Standing(3, 0, 0)
        assert record.list_losses()
    assert list(read_record(window.folders.own_record)) == [f"{1:064x}"]
    assert record.list_losses() == []
    assert list(read_record(window.folders.own_record)) == [f"{n:064x}" for n in (1, 2, 3)]
    assert record.standing("recruit") == Standing(3, 0, 0)


def test_two_windows_write_one_record(window: Window) -> None:
    one, two = (OwnRecord(window) for _ in range(2))  # type: ignore[arg-type]
    note(one, 1)
    note(two, 1)
    note(two, 2)
    note(one, 3)
    assert len(read_record(window.folders.own_record)) == 3
    assert one.standing("recruit") == Standing(3, 0, 0)


def test_a_broken_record_is_told_when_it_is_put_aside(window: Window) -> None:
    window.folders.own_record.write_bytes(b"nothing\n")
    record = OwnRecord(window)  # type: ignore[arg-type]
    assert record.standing("recruit") == Standing()
    assert window.told == []
    note(record, 1)
    ((title, lines),) = window.told
    assert title == text("own-record.broken")
    assert Path(lines[-1]).read_bytes() == b"nothing\n"
    record.close()


@pytest.fixture
def _in_french() -> Iterator[None]:
    use_language("fr")
    yield
    use_language(ENGLISH)


@pytest.mark.usefixtures("_in_french")
@pytest.mark.parametrize(
    ("content", "says"),
    [
        (HEADING + b'{"battle":1}\n', "own_record.jsonl: 2.battle: attendu `str`, trouvé `int`"),
        (HEADING + b" " * LONGEST, f"own_record.jsonl: plus de {LONGEST} octets"),
    ],
)
def test_what_is_wrong_with_a_record_is_told_in_the_language_of_the_window(
    window: Window, content: bytes, says: str
) -> None:
    window.folders.own_record.write_bytes(content)
    note(OwnRecord(window), 1)  # type: ignore[arg-type]
    ((_, (_, problem, _)),) = window.told
    assert says in problem
