"""The armies of both sides of a new battle: the scenario's own, or ones of the players'."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.model.army_files import ListedArmy, list_armies
from client.battle.model.battle_setup import fielded, obstacles
from client.text.catalogue import text
from client.text.problems import file_problem
from engine.battle import Side

if TYPE_CHECKING:
    from client.battle.model.listing import Listed
    from client.host import Host
    from engine.battle.fielding import Armies
    from engine.battle.scenario import Scenario
    from engine.sentences import Sentence


class FieldedArmies:
    """What each side wants to field.

    A scenario that does not allow it is played with its own armies; the wish stays for the
    next.
    """

    def __init__(self, app: Host) -> None:
        """Read the armies of the user folder; those chosen last are chosen."""
        self._app = app
        self.listed: list[ListedArmy] = []
        """The armies of the user folder, broken files among them."""
        self._wanted: list[ListedArmy | None] = [None, None]
        self._read()
        self._wanted = [
            next((one for one in self.listed if name and _name(one) == name), None)
            for name in app.armies.fielded
        ]

    def _read(self) -> None:
        try:
            self.listed = list_armies(self._app.folders)
        except OSError as error:
            self.listed = []
            self._app.tell(text("armies.unlisted"), [file_problem(error)])

    def refresh(self) -> None:
        """Read the armies again: one that is fielded may have been changed or deleted."""
        self._read()
        for side in Side:
            wanted = self._wanted[side.index]
            if wanted is not None and wanted.path is not None:
                now = (one for one in self.listed if one.path == wanted.path)
                self._wanted[side.index] = next(now, None)

    def want(self, side: Side, army: ListedArmy | None) -> None:
        """Let a side field an army; None is the scenario's own."""
        self._wanted[side.index] = army
        one, two = ("" if army is None else _name(army) for army in self._wanted)
        self._app.armies.fielded = one, two

    def wanted(self, side: Side) -> ListedArmy | None:
        """Return the army that a side wants to field; None for the scenario's own."""
        return self._wanted[side.index]

    def fielded(self, listed: Listed, side: Side) -> ListedArmy | None:
        """Return the army that a side fields in a scenario; None for the scenario's own."""
        wanted = self.wanted(side)
        if wanted is None or wanted.army is None or self.obstacles(listed, side, wanted):
            return None
        return wanted

    def obstacles(self, listed: Listed, side: Side, army: ListedArmy) -> list[Sentence]:
        """Return what keeps an army that can be read from being fielded by a side."""
        return [] if army.army is None else obstacles(army.army, listed, side)

    def in_battle(self, listed: Listed) -> Armies:
        """Return the armies of the players' own that are fielded in a scenario."""
        one, two = (self.fielded(listed, side) for side in Side)
        return None if one is None else one.army, None if two is None else two.army

    def scenario(self, listed: Listed) -> Scenario | None:
        """Return the scenario with the armies in place."""
        return fielded(listed, self.in_battle(listed))

    def step(self, listed: Listed, side: Side, step: int) -> None:
        """Let a side field the next or previous army that it may."""
        usable: list[ListedArmy | None] = [None]
        usable += [
            one
            for one in self.listed
            if one.army is not None and not self.obstacles(listed, side, one)
        ]
        current = self.fielded(listed, side)
        place = usable.index(current) + step if current in usable else 0
        if 0 <= place < len(usable):
            self.want(side, usable[place])


def _name(army: ListedArmy) -> str:
    """Return the name of an army's file for the settings; "" without one that is valid text."""
    name = "" if army.path is None else army.path.name
    try:
        name.encode()
    except UnicodeEncodeError:
        return ""
    return name
