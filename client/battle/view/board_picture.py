"""Composition of the board's picture from scene, animation frame, offers and selection."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.battle.input.unit_selection import Selection, aimed_at
from client.battle.playback.frames import AnimationFrame, team_of
from client.battle.view.offers import Offer
from client.draw import geometry
from client.draw.board.picture import (
    Aim,
    Badge,
    BoardPicture,
    Mark,
    ObjectivePicture,
    OddsLabel,
    PathPicture,
    UnitPicture,
)

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from client.battle.playback.scene import Scene, SceneUnit
    from client.draw.geometry import Hex
    from client.text.battle_log import LogLine
    from engine.battle.actions import UnitId
    from engine.battle.side import Side
    from engine.battle.state import BattleState, Setup, UnitSet

_SHRUNK = 0.2
"""Fraction by which a dying unit shrinks."""


@dataclasses.dataclass(frozen=True, slots=True)
class DecisionView:
    """What is shown of a decision on the board; empty while anything moves.

    *ready* units may act and *done* ones have acted; *selected* is the acting unit, *aimed* the
    target under the mouse or picked by key.
    """

    ready: UnitSet = 0
    done: UnitSet = 0
    selected: UnitId | None = None
    offer: Offer = dataclasses.field(default_factory=Offer)
    aimed: UnitId | None = None
    path: PathPicture | None = None
    hovered: Hex | None = None


def decision_view(
    now: PendingDecision, chosen: Selection, offer: Offer, path: PathPicture | None = None
) -> DecisionView:
    """Return what is shown of a person's decision."""
    state = now.state
    active = 0 if state.active is None else 1 << state.active
    return DecisionView(
        ready=now.able & ~active,
        done=done_units(state),
        selected=state.active,
        offer=offer,
        aimed=aimed_at(now, chosen),
        path=path,
        hovered=None if path is not None else chosen.hovered,
    )


def done_units(state: BattleState) -> UnitSet:
    """Return the units that have finished their activation in this phase."""
    if state.result is not None:
        return 0
    active = 0 if state.active is None else 1 << state.active
    return state.activated & ~active


def compose(
    setup: Setup,
    scene: Scene,
    frame: AnimationFrame,
    decision: DecisionView,
    marked: frozenset[Hex],
) -> BoardPicture:
    """Return the picture of a moment; *marked* hexes belong to the hovered line of the log."""
    hovered, line = decision.hovered, None
    if decision.selected is not None and decision.aimed is not None:
        start, end = (scene.units[unit].at for unit in (decision.selected, decision.aimed))
        line = geometry.centre(start), geometry.centre(end)
        hovered = end
    return BoardPicture(
        setup.scenario.terrain,
        objectives_of(setup, scene),
        decision.offer.glows,
        (),
        tuple(
            _unit(unit, scene, frame, decision)
            for unit in scene.units
            if unit.hp or unit.id in frame.fading or unit.id in frame.faint
        ),
        decision.path,
        line,
        hovered,
        marked,
        frame.effects,
    )


def marked_hexes(setup: Setup, scene: Scene, line: LogLine) -> frozenset[Hex]:
    """Return the hexes that a line of the log refers to: living units, the path, objectives."""
    units = {scene.units[unit].at for unit in line.units if scene.units[unit].hp}
    objectives = {
        place
        for objective in setup.scenario.objectives
        if objective.code in line.objectives
        for place in objective.hexes
    }
    return frozenset(units | objectives | set(line.hexes))


def face_of(state: BattleState, side: Side) -> str:
    """Return the code of the unit that represents a side: the one of the highest value."""
    units = [unit for unit in state.units if unit.side is side]
    return max(units, key=lambda unit: (unit.profile.value, -unit.id)).profile.code


def objectives_of(setup: Setup, scene: Scene) -> tuple[ObjectivePicture, ...]:
    """Return the objectives and their owners."""
    return tuple(
        ObjectivePicture(objective.code, objective.hexes, None if owner is None else team_of(owner))
        for objective, owner in zip(setup.scenario.objectives, scene.owners, strict=True)
    )


def _unit(
    unit: SceneUnit, scene: Scene, frame: AnimationFrame, decision: DecisionView
) -> UnitPicture:
    fading = frame.fading[unit.id] if unit.id in frame.fading else 0.0
    faint = frame.faint[unit.id] if unit.id in frame.faint else 0.0
    odds = decision.offer.odds[unit.id] if unit.id in decision.offer.odds else None
    aim = Aim.NONE
    if odds is not None:
        aim = Aim.CHOSEN if unit.id == decision.aimed else Aim.LEGAL
    return UnitPicture(
        unit=unit.id,
        code=unit.code,
        team=team_of(unit.side),
        spot=frame.spots[unit.id] if unit.id in frame.spots else geometry.centre(unit.at),
        hp=frame.hp[unit.id] if unit.id in frame.hp else unit.hp,
        hp_max=unit.hp_max,
        expected=0.0 if odds is None else odds.damage * odds.reached,
        mark=_mark(unit.id, decision),
        selected=unit.id == decision.selected,
        aim=aim,
        label=None if odds is None else OddsLabel(odds.icon, odds.label, odds.note),
        badge=_badge(unit.id, scene, frame, decision),
        size=1 - _SHRUNK * fading,
        opacity=(1 - fading) * (1 - faint),
        flash=frame.flash[unit.id] if unit.id in frame.flash else 0.0,
    )


def _mark(unit: UnitId, decision: DecisionView) -> Mark:
    if decision.ready >> unit & 1:
        return Mark.READY
    return Mark.DONE if decision.done >> unit & 1 else Mark.NONE


def _badge(
    unit: UnitId, scene: Scene, frame: AnimationFrame, decision: DecisionView
) -> Badge | None:
    """Return the roll shown beside a unit until its activation ends; a failed one stays visible."""
    badge = scene.badge
    if badge is None or badge.unit != unit or unit in frame.spots:
        return None
    if badge.reached and decision.selected != unit:
        return None
    return Badge(badge.label, badge.reached)
