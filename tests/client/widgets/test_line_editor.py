"""A line of text is edited as in any program; what comes in is data."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.widgets.line_editor import LONGEST, LineEditor


def edited(text: str, caret: int, anchor: int | None = None) -> LineEditor:
    editor = LineEditor(text)
    editor.move(caret if anchor is None else anchor)
    editor.move(caret, extend=True)
    return editor


def test_typing_stands_at_the_caret_and_in_the_place_of_the_selection() -> None:
    editor = edited("abcd", 2)
    editor.insert("X")
    assert (editor.text, editor.caret) == ("abXcd", 3)
    editor = edited("abcd", 1, 3)
    editor.insert("X")
    assert (editor.text, editor.caret, editor.selected) == ("aXd", 2, "")


@pytest.mark.parametrize(
    ("caret", "anchor", "step", "word", "left"),
    [
        (2, None, -1, False, "wyz ef"),
        (2, None, 1, False, "wxz ef"),
        (0, None, -1, False, "wxyz ef"),
        (7, None, 1, False, "wxyz ef"),
        (1, 3, -1, False, "wz ef"),
        (3, 1, 1, False, "wz ef"),
        (7, None, -1, True, "wxyz "),
        (0, None, 1, True, "ef"),
    ],
)
def test_deleting(caret: int, anchor: int | None, step: int, word: bool, left: str) -> None:  # noqa: FBT001 - a parameter
    editor = edited("wxyz ef", caret, anchor)
    editor.delete(step, word=word)
    assert editor.text == left
    assert editor.selected == ""


def test_arrows_move_extend_and_leave_a_selection_at_its_side() -> None:
    editor = edited("abcd", 2)
    editor.step(1, extend=True)
    editor.step(1, extend=True)
    assert editor.selected == "cd"
    editor.step(-1)
    assert (editor.caret, editor.selected) == (2, "")
    editor.step(-1, extend=True)
    editor.step(1)
    assert (editor.caret, editor.selected) == (2, "")
    editor.move(-5)
    assert editor.caret == 0
    editor.move(99, extend=True)
    assert editor.selected == "abcd"


def test_words_are_stepped_over_and_selected() -> None:
    editor = edited("one two-three", 0)
    places = []
    for _ in range(4):
        editor.step(1, word=True)
        places.append(editor.caret)
    assert places == [4, 8, 13, 13]
    editor.select_word(5)
    assert editor.selected == "two"
    editor.select_word(3)
    assert editor.selected == " "
    editor.select_word(99)
    assert editor.selected == "three"


def test_cutting_returns_what_was_selected() -> None:
    editor = edited("abcd", 1, 3)
    assert editor.cut() == "bc"
    assert editor.text == "ad"
    assert editor.cut() == ""


HOSTILE = "1\n2\r3\t4\x00\x1b[31m5\u202e6\u2028\ud8007"


def test_what_is_pasted_is_one_line_of_readable_text() -> None:
    editor = LineEditor()
    editor.insert(HOSTILE)
    assert editor.text == "1234[31m567"
    digits = LineEditor(allowed="0123456789")
    digits.insert(HOSTILE)
    assert digits.text == "123431567"


def test_the_length_is_bounded_whatever_is_pasted() -> None:
    editor = LineEditor("abc", limit=5)
    editor.insert("x" * 10**7)
    assert editor.text == "abcxx"
    editor.select_all()
    editor.insert("y" * 9)
    assert editor.text == "yyyyy"
    assert len(LineEditor("z" * 10**6).text) == LONGEST


@given(st.lists(st.tuples(st.sampled_from("idmsc"), st.integers(-3, 12), st.text(max_size=8))))
def test_no_order_of_edits_breaks_it(edits: list[tuple[str, int, str]]) -> None:
    editor = LineEditor("start", limit=10)
    for kind, number, text in edits:
        if kind == "i":
            editor.insert(text)
        elif kind == "d":
            editor.delete(1 if number > 0 else -1, word=number % 2 == 0)
        elif kind == "m":
            editor.move(number, extend=bool(text))
        elif kind == "s":
            editor.step(1 if number > 0 else -1, extend=bool(text), word=number % 2 == 0)
        else:
            editor.select_word(number)
        assert 0 <= editor.caret <= len(editor.text) <= 10
        assert 0 <= editor.anchor <= len(editor.text)
        assert "\n" not in editor.text
