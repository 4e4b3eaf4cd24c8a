from __future__ import annotations

import pygame
import pytest

from client.draw.ui.panels import ButtonFace, ButtonKind, button_look, button_width, draw_face
from client.draw.ui.style import Style
from client.draw.ui.theme import theme_names
from client.keyboard import Keyboard, repeat_held_keys
from client.widgets.action_bar import ActionBar, BarAction, BarSlot
from client.widgets.controls import Button, Toggle
from client.widgets.dialog import Dialog, DialogButton
from client.widgets.form import Form
from client.widgets.list_box import ListBox, ListRow
from client.widgets.text_field import TextField

SIZE = (1280, 800)
SCALES = [0.75, 1.0, 1.5, 2.0]


def _key(form: Form | Dialog, key: int, text: str = "", mod: int = 0) -> None:
    pressed = pygame.event.Event(pygame.KEYDOWN, key=key, unicode=text, mod=mod, scancode=0)
    form.handle(Keyboard().read(pressed))
    if text:
        form.handle(pygame.event.Event(pygame.TEXTINPUT, text=text))
    form.handle(pygame.event.Event(pygame.KEYUP, key=key, mod=mod, scancode=0))
    form.update(0.016)


def _click(form: Form | Dialog, at: tuple[int, int]) -> None:
    for kind in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
        form.handle(pygame.event.Event(kind, button=1, pos=at))
    form.update(0.016)


def _form(style: Style, heard: list[object]) -> Form:
    form = Form(style, SIZE, lambda: heard.append("escape"))
    for i, name in enumerate(("first", "second")):
        rect = pygame.Rect(20, 20 + 60 * i, 300, 48)
        Button(form, rect, ButtonFace(name, "play"), lambda name=name: heard.append(name))  # type: ignore[misc]  # bound now
    TextField(form, pygame.Rect(20, 150, 200, 44), "17", heard.append, "0123456789")
    Toggle(form, pygame.Rect(20, 210, 300, 40), "hand over", False, heard.append)
    rows = [ListRow(f"r{i}", f"ListRow {i}", "below", note=str(i)) for i in range(11)]
    rect = pygame.Rect(400, 20, 300, 400)
    ListBox(form, rect, rows, "r2", heard.append, lambda: heard.append("open"))
    form.panel(pygame.Rect(390, 10, 320, 420), "Rows", "11")
    form.label("a line", (20, 400), 14)
    return form


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("theme", theme_names())
def test_a_form_draws_in_every_theme_and_scale(
    window: pygame.Surface, theme: str, scale: float
) -> None:
    form = _form(Style(theme, scale), [])
    form.update(0.016)
    bare = pygame.Color("magenta")
    window.fill(bare)
    form.draw(window)
    drawn = pygame.mask.from_threshold(window, bare, (1, 1, 1, 255))
    drawn.invert()
    for control in form.controls:
        corner = control.rect.topleft
        assert drawn.overlap(pygame.Mask(control.rect.size, fill=True), corner), control
    panel = pygame.Rect(390, 10, 320, 420)
    assert drawn.get_at(panel.center)
    assert not drawn.get_at((window.get_width() - 1, window.get_height() - 1))
    form.close()


@pytest.mark.parametrize("face", [ButtonFace("", "die", "F4"), ButtonFace("Another", "die", "F4")])
@pytest.mark.parametrize("scale", SCALES)
def test_a_face_stays_within_its_button(face: ButtonFace, scale: float) -> None:
    style = Style("dusk", scale)
    surface = pygame.Surface((400, 120), pygame.SRCALPHA)
    look = button_look(style, ButtonKind.NORMAL, enabled=True, hovered=False)
    for width in (button_width(style, face) - 20, button_width(style, face), 300):
        surface.fill((0, 0, 0, 0))
        rect = pygame.Rect(40, 30, width, style.px(40))
        draw_face(surface, style, rect, face, look)
        assert rect.contains(surface.get_bounding_rect())


def test_every_control_is_reached_and_used_by_keyboard(window: pygame.Surface) -> None:
    del window
    heard: list[object] = []
    form = _form(Style("dusk"), heard)
    _key(form, pygame.K_RETURN)
    _key(form, pygame.K_DOWN)
    _key(form, pygame.K_SPACE)
    _key(form, pygame.K_DOWN)
    _key(form, pygame.K_5, "5")
    _key(form, pygame.K_x, "x")
    _key(form, pygame.K_DOWN)
    _key(form, pygame.K_RETURN)
    _key(form, pygame.K_TAB)
    _key(form, pygame.K_DOWN)
    _key(form, pygame.K_END)
    _key(form, pygame.K_RETURN)
    _key(form, pygame.K_TAB, mod=pygame.KMOD_SHIFT)
    _key(form, pygame.K_SPACE)
    _key(form, pygame.K_ESCAPE)
    assert heard == ["first", "second", "175", True, "r3", "r10", "open", False, "escape"]


def test_every_control_is_used_by_mouse(window: pygame.Surface) -> None:
    del window
    heard: list[object] = []
    form = _form(Style("dusk"), heard)
    _click(form, (100, 100))
    _click(form, (100, 230))
    _click(form, (500, 40))
    assert heard == ["second", True, "r0"]


def test_a_disabled_button_is_passed_over(window: pygame.Surface) -> None:
    del window
    heard: list[object] = []
    form = _form(Style("dusk"), heard)
    second = form.controls[1]
    assert isinstance(second, Button)
    second.enable(False)
    _click(form, (100, 100))
    _key(form, pygame.K_DOWN)
    assert isinstance(form.focused, TextField)
    assert heard == []


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("theme", theme_names())
def test_a_dialog_is_answered_by_key_and_mouse(
    window: pygame.Surface, theme: str, scale: float
) -> None:
    heard: list[str] = []
    words = ["A line that is long enough to be wrapped when the letters grow large. " * 2, "Two"]
    choices = [
        DialogButton(
            kind.name, kind, lambda kind=kind: heard.append(kind.name), key="K", shortcut=key
        )  # type: ignore[misc]  # bound now
        for kind, key in (
            (ButtonKind.CONFIRM, None),
            (ButtonKind.SKIP, pygame.K_s),
            (ButtonKind.CANCEL, None),
        )
    ]
    dialog = Dialog(Style(theme, scale), SIZE, "Advance?", words, choices)
    dialog.update(0.016)
    dialog.draw(window)
    assert window.get_rect().contains(dialog.rect)
    _key(dialog, pygame.K_RETURN)
    _key(dialog, pygame.K_s, "s")
    _key(dialog, pygame.K_ESCAPE)
    _click(dialog, dialog.form.controls[0].rect.center)
    assert heard == ["CONFIRM", "SKIP", "CANCEL", "CONFIRM"]


@pytest.mark.parametrize("width", [260, 560, 960])
@pytest.mark.parametrize("scale", SCALES)
def test_actions_stay_large_enough_to_hit(window: pygame.Surface, scale: float, width: int) -> None:
    style = Style("dusk", scale)
    faces = [("go", "move", "Enter"), ("stay", "hold", "Space"), ("undo", "undo", "Z")]
    rect = pygame.Rect(0, 700, style.px(width), style.px(64))
    slots = [BarSlot(code, (ButtonFace(code.title(), icon, key),)) for code, icon, key in faces]
    bar = ActionBar(style, rect, slots)
    bar.show(
        [
            BarAction(code, ButtonFace(code.title(), icon, key), enabled=code != "undo")
            for code, icon, key in faces
        ]
    )
    bar.draw(window, (0, 0))
    for code, _, _ in faces:
        assert min(bar.place(code).size) >= 36
    assert bar.action_at(bar.place("go").center) == "go"
    assert bar.action_at(bar.place("undo").center) is None
    assert bar.action_at((0, 0)) is None


@pytest.mark.parametrize("width", [260, 560, 960])
def test_actions_have_one_place_whatever_is_shown_beside_them(
    window: pygame.Surface, width: int
) -> None:
    rect = pygame.Rect(0, 700, width, 64)
    short, long = ButtonFace("Go", "move", "A"), ButtonFace("Go on and on", "move", "A")
    slots = [
        BarSlot("go", (short, long)),
        BarSlot("stay", (ButtonFace("Stay", "hold", "B"),)),
        BarSlot("undo", (ButtonFace("Undo", "undo", "C"),), apart=True),
    ]
    bar = ActionBar(Style("dusk", 1.0), rect, slots)
    everything = [BarAction("go", long), BarAction("stay", slots[1].faces[0])]
    bar.show([*everything, BarAction("undo", slots[2].faces[0])])
    bar.draw(window, (0, 0))
    places = {code: bar.place(code) for code in ("go", "stay", "undo")}
    bar.show([BarAction("go", short), BarAction("undo", slots[2].faces[0])])
    assert bar.place("go").contains(places["go"])  # an icon alone may have room for its words now
    assert bar.place("undo").contains(places["undo"])
    assert bar.action_at(places["go"].center) == "go"
    assert bar.action_at(places["undo"].center) == "undo"
    with pytest.raises(KeyError):
        bar.place("stay")


def test_a_divider_parts_two_groups_and_stands_at_no_edge(window: pygame.Surface) -> None:
    style = Style("dusk", 1.0)
    faces = {code: ButtonFace(code, "", "") for code in ("go", "undo")}
    slots = [BarSlot("go", (faces["go"],)), BarSlot("undo", (faces["undo"],), apart=True)]
    bar = ActionBar(style, pygame.Rect(0, 700, 560, 64), slots)

    def divider_drawn(codes: tuple[str, ...]) -> bool:
        bar.show([BarAction(code, faces[code]) for code in codes])
        bar.draw(window, (0, 0))
        x, y = bar.place("undo").x - 2 * style.px(style.layout.space.gap) + 2, 732
        return bool(window.get_at((x, y))[:3] == tuple(style.colours.line)[:3])

    assert divider_drawn(("go", "undo"))
    assert not divider_drawn(("undo",))


def test_a_button_grows_with_its_words(window: pygame.Surface) -> None:
    del window
    style = Style("dusk")
    narrow, wide = (button_width(style, ButtonFace(text)) for text in ("Go", "Go on and on"))
    assert narrow < wide


def test_a_text_field_leaves_alone_how_held_keys_are_repeated() -> None:
    pygame.display.init()
    repeat_held_keys()
    before = pygame.key.get_repeat()
    form = _form(Style("dusk", 1.0), [])
    (entry,) = [control for control in form.controls if isinstance(control, TextField)]
    form.focus_on(entry)
    assert pygame.key.get_repeat() == before
    form.focus_on(form.controls[0])
    assert pygame.key.get_repeat() == before
    form.close()
