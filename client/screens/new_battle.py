"""Sets up a battle: the scenario, who plays each side, the seed of the dice."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pygame

from client.battle.model import listing
from client.battle.model.autosave import newest_first
from client.battle.model.listing import Listed, army_of, read_own
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Push
from client.screens.army_panel import ArmyPanel
from client.screens.form_screen import FormScreen
from client.screens.preview import Preview, scenario_title
from client.screens.seating import SeatScreen, refusal_text
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.widgets.controls import Button, ListBox, ListRow, TextField
from engine.battle import Side, generator
from engine.errors import describe
from engine.files import is_file
from engine.players import scripted_bots
from engine.players.levels import level_names, refusal

if TYPE_CHECKING:
    from client.host import Host
    from client.widgets.form import Form

_BAR: Final = 64
_DIGITS: Final = "0123456789"
_LABEL: Final = 14
_NUMBER: Final = 120
"""Points that a number of as many digits as may be typed takes."""


class NewBattleScreen(FormScreen):
    """Choose a scenario and start it."""

    title = "new.title"

    def __init__(self, app: Host, target: str | None = None) -> None:
        """Take the window, and the name or file of the scenario chosen at first."""
        super().__init__(app)
        self._number = listing.roll_number()
        code = listing.generated_code(self._number)
        self._generated = listing.read_generated(code)
        self._scenarios = self._listed()
        self._chosen = self._scenarios[0]
        self._players = [scripted_bots.PERSON, self._opponent()]
        self._refusal: str | None = None
        self._seed = _roll()
        self._preview: Preview | None = None
        self._armies: list[ArmyPanel] = []
        self._start_button: Button | None = None
        self._entry: TextField | None = None
        self._list: ListBox | None = None
        self._number_entry: TextField | None = None
        self._now = 0.0
        if target is not None:
            self._choose_target(target)

    def _listed(self) -> list[Listed]:
        """List the scenarios; without the player's own, told of, where they can't be."""
        try:
            return listing.list_scenarios(self.app.folders, self._generated)
        except OSError as error:
            self.app.tell(text("app.folder.unusable"), [describe(error)])
            return listing.list_packaged(self._generated)

    def _opponent(self) -> str:
        """Name who sits across at first: somebody else once a battle was fought to its end."""
        tuning = load_tuning().opponent
        try:
            has_fought = bool(newest_first(self.app.folders.finished))
        except OSError:
            has_fought = False  # `_listed` has told of the folder
        return tuning.usual if has_fought else tuning.first

    def _choose_target(self, target: str) -> None:
        """Choose what the command line named: a listed or generated one, or a file anywhere."""
        if generator.is_generated(target):
            number, _ = generator.split_name(target)
            self._number = number if set(number) <= set(_DIGITS) else ""
            self._take_generated(target)
            return
        path = Path(target).absolute()
        by_name = [one for one in self._scenarios if target == one.name]
        if not by_name or is_file(path):
            by_name = [read_own(path)]
            self._scenarios = by_name + [one for one in self._scenarios if one.code != str(path)]
        self._chosen = by_name[0]

    @property
    def chosen(self) -> Listed:
        """Return the scenario that is chosen."""
        return self._chosen

    @property
    def seed(self) -> str:
        """Return the seed as it is written."""
        return self._seed

    @property
    def players(self) -> tuple[str, str]:
        """Return who plays."""
        return self._players[0], self._players[1]

    # Building

    def build(self, form: Form) -> None:
        """Put the list left, the board in the middle, the armies right, the rest below."""
        style = self.style
        gap, bar = style.px(style.layout.space.edge), style.px(_BAR)
        body = self.body
        body.h -= bar - gap
        wide = body.w
        left = min(style.px(312), round(wide * 0.26))
        right = min(style.px(424), round(wide * 0.34))
        column = pygame.Rect(body.x, body.y, left, body.h)
        self._build_list(form, column)
        middle = pygame.Rect(column.right + gap, body.y, wide - left - right - 2 * gap, body.h)
        self._preview = Preview(style, middle)
        half = (body.h - gap // 2) // 2
        self._armies = []
        for side, y in ((Side.ONE, body.y), (Side.TWO, body.bottom - half)):
            rect = pygame.Rect(body.right - right, y, right, half)
            self._armies.append(self._army_panel(form, rect, side))
        self._build_bar(form, pygame.Rect(0, self.app.size[1] - bar, self.app.size[0], bar))
        self._show_chosen()

    def _army_panel(self, form: Form, rect: pygame.Rect, side: Side) -> ArmyPanel:
        def choose(player: str | None) -> None:
            if player is not None:
                self._players[side.index] = player
                self._judge()

        def ask() -> None:
            player = self._players[side.index]
            screen = SeatScreen(self.app, name("side", side.name), player, self._refusal)
            self.app.go(Push(screen, choose))

        return ArmyPanel(form, rect, None, side.name, self._players[side.index], ask, choose)

    def _build_list(self, form: Form, rect: pygame.Rect) -> None:
        style = self.style
        note = str(len(self._scenarios))
        form.panel(rect, text("new.scenarios"), note)
        pad, head = style.px(8), style.px(style.layout.space.panel_head)
        inner = pygame.Rect(
            rect.x + pad, rect.y + head + pad, rect.w - 2 * pad, rect.h - head - 2 * pad
        )
        foot = style.px(style.layout.space.button)
        rows = [_row(listed) for listed in self._scenarios]
        above = pygame.Rect(inner.topleft, (inner.w, inner.h - foot - pad))
        self._list = ListBox(form, above, rows, self._chosen.code, self._choose, self._start)
        self._build_number(form, pygame.Rect(inner.x, inner.bottom - foot, inner.w, foot))

    def _build_number(self, form: Form, rect: pygame.Rect) -> None:
        """Let the number of the generated battle be typed, or another be rolled."""
        style = self.style
        face = ButtonFace(text("new.another"), "die", text("key.f4"))
        if rect.w - panels.button_width(style, face) < style.px(_NUMBER):
            face = ButtonFace("", "die", text("key.f4"))
        wide = panels.button_width(style, face)
        place = pygame.Rect(rect.x, rect.y, rect.w - wide - style.px(8), rect.h)
        self._number_entry = TextField(form, place, self._number, self._write_number, _DIGITS)
        place = pygame.Rect(rect.right - wide, rect.y, wide, rect.h)
        Button(form, place, face, self._roll_number).shortcut = pygame.K_F4

    def _build_bar(self, form: Form, bar: pygame.Rect) -> None:
        style, space = self.style, self.style.layout.space
        edge, height = style.px(space.edge), style.px(space.button)
        y = bar.y + (bar.h - height) // 2
        label = text("new.seed")
        line = style.writer.height(_LABEL)
        form.label(label, (edge, bar.centery - line // 2), _LABEL, style.colours.bone300)
        x = edge + style.writer.width(label, _LABEL) + style.px(12)
        entry = pygame.Rect(x, y, style.px(130), height)
        self._entry = TextField(form, entry, self._seed, self._write_seed, _DIGITS)
        face = ButtonFace(text("new.roll"), "die", text("key.f2"))
        rect = pygame.Rect(entry.right + style.px(8), y, panels.button_width(style, face), height)
        roll = Button(form, rect, face, self._roll_seed)
        roll.shortcut = pygame.K_F2
        face = ButtonFace(text("new.start"), "play", text("key.f9"))
        wide = max(style.px(200), panels.button_width(style, face))
        rect = pygame.Rect(bar.right - edge - wide, y, wide, height)
        self._start_button = Button(form, rect, face, self._start, ButtonKind.PRIMARY)
        self._start_button.shortcut = pygame.K_F9
        face = ButtonFace(text("new.swap"), "hand_over", text("key.f3"))
        wide = panels.button_width(style, face)
        rect = pygame.Rect(rect.x - style.px(8) - wide, y, wide, height)
        Button(form, rect, face, self._swap).shortcut = pygame.K_F3

    # Choosing

    def _choose(self, code: str) -> None:
        self._chosen = next(listed for listed in self._scenarios if listed.code == code)
        self._show_chosen()

    def _take_generated(self, code: str) -> None:
        """Put another generated battle in the place of the one listed, and choose it."""
        place = self._scenarios.index(self._generated)
        self._chosen = self._generated = listing.read_generated(code)
        self._scenarios[place] = self._generated
        if self._list is not None:
            self._list.rows[place] = _row(self._generated)
            self._list.choose(place)
            self._show_chosen()

    def _write_number(self, number: str) -> None:
        digits = load_tuning().seed.digits
        if len(number) > digits and self._number_entry is not None:
            self._number_entry.write(number[:digits])
            return
        self._number = number
        self._take_generated(listing.generated_code(number))

    def _roll_number(self) -> None:
        if self._number_entry is not None:
            self._number_entry.write(listing.roll_number())

    def _show_chosen(self) -> None:
        scenario = self._chosen.scenario
        self._refusal = None if scenario is None else refusal(scenario)
        if self._preview is not None:
            self._preview.show(self._chosen, refusal_text(self._refusal))
        barred = () if self._refusal is None else level_names()
        for side, panel in zip(Side, self._armies, strict=True):
            panel.show(None if scenario is None else army_of(scenario, side), barred)
        self._judge()

    @property
    def _is_refused(self) -> bool:
        """Whether somebody is chosen who can't play this battle."""
        return self._refusal is not None and any(one in level_names() for one in self._players)

    def _judge(self) -> None:
        """Let the battle be started only when everything it needs is there."""
        if self._start_button is not None:
            ready = self._is_ready
            if ready != self._start_button.enabled:
                self._start_button.enable(ready)

    @property
    def _is_ready(self) -> bool:
        return self._chosen.scenario is not None and bool(self._seed) and not self._is_refused

    def _write_seed(self, seed: str) -> None:
        digits = load_tuning().seed.digits
        if len(seed) > digits and self._entry is not None:
            self._entry.write(seed[:digits])
            return
        self._seed = seed
        self._judge()

    def _roll_seed(self) -> None:
        if self._entry is not None:
            self._entry.write(_roll())

    def _swap(self) -> None:
        """Let the players change sides."""
        self._players.reverse()
        for player, panel in zip(self._players, self._armies, strict=True):
            panel.seat.show(player)

    def _start(self) -> None:
        scenario = self._chosen.scenario
        if scenario is not None and self._is_ready:
            self.leave()
            self.app.battles.start(scenario, int(self._seed), self.players)

    # Drawing

    def update(self, seconds: float) -> None:
        """Let time pass."""
        super().update(seconds)
        self._now += seconds

    def draw_backdrop(self, surface: pygame.Surface) -> None:
        """Draw the evening, the preview, the armies and the bar below the controls."""
        super().draw_backdrop(surface)
        style, (width, height) = self.style, self.app.size
        bar = pygame.Rect(0, height - style.px(_BAR), width, style.px(_BAR))
        panels.draw_strip(surface, style, bar, line_below=False)
        if self._preview is not None:
            self._preview.draw(surface, round(self._now * 1000))
        for panel in self._armies:
            panel.draw_behind(surface)


def _roll() -> str:
    return str(secrets.randbelow(load_tuning().seed.largest + 1))


def _row(listed: Listed) -> ListRow:
    title = scenario_title(listed)
    scenario = listed.scenario
    if scenario is None:
        return ListRow(listed.code, title, text("new.broken-row"), "bug")
    counts = [sum(placed.side is side for placed in scenario.units) for side in Side]
    subtitle = text(
        "new.own-row" if listed.own else "new.row",
        one=counts[0],
        two=counts[1],
        columns=len(scenario.terrain[0]),
        rows=len(scenario.terrain),
    )
    return ListRow(listed.code, title, subtitle)
