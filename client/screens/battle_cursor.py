"""The cursor on a battle's board, moved by keys; the mouse takes over when it moves."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.input import cursor
from client.battle.input.keys import KeyCommand
from client.battle.input.unit_selection import open_question, targets_in_reach, unit_at
from client.draw import geometry

if TYPE_CHECKING:
    from client.battle.input.board_control import BoardControl
    from client.battle.presenter import BattlePresenter
    from engine.hexgrid import Offset

_SHOWING: Final = frozenset({KeyCommand.NEXT, KeyCommand.PREVIOUS})
"""Commands of the keyboard that show the cursor besides those that move it."""


class BattleCursor:
    """The keys' hold on the selection of a presenter, with the view following the cursor."""

    def __init__(self, presenter: BattlePresenter, view: BoardControl) -> None:
        """Start without a cursor."""
        self._presenter: Final = presenter
        self._view: Final = view
        self._at: Offset | None = None
        self._decided: tuple[int, int | None] | None = None

    @property
    def at(self) -> Offset | None:
        """Return the hex of the cursor; None while the mouse points, or something covers it."""
        chosen = self._presenter.chosen
        return chosen.hovered if chosen.keyed else None

    def press(self, command: KeyCommand) -> bool:
        """Move the cursor by a key command; return whether it is one that does."""
        if command not in cursor.DIRECTIONS:
            return False
        now, chosen = self._presenter.decision, self._presenter.chosen
        if self.at is None:
            self._point_at(cursor.place_for(now, dataclasses.replace(chosen, hovered=None)))
        else:
            self._point_at(cursor.step(now.state.field.grid, self.at, command))
        return True

    def show_after(self, command: KeyCommand) -> None:
        """Show the cursor after a command of the keyboard that is about a unit of the board."""
        chosen = self._presenter.chosen
        if command in _SHOWING and not chosen.keyed:
            self._presenter.chosen = dataclasses.replace(chosen, hovered=None, keyed=True)
            self._decided = None

    def update(self) -> None:
        """Place the cursor for a new decision, and let the view follow it."""
        presenter = self._presenter
        chosen = presenter.chosen
        if not presenter.deciding or open_question(presenter.decision, chosen) is not None:
            return
        now = presenter.decision
        before, self._decided = self._decided, (presenter.session.records, now.state.active)
        if not chosen.keyed:
            return
        if before != self._decided:
            same_unit = before is not None and before[1] == now.state.active
            if not (same_unit and self._is_on_target()):
                self._point_at(cursor.place_for(now, chosen))
        elif chosen.hovered is None and self._at is not None:
            self._point_at(self._at)  # what covered it has gone
        elif chosen.hovered is not None and chosen.hovered != self._at:
            self._follow(chosen.hovered)

    def _is_on_target(self) -> bool:
        """Whether the unit that was attacked can be attacked again."""
        now, chosen = self._presenter.decision, self._presenter.chosen
        unit = unit_at(now.state, chosen.hovered)
        return unit is not None and bool(targets_in_reach(now, chosen) >> unit & 1)

    def _point_at(self, at: Offset) -> None:
        presenter = self._presenter
        presenter.chosen = cursor.point_at(presenter.decision, presenter.chosen, at)
        self._follow(at)

    def _follow(self, at: Offset) -> None:
        self._at = at
        self._view.follow(geometry.centre(at))
