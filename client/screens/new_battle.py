"""The setup of a battle: scenario, army and player of each side, the seed of the dice."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Final

import msgspec
import pygame

from client.battle.model.battle_setup import BattleSetup
from client.battle.model.setup_code import write_code
from client.draw.ui import panels
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.screen import Push
from client.screens.army_choice import ArmyChoiceScreen
from client.screens.army_panel import ArmyPanel
from client.screens.fielded_armies import FieldedArmies
from client.screens.form_screen import FormScreen
from client.screens.preview import Preview
from client.screens.scenario_choice import DIGITS, ScenarioChoice
from client.screens.scenario_column import WIDEST, ScenarioList, list_width
from client.screens.scenario_filter_screen import ScenarioFilterScreen
from client.screens.seating import SeatScreen, refusal_text
from client.screens.shared_setup import paste_setup
from client.suggested_players import suggested_players
from client.text.catalogue import name, text
from client.tuning import load_tuning
from client.widgets import clipboard, layout
from client.widgets.controls import Button
from client.widgets.layout import Length, Share
from client.widgets.text_field import TextField
from engine.battle import Side
from engine.players.levels import level_names, refusal

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from client.host import Host
    from client.screens.army_choice import ChosenArmy
    from client.widgets.canvas import Canvas
    from client.widgets.form import Form
    from client.widgets.list_box import ListBox
    from engine.battle.scenario import Scenario
    from engine.errors import EngineError

_BAR: Final = 64
_LABEL: Final = 14
_INSIDE: Final = 8
_SEED: Final = 130


class NewBattleScreen(FormScreen):
    """The choice of a scenario, its armies and its players."""

    title = "new.title"

    def __init__(self, app: Host, target: str | None = None) -> None:
        """Create the screen; *target* is the name or file of the scenario chosen at first."""
        super().__init__(app)
        self.choice: Final = ScenarioChoice(app)
        self.fielded: Final = FieldedArmies(app)
        self._players = list(suggested_players(app.settings))
        self.refusal: EngineError | None = None
        self._scenario: Scenario | None = None
        self._seed = _roll()
        self.preview: Preview | None = None
        self.armies: list[ArmyPanel] = []
        self._start_button: Button | None = None
        self._copy_button: Button | None = None
        self.seed_field: TextField | None = None
        self._scenarios: ScenarioList | None = None
        if target is not None:
            self.choice.choose_target(target)

    @property
    def chosen(self) -> Listed:
        """Return the chosen scenario."""
        return self.choice.chosen

    @property
    def scenario(self) -> Scenario | None:
        """Return the chosen scenario with the armies in place; None if it can't be played."""
        return self._scenario

    @property
    def seed(self) -> str:
        """Return the seed as typed."""
        return self._seed

    @property
    def players(self) -> tuple[str, str]:
        """Return the players of both sides."""
        return self._players[0], self._players[1]

    @property
    def number_field(self) -> TextField | None:
        """Return the field for the number of the generated battle."""
        return None if self._scenarios is None else self._scenarios.number_field

    @property
    def filter_button(self) -> Button | None:
        """Return the button that leads to the filter."""
        return None if self._scenarios is None else self._scenarios.filter_button

    @property
    def list_box(self) -> ListBox | None:
        """Return the list of scenarios."""
        return None if self._scenarios is None else self._scenarios.box

    # Building

    def build(self, form: Form) -> None:
        """Add the list at the left, the board in the middle, the armies at the right, the rest
        below.
        """
        self.fielded.refresh()
        style = self.style
        gap = style.px(style.layout.space.edge)
        window = pygame.Rect((0, 0), self.app.size)
        _, bar = layout.split_rows(window, [Share(), style.px(_BAR)])
        body, _ = layout.split_rows(self.body, [Share(), bar.h - gap])
        usual = min(style.px(WIDEST), round(body.w * 0.28))
        left = list_width(style, self.choice, usual)
        right = min(style.px(424), round(body.w * 0.34))
        column, middle, armies = layout.split_columns(body, [left, Share(), right], gap)
        form.paint(lambda canvas: panels.draw_strip(canvas.surface, style, bar, line_below=False))
        self._scenarios = ScenarioList(form, column, self.choice, self)
        self.preview = Preview(form, middle)
        halves = layout.split_rows(armies, [Share(), Share()], gap // 2)
        self.armies = [
            ArmyPanel(form, rect, side, self._players[side.index], self)
            for rect, side in zip(halves, Side, strict=True)
        ]
        self._build_bar(form, bar)
        self._build_sharing(form)
        self.show_chosen()

    def _build_sharing(self, form: Form) -> None:
        """Add the buttons that copy and paste the setup, beside the title."""
        copy = ButtonFace(text("new.copy"), "folder", text("key.f6"))
        paste = ButtonFace(text("new.paste"), "save", text("key.f7"))
        self._copy_button, pasting = self.build_beside_title(
            form, (copy, self._copy), (paste, lambda: paste_setup(self.app, self))
        )
        self._copy_button.shortcut, pasting.shortcut = pygame.K_F6, pygame.K_F7

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
        self.seed_field = TextField(form, places[1], self._seed, change, DIGITS, digits, label)
        Button(form, places[2], roll, self._roll_seed).shortcut = pygame.K_F2
        self._start_button = Button(form, places[5], start, self.start, ButtonKind.PRIMARY)
        self._start_button.shortcut = pygame.K_F9
        Button(form, places[4], swap, self._swap).shortcut = pygame.K_F3
        form.paint(lambda canvas: self._draw_missing(canvas, places[3]))

    # Choosing

    def show_chosen(self) -> None:
        """Show the chosen scenario with the armies in place."""
        chosen = self.chosen
        self._scenario = scenario = self.fielded.scenario(chosen)
        self.refusal = None if scenario is None else refusal(scenario)
        if self.preview is not None:
            shown = msgspec.structs.replace(chosen, scenario=scenario)
            self.preview.show(shown, refusal_text(self.refusal))
        barred = () if self.refusal is None else level_names()
        for side, panel in zip(Side, self.armies, strict=True):
            army = self.fielded.fielded(chosen, side)
            panel.show(scenario, barred, "" if army is None else army.title)
        self._judge()

    def ask_filter(self) -> None:
        """Ask for another filter of the list."""
        self.app.go(Push(ScenarioFilterScreen(self.app, self.choice)))

    def ask_player(self, side: Side) -> None:
        """Ask who plays a side."""

        def choose(player: str | None) -> None:
            if player is not None:
                self.choose_player(side, player)

        player = self._players[side.index]
        screen = SeatScreen(self.app, name("side", side.name), player, self.refusal)
        self.app.go(Push(screen, choose))

    def choose_player(self, side: Side, player: str) -> None:
        """Let another player play a side."""
        self._players[side.index] = player
        self._judge()

    def ask_army(self, side: Side) -> None:
        """Show the units of a side's army, and ask which it fields."""

        def choose(chosen: ChosenArmy | None) -> None:
            if chosen is not None:
                self.fielded.want(side, chosen.army)

        if self.chosen.scenario is not None:
            screen = ArmyChoiceScreen(self.app, self.fielded, self.chosen, side)
            self.app.go(Push(screen, choose))

    def step_army(self, side: Side, step: int) -> None:
        """Let a side field the next or previous army that it may."""
        self.fielded.step(self.chosen, side, step)
        self.show_chosen()

    @property
    def _is_refused(self) -> bool:
        """Whether a chosen player can't play this battle."""
        return self.refusal is not None and any(one in level_names() for one in self._players)

    def _judge(self) -> None:
        """Enable the buttons that need a whole setup only if everything is set."""
        if self._start_button is not None:
            self._start_button.enable(self._is_ready)
        if self._copy_button is not None:
            self._copy_button.enable(self._scenario is not None and not self.missing)

    @property
    def _is_ready(self) -> bool:
        return self._scenario is not None and not self.missing and not self._is_refused

    @property
    def missing(self) -> str:
        """Return what must be typed before the battle can be started; "" if nothing must be."""
        most = 10 ** load_tuning().seed.digits - 1
        if self.choice.is_generated and not self.choice.number:
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

    # Sharing

    def _copy(self) -> None:
        """Copy the setup as a code to the clipboard, and say so."""
        scenario = self._scenario
        if scenario is None or self.missing:
            return
        setup = BattleSetup(scenario, int(self._seed), self.players)
        code = write_code(self.chosen.name, setup, self.fielded.in_battle(self.chosen))
        clipboard.copy_text(code)
        self.app.tell(text("new.copied"), [text("new.copied.text"), code])

    def set_up(self, seed: int, players: tuple[str, str]) -> None:
        """Take seed and players from a setup, and show everything anew."""
        self._seed, self._players = str(seed), list(players)
        self.lay_out()

    # Starting

    def start(self) -> None:
        """Start the battle, if everything is set."""
        scenario = self._scenario
        if scenario is not None and self._is_ready:
            self._remember()
            self.leave()
            self.app.battles.start(scenario, int(self._seed), self.players)

    def leave(self) -> None:
        """Go back; save the number of a generated battle that was asked for."""
        choice = self.choice
        if choice.is_typed and choice.is_generated and choice.number:
            self.app.change(msgspec.structs.replace(self.app.settings, scenario=choice.code))
        super().leave()

    def _remember(self) -> None:
        """Save the choices for the next time."""
        settings = self.app.settings
        armies = self.app.armies.fielded
        changes = {"scenario": self.choice.code, "players": self.players, "armies": armies}
        self.app.change(msgspec.structs.replace(settings, **changes))

    def update(self, seconds: float) -> None:
        """Advance time by *seconds*: the board is animated."""
        super().update(seconds)
        if self.preview is not None:
            self.preview.now += seconds


def _roll() -> str:
    return str(secrets.randbelow(load_tuning().seed.largest + 1))
