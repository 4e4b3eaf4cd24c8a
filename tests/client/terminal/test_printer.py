"""Lines of the terminal: sentences of campaigns are wrapped, drawings never."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from client.terminal.printer import COLUMNS, Printer, WrappingPrinter, wrapped

SENTENCE = "  f6 at w24: " + ", ".join(f"{n} × lighter" for n in range(1, 12)) + "; sail w24"


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.__stdout__", None)


@pytest.mark.parametrize("width", [20, 40, COLUMNS])
def test_a_sentence_is_wrapped_at_words_with_a_hanging_indent(width: int) -> None:
    first, *others = wrapped(SENTENCE, width).split("\n")
    assert others
    assert first.startswith("  f6 at")
    assert all(line.startswith("    ") and line[4] != " " for line in others)
    assert all(cell_len(line) <= width for line in (first, *others))
    assert " ".join([first, *others]).split() == SENTENCE.split()


def test_what_fits_stays_as_it_is_and_a_long_word_is_not_broken() -> None:
    assert wrapped(SENTENCE, len(SENTENCE)) == SENTENCE
    path = "/somewhere/" + "x" * 90
    assert wrapped(f"Saved: {path}", COLUMNS) == f"Saved:\n  {path}"
    assert wrapped("one two", 1) == "one\n  two"


def test_without_a_terminal_lines_have_80_columns_or_what_columns_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    WrappingPrinter().show(f"{SENTENCE}\n{SENTENCE}")
    printed = capsys.readouterr().out
    assert printed == f"{wrapped(SENTENCE, 80)}\n{wrapped(SENTENCE, 80)}\n"
    monkeypatch.setenv("COLUMNS", "40")
    WrappingPrinter().show(SENTENCE)
    assert capsys.readouterr().out == f"{wrapped(SENTENCE, 40)}\n"


def test_drawings_and_battles_are_never_wrapped(capsys: pytest.CaptureFixture[str]) -> None:
    WrappingPrinter().show_whole(SENTENCE)
    Printer().show(SENTENCE)
    assert capsys.readouterr().out == f"{SENTENCE}\n" * 2


def test_what_is_escaped_counts_as_it_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    WrappingPrinter().show("\x1b" * 15 + " " + "\x1b" * 15)
    first, second = capsys.readouterr().out.splitlines()
    assert (first, second) == ("\\x1b" * 15, "  " + "\\x1b" * 15)
