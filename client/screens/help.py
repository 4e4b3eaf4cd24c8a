"""The sheet of help: a turn in five sentences, the mouse, and every key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.input.keys import KEYS, KeyCommand
from client.draw.ui import panels, shapes
from client.screens.form_screen import FormScreen
from client.text.catalogue import has_name, name, text
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from client.widgets.form import Form

_ROW: Final = 34
_MOUSE: Final = ("left", "right", "wheel", "drag")
_EVERYWHERE: Final = (
    ("tab", "help.next-control"),
    ("return", "help.press"),
    ("escape", "help.back"),
    ("f11", "help.fullscreen"),
)


def key_name(written: str) -> str:
    """Name a key as it is printed on keyboards; modifiers come before it, joined by plus signs."""
    parts = written.split("+") if len(written) > 1 else [written]
    if parts[-1] == "" or written.startswith("["):
        return ""
    return "+".join(_cap(part) for part in parts)


def _cap(part: str) -> str:
    return name("key", part) if has_name("key", part) else part.upper()


def battle_keys() -> list[tuple[str, list[str]]]:
    """List what can be asked for in a battle, in words, with the names of its keys."""
    rows: list[tuple[str, list[str]]] = []
    for command in KeyCommand:
        names = [key_name(key) for key, press in KEYS.items() if press.command is command]
        names = list(dict.fromkeys(cap for cap in names if cap))
        if command is KeyCommand.WEAPON:
            names = [text("help.digits", first=names[0], last=names[-1])]
        if names:
            rows.append((text(command.value), names))
    return rows


class HelpScreen(FormScreen):
    """Show the sheet."""

    title = "help.title"

    def build(self, form: Form) -> None:
        """Add nothing to the head: there is nothing to choose."""

    def draw(self, surface: pygame.Surface) -> None:
        """Draw the sheet in three columns."""
        super().draw(surface)
        style, body = self.style, self.body
        gap = style.px(style.layout.space.gap)
        wide = (body.w - 2 * gap) // 3
        columns = [
            pygame.Rect(body.x + place * (wide + gap), body.y, wide, body.h) for place in range(3)
        ]
        self._draw_turn(surface, columns[0])
        rows = battle_keys()
        everywhere = [(text(label), [key_name(key)]) for key, label in _EVERYWHERE]
        half = (len(rows) + len(everywhere) + 3) // 2
        self._draw_keys(surface, columns[1], [(text("help.battle"), rows[:half])])
        rest = [(text("help.battle-more"), rows[half:]), (text("help.everywhere"), everywhere)]
        self._draw_keys(surface, columns[2], rest)

    def _draw_turn(self, surface: pygame.Surface, rect: pygame.Rect) -> None:
        """Draw the phases in a sentence each, and what the mouse does."""
        style, c = self.style, self.style.colours
        inner = panels.draw_panel(surface, style, rect, text("help.turn"))
        tight = rect.h < style.px(560)
        size = style.layout.text.table if tight else style.layout.text.body
        lead = style.writer.height(size) + (0 if tight else style.px(2))
        y = inner.y
        for phase in Phase:
            icon = style.art.icon(phase.name.lower(), style.px(20), c.brass)
            surface.blit(icon, (inner.x, y))
            x = inner.x + style.px(30)
            words = text("help.phase", phase=name("phase", phase.name), what=_told(phase))
            for line in style.writer.wrap(words, size, inner.right - x):
                style.writer.write(surface, line, (x, y), size, c.bone100)
                y += lead
            y += style.px(4 if tight else 10)
        at = inner.x, y + style.px(10)
        panels.draw_caption(surface, style, text("help.mouse"), at, inner.w)
        y += style.px(24)
        for code in _MOUSE:
            for number, line in enumerate(
                style.writer.wrap(text(f"help.mouse.{code}"), size, inner.w - style.px(14))
            ):
                if not number:
                    middle = inner.x + style.px(5), y + lead // 2
                    shapes.hexagon(surface, middle, style.px(4), c.brass)
                style.writer.write(surface, line, (inner.x + style.px(14), y), size, c.bone100)
                y += lead
            y += style.px(2 if tight else 6)

    def _draw_keys(
        self,
        surface: pygame.Surface,
        rect: pygame.Rect,
        groups: list[tuple[str, list[tuple[str, list[str]]]]],
    ) -> None:
        """Draw groups of rows: what it does left, the keys right."""
        style, c = self.style, self.style.colours
        inner = panels.draw_panel(surface, style, rect, groups[0][0])
        lines = sum(len(rows) + 1 for _, rows in groups) - 1
        step = min(style.px(_ROW), inner.h // lines)
        y = inner.y
        for number, (title, rows) in enumerate(groups):
            if number:
                at = inner.x + style.px(4), y + step // 2
                panels.draw_caption(surface, style, title, at, inner.w)
                y += step
            for words, keys in rows:
                self._draw_row(surface, pygame.Rect(inner.x, y, inner.w, step), words, keys)
                y += step
                pygame.draw.line(surface, c.line, (inner.x, y - 1), (inner.right - 1, y - 1))

    def _draw_row(
        self, surface: pygame.Surface, rect: pygame.Rect, words: str, keys: list[str]
    ) -> None:
        style, x = self.style, rect.right
        for key in reversed(keys):
            width = shapes.key_cap_rect(style, key, (0, 0)).w
            if x - width < rect.x + rect.w // 3:
                break
            x -= width
            shapes.key_cap(surface, style, key, (x, rect.centery), style.colours.ink600)
            x -= style.px(5)
        tight = rect.h < style.px(_ROW)
        size = style.layout.text.table if tight else style.layout.text.body
        line = style.writer.shorten(words, size, x - rect.x - style.px(6))
        at = rect.x + style.px(4), rect.centery
        style.writer.write(surface, line, at, size, style.colours.bone100, align=(0, 0.5))


def _told(phase: Phase) -> str:
    return text(f"help.phase.{phase.name.lower()}")
