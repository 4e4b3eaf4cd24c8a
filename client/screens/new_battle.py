"""The setup of a battle: the scenario, the player of each side, the seed of the dice."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client.battle.model import listing
from client.battle.model.listing import Listed, read_own
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Push
from client.screens.army_panel import ArmyPanel
from client.screens.form_screen import FormScreen
from client.screens.preview import Preview, scenario_title
from client.screens.seating import SeatScreen, refusal_text
from client.suggested_players import suggested_players
from client.text.catalogue import name, text
from client.text.names import scenario_name
from client.text.problems import file_problem
from client.tuning import load_tuning
from client.widgets import layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.list_box import ListBox, ListRow
from client.widgets.text_field import TextField
from engine.battle import Side, generator
from engine.errors import EngineError
from engine.files import is_file
from engine.players.levels import level_names, refusal

if TYPE_CHECKING:
    from client.host import Host
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form

_BAR: Final = 64
_DIGITS: Final = "0123456789"
_LABEL: Final = 14
_INSIDE: Final = 8
_WIDEST_LIST: Final = 312
_SEED: Final = 130
_NUMBER: Final = 120
"""Width of a number with the maximum number of digits, in points."""


class NewBattleScreen(FormScreen):
    """The choice of a scenario and its players."""

    title = "new.title"

    def __init__(self, app: Host, target: str | None = None) -> None:
        """Create the screen; *target* is the name or file of the scenario chosen at first."""
        super().__init__(app)
        self._number = listing.roll_number()
        code = listing.generated_code(self._number)
        self._generated = listing.read_generated(code)
        self._list: ListBox | None = None
        self._scenarios = self._listed()
        self._chosen = self._scenarios[0]
        self._chosen = self._first()
        self._players = list(suggested_players(app.settings))
        self.refusal: EngineError | None = None
        self._seed = _roll()
        self.preview: Preview | None = None
        self.armies: list[ArmyPanel] = []
        self._start_button: Button | None = None
        self.seed_field: TextField | None = None
        self._is_typed = False
        self.number_field: TextField | None = None
        if target is not None:
            self._choose_target(target)

    def _listed(self) -> list[Listed]:
        """Return the scenarios; report it if the player's own can't be listed."""
        try:
            return listing.list_scenarios(self.app.folders, self._generated)
        except OSError as error:
            self.app.tell(text("app.folder.unusable"), [file_problem(error)])
            return listing.list_packaged(self._generated)

    def _first(self) -> Listed:
        """Return the scenario played last, if it is still there; or else the first of all."""
        remembered = self.app.settings.scenario
        if remembered is not None and generator.is_generated(remembered):
            self._number, _ = generator.split_name(remembered)
            self._replace_generated(remembered)
            return self._generated
        known = [one for one in self._scenarios if one.code == remembered]
        return known[0] if known else listing.first_packaged()

    def _choose_target(self, target: str) -> None:
        """Choose the scenario named on the command line: listed, generated, or any file."""
        if generator.is_generated(target):
            number, _ = generator.split_name(target)
            self._number = number if set(number) <= set(_DIGITS) else ""
            self._replace_generated(target)
            self._chosen = self._generated
            return
        path = Path(target).absolute()
        by_name = [one for one in self._scenarios if target == one.name]
        if not by_name or is_file(path):
            by_name = [read_own(path)]
            self._scenarios = by_name + [one for one in self._scenarios if one.code != str(path)]
        self._chosen = by_name[0]

    @property
    def chosen(self) -> Listed:
        """Return the chosen scenario."""
        return self._chosen

    @property
    def seed(self) -> str:
        """Return the seed as typed."""
        return self._seed

    @property
    def players(self) -> tuple[str, str]:
        """Return the players of both sides."""
        return self._players[0], self._players[1]

    # Building

    def build(self, form: Form) -> None:
        """Add the list at the left, the board in the middle, the armies at the right, the rest
        below.
        """
        style = self.style
        gap = style.px(style.layout.space.edge)
        window = pygame.Rect((0, 0), self.app.size)
        _, bar = layout.split_rows(window, [Share(), style.px(_BAR)])
        body, _ = layout.split_rows(self.body, [Share(), bar.h - gap])
        left = max(self._list_width(), min(style.px(_WIDEST_LIST), round(body.w * 0.26)))
        right = min(style.px(424), round(body.w * 0.34))
        column, middle, armies = layout.split_columns(body, [left, Share(), right], gap)
        form.paint(lambda canvas: panels.draw_strip(canvas.surface, style, bar, line_below=False))
        self._build_list(form, column)
        self.preview = Preview(form, middle)
        halves = layout.split_rows(armies, [Share(), Share()], gap // 2)
        self.armies = [
            self._army_panel(form, rect, side) for rect, side in zip(halves, Side, strict=True)
        ]
        self._build_bar(form, bar)
        self._show_chosen()

    def _list_width(self) -> int:
        """Return the width that the list needs for the names of all packaged scenarios."""
        style = self.style
        widest = scenario_name(listing.generated_code(listing.widest_number()))
        rows = [_row(one) for one in self._scenarios if not one.own and one != self._generated]
        widths = [
            ListBox.row_width(style, row, scrolls=True)
            for row in [*rows, ListRow("", widest)]  # independent of the rolled number
        ]
        return min(max(widths) + 2 * style.px(_INSIDE), style.px(_WIDEST_LIST))

    def _army_panel(self, form: Form, rect: pygame.Rect, side: Side) -> ArmyPanel:
        def choose(player: str | None) -> None:
            if player is not None:
                self._players[side.index] = player
                self._judge()

        def ask() -> None:
            player = self._players[side.index]
            screen = SeatScreen(self.app, name("side", side.name), player, self.refusal)
            self.app.go(Push(screen, choose))

        return ArmyPanel(form, rect, side.name, self._players[side.index], ask, choose)

    def _build_list(self, form: Form, rect: pygame.Rect) -> None:
        """Add the scenarios, and below them the number of the generated one."""
        style = self.style
        form.panel(rect, text("new.scenarios"), str(len(self._scenarios)))
        pad, size = style.px(_INSIDE), style.layout.text.caption
        _, below = layout.split_rows(rect, [style.px(style.layout.space.panel_head), Share()])
        heights: list[Length] = [
            Share(),
            style.writer.height(size),
            style.px(style.layout.space.button),
        ]
        above, caption, foot = layout.split_rows(layout.inset(below, pad), heights, pad // 2)
        rows = [_row(listed) for listed in self._scenarios]
        self._list = ListBox(form, above, rows, self._chosen.code, self._choose, self._start)
        label = text("new.number")
        form.label(label, caption.topleft, size, style.colours.bone300, room=caption.w)
        self._build_number(form, foot, label)

    def _build_number(self, form: Form, rect: pygame.Rect, label: str) -> None:
        """Add the field for the number of the generated battle, and the button that rolls
        another.
        """
        style, digits = self.style, load_tuning().seed.digits
        face = ButtonFace(text("new.another"), "die", text("key.f4"))
        if rect.w - panels.button_width(style, face) < style.px(_NUMBER):
            face = ButtonFace("", "die", text("key.f4"))
        lengths: list[Length] = [Share(), panels.button_width(style, face)]
        left, right = layout.split_columns(rect, lengths, style.px(_INSIDE))
        change, number = self._write_number, self._number
        self.number_field = TextField(form, left, number, change, _DIGITS, digits, label)
        Button(form, right, face, self._roll_number).shortcut = pygame.K_F4

    def _build_bar(self, form: Form, bar: pygame.Rect) -> None:
        """Add the seed of the dice at the left, the buttons to swap and to start at the right."""
        style, space, gap = self.style, self.style.layout.space, self.style.px(_INSIDE)
        row = layout.within(
            layout.inset(bar, style.px(space.edge), 0), (bar.w, style.px(space.button))
        )
        label, width = text("new.seed"), panels.button_width
        roll = ButtonFace(text("new.roll"), "die", text("key.f2"))
        swap = ButtonFace(text("new.swap"), "hand_over", text("key.f3"))
        start = ButtonFace(text("new.start"), "play", text("key.f9"))
        lengths: list[Length] = [
            style.writer.width(label, _LABEL) + style.px(4),
            style.px(_SEED),
            width(style, roll),
            Share(),
            width(style, swap),
            max(style.px(200), width(style, start)),
        ]
        places = layout.split_columns(row, lengths, gap)
        at = places[0].midleft
        form.label(label, at, _LABEL, style.colours.bone300, align=(0, 0.5))
        digits, change = load_tuning().seed.digits, self._write_seed
        self.seed_field = TextField(form, places[1], self._seed, change, _DIGITS, digits, label)
        Button(form, places[2], roll, self._roll_seed).shortcut = pygame.K_F2
        self._start_button = Button(form, places[5], start, self._start, ButtonKind.PRIMARY)
        self._start_button.shortcut = pygame.K_F9
        Button(form, places[4], swap, self._swap).shortcut = pygame.K_F3
        form.paint(lambda canvas: self._draw_missing(canvas, places[3]))

    # Choosing

    def _choose(self, code: str) -> None:
        self._chosen = next(listed for listed in self._scenarios if listed.code == code)
        self._show_chosen()

    def _replace_generated(self, code: str) -> None:
        """Replace the generated battle in the list; the choice follows it."""
        place, was = self._scenarios.index(self._generated), self._generated
        self._generated = listing.read_generated(code)
        self._scenarios[place] = self._generated
        if self._list is not None:
            self._list.rows[place] = _row(self._generated)
        if self._chosen is was:
            self._chosen = self._generated

    def _write_number(self, number: str) -> None:
        """Use the typed number of the generated battle, and choose that battle."""
        self._number, self._is_typed = number, True
        self._chosen = self._generated
        if number:  # else the battle before stays to be seen until another number is there
            self._replace_generated(listing.generated_code(number))
        if self._list is not None:
            self._list.choose(self._scenarios.index(self._generated))
        self._show_chosen()

    def _roll_number(self) -> None:
        """Roll another generated battle; the choice does not change."""
        self._number, self._is_typed = listing.roll_number(), True
        if self.number_field is not None:
            self.number_field.show(self._number)
        self._replace_generated(listing.generated_code(self._number))
        self._show_chosen()

    def _show_chosen(self) -> None:
        scenario = self._chosen.scenario
        self.refusal = None if scenario is None else refusal(scenario)
        if self.preview is not None:
            self.preview.show(self._chosen, refusal_text(self.refusal))
        barred = () if self.refusal is None else level_names()
        for side, panel in zip(Side, self.armies, strict=True):
            panel.show(scenario, side, barred)
        self._judge()

    @property
    def _is_refused(self) -> bool:
        """Whether a chosen player can't play this battle."""
        return self.refusal is not None and any(one in level_names() for one in self._players)

    def _judge(self) -> None:
        """Enable the start button only if everything needed is set."""
        if self._start_button is not None:
            self._start_button.enable(self._is_ready)

    @property
    def _is_ready(self) -> bool:
        return self._chosen.scenario is not None and not self.missing and not self._is_refused

    @property
    def missing(self) -> str:
        """Return what must be typed before the battle can be started; "" if nothing must be."""
        most = 10 ** load_tuning().seed.digits - 1
        if self._chosen is self._generated and not self._number:
            return text("new.no-number", most=most)
        return "" if self._seed else text("new.no-seed", most=most)

    def _draw_missing(self, canvas: Canvas, place: pygame.Rect) -> None:
        size = self.style.layout.text.table
        lines = self.style.writer.wrap(self.missing, size, place.w)
        height = self.style.writer.height(size)
        place = layout.within(place, (place.w, len(lines) * height))
        rows = layout.stack(place, [height] * len(lines))
        for row, line in zip(rows, lines, strict=True):
            canvas.text(line, row.topleft, size, self.style.colours.bad, room=place.w)

    def _write_seed(self, seed: str) -> None:
        self._seed = seed
        self._judge()

    def _roll_seed(self) -> None:
        if self.seed_field is not None:
            self.seed_field.write(_roll())

    def _swap(self) -> None:
        """Swap the players."""
        self._players.reverse()
        for player, panel in zip(self._players, self.armies, strict=True):
            panel.seat.show(player)

    def _start(self) -> None:
        scenario = self._chosen.scenario
        if scenario is not None and self._is_ready:
            self._remember()
            self.leave()
            self.app.battles.start(scenario, int(self._seed), self.players)

    def leave(self) -> None:
        """Go back; save the number of a generated battle that was asked for."""
        if self._is_typed and self._chosen is self._generated and self._number:
            scenario = _writable(self._chosen.code)
            self.app.change(msgspec.structs.replace(self.app.settings, scenario=scenario))
        super().leave()

    def _remember(self) -> None:
        """Save the choices for the next time."""
        settings = self.app.settings
        changes = {"scenario": _writable(self._chosen.code), "players": self.players}
        self.app.change(msgspec.structs.replace(settings, **changes))

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*: the board is animated."""
        super().update(seconds)
        if self.preview is not None:
            self.preview.now += seconds


def _writable(code: str) -> str | None:
    """Return a code that can be stored in the settings; None for a path that is not valid text."""
    try:
        code.encode()
    except UnicodeEncodeError:
        return None
    return code


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
