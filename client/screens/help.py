"""The help screen: a turn in five sentences, the mouse, the cursor and every key; the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple, TypeAlias

import pygame

from client.battle.input.keys import WEAPONS, KeyCommand, Press, key_words, keys_of
from client.battle.input.replay_keys import ReplayCommand, replay_keys_of
from client.draw.ui import panels, shapes
from client.screens.form_screen import FormScreen
from client.screens.glossary_page import GlossaryPage
from client.text import glossary
from client.text.catalogue import text
from client.text.format import comma_list
from client.text.key_names import is_on_keypad, name_of_key
from client.widgets import layout
from client.widgets.layout import Share
from client.widgets.scrolling import ScrollArea
from client.widgets.segmented_control import Segment, SegmentedControl
from engine.battle.phase import Phase
from engine.battle.scenario_files import packaged_materials

if TYPE_CHECKING:
    from client.host import Host
    from client.speech.form_words import FormWords
    from client.widgets.canvas import Canvas
    from client.widgets.description import FormDescription
    from client.widgets.form import Form

KEYS: Final = "keys"
WORDS: Final = "words"
"""The pages of the screen."""

_Row: TypeAlias = tuple[str, list[str]]
"""A description of keys, and their names."""
_Group: TypeAlias = tuple[str, list[_Row]]

_ROW: Final = 34
"""Height of a row if there is room, in points."""
_LEAST_ROW: Final = 22
_CAPTION: Final = 24
_BETWEEN: Final = 5
_EDGE: Final = 8
_DOT: Final = "dot"
_TITLE: Final = "title"
_MOUSE: Final = ("left", "right", "wheel", "drag")
_EVERYWHERE: Final = (
    ("tab", "help.next-control"),
    ("return", "help.press"),
    ("escape", "help.back"),
    ("f11", "help.fullscreen"),
    ("ctrl+m", "help.mute"),
)


def battle_keys() -> list[tuple[str, list[str]]]:
    """Return the commands of a battle in words, each with the names of its keys."""
    rows: list[tuple[str, list[str]]] = []
    for command in KeyCommand:
        if command is KeyCommand.WEAPON:
            rows.append((text(command.value), _keys_of_weapons()))
        elif names := _names_of(keys_of(Press(command))):
            rows.append((text(command.value), names))
    return rows


def replay_keys() -> list[tuple[str, list[str]]]:
    """Return the commands of a replay in words, each with the names of its keys."""
    rows = [(text(one.value), _names_of(replay_keys_of(one))) for one in ReplayCommand]
    return [row for row in rows if row[1]]


def _names_of(keys: tuple[str, ...]) -> list[str]:
    """Return the names of keys; those of the keypad only if there are no others."""
    shown = [key for key in keys if not is_on_keypad(key)] or keys
    return list(dict.fromkeys(name_of_key(key) for key in shown))


def _keys_of_weapons() -> list[str]:
    """Return the names of the keys of the weapons: the first and the last if they are a row."""
    presses = [Press(KeyCommand.WEAPON, number) for number in range(1, WEAPONS + 1)]
    names = [keys[0] for keys in map(keys_of, presses) if keys]
    row = [str(number) for number in range(1, WEAPONS + 1)]
    if names == row:
        return [text("help.digits", first=row[0], last=row[-1])]
    return [name_of_key(key) for key in names]


def _sentences() -> list[tuple[str, str]]:
    """Return the sentences of the first column, each with its icon; `_TITLE` marks a title."""
    keys = {
        "next": key_words(KeyCommand.NEXT),
        "target": key_words(KeyCommand.NEXT_TARGET),
        "confirm": key_words(KeyCommand.CONFIRM),
        "inspect": key_words(KeyCommand.INSPECT),
    }
    rules = packaged_materials().rules
    phases = [(one, glossary.entry_of(glossary.phase(one), rules)) for one in Phase]
    return [
        *(
            (text("help.phase", phase=entry.title, what=entry.words), one.name.lower())
            for one, entry in phases
        ),
        (text("help.mouse"), _TITLE),
        *((text(f"help.mouse.{code}"), "") for code in _MOUSE),
        (text("help.cursor"), _TITLE),
        (text("help.cursor.unit", **keys), ""),
        (text("help.cursor.act", **keys), ""),
        (text("help.cursor.target", **keys), ""),
        (text("help.cursor.inspect", **keys), ""),
        (text("help.cursor.keys"), ""),
    ]


class _Line(NamedTuple):
    """A line of a column: its text, its position, and the mark before it."""

    words: str
    rect: pygame.Rect
    mark: str
    is_title: bool
    size: float


class HelpScreen(FormScreen):
    """The help screen."""

    title = "help.title"

    def __init__(self, app: Host, page: str = KEYS) -> None:
        """Create the screen at a page."""
        super().__init__(app)
        self._page = page
        self._wanted = ""
        self.glossary: GlossaryPage | None = None

    def build(self, form: Form) -> None:
        """Add the choice of the page, and the page."""
        space = self.style.layout.space
        gap = self.style.px(space.gap)
        top, below = layout.split_rows(self.body, [self.style.px(space.target), Share()], gap)
        segments = [Segment(code, text(f"help.page.{code}")) for code in (KEYS, WORDS)]
        SegmentedControl(form, top, segments, self._page, self._turn_to, text(self.title))
        self.glossary = None
        if self._page == KEYS:
            self._build_columns(form, below, gap)
        else:
            rules = packaged_materials().rules
            self.glossary = GlossaryPage(form, below, rules, self._wanted, self._search)

    def _turn_to(self, page: str) -> None:
        self._page = page
        self.lay_out()

    def _search(self, wanted: str) -> None:
        self._wanted = wanted

    def _build_columns(self, form: Form, rect: pygame.Rect, gap: int) -> None:
        """Add three columns, each of which scrolls if it is too long.

        The keys of a battle take two of them only where nothing scrolls: a list that goes on in the
        next column while it scrolls in its own could not be followed.
        """
        left, middle, right = layout.split_columns(rect, [Share()] * 3, gap)
        rows = battle_keys()
        everywhere = [(text(label), [name_of_key(key)]) for key, label in _EVERYWHERE]
        replay = replay_keys()
        half = (len(rows) + len(everywhere) + len(replay) + 3) // 2
        self._build_turn(form, left)
        others = [(text("help.everywhere"), everywhere), (text("help.replay"), replay)]
        first = [(text("help.battle"), rows[:half])]
        rest = [(text("help.battle-more"), rows[half:]), *others]
        if not (self._has_room(middle, first) and self._has_room(right, rest)):
            first, rest = [(text("help.battle"), rows)], others
        self._build_keys(form, middle, first)
        self._build_keys(form, right, rest)

    def words(self) -> FormWords:
        """Return what text mode says: of the glossary, everything only on request."""
        said = [] if self.glossary is None else self.glossary.all_words()
        return super().words()._replace(on_request=said)

    def spoken_content(self, form: FormDescription) -> list[str]:
        """Return the sentences, and every command with its keys; or what was found."""
        del form  # its lines are broken where the columns end
        if self.glossary is not None:
            return self.glossary.found_words()
        sentences = [words for words, _ in _sentences()]
        everywhere = [(text(label), [name_of_key(key)]) for key, label in _EVERYWHERE]
        parts = {"battle": battle_keys(), "everywhere": everywhere, "replay": replay_keys()}
        keys = [
            line
            for part, rows in parts.items()
            for line in (
                text(f"help.{part}"),
                *(text("speech.keys", command=one, keys=comma_list(caps)) for one, caps in rows),
            )
        ]
        return [text("help.turn"), *sentences, *keys]

    def _column(self, form: Form, rect: pygame.Rect, title: str) -> pygame.Rect:
        """Add a panel with a title; return the rectangle inside."""
        form.panel(rect, title)
        return self._inside_column(rect)

    def _inside_column(self, rect: pygame.Rect) -> pygame.Rect:
        """Return the rectangle inside a panel with a title."""
        style, space = self.style, self.style.layout.space
        _, below = layout.split_rows(rect, [style.px(space.panel_head), Share()])
        return layout.inset(below, style.px(space.padding_tight))

    # A turn, and the mouse

    def _build_turn(self, form: Form, rect: pygame.Rect) -> None:
        """Add the phases, one sentence each, and the use of the mouse to a column."""
        inner = self._column(form, rect, text("help.turn"))
        tight = self._turn(inner.w, tight=False)[-1].rect.bottom > inner.h
        lines = self._turn(inner.w, tight=tight)
        scrolls = lines[-1].rect.bottom > inner.h
        if scrolls:
            lines = self._turn(ScrollArea.width_inside(form, inner, scrolls=True), tight=True)
        height = lines[-1].rect.bottom

        def draw(canvas: Canvas, room: pygame.Rect) -> None:
            for line in lines:
                self._draw_line(canvas, line, room)

        ScrollArea(form, inner, height, draw)

    def _turn(self, width: int, *, tight: bool) -> list[_Line]:
        """Return the sentences wrapped to a width, placed from the top left corner."""
        style, sizes = self.style, self.style.layout.text
        size = sizes.table if tight else sizes.body
        lead = style.writer.height(size) + (0 if tight else style.px(2))
        lines: list[_Line] = []
        y = 0
        for words, icon in _sentences():
            if icon == _TITLE:
                y += style.px(4)
                title = pygame.Rect(0, y, width, style.px(_CAPTION))
                lines.append(_Line(words, title, "", is_title=True, size=size))
                y = title.bottom
                continue
            left = style.px(30 if icon else 14)
            for number, part in enumerate(style.writer.wrap(words, size, width - left)):
                place = pygame.Rect(left, y, width - left, lead)
                mark = (icon or _DOT) if not number else ""
                lines.append(_Line(part, place, mark, is_title=False, size=size))
                y = place.bottom
            y += style.px((4 if tight else 10) if icon else (2 if tight else 6))
        return lines

    def _draw_line(self, canvas: Canvas, line: _Line, room: pygame.Rect) -> None:
        style, c = self.style, self.style.colours
        rect = line.rect.move(room.topleft)
        if line.is_title:
            panels.draw_caption(canvas.surface, style, line.words, rect.midleft, rect.w)
            return
        if line.mark == _DOT:
            middle = room.x + style.px(5), rect.centery
            shapes.hexagon(canvas.surface, middle, style.px(4), c.brass)
        elif line.mark:
            canvas.icon(line.mark, style.px(20), c.brass, (room.x, rect.y), (0, 0))
        canvas.text(line.words, rect.topleft, line.size, c.bone100)

    # Keys

    def _has_room(self, rect: pygame.Rect, groups: list[_Group]) -> bool:
        """Whether a column holds groups of rows without scrolling."""
        inner = self._inside_column(rect)
        return sum(self._heights(groups, inner.w, inner.h)[1]) <= inner.h

    def _heights(self, groups: list[_Group], width: int, room: int) -> tuple[float, list[int]]:
        """Return the size of the text and the heights of the rows of groups in a column of a
        *width*, for a *room* of so many pixels.
        """
        style, sizes = self.style, self.style.layout.text
        rows = _flat(groups)
        step = max(min(style.px(_ROW), room // len(rows)), style.px(_LEAST_ROW))
        size = sizes.table if step < style.px(_ROW) else sizes.body
        return size, [self._row_height(row, width, size, step) for row in rows]

    def _build_keys(self, form: Form, rect: pygame.Rect, groups: list[_Group]) -> None:
        """Add groups of rows to a column: the descriptions at the left, the keys at the right."""
        inner = self._column(form, rect, groups[0][0])
        scrolls = not self._has_room(rect, groups)
        width = ScrollArea.width_inside(form, inner, scrolls=scrolls)
        size, heights = self._heights(groups, width, inner.h)

        def draw(canvas: Canvas, room: pygame.Rect) -> None:
            places = layout.stack(room, heights)
            for place, (words, keys) in zip(places, _flat(groups), strict=True):
                self._draw_row(canvas, place, words, keys, size)

        ScrollArea(form, inner, sum(heights), draw)

    def _keys_width(self, keys: list[str]) -> int:
        caps = sum(shapes.key_cap_rect(self.style, key, (0, 0)).w for key in keys)
        return caps + self.style.px(_BETWEEN) * len(keys)

    def _row_height(self, row: _Row, width: int, size: float, step: int) -> int:
        """Return the height of a row, whose text may take several lines, in pixels."""
        words, keys = row
        room = width - self._keys_width(keys) - self.style.px(_EDGE)
        lines = len(self.style.writer.wrap(words, size, room)) if keys else 1
        return max(step, lines * self.style.writer.height(size) + 2)

    def _draw_row(
        self, canvas: Canvas, rect: pygame.Rect, words: str, keys: list[str], size: float
    ) -> None:
        style, c = self.style, self.style.colours
        if not keys:
            at = rect.x + style.px(_EDGE) // 2, rect.centery
            panels.draw_caption(canvas.surface, style, words, at, rect.w)
            return
        x = rect.right
        for key in reversed(keys):
            x -= shapes.key_cap_rect(style, key, (0, 0)).w
            shapes.key_cap(canvas.surface, style, key, (x, rect.centery), c.ink600)
            x -= style.px(_BETWEEN)
        lines = style.writer.wrap(words, size, x - rect.x - style.px(_EDGE))
        height = style.writer.height(size)
        block = layout.within(rect, (rect.w, height * len(lines)), (0, 0.5))
        block.x += style.px(_EDGE) // 2
        for line, place in zip(lines, layout.stack(block, [height] * len(lines)), strict=True):
            canvas.text(line, place.topleft, size, c.bone100)
        pygame.draw.line(
            canvas.surface, c.line, (rect.x, rect.bottom - 1), (rect.right - 1, rect.bottom - 1)
        )


def _flat(groups: list[_Group]) -> list[_Row]:
    """Return the rows of groups; the title of each group but the first is a row without keys."""
    rows = list(groups[0][1])
    for title, further in groups[1:]:
        rows += [(title, []), *further]
    return rows
