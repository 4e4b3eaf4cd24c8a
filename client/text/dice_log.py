"""The rolls of a battle as text: each with the number needed and its result."""

from __future__ import annotations

from client.text.catalogue import name, plural, text
from engine.battle import Event
from engine.battle.events import AttackMade, AttacksCounted, Hit, Roll


def attack_rows(event: Event) -> list[str]:
    """Return the rolls of an event of a volley, one row per hit; [] if it has none."""
    match event:
        case AttacksCounted():
            return _counting_rows(event)
        case AttackMade():
            return _attack_rows(event)
        case _:
            return []


def sum_row(faces: tuple[int, ...], total: int) -> str:
    """Return the row of a roll whose dice are added up."""
    if faces == (total,):
        return text("dice.face", face=total)
    return text("dice.sum", faces=_faces(faces), total=total)


def lost_text(lost: int, left: int) -> str:
    """Return the hit points that a unit lost and has left, in words."""
    if not lost:
        return text("log.unharmed")
    return plural("log.lost", lost, left=left)


def _faces(faces: tuple[int, ...]) -> str:
    return " + ".join(str(face) for face in faces)


def _counting_rows(event: AttacksCounted) -> list[str]:
    rows = []
    if event.faces:
        rows.append(text("dice.attacks", faces=_faces(event.faces), n=event.attacks))
    for rule, more in (("RAPID_FIRE", event.rapid_fire), ("BLAST", event.blast)):
        if more:
            rows.append(plural("dice.more_attacks", more, rule=name("weapon-rule", rule, x=more)))
    return rows


def _attack_rows(event: AttackMade) -> list[str]:
    parts = [_hit_text(event.hit)]
    if event.cover:
        parts.insert(0, text("dice.cover"))
    rows = [parts, *([text("dice.extra")] for hit in event.hits if hit.extra)]
    for row, hit in zip(rows, event.hits, strict=False):  # a miss has a row and no hit
        row.extend(_wound_texts(hit))
    return [" · ".join(row) for row in rows]


def _hit_text(hit: Roll | None) -> str:
    if hit is None:
        return text("dice.no_hit_roll")
    if hit.critical:
        return text("dice.critical_hit", face=hit.face, needed=hit.needed)
    key = "dice.hit" if hit.success else "dice.miss"
    return text(key, face=hit.face, needed=hit.needed)


def _wound_texts(hit: Hit) -> list[str]:
    """Return the rolls that follow one hit: wound, save and damage."""
    parts = []
    if hit.wound is None:
        parts.append(text("dice.no_wound_roll"))
    else:
        parts.append(_wound_text(hit.wound))
    if hit.reroll is not None:
        parts += [text("dice.again"), _wound_text(hit.reroll)]
    if not hit.wounded:
        return parts
    if hit.save is None:
        parts.append(text("dice.no_save"))
    else:
        key = "dice.save" if hit.save.success else "dice.save_fails"
        parts.append(text(key, face=hit.save.face, needed=hit.save.needed))
        if hit.save.success:
            return parts
    if hit.damage_faces:
        parts.append(text("dice.damage", faces=_faces(hit.damage_faces), n=hit.damage))
    parts.append(text("dice.lost", n=hit.lost))
    return parts


def _wound_text(wound: Roll) -> str:
    if wound.critical:
        return text("dice.critical_wound", face=wound.face, needed=wound.needed)
    key = "dice.wound" if wound.success else "dice.wound_fails"
    return text(key, face=wound.face, needed=wound.needed)
