"""Which scenario a new battle is on: the list and its filter, the generated battle, the choice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from client.battle.model import listing
from client.battle.model.listing import Listed, read_own
from client.battle.model.scenario_filter import ScenarioFilter
from client.text.catalogue import text
from client.text.problems import file_problem
from engine.battle import generator
from engine.files import is_file

if TYPE_CHECKING:
    from client.host import Host

DIGITS: Final = "0123456789"


class ScenarioChoice:
    """The scenarios there are, those that the filter lets through, and the chosen one."""

    def __init__(self, app: Host) -> None:
        """Read the scenarios; the one played last is chosen, or else the first."""
        self._app = app
        self.number = listing.roll_number()
        """The number of the generated battle, as typed."""
        self.generated = listing.read_generated(listing.generated_code(self.number))
        self.every = self._list()
        """All scenarios, in order."""
        self.filter = ScenarioFilter()
        self.is_typed = False
        """Whether the player asked for the number."""
        self.chosen = self.every[0]
        self.chosen = self._first()

    def _list(self) -> list[Listed]:
        """Return the scenarios; report it if the player's own can't be listed."""
        try:
            return listing.list_scenarios(self._app.folders, self.generated)
        except OSError as error:
            self._app.tell(text("app.folder.unusable"), [file_problem(error)])
            return listing.list_packaged(self.generated)

    def _first(self) -> Listed:
        """Return the scenario played last, if it is still there; or else the first of all."""
        remembered = self._app.settings.scenario
        if remembered is not None and generator.is_generated(remembered):
            self.number, _ = generator.split_name(remembered)
            self._replace_generated(remembered)
            return self.generated
        known = [one for one in self.every if one.code == remembered]
        return known[0] if known else listing.first_packaged()

    @property
    def listed(self) -> list[Listed]:
        """Return the scenarios that the filter lets through, in order."""
        return [one for one in self.every if self.filter.passes(one)]

    @property
    def is_generated(self) -> bool:
        """Whether the generated battle is chosen."""
        return self.chosen is self.generated

    def choose(self, code: str) -> None:
        """Choose a scenario by its code."""
        self.chosen = next(one for one in self.every if one.code == code)

    def choose_target(self, target: str) -> None:
        """Choose the scenario named on the command line: listed, generated, or any file."""
        if generator.is_generated(target):
            self.choose_generated(target)
            return
        path = Path(target).absolute()
        by_name = [one for one in self.every if target == one.name]
        if not by_name or is_file(path):
            by_name = [read_own(path)]
            self.every = by_name + [one for one in self.every if one.code != str(path)]
        self.chosen = by_name[0]

    def choose_generated(self, code: str) -> None:
        """Choose the generated battle of a name such as `random:17`."""
        number, _ = generator.split_name(code)
        self.number = number if set(number) <= set(DIGITS) else ""
        self._replace_generated(code)
        self.show(self.generated)

    def show(self, listed: Listed) -> None:
        """Choose a scenario, even if the filter does not let it through."""
        self.chosen = listed
        if not self.filter.passes(listed):
            self.filter = ScenarioFilter()

    def narrow(self, filter_: ScenarioFilter) -> None:
        """Filter the list; if the chosen scenario is not in it any more, the first one is."""
        self.filter = filter_
        listed = self.listed
        if listed and self.chosen not in listed:
            self.chosen = listed[0]

    def _replace_generated(self, code: str) -> None:
        """Replace the generated battle in the list; the choice follows it."""
        place, was = self.every.index(self.generated), self.generated
        self.generated = listing.read_generated(code)
        self.every[place] = self.generated
        if self.chosen is was:
            self.chosen = self.generated

    def write_number(self, number: str) -> None:
        """Use the typed number of the generated battle, and choose that battle."""
        self.number, self.is_typed = number, True
        if number:  # else the battle before stays to be seen until another number is there
            self._replace_generated(listing.generated_code(number))
        self.show(self.generated)

    def roll_number(self) -> None:
        """Roll another generated battle; the choice does not change."""
        self.number, self.is_typed = listing.roll_number(), True
        self._replace_generated(listing.generated_code(self.number))
        if self.chosen is self.generated:
            self.show(self.generated)

    @property
    def code(self) -> str | None:
        """Return the code of the chosen scenario for the settings; None for a path that is not
        valid text.
        """
        try:
            self.chosen.code.encode()
        except UnicodeEncodeError:
            return None
        return self.chosen.code
