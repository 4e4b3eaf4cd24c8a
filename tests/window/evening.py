"""A whole evening: a battle begun, killed, continued, played to its end, and the program left."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from client.screens.new_battle import NewBattleScreen
from client.settings import Settings, write_settings
from client.text.catalogue import text
from client.widgets.text_field import TextField
from tests.client.pilot import greedy
from tests.window.person import Eyes, Person, Visitor
from tests.window.program import Computer, Program, wait_until
from tests.window.shadow import Battle, Menus, read_rows, settings_of

SEED: Final = 7


class Evening:
    """A person at a computer; pictures that are not as they should be are kept in *folder*.

    *settings* are put into the user folder before the first start; None leaves it empty.
    """

    def __init__(self, computer: Computer, folder: Path, settings: Settings | None) -> None:
        self.computer: Final = computer
        self._folder = folder
        folder.mkdir(exist_ok=True)
        if settings is not None:
            computer.user_folder.mkdir(parents=True, exist_ok=True)
            write_settings(computer.user_folder / "settings.toml", settings)
        self._program: Program | None = None
        self.eyes: Eyes
        self._menus: Menus | None = None
        self._settings: Settings

    # The program

    def start(self, *arguments: str) -> None:
        """Start the program and wait for its window."""
        self._program = self.computer.start(*arguments)
        self.eyes = Eyes(self.program, self._folder)
        size = self.eyes.place[3:]
        screen = self.computer.display.size
        self._settings = settings_of(self.computer.user_folder, size, screen)

    @property
    def program(self) -> Program:
        """The program as it was started last."""
        assert self._program is not None, "it was started"
        return self._program

    def close(self) -> None:
        """Leave nothing behind, whatever happened."""
        if self._menus is not None:
            self._menus.close()
        if self._program is not None:
            self._program.end()

    @property
    def menus(self) -> Menus:
        """Make the shadow's menus once they are needed: they start a process."""
        if self._menus is None:
            self._menus = Menus(self.computer.user_folder, self._folder / "copy", self._settings)
        return self._menus

    def visit_title(self) -> Visitor:
        """Wait for the title."""
        visitor = Visitor(self.menus.open(self.eyes.place[3:]), self.program, self.eyes)
        visitor.look()
        return visitor

    def _sit_down(self, file: Path) -> Person:
        place = self.eyes.place
        return Person(Battle(file, place[3:], self._settings), self.program, self.eyes)

    # What a person does

    def visit_title_beside_another(self) -> Visitor:
        """Wait for the title while another window plays the battle that it would offer."""
        visitor = Visitor(self.menus.open_in_use(self.eyes.place[3:]), self.program, self.eyes)
        visitor.look()
        return visitor

    def begin(self, seed: int | None = SEED) -> Person:
        """Begin the battle that is offered first, from the title, with the dice of a seed.

        None leaves the seed that was rolled.
        """
        visitor = self.visit_title()
        visitor.press(text("title.new-battle"))
        assert isinstance(visitor.hand.screen, NewBattleScreen), "the screen for a new battle"
        entries = [one for one in visitor.hand.controls if isinstance(one, TextField)]
        if seed is not None:
            visitor.write(entries[-1], seed)
        others = self._begun()
        visitor.press(text("new.start"), alone=True)
        wait_until(lambda: self._begun() != others, "the file of a battle")
        person = self._sit_down(self._begun()[0])
        person.look()
        assert seed in {None, person.session.game.header.seed}, "the seed that was typed"
        return person

    def _begun(self) -> list[Path]:
        return [file for file in self.computer.battles() if read_rows(file)]

    def carry_on(self, title: Visitor | None = None) -> Person:
        """Continue the battle that the title offers; *title* is who looks at it already."""
        visitor = self.visit_title() if title is None else title
        visitor.press(text("title.continue"), alone=True)
        person = self._sit_down(self._begun()[0])
        person.look()
        return person

    def kill(self, person: Person) -> None:
        """Kill the program as soon as the window shows one more action, which is in the file."""
        play_on(person, 1)
        self.program.kill()
        person.battle.require_recorded()
        self.program.require_alone()

    def leave(self) -> int:
        """Quit at the title; give the exit code once nothing of the program runs any more."""
        self.visit_title().press(text("title.quit"), alone=True)
        code = self.program.wait()
        self.program.require_alone()
        return code


def play_on(person: Person, most: int = 1000) -> int:
    """Play until so many actions are made, or the battle is over; give how many were."""
    for made in range(most):
        person.look()
        if person.screen.presenter.over:
            return made
        person.do(greedy(person.session))
    person.look()
    return most


def play_whole_evening(evening: Evening, before_kill: int) -> list[str]:
    """Begin a battle, kill the program after some actions, continue, play to the end and leave.

    Every click and key is real. Returns what happened, in words.
    """
    evening.start()
    person = evening.begin()
    made = play_on(person, before_kill)
    evening.kill(person)
    told = [f"{made + 1} actions, then killed: all of them are in the file"]
    evening.start()
    person = evening.carry_on()
    made = play_on(person)
    person.battle.require_recorded()
    result = person.session.game.result
    assert result is not None, "the battle is over"
    assert person.shows_end, "the result is shown"
    told.append(f"continued: {made} more actions to the end, {result}")
    person.click("title")
    rows = list(person.session.game.lines)
    require_tidy(evening, evening.leave(), rows)
    told.append("left by mouse: exit code 0, no process and no file left behind")
    return told


def require_tidy(evening: Evening, code: int, rows: list[str]) -> None:
    """Check that a battle of *rows* is kept among those that are over, and nothing else is."""
    computer = evening.computer
    assert code == 0, f"exit code {code}: {computer.output}"
    kept = computer.finished()
    assert [read_rows(file) for file in kept] == [rows], f"the battle is not all there: {kept}"
    assert not computer.battles(), f"not put aside: {computer.battles()}"
    assert not computer.strays(), f"outside the user folder: {computer.strays()}"
