"""What the board shows of a turn that is over: pictures of ways, attacks and losses, and words."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from client.battle.playback.frames import team_of
from client.draw.board.picture import LossPicture, ShotPicture, WayPicture
from client.text.catalogue import plural, text

if TYPE_CHECKING:
    from client.battle.playback.recap import Recap
    from client.draw.board.picture import BoardPicture
    from client.text.names import BattleNames


def with_recap(picture: BoardPicture, recap: Recap, names: BattleNames) -> BoardPicture:
    """Return a picture of the board with what happened in a turn."""
    return dataclasses.replace(
        picture,
        ways=tuple(WayPicture(one.path, team_of(names.side_of(one.unit))) for one in recap.moves),
        shots=tuple(
            ShotPicture(one.start, one.end, team_of(names.side_of(one.unit)), not one.lost)
            for one in recap.attacks
        ),
        losses=tuple(
            LossPicture(
                one.at,
                text("dice.lost", n=one.lost),
                one.destroyed,
                team_of(names.side_of(one.unit)),
            )
            for one in recap.losses
        ),
        told=tuple(recap_lines(recap, names)),
    )


def recap_lines(recap: Recap, names: BattleNames) -> list[str]:
    """Return a turn in words: a heading, then what was done and lost."""
    side = names.side(recap.side)
    moved = len({one.unit for one in recap.moves})
    lines = [text("battle.recap.title", side=side, round=recap.round)]
    if recap.points:
        lines.append(plural("battle.recap.points", recap.points))
    if moved:
        lines.append(plural("battle.recap.moved", moved))
    for one in (recap.side, recap.side.other):
        made = sum(done.attacks for done in recap.attacks if names.side_of(done.unit) is one)
        if made:
            lines.append(plural("battle.recap.attacks", made, side=names.side(one)))
    for one in (recap.side.other, recap.side):
        mine = [loss for loss in recap.losses if names.side_of(loss.unit) is one]
        lost, destroyed = sum(loss.lost for loss in mine), sum(loss.destroyed for loss in mine)
        title = names.side(one)
        if lost:
            lines.append(plural("battle.recap.side-lost", lost, side=title))
        if destroyed:
            lines.append(plural("battle.recap.side-destroyed", destroyed, side=title))
    lines += [
        text("battle.recap.taken", side=names.side(owner), objective=code)
        for code, owner in recap.taken
    ]
    if recap.is_empty:
        lines.append(text("battle.recap.nothing"))
    return lines
