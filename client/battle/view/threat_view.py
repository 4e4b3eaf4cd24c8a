"""What is shown of the threat map: a figure per hex, who reaches a hex, and where an enemy gets."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING, Final, NamedTuple

from client.battle.input.unit_selection import unit_at
from client.battle.model.threat_watch import ThreatWatch
from client.battle.playback.frames import team_of
from client.battle.view import stop_facts
from client.battle.view.stop_facts import damage_label
from client.draw.board.picture import ReachPicture, SourcePicture, ThreatPicture
from client.text.catalogue import name, text
from client.tuning import load_tuning
from engine.battle.threat_map import attack_cell, most_common
from engine.hexgrid import cells_of
from engine.validation import require_present

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from client.battle.input.unit_selection import Selection
    from client.battle.model.latest_task import TaskWorker
    from client.battle.model.session import Session
    from client.battle.view.stop_facts import Fact
    from client.text.names import BattleNames
    from engine.battle.actions import UnitId
    from engine.battle.state import BattleState, Unit
    from engine.battle.threat_map import Reach, ThreatMap, ThreatSource
    from engine.hexgrid import Offset


class HoverPictures(NamedTuple):
    """What is drawn for the hex under the mouse."""

    sources: tuple[SourcePicture, ...]
    reach: ReachPicture | None


class LegendRow(NamedTuple):
    """A line of the legend: a *sample* of what is on the board, and what it means."""

    sample: ThreatPicture
    words: str


_SAMPLE_LEVELS: Final = (0, 2)
"""The levels of the samples of the legend: a pale one, and one in the middle."""
_SAMPLE_COUNT: Final = 3
_SAMPLE_DAMAGE: Final = 1.2
NOTHING_HOVERED: Final = HoverPictures((), None)


class ThreatView:
    """The threats of a battle at this screen; *is_shown* is whether the map is switched on.

    The map is about the active unit, or about the one looked at if it belongs to the side to act,
    or about the whole side. It is there only while a person decides.
    """

    def __init__(self, session: Session, worker: TaskWorker) -> None:
        """Start with nothing shown."""
        self.is_shown = False
        self._session: Final = session
        self._watch: Final = ThreatWatch(session, worker)
        self._pictures: tuple[ThreatMap, tuple[ThreatPicture, ...]] | None = None
        self._hovered: tuple[tuple[object, ...], HoverPictures] | None = None
        self._facts: tuple[tuple[object, ...], list[Fact]] | None = None

    def update(self, now: PendingDecision | None, chosen: Selection) -> None:
        """Ask for the map of a decision, and take the answer; None while nobody decides."""
        if now is None:
            self._watch.forget()
            return
        state = now.state
        unit = chosen.looked_at if state.active is None else state.active
        if unit is not None and (
            state.units[unit].side is not state.to_act or not state.units[unit].hp
        ):
            unit = None
        self._watch.ask(state.to_act, unit)
        self._watch.update()

    @property
    def map(self) -> ThreatMap | None:
        """Return the map of the current decision, if it has been computed."""
        return self._watch.answer

    @property
    def is_waiting(self) -> bool:
        """Whether the map of the current decision is still being computed."""
        return self._watch.is_waiting

    # The figures

    @property
    def pictures(self) -> tuple[ThreatPicture, ...]:
        """Return the figures of all hexes that an enemy reaches; none unless switched on.

        The same object is returned until the map changes, so that the drawing can be kept.
        """
        found = self.map
        if found is None or not self.is_shown:
            return ()
        if self._pictures is None or self._pictures[0] is not found:
            self._pictures = found, _pictures_of(found, self._session.state)
        return self._pictures[1]

    def legend(self) -> tuple[LegendRow, ...]:
        """Return what the figures mean, and against which unit; nothing while none are shown."""
        question, state = self._watch.question, self._session.state
        if self.map is None or question is None or not self.is_shown:
            return ()
        own = state.living(question.side)
        if question.unit is None and not own:
            return ()
        unit = most_common(own) if question.unit is None else state.units[question.unit]
        whole = unit.profile.hp_max if question.unit is None else unit.hp
        key = (
            "battle.threat.legend-common" if question.unit is None else "battle.threat.legend-unit"
        )
        pale, middle = _SAMPLE_LEVELS
        label, dark = damage_label(_SAMPLE_DAMAGE), len(load_tuning().threats.levels)
        rows = [
            (middle, label, 0, text(key, unit=name("unit", unit.profile.code), hp=whole)),
            (pale, label, _SAMPLE_COUNT, text("battle.threat.legend-dots")),
            (dark, "", 0, text("battle.threat.legend-colour")),
        ]
        if question.unit is None:
            rows.append((middle, label, 1, text("battle.threat.legend-beside")))
        return tuple(
            LegendRow(ThreatPicture((0, 0), level, words, count), meaning)
            for level, words, count, meaning in rows
        )

    # What the mouse is over

    def facts_at(self, at: Offset | None, names: BattleNames) -> list[Fact] | None:
        """Return who can hit a unit in a hex; None without a map, and where none can stand."""
        state = self._session.state
        if self.map is None or at is None or not state.field.grid.holds(at):
            return None
        cell = state.field.grid.cell(at)
        enemies = state.occupied[state.to_act.other.index]
        if not (state.field.ground & ~enemies) >> cell & 1:
            return None
        found = require_present(self.map, "a threat map")
        hp = round(float(found.hp[cell]))
        return stop_facts.facts_of_threat(self.sources_at(at), self.damage_at(at), names, hp)

    def facts_of_move(self, unit: Unit, at: Offset, names: BattleNames) -> list[Fact]:
        """Return the consequences of a move to a hex, with what can hit the unit there."""
        key = self._session.records, id(self.map), unit.id, at
        if self._facts is None or self._facts[0] != key:
            state = self._session.state
            facts = stop_facts.facts_of_move(state, unit, at, names)
            self._facts = key, [*facts, *(self.facts_at(at, names) or ())]
        return self._facts[1]

    def sources_at(self, at: Offset | None) -> list[ThreatSource]:
        """Return the enemies that reach a hex, the most dangerous first."""
        found, grid = self.map, self._session.state.field.grid
        if found is None or at is None or not grid.holds(at):
            return []
        return found.sources(grid.cell(at))

    def damage_at(self, at: Offset) -> float:
        """Return the expected damage in a hex, in hit points; 0 without a map."""
        found, grid = self.map, self._session.state.field.grid
        return 0.0 if found is None else float(found.damage[grid.cell(at)])

    def hover_pictures(self, at: Offset | None) -> HoverPictures:
        """Return what is drawn for the hovered hex: the reach of an enemy there, or else, if the
        map is switched on, who reaches the hex and from where.
        """
        if self.map is None or at is None or not self._session.state.field.grid.holds(at):
            return NOTHING_HOVERED
        key = id(self.map), self.is_shown, at
        if self._hovered is None or self._hovered[0] != key:
            reach = self._reach_of(at)
            sources = self._source_pictures(at) if self.is_shown and reach is None else ()
            self._hovered = key, HoverPictures(sources, reach)
        return self._hovered[1]

    def _source_pictures(self, at: Offset) -> tuple[SourcePicture, ...]:
        found, state = require_present(self.map, "a threat map"), self._session.state
        offsets, pictures = state.field.grid.offsets, []
        for source in self.sources_at(at):
            start = attack_cell(state, _reach(found, source.unit), state.field.grid.cell(at))
            foe = state.units[source.unit]
            label = damage_label(source.damage)
            team = team_of(foe.side)
            pictures.append(SourcePicture(state.offset(foe), offsets[start], at, label, team))
        return tuple(pictures)

    def _reach_of(self, at: Offset) -> ReachPicture | None:
        """Return where the enemy in a hex gets in its next turn; None if none stands there."""
        found, state = self.map, self._session.state
        unit = unit_at(state, at)
        if found is None or unit is None or state.units[unit].side is state.to_act:
            return None
        reach = _reach(found, unit)
        offsets = state.field.grid.offsets_of
        ground = state.field.ground
        return ReachPicture(
            frozenset(offsets(reach.moves)),
            frozenset(offsets((reach.moves | reach.shots | reach.charges) & ground)),
            team_of(state.units[unit].side),
        )


def _reach(found: ThreatMap, unit: UnitId) -> Reach:
    return next(reach for reach in found.reaches if reach.unit == unit)


def _pictures_of(found: ThreatMap, state: BattleState) -> tuple[ThreatPicture, ...]:
    """Return the figures of a map, without those below enemies."""
    counts, damage, hp = found.counts, found.damage, found.hp
    enemies = state.occupied[state.to_act.other.index]
    cells = [cell for cell in cells_of(state.field.ground & ~enemies) if counts[cell]]
    levels = load_tuning().threats.levels
    return tuple(
        ThreatPicture(
            state.field.grid.offsets[cell],
            bisect.bisect_right(levels, float(damage[cell] / hp[cell])),
            damage_label(float(damage[cell])),
            int(counts[cell]),
        )
        for cell in cells
    )
