"""A text field: keys, selection, the clipboard, input methods, the mouse."""

from __future__ import annotations

import pygame
import pytest

from client.widgets import clipboard
from client.widgets.form import Form
from client.widgets.text_field import TextField
from tests.client.widgets.conftest import Fingers

RECT = pygame.Rect(100, 100, 200, 40)


@pytest.fixture
def heard() -> list[str]:
    return []


@pytest.fixture
def field(form: Form, heard: list[str]) -> TextField:
    return TextField(form, RECT, "12345", heard.append, "0123456789", 9, "number")


@pytest.fixture
def fingers(form: Form, field: TextField) -> Fingers:
    form.focus_on(field)
    return Fingers(form)


def test_typed_characters_are_heard_of_and_others_are_not_taken(
    field: TextField, fingers: Fingers, heard: list[str]
) -> None:
    fingers.write("6")
    fingers.write("x")
    assert field.text == "123456"
    assert heard == ["123456"]


def test_shift_with_arrows_home_and_end_selects(field: TextField, fingers: Fingers) -> None:
    fingers.key(pygame.K_LEFT, pygame.KMOD_LSHIFT)
    fingers.key(pygame.K_LEFT, pygame.KMOD_LSHIFT)
    assert field.editor.selected == "45"
    fingers.key(pygame.K_HOME, pygame.KMOD_LSHIFT)
    assert field.editor.selected == "12345"
    fingers.key(pygame.K_END)
    assert field.editor.selected == ""
    fingers.key(pygame.K_HOME)
    fingers.key(pygame.K_RIGHT, pygame.KMOD_LSHIFT)
    fingers.key(pygame.K_DELETE)
    assert field.text == "2345"
    fingers.key(pygame.K_END)
    fingers.key(pygame.K_BACKSPACE)
    assert field.text == "234"


@pytest.fixture
def board(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Lend a clipboard of the test's own: the newest text is the last."""
    held = [""]
    monkeypatch.setattr(pygame.scrap, "put_text", held.append)
    monkeypatch.setattr(pygame.scrap, "get_text", lambda: held[-1])
    return held


def test_cut_copy_and_paste(field: TextField, fingers: Fingers, board: list[str]) -> None:
    fingers.key(pygame.K_a, pygame.KMOD_LCTRL)
    fingers.key(pygame.K_c, pygame.KMOD_LCTRL)
    assert (board[-1], field.text) == ("12345", "12345")
    fingers.key(pygame.K_x, pygame.KMOD_LCTRL)
    assert (board[-1], field.text) == ("12345", "")
    fingers.key(pygame.K_v, pygame.KMOD_LCTRL)
    fingers.key(pygame.K_v, pygame.KMOD_LCTRL)
    assert field.text == "123451234", "no more than a field may hold"
    fingers.key(pygame.K_c, pygame.KMOD_LCTRL)
    assert board[-1] == "12345", "nothing selected copies nothing"


@pytest.mark.parametrize("text", ["9\n8\x007\u202e", "\ud800", "9" * 10**6, ""])
def test_what_is_pasted_is_data(
    field: TextField, fingers: Fingers, board: list[str], text: str
) -> None:
    board.append(text)
    fingers.key(pygame.K_v, pygame.KMOD_LCTRL)
    assert set(field.text) <= set("0123456789")
    assert len(field.text) <= 9


def test_keys_are_read_by_their_place_on_other_layouts(
    field: TextField, fingers: Fingers, board: list[str]
) -> None:
    fingers.key(ord("ф"), pygame.KMOD_LCTRL, pygame.KSCAN_A)
    fingers.key(ord("ч"), pygame.KMOD_LCTRL, pygame.KSCAN_X)
    assert (board[-1], field.text) == ("12345", "")


def test_a_clipboard_that_fails_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise pygame.error("no clipboard")

    monkeypatch.setattr(pygame.scrap, "get_text", fail)
    monkeypatch.setattr(pygame.scrap, "put_text", fail)
    clipboard.copy_text("x")
    assert clipboard.read_text() == ""


# ---------------------------------------------------------------- input methods


def test_what_is_composed_is_shown_and_not_taken_until_it_is_typed(
    form: Form, field: TextField, fingers: Fingers, heard: list[str], window: pygame.Surface
) -> None:
    form.draw(window)
    before = pygame.image.tobytes(window, "RGB")
    fingers.compose("にほ")
    assert field.composed == "にほ"
    assert (field.text, heard) == ("12345", [])
    form.draw(window)
    assert pygame.image.tobytes(window, "RGB") != before
    fingers.write("77")
    assert (field.composed, field.text) == ("", "1234577")


def test_keys_belong_to_the_input_method_while_it_composes(
    form: Form, field: TextField, fingers: Fingers
) -> None:
    pressed: list[str] = []
    other = TextField(form, RECT.move(0, 100), "", pressed.append)
    fingers.compose("に")
    for key in (pygame.K_BACKSPACE, pygame.K_TAB, pygame.K_ESCAPE, pygame.K_UP, pygame.K_RETURN):
        fingers.key(key)
    assert form.focused is field is not other
    assert field.text == "12345"
    fingers.compose("")
    fingers.key(pygame.K_BACKSPACE)
    assert field.text == "1234"


def test_the_system_is_told_when_and_where_text_is_typed(
    form: Form, field: TextField, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    monkeypatch.setattr(pygame.key, "start_text_input", lambda: told.append("start"))
    monkeypatch.setattr(pygame.key, "stop_text_input", lambda: told.append("stop"))
    monkeypatch.setattr(pygame.key, "set_text_input_rect", told.append)
    other = TextField(form, RECT.move(0, 100), "", lambda _: None)
    form.focus_on(other)
    assert told[0] == "stop"
    assert told[1] == "start"
    assert isinstance(told[2], pygame.Rect)
    assert other.rect.contains(told[2])
    told.clear()
    Fingers(form).compose("に")
    assert any(isinstance(one, pygame.Rect) for one in told), "the list of words follows the caret"
    form.close()
    assert told[-1] == "stop"
    assert field.composed == ""


# ---------------------------------------------------------------- the mouse


def place_of(field: TextField, index: int) -> tuple[int, int]:
    style = field.form.style
    width = style.writer.width(field.text[:index], style.layout.text.strong)
    return field.rect.x + style.px(10) + width, field.rect.centery


def test_a_click_puts_the_caret_there_and_dragging_selects(
    form: Form, field: TextField, fingers: Fingers
) -> None:
    fingers.press(place_of(field, 2))
    assert field.editor.caret == 2
    fingers.drag(place_of(field, 4))
    assert field.editor.selected == "34"
    fingers.drag((0, 0))
    fingers.let_go((0, 0))
    assert field.editor.selected == "12", "dragging goes on outside the field"
    assert form.focused is field


def test_a_double_click_selects_the_word(field: TextField, fingers: Fingers) -> None:
    for _ in range(2):
        fingers.click(place_of(field, 3))
    assert field.editor.selected == "12345"
    fingers.write("9")
    assert field.text == "9"


def test_a_long_text_scrolls_with_the_caret(form: Form, window: pygame.Surface) -> None:
    field = TextField(form, pygame.Rect(100, 300, 80, 40), "9" * 100, lambda _: None)
    form.focus_on(field)
    fingers = Fingers(form)
    for key in (pygame.K_HOME, pygame.K_END, pygame.K_LEFT):
        fingers.key(key)
        form.draw(window)
        at = (100 + 79, 320)
        fingers.press(at)
        fingers.let_go(at)
    assert field.editor.caret >= 90, "what is seen at the right is the end of the text"


@pytest.mark.parametrize("key", [pygame.K_F2, pygame.K_TAB])
def test_keys_that_mean_nothing_in_a_text_are_the_forms(
    form: Form, field: TextField, fingers: Fingers, key: int
) -> None:
    heard: list[str] = []
    other = TextField(form, RECT.move(0, 100), "", heard.append)
    other.shortcut = pygame.K_F2
    fingers.key(key)
    assert form.focused is other
    assert field.text == "12345"
