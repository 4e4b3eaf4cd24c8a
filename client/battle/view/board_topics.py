"""What a hex of the board shows, in the words of the glossary: unit, signs, ground."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.playback.frames import team_of
from client.draw import geometry
from client.draw.board.picture import Aim, Glow, Mark
from client.text import glossary
from client.text.catalogue import plural, text
from client.text.glossary import Entry, Term, entry_of
from engine.battle.battlefield import Terrain
from engine.battle.side import Side

if TYPE_CHECKING:
    from collections.abc import Iterator

    from client.draw.board.picture import BoardPicture, ObjectivePicture, UnitPicture
    from client.draw.geometry import Hex
    from client.draw.ui.theme import Team
    from client.text.names import BattleNames
    from engine.battle.scenario import RuleNumbers

_GLOWS: Final = {
    Glow.MOVE: Term.REACH,
    Glow.SHOOT: Term.RANGE,
    Glow.COVERED: Term.COVERED,
    Glow.ADVANCE: Term.ADVANCE,
    Glow.ADVANCE_MOST: Term.ADVANCE_RANGE,
    Glow.ADVANCE_LEAST: Term.ADVANCE_RANGE,
    Glow.CHARGE: Term.CHARGE_END,
}
_MARKS: Final = {Mark.READY: Term.READY, Mark.DONE: Term.DONE}


def entries_at(
    picture: BoardPicture, at: Hex, names: BattleNames, rules: RuleNumbers
) -> tuple[Entry, ...]:
    """Return what explains a hex as it is drawn: the unit in it, its signs, the ground; () off
    the board.
    """
    column, row = at
    if not (0 <= column < picture.columns and 0 <= row < picture.rows):
        return ()
    ground = glossary.terrain(Terrain(picture.terrain[row][column]))
    return (
        *_of_unit(picture, at, names, rules),
        *(entry_of(term.topic, rules) for term in _signs_at(picture, at)),
        *_of_threat(picture, at, rules),
        *_of_anchors(picture, at, names, rules),
        entry_of(ground, rules),
    )


def unit_in(picture: BoardPicture, at: Hex) -> UnitPicture | None:
    """Return the unit that is drawn in a hex."""
    found = (unit for unit in picture.units if geometry.hex_at(unit.spot) == at)
    return next(found, None)


def _of_unit(
    picture: BoardPicture, at: Hex, names: BattleNames, rules: RuleNumbers
) -> Iterator[Entry]:
    """Yield who a unit is, and what its signs say."""
    unit = unit_in(picture, at)
    if unit is None:
        return
    side = names.side(_side_of(unit.team))
    words = text("glossary.unit-words", side=side, hp=round(unit.hp), most=unit.hp_max)
    yield Entry(names.unit(unit.unit), words)
    for term in _signs_of(unit):
        yield entry_of(term.topic, rules)


def _side_of(team: Team) -> Side:
    return next(side for side in Side if team_of(side) is team)


def _signs_of(unit: UnitPicture) -> Iterator[Term]:
    if unit.selected:
        yield Term.ACTIVE
    elif unit.mark in _MARKS:
        yield _MARKS[unit.mark]
    if unit.aim is not Aim.NONE:
        yield Term.TARGET
    if unit.label is not None:
        yield Term.LABEL
    if unit.badge is not None:
        yield Term.BADGE
    yield Term.BAR


def _signs_at(picture: BoardPicture, at: Hex) -> Iterator[Term]:
    """Yield what is drawn on the ground of a hex, each once."""
    seen = set()
    for glow in picture.glows:
        term = _GLOWS[glow.kind]
        if at in glow.hexes and term not in seen:
            seen.add(term)
            yield term
    if picture.path is not None and at in picture.path.hexes:
        yield Term.PATH
    if picture.reach is not None and at in picture.reach.attacks | picture.reach.moves:
        yield Term.ENEMY_REACH


def _of_threat(picture: BoardPicture, at: Hex, rules: RuleNumbers) -> Iterator[Entry]:
    """Yield the figure of the threat map in a hex, with its numbers, and the lines to it."""
    for hot in picture.threat:
        if hot.at == at:
            numbers = plural("battle.threat.whole", hot.count, damage=hot.label)
            yield Entry(numbers, entry_of(Term.THREAT.topic, rules).words)
    if any(at in (source.at, source.target) for source in picture.sources):
        yield entry_of(Term.THREAT_SOURCE.topic, rules)


def _of_anchors(
    picture: BoardPicture, at: Hex, names: BattleNames, rules: RuleNumbers
) -> Iterator[Entry]:
    for anchor in picture.objectives:
        if at in anchor.hexes:
            words = entry_of(Term.ANCHOR.topic, rules).words
            yield Entry(_anchor_title(anchor, names), words)


def _anchor_title(anchor: ObjectivePicture, names: BattleNames) -> str:
    if anchor.owner is None:
        return text("glossary.anchor-free", name=anchor.code)
    side = names.side(_side_of(anchor.owner))
    return text("glossary.anchor-held", name=anchor.code, side=side)
